"""The price to ask a customer for a product on a day, and the last one it paid (METHOD.md sections 4 and 15)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from crmdesk.core.fields import Fields
from crmdesk.core.orders import line_amount
from crmdesk.core.reckoning import Proposal
from crmdesk.core.sales import Product
from crmdesk.services import policies, products, reading
from crmdesk.services.desk import Desk
from crmdesk.store import orders as store
from crmdesk.store.columns import from_column

_ONE = Decimal(1)


def proposal(desk: Desk, customer_id: int, product_id: int, on: dt.date, *, order_id: int | None = None) -> Proposal:
    """The list price, the customer's agreed discount on it (without one, that of the policy of its tier), or the
    promotion of that day where that is cheaper; beside it what this customer last paid, in another order than
    `order_id`."""
    return proposal_of(desk, customer_id, products.product(desk, product_id), on, order_id=order_id)


def proposal_of(
    desk: Desk, customer_id: int, product: Product, on: dt.date, *, order_id: int | None = None
) -> Proposal:
    """`proposal` of a product that was read already."""
    customer = desk.records.read_many("customer", (customer_id,), ("discount", "price_level", "tier")).get(
        customer_id, {}
    )
    agreed = reading.from_flat(desk.fields("customer"), customer)
    by_policy = "discount" not in agreed
    usual = policies.discount(desk, agreed.get("tier")) if by_policy else agreed["discount"]
    price, discount, why = _price(product, usual, on)
    if why == "level" and by_policy:
        why = "policy"
    last = store.last_line(desk.data, customer_id, product.id, order_id)
    fields = desk.fields("order_line")
    return Proposal(
        price,
        discount,
        why,
        level=agreed.get("price_level", ""),
        tier=agreed.get("tier", "") if why == "policy" else "",
        subsidy=product.values.get("subsidy") if why == "promotion" else None,
        until=product.values.get("promotion_to") if why == "promotion" else None,
        last_price=_last(fields, "price", last, 1),
        last_discount=_last(fields, "discount", last, 2),
        last_on=dt.date.fromisoformat(last[0]) if last else None,
        last_quantity=_last(fields, "quantity", last, 3),
    )


def _price(product: Product, discount: Decimal | None, on: dt.date) -> tuple[Decimal | None, Decimal | None, str]:
    list_price, promotion = product.price, product.promotion(on)
    if list_price is None:
        return promotion, None, "promotion" if promotion is not None else "list"
    level = line_amount(_ONE, list_price, discount) if discount else list_price
    if promotion is not None and promotion < level:
        return promotion, None, "promotion"
    return (list_price, discount, "level") if discount else (list_price, None, "list")


def _last(fields: Fields, key: str, row: tuple[object, ...] | None, place: int) -> Decimal | None:
    found: Decimal | None = from_column(fields[key], row[place]) if row else None
    return found
