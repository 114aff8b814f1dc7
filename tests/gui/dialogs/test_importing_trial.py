"""The trial run: what becomes of each row, and how the rows are narrowed down."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from crmdesk.gui.dialogs.importing import COLUMNS, TRIAL, ImportDialog
from crmdesk.gui.models.importing_rows import OLD_ROLE
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.tables import STATE_ROLE
from tests.gui.dialogs.conftest import HEADER, ROWS, Opened, Workbook, press, settled
from tests.gui.dialogs.trial import (
    at,
    counts,
    existing,
    filter_by,
    go_to_row,
    shown,
)

Key = Qt.Key


def test_every_row_says_what_becomes_of_it(trial: ImportDialog):
    assert shown(trial, "row", "result", "name") == [
        ("2", "Update", "张伟"),
        ("3", "New", "顾盼晴"),
        ("4", "Same", "许念安"),
        ("5", "Has problems", "苏见青"),
        ("6", "New", "季明窗"),
        ("7", "Joined", "顾盼晴"),
    ]
    assert counts(trial) == {
        "all": "6", "new": "2", "update": "1", "same": "1", "joined": "1", "double": "0", "error": "1", "check": "1",
    }  # fmt: skip


def test_the_counts_add_up_to_the_rows_and_those_to_check_come_on_top(qtbot: QtBot, trial: ImportDialog):
    told = {key: int(count) for key, count in counts(trial).items()}
    beside = ("all", "check")
    assert sum(count for key, count in told.items() if key not in beside) == told["all"]
    filter_by(qtbot, trial, "error")
    assert shown(trial, "row", "result") == [("5", "Has problems")]
    filter_by(qtbot, trial, "check")
    assert shown(trial, "row", "result") == [("6", "New")]


def test_an_update_shows_what_it_replaces(trial: ImportDialog):
    assert at(trial, 2, "city", Qt.ItemDataRole.DisplayRole) == "宁波市"
    assert at(trial, 2, "city", OLD_ROLE) == "杭州市"
    assert at(trial, 2, "city", Qt.ItemDataRole.AccessibleTextRole) == "杭州市 → 宁波市"
    assert at(trial, 2, "owner", OLD_ROLE) is None
    assert at(trial, 2, "mobile", Qt.ItemDataRole.DisplayRole) == "139 0000 0013"
    assert at(trial, 3, "birthday", Qt.ItemDataRole.DisplayRole) == "3 Feb 1991"


@pytest.mark.parametrize(
    ("way", "result", "button"),
    [
        ("skip", "Left as it is", "Import 2 rows"),
        ("fill", "Same", "Import 2 rows"),
        ("create", "New", "Import 4 rows"),
        ("update", "Update", "Import 3 rows"),
    ],
)
def test_existing_customers_are_treated_as_chosen(
    qtbot: QtBot, trial: ImportDialog, way: str, result: str, button: str
):
    existing(qtbot, trial, "skip" if way != "skip" else "update")
    existing(qtbot, trial, way)
    assert shown(trial, "result")[0] == (result,)
    assert trial.confirm_button.text() == button


def test_going_back_and_on_keeps_what_was_chosen(qtbot: QtBot, trial: ImportDialog):
    existing(qtbot, trial, "skip")
    qtbot.mouseClick(trial.back_button, Qt.MouseButton.LeftButton)
    assert trial.step == COLUMNS
    press(trial, Key.Key_Return)
    settled(qtbot, trial, TRIAL)
    assert trial.trial_page.panel.existing.key() == "skip"
    assert shown(trial, "result")[0] == ("Left as it is",)


@pytest.mark.parametrize(
    ("key", "rows"),
    [("all", "234567"), ("new", "36"), ("update", "2"), ("same", "4"), ("joined", "7"), ("error", "5"), ("check", "6")],
)
def test_counts_filter_the_rows(qtbot: QtBot, trial: ImportDialog, key: str, rows: str):
    filter_by(qtbot, trial, key)
    assert [row for (row,) in shown(trial, "row")] == list(rows)


def test_no_rows_of_a_kind_are_said_to_be_none(qtbot: QtBot, trial: ImportDialog):
    filter_by(qtbot, trial, "double")
    assert trial.trial_page.panel.none.isVisible()
    assert not trial.trial_page.panel.view.isVisible()
    filter_by(qtbot, trial, "all")
    assert trial.trial_page.panel.view.isVisible()


@pytest.mark.parametrize(("typed", "rows"), [("顾", "37"), ("何安 平湖", "5"), ("0000 0013", "2"), ("没有", "")])
def test_typing_finds_rows(qtbot: QtBot, trial: ImportDialog, typed: str, rows: str):
    search = trial.trial_page.panel.search
    search.setFocus()
    search.setText(typed)
    assert [row for (row,) in shown(trial, "row")] == list(rows)
    qtbot.keyClick(search, Key.Key_Escape)
    assert len(shown(trial, "row")) == 6
    assert trial.isVisible()


def test_many_rows_are_searched_beside_the_window(qtbot: QtBot, ui: Ui, opened: Opened, workbook: Workbook):
    many = [HEADER, *((f"客户{i}", f"137{i:08}", "嘉兴", None, "陈立") for i in range(2500))]
    dialog = opened(workbook(many), step=TRIAL)
    dialog.trial_page.panel.search.setText("客户249")
    qtbot.waitUntil(lambda: not ui.jobs.busy)
    assert len(shown(dialog, "row")) == 11


def test_wrong_cells_are_marked(trial: ImportDialog):
    assert at(trial, 5, "birthday", STATE_ROLE) == "bad"
    assert at(trial, 6, "mobile", STATE_ROLE) == "warn"
    assert at(trial, 6, "birthday", STATE_ROLE) == ""


def test_the_next_problem_is_a_link_away(qtbot: QtBot, trial: ImportDialog):
    page = trial.trial_page
    assert page.mending.next.text() == "Next problem (row 5)"
    qtbot.mouseClick(page.mending.next, Qt.MouseButton.LeftButton)
    row, problem = page.panel.row(), page.panel.problem()
    assert row is not None
    assert problem is not None
    assert (row.row, problem.column) == (5, "生日")
    assert page.mending.text().startswith("Row 5, 生日 “1990-02-30”: ")
    assert page.mending.next.text() == "Next problem (row 6)"
    filter_by(qtbot, trial, "new")
    page.panel.view.setCurrentIndex(page.panel.view.rows.index(1, 0))
    page.go_to_next()
    assert page.panel.strip is not None
    assert page.panel.strip.key() == "all"
    row = page.panel.row()
    assert row is not None
    assert row.row == 5


def test_rows_that_are_left_out_are_listed_with_their_reason(qtbot: QtBot, opened: Opened, workbook: Workbook):
    dialog = opened(workbook([HEADER, *ROWS, ("合计", None, None, None, "6")]), step=TRIAL)
    assert counts(dialog)["left-out"] == "1"
    filter_by(qtbot, dialog, "left-out")
    assert shown(dialog, "row", "result", "owner") == [("8", "Totals", "6")]
    view = dialog.trial_page.panel.view
    view.setCurrentIndex(view.rows.index(0, 2))
    assert dialog.trial_page.mending.text() == "Row 8: Totals, not imported"
    assert not view.rows.can_correct(0, 2)


def test_tab_goes_as_the_eye_does(qtbot: QtBot, trial: ImportDialog):
    go_to_row(trial, 6)
    trial.trial_page.panel.existing.setFocus()
    walked = []
    while not walked or trial.focusWidget().objectName() != "import-existing":
        walked.append(trial.focusWidget().objectName())
        press(trial, Key.Key_Tab)
    assert walked == [
        "import-existing",
        "import-doubles",
        "import-search",
        "import-rows",
        "import-next-problem",
        "import-mend-text",
        "import-mend",
        "import-mend-empty",
        "import-leave-out",
        "import-report",
        "import-back",
        "import-dialog-confirm",
        "import-dialog-cancel",
        "count-all",
    ]


def test_without_problems_nothing_is_asked(opened: Opened, workbook: Workbook):
    dialog = opened(workbook([HEADER, ROWS[1]]), step=TRIAL)
    bar = dialog.trial_page.mending
    assert bar.text() == "Row 2: New, 顾盼晴"
    assert not bar.next.isVisible()
    assert not bar.skip.isVisible()
    assert not dialog.report_button.isVisible()


def test_a_comma_too_many_shows_the_row_as_it_is_imported(qtbot: QtBot, opened: Opened, tmp_path):
    path = tmp_path / "逗号.csv"
    path.write_text("客户名称,地址,城市,手机\n远岫,人民路 1 号, 2 楼,嘉兴,13900000102\n", "utf-8")
    dialog = opened(path, step=TRIAL)
    assert shown(dialog, "name", "address", "city", "mobile") == [
        ("远岫", "人民路 1 号, 2 楼", "嘉兴", "139 0000 0102")
    ]


def test_rows_with_problems_are_given_back_before_anything_is_imported(
    qtbot: QtBot, ui: Ui, trial: ImportDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "有问题的.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    trial.report_button.menu().actions()[0].trigger()
    qtbot.waitUntil(lambda: path.exists() and not ui.jobs.busy)
    names = [
        name for (name,) in load_workbook(path).active.iter_rows(min_row=2, min_col=2, max_col=2, values_only=True)
    ]
    assert names == ["苏见青", "季明窗"]
    assert ui.preferences.folder("report") == str(tmp_path)


def test_a_result_far_down_is_not_cut_off(qtbot: QtBot, opened: Opened, workbook: Workbook):
    """It stands below the lines by which the other columns are fitted, and changes its words later."""
    many = [(f"客户{i}", f"137{i:08}", "嘉兴", None, "陈立") for i in range(400)]
    twin = ("禾砚精密机械有限公司", "13900000199", "嘉兴市", None, None)
    dialog = opened(workbook([HEADER, *many, twin]), step=TRIAL)
    view, column = dialog.trial_page.panel.view, 1
    words = str(view.rows.index(400, column).data())
    assert words == "Possible double"
    assert view.columnWidth(column) >= view.fontMetrics().horizontalAdvance(words) + 22 + 16


def test_a_narrow_dialog_stays_as_wide_as_it_is_from_row_to_row(qtbot: QtBot, opened: Opened, workbook: Workbook):
    twin = ("禾砚精密机械有限公司", "13900000199", "嘉兴市", None, None)
    dialog = opened(workbook([HEADER, *ROWS, twin]), step=TRIAL)
    dialog.resize(900, 600)
    for _ in range(8):
        qtbot.keyClick(dialog.trial_page.panel.view, Key.Key_F8)
        assert dialog.width() == 900
    for line in range(dialog.trial_page.panel.view.rows.rowCount()):
        dialog.trial_page.panel.go_to(line)
        assert dialog.width() == 900
