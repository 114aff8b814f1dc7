"""What belongs to orders, read for many of them at once: lines, instalments, payments, returns, invoices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crmdesk.core.orders import NOTHING
from crmdesk.core.sales import GoodsReturn, Instalment, Invoice, Line, Payment
from crmdesk.services import reading
from crmdesk.services.desk import Desk
from crmdesk.store import customers as customers_store
from crmdesk.store import orders as store
from crmdesk.store.records import Flat

Named = Mapping[int, tuple[str, str]]
"""Number and name by id."""


class Parts:
    """What belongs to orders that were read; everything is asked for once."""

    def __init__(self, desk: Desk, orders: Mapping[int, Flat], named: Named) -> None:
        self._desk = desk
        self._numbers = {i: str(flat.get("number", "")) for i, flat in orders.items()}
        self._named = named
        self._found = {kind: self._read(kind) for kind in ("order_line", "instalment", "payment", "invoice")}
        ids = store.ids_of(desk.data, "goods_return", "sales_order", orders)
        made = goods_returns(desk, [i for each in ids.values() for i in each])
        self._returns = {owner: tuple(made[i] for i in each) for owner, each in ids.items()}
        self._products = products_of(desk, self._all("order_line"))

    def lines(self, order_id: int) -> tuple[Line, ...]:
        return tuple(line_of(self._desk, i, flat, self._products) for i, flat in self._of("order_line", order_id))

    def instalments(self, order_id: int) -> tuple[Instalment, ...]:
        read = ((i, values_of(self._desk, "instalment", flat)) for i, flat in self._of("instalment", order_id))
        return tuple(Instalment(i, values["due_on"], values["amount"]) for i, values in read)

    def payments(self, order_id: int) -> tuple[Payment, ...]:
        found = self._of("payment", order_id)
        return tuple(payment_of(self._desk, i, flat, self._named, self._numbers) for i, flat in found)

    def invoices(self, order_id: int) -> tuple[Invoice, ...]:
        return tuple(invoice_of(self._desk, i, flat) for i, flat in self._of("invoice", order_id))

    def returns(self, order_id: int) -> tuple[GoodsReturn, ...]:
        return self._returns.get(order_id, ())

    def _read(self, kind: str) -> dict[int, list[tuple[int, Flat]]]:
        ids = store.ids_of(self._desk.data, kind, "sales_order", self._numbers)
        flats = self._desk.records.read_many(kind, [i for each in ids.values() for i in each])
        return {owner: [(i, flats[i]) for i in each] for owner, each in ids.items()}

    def _all(self, kind: str) -> list[Flat]:
        return [flat for each in self._found[kind].values() for _, flat in each]

    def _of(self, kind: str, order_id: int) -> Sequence[tuple[int, Flat]]:
        return self._found[kind].get(order_id, ())


def values_of(desk: Desk, kind: str, flat: Flat) -> dict[str, Any]:
    return reading.from_flat(desk.fields(kind), flat)


def products_of(desk: Desk, lines: Iterable[Flat]) -> Mapping[int, Flat]:
    """The products that lines name, deleted ones too."""
    return desk.records.read_many("product", {line["product"] for line in lines}, ("code", "name", "unit"))


def line_of(desk: Desk, line_id: int, flat: Flat, products: Mapping[int, Flat], kind: str = "order_line") -> Line:
    """A line of an order or (`kind` 'return_line') of a return."""
    values, product = values_of(desk, kind, flat), products[flat["product"]]
    return Line(
        line_id, flat["product"], product.get("code", ""), product["name"], product.get("unit", ""),
        values.get("description", ""), values["quantity"], values.get("price"), values.get("discount"),
        values.get("amount", NOTHING), values.get("cost"), bool(values.get("sample")),
    )  # fmt: skip


def payment_of(desk: Desk, payment_id: int, flat: Flat, named: Named, orders: Mapping[int, str]) -> Payment:
    values = values_of(desk, "payment", flat)
    order_id = flat.get("sales_order")
    return Payment(
        payment_id, flat["customer_id"], *named[flat["customer_id"]], order_id, orders.get(order_id or 0, ""),
        values["date"], values["amount"], values.get("kind", "payment"), values.get("method"),
        values.get("reference", ""), values.get("notes", ""),
    )  # fmt: skip


def invoice_of(desk: Desk, invoice_id: int, flat: Flat) -> Invoice:
    values = values_of(desk, "invoice", flat)
    return Invoice(
        invoice_id, flat["customer_id"], flat.get("sales_order"), values["date"], values["amount"],
        values.get("kind"), values.get("number", ""), values.get("notes", ""),
    )  # fmt: skip


def payments(desk: Desk, ids: Sequence[int]) -> list[Payment]:
    """Living payments in this order."""
    flats = _living(desk, "payment", ids)
    named = customers_store.numbers_of(desk.data, {flat["customer_id"] for flat in flats.values()})
    numbers = store.numbers(desk.data, {flat["sales_order"] for flat in flats.values() if "sales_order" in flat})
    return [payment_of(desk, i, flats[i], named, numbers) for i in ids if i in flats]


def goods_returns(desk: Desk, ids: Sequence[int]) -> dict[int, GoodsReturn]:
    """Living returns with their lines, by id."""
    flats = _living(desk, "goods_return", ids)
    line_ids = store.ids_of(desk.data, "return_line", "goods_return", flats)
    lines = desk.records.read_many("return_line", [i for each in line_ids.values() for i in each])
    products = products_of(desk, lines.values())
    numbers = store.numbers(desk.data, {flat["sales_order"] for flat in flats.values() if "sales_order" in flat})
    found = {}
    for i, flat in flats.items():
        values, order_id = values_of(desk, "goods_return", flat), flat.get("sales_order")
        found[i] = GoodsReturn(
            i, flat.get("number", ""), flat["customer_id"], order_id, numbers.get(order_id or 0, ""), values["date"],
            values.get("amount", NOTHING), values.get("cost"),
            tuple(line_of(desk, k, lines[k], products, "return_line") for k in line_ids.get(i, ())),
            values.get("reason", ""), values.get("notes", ""),
        )  # fmt: skip
    return found


def _living(desk: Desk, kind: str, ids: Iterable[int]) -> dict[int, Flat]:
    return {i: flat for i, flat in desk.records.read_many(kind, ids).items() if "deleted_at" not in flat}
