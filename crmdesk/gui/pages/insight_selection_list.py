"""Customers assessed, by verdict or by risk, as each was assessed last (METHOD.md section 10)."""

from __future__ import annotations

from array import array
from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import Qt

from crmdesk.core.customers import Listing
from crmdesk.core.filtering import Condition, Filter, Test
from crmdesk.core.selecting import Counts
from crmdesk.gui.charts.chart import warm
from crmdesk.gui.charts.with_table import ChartWithTable
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.selection import (
    ALL,
    ASSESS,
    Listed,
    people,
    risk_chart,
    risk_text,
    verdict_chart,
    verdict_text,
)
from crmdesk.gui.pages.insight_beside import PeopleView
from crmdesk.gui.pages.insight_deeds import MoreDoing
from crmdesk.gui.pages.insight_selection import SELECTION, VERDICTS
from crmdesk.gui.pages.tiers_people import PeoplePane
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, LinkButton
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.labels import label_of
from crmdesk.services import assessments
from crmdesk.services.desk import Desk


class Found(Struct, frozen=True):
    """How many there are of each kind, and those of the kind shown."""

    counts: Counts
    listed: Listed


class AssessedView(PeopleView):
    """A row of the chart opens its customers. `which`: by verdict, or by risk."""

    kinds = ("customer", "assessment", "sales_order", "goods_return")

    def __init__(self, ui: Ui, which: str) -> None:
        key = f"{SELECTION}-{which}"
        super().__init__(ui, key)
        _ = ui.words.gettext
        self._which = which
        self.kind = ALL
        self.found: Found | None = None
        orders = {
            "sales": _("Highest sales first"), "day": _("Longest ago first"),
            "name": _("By name"), "tier": _("By tier"),
        }  # fmt: skip
        self.sort = ComboBox(list(orders.items()), name=f"{key}-sort", label=_("Sorted by"))
        self.sort.set_key("sales")
        self.add = Button(_("Assess a customer..."), icon="plus", icon_tone="accent", name=f"{key}-add")
        self.box = ChartWithTable(ui, name=f"{key}-chart")
        self.all = LinkButton(_("All customers assessed"), icon="undo", name=f"{key}-all")
        self.open = LinkButton("", name=f"{key}-open")
        self.pane = PeoplePane(ui, name=f"{key}-people", label=_("Customers assessed"))
        deeds = {ASSESS: (_("Assess again..."), "check", ui.bus.assess.emit)}
        self.pane.side.doing = MoreDoing(ui, self.pane.side, deeds)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.inputs.addStretch(1)
        for widget in (label_of(self.sort), self.sort, self.add):
            self.inputs.addWidget(widget)
        self.left.addWidget(self.box)
        for link in (self.open, self.all):
            self.left.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self.all.hide()
        self.open.hide()
        self.left.addStretch(1)
        self.lay_out(self.pane)

    def _connect(self) -> None:
        self.sort.picked.connect(lambda _key: self.load())
        self.add.clicked.connect(lambda: self.ui.bus.assess.emit(None))
        self.box.opened.connect(lambda kind, _series: self.show_kind(kind))
        self.all.clicked.connect(lambda: self.show_kind(ALL))
        self.open.clicked.connect(self._show_open)
        self.pane.moved.connect(self.shown)

    # What is shown

    def ask(self) -> Callable[[Desk, Job], Found]:
        kind, sort, by_verdict = self.kind, self.sort.key() or "sales", self._which == VERDICTS
        verdict, risk = (kind if by_verdict else None, None if by_verdict else kind) if kind != ALL else (None, None)
        descending = sort == "sales"

        def read(desk: Desk, _job: Job) -> Found:
            warm()
            found = assessments.find_with_customers(desk, verdict=verdict, risk=risk, sort=sort, descending=descending)
            ids, whose = array("q", (each for each, _ in found)), array("q", (each for _, each in found))
            return Found(assessments.counts(desk), Listed(ids, whose))

        return read

    def answered(self, found: Found) -> None:
        self.found = found
        words = self.ui.words
        chart = verdict_chart if self._which == VERDICTS else risk_chart
        self.box.set_chart(chart(self.ui, found.counts))
        self.all.setVisible(self.kind != ALL)
        open_ = found.counts.customers - found.counts.assessed
        n = words.ngettext
        told = n("{count} customer was never assessed", "{count} customers were never assessed", open_)
        self.open.setText(told.format(count=words.number(open_)))
        self.open.setVisible(open_ > 0)
        self.pane.show_people(people(self.ui, self.kind, found.listed, self._title(found), self._why(found)))

    def _title(self, found: Found) -> str:
        _, count = self.ui.words.gettext, self.ui.words.number(len(found.listed.ids))
        if self.kind == ALL:
            return _("Customers assessed: {count}").format(count=count)
        what = verdict_text(self.ui, self.kind) if self._which == VERDICTS else risk_text(self.ui, self.kind)
        return _("{what}: {count}").format(what=what, count=count)

    def _why(self, found: Found) -> str:
        _ = self.ui.words.gettext
        if found.counts.assessed:
            return _("Nobody stands here.")
        return _("Whoever is assessed stands here with the verdict and what it rests on.")

    # What is done

    def show_kind(self, kind: str) -> None:
        """Those of a verdict or a risk; `ALL`: everybody assessed."""
        self.kind = kind
        self.load()
        self.pane.take_keyboard()

    def _show_open(self) -> None:
        """Who was never assessed, in the list of customers, who buys most first."""
        nobody = Filter((Condition("selection", Test.EMPTY),))
        self.ui.bus.show_listing.emit(Listing(sort="sales_year", descending=True, filter=nobody))

    # What the page asks

    def give_keyboard(self) -> None:
        if self.pane.people.ids:
            self.pane.take_keyboard()
        else:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
