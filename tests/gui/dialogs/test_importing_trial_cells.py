"""The trial run: cells are corrected where they stand, rows put in another order."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmdesk.core.customers import Listing
from crmdesk.gui.dialogs.importing import DONE, TRIAL, ImportDialog
from crmdesk.gui.ui import Ui
from crmdesk.services import customers
from tests.gui.dialogs.conftest import HEADER, Opened, Workbook, settled
from tests.gui.dialogs.trial import (
    at,
    cell,
    counts,
    editor,
    filter_by,
    go_to_row,
    head_click,
    result_of,
    shown,
)

Key = Qt.Key


def test_a_wrong_cell_is_mended_on_the_spot(qtbot: QtBot, ui: Ui, trial: ImportDialog):
    go_to_row(trial, 5)
    line = trial.trial_page.mending.input
    assert line.text() == "1990-02-30"
    line.setFocus()
    line.setText("1990-02-20")
    qtbot.keyClick(line, Key.Key_Return)
    settled(qtbot, trial, TRIAL)
    row = trial.trial_page.panel.row()
    assert row is not None
    assert (row.row, row.outcome, row.problems) == (5, "new", ())
    assert counts(trial)["error"] == "0"
    assert trial.confirm_button.text() == "Import 4 rows"
    trial.accept()
    settled(qtbot, trial, DONE)
    (customer_id,) = customers.find(ui.desk, Listing(query="苏见青"))
    assert str(customers.file(ui.desk, customer_id).values["birthday"]) == "1990-02-20"


def test_a_wrong_cell_is_left_empty(qtbot: QtBot, ui: Ui, trial: ImportDialog):
    go_to_row(trial, 6)
    qtbot.mouseClick(trial.trial_page.mending.empty, Qt.MouseButton.LeftButton)
    settled(qtbot, trial, TRIAL)
    assert at(trial, 6, "mobile", Qt.ItemDataRole.DisplayRole) == ""
    trial.accept()
    settled(qtbot, trial, DONE)
    (customer_id,) = customers.find(ui.desk, Listing(query="季明窗"))
    assert "mobile" not in customers.file(ui.desk, customer_id).values


@pytest.mark.parametrize("way", ["F2", "typing", "double click"])
def test_a_cell_is_corrected_where_it_stands(qtbot: QtBot, trial: ImportDialog, way: str):
    index = cell(trial, 5, "birthday")
    view = trial.trial_page.panel.view
    if way == "F2":
        qtbot.keyClick(view, Key.Key_F2)
        assert editor(trial).text() == "1990-02-30"
    elif way == "typing":
        qtbot.keyClicks(view, "1")
    else:
        place = view.visualRect(index).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    line = editor(trial)
    line.setText("1990-02-20")
    qtbot.keyClick(line, Key.Key_Return)
    qtbot.waitUntil(lambda: result_of(trial, 5) == "New" and not trial.work.phase)
    assert trial.step == TRIAL
    assert trial.trial_page.panel.target() == "birthday"
    assert at(trial, 5, "birthday", Qt.ItemDataRole.DisplayRole) == "20 Feb 1990"
    qtbot.keyClick(view, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, trial, TRIAL)
    assert result_of(trial, 5) == "Has problems"
    qtbot.keyClick(view, Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settled(qtbot, trial, TRIAL)
    assert result_of(trial, 5) == "New"


def test_delete_empties_a_cell_and_esc_leaves_it(qtbot: QtBot, trial: ImportDialog):
    cell(trial, 6, "mobile")
    view = trial.trial_page.panel.view
    qtbot.keyClick(view, Key.Key_F2)
    editor(trial).setText("1")
    qtbot.keyClick(editor(trial), Key.Key_Escape)
    assert trial.isVisible()
    assert at(trial, 6, "mobile", Qt.ItemDataRole.DisplayRole) == "139000"
    qtbot.keyClick(view, Key.Key_Delete)
    settled(qtbot, trial, TRIAL)
    assert at(trial, 6, "mobile", Qt.ItemDataRole.DisplayRole) == ""
    assert "check" not in counts(trial)


def test_row_numbers_and_results_cannot_be_typed_over(qtbot: QtBot, trial: ImportDialog):
    view = trial.trial_page.panel.view
    view.setCurrentIndex(view.rows.index(0, 1))
    view.setFocus()
    qtbot.keyClicks(view, "1")
    assert editor(trial) is None


@pytest.mark.parametrize(
    ("target", "up", "down"),
    [
        ("row", "234567", "765432"),
        ("result", "536247", "742365"),
        ("name", "376542", "245637"),
        ("birthday", "352467", "532467"),
        ("owner", "234756", "562347"),
    ],
)
def test_a_click_on_a_head_sorts_up_then_down_then_not(
    qtbot: QtBot, trial: ImportDialog, target: str, up: str, down: str
):
    rows = []
    for _click in range(3):
        head_click(qtbot, trial, target)
        rows.append("".join(row for (row,) in shown(trial, "row")))
    assert rows[2] == "234567"
    assert (rows[0], rows[1]) == (up, down)


def test_the_next_row_to_look_at_follows_the_order(qtbot: QtBot, trial: ImportDialog):
    head_click(qtbot, trial, "row")
    head_click(qtbot, trial, "row")
    page = trial.trial_page
    page.panel.go_to(5)
    assert page.mending.next.text() == "Next problem (row 6)"
    qtbot.keyClick(page.panel.view, Key.Key_F8)
    assert page.mending.next.text() == "Next problem (row 5)"


def test_the_order_stays_where_a_cell_is_corrected(qtbot: QtBot, trial: ImportDialog):
    head_click(qtbot, trial, "name")
    before = shown(trial, "row")
    cell(trial, 2, "name")
    qtbot.keyClick(trial.trial_page.panel.view, Key.Key_F2)
    editor(trial).setText("安心")
    qtbot.keyClick(editor(trial), Key.Key_Return)
    qtbot.waitUntil(lambda: at(trial, 2, "name", Qt.ItemDataRole.DisplayRole) == "安心")
    assert shown(trial, "row") == before


def test_many_rows_are_sorted_beside_the_window(qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook):
    many = [HEADER, *((f"客户{i}", f"137{i:08}", "嘉兴", None, "陈立") for i in range(2500, 0, -1))]
    dialog = opened(workbook(many), step=TRIAL)
    head_click(qtbot, dialog, "mobile")
    qtbot.waitUntil(lambda: not ui.jobs.busy)
    assert shown(dialog, "name")[0] == ("客户1",)
    filter_by(qtbot, dialog, "new")
    qtbot.waitUntil(lambda: not ui.jobs.busy)
    assert shown(dialog, "name")[:2] == [("客户1",), ("客户2",)]


def test_columns_with_something_to_look_at_come_forward_and_stay(qtbot: QtBot, opened: Opened, workbook: Workbook):
    header = ("客户名称", "行业", "备注", "主营产品", "客户来源", "手机")
    rows = [
        ("顾盼晴", "机械", "好", "轴套", "邮件咨询", "13900000101"),
        ("季明窗", "纸业", "好", "纸", "展会", "13900000102"),
    ]
    dialog = opened(workbook([header, *rows]), step=TRIAL)
    model = dialog.trial_page.panel.view.rows
    heads = [model.headerData(i, Qt.Orientation.Horizontal) for i in range(model.columnCount())]
    assert heads == ["Row", "Result", "Full name", "Mobile", "Source", "Industry", "Remarks", "Main products"]
    dialog.work.file.correct("客户名单", 2, 4, "展会")
    dialog.work.replan()
    settled(qtbot, dialog, TRIAL)
    assert [model.headerData(i, Qt.Orientation.Horizontal) for i in range(model.columnCount())] == heads
    assert dialog.trial_page.panel.search.placeholderText() == "Find in 2 rows"
