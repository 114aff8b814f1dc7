"""Writing what the sample customers and we had to do with each other, in the order in which it happened."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from crmdesk.core import demo_goods, demo_tiers
from crmdesk.core.demo import SampleCustomer
from crmdesk.core.demo_complaints import SampleComplaint, Teller
from crmdesk.core.demo_dealing import Dealing, dealing
from crmdesk.core.demo_orders import SampleOrder, SampleReturn, Values, workday
from crmdesk.core.demo_talk import CALL_NOTES
from crmdesk.core.registry import REGISTRY
from crmdesk.services.desk import Desk
from crmdesk.store.columns import to_columns
from crmdesk.store.numbers import Numbers
from crmdesk.store.recording import Recording

_OUTCOMES = ("interested", "later", "later", "not-interested", "no-answer", "no-answer", "wrong-number")
_CALLED = 40
"""Customers of each call campaign."""


class Made(Struct, frozen=True):
    """A sample customer that was written."""

    id: int
    contacts: Sequence[int]
    dealing: Dealing


class Dealings:
    """Writes products, people of ours and what happened with customers inside one action."""

    def __init__(self, desk: Desk, made: Recording, seed: int) -> None:
        self._today = desk.today()
        self._made = made
        self._seed = seed
        self._flat = {kind: _converters(kind) for kind in REGISTRY}
        self._numbers = {kind: Numbers(desk.data, kind) for kind in ("sales_order", "goods_return", "complaint")}
        self._teller = Teller(seed, self._today)
        self.counts: Counter[str] = Counter()
        codes = Numbers(desk.data, "product")
        self._products = [
            self._create("product", {"code": codes.next(), **values}) for values in demo_goods.products(self._today)
        ]
        codes.save()
        for name, role in demo_goods.STAFF:
            self._create("staff", {"name": name, "role": role})
        self._competitors = [
            self._create("competitor", {"name": name, "strengths": strengths, "weaknesses": weaknesses})
            for name, strengths, weaknesses in demo_tiers.COMPETITORS
        ]

    def of(self, place: int, sample: SampleCustomer) -> Dealing:
        """What happened with the customer at this place; to be asked for one after the other."""
        told = dealing(self._seed, place, self._today, sample)
        return replace(told, complaints=self._teller.of(place, sample, told.orders))

    def flat(self, kind: str, values: Mapping[str, Any]) -> Values:
        """Typed values as they are stored, without empty ones."""
        convert = self._flat[kind]
        return {
            key: convert[key](value) if key in convert else value for key, value in values.items() if value is not None
        }

    def write(self, customers: Iterable[Made]) -> None:
        """What happened with these customers, as it happened."""
        events: list[tuple[str, int, str, Made, Any]] = []
        for one in customers:
            told = one.dealing
            events += [(o.values["date"].isoformat(), i, "order", one, o) for i, o in enumerate(told.orders)]
            events += [(v["at"].isoformat(), i, "interaction", one, v) for i, v in enumerate(told.interactions)]
            events += [(v["raised_on"].isoformat(), i, "objection", one, v) for i, v in enumerate(told.objections)]
            events += [(v["month"].isoformat(), i, "monthly", one, v) for i, v in enumerate(told.monthly)]
            events += [("", i, "screening", one, v) for i, v in enumerate(told.screenings)]
            events += [("", i, "elsewhere", one, self._bought(v)) for i, v in enumerate(told.elsewhere)]
            events += [
                (c.values["received_at"].isoformat(), i, "complaint", one, c) for i, c in enumerate(told.complaints)
            ]
        money: list[tuple[str, str, Values]] = []
        orders: dict[tuple[int, int], int] = {}
        for _, place, kind, one, value in sorted(events, key=lambda event: (event[0], event[3].id, event[1])):
            if kind == "order":
                orders[one.id, place], later = self._order(one, value)
                money += later
            elif kind == "complaint":
                self._complaint(one, value, orders)
            else:
                self._of_customer(kind, one, value)
        for _, kind, flat in sorted(money, key=lambda each: each[0]):
            self._record(kind, flat)

    def finish(self) -> None:
        """Counting goes on where it ended."""
        for numbers in self._numbers.values():
            numbers.save()

    def _of_customer(self, kind: str, one: Made, values: Values) -> int:
        flat = self.flat(kind, values)
        if "contact" in flat:
            flat["contact"] = one.contacts[flat["contact"]]
        return self._record(kind, {**flat, "customer_id": one.id})

    def _bought(self, values: Values) -> Values:
        return {**values, "competitor": self._competitors[values["competitor"]]}

    def _complaint(self, one: Made, told: SampleComplaint, orders: Mapping[tuple[int, int], int]) -> None:
        values = {**told.values, "product": self._products[told.values["product"]]}
        if "sales_order" in values:
            values["sales_order"] = orders[one.id, values["sales_order"]]
        number = self._numbers["complaint"].next()
        complaint_id = self._of_customer("complaint", one, {**values, "number": number})
        for kind, records in (("complaint_step", told.steps), ("complaint_event", told.events)):
            for record in records:
                self._of_customer(kind, one, {**record, "complaint": complaint_id})

    def _order(self, one: Made, order: SampleOrder) -> tuple[int, list[tuple[str, str, Values]]]:
        """Write an order; returns its id and the payments, invoices and returns of it: day, kind, flat row."""
        contact = {"contact": 0} if one.contacts else {}
        number = self._numbers["sales_order"].next()
        order_id = self._of_customer("sales_order", one, {**order.values, **contact, "number": number})
        owner = {"customer_id": one.id, "sales_order": order_id}
        for position, line in enumerate(order.lines):
            self._record("order_line", {**self._line("order_line", line), **owner, "position": position})
        for part in order.instalments:
            self._record("instalment", {**self.flat("instalment", part), **owner})
        for back in order.returns:
            self._return(one, back, owner)
        later = [("payment", values) for values in order.payments] + [("invoice", values) for values in order.invoices]
        return order_id, [
            (values["date"].isoformat(), kind, {**self.flat(kind, values), **owner}) for kind, values in later
        ]

    def _return(self, one: Made, back: SampleReturn, owner: Mapping[str, int]) -> None:
        flat = {**self.flat("goods_return", back.values), **owner, "number": self._numbers["goods_return"].next()}
        return_id = self._record("goods_return", flat)
        for position, line in enumerate(back.lines):
            of = {"customer_id": one.id, "goods_return": return_id, "position": position}
            self._record("return_line", {**self._line("return_line", line), **of})

    def _line(self, kind: str, line: Values) -> Values:
        return {**self.flat(kind, line), "product": self._products[line["product"]]}

    def campaigns(self, customers: Sequence[Made]) -> None:
        """Two call campaigns among the customers of one block: one under way, one done."""
        dice = random.Random(f"{self._seed}/campaigns")  # noqa: S311
        for name, script, days, notes, going_on in demo_goods.CAMPAIGNS:
            until = self._today + dt.timedelta(days=days)
            campaign = self._create(
                "campaign", {"name": name, "script": script, "until": until, "notes": notes or None}
            )
            chosen = dice.sample(customers, k=min(_CALLED, len(customers) // 3))
            for place, one in enumerate(chosen):
                call: Values = {"customer_id": one.id, "campaign": campaign}
                if not going_on or place < len(chosen) // 3:
                    outcome = dice.choice(_OUTCOMES)
                    ago = dice.randrange(13, 20) if going_on else dice.randrange(0, 15)
                    on = workday(until - dt.timedelta(days=ago))
                    at = f"{on.isoformat()}T{dice.randrange(9, 18):02d}:{dice.randrange(0, 60, 5):02d}"
                    call |= {"outcome": outcome, "at": at, "notes": dice.choice(CALL_NOTES[outcome]) or None}
                self._record("campaign_call", {key: value for key, value in call.items() if value is not None})

    def _create(self, kind: str, values: Mapping[str, Any]) -> int:
        return self._record(kind, self.flat(kind, values))

    def _record(self, kind: str, flat: Values) -> int:
        self.counts[kind] += 1
        return self._made.create(kind, flat)


def _converters(kind: str) -> dict[str, Callable[[Any], Any]]:
    """How the values of each field become what is stored."""
    return {field.key: to_columns(field) for field in REGISTRY[kind].all}
