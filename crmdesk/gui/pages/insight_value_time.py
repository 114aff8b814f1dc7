"""Time and money spent on contacts against the profit they bring, tier by tier and customer by customer (METHOD.md
section 9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import Qt

from crmdesk.core.interactions import Dated, Interaction
from crmdesk.core.orders import NOTHING
from crmdesk.core.periods import add_months
from crmdesk.core.ranking import Source
from crmdesk.core.time_spent import SORTS, Sort, Spent, TimeSpent
from crmdesk.core.value_basis import last_months
from crmdesk.gui.charts.chart import warm
from crmdesk.gui.charts.with_table import ChartWithTable
from crmdesk.gui.dialogs.tier_sources import SourcesDialog
from crmdesk.gui.dialogs.untimed import UntimedDialog
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.value import RECORDS, spent, time_chart
from crmdesk.gui.pages.follow_up_head import fill_choice
from crmdesk.gui.pages.insight_beside import PeopleView, flush
from crmdesk.gui.pages.insight_deeds import MoreDoing
from crmdesk.gui.pages.tiers_people import PeoplePane
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.fact_links import FactLink, FactLinks
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.labels import Paragraph, label_of
from crmdesk.services import value
from crmdesk.services.desk import Desk

KEY = "insight-time"
_LATELY, _THIS, _LAST = "12-months", "year", "last-year"
_QUARTER = "quarter"
_MOST_LISTED = 1_000


class Found(Struct, frozen=True):
    """All tiers, and the customers of one, or of all."""

    tiers: TimeSpent
    customers: TimeSpent
    tier: str | None


class TimeView(PeopleView):
    """A tier of the chart opens its customers."""

    kinds = ("customer", "sales_order", "order_line", "goods_return", "interaction", "tier_run")

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, KEY)
        _ = ui.words.gettext
        self.found: Found | None = None
        self.tier: str | None = None
        periods = [
            (_LATELY, _("12 months")),
            (_QUARTER, _("3 months")),
            (_THIS, _("This year")),
            (_LAST, _("Last year")),
        ]
        self.period = ComboBox(name=f"{KEY}-period", label=_("Time"))
        orders = {
            "minutes": _("Most minutes first"), "cost": _("Highest cost first"), "profit": _("Highest profit first"),
            "per-hour": _("Least profit per hour first"),
        }  # fmt: skip
        self.sort = ComboBox(name=f"{KEY}-sort", label=_("Sorted by"))
        for combo, choices in ((self.period, periods), (self.sort, [(each, orders[each]) for each in SORTS])):
            fill_choice(combo, choices)
            combo.set_key(choices[0][0])
        self.facts = FactLinks(name=f"{KEY}-facts", label=_("Figures"))
        self.facts.opened.connect(self.show_most)
        self.box = ChartWithTable(ui, name=f"{KEY}-tiers")
        self.untimed = LinkButton("", icon="list", name=f"{KEY}-untimed")
        self.untimed.hide()
        self.notes = Paragraph("", points=tokens.SMALL, tone="text_2", name=f"{KEY}-notes")
        self.all = LinkButton(_("Customers of all tiers"), icon="undo", name=f"{KEY}-all")
        self.pane = PeoplePane(ui, name=f"{KEY}-people", label=_("Customers with contacts or orders"))
        deeds = {RECORDS: (_("What it comes from..."), "list", self.show_records)}
        self.pane.side.doing = MoreDoing(ui, self.pane.side, deeds)
        self._lay_out()
        for combo in (self.period, self.sort):
            combo.picked.connect(lambda _key: self.load())
        self.box.opened.connect(lambda tier, _series: self.show_tier(tier))
        self.all.clicked.connect(lambda: self.show_tier(None))
        self.untimed.clicked.connect(self.show_untimed)
        self.pane.moved.connect(self.shown)

    def _lay_out(self) -> None:
        self.inputs.addStretch(1)
        for combo in (self.period, self.sort):
            self.inputs.addWidget(label_of(combo))
            self.inputs.addWidget(combo)
        self.left.addLayout(flush(self.facts))
        self.left.addSpacing(tokens.BETWEEN)
        self.left.addWidget(self.box, 1)
        self.left.addWidget(self.untimed, 0, Qt.AlignmentFlag.AlignLeft)
        self.left.addWidget(self.notes)
        self.left.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeft)
        self.all.hide()
        self.lay_out(self.pane)

    # What is shown

    def _days(self) -> tuple[dt.date, dt.date]:
        today = self.ui.desk.today()
        first = last_months(today).first or today
        return {
            _LATELY: (first, today),
            _QUARTER: (add_months(today, -3) + dt.timedelta(days=1), today),
            _THIS: (dt.date(today.year, 1, 1), today),
            _LAST: (dt.date(today.year - 1, 1, 1), dt.date(today.year - 1, 12, 31)),
        }[self.period.key() or _LATELY]

    def ask(self) -> Callable[[Desk, Job], Found]:
        (first, last), tier = self._days(), self.tier
        sort: Sort = next((each for each in SORTS if each == self.sort.key()), SORTS[0])

        def read(desk: Desk, job: Job) -> Found:
            warm()
            tiers = value.time_spent(desk, first, last)
            cancelled = job.is_cancelled
            people = value.time_spent(
                desk, first, last, "customer", sort=sort, tier=tier, progress=job.progress, cancelled=cancelled
            )
            return Found(tiers, people, tier)

        return read

    def answered(self, found: Found) -> None:
        self.found = found
        words, total = self.ui.words, found.tiers.total
        self.facts.set_facts(self._facts(total))
        self.box.set_chart(time_chart(self.ui, found.tiers))
        self._tell_missing(total)
        self.all.setVisible(self.tier is not None)
        self.pane.show_people(spent(self.ui, found.customers, self.tier))
        first, last = found.tiers.period.first, found.tiers.period.last
        told = words.gettext("{first} to {last}")
        self.period.setToolTip(told.format(first=words.date(first or last), last=words.date(last)))

    def _facts(self, total: Spent) -> list[FactLink]:
        """Their keys are the orders of the list that show them first."""
        _, words = self.ui.words.gettext, self.ui.words
        hours, most = words.number(round(total.minutes / 60)), _("Show on whom most time was spent")
        facts = [
            FactLink("minutes", _("Time"), _("{hours} h").format(hours=hours), most),
            FactLink("contacts", _("Contacts made"), words.number(total.contacts), most),
            FactLink("cost", _("Cost"), words.money(total.cost), _("Show on whom most was spent")),
        ]
        if total.per_hour is not None:
            told = _("Show who brings least per hour")
            facts.append(FactLink("per-hour", _("Profit per hour"), words.money(total.per_hour), told))
        return facts

    def _tell_missing(self, total: Spent) -> None:
        n, number, missing = self.ui.words.ngettext, self.ui.words.number, total.contacts - total.timed
        told = n("{count} contact has no minutes noted.", "{count} contacts have no minutes noted.", missing)
        self.untimed.setText(told.format(count=number(missing)))
        self.untimed.setVisible(missing > 0)
        told = n("{count} order has no cost; its profit is not counted.",
                 "{count} orders have no cost; their profit is not counted.", total.unknown)  # fmt: skip
        self.notes.setText(told.format(count=number(total.unknown)) if total.unknown else "")

    # What is done

    def show_most(self, fact: str) -> None:
        """The customers of all tiers, those first who make most of a figure."""
        self.sort.set_key(fact if fact in SORTS else SORTS[0])
        self.show_tier(None)

    def show_tier(self, tier: str | None) -> None:
        """Those of one tier ('': of none); None: of all."""
        self.tier = tier
        self.load()

    def show_records(self, customer_id: int) -> None:
        """The contacts and orders a customer's figures are made of."""
        if self.found is None:
            return
        words, period = self.ui.words, self.found.customers.period
        first, last = period.first or period.last, period.last
        contacts = value.contacts_behind(self.ui.desk, customer_id, first, last)
        found = [*value.profit_behind(self.ui.desk, customer_id, first, last), *map(self._source, contacts)]
        person = self.pane.person()
        told = words.gettext("{first} to {last}").format(first=words.date(first), last=words.date(last))
        name = person.customer.name if person is not None and person.customer.id == customer_id else ""
        SourcesDialog(self.ui, name, told, sorted(found, key=lambda one: one.on), self.window()).open()

    def show_untimed(self) -> None:
        """The contacts of all tiers without minutes."""
        found = self.found
        if found is None:
            return
        period = found.tiers.period
        first = period.first or period.last

        def read(desk: Desk, job: Job) -> list[Dated]:
            people = found.customers
            if found.tier is not None:
                people = value.time_spent(desk, first, period.last, "customer", cancelled=job.is_cancelled)
            return value.untimed(desk, people, _MOST_LISTED)

        self.jobs.run(self, read, self._list_untimed, self.ui.bus.failed.emit, channel=f"{KEY}-untimed")

    def _list_untimed(self, contacts: list[Dated]) -> None:
        words, told = self.ui.words, self.untimed.text()
        if len(contacts) == _MOST_LISTED:
            first = words.gettext("Only {count} of them are listed.")
            told = f"{told} {first.format(count=words.number(len(contacts)))}"
        if contacts:
            UntimedDialog(self.ui, told, contacts, self.window()).open()

    def _source(self, contact: Interaction) -> Source:
        """A contact with its minutes, and what it cost."""
        minutes, cost = contact.values.get("minutes"), contact.values.get("cost") or NOTHING
        told = self.ui.words.gettext("{number} min").format(number=minutes) if minutes is not None else contact.number
        return Source("interaction", contact.id, told, contact.at.date(), -cost)

    # What the page asks

    def give_keyboard(self) -> None:
        if self.pane.people.ids:
            self.pane.take_keyboard()
        else:
            self.period.setFocus(Qt.FocusReason.OtherFocusReason)
