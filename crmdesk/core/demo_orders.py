"""Orders of a sample customer over three years: what it buys, how it pays, what comes back, what it was offered."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from crmdesk.core.demo_goods import MACHINES, SMALL, prices, to_fen

Values = dict[str, Any]

_EVERY = {"loyal": 70, "growing": 80, "steady": 105, "leaving": 85, "complaining": 95}
"""About how many days lie between two orders."""
_THREE_YEARS = 1_090
_PUNCTUAL = {"loyal": 0.96, "growing": 0.93, "steady": 0.88, "leaving": 0.7, "complaining": 0.6}
_RETURNING = {"complaining": 0.2, "leaving": 0.05}
_LOST = ("price", "price", "price", "competitor", "competitor", "need", "delivery", "product", "money")
_REASONS = ("尺寸不符", "受潮破损", "印刷色差", "膜断裂", "多发退回", "客户改型号")
_OFFERED, _VALID = 7, 30
"""Of so many orders of an enterprise one was an offer first, which held for so many days."""
_AGES = tuple(prices(age) for age in range(4))


class SampleReturn(Struct, frozen=True):
    """Goods that came back."""

    values: Values
    lines: tuple[Values, ...]


class SampleOrder(Struct):
    """An order, typed values by field key; `product` of a line is the product's place in the register."""

    values: Values
    lines: tuple[Values, ...]
    instalments: tuple[Values, ...] = ()
    payments: list[Values] = field(default_factory=list)
    invoices: list[Values] = field(default_factory=list)
    returns: list[SampleReturn] = field(default_factory=list)

    @property
    def amount(self) -> Decimal:
        return sum((line["amount"] for line in self.lines), Decimal(0)) - (self.values.get("reduction") or 0)


class Buyer(Struct, frozen=True):
    """What of a customer its orders follow from."""

    dice: random.Random
    today: dt.date
    story: str
    firm: bool
    owner: str
    terms: int
    paying: str | None
    size: float
    favourites: Sequence[tuple[int, int]]
    """Places of products and the usual quantity of each."""


def buyer(dice: random.Random, today: dt.date, story: str, values: Mapping[str, Any]) -> Buyer:
    """Draw what a customer usually buys."""
    firm = values["kind"] == "enterprise"
    size = min(12.0, dice.lognormvariate(0.4, 0.9)) if firm else dice.uniform(0.2, 0.6)
    goods = range(35) if firm else SMALL
    places = dice.sample(goods, k=dice.choice((2, 3, 3, 4, 5)) if firm else dice.choice((1, 1, 2)))
    favourites = [(place, _usual(dice, place, size, firm=firm)) for place in places]
    terms = values.get("terms_days") or 0
    return Buyer(dice, today, story, firm, values["owner"], terms, values.get("paying"), size, favourites)


def _usual(dice: random.Random, place: int, size: float, *, firm: bool) -> int:
    """A quantity worth some thousand yuan (of a household, some hundred), round as people order."""
    worth = size * dice.uniform(1_400, 8_000) if firm else dice.uniform(60, 420)
    count = max(1, int(worth / float(_AGES[0][place][0])))
    step = next(step for step in (1000, 500, 100, 50, 10, 1) if count >= 2 * step or step == 1)
    return count // step * step


def orders(who: Buyer) -> list[SampleOrder]:
    """All orders and offers, oldest first."""
    made = [_order(who, day, growth) for day, growth in _days(who)]
    for order in made[2::_OFFERED] if who.firm else ():
        order.values |= {"valid_until": order.values["date"] + dt.timedelta(days=_VALID)}
    owing = False
    for order in made:
        if owing and order.values["delivered_on"] is None and order.values["state"] == "ordered":
            order.values |= {"hold": True, "hold_reason": "overdue"}
        _pay(who, order)
        owing = owing or _is_overdue(who, order)
    made += _offers(who, bool(made))
    return sorted(made, key=lambda order: order.values["date"])


def workday(day: dt.date) -> dt.date:
    """The day itself, or the Friday before a weekend."""
    return day - dt.timedelta(days=max(0, day.weekday() - 4))


def _days(who: Buyer) -> Iterator[tuple[dt.date, float]]:
    """The days of orders with how large they are beside the usual."""
    dice, story = who.dice, who.story
    if story in ("silent", "new"):
        if dice.random() < (0.3 if story == "silent" else 0.4):
            only = dice.randrange(760, 1_060) if story == "silent" else dice.randrange(3, 60)
            yield workday(who.today - dt.timedelta(days=only)), 1.0
        return
    usual: float = _EVERY[story] * dice.uniform(0.7, 1.4) * (1 if who.firm else 1.9)
    ago = float(dice.randrange(250, 560) if story == "growing" else dice.randrange(700, _THREE_YEARS))
    last = float(dice.randrange(int(usual * 2.2), 640) if story == "leaving" else 0)
    while ago > max(last, 0):
        grown = 1.0 if story != "growing" else 0.6 + 1.3 * (1 - ago / 560)
        yield workday(who.today - dt.timedelta(days=int(ago))), grown * dice.uniform(0.75, 1.25)
        ago -= usual * dice.uniform(0.75, 1.3)


def _order(who: Buyer, day: dt.date, growth: float) -> SampleOrder:
    dice = who.dice
    chosen = dice.sample(who.favourites, k=min(len(who.favourites), dice.choice((1, 1, 2, 2, 3))))
    if who.firm and dice.random() < 0.02:
        chosen.append((dice.choice(tuple(MACHINES)), 1))
    discount = Decimal(dice.choice((3, 5, 8))) if who.firm and dice.random() < 0.12 else None
    lines = tuple(_line(place, count * growth, (who.today - day).days // 365, discount) for place, count in chosen)
    delivered = day + dt.timedelta(days=dice.randrange(2, 8))
    values: Values = {
        "date": day,
        "state": "ordered",
        "by": who.owner,
        "signed_on": day,
        "terms_days": who.terms,
        "delivery_on": delivered,
        "delivered_on": delivered if delivered < who.today else None,
    }
    order = SampleOrder(values, lines)
    if who.firm and dice.random() < 0.01 and day < who.today - dt.timedelta(days=20):
        values |= {"state": "cancelled", "delivered_on": None}
        return order
    amount = order.amount
    if amount > 300 and dice.random() < 0.08:
        values["reduction"] = amount % (100 if amount > 5_000 else 10) or None
    _agree(who, order)
    return order


def _line(place: int, count: float, age: int, discount: Decimal | None) -> Values:
    price, cost = _AGES[min(age, len(_AGES) - 1)][place]
    step = 10 if count > 40 else 1
    quantity = Decimal(max(1, int(count) // step * step))
    taken = (100 - discount) / 100 if discount else 1
    return {
        "product": place,
        "quantity": quantity,
        "price": price,
        "discount": discount,
        "amount": to_fen(quantity * price * taken),
        "cost": to_fen(quantity * cost),
    }


def _agree(who: Buyer, order: SampleOrder) -> None:
    """A first payment, or instalments, for some of the larger orders."""
    drawn, amount, day = who.dice.random(), order.amount, order.values["date"]
    if not who.firm or amount < 3_000:
        return
    if drawn < 0.15:
        order.values["first_payment"] = (amount * 3 / 10) // 100 * 100
    elif drawn < 0.2:
        third = (amount / 3) // 100 * 100
        parts = (third, third, amount - 2 * third)
        order.instalments = tuple(
            {"due_on": day + dt.timedelta(days=30 * i), "amount": part} for i, part in enumerate(parts, 1)
        )


def _pay(who: Buyer, order: SampleOrder) -> None:
    """What comes back and what is paid until today, in time or not."""
    if order.values["state"] != "ordered":
        return
    dice, day = who.dice, order.values["date"]
    payable = order.amount
    if dice.random() < _RETURNING.get(who.story, 0.015) and day < who.today - dt.timedelta(days=25):
        payable -= _send_back(who, order)
    punctual = dice.random() < _PUNCTUAL.get(who.story, 0.9)
    first = order.values.get("first_payment")
    if first:
        _receive(who, order, day + dt.timedelta(days=dice.randrange(0, 3)), first)
        payable -= first
    parts = [(part["due_on"], part["amount"]) for part in order.instalments]
    for due, part in parts or [(day + dt.timedelta(days=who.terms), payable)]:
        late = dice.randrange(-4, 1) if punctual else dice.randrange(4, 45)
        paid_on = max(day, due + dt.timedelta(days=late))
        if not punctual and (who.today - due).days < 150 and dice.random() < 0.6:
            if dice.random() < 0.4:  # a part only
                _receive(who, order, paid_on, (part / 2) // 100 * 100)
            continue
        _receive(who, order, paid_on, part)
    if who.firm and dice.random() < 0.75:
        _bill(who, order)


def _is_overdue(who: Buyer, order: SampleOrder) -> bool:
    due = order.values["date"] + dt.timedelta(days=who.terms)
    back = sum(line["amount"] for each in order.returns for line in each.lines)
    paid = sum(payment["amount"] for payment in order.payments)
    return bool(order.values["state"] == "ordered" and due < who.today and paid + back < order.amount)


def _receive(who: Buyer, order: SampleOrder, on: dt.date, amount: Decimal) -> None:
    on = max(order.values["date"], workday(on))
    if on >= who.today or amount <= 0:
        return
    values = {"date": on, "amount": amount, "kind": "payment", "method": _method(who)}
    if values["method"] == "transfer":
        values["reference"] = f"{on:%y%m%d}{who.dice.randrange(10_000):04d}"
    order.payments.append(values)


def _method(who: Buyer) -> str:
    return who.paying if who.paying not in (None, "monthly") else "transfer"


def _send_back(who: Buyer, order: SampleOrder) -> Decimal:
    """Some of one line comes back; returns what it is worth."""
    line = who.dice.choice(order.lines)
    quantity = (line["quantity"] * who.dice.choice((10, 20, 30)) / 100) // 1 or Decimal(1)
    amount = to_fen(line["amount"] * quantity / line["quantity"])
    cost = to_fen(line["cost"] * quantity / line["quantity"])
    back: Values = {"product": line["product"], "quantity": quantity, "price": line["price"], "amount": amount}
    values = {
        "date": order.values["date"] + dt.timedelta(days=who.dice.randrange(6, 22)),
        "reason": who.dice.choice(_REASONS),
    }
    order.returns.append(SampleReturn(values, ({**back, "cost": cost},)))
    return amount


def _bill(who: Buyer, order: SampleOrder) -> None:
    day = order.values["date"] + dt.timedelta(days=who.dice.randrange(1, 12))
    if day < who.today:
        kind = "special" if who.dice.random() < 0.8 else "ordinary"
        number = f"{who.dice.randrange(10**8):08d}"
        order.invoices.append({"kind": kind, "number": number, "date": day, "amount": to_fen(order.amount)})


def _offers(who: Buyer, buys: bool) -> Iterator[SampleOrder]:
    """Offers still open, and some that were lost."""
    dice = who.dice
    open_ones = {"new": 0.6, "silent": 0.2, "growing": 0.2, "leaving": 0.1}.get(who.story, 0.07)
    if dice.random() < open_ones:
        day = workday(who.today - dt.timedelta(days=dice.randrange(2, 40)))
        yield _offer(who, day, {"state": "offer", "valid_until": day + dt.timedelta(days=_VALID)})
    if dice.random() < (0.35 if who.story in ("leaving", "silent") else 0.12 if buys else 0.2):
        day = workday(who.today - dt.timedelta(days=dice.randrange(45, 500)))
        yield _offer(who, day, {"state": "lost", "lost_reason": dice.choice(_LOST)})


def _offer(who: Buyer, day: dt.date, values: Values) -> SampleOrder:
    chosen = who.dice.sample(who.favourites, k=min(len(who.favourites), 2))
    lines = tuple(_line(place, count * 1.2, 0, None) for place, count in chosen)
    return SampleOrder({"date": day, "by": who.owner, "terms_days": who.terms, **values}, lines)
