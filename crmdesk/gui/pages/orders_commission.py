"""The tab Commission: what our people earn of money received, by month and person (METHOD.md section 3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from msgspec import Struct
from PySide6.QtWidgets import QMenu

from crmdesk.core.orders import NOTHING
from crmdesk.gui.jobs import Jobs
from crmdesk.gui.models.paged import KnownTable, Value
from crmdesk.gui.pages.orders_part import Part
from crmdesk.gui.pages.orders_table import WorkTable
from crmdesk.gui.pages.orders_tabs import COMMISSION
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.heads import EmptyState, Fact
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.services import commission
from crmdesk.services.commission import Commission
from crmdesk.services.desk import Desk

_YEARS = 4
_ALL = "all"
MONTH, PERSON, RECEIVED, RATE, EARNED = range(5)
_WIDTHS = {MONTH: 144, PERSON: 200, RECEIVED: 160, RATE: 96, EARNED: 160}


class Earned(Struct, frozen=True):
    """A line of the table; `id` is its place among all of the year."""

    id: int
    of: Commission


class CommissionTable(KnownTable[Earned]):
    """Month, person, money received, rate, commission."""

    figures = (RECEIVED, RATE, EARNED)

    def headings(self) -> Sequence[str]:
        _ = self.ui.words.gettext
        return _("Month"), _("Salesperson"), _("Money received"), _("Rate"), _("Commission"), ""

    def value(self, row: Earned, column: int) -> Value:
        one = row.of
        match column:
            case 0:
                return self.ui.words.month(one.month)
            case 1:
                return one.name or self.ui.words.gettext("Nobody named")
            case 2:
                return one.received
            case 3:
                return f"{self.ui.words.number(one.rate)}%"
            case 4:
                return one.commission
        return None

    def tone(self, row: Earned, column: int) -> str:
        return "text_2" if not row.of.name or column == RATE else "text"


class CommissionPart(Part):
    """The newest month first; the year and a person filter."""

    kinds = frozenset({"payment", "sales_order", "customer", "staff", "setting"})

    def __init__(self, ui: Ui, jobs: Jobs) -> None:
        super().__init__(ui, jobs, COMMISSION)
        _ = ui.words.gettext
        self._earned: list[Earned] = []
        year = ui.desk.today().year
        years = [(str(each), str(each)) for each in range(year, year - _YEARS, -1)]
        self.year = SegmentedChoice(years, current=str(year), name="commission-year", label=_("Year"))
        self.year.chosen.connect(lambda _key: self.load())
        self.people = ComboBox(
            [(_ALL, _("Everybody"))], width=tokens.NORMAL_INPUT, name="commission-people", label=_("Salesperson")
        )
        self.people.set_key(_ALL)
        self.people.picked.connect(lambda _key: self._show())
        rate = LinkButton(_("Rates..."), name="commission-rates", tip_text=_("Settings: our people and their rates"))
        rate.clicked.connect(lambda: ui.bus.open_settings.emit("staff"))
        self.head.addWidget(self.year)
        self.head.addWidget(self.people)
        self.head.addStretch(1)
        self.head.addWidget(rate)
        self.model = CommissionTable(ui, self)
        table = WorkTable(self.model, _WIDTHS, shares={5: 1}, name="commission-table", label=_("Commission"))
        self.lay_out(table, EmptyState(_("Nothing was received in this year."), name="no-commission"))

    def ask(self) -> Callable[[Desk], list[Commission]]:
        year, today = int(self.year.key()), self.ui.desk.today()
        return lambda desk: commission.by_month(desk, year, today)

    def answered(self, found: list[Commission]) -> None:
        newest = sorted(found, key=lambda one: one.month, reverse=True)
        self._earned = [Earned(place, one) for place, one in enumerate(newest)]
        _, present = self.ui.words.gettext, self.people.key()
        names = list(dict.fromkeys(one.name for one in found if one.name))
        self.people.set_choices([(_ALL, _("Everybody")), *((f"={name}", name) for name in names)])
        self.people.set_key(present if present[1:] in names else _ALL)
        self._show()

    def _show(self) -> None:
        chosen = self.people.key()
        shown = [each for each in self._earned if chosen in (_ALL, f"={each.of.name}")]
        self.count = len(shown)
        self.table.show_ids(self.model.show_rows(shown))
        _, money = self.ui.words.gettext, self.ui.words.money
        self.show_sums(
            [
                Fact(_("Money received"), money(_sum(each.of.received for each in shown))),
                Fact(_("Commission"), money(_sum(each.of.commission for each in shown))),
            ]
        )
        self.shown.emit()

    def counted(self, count: int) -> str:
        n = self.ui.words.ngettext
        return n("{count} line", "{count} lines", count).format(count=self.ui.words.number(count))

    def can(self) -> frozenset[str]:
        return super().can() - {"delete_selected"}

    def clear(self) -> None:
        self.people.set_key(_ALL)
        self._show()

    def fill_menu(self, menu: QMenu) -> None:
        self.entry(menu, "copy", self.ui.words.gettext("&Copy"), self.copy_selected, "Ctrl+C", "copy")


def _sum(amounts) -> Decimal:
    return sum(amounts, NOTHING)
