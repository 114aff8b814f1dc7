"""The trash as a person looks through it: search, restore, erase for good after a number was typed."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crmdesk.gui.dialogs.trash import TrashDialog
from crmdesk.gui.dialogs.trash_erasing import TrashErasing
from crmdesk.gui.models.trash import KIND, NAME
from crmdesk.gui.ui import Ui
from crmdesk.services import contacts, customers, notes, trash
from crmdesk.services.desk import Desk
from tests.desk import NOW
from tests.gui.conftest import OpenWindow, PutUp
from tests.gui.test_window import action


def settled(qtbot: QtBot, ui: Ui) -> None:
    qtbot.waitUntil(lambda: not ui.jobs.busy)


def cells(dialog: TrashDialog, column: int) -> list[str]:
    return [str(dialog.model.index(row, column).data()) for row in range(dialog.model.rowCount())]


@pytest.fixture
def thrown(desk: Desk) -> Desk:
    """A contact, a note and a customer in the trash, in this order."""
    contact, _ = contacts.add(desk, 2, {"name": "Zhou Min"})
    note, _ = notes.add(desk, 2, "price list sent")
    for hours, deed in enumerate(
        (lambda: contacts.delete(desk, contact), lambda: notes.delete(desk, note), lambda: customers.delete(desk, [1]))
    ):
        desk.clock = lambda hours=hours: NOW + dt.timedelta(hours=hours)
        deed()
    return desk


@pytest.fixture
def dialog(thrown: Desk, ui: Ui, put_up: PutUp) -> TrashDialog:
    return put_up(TrashDialog(ui))


def test_it_lists_everything_and_is_searched(qtbot: QtBot, dialog: TrashDialog, ui: Ui) -> None:
    assert cells(dialog, KIND) == ["Customer", "Note", "Contact"]
    dialog.search.setFocus()
    qtbot.keyClicks(dialog.search, "PRICE")
    settled(qtbot, ui)
    assert cells(dialog, NAME) == ["price list sent"]
    qtbot.keyClicks(dialog.search, "x")
    settled(qtbot, ui)
    assert dialog.pages.currentWidget() is dialog.none
    dialog.none.acted.emit()
    settled(qtbot, ui)
    assert len(cells(dialog, KIND)) == 3


def test_enter_restores_what_is_selected_and_undo_takes_that_back(qtbot: QtBot, dialog: TrashDialog, ui: Ui) -> None:
    dialog.table.setFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    settled(qtbot, ui)
    assert dialog.pages.currentWidget() is dialog.empty
    assert dialog._foot_line.text.text() == "3 records are restored"
    assert customers.file(ui.desk, 2).contacts
    qtbot.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, ui)
    assert len(cells(dialog, KIND)) == 3


def test_erasing_asks_for_the_number(qtbot: QtBot, dialog: TrashDialog, ui: Ui) -> None:
    qtbot.mouseClick(dialog.every, Qt.MouseButton.LeftButton)
    (asking,) = dialog.findChildren(TrashErasing)
    settled(qtbot, ui)
    assert asking.head.text() == "Erase 3 records for good?"
    assert asking.told.text() == "Customer 1, Contact 1, Note 1"
    QTest.keyClicks(asking.typed, "2")
    QTest.keyClick(asking.typed, Qt.Key.Key_Return)
    assert asking.isVisible()
    assert len(trash.find(ui.desk)) == 3
    asking.typed.clear()
    QTest.keyClicks(asking.typed, "3")
    QTest.keyClick(asking.typed, Qt.Key.Key_Return)
    settled(qtbot, ui)
    assert not trash.find(ui.desk)
    assert dialog.pages.currentWidget() is dialog.empty
    assert dialog._foot_line.text.text().startswith("3 records are erased for good")


def test_del_asks_about_what_is_selected_only(qtbot: QtBot, dialog: TrashDialog, ui: Ui) -> None:
    dialog.table.setFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Delete)
    (asking,) = dialog.findChildren(TrashErasing)
    settled(qtbot, ui)
    assert asking.told.text() == "Note 1"
    asking.reject()
    assert len(trash.find(ui.desk)) == 3


def test_it_opens_from_the_menu_and_leads_to_its_setting(qtbot: QtBot, thrown: Desk, shown: OpenWindow) -> None:
    window = shown(thrown)
    action(window, "trash").trigger()
    (dialog,) = window.findChildren(TrashDialog)
    settled(qtbot, window.ui)
    assert dialog.emptying.text() == "Never emptied by itself"
    qtbot.mouseClick(dialog.emptying, Qt.MouseButton.LeftButton)
    found = window.content.dialogs.open_settings()
    assert found is not None
    found.close()
