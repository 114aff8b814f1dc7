"""Where the keyboard stands and what becomes of typed words while a complaint's card changes under them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.complaint_lists import CLOSED_STATES, Complaints
from crmdesk.core.complaints import STEPS
from crmdesk.gui.forms.complaint_card import ComplaintCard
from crmdesk.gui.pages.complaints import ComplaintsPage
from crmdesk.gui.pages.complaints_cases_filters import CasesFilters
from crmdesk.gui.ui import Ui
from crmdesk.gui.window import MainWindow
from crmdesk.services import complaint_steps, complaints, drafts
from crmdesk.services.desk import Desk
from tests.gui.conftest import enter

Key, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def one(desk: Desk) -> int:
    return complaints.add(desk, 2, {"words": "上机就断。", "received_at": "2026-11-21 09:00"})[0]


@pytest.fixture
def card(window: MainWindow, one: int, qtbot: QtBot) -> ComplaintCard:
    """The card of `one` in the window, with the keyboard in the form of its first step."""
    window.ui.bus.open_complaint.emit(one)
    page = window.content.places.page("complaints")
    assert isinstance(page, ComplaintsPage)
    qtbot.waitUntil(lambda: not page.cases.list.jobs.busy)
    return page.cases.card


def press(qtbot: QtBot, key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key, modifiers)


def in_hand(widget: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))


def test_the_keyboard_stays_where_the_work_is(
    window: MainWindow, desk: Desk, one: int, card: ComplaintCard, qtbot: QtBot
):
    enter("听完了")
    press(qtbot, Key.Key_Return, CONTROL)
    assert card.round.form.step == "apologise"
    press(qtbot, Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: card.round.form.step == "listen")
    assert in_hand(card.round.form.inputs.text)
    window.ui.wrote(complaints.unresolved(desk, one, {"reason": "law", "text": "已起诉"}))
    assert in_hand(card.tabs)
    window.ui.wrote(complaints.reopen(desk, one, "撤诉了"))
    assert in_hand(card.round.form.inputs.text)
    window.ui.wrote(complaints.delete(desk, [one]))
    assert in_hand(window.content.places.page("complaints").cases.list)


def test_words_for_a_step_done_elsewhere_correct_it(
    window: MainWindow, desk: Desk, one: int, card: ComplaintCard, qtbot: QtBot
):
    enter("我打了一半")
    window.ui.wrote(complaint_steps.finish(desk, one, "listen", {"text": "别处做的"})[1])
    correction, form = card.round.correction, card.round.form
    assert correction.inputs.text.toPlainText() == "我打了一半"
    assert in_hand(correction)
    assert (correction.finish_button.kind, form.finish_button.kind) == ("main", "plain")
    press(qtbot, Key.Key_Return, CONTROL)
    assert complaints.case(desk, one).step(1, "listen").values["text"] == "我打了一半"
    assert card.round.form.finish_button.kind == "main"
    assert drafts.all_drafts(desk) == []


def test_a_correction_left_half_typed_is_open_again(
    window: MainWindow, desk: Desk, one: int, card: ComplaintCard, qtbot: QtBot
):
    other = complaints.add(desk, 3, {"words": "发票开错两次。"})[0]
    window.ui.wrote(complaint_steps.finish(desk, one, "listen", {"text": "听完了"})[1])
    card.round.correct(complaints.case(desk, one).step(1, "listen"))
    enter("，断了六卷")
    window.ui.bus.open_complaint.emit(other)
    assert card.round.correction is None
    window.ui.bus.open_complaint.emit(one)
    assert card.round.correction.inputs.text.toPlainText() == "听完了，断了六卷"
    assert in_hand(card.round.form)
    window.ui.masking.set_on(True)
    assert card.round.correction is None
    window.ui.masking.set_on(False)
    assert card.round.correction is not None
    qtbot.waitUntil(lambda: not window.ui.jobs.busy)


def test_arrows_choose_where_nothing_is_chosen_yet(
    window: MainWindow, desk: Desk, one: int, card: ComplaintCard, qtbot: QtBot
):
    for step in STEPS[:4]:
        complaint_steps.finish(desk, one, step, {"text": "做了"})
    card.refresh()
    card.take_keyboard()
    press(qtbot, Key.Key_Right)
    assert card.round.form.inputs.typed()["kind"] == "replacement"
    press(qtbot, Key.Key_Right)
    assert card.round.form.inputs.typed()["kind"] == "repair"


def test_what_is_over_is_listed_by_when_it_was_closed(ui: Ui):
    filters = CasesFilters(ui)
    assert filters.wanted(Complaints(states=("open",))).sort == "due_on"
    over = filters.wanted(Complaints(states=CLOSED_STATES))
    assert (over.sort, over.descending) == ("closed_at", True)
