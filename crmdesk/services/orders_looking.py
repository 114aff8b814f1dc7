"""Orders as they are: whole ones, lists of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from crmdesk.core.errors import UserError
from crmdesk.core.sales import Order
from crmdesk.core.sales_lists import OrderRow, Orders
from crmdesk.services import reading
from crmdesk.services.desk import Desk
from crmdesk.services.order_parts import Parts
from crmdesk.store import competitors, order_lists
from crmdesk.store import customers as customers_store
from crmdesk.store import orders as store
from crmdesk.store.order_sums import facts
from crmdesk.store.records import Flat


def find(desk: Desk, wanted: Orders, most: int | None = None) -> list[int]:
    """The ids a list of orders shows, in its order, at `most` so many; none of customers in the trash."""
    return order_lists.find(desk.data, wanted, most)


def rows(desk: Desk, ids: Sequence[int]) -> list[OrderRow]:
    """What a list paints for these ids."""
    return store.rows(desk.data, ids)


def of_customer(desk: Desk, customer_id: int) -> list[OrderRow]:
    """All orders and offers of a customer, the newest first."""
    return store.rows(desk.data, store.of_customer(desk.data, customer_id))


def order(desk: Desk, order_id: int) -> Order:
    """A whole order with what belongs to it. Raises UserError('order-gone')."""
    found = orders(desk, (order_id,))
    if not found:
        raise UserError("order-gone")
    return found[0]


def orders(desk: Desk, ids: Sequence[int]) -> list[Order]:
    """Whole orders in this order; those gone or in the trash are left out."""
    flats = {i: flat for i, flat in desk.records.read_many("sales_order", ids).items() if "deleted_at" not in flat}
    sums = {one.id: one for one in facts(desk.data, "sales_order", list(flats))}
    named = customers_store.numbers_of(desk.data, {flat["customer_id"] for flat in flats.values()})
    parts = Parts(desk, flats, named)
    rivals = competitors.names(desk.data, deleted=True) if any("lost_to" in f for f in flats.values()) else {}
    contacts = contact_names(desk, flats.values())
    fields = desk.fields("sales_order")
    found = []
    for i, flat in ((i, flats[i]) for i in ids if i in flats):
        values = reading.from_flat(fields, flat)
        for key, names in (("contact", contacts), ("lost_to", rivals)):
            if key in values:
                values[key] = names.get(values[key], "")
        whole = Order(
            i, flat.get("number", ""), flat["customer_id"], *named[flat["customer_id"]], values,
            parts.lines(i), parts.instalments(i), parts.payments(i), parts.returns(i), parts.invoices(i),
            sums[i].sums(), sums[i].schedule(), flat.get("contact"), flat.get("lost_to"),
        )  # fmt: skip
        found.append(whole)
    return found


def contact_names(desk: Desk, flats: Iterable[Flat]) -> Mapping[int, str]:
    """The names of the contacts that records name, deleted ones too."""
    ids = {flat["contact"] for flat in flats if "contact" in flat}
    return {i: flat["name"] for i, flat in desk.records.read_many("contact", ids, ("name",)).items()} if ids else {}
