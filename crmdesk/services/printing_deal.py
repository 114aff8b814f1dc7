"""Quotations and delivery notes, for paper (METHOD.md section 15)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from crmdesk.core.masking import mask_within, masked_values
from crmdesk.core.printed_deals import COPIES, Deal, Party
from crmdesk.core.printing import PrintKind, Style
from crmdesk.core.sales import Line, Order
from crmdesk.core.words import Words
from crmdesk.services import orders_looking
from crmdesk.services.desk import Desk
from crmdesk.services.printing_built import Built
from crmdesk.services.printing_party import Place, reader


def quotation(desk: Desk, ids: Sequence[int], style: Style, kind: PrintKind, _today: dt.date, words: Words) -> Built:
    """One document for each offer or order; those gone are left out."""
    documents = []
    for order, party, place in _orders(desk, ids, style, words):
        documents.append(Deal(
            order, party, valid_until=_valid_until(order, style.value(kind, "valid_days")), deliver_to=place.address,
            account=style.value(kind, "account"), remarks=_remarks(order, style, kind),
        ))  # fmt: skip
    return _built(documents)


def delivery(desk: Desk, ids: Sequence[int], style: Style, kind: PrintKind, _today: dt.date, words: Words) -> Built:
    """One document for each order and copy; orders gone are left out."""
    chosen = [key for key in COPIES if key in style.value(kind, "copies")] or [""]
    documents = []
    named = []
    for order, party, place in _orders(desk, ids, style, words):
        one = Deal(
            order, party, deliver_to=place.address, receiver=place.receiver or party.contact,
            receiver_phone=place.phone or party.phone,
            delivered_on=order.values.get("delivered_on") or order.values.get("delivery_on"),
            priced=style.value(kind, "prices"), remarks=_remarks(order, style, kind),
        )  # fmt: skip
        for copy in chosen:
            documents.append(replace(one, copy=copy))
            named.append((order.number, f"{party.name} {words.label(COPIES[copy])}" if copy else party.name))
    return Built(documents, named, [one.order.customer_id for one in documents])


def _orders(desk: Desk, ids: Sequence[int], style: Style, words: Words) -> Iterator[tuple[Order, Party, Place]]:
    """Each order with its customer and where its goods go."""
    orders = orders_looking.orders(desk, ids)
    read = reader(desk, (order.customer_id for order in orders), words, masked=style.masked)
    for order in orders:
        place = read.place(order.customer_id, str(order.values.get("address") or ""))
        yield (_masked(desk, order) if style.masked else order), read.party(order.customer_id, order.contact_id), place


def _masked(desk: Desk, order: Order) -> Order:
    lines = tuple(replace(line, description=mask_within(line.description)) for line in order.lines)
    values = masked_values(order.values, desk.fields("sales_order").by_key)
    values.pop("address", None)  # it may be somebody's home
    return replace(order, values=values, lines=lines)


def _valid_until(order: Order, days: int) -> dt.date | None:
    """The day that the offer names, else so many days from its date; 0 days: none."""
    agreed: dt.date | None = order.values.get("valid_until")
    return agreed or (order.date + dt.timedelta(days=days) if days else None)


def _remarks(order: Order, style: Style, kind: PrintKind) -> str:
    own = order.values.get("notes") if style.value(kind, "notes") else ""
    return "\n".join(part for part in (own, style.value(kind, "remarks")) if part)


def _built(documents: Sequence[Deal]) -> Built:
    named = [(one.order.number, one.party.name) for one in documents]
    return Built(documents, named, [one.order.customer_id for one in documents])


def goods_told(lines: Sequence[Line], words: Words) -> str:
    """What an order is about in a few words: the first product, and how many more."""
    if not lines:
        return ""
    more = len(lines) - 1
    told = words.ngettext("{product} and {count} more", "{product} and {count} more", more) if more else "{product}"
    return told.format(product=lines[0].name, count=more)
