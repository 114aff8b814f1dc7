"""The end of an import: sums that add up, rows given back as a table, and the whole of it taken back."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from crmdesk.core.customers import Listing
from crmdesk.gui.dialogs.importing import DONE, TRIAL, ImportDialog
from crmdesk.gui.ui import Ui
from crmdesk.services import customers, history
from crmdesk.tour.camera import visible_texts
from tests.gui.conftest import PEOPLE
from tests.gui.dialogs.conftest import HEADER, ROWS, Opened, Workbook, settled

TWIN = ("禾砚精密机械有限公司", "13900000199", "嘉兴市", None, None)


@pytest.fixture
def done(qtbot: QtBot, opened: Opened, workbook: Workbook) -> ImportDialog:
    """The end of importing `ROWS` and a likely double."""
    dialog = opened(workbook([HEADER, *ROWS, TWIN]), step=TRIAL)
    dialog.accept()
    settled(qtbot, dialog, DONE)
    return dialog


def test_the_counts_add_up_to_the_rows_read(done: ImportDialog):
    told = done.done_page.facts.accessibleName()
    assert told == ("Rows 7, New 2, Updated 1, Same 1, Joined 1, Possible doubles 1, Not imported 1")


def test_the_rows_given_back_are_called_what_they_are(
    qtbot: QtBot, done: ImportDialog, opened: Opened, workbook: Workbook
):
    assert done.report_button.text() == "Save the rows not imported as a table"
    doubtful = opened(workbook([HEADER, ("陆听泉", "1390012", None, None, None)]), step=TRIAL)
    doubtful.accept()
    settled(qtbot, doubtful, DONE)
    assert "To check" in visible_texts(doubtful.done_page)
    assert doubtful.report_button.text() == "Save the rows with problems as a table"


def test_figures_stand_under_each_other(done: ImportDialog):
    model = done.done_page.problems
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    role = Qt.ItemDataRole.TextAlignmentRole
    assert model.index(0, 0).data(role) == right
    assert model.headerData(0, Qt.Orientation.Horizontal, role) == right
    assert model.index(0, 3).data(role) != right


def test_it_is_taken_back_on_the_spot(qtbot: QtBot, ui: Ui, done: ImportDialog):
    page = done.done_page
    said: list[tuple[str, bool]] = []
    ui.bus.message.connect(lambda *told: said.append(told))
    assert customers.total(ui.desk) == len(PEOPLE) + 2
    qtbot.mouseClick(page.take_back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not ui.jobs.busy and not page.take_back.isVisible())
    assert customers.total(ui.desk) == len(PEOPLE)
    (customer_id,) = customers.find(ui.desk, Listing(query="张伟"))
    assert customers.file(ui.desk, customer_id).values["city"] == "杭州市"
    assert page.undo.text().startswith("2 new customers removed, 1 other as before")
    assert said == [("Import taken back: 3 customers", True)]
    assert not page.table.isVisible()
    history.undo(ui.desk)
    assert customers.total(ui.desk) == len(PEOPLE) + 2


def test_what_was_changed_since_is_kept_and_listed(qtbot: QtBot, ui: Ui, done: ImportDialog):
    (customer_id,) = customers.find(ui.desk, Listing(query="张伟"))
    customers.edit(ui.desk, customer_id, {"city": "温州市"})
    page = done.done_page
    qtbot.mouseClick(page.take_back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not ui.jobs.busy and not page.take_back.isVisible())
    assert customers.file(ui.desk, customer_id).values["city"] == "温州市"
    assert page.table.isVisible()
    number = customers.file(ui.desk, customer_id).number
    assert [page.kept.index(0, column).data() for column in range(4)] == [number, "City", "温州市", "宁波市"]


def test_taken_back_elsewhere_it_is_said(qtbot: QtBot, ui: Ui, done: ImportDialog):
    history.undo(ui.desk)
    page = done.done_page
    qtbot.mouseClick(page.take_back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not ui.jobs.busy and page.take_back.isEnabled())
    assert page.take_back.isVisible()
    assert "undone" in page.undo.text() or "taken back" in page.undo.text()


@pytest.mark.parametrize(
    ("entry", "rows"), [(0, {"苏见青", "季明窗", TWIN[0]}), (1, {row[0] for row in (*ROWS, TWIN)})]
)
def test_rows_are_given_back_as_a_table(
    qtbot: QtBot, ui: Ui, done: ImportDialog, tmp_path, monkeypatch, entry: int, rows: set[str]
):
    path = tmp_path / "结果.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path.with_suffix("")), ""))
    done.report_button.menu().actions()[entry].trigger()
    qtbot.waitUntil(lambda: path.exists() and not ui.jobs.busy)
    sheet = load_workbook(path).active
    names = {name for (name,) in sheet.iter_rows(min_row=2, min_col=2, max_col=2, values_only=True)}
    assert names == rows
    assert sheet.cell(1, 2).value == "客户名称"


def test_a_problem_of_a_whole_row_says_whom_it_is_about(done: ImportDialog):
    model = done.done_page.table.model()
    told = [[model.index(line, column).data() for column in range(3)] for line in range(model.rowCount())]
    assert ["8", "", TWIN[0]] in told
    assert ["5", "生日", "1990-02-30"] in told
