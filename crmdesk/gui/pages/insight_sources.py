"""The tab Sources of the page Insight: what each source of customers brought and cost (METHOD.md section 15)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.periods import YEAR, add_months
from crmdesk.core.sources import Source, SourceCost, Sources
from crmdesk.gui.charts.chart import warm
from crmdesk.gui.charts.with_table import ChartWithTable
from crmdesk.gui.jobs import Job
from crmdesk.gui.models import insight_sources as models
from crmdesk.gui.models.insight_sources import ALL, UNKNOWN, SourcesTable, chart, lines_of, name_of
from crmdesk.gui.pages.follow_up_head import FollowUpHead
from crmdesk.gui.pages.follow_up_table import FollowUpTable
from crmdesk.gui.pages.insight_orders import OrdersBehind
from crmdesk.gui.pages.insight_sources_behind import BehindSource
from crmdesk.gui.pages.insight_sources_costs import CostsPane
from crmdesk.gui.pages.insight_tab import InsightTab
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.services import sources
from crmdesk.services.desk import Desk

SOURCES = "insight-sources"
_ALL, _LATELY, _THIS, _LAST = "all", "12-months", "year", "last-year"
_WIDTHS = (144, 88, 76, 76, 128, 112, 112, 104, 0)
_SPARE = (models.PER_ORDER, models.PER_CUSTOMER)


class Found(Struct, frozen=True):
    """What each source brought, and all that was spent in that time."""

    sources: Sources
    costs: list[SourceCost]


class SourcesTab(InsightTab):
    """A line of the table opens its customers, or what stands in the column that is in hand; the costs below are of
    the line in hand."""

    kinds = ("customer", "sales_order", "order_line", "goods_return", "source_cost")

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, SOURCES)
        _ = ui.words.gettext
        self.found: Found | None = None
        times = [(_ALL, _("All time")), (_LATELY, _("12 months")), (_THIS, _("This year")), (_LAST, _("Last year"))]
        self.period = SegmentedChoice(times, current=_ALL, name=f"{SOURCES}-period", label=_("Time"))
        self.period.chosen.connect(lambda _key: self.load())
        self.table = FollowUpTable(
            ui, SourcesTable(ui), _WIDTHS, name=f"{SOURCES}-table", label=_("Sources of customers"), spare=_SPARE
        )
        self.table.opened.connect(lambda _line: self._open_cell())
        self.table.moved.connect(self._moved)
        self.behind = BehindSource(ui, self.jobs, self)
        self.table.menu_asked.connect(self.behind.show_menu)
        self.box = ChartWithTable(ui, name=f"{SOURCES}-chart")
        self.box.opened.connect(self._open_chart)
        self.costs = CostsPane(ui, name=f"{SOURCES}-costs")
        self.costs.moved.connect(self.shown)
        self.orders = OrdersBehind(ui, self.jobs, name=f"{SOURCES}-orders", back=_("Sources"))
        self.orders.left.connect(self.show_sources)
        self.orders.shown.connect(self.shown)
        self.behind.orders_asked.connect(self._show_orders)
        self.behind.cost_asked.connect(self.costs.add)
        self.behind.copy_asked.connect(self.table.copy_line)
        self._lay_out()

    def _lay_out(self) -> None:
        ground = Ground("base", name=f"{SOURCES}-ground")
        grid = QGridLayout(ground)
        grid.setContentsMargins(0, 0, 0, tokens.SECTIONS)
        grid.setHorizontalSpacing(tokens.SECTIONS)
        grid.setVerticalSpacing(0)
        inset = QHBoxLayout()
        inset.setContentsMargins(tokens.BETWEEN, 0, tokens.BETWEEN, 0)
        inset.addWidget(self.table)
        grid.addLayout(inset, 0, 0, 1, 2)
        line = QHBoxLayout()
        line.setContentsMargins(tokens.AROUND, tokens.BUTTON_PADDING, tokens.AROUND, tokens.SECTIONS)
        line.addWidget(self.behind.line)
        grid.addLayout(line, 1, 0, 1, 2)
        charted = QHBoxLayout()
        charted.setContentsMargins(tokens.AROUND, 0, 0, 0)
        charted.addWidget(self.box)
        grid.addLayout(charted, 2, 0)
        spent = QHBoxLayout()
        spent.setContentsMargins(0, 0, tokens.AROUND, 0)
        spent.addWidget(self.costs)
        grid.addLayout(spent, 2, 1)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(2, 1)
        self.area = QScrollArea()
        self.area.setObjectName(f"{SOURCES}-area")
        self.area.setAccessibleName(self.ui.words.gettext("Sources"))
        self.area.setWidget(ground)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out_whole()

    def _lay_out_whole(self) -> None:
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(FollowUpHead((self.period,), (self.progress, self.costs.button), name=f"{SOURCES}-head"))
        column.addWidget(self.area, 1)
        self.empty = EmptyState("", self.ui.words.gettext("Show all time"), name=f"{SOURCES}-empty")
        self.empty.acted.connect(self._leave_empty)
        self.sheet = sheet
        self.stack = QStackedWidget()
        for page in (sheet, self.orders, self.empty):
            self.stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    # What is shown

    def _days(self) -> tuple[dt.date | None, dt.date]:
        today = self.ui.desk.today()
        lately = add_months(today, -YEAR) + dt.timedelta(days=1)
        return {
            _ALL: (None, today),
            _LATELY: (lately, today),
            _THIS: (dt.date(today.year, 1, 1), today),
            _LAST: (dt.date(today.year - 1, 1, 1), dt.date(today.year - 1, 12, 31)),
        }[self.period.key()]

    def ask(self) -> Callable[[Desk, Job], Found]:
        first, last = self._days()

        def read(desk: Desk, _job: Job) -> Found:
            warm()
            return Found(sources.sources(desk, first, last), sources.costs(desk, None, first, last))

        return read

    def answered(self, found: Found) -> None:
        _ = self.ui.words.gettext
        self.found = found
        lines = lines_of(found.sources)
        self.table.setFixedHeight((len(lines) + 1) * tokens.TABLE_ROW + 2)
        self.box.set_chart(chart(self.ui, found.sources, self._told_period(found.sources)))
        self.table.show_lines(lines, key=lambda line: line[0])
        noted = any(row.why for _key, row in lines)
        self.table.stretch(models.NOTE if noted else models.SOURCE)
        self.table.leave_out(models.NOTE, not noted)
        ever = self.period.key() == _ALL
        nothing = _("How many customers each source brought, and at what cost, stands here once there are some.")
        self.empty.set_sentence(nothing if ever else _("Nobody came and nothing was spent in this time."))
        self.empty.set_button(_("Add a cost...") if ever else _("Show all time"))
        if self.stack.currentWidget() is self.orders:
            self.orders.load()
        else:
            self.stack.setCurrentWidget(self.sheet if lines else self.empty)

    def _told_period(self, found: Sources) -> str:
        _, date = self.ui.words.gettext, self.ui.words.date
        if found.first is None:
            return _("all time")
        return _("{first} to {last}").format(first=date(found.first), last=date(found.last))

    def _moved(self) -> None:
        found, line = self.found, self.table.line()
        if found is None or line is None:
            return
        key, row = line
        mine = [cost for cost in found.costs if key in (ALL, cost.source)]
        self.behind.show_source(found.sources, key, row)
        name = self.ui.words.gettext("all sources") if key == ALL else name_of(self.ui, row.source)
        self.costs.show_costs(mine, None if key in (ALL, UNKNOWN) else row.source, name)
        self.shown.emit()

    def _leave_empty(self) -> None:
        if self.period.key() == _ALL:
            self.costs.add()
        else:
            self.period.set_key(_ALL)
            self.load()

    # What is opened

    def _open_cell(self) -> None:
        column = self.table.currentIndex().column()
        if column in (models.COST, models.PER_CUSTOMER, models.PER_ORDER):
            self.costs.take_keyboard()
        elif column in (models.ORDERS, models.SALES):
            self.behind.show_orders()
        else:
            self.behind.show_customers(buyers=column == models.BUYERS)

    def _open_chart(self, category: str, series: str) -> None:
        found = self.found
        if found is None:
            return
        rows: dict[str, Source] = dict(lines_of(found.sources))
        self.behind.show_customers(category, rows[category], buyers=series == "buyers")

    def _show_orders(self) -> None:
        self.stack.setCurrentWidget(self.orders)
        self.orders.show_orders(self.behind.title, self.behind.read_orders())

    def show_sources(self) -> None:
        """Back from the orders of a source."""
        self.stack.setCurrentWidget(self.sheet)
        self.give_keyboard()
        self.shown.emit()

    # What the page asks

    def give_keyboard(self) -> None:
        if self.stack.currentWidget() is self.orders:
            self.orders.take_keyboard()
        elif self.stack.currentWidget() is self.empty:
            self.empty.take_keyboard()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def customer_in_hand(self) -> int | None:
        return self.orders.customer_in_hand() if self.stack.currentWidget() is self.orders else None

    def status(self) -> list[str]:
        if self.stack.currentWidget() is self.orders:
            return self.orders.status()
        if self.found is None:
            return []
        n, count = self.ui.words.ngettext, len(self.found.sources.rows)
        return [n("{count} source", "{count} sources", count).format(count=self.ui.words.number(count))]

    def can(self) -> frozenset[str]:
        if self.stack.currentWidget() is self.orders:
            return frozenset({"copy_selected", "select_all"})
        deletes = {"delete_selected"} if self.costs.has_line() else set()
        return frozenset({"copy_selected", *deletes})

    def select_all(self) -> None:
        if self.stack.currentWidget() is self.orders:
            self.orders.select_all()

    def delete_selected(self) -> None:
        self.costs.delete()

    def copy_selected(self) -> None:
        """What has the keyboard: orders, the chart, or a line of a table."""
        if self.stack.currentWidget() is self.orders:
            self.orders.copy()
            return
        focus = self.window().focusWidget()
        if focus is not None and self.box.isAncestorOf(focus):
            self.box.copy()
            return
        table = self.costs.table if focus is self.costs.table else self.table
        if table.copy_line():
            self.ui.bus.message.emit(self.ui.words.gettext("Copied the row"), False)

    def close_down(self) -> None:
        self.table.remember()
        self.costs.table.remember()
        super().close_down()
