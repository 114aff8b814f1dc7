"""What was sold of each product in each month, for its maker: with the subsidy it owes, without names (METHOD.md
section 13)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from crmdesk.core.errors import UserError
from crmdesk.core.money import from_units
from crmdesk.core.orders import line_cost
from crmdesk.core.periods import add_months, first_of_month
from crmdesk.core.repurchase import MakerRow
from crmdesk.core.sales import Product
from crmdesk.core.words import Words
from crmdesk.services import products as register
from crmdesk.services.desk import Desk
from crmdesk.services.targets import check_ending, refuse_own
from crmdesk.services.tiers_values import Watch
from crmdesk.sheets.plain import write_csv
from crmdesk.sheets.tables import Column, Table
from crmdesk.sheets.writing import write_xlsx
from crmdesk.store import repurchase as store

__all__ = ["ENDINGS", "MakerRow", "export", "period", "sold"]

ENDINGS = (".xlsx", ".csv")
_ONE = dt.timedelta(days=1)


def period(first: dt.date | None, last: dt.date | None, today: dt.date) -> tuple[dt.date, dt.date]:
    """The days meant: without a first one last month, or the month the last one lies in; without a last one to the end
    of the month the first one lies in."""
    if first is None:
        first = add_months(first_of_month(today), -1) if last is None else first_of_month(last)
    return first, last or add_months(first_of_month(first), 1) - _ONE


def sold(
    desk: Desk,
    first: dt.date,
    last: dt.date,
    *,
    products: Sequence[int] | None = None,
    category: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[MakerRow]:
    """By month, then by product's code, of these days, both included: of all products, of these, or of a category.

    Of customers in the trash nothing. A line counts as promoted where its price is the product's promotion price,
    without a discount, on a day of the promotion as the register has it now; of former promotions nothing is known.
    Some seconds for a year of a million orders: on the worker. Raises UserError('sources-period'), CancelledError.
    """
    if first > last:
        raise UserError("sources-period")
    if category is not None:
        products = [each for each in store.of_category(desk.data, category) if products is None or each in products]
    months = list(_months(first, last))
    watch = Watch(len(months), progress, cancelled)
    known: dict[int, Product] = {}
    found: list[MakerRow] = []
    for done, (start, end) in enumerate(months):
        watch.at(done)
        rows = store.maker_sales(desk.data, start, end, products)
        missing = [row[0] for row in rows if row[0] not in known]
        known.update((each.id, each) for each in register.by_ids(desk, missing, counted=False))
        made = [_row(first_of_month(start), known[row[0]], row) for row in rows]
        found.extend(sorted(made, key=lambda each: (each.code, each.name)))
    return found


def export(desk: Desk, rows: Sequence[MakerRow], path: Path | str, words: Words) -> int:
    """Write rows into .xlsx or .csv; returns how many. Nobody is named in it.

    Raises UserError 'export-ending', 'attachment-save-own', 'write-…'; an old file then stays.
    """
    path = Path(path)
    check_ending(path, ENDINGS)
    refuse_own(path, desk.path)
    table = Table(words.gettext("Sales for the maker"), _columns(desk, words), [_cells(row) for row in rows])
    if path.suffix.lower() == ".csv":
        write_csv(path, table)
    else:
        write_xlsx(path, [table])
    return len(rows)


def _months(first: dt.date, last: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    """The days of each month, the first and last one only from and to these."""
    start = first
    while start <= last:
        following = add_months(first_of_month(start), 1)
        yield start, min(following - _ONE, last)
        start = following


def _row(month: dt.date, product: Product, row: Sequence[int]) -> MakerRow:
    _, sold_, amount, orders, customers, promoted, samples, returned, back = row
    each: Decimal | None = product.values.get("subsidy")
    went = from_units(promoted, 3)
    return MakerRow(
        month, product.id, product.code, product.name, product.values.get("category") or "",
        product.values.get("unit") or "", from_units(sold_, 3), from_units(amount), orders, customers, went, each,
        None if each is None else line_cost(went, each), from_units(samples, 3), from_units(returned, 3),
        from_units(back),
    )  # fmt: skip


def _columns(desk: Desk, words: Words) -> list[Column]:
    _, fields = words.gettext, desk.fields("product")
    named = [words.label(fields[key].label) for key in ("code", "name", "category", "unit")]
    return [
        Column(_("Month")), *map(Column, named), Column(_("Quantity"), "number"), Column(_("Sales, ¥"), "money"),
        Column(_("Orders"), "integer"), Column(_("Customers"), "integer"), Column(_("At promotion price"), "number"),
        Column(_("Subsidy each, ¥"), "money"), Column(_("Subsidy, ¥"), "money"), Column(_("Samples"), "number"),
        Column(_("Returned"), "number"), Column(_("Returned, ¥"), "money"),
    ]  # fmt: skip


def _cells(row: MakerRow) -> tuple[object, ...]:
    return (
        f"{row.month:%Y-%m}", row.code, row.name, row.category, row.unit, row.quantity, row.amount, row.orders,
        row.customers, row.promoted, row.subsidy_each, row.subsidy, row.samples, row.returned, row.returned_amount,
    )  # fmt: skip
