"""What is being typed is kept, goes when it is saved or given up, and is offered again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.customers import Listing
from crmdesk.gui.dialogs.contact import ContactDialog
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers, drafts, history, notes
from crmdesk.services.desk import Desk
from tests.gui.conftest import OpenWindow
from tests.gui.test_window import CTRL, Key, press


def type_a_phone(qtbot: QtBot, window: MainWindow, name: str, text: str) -> int:
    """Edit somebody's phone by keys; returns who."""
    customer_id = customers.find(window.ui.desk, Listing(query=name))[0]
    page = window.content.page
    page.open(customer_id)
    qtbot.waitUntil(lambda: page.pane.customer_id == customer_id)
    page.pane.start_editing("phone")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_A, CTRL)
    qtbot.keyClicks(QApplication.focusWidget(), text)
    return customer_id


def kept(window: MainWindow) -> dict[str, dict[str, str]]:
    return {draft.key: dict(draft.texts) for draft in drafts.all_drafts(window.ui.desk)}


def test_what_is_typed_is_kept_when_typing_pauses(qtbot: QtBot, window: MainWindow, desk: Desk):
    before = history.undoable(desk)
    customer_id = type_a_phone(qtbot, window, "拾山", "0575-0000 0099")
    keeper = window.content.page.pane.editing_part._keeper
    with qtbot.waitSignal(keeper.kept):
        pass
    assert kept(window) == {f"customer/{customer_id}": {"phone": "0575-0000 0099"}}
    assert history.undoable(desk) == before
    press(qtbot, Key.Key_S, CTRL)
    assert kept(window) == {}
    assert customers.file(desk, customer_id).values["phone"] == "0575-0000 0099"


def test_who_types_without_a_pause_is_kept_all_the_same(qtbot: QtBot, window: MainWindow):
    type_a_phone(qtbot, window, "拾山", "1")
    keeper = window.content.page.pane.editing_part._keeper
    keeper._pause.setInterval(60_000)
    keeper._latest.setInterval(50)
    with qtbot.waitSignal(keeper.kept):
        qtbot.keyClicks(QApplication.focusWidget(), "234")
    assert [texts["phone"] for texts in kept(window).values()] == ["1234"]


def test_one_undo_too_many_while_typing_takes_back_nothing_else(qtbot: QtBot, window: MainWindow, desk: Desk):
    before = history.undoable(desk)
    type_a_phone(qtbot, window, "拾山", "1")
    pane = window.content.page.pane
    pane.editing_part.form.focus("name")
    undo = window.findChild(QAction, "undo")
    menu = window.findChild(QMenu, "menu-edit")
    menu.aboutToShow.emit()
    assert not undo.isEnabled()
    menu.aboutToHide.emit()
    for _more in range(2):
        press(qtbot, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: not window.ui.jobs.busy)
    assert history.undoable(desk) == before
    assert pane.editing_part.form.text("phone") == "1"
    pane.editing_part.form.focus("phone")
    press(qtbot, Key.Key_Z, CTRL)
    assert not pane.editing_part.form.dirty()
    press(qtbot, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: history.undoable(desk) != before)


def test_what_was_given_up_is_gone(qtbot: QtBot, window: MainWindow):
    type_a_phone(qtbot, window, "拾山", "1")
    pane = window.content.page.pane
    with qtbot.waitSignal(pane.editing_part._keeper.kept):
        pass
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: not pane.editing_part.form.dirty())
    assert kept(window) == {}


def test_giving_up_before_it_was_written_leaves_nothing(qtbot: QtBot, window: MainWindow):
    type_a_phone(qtbot, window, "拾山", "1")
    editing = window.content.page.pane.editing_part
    editing._keeper._write()
    editing.stop()
    qtbot.waitUntil(lambda: not window.ui.jobs.busy)
    assert kept(window) == {}
    assert window.ui.bus.typing == set()


@pytest.fixture
def left(desk: Desk) -> int:
    """Somebody whose phone was being typed when the program ended."""
    customer_id = customers.find(desk, Listing(query="拾山"))[0]
    assert drafts.keep(desk, f"customer/{customer_id}", "", {"phone": "0575-0000 0099"})
    return customer_id


def notice(qtbot: QtBot, window: MainWindow, name: str = "window-drafts") -> QWidget:
    qtbot.waitUntil(lambda: _visible(window, name) is not None)
    found = _visible(window, name)
    assert found is not None
    return found


def _visible(window: MainWindow, name: str) -> QWidget | None:
    return next((each for each in window.findChildren(QWidget, name) if each.isVisible()), None)


def click(qtbot: QtBot, window: MainWindow, name: str) -> None:
    button = next(each for each in window.findChildren(QPushButton, name) if each.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_next_start_offers_it(qtbot: QtBot, shown: OpenWindow, desk: Desk, left: int):
    window = shown(desk)
    assert "拾山食品（绍兴）有限公司" in notice(qtbot, window).accessibleName()
    click(qtbot, window, "window-drafts-continue")
    pane = window.content.page.pane
    assert (pane.customer_id, pane.editing) == (left, True)
    assert pane.editing_part.form.changes() == {"phone": "0575-0000 0099"}
    assert pane.head.state.text() == "1 changed"
    assert _visible(window, "window-drafts") is None
    press(qtbot, Key.Key_S, CTRL)
    assert customers.file(desk, left).values["phone"] == "0575-0000 0099"
    assert kept(window) == {}


def test_discarding_can_be_undone(qtbot: QtBot, shown: OpenWindow, desk: Desk, left: int):
    window = shown(desk)
    notice(qtbot, window)
    click(qtbot, window, "window-drafts-discard")
    qtbot.waitUntil(lambda: _visible(window, "window-drafts") is None)
    assert kept(window) == {}
    click(qtbot, window, "status-action")
    notice(qtbot, window)
    assert kept(window) == {f"customer/{left}": {"phone": "0575-0000 0099"}}


def test_the_form_itself_offers_it(qtbot: QtBot, shown: OpenWindow, desk: Desk, left: int):
    window = shown(desk)
    notice(qtbot, window)
    page = window.content.page
    page.open(left)
    qtbot.waitUntil(lambda: page.pane.customer_id == left)
    page.pane.start_editing("name")
    bar = notice(qtbot, window, "draft-here")
    assert bar.accessibleName().startswith("Typed here 12:00")
    assert _visible(window, "window-drafts") is None
    click(qtbot, window, "draft-here-continue")
    assert page.pane.editing_part.form.text("phone") == "0575-0000 0099"
    assert not bar.isVisible()


def test_typing_something_else_loses_neither(qtbot: QtBot, window: MainWindow, left: int):
    type_a_phone(qtbot, window, "拾山", "777")
    with qtbot.waitSignal(window.content.page.pane.editing_part._keeper.kept):
        pass
    assert sorted(texts["phone"] for texts in kept(window).values()) == ["0575-0000 0099", "777"]
    press(qtbot, Key.Key_S, CTRL)
    assert kept(window) == {f"customer/{left}": {"phone": "0575-0000 0099"}}
    notice(qtbot, window)


def test_a_new_customer_comes_back(qtbot: QtBot, shown: OpenWindow, desk: Desk):
    texts = {"name": "何青", "mobile": "13900000031", "kind": "individual", "wechat": "heq"}
    drafts.keep(desk, "customer/new", "", texts)
    window = shown(desk)
    assert "New customer: 何青" in notice(qtbot, window).accessibleName()
    click(qtbot, window, "window-drafts-continue")
    pane = window.content.page.pane
    assert (pane.customer_id, pane.editing, pane.editing_part.form.text("wechat")) == (None, True, "heq")
    press(qtbot, Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: pane.customer_id is not None)
    assert customers.file(desk, pane.customer_id).values["mobile"] == "13900000031"
    assert kept(window) == {}


def test_somebody_gone_comes_back_as_new(qtbot: QtBot, shown: OpenWindow, desk: Desk, left: int):
    drafts.keep(desk, f"customer/{left}", "拾山食品", {"name": "拾山食品厂", "phone": "0575-0000 0099"})
    customers.delete(desk, [left])
    window = shown(desk)
    notice(qtbot, window)
    click(qtbot, window, "window-drafts-continue")
    form = window.content.page.pane.editing_part.form
    assert (form.new, form.text("name"), form.text("phone")) == (True, "拾山食品厂", "0575-0000 0099")


def test_several_are_a_list(qtbot: QtBot, shown: OpenWindow, desk: Desk, left: int):
    drafts.keep(desk, "customer/new", "", {"name": "何青"})
    window = shown(desk)
    assert "2 inputs" in notice(qtbot, window).accessibleName()
    click(qtbot, window, "window-drafts-show")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    view = dialog.findChild(QWidget, "drafts-list")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is view)
    assert view.model().rowCount() == 2
    press(qtbot, Key.Key_Delete)
    assert view.model().rowCount() == 1
    assert len(kept(window)) == 1
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: window.content.page.pane.editing)


def test_an_older_language_is_understood(qtbot: QtBot, shown: OpenWindow, desk: Desk):
    customer_id = customers.find(desk, Listing(query="张伟"))[0]
    drafts.keep(desk, f"customer/{customer_id}", "", {"source": "展会", "wanted": "是"})
    window = shown(desk)
    notice(qtbot, window)
    click(qtbot, window, "window-drafts-continue")
    form = window.content.page.pane.editing_part.form
    assert (form.text("source"), form.text("wanted")) == ("Trade fair", "Yes")


def test_a_contact_comes_back_in_its_dialog(qtbot: QtBot, shown: OpenWindow, desk: Desk, left: int):
    drafts.drop(desk, f"customer/{left}")
    drafts.keep(desk, f"contact/{left}/new", "Contact", {"name": "方小满", "mobile": "13900000031"})
    window = shown(desk)
    assert "拾山食品（绍兴）有限公司 · Contact 方小满" in notice(qtbot, window).accessibleName()
    click(qtbot, window, "window-drafts-continue")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ContactDialog)
    assert dialog.form.changes() == {"name": "方小满", "mobile": "13900000031"}
    assert _visible(window, "window-drafts") is None
    dialog.accept()
    assert [contact.values["name"] for contact in customers.file(desk, left).contacts] == ["方小满"]
    assert kept(window) == {}


def test_a_contact_dialog_keeps_what_is_typed(qtbot: QtBot, window: MainWindow, desk: Desk):
    pane = window.content.page.pane
    qtbot.waitUntil(lambda: pane.customer_id is not None)
    pane.contact_actions.add()
    dialog = next(each for each in pane.findChildren(ContactDialog) if each.isVisible())
    qtbot.waitUntil(dialog.isActiveWindow)
    with qtbot.waitSignal(dialog.keeper.kept):
        qtbot.keyClicks(QApplication.focusWidget(), "Fang")
    assert kept(window) == {f"contact/{pane.customer_id}/new": {"name": "Fang"}}
    dialog.form.put("name", "")
    dialog.reject()
    assert kept(window) == {}


def test_a_note_comes_back_on_its_page(qtbot: QtBot, shown: OpenWindow, desk: Desk, left: int):
    drafts.drop(desk, f"customer/{left}")
    drafts.keep(desk, f"note/{left}/new", "Note", {"text": "月底盘点"})
    window = shown(desk)
    notice(qtbot, window)
    click(qtbot, window, "window-drafts-continue")
    box = window.content.page.pane.pages.notes.input.text
    qtbot.waitUntil(lambda: QApplication.focusWidget() is box)
    assert box.toPlainText() == "月底盘点"
    assert _visible(window, "window-drafts") is None


def test_a_note_being_changed_comes_back_in_its_place(qtbot: QtBot, shown: OpenWindow, desk: Desk, left: int):
    drafts.drop(desk, f"customer/{left}")
    note_id, _changes = notes.add(desk, left, "月底盘点")
    drafts.keep(desk, f"note/{left}/{note_id}", "Note", {"text": "月底盘点，下月改期"})
    window = shown(desk)
    notice(qtbot, window)
    click(qtbot, window, "window-drafts-continue")
    page = window.content.page.pane.pages.notes
    qtbot.waitUntil(lambda: any(block.editor is not None for block in page._blocks()))
    (block,) = page._blocks()
    assert block.editor.toPlainText() == "月底盘点，下月改期"
    block._save()
    assert [note.text for note in notes.of_customer(desk, left)] == ["月底盘点，下月改期"]
    assert kept(window) == {}
