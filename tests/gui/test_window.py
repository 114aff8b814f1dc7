"""The window as a person uses it: finding, moving, new, delete and undo, languages, themes, files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.gui.dialogs.trouble import BugReport
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.theme.tokens import DARK, LIGHT
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers
from crmdesk.services.desk import Desk
from tests.gui.conftest import PEOPLE, OpenWindow, enter

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def names(window: MainWindow) -> list[str]:
    model = window.content.page.list.model
    return [str(model.index(place).data()) for place in range(model.rowCount())]


def shown_name(window: MainWindow) -> str:
    return window.content.page.pane.head.title()


def press(qtbot: QtBot, key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key to whatever has the keyboard."""
    qtbot.keyClick(QApplication.focusWidget(), key, modifiers)


def action(window: MainWindow, name: str) -> QAction:
    found = window.findChild(QAction, name)
    assert found is not None, name
    return found


def test_it_opens_on_the_list_with_the_first_file(qtbot: QtBot, window: MainWindow):
    qtbot.waitUntil(lambda: window.content.page.pane.customer_id is not None)
    page = window.content.page
    assert window.windowTitle() == "CRM Desk — 华东客户"
    assert QApplication.focusWidget() is page.view
    assert page.view.current_id() == page.pane.customer_id
    assert sorted(names(window)) == sorted(str(person["name"]) for person in PEOPLE)
    assert window.content.status.findChild(QWidget, "status-left").accessibleName() == "华东客户 5 customers 1 selected"


@pytest.mark.parametrize(
    ("typed", "found"),
    [("张", "张伟"), ("zw", "张伟"), ("shanxiongxin", "单雄信"), ("0016", "拾山食品（绍兴）有限公司")],
)
def test_typing_finds(qtbot: QtBot, window: MainWindow, typed: str, found: str):
    press(qtbot, Key.Key_F, CTRL)
    assert QApplication.focusWidget() is window.content.search
    enter(typed)
    qtbot.waitUntil(lambda: names(window) == [found])
    press(qtbot, Key.Key_Escape)
    qtbot.waitUntil(lambda: len(names(window)) == len(PEOPLE))


def test_letters_typed_into_the_list_search(qtbot: QtBot, window: MainWindow):
    press(qtbot, Key.Key_Slash)
    assert QApplication.focusWidget() is window.content.search
    window.content.page.view.setFocus()
    press(qtbot, Key.Key_Z)
    enter("w")
    qtbot.waitUntil(lambda: names(window) == ["张伟"])


def test_arrows_in_the_search_box_move_the_list(qtbot: QtBot, window: MainWindow):
    press(qtbot, Key.Key_F, CTRL)
    enter("陈立")
    press(qtbot, Key.Key_Escape)
    enter("有限公司")
    qtbot.waitUntil(lambda: len(names(window)) == 2)
    for key, place in ((Key.Key_Up, 0), (Key.Key_Down, 1), (Key.Key_PageUp, 0), (Key.Key_PageDown, 1)):
        press(qtbot, key)
        assert shown_after(qtbot, window) == names(window)[place]
    assert QApplication.focusWidget() is window.content.search
    press(qtbot, Key.Key_Return)
    assert QApplication.focusWidget() is window.content.page.view
    press(qtbot, Key.Key_Return)
    assert window.content.page.pane.isAncestorOf(QApplication.focusWidget())


def shown_after(qtbot: QtBot, window: MainWindow) -> str:
    page = window.content.page
    qtbot.waitUntil(lambda: page.pane.customer_id == page.view.current_id())
    return shown_name(window)


def test_a_new_customer_by_keyboard_alone(qtbot: QtBot, window: MainWindow):
    press(qtbot, Key.Key_N, CTRL)
    page = window.content.page
    assert page.pane.editing
    enter("何青")
    press(qtbot, Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: "何青" in names(window) and page.view.current_id() == page.pane.customer_id)
    assert shown_name(window) == "何青"
    assert not page.pane.editing


def test_leaving_a_new_customer_shows_the_former_one_again(qtbot: QtBot, window: MainWindow):
    before = shown_after(qtbot, window)
    press(qtbot, Key.Key_N, CTRL)
    assert window.content.page.view.selected_count() == 0
    press(qtbot, Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.content.page.pane.editing)
    assert shown_after(qtbot, window) == before
    assert window.content.page.view.selected_count() == 1


def test_delete_undo_redo(qtbot: QtBot, window: MainWindow, desk: Desk):
    page = window.content.page
    gone = shown_after(qtbot, window)
    following = names(window)[1]
    press(qtbot, Key.Key_Delete)
    assert gone not in names(window)
    assert shown_after(qtbot, window) == following
    assert gone in window.content.status.message()
    assert customers.total(desk) == len(PEOPLE) - 1
    press(qtbot, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: gone in names(window) and shown_name(window) == gone)
    assert page.view.current_id() == page.pane.customer_id
    press(qtbot, Key.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: gone not in names(window) and shown_name(window) == following)


def test_the_link_in_the_status_line_undoes(qtbot: QtBot, window: MainWindow):
    gone = shown_after(qtbot, window)
    press(qtbot, Key.Key_Delete)
    link = window.content.status.findChild(QPushButton, "status-action")
    assert link.text() == "Undo Ctrl+Z"
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: gone in names(window))
    assert link.text() == "Redo Ctrl+Shift+Z"
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: gone not in names(window))


def test_undo_says_what_it_would_undo(qtbot: QtBot, window: MainWindow):
    undo, redo = action(window, "undo"), action(window, "redo")
    assert undo.text() == "&Undo: New file K00005"
    assert not redo.isEnabled()
    press(qtbot, Key.Key_Z, CTRL)
    qtbot.waitUntil(redo.isEnabled)
    assert redo.text() == "&Redo: New file K00005"
    assert undo.text() == "&Undo: New file K00004"


def test_a_text_being_typed_is_undone_first(qtbot: QtBot, window: MainWindow, desk: Desk):
    press(qtbot, Key.Key_F, CTRL)
    enter("zw")
    window.findChild(QMenu, "menu-edit").aboutToShow.emit()
    assert action(window, "undo").text() == "&Undo typing"
    press(qtbot, Key.Key_Z, CTRL)
    assert window.content.search.text() == ""
    assert customers.total(desk) == len(PEOPLE)
    press(qtbot, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: customers.total(desk) == len(PEOPLE) - 1)


def test_too_many_undos_end_with_a_sentence(qtbot: QtBot, window: MainWindow):
    for _turn in range(len(PEOPLE) + 1):
        window.content.history.undo_action()
    qtbot.waitUntil(lambda: window.content.status.message() == "There is nothing to undo.")
    assert not action(window, "undo").isEnabled()


def test_the_trash_gives_back(qtbot: QtBot, window: MainWindow):
    gone = shown_after(qtbot, window)
    press(qtbot, Key.Key_Delete)
    action(window, "show-trash").trigger()
    qtbot.waitUntil(lambda: names(window) == [gone])
    press(qtbot, Key.Key_Delete)
    assert names(window) == [gone]
    action(window, "restore").trigger()
    qtbot.waitUntil(lambda: names(window) == [])
    action(window, "show-all").trigger()
    qtbot.waitUntil(lambda: gone in names(window))


def test_another_language_keeps_the_place(qtbot: QtBot, window: MainWindow, preferences: Preferences, desk: Desk):
    press(qtbot, Key.Key_F, CTRL)
    enter("有限公司")
    qtbot.waitUntil(lambda: len(names(window)) == 2)
    press(qtbot, Key.Key_Down)
    press(qtbot, Key.Key_Down)
    before = shown_after(qtbot, window)
    action(window, "language-zh_CN").trigger()
    qtbot.waitUntil(lambda: len(names(window)) == 2 and window.content.page.pane.customer_id is not None)
    assert window.content.ui.words.language == "zh_CN"
    assert window.content.search.text() == "有限公司"
    assert shown_after(qtbot, window) == before
    assert preferences.language == "zh_CN"
    action(window, "language-en").trigger()
    assert window.windowTitle() == "CRM Desk — 华东客户"
    customers.delete(desk, [1])


def test_another_theme_at_once(qtbot: QtBot, window: MainWindow, preferences: Preferences):
    action(window, "theme-dark").trigger()
    qtbot.waitUntil(lambda: window.palette().window().color().name() == DARK.window.lower())
    assert preferences.theme == "dark"
    action(window, "theme-light").trigger()
    qtbot.waitUntil(lambda: window.palette().window().color().name() == LIGHT.window.lower())


def test_every_theme_and_language_is_ticked(window: MainWindow):
    window.findChild(QMenu, "menu-view").aboutToShow.emit()
    ticked = {a.objectName() for a in window.findChildren(QAction) if a.isCheckable() and a.isChecked()}
    assert {"language-en", "theme-system"} <= ticked


def test_a_refusal_is_a_sentence(qtbot: QtBot, window: MainWindow):
    window.ui.bus.failed.emit(UserError("file-full"))
    box = window.findChild(QMessageBox, "refused")
    assert box.text() == "The disk is full. Nothing was changed; make room and try again."
    window.ui.bus.failed.emit(UserError("file-busy"))
    assert len(window.findChildren(QMessageBox)) == 1
    box.accept()


def test_a_bug_is_shown_without_anybodys_data(qtbot: QtBot, window: MainWindow):
    def fail(name: str) -> None:
        raise ValueError(name)

    for _turn in range(2):
        try:
            fail("张伟 13900000013")
        except ValueError as error:
            window.show_error(error)
    (dialog,) = window.findChildren(BugReport)
    assert "ValueError" in dialog.text()
    assert "test_window.py" in dialog.text()
    assert "张伟" not in dialog.text()
    assert str(Path(__file__).parent) not in dialog.text()
    qtbot.mouseClick(dialog.findChild(QPushButton, "bug-report-copy"), Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == dialog.text()
    dialog.close()


def test_the_first_run_offers_the_next_step(qtbot: QtBot, shown: OpenWindow, empty_desk: Desk):
    window = shown(empty_desk)
    new = window.findChild(QAbstractButton, "welcome-new")
    assert new.isVisible()
    qtbot.mouseClick(new, Qt.MouseButton.LeftButton)
    enter("第一位")
    press(qtbot, Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: names(window) == ["第一位"])


def test_no_match_offers_a_file_with_this_name(qtbot: QtBot, window: MainWindow):
    press(qtbot, Key.Key_F, CTRL)
    enter("何青山")
    qtbot.waitUntil(lambda: window.findChild(QPushButton, "no-match-button").isVisible())
    assert any("何青山" in label.text() for label in window.findChild(QWidget, "no-match").findChildren(QLabel))
    qtbot.mouseClick(window.findChild(QPushButton, "no-match-button"), Qt.MouseButton.LeftButton)
    press(qtbot, Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: names(window) != [] and shown_name(window) == "何青山")


def test_every_widget_that_takes_keys_says_its_name(qtbot: QtBot, window: MainWindow):
    def takes_keys(widget: QWidget) -> bool:
        return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible()

    content = window.content
    parts = (content.top, content.navigation, content.page.list)
    nameless = [
        widget
        for part in parts
        for widget in part.findChildren(QWidget)
        if takes_keys(widget) and not (widget.objectName() and widget.accessibleName())
    ]
    assert nameless == []


def test_opening_somebody_from_elsewhere_shows_them(qtbot: QtBot, window: MainWindow, desk: Desk):
    press(qtbot, Key.Key_F, CTRL)
    enter("zw")
    qtbot.waitUntil(lambda: names(window) == ["张伟"])
    wanted = customers.find(desk, Listing(query="许念安"))[0]
    window.ui.bus.open_customer.emit(wanted)
    qtbot.waitUntil(lambda: shown_name(window) == "许念安")
    assert window.content.search.text() == ""
    assert window.content.page.view.current_id() == wanted
