"""What customers owe and what was earned on money received, as tables."""

from __future__ import annotations

from collections.abc import Sequence

from crmdesk.core.receivables import BUCKETS, Owing
from crmdesk.core.sales import Product
from crmdesk.gui.models.paged import KnownTable, Value
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import Badge

NAME, AGED, OWED, OVERDUE, SINCE, DAYS, ORDERS, LIMIT, USED, CREDIT, OWNER = range(11)
_WHOLE = 100


class OwingTable(KnownTable[Owing]):
    """Customer, owed, overdue and since when, in how many orders, how much of the credit limit is used; what of it is
    in the `bucket` chosen."""

    bucket = ""
    figures = (AGED, OWED, OVERDUE, DAYS, ORDERS, LIMIT, USED, CREDIT)

    def headings(self) -> Sequence[str]:
        _, label, fields = self.ui.words.gettext, self.ui.words.label, self.ui.desk.fields("customer")
        return (
            _("Customer"), label(BUCKETS[self.bucket]) if self.bucket else "", _("Owed"),
            label(fields["overdue"].label),
            _("Overdue since"), _("Days"), _("Orders"),
            label(fields["credit_limit"].label), _("Used"), label(fields["credit"].label), label(fields["owner"].label),
        )  # fmt: skip

    def ident(self, row: Owing) -> int:
        return row.customer_id

    def value(self, row: Owing, column: int) -> Value:
        match column:
            case 0:
                return row.name
            case 1:
                return row.aged.of(self.bucket) if self.bucket else None
            case 2:
                return row.owed
            case 3:
                return row.overdue or None
            case 4:
                return row.since
            case 5:
                return (self.ui.desk.today() - row.since).days if row.since else None
            case 6:
                return len(row.orders)
            case 7:
                return row.limit
            case 8:
                return f"{row.owed / row.limit * _WHOLE:.0f}%" if row.limit else None
            case 9:
                return row.credit or None
        return row.owner

    def tone(self, row: Owing, column: int) -> str:
        if column in (OVERDUE, SINCE, DAYS) and row.overdue:
            return "bad"
        if column == USED and row.limit is not None and row.owed > row.limit:
            return "bad"
        return "text_2" if column in (ORDERS, LIMIT, OWNER) else "text"


CODE, PRODUCT, CATEGORY, UNIT, PRICE, COST, MARGIN, PROMOTION, SOLD, STATE = range(10)


class ProductsTable(KnownTable[Product]):
    """Code, name, category, unit, price, cost and what is left of it, the promotion, in how many orders' lines."""

    figures = (PRICE, COST, MARGIN, SOLD)

    def headings(self) -> Sequence[str]:
        _, label, fields = self.ui.words.gettext, self.ui.words.label, self.ui.desk.fields("product")
        named = [label(fields[key].label) for key in ("code", "name", "category", "unit", "price", "cost")]
        return (*named, _("Margin"), _("Promotion"), _("Order lines"), _("State"))

    def value(self, row: Product, column: int) -> Value:
        if column < PRICE:
            key = ("code", "name", "category", "unit")[column]
            return str(row.values.get(key, ""))
        match column:
            case 4:
                return row.price
            case 5:
                return row.cost
            case 6:
                return self._margin(row)
            case 7:
                return self._promotion(row)
            case 8:
                return row.used or None
        return self.ui.words.gettext("No longer sold") if row.values.get("discontinued") else None

    def tone(self, row: Product, column: int) -> str:
        if row.values.get("discontinued"):
            return "text_2"
        return "text_2" if column in (CATEGORY, UNIT, COST, MARGIN, SOLD) else "text"

    def badge(self, row: Product, column: int) -> Badge | None:
        if column != PROMOTION or not (told := self._promotion(row)):
            return None
        runs = row.promotion(self.ui.desk.today()) is not None
        return badges.state("good", told, bare=True) if runs else Badge(told, bare=True)

    def _margin(self, row: Product) -> str | None:
        if row.price is None or row.cost is None or not row.price:
            return None
        return f"{(row.price - row.cost) / row.price * _WHOLE:.0f}%"

    def _promotion(self, row: Product) -> str | None:
        """The promotion price and its days, while it runs or is still to come."""
        price, first, last = (row.values.get(f"promotion_{key}") for key in ("price", "from", "to"))
        today, words = self.ui.desk.today(), self.ui.words
        _ = words.gettext
        if price is None or (last is not None and last < today):
            return None
        if first is not None and first > today:
            return _("{price} from {day}").format(price=words.money(price), day=words.day(first))
        if last is not None:
            return _("{price} until {day}").format(price=words.money(price), day=words.day(last))
        return words.money(price)
