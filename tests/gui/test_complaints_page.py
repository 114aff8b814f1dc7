"""Complaints led through their six steps as a person does it, round after round (METHOD.md section 6)."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.cli import main
from crmdesk.core.complaints import STEPS
from crmdesk.gui.dialogs.complaint import ComplaintDialog
from crmdesk.gui.forms.complaint_card import COURSE, ComplaintCard
from crmdesk.gui.forms.complaint_drafts import closing_key
from crmdesk.gui.forms.complaint_files import FileTile
from crmdesk.gui.forms.complaint_form import StepForm
from crmdesk.gui.forms.folded_text import FoldedText
from crmdesk.gui.pages.complaints import ComplaintsPage
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.labels import Paragraph
from crmdesk.gui.widgets.stepper import StepHead
from crmdesk.gui.window import MainWindow
from crmdesk.services import complaint_steps, complaints, contacts, customers, drafts, history
from crmdesk.services.desk import Desk
from tests.gui.conftest import Hand, OpenWindow, enter

Key = Qt.Key
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
Widget = TypeVar("Widget", bound=QWidget)
HEYAN = 2
"""The second of `PEOPLE`, 禾砚精密机械."""


@pytest.fixture
def one(desk: Desk) -> int:
    """A complaint that nobody has answered yet."""
    contacts.add(desk, HEYAN, {"name": "周总"})
    typed = {"words": "上机就断，整条线停了两个小时。", "contact": "周总", "received_at": "2026-11-21 09:00"}
    return complaints.add(desk, HEYAN, typed)[0]


def page_of(window: MainWindow) -> ComplaintsPage:
    page = window.content.places.page("complaints")
    assert isinstance(page, ComplaintsPage)
    return page


def open_card(window: MainWindow, complaint_id: int, qtbot: QtBot) -> ComplaintCard:
    window.ui.bus.open_complaint.emit(complaint_id)
    page = page_of(window)
    qtbot.waitUntil(lambda: not page.cases.list.jobs.busy)
    return page.cases.card


def done_through(desk: Desk, complaint_id: int, last: str, **typed: str) -> None:
    for step in STEPS[: STEPS.index(last) + 1]:
        more = {"kind": "replacement", "amount": "100"} if step == "compensate" else {}
        complaint_steps.finish(desk, complaint_id, step, {"text": f"做了{step}", **more, **typed})


def form_of(card: ComplaintCard) -> StepForm:
    form = card.round.form
    assert form is not None
    return form


def shown_in(card: ComplaintCard, kind: type[Widget], name: str) -> Widget:
    """The one that is shown; those it took the place of live on for a moment."""
    found = [each for each in card.findChildren(kind, name) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def has_keyboard(widget: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))


def read_back(path: Path, number: str, capsys: pytest.CaptureFixture[str]) -> Any:
    """What the command line says of a complaint."""
    capsys.readouterr()
    assert main(["--data", str(path), "--lang", "en", "complaint", "show", number, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_whole_complaint_by_keyboard_in_two_rounds(
    window: MainWindow, desk: Desk, press: Hand, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
):
    press(Key.Key_K, CONTROL | SHIFT)
    dialog = next(each for each in window.findChildren(ComplaintDialog) if each.isVisible())
    qtbot.waitUntil(dialog.isActiveWindow)
    enter("禾砚")
    qtbot.waitUntil(lambda: not window.ui.jobs.busy)
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.line.customer_id == HEYAN)
    enter("上机就断，一上午换了六卷。")
    press(Key.Key_Return, CONTROL)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page = page_of(window)
    qtbot.waitUntil(lambda: page.cases.card.case is not None and not page.cases.list.jobs.busy)
    card = page.cases.card
    for round_ in (1, 2):
        for number, text in enumerate(("听完", "道歉", "要稳定的膜", "停线确实着急"), 1):
            assert (card.case.complaint.round, form_of(card).step) == (round_, STEPS[number - 1])
            assert has_keyboard(form_of(card).inputs.text)
            enter(f"{text}{round_}")
            press(Key.Key_Return, CONTROL)
        press(Key.Key_2, ALT)  # a replacement
        press(Key.Key_Tab)
        enter("3840")
        press(Key.Key_Tab)
        enter("2026-11-24")
        press(Key.Key_Tab)
        enter("整批换新")
        press(Key.Key_Return, CONTROL)
        press(Key.Key_1 if round_ == 1 else Key.Key_3, ALT)
        press(Key.Key_Tab, times=2)
        enter(f"客户说{round_}")
        if round_ == 2:
            press(Key.Key_Tab)
            enter("换了供应商没有试机")
            press(Key.Key_Tab, times=2)
            press(Key.Key_Space)
        press(Key.Key_Return, CONTROL)
    assert card.tabs.key() == "2"
    assert card.closing.isVisible()
    assert has_keyboard(card.tabs)
    press(Key.Key_PageUp, CONTROL)
    assert card.tabs.key() == "1"
    press(Key.Key_PageUp, CONTROL)
    assert card.tabs.key() == COURSE

    told = read_back(desk.path, "T00001", capsys)
    assert (told["state"], told["round"], told["level"]) == ("closed", 2, "high")
    assert told["words"] == "上机就断，一上午换了六卷。"
    assert [(each["round"], each["step"]) for each in told["steps"]] == [(r, s) for r in (1, 2) for s in STEPS]
    fifth = told["steps"][4]
    assert (fifth["kind"], fifth["amount"], fifth["promised_on"], fifth["text"]) == (
        "replacement", 3840, "2026-11-24", "整批换新",
    )  # fmt: skip
    assert [each["level"] for each in told["steps"] if each["step"] == "confirm"] == ["dissatisfied", "high"]
    assert {each["by"] for each in told["steps"]} == {"陈立"}
    assert told["root_cause"] == "换了供应商没有试机"
    assert [each["code"] for each in told["warnings"]] == ["blame"]
    assert drafts.all_drafts(desk) == []


def test_what_is_missing_is_said_beside_its_input_and_nothing_is_lost(
    window: MainWindow, desk: Desk, one: int, press: Hand, qtbot: QtBot
):
    done_through(desk, one, "empathise")
    card = open_card(window, one, qtbot)
    form = form_of(card)
    press(Key.Key_Return, CONTROL)
    assert form.inputs.rows["kind"].problem()[0] == "bad"
    assert has_keyboard(form.inputs.inputs["kind"].widget)
    press(Key.Key_1, ALT)  # a refund needs an amount
    form.inputs.text.setFocus()
    enter("退一半")
    press(Key.Key_Return, CONTROL)
    assert form.inputs.rows["amount"].problem()[0] == "bad"
    assert has_keyboard(form.inputs.inputs["amount"].widget)
    enter("很多")
    press(Key.Key_Return, CONTROL)
    assert form.inputs.rows["amount"].problem()[0] == "bad"
    assert form.inputs.text.toPlainText() == "退一半"
    press(Key.Key_A, CONTROL)
    enter("120")
    press(Key.Key_Tab)
    enter("2026-11-01")
    press(Key.Key_Return, CONTROL)
    assert has_keyboard(form.inputs.inputs["promised_on"].widget)
    assert form_of(card).step == "compensate"
    press(Key.Key_A, CONTROL)
    press(Key.Key_Delete)
    press(Key.Key_Return, CONTROL)
    assert form_of(card).step == "confirm"
    assert complaints.case(desk, one).step(1, "compensate").values["amount"] == 120


def test_a_done_step_is_corrected_in_place_and_says_what_it_said(
    window: MainWindow, desk: Desk, one: int, press: Hand, qtbot: QtBot
):
    done_through(desk, one, "apologise")
    card = open_card(window, one, qtbot)
    head = shown_in(card, StepHead, "done-apologise")
    head.setFocus()
    press(Key.Key_F2)
    assert has_keyboard(card.round.correction.inputs.text)
    press(Key.Key_Escape)
    assert card.round.correction is None
    assert has_keyboard(shown_in(card, StepHead, "done-apologise"))
    press(Key.Key_Return)
    press(Key.Key_A, CONTROL)
    enter("当面道了歉")
    press(Key.Key_Return, CONTROL)
    assert complaints.case(desk, one).step(1, "apologise").values["text"] == "当面道了歉"
    assert "做了apologise" in shown_in(card, FoldedText, "corrections-apologise").text()
    assert has_keyboard(shown_in(card, StepHead, "done-apologise"))
    assert form_of(card).step == "restate"
    card.show_tab(COURSE)
    told = [each.text() for each in card.course.findChildren(FoldedText, "course-quiet")]
    assert any("做了apologise" in text for text in told)


def test_typed_words_wait_for_their_complaint(window: MainWindow, desk: Desk, one: int, press: Hand, qtbot: QtBot):
    other = complaints.add(desk, 4, {"words": "发票开错两次。"})[0]
    card = open_card(window, one, qtbot)
    enter("周总说两批都断")
    open_card(window, other, qtbot)
    assert form_of(card).inputs.text.toPlainText() == ""
    open_card(window, one, qtbot)
    assert form_of(card).inputs.text.toPlainText() == "周总说两批都断"
    # what others do with it meanwhile leaves the text alone
    window.ui.write(lambda: complaints.edit(desk, one, {"severity": "serious"}), "")
    assert form_of(card).inputs.text.toPlainText() == "周总说两批都断"
    press(Key.Key_Return, CONTROL)
    assert form_of(card).step == "apologise"
    assert drafts.all_drafts(desk) == []
    enter("打了一半")
    window.ui.wrote(history.undo(desk)[1])
    assert form_of(card).step == "listen"
    window.ui.wrote(history.redo(desk)[1])
    assert form_of(card).inputs.text.toPlainText() == "打了一半"


def test_when_by_whom_and_with_whom(window: MainWindow, desk: Desk, one: int, press: Hand, qtbot: QtBot):
    card = open_card(window, one, qtbot)
    form = form_of(card)
    row = form.parentWidget()
    assert row.when_link.text() == "Now, 陈立, with 周总"
    form.inputs.text.setFocus()
    enter("听完了")
    row.when_link.click()
    assert has_keyboard(form.inputs.inputs["at"].widget)
    press(Key.Key_A, CONTROL)
    enter("2026-11-21 10:30")
    press(Key.Key_Tab)
    press(Key.Key_A, CONTROL)
    enter("王晓")
    press(Key.Key_Return, CONTROL)
    step = complaints.case(desk, one).step(1, "listen")
    assert step.at == dt.datetime(2026, 11, 21, 10, 30)
    assert (step.values["by"], step.values["contact"]) == ("王晓", "周总")


def test_the_guide_is_folded_and_stays_so(window: MainWindow, desk: Desk, one: int, press: Hand, qtbot: QtBot):
    card = open_card(window, one, qtbot)
    row = form_of(card).parentWidget()
    assert row.guide.isVisible()
    assert "谢谢您第一时间告诉我" in " ".join(each.text() for each in row.guide.findChildren(Paragraph))
    row.guide_link.click()
    assert row.guide.isHidden()
    enter("听完了")
    form_of(card).finish()
    assert form_of(card).parentWidget().guide.isHidden()


def test_pictures_are_added_beside_a_step(window: MainWindow, desk: Desk, one: int, qtbot: QtBot, tmp_path: Path):
    picture = tmp_path / "断膜.png"
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.gray)
    assert image.save(str(picture))
    card = open_card(window, one, qtbot)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture))])
    assert form_of(card).files.adding.take(data)
    qtbot.waitUntil(lambda: bool(form_of(card).findChildren(FileTile)))
    qtbot.waitUntil(lambda: not window.ui.jobs.busy)
    assert [each.name for each in complaints.case(desk, one).attachments[1, "listen"]] == ["断膜.png"]
    enter("拍了照片")
    form_of(card).finish()
    link = shown_in(card, LinkButton, "show-files-listen")
    link.click()
    assert shown_in(card, FileTile, "file-1").isVisible()


def test_long_words_fold_and_unfold(window: MainWindow, desk: Desk, one: int, qtbot: QtBot):
    long = "客户把每一卷的批号和断的时间都念了一遍。" * 200
    complaint_steps.finish(desk, one, "listen", {"text": long})
    card = open_card(window, one, qtbot)
    text = shown_in(card, FoldedText, "text-listen")
    qtbot.waitUntil(text.more.isVisible)
    before = text.heightForWidth(text.width())
    text.more.click()
    assert text.text() == long
    assert text.heightForWidth(text.width()) > 4 * before


def test_the_list_counts_searches_and_keeps_what_was_just_closed(
    window: MainWindow, desk: Desk, one: int, press: Hand, qtbot: QtBot
):
    other = complaints.add(desk, 4, {"words": "发票开错两次。", "category": "price"})[0]
    done_through(desk, one, "compensate")
    card = open_card(window, one, qtbot)
    cases = page_of(window).cases.list
    assert set(cases.model.ids) == {one, other}
    press(Key.Key_2, ALT)
    form_of(card).inputs.text.setFocus()
    enter("可以了")
    press(Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: not cases.jobs.busy)
    assert (cases.counts.open, cases.counts.closed) == (1, 1)
    assert set(cases.model.ids) == {one, other}
    assert cases.current_id() == one
    cases.view.setFocus()
    press(Key.Key_F, CONTROL)
    assert has_keyboard(cases.search)
    enter("发票")
    qtbot.waitUntil(lambda: list(cases.model.ids) == [other])
    press(Key.Key_Escape)
    press(Key.Key_Escape)
    assert has_keyboard(cases.view)
    qtbot.waitUntil(lambda: not cases.jobs.busy)
    page_of(window).cases.list.filters.make_menu().findChild(QWidget, "filter-category").actions()[0].trigger()
    qtbot.waitUntil(lambda: list(cases.model.ids) == [] or not cases.jobs.busy)
    assert cases.filters.active


def test_nothing_is_typed_while_personal_data_is_hidden(window: MainWindow, desk: Desk, one: int, qtbot: QtBot):
    done_through(desk, one, "listen", text="请打 13900000014")
    card = open_card(window, one, qtbot)
    window.ui.masking.set_on(True)
    assert card.round.form is None
    assert "13900000014" not in shown_in(card, FoldedText, "text-listen").text()
    window.ui.masking.set_on(False)
    assert card.round.form is not None


def test_the_same_case_is_there_after_the_language_changed(
    window: MainWindow, desk: Desk, one: int, qtbot: QtBot, shown: OpenWindow
):
    second = complaints.add(desk, 4, {"words": "发票开错两次。"})[0]
    open_card(window, second, qtbot)
    assert window.content.places.place() == f"complaints/cases.{second}"
    window.ui.bus.go.emit("customers")
    window.ui.bus.go.emit(f"complaints/cases.{one}")
    assert page_of(window).cases.complaint_id == one
    assert customers.file(desk, HEYAN).number == page_of(window).cases.card.case.customer_number


def test_words_for_a_step_that_was_done_meanwhile_become_its_correction(
    window: MainWindow, desk: Desk, one: int, press: Hand, qtbot: QtBot
):
    card = open_card(window, one, qtbot)
    enter("只打了一半")
    card.clear()
    complaint_steps.finish(desk, one, "listen", {"text": "别人先做了"})
    window.content.drafts.look()
    qtbot.waitUntil(lambda: window.findChild(QWidget, "window-drafts-continue") is not None)
    window.findChild(QWidget, "window-drafts-continue").click()
    correction = card.round.correction
    assert correction is not None
    assert correction.inputs.text.toPlainText() == "只打了一半"
    press(Key.Key_Return, CONTROL)
    assert complaints.case(desk, one).step(1, "listen").values["text"] == "只打了一半"
    assert drafts.all_drafts(desk) == []


def test_words_typed_before_a_complaint_was_moved_are_there_again(
    window: MainWindow, desk: Desk, one: int, press: Hand, qtbot: QtBot
):
    card = open_card(window, one, qtbot)
    enter("只打了一半")
    card.clear()
    complaints.move(desk, one, 4)
    card = open_card(window, one, qtbot)
    assert card.case.complaint.customer_id == 4
    assert form_of(card).inputs.text.toPlainText() == "只打了一半"
    (draft,) = drafts.all_drafts(desk)
    assert (draft.customer_id, draft.texts["text"]) == (4, "只打了一半")
    press(Key.Key_Return, CONTROL)
    assert complaints.case(desk, one).step(1, "listen").values["text"] == "只打了一半"
    assert drafts.all_drafts(desk) == []


def test_a_note_after_closing_typed_before_the_move_is_there_again(
    window: MainWindow, desk: Desk, one: int, qtbot: QtBot
):
    done_through(desk, one, "compensate")
    complaint_steps.finish(desk, one, "confirm", {"text": "满意", "level": "high"})
    key = closing_key(complaints.complaint(desk, one))
    complaints.move(desk, one, 4)
    drafts.keep(desk, key, "", {"root_cause": "批次不匀"})
    card = open_card(window, one, qtbot)
    card.closing.edit()
    assert card.closing.inputs.changes() == {"root_cause": "批次不匀"}
    assert [draft.customer_id for draft in drafts.all_drafts(desk)] == [4]


def test_what_was_logged_is_edited_from_the_list_and_the_card(
    window: MainWindow, desk: Desk, one: int, press: Hand, qtbot: QtBot
):
    open_card(window, one, qtbot)
    page_of(window).cases.list.view.setFocus()
    press(Key.Key_E, CONTROL)
    dialog = next(each for each in window.findChildren(ComplaintDialog) if each.isVisible())
    dialog.draft.drop()
    dialog.hide()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page_of(window).cases.list.view.setFocus()
    press(Key.Key_Delete)
    assert page_of(window).cases.complaint_id is None
    window.ui.wrote(history.undo(desk)[1])
    qtbot.waitUntil(lambda: page_of(window).cases.complaint_id == one)
