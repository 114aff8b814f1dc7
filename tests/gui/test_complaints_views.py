"""The tabs Table, Board and Figures of the page Complaints, and the number of open complaints in the navigation."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TypeVar, get_args

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLayout
from pytestqt.qtbot import QtBot

from crmdesk.core.changes import Changes
from crmdesk.core.complaint_figures import By
from crmdesk.core.complaint_lists import CLOSED_STATES, COLUMNS, Complaints
from crmdesk.core.words import Words
from crmdesk.gui.models import complaint_charts as charts
from crmdesk.gui.models.complaint_charts import ComplaintCharts, made_of, of_group
from crmdesk.gui.models.complaints import CUSTOMER, NUMBER, STATE, WARNINGS
from crmdesk.gui.pages.complaints_board import ComplaintsBoardPart
from crmdesk.gui.pages.complaints_figures import ComplaintsFiguresPart
from crmdesk.gui.pages.complaints_table import ComplaintsTablePart
from crmdesk.gui.ui import Ui
from crmdesk.services import (
    complaint_figures,
    complaint_lists,
    complaint_steps,
    complaints,
    customers,
    history,
    privacy,
)
from crmdesk.services.desk import Desk
from tests.gui.complaint_samples import FRESH, LATE, TWICE, complain
from tests.gui.conftest import OpenWindow, enter

Key = Qt.Key
Tab = TypeVar("Tab", ComplaintsTablePart, ComplaintsBoardPart, ComplaintsFiguresPart)
NUMBERS = ["T00001", "T00002", "T00003", "T00004", "T00005"]


@pytest.fixture
def ids(desk: Desk) -> list[int]:
    return complain(desk)


def rest(qtbot: QtBot, part: Tab) -> None:
    qtbot.waitUntil(lambda: not part.jobs.busy)


def press(qtbot: QtBot, *keys: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key, modifiers)


def cells(part: ComplaintsTablePart, column: int) -> list[str]:
    model = part.table.model()
    return [str(model.index(row, column).data() or "") for row in range(model.rowCount())]


def pick(part: ComplaintsTablePart | ComplaintsBoardPart, key: str) -> None:
    part.filters.states.set_key(key)
    part.filters.states.picked.emit(key)


# The table


def test_the_table_lists_complaints_with_how_they_stand(put, ids: list[int]):
    part = put(ComplaintsTablePart)
    assert cells(part, NUMBER) == NUMBERS
    assert cells(part, STATE) == ["Open", "6 days late", "Highly satisfied", "Basically satisfied", "Unresolved"]
    assert cells(part, WARNINGS)[:2] == ["No response within 24 hours", "An apology with nothing after it"]
    assert part.status() == ["5 complaints", "1 row selected"]


def test_a_click_on_any_head_orders_by_it(qtbot: QtBot, put, ids: list[int]):
    part = put(ComplaintsTablePart)
    header = part.table.horizontalHeader()
    for column, expected in (
        (CUSTOMER, ["T00002", "T00003", "T00004", "T00005", "T00001"]),
        (NUMBER, NUMBERS),
        (NUMBER, NUMBERS[::-1]),
    ):
        at = QPoint(header.sectionViewportPosition(column) + 12, 8)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
        rest(qtbot, part)
        assert cells(part, NUMBER) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("open", ["T00001", "T00002"]),
        ("late", ["T00002"]),
        ("warned", ["T00001", "T00002"]),
        ("ended", ["T00003", "T00004", "T00005"]),
        ("unresolved", ["T00005"]),
        ("imported", []),
    ],
)
def test_the_state_narrows_the_table(qtbot: QtBot, put, ids: list[int], state: str, expected: list[str]):
    part = put(ComplaintsTablePart)
    pick(part, state)
    rest(qtbot, part)
    assert cells(part, NUMBER) == expected
    assert part.empty.isVisible() is (not expected)


def test_letters_search_ticks_filter_and_esc_takes_all_away(qtbot: QtBot, put, ids: list[int]):
    part = put(ComplaintsTablePart)
    press(qtbot, Key.Key_T)
    assert QApplication.focusWidget() is part.search
    part.search.clear()
    enter("断膜")
    rest(qtbot, part)
    assert cells(part, NUMBER) == ["T00001"]
    part.search.clear()
    part.filters.ticks["category"].set_keys_on(["=quality", "="])
    part.filters.ticks["category"].changed.emit()
    rest(qtbot, part)
    assert cells(part, NUMBER) == ["T00001", "T00003", "T00005"]
    part.table.setFocus()
    press(qtbot, Key.Key_Escape)
    rest(qtbot, part)
    assert cells(part, NUMBER) == NUMBERS
    assert not part.filters.active


def test_keys_open_a_complaint_its_customer_and_log_one(qtbot: QtBot, ui: Ui, put, ids: list[int]):
    put(ComplaintsTablePart)
    asked: list[object] = []
    ui.bus.open_complaint.connect(lambda each: asked.append(("complaint", each)))
    ui.bus.open_customer.connect(lambda each: asked.append(("customer", each)))
    ui.bus.log_complaint.connect(lambda each: asked.append(("log", each)))
    press(qtbot, Key.Key_Down, Key.Key_Return)
    press(qtbot, Key.Key_Return, modifiers=Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, Key.Key_Insert)
    second = customers.id_of(ui.desk, "K00002")
    assert asked == [("complaint", ids[LATE]), ("customer", second), ("log", None)]


def test_del_deletes_a_complaint_and_undo_brings_it_back(qtbot: QtBot, ui: Ui, put, ids: list[int]):
    part = put(ComplaintsTablePart)
    said: list[tuple[str, bool]] = []
    ui.bus.message.connect(lambda *each: said.append(each))
    press(qtbot, Key.Key_Delete)
    rest(qtbot, part)
    assert said == [("1 complaint deleted", True)]
    assert cells(part, NUMBER) == NUMBERS[1:]
    ui.wrote(history.undo(ui.desk)[1])
    rest(qtbot, part)
    assert part.table.current_row().number == "T00001"


def test_what_is_listed_is_written_out_and_logged(qtbot: QtBot, ui: Ui, put, ids: list[int], tmp_path: Path):
    part = put(ComplaintsTablePart)
    said: list[str] = []
    ui.bus.message.connect(lambda text, _undo: said.append(text))
    pick(part, "ended")
    rest(qtbot, part)
    part.write_list(tmp_path / "投诉.xlsx")
    qtbot.waitUntil(lambda: not ui.jobs.busy)
    rows = list(load_workbook(tmp_path / "投诉.xlsx").active.values)
    assert [row[0] for row in rows] == ["Number", "T00003", "T00004", "T00005"]
    assert {"单雄信", "发票开错了税号。"} <= set(map(str, rows[2]))
    assert said == ["3 complaints in 投诉.xlsx"]
    entry = privacy.entries(ui.desk, (), 1)[0]
    assert (entry.what, entry.customers, entry.target) == ("export", 3, "投诉.xlsx")


def test_hidden_data_stays_hidden_in_the_table_and_in_its_file(
    qtbot: QtBot, ui: Ui, put, ids: list[int], tmp_path: Path
):  # fmt: skip
    complaints.edit(ui.desk, ids[FRESH], {"words": "打 13900000013 没人接"})
    part = put(ComplaintsTablePart)
    ui.masking.set_on(True)
    rest(qtbot, part)
    shown = " ".join(text for column in range(part.model.columnCount()) for text in cells(part, column))
    part.write_list(tmp_path / "a.csv")
    qtbot.waitUntil(lambda: not ui.jobs.busy)
    assert "139****0013" in shown
    assert "13900000013" not in shown + (tmp_path / "a.csv").read_text("utf-8-sig")


# The board


def numbers_by_column(part: ComplaintsBoardPart) -> dict[str, list[str]]:
    return {box.key: [card.third for card in box.cards.cards.cards] for box in part.columns if box.cards.cards.cards}


def test_the_board_has_a_column_for_each_step_to_be_done(qtbot: QtBot, put, ids: list[int]):
    part = put(ComplaintsBoardPart)
    assert [box.key for box in part.columns] == list(COLUMNS)
    assert numbers_by_column(part) == {"listen": ["T00001"], "restate": ["T00002"], "closed": ["T00005"]}
    card = part.columns[2].cards.cards.cards[0]
    assert (card.due, card.due_tone, card.last) == ("6 days late", "bad", "An apology with nothing after it")
    assert "Round 1: 11 days since the apology" in card.told
    assert part.status() == ["2 open complaints"]


def test_arrows_go_from_column_to_column_and_enter_opens_the_card(qtbot: QtBot, ui: Ui, put, ids: list[int]):
    part = put(ComplaintsBoardPart)
    opened: list[object] = []
    ui.bus.open_complaint.connect(opened.append)
    assert part.row().number == "T00001"
    press(qtbot, Key.Key_Right)
    assert part.row().number == "T00002"
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_Right, Key.Key_Right)
    assert part.row().number == "T00005"
    press(qtbot, Key.Key_Left, Key.Key_Left, Key.Key_Return)
    assert opened == [ids[LATE], ids[FRESH]]


def test_a_card_goes_on_when_its_step_is_done(qtbot: QtBot, ui: Ui, put, ids: list[int]):
    part = put(ComplaintsBoardPart)
    typed = {"text": "去了现场，看了断膜"}
    ui.wrote(complaint_steps.finish(ui.desk, ids[FRESH], "listen", typed)[1])
    rest(qtbot, part)
    assert numbers_by_column(part)["apologise"] == ["T00001"]


def test_filters_of_the_board_and_what_it_says_when_empty(qtbot: QtBot, put, ids: list[int]):
    part = put(ComplaintsBoardPart)
    pick(part, "late")
    rest(qtbot, part)
    assert numbers_by_column(part) == {"restate": ["T00002"]}
    press(qtbot, Key.Key_Z)
    enter("没有的东西")
    rest(qtbot, part)
    assert part.empty.isVisible()
    assert part.empty.accessibleName() == "No complaint is like that."
    part.clear()
    rest(qtbot, part)
    assert len(numbers_by_column(part)) == 3


def test_the_rest_of_a_column_is_a_list(qtbot: QtBot, ui: Ui, put, ids: list[int], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(complaint_lists.board, "__defaults__", (1,))
    customer = customers.id_of(ui.desk, "K00005")
    complaints.add(ui.desk, customer, {"words": "箱子压坏了"})
    part = put(ComplaintsBoardPart)
    asked: list[Complaints] = []
    part.list_asked.connect(asked.append)
    link = part.columns[0].rest
    assert link.text() == "1 more complaint"
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert len(complaint_lists.find(ui.desk, asked[0])) == 2


def test_a_narrow_window_cuts_nothing(qtbot: QtBot, put, ids: list[int]):
    part = put(ComplaintsBoardPart)
    part.resize(700, 600)
    lefts = [box.geometry() for box in part.columns]
    assert all(before.right() < after.left() for before, after in pairwise(lefts))
    part.columns[-1].cards.setFocus()
    assert not part.columns[-1].visibleRegion().isEmpty()
    table = put(ComplaintsTablePart)
    table.layout().setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    table.setMinimumWidth(1)
    assert table.export.text() == "Export..."
    table.resize(640, 600)
    assert (table.export.text(), table.export.accessibleName()) == ("", "Export...")
    table.resize(1136, 600)
    assert table.export.text() == "Export..."


# Figures


def test_figures_are_told_drawn_and_open_their_complaints(qtbot: QtBot, put, ids: list[int]):
    part = put(ComplaintsFiguresPart)
    asked: list[Complaints] = []
    part.list_asked.connect(asked.append)
    assert part.facts.accessibleName().startswith("Complaints 5, Still open 2, Ended satisfied 66.7%, ")
    months = part.boxes[charts.MONTHS]
    assert months.chart.title == "5 complaints received, 3 of them closed"
    assert part.period.isAncestorOf(QApplication.focusWidget())
    months.take_keyboard()
    assert QApplication.focusWidget() is months.canvas
    press(qtbot, Key.Key_End, Key.Key_Return)
    assert (str(asked[-1].from_), str(asked[-1].to)) == ("2026-11-01", "2026-11-30")
    part.groups.table.setFocus()
    part.groups.table.setCurrentIndex(part.groups.model.index(1, 0))
    press(qtbot, Key.Key_Return)
    assert asked[-1].category == ("delivery",)
    qtbot.mouseClick(part.period.findChild(QAbstractButton, "segment-last-year"), Qt.MouseButton.LeftButton)
    rest(qtbot, part)
    assert part.empty.isVisible()
    part.empty.take_keyboard()
    press(qtbot, Key.Key_Space)
    rest(qtbot, part)
    assert part.period.key() == "all"
    assert not part.empty.isVisible()


@pytest.mark.parametrize("by", get_args(By))
def test_each_value_leads_to_as_many_complaints_as_it_says(ui: Ui, ids: list[int], by: By):
    today = ui.desk.today()
    figures = complaint_figures.figures(ui.desk, today.replace(month=1, day=1), today, by=by)
    made = ComplaintCharts(ui, figures, "2026")
    for key in (charts.MONTHS, charts.LEVELS, charts.GROUPS, charts.ROUNDS):
        chart = getattr(made, key)()
        for series in (each for each in chart.series if not each.line):
            for category, value in zip(chart.categories, series.values, strict=True):
                wanted = made_of(figures, key, category.key, series.key)
                assert wanted is not None
                found = complaint_lists.find(ui.desk, wanted)
                if key == charts.ROUNDS:  # imported ones have no rounds
                    found = [row for row in complaint_lists.rows(ui.desk, found) if row.state != "imported"]
                assert len(found) == value, (key, category.key, series.key)
    for group in figures.groups:
        over = of_group(figures, group.key, closed=True)
        assert over is not None
        assert over.states == CLOSED_STATES
        assert len(complaint_lists.find(ui.desk, over)) == group.closed


def test_most_groups_are_drawn_and_all_others_as_one(ui: Ui, ids: list[int]):
    figures = complaint_figures.figures(ui.desk, by="category")
    many = tuple(replace(figures.groups[0], key=str(n), count=20 - n) for n in range(14))
    chart = ComplaintCharts(ui, replace(figures, by="product", groups=many), "").groups()
    assert [each.key for each in chart.categories][-2:] == ["8", "*others"]
    assert sum(chart.series[0].values) == sum(group.count for group in many)
    assert chart.series[1].values[-1] == 1
    assert made_of(replace(figures, by="product"), charts.GROUPS, "*others", "count") is None


def test_the_groups_are_ordered_by_a_column_and_written_out(qtbot: QtBot, ui: Ui, put, ids: list[int], tmp_path: Path):
    part = put(ComplaintsFiguresPart)
    table = part.groups
    table.order_by(1)
    counts = [line.count for line in table.model.lines]
    assert counts == sorted(counts, reverse=True)
    table.order_by(5)
    assert [line.median_days for line in table.model.lines] == [110, 10, 2, None]
    part.write_figures(tmp_path / "统计.xlsx")
    qtbot.waitUntil(lambda: not ui.jobs.busy)
    assert len(load_workbook(tmp_path / "统计.xlsx").sheetnames) == 4


# In the window


def test_a_figure_opens_in_the_table_with_a_chip_that_says_what(
    qtbot: QtBot, shown: OpenWindow, desk: Desk, ids: list[int], words_en: Words
):  # fmt: skip
    window = shown(desk)
    frame = window.content
    qtbot.waitUntil(lambda: not window.ui.jobs.busy)
    item = frame.navigation.findChild(QAbstractButton, "navigation-complaints")
    assert item.accessibleDescription() == "2 open complaints"
    window.ui.bus.go.emit("complaints/figures")
    page = frame.places.page("complaints")
    figures = page.current
    qtbot.waitUntil(lambda: figures.found is not None)
    figures.boxes[charts.ROUNDS].opened.emit("2", "count")
    table = page.current
    assert isinstance(table, ComplaintsTablePart)
    qtbot.waitUntil(lambda: cells(table, NUMBER) == ["T00004"])
    assert table.filters.chip.text() == "2 rounds, received 1 Dec 2025 to 21 Nov 2026"
    table.filters.chip.setFocus()
    press(qtbot, Key.Key_Delete)
    qtbot.waitUntil(lambda: len(cells(table, NUMBER)) == 5)
    press(qtbot, Key.Key_F, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is table.search
    window.ui.wrote(complaints.delete(desk, [ids[TWICE], ids[FRESH]]))
    qtbot.waitUntil(lambda: item.accessibleDescription() == "1 open complaint")
    complaints.restore(desk, ids[FRESH])
    window.ui.bus.changed.emit(Changes(everything=True))  # as after what another program wrote
    qtbot.waitUntil(lambda: item.accessibleDescription() == "2 open complaints")


def test_arrows_go_along_the_tabs_and_the_card_has_the_whole_height(shown: OpenWindow, desk: Desk, ids: list[int]):
    """The row of tabs stands over the list of cases alone, over the whole page elsewhere, and keeps the keyboard."""
    content = shown(desk).content
    content.places.go("complaints")
    page = content.places.page("complaints")
    page.tabs.take_keyboard()
    for key, tab in ((Key.Key_Right, "table"), (Key.Key_Left, "cases")):
        before = QApplication.focusWidget()
        assert page.tabs.isAncestorOf(before)
        QTest.keyClick(before, key)
        assert page.tabs.key() == tab
        assert page.tabs.isAncestorOf(QApplication.focusWidget())
        assert (page.tabs.width() < page.width()) is (tab == "cases")
