"""Quotations and delivery notes on paper (METHOD.md section 15)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from crmdesk.core import discounts
from crmdesk.core.fields_sales import ORDER_LINES
from crmdesk.core.orders import NOTHING
from crmdesk.core.printed_deals import COPIES, Deal
from crmdesk.core.printing import Printout
from crmdesk.core.sales import Order
from crmdesk.core.words import Words
from crmdesk.paper import sale
from crmdesk.paper.sale import item, two_columns

_SHORT_CODE = 14
"""Longer codes stand below the product's name."""


def quotation(printout: Printout, words: Words) -> Mapping[str, Any]:
    """Offers and orders with their prices."""
    return {
        "documents": [_quotation(one, printout, words) for one in printout.documents],
        "footer": sale.foot(printout, words),
    }


def delivery(printout: Printout, words: Words) -> Mapping[str, Any]:
    """What is delivered, to be signed."""
    return {
        "documents": [_delivery(one, words) for one in printout.documents],
        "footer": sale.foot(printout, words),
    }


def _quotation(deal: Deal, printout: Printout, words: Words) -> dict[str, Any]:
    _, order = words.gettext, deal.order
    due_on = order.values.get("delivery_on")
    terms = {
        "name": _("Terms"),
        "rows": two_columns(
            [
                item(_("Valid until"), words.date(deal.valid_until) if deal.valid_until else ""),
                item(_("Delivery on"), words.date(due_on) if due_on else ""),
            ],
            [
                item(_("Paying"), _payment(order, words)),
                item(_("Deliver to"), deal.deliver_to),
                item(_("Account to pay into"), deal.account),
                item(_("Remarks"), deal.remarks),
            ],
        ),
    }
    return {
        **_head(deal, _("Quotation"), order.date, words),
        "sections": [sale.customer(deal.party, printout, words)],
        "table": _table(deal, words),
        "terms": [terms] if terms["rows"] else [],
        "note": "",
        "signatures": [
            [_("Quoted by"), str(order.values.get("by") or "")], [_("Confirmed by the customer (seal)"), ""],
            [_("Date"), ""],
        ],
    }  # fmt: skip


def _delivery(deal: Deal, words: Words) -> dict[str, Any]:
    _, order = words.gettext, deal.order
    receiver = {
        "name": _("Receiver"),
        "rows": [
            [item(_("Customer name"), deal.party.name, strong=True)],
            [item(_("Contact"), deal.receiver), item(_("Phone"), deal.receiver_phone)],
            *two_columns([item(_("Deliver to"), deal.deliver_to)]),
        ],
    }
    terms = two_columns([item(_("Remarks"), deal.remarks)])
    return {
        **_head(deal, _("Delivery note"), deal.delivered_on, words),
        "sections": [receiver],
        "table": _table(deal, words),
        "terms": [{"name": _("Remarks"), "rows": terms}] if terms else [],
        "note": _("Please count and check the goods on receipt and note here what is missing or damaged."),
        "signatures": [
            [_("Sent by"), str(order.values.get("by") or "")], [_("Delivered by"), ""],
            [_("Received by (signature, seal)"), ""], [_("Date of receipt"), ""],
        ],
    }  # fmt: skip


def _head(deal: Deal, title: str, day: dt.date | None, words: Words) -> dict[str, Any]:
    _, order = words.gettext, deal.order
    reference, theirs = str(order.values.get("reference") or ""), _("Their order number")
    return {
        "title": title,
        "kind": words.label(COPIES[deal.copy]) if deal.copy else "",
        "left": f"{theirs} {reference}" if reference else "",
        "right": [[_("No."), order.number], *([[_("Date"), words.date(day)]] if day else [])],
    }


def _table(deal: Deal, words: Words) -> dict[str, Any]:
    """The lines with their sums. Columns are told by key: `no`, `code`, `product`, `unit`, `quantity`, `price`,
    `discount`, `amount`, `check`."""
    _, lines = words.gettext, deal.order.lines
    labels = {
        "no": _("Item"), "code": _("Code"), "product": _("Product"), "unit": _("Unit"), "quantity": _("Quantity"),
        "price": words.label(ORDER_LINES["price"].label), "discount": _("Discount"), "amount": _("Amount"),
        "check": _("Remarks"),
    }  # fmt: skip
    coded = any(line.code for line in lines) and all(len(line.code) <= _SHORT_CODE for line in lines)
    lowered = any(line.discount for line in lines)
    keys = ["no", *(["code"] if coded else []), "product", "unit", "quantity"]
    keys += ["price", *(["discount"] if lowered else []), "amount"] if deal.priced else ["check"]
    quantities = sale.numbers([line.quantity for line in lines], words)
    prices = sale.amounts([line.price for line in lines], words)
    made = sale.amounts([line.amount for line in lines], words)
    rows = []
    for at, line in enumerate(lines):
        below = [line.description] if coded else [line.code, line.description]
        cells: dict[str, Any] = {
            "no": str(at + 1), "code": line.code, "unit": line.unit, "quantity": quantities[at],
            "product": {"told": line.name, "below": "  ".join(part for part in below if part)},
            "price": _("Sample") if line.sample else prices[at], "amount": made[at],
            "discount": discounts.told(line.discount, words) if line.discount else "", "check": "",
        }  # fmt: skip
        rows.append([cells[key] for key in keys])
    return {"keys": keys, "heads": [labels[key] for key in keys], "rows": rows, **_sums(deal, words)}


def _sums(deal: Deal, words: Words) -> dict[str, Any]:
    _, order = words.gettext, deal.order
    units = {line.unit for line in order.lines}
    alike = len(units) == 1 and bool(order.lines)
    counted = words.number(sum((line.quantity for line in order.lines), NOTHING)) if alike else ""
    if not deal.priced:
        return {"quantity": counted, "total": _("Total") if counted else "", "sums": [], "capitals": []}
    reduction = order.values.get("reduction") or NOTHING
    shown = sale.amounts([order.goods, -reduction, order.amount], words)
    sums = [[_("Reduction"), shown[1]], [_("Amount to pay"), shown[2]]] if reduction else []
    told = sale.in_words(order.amount, words)
    return {
        "quantity": counted,
        "total": _("Total"),
        "amount": shown[0],
        "sums": sums,
        "capitals": [_("Amount in words"), told] if told else [],
    }


def _payment(order: Order, words: Words) -> str:
    """30 days after the order; ¥1,000.00 at once, the rest within 30 days; or its instalments."""
    _ = words.gettext
    semicolon = "；" if words.chinese else "; "
    if order.instalments:
        parts = (f"{words.date(part.due_on)} {words.money(part.amount)}" for part in order.instalments)
        return semicolon.join(parts)
    first, days = order.values.get("first_payment"), order.values.get("terms_days")
    if first and days:
        text = _("{amount} at once, the rest within {days} days")
        return text.format(amount=words.money(first), days=words.number(days))
    if first:
        return _("{amount} at once, the rest on delivery").format(amount=words.money(first))
    return _("within {days} days").format(days=words.number(days)) if days else ""
