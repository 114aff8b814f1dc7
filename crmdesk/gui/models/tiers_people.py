"""Customers that an analysis names, as a table: figures, why, and the advice (METHOD.md sections 4 and 12)."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence

from msgspec import Struct, field
from PySide6.QtCore import QObject, Qt

from crmdesk.core.customers import CustomerRow
from crmdesk.core.reasons import Reason
from crmdesk.core.tiers import LABELS
from crmdesk.gui.models.paged import PagedTable, Value
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import Badge

NAME, TIER, FIRST_FIGURE, WHY, ADVICE = 0, 1, 2, 5, 6
MOST_FIGURES = WHY - FIRST_FIGURE
PLAN, LOG, CONTACT, OFFER, OFF_GROUP, OPEN = "plan", "log", "contact", "offer", "off-group", "open"
"""What can be done about a customer that is named, see `pages.tiers_doing`."""


class Person(Struct, frozen=True):
    """A row: the customer, figures (or words, as badges) in the order of the list's headings, why it is named, and the
    advice in words. `record`: what the list's id stands for, where that is not the customer."""

    customer: CustomerRow
    figures: tuple[Value | Badge, ...] = ()
    reasons: tuple[Reason, ...] = ()
    advice: str = ""
    record: int | None = None


class People(Struct, frozen=True):
    """A list. `read` gives the rows from a place (from 0) on; `headings`: of the figures; `note`: what is to be said
    about the whole; `why`: why there is nobody; `advised`: what may be advised, where it differs from one to another;
    `reasoned`: each has reasons; `figure_width`: what a figure needs at least; `deeds`: what can be done about one,
    the obvious first (PLAN …)."""

    key: str
    title: str
    ids: Sequence[int] = field(default_factory=lambda: array("q"))
    headings: tuple[str, ...] = ()
    read: Callable[[int, int], Sequence[Person]] = lambda _first, _count: ()
    note: str = ""
    why: str = ""
    advised: tuple[str, ...] = ()
    reasoned: bool = True
    figure_width: int = 0
    worded: int = 0
    """So many of the figures, the first ones, are words."""
    deeds: tuple[str, ...] = ()
    customers: Sequence[int] | None = None
    """Whom it names, where `ids` are those of other records."""


class PeopleTable(PagedTable[Person]):
    """Rows are read by pages."""

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(ui, self._rows_of, parent)
        self.people = People("", "")
        self.figures = range(FIRST_FIGURE, WHY)

    def show_people(self, people: People) -> None:
        """Another list, or the same one anew; its ids are to be shown next."""
        self.people = people
        self.figures = range(FIRST_FIGURE + people.worded, WHY)
        self._pages.clear()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, ADVICE)

    def _rows_of(self, ids: Sequence[int]) -> Sequence[Person]:
        return self.people.read(self.place_of(ids[0]), len(ids)) if ids else ()

    def ident(self, row: Person) -> int:
        return row.customer.id if row.record is None else row.record

    def headings(self) -> Sequence[str]:
        _ = self.ui.words.gettext
        figures = [*self.people.headings, *[""] * (MOST_FIGURES - len(self.people.headings))]
        tier = self.ui.words.label(self.ui.desk.fields("customer")["tier"].label)
        return [_("Customer"), tier, *figures, _("Why"), _("What to do")]

    def value(self, row: Person, column: int) -> Value:
        words, customer = self.ui.words, row.customer
        if column == NAME:
            return customer.name
        if column == TIER:
            return words.label(LABELS[customer.tier]) if customer.tier else None
        if column == WHY:
            return ("" if words.chinese else " ").join(reason.told(words) for reason in row.reasons)
        if column == ADVICE:
            return row.advice
        figure = self._figure(row, column)
        return figure.text if isinstance(figure, Badge) else figure

    def _figure(self, row: Person, column: int) -> Value | Badge:
        place = column - FIRST_FIGURE
        return row.figures[place] if 0 <= place < len(row.figures) else None

    def badge(self, row: Person, column: int) -> Badge | None:
        tier, figure = row.customer.tier, self._figure(row, column)
        if isinstance(figure, Badge):
            return figure
        return badges.tier(tier, self.text(row, TIER)) if column == TIER and tier else None

    def tone(self, _row: Person, column: int) -> str:
        return "text_2" if column == WHY else "text"
