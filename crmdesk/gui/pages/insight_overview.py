"""The tab Overview of the page Insight: how the business stands, on one page, and on paper for the boss (METHOD.md
sections 1, 3, 4, 6, 8 and 15)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from crmdesk.core.overview import Overview
from crmdesk.gui.charts.chart import warm
from crmdesk.gui.charts.with_table import ChartWithTable
from crmdesk.gui.icons import icon
from crmdesk.gui.jobs import Job
from crmdesk.gui.models import insight_overview as charts
from crmdesk.gui.models.complaint_charts import ComplaintCharts
from crmdesk.gui.models.insight_overview import OverviewCharts, TopTable, facts
from crmdesk.gui.pages.follow_up_table import FollowUpTable
from crmdesk.gui.pages.insight_opening import Opening, OrdersAsked
from crmdesk.gui.pages.insight_orders import OrdersBehind
from crmdesk.gui.pages.insight_print import print_overview, save_overview
from crmdesk.gui.pages.insight_tab import InsightTab
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, tip
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.fact_links import FactLinks
from crmdesk.gui.widgets.heads import EmptyState, SectionHead
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.services import overview
from crmdesk.services.desk import Desk

OVERVIEW = "insight-overview"
_KEYS = (charts.SALES, charts.PEOPLE, charts.TIERS, charts.AGES, charts.COMPLAINTS, charts.FUNNEL)
_TOP = (36, 0, 76, 96, 128, 128, 128, 84)
_SPARE = (charts.PROGRESS, charts.OWNER)


class OverviewTab(InsightTab):
    """Each value opens the records it is made of: customers in their list, orders in a list of its own."""

    kinds = (
        "customer", "sales_order", "order_line", "goods_return", "payment", "complaint", "complaint_step", "loss",
        "sales_target", "tier_run", "setting",
    )  # fmt: skip

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, OVERVIEW)
        _ = ui.words.gettext
        self.found: Overview | None = None
        self.day = ElidedLabel(points=tokens.SECTION, bold=True, name=f"{OVERVIEW}-day")
        self.printing = Button(_("Print..."), icon="print", name=f"{OVERVIEW}-print")
        self.saving = Button(_("Save as PDF..."), icon="save", name=f"{OVERVIEW}-save")
        self.printing.clicked.connect(self.print)
        self.saving.clicked.connect(self.save)
        self.facts = FactLinks(name=f"{OVERVIEW}-facts", label=_("Figures"))
        self.facts.opened.connect(self.open_fact)
        self.boxes = {key: ChartWithTable(ui, name=f"{OVERVIEW}-{key}") for key in _KEYS}
        for key, box in self.boxes.items():
            box.opened.connect(lambda category, series, key=key: self.open_value(key, category, series))
        self.top_model = TopTable(ui)
        self.top = FollowUpTable(
            ui, self.top_model, _TOP, name=f"{OVERVIEW}-top", label=_("Customers with the most sales"), spare=_SPARE
        )
        self.top.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.top.opened.connect(lambda line: ui.bus.open_customer.emit(line[1].customer_id))
        self.top.menu_asked.connect(self._show_top_menu)
        self.top.moved.connect(self.shown)
        self.top_head = SectionHead("", link=_("To the sales plan"), name=f"{OVERVIEW}-top-head")
        self.top_head.acted.connect(lambda: ui.bus.go.emit("follow-up/plan"))
        self.behind = OrdersBehind(ui, self.jobs, name=f"{OVERVIEW}-behind", back=_("Overview"))
        self.behind.left.connect(self.show_overview)
        self.behind.shown.connect(self.shown)
        self.opening = Opening(ui, self.jobs, self)
        self.opening.orders_asked.connect(self._show_orders)
        self._lay_out()
        self._let_print()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(tokens.AROUND, tokens.BETWEEN, tokens.AROUND, tokens.BETWEEN)
        head.setSpacing(tokens.BETWEEN)
        head.addWidget(self.day, 1)
        for widget in (self.progress, self.printing, self.saving):
            head.addWidget(widget)
        self.area = QScrollArea()
        self.area.setObjectName(f"{OVERVIEW}-area")
        self.area.setAccessibleName(self.ui.words.gettext("Overview"))
        self.area.setWidget(self._ground())
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.area, 1)
        _ = self.ui.words.gettext
        self.empty = EmptyState(
            _("Sales, customers, receivables and complaints stand here at a glance once there are some."),
            _("To the customers"), name=f"{OVERVIEW}-empty",
        )  # fmt: skip
        self.empty.acted.connect(lambda: self.ui.bus.go.emit("customers"))
        self.stack = QStackedWidget()
        for page in (sheet, self.behind, self.empty):
            self.stack.addWidget(page)
        self.sheet = sheet
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _ground(self) -> QWidget:
        ground = Ground("base", name=f"{OVERVIEW}-ground")
        whole = QVBoxLayout(ground)
        whole.setContentsMargins(tokens.AROUND - tokens.BETWEEN, 0, tokens.AROUND, tokens.SECTIONS)
        whole.setSpacing(tokens.AROUND)
        whole.addWidget(self.facts)
        grid = QGridLayout()
        grid.setContentsMargins(tokens.BETWEEN, 0, 0, 0)
        whole.addLayout(grid, 1)
        grid.setHorizontalSpacing(tokens.SECTIONS + tokens.BETWEEN)
        grid.setVerticalSpacing(tokens.SECTIONS)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        for place, key in enumerate(_KEYS):
            grid.addWidget(self.boxes[key], place // 2, place % 2)
        top = QVBoxLayout()
        top.setSpacing(tokens.BETWEEN)
        top.addWidget(self.top_head)
        top.addWidget(self.top)
        grid.addLayout(top, 3, 0, 1, 2)
        grid.setRowStretch(4, 1)
        return ground

    # What is shown

    def ask(self) -> Callable[[Desk, Job], Overview]:
        today = self.ui.desk.today()

        def read(desk: Desk, job: Job) -> Overview:
            warm()
            return overview.overview(desk, today, progress=job.progress, cancelled=job.is_cancelled)

        return read

    def told_progress(self, done: int, total: int | None) -> str:
        return self.ui.words.gettext("Part {done} of {count}").format(done=done, count=total or 0)

    def answered(self, found: Overview) -> None:
        _, words = self.ui.words.gettext, self.ui.words
        self.found = found
        self.day.set_text(_("How the business stands on {day}").format(day=words.date(found.today)))
        self.facts.set_facts(facts(self.ui, found))
        made = OverviewCharts(self.ui, found)
        for key, box in self.boxes.items():
            box.set_chart(self._complaints(found) if key == charts.COMPLAINTS else getattr(made, key)())
        self.top_model.year = found.sales.year
        self.top_head.set_title(_("Top customers {year}").format(year=found.top_year))
        self.top.show_lines(list(enumerate(found.top, 1)), key=lambda line: line[1].customer_id)
        self.top.setFixedHeight((max(1, len(found.top)) + 1) * tokens.TABLE_ROW + 2)
        for widget in (self.top, self.top_head):
            widget.setVisible(bool(found.top))
        if self.stack.currentWidget() is self.behind:
            self.behind.load()
        else:
            self.stack.setCurrentWidget(self.sheet if found.customers else self.empty)
        self._let_print()

    def _complaints(self, found: Overview) -> Any:
        _, words, figures = self.ui.words.gettext, self.ui.words, found.complaints
        first = words.date(figures.first or found.months[0].first)
        told = _("received {first} to {last}").format(first=first, last=words.date(found.today))
        return ComplaintCharts(self.ui, figures, told).months()

    def _let_print(self) -> None:
        there = self.found is not None and self.found.customers > 0
        self.saving.setEnabled(there)
        self.printing.setEnabled(there)
        told = self.ui.words.gettext("The overview on one page")
        self.printing.setToolTip(tip(told, "Ctrl+P"))
        self.saving.setToolTip(told)

    # What a value is made of

    def open_value(self, chart: str, category: str, series: str) -> None:
        """Show the records behind a value."""
        if self.found is not None:
            self.opening.open(self.found, chart, category, series)

    def open_fact(self, key: str) -> None:
        """Show the records behind one of the figures on top."""
        if self.found is not None:
            self.opening.open_fact(self.found, key)

    def _show_orders(self, asked: OrdersAsked) -> None:
        self.stack.setCurrentWidget(self.behind)
        self.behind.show_orders(asked.title, asked.read)

    def show_overview(self) -> None:
        """Back from the orders behind a value."""
        self.stack.setCurrentWidget(self.sheet)
        self.boxes[charts.SALES].take_keyboard()
        self.shown.emit()

    # What is done

    def print(self) -> None:
        if self.found is not None:
            print_overview(self.ui, self.found)

    def save(self) -> None:
        if self.found is not None:
            save_overview(self.ui, self.found, self)

    # What the page asks

    def give_keyboard(self) -> None:
        if self.stack.currentWidget() is self.behind:
            self.behind.take_keyboard()
        elif self.stack.currentWidget() is self.empty:
            self.empty.take_keyboard()
        else:
            self.boxes[charts.SALES].take_keyboard()

    def _show_top_menu(self, line: Any, at: QPoint) -> None:
        _, menu = self.ui.words.gettext, QMenu(self)
        menu.setObjectName(f"{OVERVIEW}-top-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        whose = line[1].customer_id
        menu.addAction(icon("people"), _("Open the &file") + "\tEnter", lambda: self.ui.bus.open_customer.emit(whose))
        menu.addAction(icon("copy"), _("&Copy") + "\tCtrl+C", self.top.copy_line)
        menu.popup(at)

    def customer_in_hand(self) -> int | None:
        if self.stack.currentWidget() is self.behind:
            return self.behind.customer_in_hand()
        line = self.top.line() if self.top.hasFocus() else None
        return line[1].customer_id if line is not None else None

    def status(self) -> list[str]:
        if self.stack.currentWidget() is self.behind:
            return self.behind.status()
        n = self.ui.words.ngettext
        if self.found is None:
            return []
        count = self.found.customers
        return [n("{count} customer", "{count} customers", count).format(count=self.ui.words.number(count))]

    def can(self) -> frozenset[str]:
        behind = self.stack.currentWidget() is self.behind
        return frozenset({"copy_selected", "select_all"} if behind else {"copy_selected"})

    def select_all(self) -> None:
        if self.stack.currentWidget() is self.behind:
            self.behind.select_all()

    def copy_selected(self) -> None:
        """The orders, or the chart or line that has the keyboard."""
        if self.stack.currentWidget() is self.behind:
            self.behind.copy()
            return
        focus = self.window().focusWidget()
        if focus is self.top:
            self.top.copy_line()
            return
        box = next((each for each in self.boxes.values() if focus is not None and each.isAncestorOf(focus)), None)
        if box is not None:
            box.copy()

    def close_down(self) -> None:
        self.top.remember()
        super().close_down()
