"""Who is about to need what, the purchases that rests on, and how well it is foretold, as tables (METHOD.md section
13)."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from decimal import Decimal

from msgspec import Struct
from PySide6.QtCore import QObject

from crmdesk.core.next_purchase_accuracy import Guess
from crmdesk.core.orders import line_amount
from crmdesk.core.reasons import Reason
from crmdesk.core.reckoning import Proposal
from crmdesk.core.repurchase import Case, Need, Purchase
from crmdesk.core.tiers import LABELS
from crmdesk.core.words import Words
from crmdesk.gui.models.paged import PagedTable, Value
from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import Badge

CUSTOMER, TIER, WHAT, ON, DAYS, QUANTITY, PRICE, NOTE = range(8)
_SHOWN_PRICES = 3
_ONE = Decimal(1)


class Placed(Struct, frozen=True):
    """A need and its place in the list, from 0."""

    place: int
    need: Need


class NeedsTable(PagedTable[Placed]):
    """Rows are read by pages; `late`: those overdue, with how many days, else with the margin."""

    figures = (DAYS, QUANTITY, PRICE)

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(ui, self._rows_of, parent)
        self.late = False
        self.read: Callable[[int, int], Sequence[Placed]] = lambda _first, _most: ()

    def show_list(self, read: Callable[[int, int], Sequence[Placed]], *, late: bool) -> None:
        """Another list, or the same one anew; its places are to be shown next."""
        self.read, self.late = read, late
        self._pages.clear()

    def _rows_of(self, ids: Sequence[int]) -> Sequence[Placed]:
        return self.read(ids[0], len(ids)) if ids else ()

    def ident(self, row: Placed) -> int:
        return row.place

    def headings(self) -> Sequence[str]:
        _ = self.ui.words.gettext
        tier = self.ui.words.label(self.ui.desk.fields("customer")["tier"].label)
        days = _("Days late") if self.late else _("± days")
        return _("Customer"), tier, _("Needs"), _("Expected"), days, _("Quantity"), _("Price today"), _("Price by")

    def value(self, row: Placed, column: int) -> Value:
        need, words = row.need, self.ui.words
        if column == CUSTOMER:
            return need.name
        if column == TIER:
            return words.label(LABELS[need.tier]) if need.tier else None
        if column == WHAT:
            return need.next.name
        if column == ON:
            return need.next.on
        if column == DAYS:
            return need.late_days if self.late else need.next.rhythm.margin
        if column == QUANTITY:
            return quantity_told(words, need.next.quantity, need.next.unit)
        offered = need.prices[0].price if need.prices and need.next.by == "product" else None
        if offered is None:
            return None
        return price_of(offered) if column == PRICE else price_by(words, offered)

    def badge(self, row: Placed, column: int) -> Badge | None:
        tier = row.need.tier
        return badges.tier(tier, self.text(row, TIER)) if column == TIER and tier else None

    def tone(self, row: Placed, column: int) -> str:
        if column == DAYS and self.late:
            return "bad"
        promoted = row.need.prices and row.need.prices[0].price.why == "promotion"
        if column == NOTE:
            return "good" if promoted else "text_2"
        return "text_2" if column == DAYS else "text"


def quantity_told(words: Words, quantity: Decimal | None, unit: str) -> str:
    """12 卷; '' where it is not known."""
    return "" if quantity is None else f"{words.number(quantity)} {unit}".strip()


def price_of(offered: Proposal) -> Decimal | None:
    """What is asked for one, the discount taken off."""
    if offered.price is None or not offered.discount:
        return offered.price
    return line_amount(_ONE, offered.price, offered.discount)


def price_by(words: Words, offered: Proposal) -> str:
    """Where the price comes from."""
    _ = words.gettext
    if offered.price is None:
        return ""
    return {
        "list": _("List price"), "promotion": _("Promotion"), "level": offered.level or _("Agreed discount"),
        "policy": _("Policy of the tier"),
    }[offered.why]  # fmt: skip


def reasons(ui: Ui, need: Need) -> tuple[Reason, ...]:
    """What the prediction rests on, and the price of the day."""
    usual, words = need.next.rhythm, ui.words
    found = [Reason("repurchase-rhythm", {
        "dates": usual.dates, "interval": words.number(usual.interval), "last_on": usual.last_on,
        "from_": need.next.from_, "to": need.next.to,
    })]  # fmt: skip
    if need.late_days:
        found.append(Reason("repurchase-late", {"days": need.late_days}))
    for each in need.prices[:_SHOWN_PRICES]:
        price = price_of(each.price)
        if price is not None:
            code = "repurchase-promotion" if each.price.why == "promotion" else "repurchase-price"
            found.append(Reason(code, {"name": each.goods.name, "price": price}))
    return tuple(found)


class PurchasesTable(PlainTable[Purchase]):
    """The purchases a prediction rests on, the newest first, with the days from the one before."""

    figures = (3, 4)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui

    def headings(self) -> Sequence[str]:
        _ = self._ui.words.gettext
        return _("Date"), _("Order"), _("Product"), _("Quantity"), _("Amount")

    def text(self, line: Purchase, column: int) -> str:
        words = self._ui.words
        match column:
            case 0:
                return words.date(line.on)
            case 1:
                return line.number
            case 2:
                return line.product
            case 3:
                return quantity_told(words, line.quantity, line.unit)
        return words.money(line.amount)

    def tone(self, _line: Purchase, column: int) -> str:
        return "text_2" if column == 0 else "text"


class Way(Struct, frozen=True):
    """A way of guessing and how it did."""

    key: str
    name: str
    guess: Guess


class WaysTable(PlainTable[Way]):
    """How ours did beside two simpler guesses."""

    figures = (1, 2, 3, 4)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui

    def headings(self) -> Sequence[str]:
        _ = self._ui.words.gettext
        return _("Way of guessing"), _("Checked"), _("Hits"), _("Days off"), _("Median")

    def text(self, line: Way, column: int) -> str:
        words, guess = self._ui.words, line.guess
        match column:
            case 0:
                return line.name
            case 1:
                return words.number(guess.cases)
            case 2:
                return "" if guess.share is None else f"{guess.share}%"
            case 3:
                return "" if guess.mean_miss is None else words.number(guess.mean_miss)
        return "" if guess.median_miss is None else words.number(guess.median_miss)


class PlacedCase(Struct, frozen=True):
    """A case and its place in the list, from 0."""

    place: int
    case: Case


C_CUSTOMER, C_WHAT, C_FORETOLD, C_CAME, C_MISS, C_HIT = range(6)


class CasesTable(PagedTable[PlacedCase]):
    """Every last purchase that was checked, the largest miss first."""

    figures = (C_MISS,)

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(ui, self._rows_of, parent)
        self.read: Callable[[int, int], Sequence[Case]] = lambda _first, _most: ()

    def show_cases(self, read: Callable[[int, int], Sequence[Case]], count: int) -> array[int]:
        """Take these; the places to be shown next."""
        self.read = read
        self._pages.clear()
        return array("q", range(count))

    def _rows_of(self, ids: Sequence[int]) -> Sequence[PlacedCase]:
        return [PlacedCase(ids[0] + at, case) for at, case in enumerate(self.read(ids[0], len(ids)))] if ids else ()

    def ident(self, row: PlacedCase) -> int:
        return row.place

    def headings(self) -> Sequence[str]:
        _ = self.ui.words.gettext
        return (
            _("Customer"),
            _("Product or category"),
            _("Foretold"),
            _("Came on"),
            _("Days off"),
            _("Hit"),
        )

    def value(self, row: PlacedCase, column: int) -> Value:
        case, _ = row.case, self.ui.words.gettext
        if column == C_MISS:
            return f"{case.miss:+}" if case.miss else "0"
        if column == C_HIT:
            return (_("yes, ± {days}") if case.hit else _("no, ± {days}")).format(days=case.margin)
        if column in (C_CUSTOMER, C_WHAT):
            return case.name if column == C_CUSTOMER else case.what
        return case.foretold_on if column == C_FORETOLD else case.came_on

    def tone(self, row: PlacedCase, column: int) -> str:
        if column == C_HIT:
            return "good" if row.case.hit else "text_2"
        return "text"
