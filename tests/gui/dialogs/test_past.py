"""The history as a person looks through it, takes one action back and brings a former value back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from crmdesk.gui.dialogs.past import HistoryDialog
from crmdesk.gui.models.past import AFTER, BEFORE, FIELD, WHAT
from crmdesk.gui.ui import Ui
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers, history, notes
from crmdesk.services.desk import Desk
from tests.gui.conftest import OpenWindow, PutUp
from tests.gui.test_window import CTRL, Key
from tests.gui.test_window import press as press_in_window


def texts(dialog: HistoryDialog) -> list[str]:
    model = dialog.model
    return [str(model.index(row, WHAT).data()) for row in range(model.rowCount())]


def settled(qtbot: QtBot, ui: Ui) -> None:
    qtbot.waitUntil(lambda: not ui.jobs.busy)


@pytest.fixture
def edited(desk: Desk) -> Desk:
    """Two edits of one customer, then a note of another one."""
    customers.edit(desk, 1, {"city": "宁波市"})
    customers.edit(desk, 1, {"city": "温州市"})
    desk.who = "王晓"
    notes.add(desk, 2, "请回电 13900000013")
    return desk


@pytest.fixture
def dialog(edited: Desk, ui: Ui, put_up: PutUp) -> HistoryDialog:
    return put_up(HistoryDialog(ui))


def test_it_opens_by_its_keys_with_the_newest_first(qtbot: QtBot, edited: Desk, shown: OpenWindow) -> None:
    window: MainWindow = shown(edited)
    press_in_window(qtbot, Key.Key_H, CTRL)
    (dialog,) = window.findChildren(HistoryDialog)
    settled(qtbot, window.ui)
    assert texts(dialog)[:3] == ["New note in K00002", "Changed K00001", "Changed K00001"]
    assert dialog.details.head.text() == "New note in K00002"
    dialog.reject()


def test_it_is_narrowed_by_person_work_and_customer(qtbot: QtBot, dialog: HistoryDialog, ui: Ui) -> None:
    dialog.filters.who.setFocus()
    qtbot.keyClick(dialog.filters.who, Qt.Key.Key_Down)
    settled(qtbot, ui)
    assert dialog.filters.who.currentText() == "王晓"
    assert texts(dialog) == ["New note in K00002"]
    qtbot.mouseClick(dialog.filters.clear, Qt.MouseButton.LeftButton)
    settled(qtbot, ui)
    assert len(texts(dialog)) == 8
    dialog.filters.customer.setFocus()
    qtbot.keyClicks(dialog.filters.customer, "K00001")
    qtbot.keyClick(dialog.filters.customer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.filters.customer.customer_id == 1)
    settled(qtbot, ui)
    assert texts(dialog) == ["Changed K00001", "Changed K00001", "New file K00001"]


def test_days_before_anything_was_done_say_so(qtbot: QtBot, dialog: HistoryDialog, ui: Ui) -> None:
    dialog.filters.last.setFocus()
    qtbot.keyClicks(dialog.filters.last, "2020-01-01")
    settled(qtbot, ui)
    assert dialog.pages.currentWidget() is dialog.none
    assert not dialog.export.isEnabled()
    dialog.none.acted.emit()
    settled(qtbot, ui)
    assert dialog.filters.last.text() == ""
    assert len(texts(dialog)) == 8


def test_a_former_value_is_brought_back_and_undone(qtbot: QtBot, dialog: HistoryDialog, ui: Ui) -> None:
    dialog.table.setFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    settled(qtbot, ui)
    model = dialog.details.model
    assert [model.index(0, column).data() for column in (FIELD, BEFORE, AFTER)] == ["City", "宁波市", "温州市"]
    qtbot.mouseClick(dialog.details.value, Qt.MouseButton.LeftButton)
    settled(qtbot, ui)
    assert ui.desk.records.read("customer", 1)["city"] == "宁波市"
    assert dialog._foot_line.text.text() == "City is what it was"
    qtbot.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, ui)
    assert ui.desk.records.read("customer", 1)["city"] == "温州市"


def test_one_that_was_changed_again_cannot_be_taken_back(qtbot: QtBot, dialog: HistoryDialog, ui: Ui) -> None:
    dialog.table.selectRow(2)
    settled(qtbot, ui)
    assert not dialog.details.back.isEnabled()
    assert "changed again" in dialog.details.back.toolTip()
    dialog.table.selectRow(1)
    settled(qtbot, ui)
    qtbot.mouseClick(dialog.details.back, Qt.MouseButton.LeftButton)
    settled(qtbot, ui)
    assert ui.desk.records.read("customer", 1)["city"] == "宁波市"
    assert notes.of_customer(ui.desk, 2)  # what came after it stays
    assert texts(dialog)[0] == "Took back a change to K00001"


def test_what_is_personal_stays_hidden(qtbot: QtBot, dialog: HistoryDialog, ui: Ui) -> None:
    customers.edit(ui.desk, 1, {"mobile": "13900000099"})
    refused: list[bool] = []
    ui.masking.refused.connect(lambda: refused.append(True))
    ui.masking.set_on(True)
    dialog.look()
    dialog.table.selectRow(0)
    settled(qtbot, ui)
    dialog.table.selectRow(0)
    settled(qtbot, ui)
    model = dialog.details.model
    shown = [str(model.index(0, column).data()) for column in range(model.columnCount())]
    assert not any("0013" in text and "****" not in text for text in shown)
    assert any("****" in text for text in shown)
    dialog.details.bring_back()
    assert refused
    assert ui.desk.records.read("customer", 1)["mobile"] == "13900000099"


def test_it_goes_into_a_workbook(
    qtbot: QtBot, dialog: HistoryDialog, ui: Ui, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "history.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    qtbot.mouseClick(dialog.export, Qt.MouseButton.LeftButton)
    settled(qtbot, ui)
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert sheet.max_row == 9


def test_an_empty_file_says_what_will_be_here(empty_desk: Desk, ui: Ui, put_up: PutUp, qtbot: QtBot) -> None:
    while history.undoable(ui.desk)[0] is not None:
        history.undo(ui.desk)
    ui.desk.data.database.execute_sql("DELETE FROM action")
    dialog = put_up(HistoryDialog(ui))
    settled(qtbot, ui)
    assert dialog.pages.currentWidget() is dialog.empty
    assert QApplication.focusWidget() is not None
