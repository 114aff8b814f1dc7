"""An order as the texts its form begins with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crmdesk.core import values
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Fields
from crmdesk.core.sales import Line, Order, Product
from crmdesk.core.words import Words
from crmdesk.gui.models.order_lines import Goods, OrderLine
from crmdesk.services import orders, products
from crmdesk.services.desk import Desk


def new_texts(desk: Desk, customer_id: int, state: str) -> dict[str, str]:
    """What a new order begins with; signed on its date unless typed."""
    texts = orders.defaults(desk, customer_id, state)
    return {**texts, "signed_on": texts["date"]}


def head_texts(order: Order, fields: Fields, words: Words) -> dict[str, str]:
    """Of an order that is there."""
    shown = {**order.values, "number": order.number}
    return {field.key: values.typed(field, shown.get(field.key), words) for field in fields.all if not field.derived}


def lines_of(order: Order) -> list[OrderLine]:
    """The lines an order has; each tells by its id which one it was."""
    told = zip(orders.typed_lines(order), order.lines, strict=True)
    return [OrderLine({**texts, "product": line.name}, _goods(line)) for texts, line in told]


def _goods(line: Line) -> Goods:
    return Goods(line.product_id, line.code, line.name, line.unit)


def lines_from(desk: Desk, told: Sequence[Mapping[str, str]]) -> list[OrderLine]:
    """Lines out of a draft, their products looked up again."""
    lines = []
    for texts in told:
        kept = dict(texts)
        goods = None
        try:
            goods = goods_of(products.product(desk, products.meant(desk, texts.get("product", ""))))
            kept["product"] = goods.name
        except UserError:
            pass  # said beside the line once it is reckoned
        lines.append(OrderLine(kept, goods))
    return lines


def instalment_texts(order: Order, words: Words) -> list[dict[str, str]]:
    return [{"due_on": one.due_on.isoformat(), "amount": words.money(one.amount)} for one in order.instalments]


def goods_of(product: Product) -> Goods:
    return Goods(product.id, product.code, product.name, str(product.values.get("unit") or ""))
