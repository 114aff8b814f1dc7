"""Complaints logged from anywhere, changed, given up, reopened, moved: as a person does it (METHOD.md section 6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.complaints import Complaint
from crmdesk.gui.dialogs import complaint_doing
from crmdesk.gui.dialogs.complaint import ComplaintDialog
from crmdesk.gui.dialogs.complaint_ending import ReopeningDialog, UnresolvedDialog
from crmdesk.gui.dialogs.customer_choice import CustomerChoice
from crmdesk.gui.ui import Ui
from crmdesk.gui.window import MainWindow
from crmdesk.services import complaints, contacts, customers, drafts, history, orders, products
from crmdesk.services.desk import Desk
from tests.gui.conftest import Hand, OpenWindow, PutUp, enter, go_on, opened

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
Key = Qt.Key


def id_of(desk: Desk, number: str) -> int:
    return customers.id_of(desk, number)


def of(desk: Desk, number: str) -> Sequence[Complaint]:
    """The complaints of a customer, the newest first."""
    return [complaints.complaint(desk, each) for each in complaints.ids_of_customer(desk, id_of(desk, number))]


def log(desk: Desk, number: str, words: str, **typed: str) -> int:
    return complaints.add(desk, id_of(desk, number), {"words": words, **typed})[0]


def begins(window: QWidget, press: Hand, qtbot: QtBot) -> ComplaintDialog:
    """The dialog that the shortcut opens, with the keyboard."""
    press(Key.Key_K, CONTROL | SHIFT)
    dialog = opened(window, ComplaintDialog)
    assert isinstance(dialog, ComplaintDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def cards(ui: Ui) -> list[int]:
    """Which cards were asked for."""
    asked: list[int] = []
    ui.bus.open_complaint.connect(asked.append)
    return asked


def test_shortcut_initials_enter_words_and_ctrl_enter(window: MainWindow, desk: Desk, press: Hand, qtbot: QtBot):
    """All it takes with the customer on the phone, from whatever page; the card is opened."""
    said: list[str] = []
    asked = cards(window.ui)
    window.ui.bus.message.connect(lambda text, _undo: said.append(text))
    window.content.places.go("orders")
    begins(window, press, qtbot)
    qtbot.keyClicks(QApplication.focusWidget(), "xna")
    press(Key.Key_Return)
    enter("上次的货发错了型号")
    press(Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: bool(asked))
    (made,) = of(desk, "K00005")
    assert asked == [made.id]
    assert said == [f"Logged complaint {made.number}"]
    told = {key: made.values[key] for key in ("words", "channel", "responsible", "due_on", "state", "step")}
    assert told == {
        "words": "上次的货发错了型号", "channel": "phone", "responsible": "陈立", "due_on": dt.date(2026, 11, 28),
        "state": "open", "step": "listen",
    }  # fmt: skip
    assert made.received_at == dt.datetime(2026, 11, 21, 12, 0)
    window.ui.wrote(history.undo(desk)[1])
    assert of(desk, "K00005") == []


def test_of_the_customer_in_sight_enter_saves_and_shift_enter_begins_a_line(
    window: MainWindow, desk: Desk, press: Hand, qtbot: QtBot
):
    window.content.page.open(id_of(desk, "K00003"))
    qtbot.waitUntil(lambda: window.content.page.pane.number == "K00003")
    dialog = begins(window, press, qtbot)
    assert dialog.line.text() == "单雄信  K00003"
    press(Key.Key_Return)
    enter("送货迟了")
    press(Key.Key_Return, SHIFT)
    enter("车间停了半天")
    press(Key.Key_Return)
    assert [made.values["words"] for made in of(desk, "K00003")] == ["送货迟了\n车间停了半天"]


def test_a_file_in_its_own_window_begins_with_the_words(window: MainWindow, desk: Desk, press: Hand, qtbot: QtBot):
    window.content.open_alone(id_of(desk, "K00004"))
    (alone,) = window.content.dialogs.file_windows()
    alone.activateWindow()
    qtbot.waitUntil(alone.isActiveWindow)
    alone.setFocus()
    begins(alone, press, qtbot)
    assert isinstance(QApplication.focusWidget(), QPlainTextEdit)
    enter("开错发票")
    press(Key.Key_Return)
    assert [made.values["words"] for made in of(desk, "K00004")] == ["开错发票"]
    alone.close()


def test_without_words_or_customer_it_is_told_where(ui: Ui, put_up: PutUp, press: Hand, qtbot: QtBot):
    dialog = put_up(ComplaintDialog(ui))
    dialog.begin_with_text()
    press(Key.Key_Return, CONTROL)
    assert dialog.row.problem() == ("bad", "Who was it?")
    qtbot.keyClicks(dialog.line, "13900000013")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.line.customer_id is not None)
    press(Key.Key_Return)
    assert dialog.form.rows["words"].problem()[0] == "bad"
    assert QApplication.focusWidget() is dialog.form.inputs["words"].widget
    assert of(ui.desk, "K00001") == []
    dialog.form.forget()


def test_everything_else_is_behind_more(ui: Ui, put_up: PutUp, press: Hand, qtbot: QtBot):
    customer = id_of(ui.desk, "K00002")
    contacts.add(ui.desk, customer, {"name": "周砚秋", "salutation": "周总"})
    products.add(ui.desk, {"name": "缠绕膜", "code": "BM-50", "price": "58"})
    orders.add(ui.desk, customer, {"date": "2026-11-02"}, [{"product": "BM-50", "quantity": "24"}])
    dialog = put_up(ComplaintDialog(ui, customer))
    assert dialog.form.asked() == ["words"]
    assert dialog.told.text() == "Received 2026-11-21 12:00, Phone · 陈立 responsible · to be settled by 2026-11-28"
    dialog.form.put("words", "断膜")
    press(Key.Key_M, ALT)
    qtbot.waitUntil(lambda: "expects" in dialog.form.asked())
    assert "root_cause" not in dialog.form.asked()
    assert not dialog.told.isVisible()
    dialog.form.inputs["sales_order"].focus()
    press(Key.Key_Down)
    offered = dialog.findChild(QWidget, "field-sales_order-found")
    qtbot.waitUntil(offered.isVisible)
    press(Key.Key_Return)
    dialog.form.inputs["product"].focus()
    qtbot.keyClicks(QApplication.focusWidget(), "crm")
    offered = dialog.findChild(QWidget, "field-product-found")
    qtbot.waitUntil(offered.isVisible)
    press(Key.Key_Return)
    for key, text in (("contact", "周总"), ("severity", "Serious"), ("category", "Product quality"), ("due_on", "")):
        dialog.form.put(key, text)
    dialog.form.put("received_at", "2026-11-20 09:20")
    qtbot.mouseClick(dialog.confirm_button, Qt.MouseButton.LeftButton)
    (made,) = of(ui.desk, "K00002")
    keys = ("sales_order", "product", "contact", "severity", "category", "received_at")
    assert [made.values.get(key) for key in keys] == [
        "D00001", "缠绕膜", "周砚秋", "serious", "quality", dt.datetime(2026, 11, 20, 9, 20),
    ]  # fmt: skip


def test_who_calls_and_is_not_known_becomes_a_contact(ui: Ui, put_up: PutUp):
    customer = id_of(ui.desk, "K00002")
    dialog = put_up(ComplaintDialog(ui, customer))
    dialog.more.click()
    dialog.form.put("words", "断膜")
    dialog.form.put("contact", "方小满")
    assert dialog.form.rows["contact"].problem() == ("warn", "A new contact of this customer")
    dialog.accept()
    assert of(ui.desk, "K00002")[0].values["contact"] == "方小满"
    assert [part.values["name"] for part in customers.file(ui.desk, customer).contacts] == ["方小满"]
    history.undo(ui.desk)
    assert customers.file(ui.desk, customer).contacts == ()


def test_what_is_refused_is_told_beside_it_and_nothing_is_lost(ui: Ui, put_up: PutUp, press: Hand):
    dialog = put_up(ComplaintDialog(ui, id_of(ui.desk, "K00001")))
    dialog.form.put("words", "包装破了")
    dialog.more.click()
    dialog.form.put("due_on", "2026-02-30")
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.form.rows["due_on"].problem()[0] == "bad"
    assert QApplication.focusWidget() is dialog.form.inputs["due_on"].widget
    assert dialog.form.text("words") == "包装破了"
    dialog.form.forget()


def test_one_that_is_open_already_is_shown_and_opened(ui: Ui, put_up: PutUp, press: Hand):
    first = log(ui.desk, "K00001", "断膜")
    asked = cards(ui)
    dialog = put_up(ComplaintDialog(ui, id_of(ui.desk, "K00001")))
    assert dialog.already.isVisible()
    assert "T00001" in dialog.already.bar.accessibleName()
    dialog.already.bar.answered.emit("open")
    assert asked == [first]
    assert not dialog.isVisible()
    complaints.unresolved(ui.desk, first, {"reason": "refused", "text": "不谈了"})
    again = put_up(ComplaintDialog(ui, id_of(ui.desk, "K00001")))
    assert not again.already.isVisible()
    again.begin_with_text()
    enter("又断了")
    press(Key.Key_Return)
    assert len(of(ui.desk, "K00001")) == 2


def test_opening_the_other_one_asks_about_what_was_typed(ui: Ui, put_up: PutUp, answer: Callable[[str], list[str]]):
    first = log(ui.desk, "K00001", "断膜")
    asked = cards(ui)
    dialog = put_up(ComplaintDialog(ui, id_of(ui.desk, "K00001")))
    dialog.form.put("words", "又断了两卷")
    answer("leave-cancel")
    dialog.already.bar.answered.emit("open")
    assert dialog.isVisible()
    assert asked == []
    answer("leave-discard")
    dialog.already.bar.answered.emit("open")
    assert asked == [first]
    assert len(of(ui.desk, "K00001")) == 1


def test_a_half_typed_complaint_left_by_a_crash_is_offered_again(desk: Desk, shown: OpenWindow, qtbot: QtBot):
    customer = id_of(desk, "K00003")
    texts = {"words": "断电前写的", "expects": "换货", "received_at": "2026-11-20 08:00"}
    drafts.keep(desk, drafts.key_of("complaint", customer, drafts.NEW), "Complaint", texts)
    window = shown(desk)
    go_on(window, qtbot)
    dialog = opened(window, ComplaintDialog)
    assert dialog.line.customer_id == customer
    assert {key: dialog.form.text(key) for key in texts} == texts
    dialog.accept()
    assert [made.values["expects"] for made in of(desk, "K00003")] == ["换货"]
    assert drafts.all_drafts(desk) == []


def test_what_is_typed_is_kept_for_whoever_is_meant(ui: Ui, put_up: PutUp, qtbot: QtBot):
    dialog = put_up(ComplaintDialog(ui))
    dialog.form.put("words", "说到一半")
    dialog.draft.keeper.keep_now()
    assert [draft.customer_id for draft in drafts.all_drafts(ui.desk)] == [None]
    dialog.begin_with_customer()
    qtbot.keyClicks(dialog.line, "xna")
    qtbot.keyClick(dialog.line, Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.line.customer_id is not None)
    dialog.draft.keeper.keep_now()
    (left,) = [draft for draft in drafts.all_drafts(ui.desk) if draft.customer_id is not None]
    assert (left.form, left.customer_id, left.texts["words"]) == ("complaint", id_of(ui.desk, "K00005"), "说到一半")
    dialog.form.forget()
    dialog.reject()


def test_nothing_is_logged_while_personal_data_is_hidden(window: MainWindow, press: Hand):
    refused: list[bool] = []
    window.ui.masking.refused.connect(lambda: refused.append(True))
    window.ui.masking.set_on(True)
    press(Key.Key_K, CONTROL | SHIFT)
    assert refused == [True]
    assert window.findChildren(ComplaintDialog) == []


def test_a_customer_deleted_meanwhile_is_told_and_the_words_stay(ui: Ui, put_up: PutUp, press: Hand):
    customer = id_of(ui.desk, "K00001")
    dialog = put_up(ComplaintDialog(ui, customer))
    dialog.begin_with_text()
    enter("断膜")
    customers.delete(ui.desk, [customer])
    press(Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.notice.isVisible()
    assert dialog.form.text("words") == "断膜"
    dialog.form.forget()


# What else is done with one


def test_changing_one_writes_only_what_was_changed(window: MainWindow, desk: Desk, press: Hand, qtbot: QtBot):
    made = log(desk, "K00001", "断膜", severity="minor", category="quality")
    asked = cards(window.ui)
    dialog = complaint_doing.edit_complaint(window.ui, made, window)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.line.isReadOnly()
    assert dialog.windowTitle() == "Complaint T00001"
    assert {"root_cause", "handling"}.isdisjoint(dialog.form.asked())
    dialog.form.put("severity", "Serious")
    press(Key.Key_Return, CONTROL)
    assert not dialog.isVisible()
    told = complaints.complaint(desk, made).values
    assert (told["severity"], told["category"], told["words"]) == ("serious", "quality", "断膜")
    assert asked == []
    assert "words" not in str(history.entries(desk)[0])


def test_unresolved_asks_for_a_reason_a_text_and_the_tries(window: MainWindow, desk: Desk, qtbot: QtBot):
    made = log(desk, "K00001", "断膜")
    complaint_doing.give_up_complaint(window.ui, made, window)
    dialog = opened(window, UnresolvedDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert "tries" not in dialog.form.asked()
    dialog.accept()
    assert dialog.form.refused() == ["reason", "text"]
    dialog.form.put("reason", "Cannot be reached")
    dialog.form.put("text", "打了两次没人接")
    dialog.form.put("tries", "2")
    dialog.accept()
    assert dialog.form.refused() == ["tries"]
    dialog.form.put("tries", "3")
    dialog.accept()
    assert not dialog.isVisible()
    assert complaints.complaint(desk, made).state == "unresolved"
    window.ui.wrote(history.undo(desk)[1])
    assert complaints.complaint(desk, made).is_open


def test_a_reason_half_typed_is_kept_and_reopens_in_the_end(desk: Desk, shown: OpenWindow, qtbot: QtBot):
    made = log(desk, "K00001", "断膜")
    complaints.unresolved(desk, made, {"reason": "refused", "text": "不谈了"})
    key = drafts.key_of("complaint-reopening", id_of(desk, "K00001"), made)
    drafts.keep(desk, key, "Reopen complaint T00001", {"text": "客户又来电"})
    window = shown(desk)
    go_on(window, qtbot)
    dialog = opened(window, ReopeningDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.form.put("text", " ")
    dialog.accept()
    assert dialog.form.refused() == ["text"]
    dialog.form.put("text", "客户又来电，答应再谈")
    qtbot.keyClick(dialog.form.inputs["text"].widget, Key.Key_Return, CONTROL)
    assert not dialog.isVisible()
    found = complaints.complaint(desk, made)
    assert (found.state, found.round, found.step) == ("open", 2, "listen")
    assert drafts.all_drafts(desk) == []


def test_moving_picks_the_customer_and_can_be_undone(window: MainWindow, desk: Desk, press: Hand, qtbot: QtBot):
    """Enter comes before the answer does: those opened lately, who are listed till then, are not meant."""
    made = log(desk, "K00001", "断膜")
    said: list[str] = []
    window.ui.bus.message.connect(lambda text, _undo: said.append(text))
    complaint_doing.move_complaint(window.ui, made, window)
    dialog = opened(window, CustomerChoice)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClicks(QApplication.focusWidget(), "xna")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["Moved complaint T00001 to K00005"]
    assert [each.id for each in of(desk, "K00005")] == [made]
    window.ui.wrote(history.undo(desk)[1])
    assert [each.id for each in of(desk, "K00001")] == [made]


def test_moving_to_the_same_customer_is_refused(window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch):
    made = log(desk, "K00001", "断膜")
    failed: list[str] = []
    monkeypatch.setattr(window.troubles, "show", lambda error: failed.append(error.code))
    complaint_doing.move_complaint(window.ui, made, window)
    dialog = opened(window, CustomerChoice)
    dialog.line.set_customer(id_of(desk, "K00001"))
    dialog.line.picked.emit(id_of(desk, "K00001"))
    assert failed == ["complaint-move-same"]
    assert len(of(desk, "K00001")) == 1
