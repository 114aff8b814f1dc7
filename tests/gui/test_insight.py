"""The page Insight, its overview and its sources, worked with by keyboard and mouse."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from crmdesk.core.complaint_lists import Complaints
from crmdesk.core.customers import Listing
from crmdesk.gui.dialogs.source_cost import SourceCostDialog
from crmdesk.gui.models import insight_overview as charts
from crmdesk.gui.models import insight_sources as models
from crmdesk.gui.pages.insight import InsightPage
from crmdesk.gui.pages.insight_overview import OverviewTab
from crmdesk.gui.pages.insight_sources import SourcesTab
from crmdesk.gui.pages.insight_tabs import OVERVIEW
from crmdesk.gui.ui import Ui
from crmdesk.services import complaints, customers, privacy, sources
from crmdesk.services.desk import Desk
from tests.gui.conftest import OpenWindow, enter, opened
from tests.services.selling import give_back, sell

Key = Qt.Key
Press = Callable[..., None]
Part = TypeVar("Part", OverviewTab, SourcesTab)


@pytest.fixture
def ids(desk: Desk) -> dict[str, int]:
    """张伟 came by a fair and ordered twice, 单雄信 by advertising without an order, the others by nothing known."""
    rows = customers.rows(desk, customers.find(desk, Listing(sort="number"), 10))
    found = {row.name: row.id for row in rows}
    for name, source in (("张伟", "fair"), ("单雄信", "advertising")):
        customers.edit(desk, found[name], {"source": source})
    sell(desk, found["张伟"], 9_000, "2025-11-03")
    sell(desk, found["张伟"], 12_000, "2026-11-02")
    sell(desk, found["许念安"], 500, "2026-11-05")
    give_back(desk, found["许念安"], 100, "2026-11-06")
    complaints.add(desk, found["张伟"], {"words": "箱子压坏了", "received_at": "2026-11-10 10:00"})
    return found


def _listed(ui: Ui) -> list[Listing]:
    """What the list of customers is asked to show."""
    asked: list[Listing] = []
    ui.bus.show_listing.connect(asked.append)
    return asked


def _rest(qtbot: QtBot, tab: OverviewTab | SourcesTab) -> None:
    qtbot.waitUntil(lambda: not tab.jobs.busy and not tab.ui.jobs.busy)


@pytest.fixture
def put(qtbot: QtBot, ui: Ui) -> Iterator[Callable[[type[Part]], Part]]:
    """A tab alone, once what it reads is there, with the keyboard."""
    made: list[OverviewTab | SourcesTab] = []

    def put(kind: type[Part]) -> Part:
        tab = kind(ui)
        made.append(tab)
        qtbot.addWidget(tab)
        tab.resize(1136, 632)
        tab.show()
        qtbot.waitUntil(lambda: tab.isActiveWindow() and tab.found is not None)
        tab.take_keyboard()
        return tab

    yield put
    for tab in made:
        tab.close_down()


class TestOverview:
    @pytest.fixture
    def tab(self, put: Callable[[type[OverviewTab]], OverviewTab], ids: dict[str, int]) -> OverviewTab:
        return put(OverviewTab)

    def test_says_how_the_business_stands(self, tab: OverviewTab) -> None:
        told = {part.fact.key: part.fact.value for part in tab.facts.parts}
        assert told[charts.SALES] == "¥12,400"
        assert told[charts.CHANGE] == "+37.8%"
        assert told[charts.COMPLAINTS] == "1"
        chart = tab.boxes[charts.SALES].chart
        assert chart is not None
        assert chart.title == "¥12,400 sold in 2026, 37.8% more than 2025 by now"
        assert chart.series[0].values[10:] == (Decimal(12_400), None)
        assert tab.top_model.text(tab.top.lines()[0], charts.NAME) == "张伟"

    def test_a_month_opens_its_orders_and_esc_leads_back(self, tab: OverviewTab, qtbot: QtBot, press: Press) -> None:
        press(Key.Key_End)
        press(Key.Key_Left)
        press(Key.Key_Return)
        _rest(qtbot, tab)
        behind = tab.behind
        assert tab.stack.currentWidget() is behind
        assert behind.title.text() == "Orders of Nov 2026"
        rows = [row for place in range(behind.orders.rowCount()) if (row := behind.orders.line(place)) is not None]
        back = behind.returns.line(0)
        assert back is not None
        assert sum(row.payable for row in rows) - back.amount == Decimal(12_400)
        assert tab.customer_in_hand() == rows[0].customer_id
        press(Key.Key_Escape)
        assert tab.stack.currentWidget() is tab.sheet
        tab.open_value(charts.SALES, "2026-11", charts.BEFORE)
        _rest(qtbot, tab)
        assert (behind.title.text(), behind.orders.rowCount()) == ("Orders of Nov 2025", 1)

    def test_figures_lead_to_their_records(self, tab: OverviewTab, qtbot: QtBot, ids: dict[str, int]) -> None:
        listed, places, complained = _listed(tab.ui), [], []
        tab.ui.bus.go.connect(places.append)
        tab.ui.bus.show_complaints.connect(complained.append)
        for part in tab.facts.parts:
            if part.fact.key in ("owed", charts.LOST, charts.COMPLAINTS):
                qtbot.mouseClick(part, Qt.MouseButton.LeftButton)
        assert places == ["insight/churn", "orders/receivables"]
        assert complained[0].states == ("open",)
        tab.open_value(charts.PEOPLE, "2026-11", charts.NEW)
        _rest(qtbot, tab)
        assert [(each.named, each.among) for each in listed] == [("New in Nov 2026", (ids["许念安"],))]

    def test_a_page_for_the_boss(
        self, tab: OverviewTab, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "总览"), ""))
        qtbot.mouseClick(tab.saving, Qt.MouseButton.LeftButton)
        _rest(qtbot, tab)
        assert (tmp_path / "总览.pdf").read_bytes().startswith(b"%PDF-")
        assert [entry.target for entry in privacy.entries(tab.ui.desk)] == ["总览.pdf"]

    def test_hidden_numbers_stay_hidden(self, tab: OverviewTab, ids: dict[str, int]) -> None:
        assert tab.found is not None
        row = replace(tab.found.top[0], name="张伟 13900000013")
        tab.found = replace(tab.found, top=(row,))
        tab.ui.masking.set_on(True)
        assert "13900000013" not in tab.top_model.text((1, row), charts.NAME)


def test_the_page_and_its_tabs_in_the_window(shown: OpenWindow, empty_desk: Desk, qtbot: QtBot) -> None:
    window = shown(empty_desk)
    window.ui.bus.go.emit("insight")
    page = window.content.places.page("insight")
    assert isinstance(page, InsightPage)
    tab = page.tab(OVERVIEW)
    qtbot.waitUntil(lambda: tab.found is not None)
    assert tab.stack.currentWidget() is tab.empty
    assert not tab.saving.isEnabled()
    window.ui.bus.go.emit("insight/sources")
    assert window.content.places.place() == "insight/sources"
    window.ui.bus.show_complaints.emit(Complaints(states=("open",)))
    assert window.content.places.place() == "complaints/table"
    window.ui.bus.show_listing.emit(Listing(among=(1,), named="New in Nov 2026"))
    assert window.content.page.list.head.title() == "New in Nov 2026"


class TestSources:
    @pytest.fixture
    def tab(self, put: Callable[[type[SourcesTab]], SourcesTab], ids: dict[str, int]) -> SourcesTab:
        return put(SourcesTab)

    def _texts(self, tab: SourcesTab, row: int) -> list[str]:
        model = tab.table.model()
        return [model.index(row, column).data() for column in range(model.columnCount())]

    def test_a_cost_is_typed_and_deleted(self, tab: SourcesTab, qtbot: QtBot, press: Press) -> None:
        assert self._texts(tab, 0)[:6] == ["Trade fair", "1", "1", "2", "¥21,000.00", ""]
        qtbot.mouseClick(tab.costs.button, Qt.MouseButton.LeftButton)
        dialog = opened(tab, SourceCostDialog)
        qtbot.waitUntil(dialog.isActiveWindow)
        assert dialog.form.text("source") == "Trade fair"
        enter("-5")
        press(Key.Key_Return)
        assert dialog.form.refused() == ["amount"]
        dialog.form.put("amount", "8000")
        press(Key.Key_Return)
        qtbot.waitUntil(lambda: self._texts(tab, 0)[5:8] == ["¥8,000.00", "¥8,000.00", "¥4,000.00"])
        assert [cost.day for cost in tab.costs.table.lines()] == [dt.date(2026, 11, 21)]
        tab.costs.take_keyboard()
        qtbot.waitUntil(tab.costs.has_line)
        tab.delete_selected()
        qtbot.waitUntil(lambda: self._texts(tab, 0)[5] == "")
        assert sources.costs(tab.ui.desk) == []

    def test_a_line_opens_its_orders_and_customers(
        self, tab: SourcesTab, qtbot: QtBot, press: Press, ids: dict[str, int]
    ) -> None:
        listed = _listed(tab.ui)
        qtbot.mouseClick(tab.behind.orders, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: tab.orders.orders.rowCount() == 2)
        press(Key.Key_Escape)
        assert tab.stack.currentWidget() is tab.sheet
        press(Key.Key_Return)
        qtbot.waitUntil(lambda: len(listed) == 1)
        assert customers.find(tab.ui.desk, listed[0], 10) == [ids["张伟"]]
        press(Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        assert self._texts(tab, tab.table.currentIndex().row())[0] == "Total"
        tab.behind.show_customers()
        tab.behind.show_customers(buyers=True)
        qtbot.waitUntil(lambda: len(listed) == 3)
        assert [len(customers.find(tab.ui.desk, each, 10)) for each in listed] == [1, 5, 2]
        assert listed[2].named == "Buyers by source: All sources"

    def test_last_year_and_money_that_brought_nobody(self, tab: SourcesTab, qtbot: QtBot) -> None:
        header = tab.table.horizontalHeader()
        assert header.isSectionHidden(models.NOTE)
        assert header.length() == tab.table.viewport().width()
        _id, changes = sources.add(tab.ui.desk, {"source": "web", "amount": "300", "day": "2025-05-01"})
        tab.period.set_key("last-year")
        tab.ui.wrote(changes)
        qtbot.waitUntil(lambda: tab.found is not None and tab.found.sources.last == dt.date(2025, 12, 31))
        lines = [self._texts(tab, row) for row in range(tab.table.model().rowCount())]
        assert ["Web", "¥300.00 spent, and no customer came."] in [[line[0], line[8]] for line in lines]
        assert not header.isSectionHidden(models.NOTE)
        assert header.length() == tab.table.viewport().width()

    def test_nothing_is_entered_while_data_is_hidden(self, tab: SourcesTab) -> None:
        tab.ui.masking.set_on(True)
        tab.costs.add()
        assert not [each for each in tab.findChildren(SourceCostDialog) if each.isVisible()]
