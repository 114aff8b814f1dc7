"""Statements of account, for paper (METHOD.md section 15)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from msgspec.structs import replace

from crmdesk.core.errors import UserError
from crmdesk.core.masking import mask_within
from crmdesk.core.orders import ORDERED, unpaid
from crmdesk.core.printed_deals import OWN_DAYS, Statement
from crmdesk.core.printing import PrintKind, Style
from crmdesk.core.receivables import aged
from crmdesk.core.sales import REFUND, GoodsReturn, Order, Payment
from crmdesk.core.statements import Movement, account, of_order, span
from crmdesk.core.values import show
from crmdesk.core.words import Words
from crmdesk.services import order_parts, orders_looking
from crmdesk.services.desk import Desk
from crmdesk.services.printing_built import Built
from crmdesk.services.printing_deal import goods_told
from crmdesk.services.printing_party import reader
from crmdesk.store.order_sums import Facts, facts

_Of = TypeVar("_Of", Facts, Payment)


def build(desk: Desk, ids: Sequence[int], style: Style, kind: PrintKind, today: dt.date, words: Words) -> Built:
    """One document for each customer. Returns for no order take nothing off what is owed, as everywhere. Raises
    UserError('print-days')."""
    first, last = _days(style, kind, today)
    read = reader(desk, ids, words, masked=style.masked)
    books = _Books(desk, list(read.files), last, words, masked=style.masked)
    documents = []
    for customer_id in read.files:
        until = [one for one in books.facts.get(customer_id, ()) if one.terms.date <= last]
        owed = [due for one in until for due in unpaid(one.schedule(), one.sums().paid)]
        documents.append(Statement(
            read.party(customer_id),
            account(books.movements(customer_id), first, last),
            aged(owed, last),
            min((due.on for due in owed if due.on < last), default=None),
            goods=style.value(kind, "goods"),
            pay_into=style.value(kind, "account"), remarks=style.value(kind, "remarks"),
        ))  # fmt: skip
    named = [(one.party.number, one.party.name) for one in documents]
    return Built(documents, named, list(read.files))


def _days(style: Style, kind: PrintKind, today: dt.date) -> tuple[dt.date | None, dt.date]:
    period = style.value(kind, "period")
    if period != OWN_DAYS:
        return span(period, today)
    first, last = style.value(kind, "from"), style.value(kind, "to") or today
    if first is not None and first > last:
        raise UserError("print-days", first=first, last=last)
    return first, last


@dataclass(slots=True)
class _Books:
    """What happened between some customers and us up to a day; read at once for all of them."""

    desk: Desk
    ids: Sequence[int]
    last: dt.date
    words: Words
    masked: bool
    facts: Mapping[int, Sequence[Facts]] = field(init=False)
    _orders: Mapping[int, Order] = field(init=False)
    _payments: Mapping[int, Sequence[Payment]] = field(init=False)

    def __post_init__(self) -> None:
        found = facts(self.desk.data, "customer_id", self.ids, self.last)
        self.facts = _by_customer(found)
        orders = orders_looking.orders(self.desk, [one.id for one in found if one.state == ORDERED])
        self._orders = {order.id: order for order in orders}
        paid = [i for each in self.desk.records.children("payment", self.ids).values() for i in each]
        self._payments = _by_customer(order_parts.payments(self.desk, paid))

    def movements(self, customer_id: int) -> list[Movement]:
        made = [self._paid(one) for one in self._payments.get(customer_id, ())]
        for one in self.facts.get(customer_id, ()):
            if order := self._orders.get(one.id):
                sold = Movement(order.date, "order", order.number, told=goods_told(order.lines, self.words),
                                lines=order.lines)  # fmt: skip
                back = [self._returned(each) for each in order.returns if each.date <= self.last]
                made += of_order(sold, order.amount, back, received=one.received, settled=one.settled)
        return [replace(each, told=mask_within(each.told)) for each in made] if self.masked else made

    def _returned(self, one: GoodsReturn) -> Movement:
        told = " · ".join(part for part in (goods_told(one.lines, self.words), one.order_number, one.reason) if part)
        return Movement(one.date, "return", one.number, credit=one.amount, told=told, lines=one.lines)

    def _paid(self, one: Payment) -> Movement:
        method = show(self.desk.fields("payment")["method"], one.method, self.words)
        told = " · ".join(part for part in (method, one.reference) if part)
        number = one.order_number or one.number
        if one.kind == REFUND:
            return Movement(one.date, "refund", number, debit=one.amount, told=told)
        return Movement(one.date, "payment", number, credit=one.amount, told=told)


def _by_customer(found: Iterable[_Of]) -> dict[int, list[_Of]]:
    of_customer: dict[int, list[_Of]] = {}
    for one in found:
        of_customer.setdefault(one.customer_id, []).append(one)
    return of_customer
