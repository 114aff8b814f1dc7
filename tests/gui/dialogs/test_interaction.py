"""Recording contacts made from anywhere, as a person does it: by the keyboard, in seconds (METHOD.md section 5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.interactions import Interaction
from crmdesk.gui.dialogs.interaction import InteractionDialog
from crmdesk.gui.dialogs.interaction_steps import OpenSteps
from crmdesk.gui.forms.drafts import CONTINUE
from crmdesk.gui.ui import Ui
from crmdesk.gui.window import MainWindow
from crmdesk.services import contacts, customers, drafts, history, interactions
from crmdesk.services.desk import Desk
from tests.gui.conftest import Hand, PutUp, enter, go_on, opened

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def of(desk: Desk, number: str) -> list[Interaction]:
    """What was recorded of a customer."""
    return interactions.of_customer(desk, id_of(desk, number))


def id_of(desk: Desk, number: str) -> int:
    return customers.id_of(desk, number)


def records(window: QWidget, press: Hand, qtbot: QtBot) -> InteractionDialog:
    """The dialog that the shortcut opens, with the keyboard."""
    press(Qt.Key.Key_N, CONTROL | SHIFT)
    dialog = opened(window, InteractionDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_a_call_is_logged_by_shortcut_initials_text_and_enter(
    window: MainWindow, desk: Desk, press: Hand, qtbot: QtBot
):
    """Whoever is shown: the list has the first customer selected."""
    said: list[str] = []
    window.ui.bus.message.connect(lambda text, _undo: said.append(text))
    records(window, press, qtbot)
    qtbot.keyClicks(QApplication.focusWidget(), "xna")
    press(Qt.Key.Key_Return)
    enter("样品收到了")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(said))
    (made,) = of(desk, "K00005")
    assert made.values["content"] == "样品收到了"
    assert (made.values["kind"], made.values["by"], made.at) == ("visit", "陈立", dt.datetime(2026, 11, 21, 12, 0))
    assert said == ["Logged: visit with K00005"]
    window.ui.wrote(history.undo(desk)[1])
    assert of(desk, "K00005") == []


def test_the_customer_in_sight_is_there_already(window: MainWindow, desk: Desk, press: Hand, qtbot: QtBot):
    window.content.page.open(id_of(desk, "K00003"))
    qtbot.waitUntil(lambda: window.content.page.pane.number == "K00003")
    dialog = records(window, press, qtbot)
    assert dialog.line.text() == "单雄信  K00003"
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_2, ALT)
    enter("来电")
    press(Qt.Key.Key_Return, SHIFT)
    enter("问交期")
    press(Qt.Key.Key_Return, CONTROL)
    (made,) = of(desk, "K00003")
    assert (made.values["kind"], made.values["content"]) == ("call", "来电\n问交期")


def test_a_file_in_its_own_window_records_of_its_customer(window: MainWindow, desk: Desk, press: Hand, qtbot: QtBot):
    window.content.open_alone(id_of(desk, "K00004"))
    (alone,) = window.content.dialogs.file_windows()
    alone.activateWindow()
    qtbot.waitUntil(alone.isActiveWindow)
    alone.setFocus()
    dialog = records(alone, press, qtbot)
    assert isinstance(QApplication.focusWidget(), QPlainTextEdit)
    enter("走访仓库")
    press(Qt.Key.Key_Return)
    assert [made.values["content"] for made in of(desk, "K00004")] == ["走访仓库"]
    assert not dialog.isVisible()
    alone.close()


def test_who_is_not_found_is_asked_for_and_nothing_is_lost(ui: Ui, put_up: PutUp, press: Hand, qtbot: QtBot):
    dialog = put_up(InteractionDialog(ui))
    dialog.begin_with_text()
    qtbot.keyClicks(dialog.line, "qqqq")
    press(Qt.Key.Key_Return)
    enter("对方来访")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.row.problem()[0] == "bad")
    assert QApplication.focusWidget() is dialog.line
    assert dialog.form.text("content") == "对方来访"
    qtbot.keyClicks(dialog.line, "13900000013")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert [made.values["content"] for made in of(ui.desk, "K00001")] == ["对方来访"]


def test_a_phone_finds_and_the_arrows_choose(ui: Ui, put_up: PutUp, press: Hand, qtbot: QtBot):
    dialog = put_up(InteractionDialog(ui))
    dialog.begin_with_customer()
    qtbot.keyClicks(dialog.line, "hy")
    qtbot.waitUntil(dialog.line.list.isVisible)
    press(Qt.Key.Key_Escape)
    assert not dialog.line.list.isVisible()
    assert dialog.isVisible()
    dialog.line.selectAll()
    qtbot.keyClicks(dialog.line, "s")
    qtbot.waitUntil(dialog.line.list.isVisible)
    found = dialog.line.list.list.all_keys()
    assert len(found) == 3
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Tab)
    assert dialog.line.customer_id == int(found[1])
    assert QApplication.focusWidget() is dialog.form.inputs["content"].widget


def test_all_fields_a_new_contact_and_a_done_step(ui: Ui, put_up: PutUp, press: Hand, qtbot: QtBot):
    customer = id_of(ui.desk, "K00002")
    contacts.add(ui.desk, customer, {"name": "周砚秋", "salutation": "周总"})
    step = interactions.add(ui.desk, customer, {"content": "初访", "next_step": "寄样", "next_date": "2026-11-20"})[0]
    dialog = put_up(InteractionDialog(ui, customer, {"kind": "call"}))
    press(Qt.Key.Key_M, ALT)
    dialog.form.put("contact", "周总")
    assert dialog.form.rows["contact"].problem() == ("", "")
    dialog.form.put("contact", "方小满")
    assert dialog.form.rows["contact"].problem() == ("warn", "A new contact of this customer")
    for key, text in (("promise", "周五前寄到"), ("cost", "120"), ("minutes", "30"), ("phase", "Before the sale")):
        dialog.form.put(key, text)
    dialog.form.put("next_date", "2026-11-19")
    box = dialog.findChild(QWidget, f"step-{step}")
    assert "寄样" in box.text()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center() * 0.1)
    dialog.form.check()
    assert dialog.form.rows["next_date"].problem()[0] == "warn"
    qtbot.mouseClick(dialog.confirm_button, Qt.MouseButton.LeftButton)
    made, former = of(ui.desk, "K00002")
    told = {key: made.values[key] for key in ("kind", "contact", "promise", "minutes", "phase")}
    assert told == {"kind": "call", "contact": "方小满", "promise": "周五前寄到", "minutes": 30, "phase": "before"}
    assert former.values["next_done_on"] == dt.date(2026, 11, 21)
    assert [part.values["name"] for part in customers.file(ui.desk, customer).contacts] == ["周砚秋", "方小满"]
    history.undo(ui.desk)
    assert len(of(ui.desk, "K00002")) == 1
    assert len(customers.file(ui.desk, customer).contacts) == 1


def test_changing_one_writes_only_what_was_changed(ui: Ui, put_up: PutUp, press: Hand):
    customer = id_of(ui.desk, "K00001")
    made = interactions.add(ui.desk, customer, {"content": "一", "minutes": "20", "kind": "meal"})[0]
    dialog = put_up(InteractionDialog(ui, interaction=interactions.interaction(ui.desk, made)))
    dialog.begin_with_text()
    assert dialog.line.isReadOnly()
    assert dialog.form.text("minutes") == "20"
    enter("，二")
    press(Qt.Key.Key_Return)
    assert {key: interactions.interaction(ui.desk, made).values[key] for key in ("content", "minutes", "kind")} == {
        "content": "一，二", "minutes": 20, "kind": "meal",
    }  # fmt: skip


def test_a_wrong_date_is_told_where_it_stands(ui: Ui, put_up: PutUp, press: Hand):
    dialog = put_up(InteractionDialog(ui, id_of(ui.desk, "K00001")))
    dialog.form.put("next_date", "2026-02-30")
    dialog.begin_with_text()
    press(Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.form.rows["next_date"].problem()[0] == "bad"
    assert QApplication.focusWidget() is dialog.form.inputs["next_date"].widget
    dialog.form.forget()


def test_what_was_typed_is_kept_and_offered_again(ui: Ui, put_up: PutUp, press: Hand):
    customer = id_of(ui.desk, "K00001")
    dialog = put_up(InteractionDialog(ui))
    dialog.line.set_customer(customer)
    dialog.line.picked.emit(customer)
    dialog.form.put("content", "谈到一半")
    dialog.draft.keeper.keep_now()
    ui.bus.typing.clear()
    dialog.hide()
    (left,) = drafts.all_drafts(ui.desk)
    assert (left.form, left.customer_id) == ("interaction", customer)
    again = put_up(InteractionDialog(ui, customer))
    assert again.draft.keeper.bar.isVisible()
    again.draft.keeper.bar.answered.emit(CONTINUE)
    assert again.form.text("content") == "谈到一半"
    again.accept()
    assert drafts.all_drafts(ui.desk) == []
    assert [made.values["content"] for made in of(ui.desk, "K00001")] == ["谈到一半"]


@pytest.mark.parametrize(("button", "stays"), [("leave-cancel", True), ("leave-discard", False)])
def test_leaving_asks_where_something_was_typed(
    ui: Ui, put_up: PutUp, press: Hand, answer: Callable[[str], list[str]], button: str, stays: bool
):
    dialog = put_up(InteractionDialog(ui, id_of(ui.desk, "K00001")))
    dialog.begin_with_text()
    enter("半句")
    asked = answer(button)
    press(Qt.Key.Key_Escape)
    assert asked
    assert dialog.isVisible() is stays
    assert dialog.form.text("content") == "半句"
    assert of(ui.desk, "K00001") == []
    dialog.form.forget()


def test_a_customer_deleted_meanwhile_is_told_and_the_text_stays(ui: Ui, put_up: PutUp, press: Hand):
    customer = id_of(ui.desk, "K00001")
    dialog = put_up(InteractionDialog(ui, customer))
    dialog.begin_with_text()
    enter("来电")
    customers.delete(ui.desk, [customer])
    press(Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.notice.isVisible()
    assert dialog.form.text("content") == "来电"
    dialog.form.forget()


def test_nothing_is_recorded_while_personal_data_is_hidden(window: MainWindow, press: Hand):
    refused: list[bool] = []
    window.ui.masking.refused.connect(lambda: refused.append(True))
    window.ui.masking.set_on(True)
    press(Qt.Key.Key_N, CONTROL | SHIFT)
    assert refused == [True]
    assert window.findChildren(InteractionDialog) == []


def test_a_text_left_by_a_crash_is_offered_in_the_window(desk: Desk, shown, qtbot: QtBot):
    customer = id_of(desk, "K00003")
    texts = {"content": "断电前写的", "promise": "明天回话"}
    drafts.keep(desk, drafts.key_of("interaction", customer, drafts.NEW), "Visit or call", texts)
    window = shown(desk)
    go_on(window, qtbot)
    dialog = opened(window, InteractionDialog)
    assert dialog.line.customer_id == customer
    assert {key: dialog.form.text(key) for key in texts} == texts
    dialog.accept()
    assert [made.values["promise"] for made in of(desk, "K00003")] == ["明天回话"]
    assert drafts.all_drafts(desk) == []


def test_open_steps_of_another_customer_are_not_ticked(ui: Ui, qtbot: QtBot):
    ids = [id_of(ui.desk, number) for number in ("K00001", "K00005")]
    for customer_id, step in zip(ids, ("寄样品", "报价"), strict=True):
        typed = {"kind": "call", "content": "通话", "next_step": step, "next_date": "2026-11-23"}
        interactions.add(ui.desk, customer_id, typed)
    steps = OpenSteps(ui, 100)
    qtbot.addWidget(steps)
    steps.show_customer(ids[0])
    (box,) = [each for each in steps.findChildren(QCheckBox) if not each.isHidden()]
    box.click()
    assert (box.accessibleName(), len(steps.done())) == ("23 Nov 2026  寄样品", 1)
    steps.show_customer(ids[1])
    assert (box.accessibleName(), steps.done()) == ("23 Nov 2026  报价", [])
    steps.show_customer(None)
    assert (steps.isHidden(), steps.done(), steps.room()) == (True, [], 0)
