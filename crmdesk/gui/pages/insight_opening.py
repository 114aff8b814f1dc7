"""The records behind a value of the overview: which page shows them, and how."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from crmdesk.core.complaint_lists import Complaints
from crmdesk.core.complaints import OPEN
from crmdesk.core.customers import Listing
from crmdesk.core.filtering import Condition, Filter, Test
from crmdesk.core.overview import Overview
from crmdesk.core.periods import YEAR, add_months
from crmdesk.gui.jobs import Job, Jobs
from crmdesk.gui.models import insight_overview as charts
from crmdesk.gui.models.complaint_charts import MONTHS, made_of, month_of
from crmdesk.gui.ui import Ui
from crmdesk.services import churn, overview
from crmdesk.services.desk import Desk

_DAY = dt.timedelta(days=1)


class OrdersAsked(Struct, frozen=True):
    """`read` gives ids of orders, and of what came back without one."""

    title: str
    read: Callable[[Desk], tuple[Sequence[int], Sequence[int]]]


class Opening(QObject):
    """`orders_asked`: an `OrdersAsked`; everything else is shown by the page it belongs to."""

    orders_asked = Signal(object)

    def __init__(self, ui: Ui, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._ui, self._jobs = ui, jobs

    def open(self, found: Overview, chart: str, category: str, series: str) -> None:
        """Show the records of a value by the keys of its chart, category and series."""
        bus = self._ui.bus
        if chart == charts.SALES:
            self._sales(category, series)
        elif chart == charts.PEOPLE:
            self._people(found, category, series)
        elif chart == charts.TIERS:
            bus.show_listing.emit(_of_tier(category))
        elif chart == charts.COMPLAINTS:
            bus.show_complaints.emit(made_of(found.complaints, MONTHS, category, series))
        else:
            bus.go.emit("orders/receivables" if chart == charts.AGES else "follow-up/funnel")

    def open_fact(self, found: Overview, key: str) -> None:
        """Show the records of one of the figures on top."""
        bus, day = self._ui.bus, found.today
        places = {charts.PLAN: "follow-up/plan", charts.LOST: "insight/churn"}
        if key in (charts.SALES, charts.CHANGE):
            last = day if key == charts.SALES else add_months(day, -YEAR)
            self._orders(str(last.year), dt.date(last.year, 1, 1), last)
        elif key == charts.ALL:
            bus.show_listing.emit(Listing())
        elif key == charts.COMPLAINTS:
            bus.show_complaints.emit(Complaints(states=(OPEN,)))
        else:
            bus.go.emit(places.get(key, "orders/receivables"))

    def _sales(self, category: str, series: str) -> None:
        if series == charts.PLAN:
            self._ui.bus.go.emit("follow-up/plan")
            return
        first = add_months(month_of(category)[0], -YEAR if series == charts.BEFORE else 0)
        last = min(add_months(first, 1) - _DAY, self._ui.desk.today())
        self._orders(self._ui.words.month(first), first, last)

    def _orders(self, time: str, first: dt.date, last: dt.date) -> None:
        title = self._ui.words.gettext("Orders of {month}").format(month=time)

        def read(desk: Desk) -> tuple[Sequence[int], Sequence[int]]:
            return overview.orders_in(desk, first, last), overview.returns_in(desk, first, last)

        self.orders_asked.emit(OrdersAsked(title, read))

    def _people(self, found: Overview, category: str, series: str) -> None:
        _, words = self._ui.words.gettext, self._ui.words
        month = next((each for each in found.months if f"{each.first:%Y-%m}" == category), None)
        if month is None:
            return
        told = {
            charts.NEW: _("New in {month}"),
            charts.LOST: _("Lost in {month}"),
            charts.WON_BACK: _("Won back in {month}"),
        }
        title = told[series].format(month=words.month(month.first))

        def work(desk: Desk, _job: Job) -> tuple[int, ...]:
            if series == charts.NEW:
                return tuple(overview.new_in(desk, month.first, month.last))
            behind = overview.lost_in if series == charts.LOST else overview.won_back_in
            rows = churn.lost_rows(desk, behind(desk, month.first, month.last))
            return tuple(dict.fromkeys(row.customer.id for row in rows))

        def done(ids: tuple[int, ...]) -> None:
            self._ui.bus.show_listing.emit(Listing(among=ids, named=title))

        self._jobs.run(self, work, done, self._ui.bus.failed.emit)


def _of_tier(category: str) -> Listing:
    """The customers of a tier, or those without one."""
    if category == charts.NO_TIER:
        return Listing(filter=Filter((Condition("tier", Test.EMPTY),)))
    return Listing(tier=category)
