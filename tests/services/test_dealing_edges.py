"""What is rarely typed of orders and money, and long chains of work of every kind taken back."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from crmdesk.core.errors import UserError
from crmdesk.core.registry import REGISTRY
from crmdesk.core.words import Words
from crmdesk.services import (
    campaigns,
    customers,
    history,
    interactions,
    invoices,
    merging,
    objections,
    orders,
    payments,
    products,
    qualifying,
    returns,
    staff,
    timeline,
)
from crmdesk.services.desk import Desk
from tests.services.marks import naive

MOST = "9999999999999"


@pytest.fixture
def owner(desk: Desk) -> int:
    for code in ("甲1", "甲2", "甲3"):
        products.add(desk, {"name": f"胶带{code}", "code": code, "price": "33.33", "cost": "20"})
    return customers.add(desk, {"name": "禾砚有限公司"})[0]


def ordered(desk: Desk, owner: int, *lines: tuple[str, str, str], **typed: str) -> int:
    texts = [dict(zip(("product", "quantity", "price"), line, strict=True)) for line in lines]
    return orders.add(desk, owner, {"date": "2026-10-01", **typed}, texts)[0]


def test_what_is_paid_is_whole_fen(desk: Desk, owner: int) -> None:
    order = ordered(desk, owner, ("甲1", "1", "100"), first_payment="33.335", reduction="0.005")
    assert [orders.order(desk, order).values[key] for key in ("first_payment", "reduction")] == [
        Decimal("33.34"), Decimal("0.01"),
    ]  # fmt: skip
    typed = {"amount": "5.0051"}
    assert payments.read(desk, owner, typed, new=True, order_id=order).problems["amount"].code == "money-rounded"
    paid, _ = payments.add(desk, owner, typed, order)
    billed, _ = invoices.add(desk, order, {"amount": "10.999"})
    made, _ = interactions.add(desk, owner, {"cost": "12.345"})
    assert payments.payment(desk, paid).amount == Decimal("5.01")
    assert invoices.invoice(desk, billed).amount == Decimal("11.00")
    assert interactions.interaction(desk, made).values["cost"] == Decimal("12.35")


def test_everything_that_comes_back_takes_off_what_was_charged(desk: Desk, owner: int) -> None:
    order = ordered(desk, owner, ("甲1", "3", "33.33"), ("甲2", "1", "33.33"), ("甲3", "1", "33.34"), reduction="10")
    assert orders.order(desk, order).amount == Decimal("156.66")
    returns.add(desk, order, {}, [{"product": "甲1", "quantity": "1"}])
    with pytest.raises(UserError) as caught:
        returns.add(desk, order, {}, [{"product": "甲2", "quantity": "1", "amount": "33.33"}])
    assert caught.value.params["reason"].code == "return-amount-over"
    rest = [{"product": code, "quantity": count} for code, count in (("甲1", "2"), ("甲2", "1"), ("甲3", "1"))]
    returns.add(desk, order, {}, rest)
    found = orders.order(desk, order)
    assert (found.returned, found.payable) == (Decimal("156.66"), 0)


def test_an_order_keeps_what_came_back_of_it(desk: Desk, owner: int) -> None:
    order = ordered(desk, owner, ("甲1", "3", "10"))
    returns.add(desk, order, {}, [{"product": "甲1", "quantity": "2"}])
    with pytest.raises(UserError) as caught:
        orders.edit(desk, order, {}, [{"product": "甲1", "quantity": "1.999", "price": "10"}])
    assert (caught.value.code, caught.value.params["count"]) == ("lines-below-returned", 2)
    orders.edit(desk, order, {}, [{"product": "甲1", "quantity": "1", "price": "10"}] * 2)
    assert orders.order(desk, order).goods == 20


def test_an_order_is_its_number_customer_and_day(desk: Desk, owner: int) -> None:
    first = ordered(desk, owner, ("甲1", "1", "10"), number="HT-1")
    other = ordered(desk, owner, ("甲1", "1", "10"), number="HT-1", date="2026-10-02")
    for refused in (
        lambda: ordered(desk, owner, ("甲1", "1", "10"), number="HT-1"),
        lambda: orders.edit(desk, other, {"number": "HT-1", "date": "2026-10-01"}),
    ):
        with pytest.raises(UserError) as caught:
            refused()
        assert caught.value.params["reason"].code == "order-same"
    orders.edit(desk, first, {"number": "HT-1", "date": "2026-10-01", "notes": "急"})
    ordered(desk, customers.add(desk, {"name": "别家"})[0], ("甲1", "1", "10"), number="HT-1")


def test_an_offer_that_was_not_lost_has_no_reason_for_it(desk: Desk, owner: int) -> None:
    offer = ordered(desk, owner, ("甲1", "1", "10"), state="offer")
    orders.lose(desk, offer, "price", "对手")
    orders.edit(desk, offer, {"state": "offer"})
    assert not {"lost_reason", "lost_to"} & orders.order(desk, offer).values.keys()


def test_sums_beyond_what_a_column_holds(desk: Desk, owner: int) -> None:
    for _ in range(3):
        order = ordered(desk, owner, ("甲1", "1", MOST))
        payments.add(desk, owner, {"amount": MOST})
    assert orders.order(desk, order).due == Decimal(MOST)
    assert [orders.risk(desk, owner, Decimal(0)).owed] == [3 * Decimal(MOST)]


def test_money_of_a_customer_in_the_trash(desk: Desk, owner: int) -> None:
    order = ordered(desk, owner, ("甲1", "3", "10"))
    paid, _ = payments.add(desk, owner, {"amount": "5"}, order)
    back, _ = returns.add(desk, order, {}, [{"product": "甲1", "quantity": "1"}])
    with pytest.raises(UserError, match="payment-not-in-trash"):
        payments.restore(desk, paid)
    with pytest.raises(UserError, match="payment-unknown"):
        payments.restore(desk, paid + 1)
    customers.delete(desk, [owner])
    for change in (
        lambda: payments.edit(desk, paid, {"amount": "6"}),
        lambda: returns.edit(desk, back, {"reason": "x"}),
        lambda: orders.release(desk, order, "x"),
    ):
        with pytest.raises(UserError, match="record-gone"):
            change()


def test_the_history_tells_nothing_that_nobody_typed(desk: Desk, owner: int, words_en: Words) -> None:
    campaign, _ = campaigns.add(desk, {"name": "回访"}, [owner])
    campaigns.record(desk, campaigns.calls(desk, campaign)[0].id, "interested", "可以")
    told = {entry.field for entry in history.of_customer(desk, owner, words_en)}
    assert told == {"", "Outcome", "Called", "Remarks"}


@pytest.mark.parametrize("seed", [3, 11])
def test_long_work_of_every_kind_is_taken_back_and_done_again(desk: Desk, owner: int, seed: int) -> None:
    work = Work(desk, random.Random(seed))
    work.customers += [owner, *(customers.add(desk, {"name": f"客户{i}", "owner": "王芳"})[0] for i in range(3))]
    staff.add(desk, {"name": "王芳"})
    states = [stored(desk)]
    while len(states) < 25:
        try:
            work.step()
        except UserError:
            assert stored(desk) == states[-1]
            continue
        if (state := stored(desk)) != states[-1]:
            states.append(state)
            for customer in state["customer"]:
                marks = naive(desk, customer)
                assert {key: state["customer"][customer].get(key) for key in marks} == marks
    for state in states[-2::-1]:
        history.undo(desk)
        assert stored(desk) == state
    for state in states[1:]:
        history.redo(desk)
        assert stored(desk) == state


def stored(desk: Desk) -> dict[str, dict[int, dict[str, Any]]]:
    """Every living record, the marks too."""
    found = {}
    for kind in REGISTRY:
        rows = desk.data.database.execute_sql(f"SELECT * FROM {kind} WHERE deleted_at IS NULL")
        names = [column[0] for column in rows.description]
        flats = [dict(zip(names, row, strict=True)) for row in rows.fetchall()]
        found[kind] = {
            flat["id"]: {
                key: value
                for key, value in flat.items()
                if value is not None and key not in ("updated_at", "opened_at")
            }
            for flat in flats
        }
    return found


class Work:
    """Random things that a salesperson does, many of which cannot be done at the time."""

    def __init__(self, desk: Desk, chance: random.Random) -> None:
        self.desk, self.chance = desk, chance
        self.customers: list[int] = []

    def step(self) -> None:
        own = (self._order, self._order, self._edit, self._pay, self._pay, self._give_back, self._merge)
        self.chance.choice((*own, *self._small()))()

    def _small(self) -> tuple[Callable[[], object], ...]:
        desk, pick = self.desk, self._pick
        return (
            lambda: orders.delete(desk, [pick("sales_order")]),
            lambda: orders.cancel(desk, pick("sales_order")),
            lambda: orders.lose(desk, pick("sales_order"), "price", "对手", "贵"),
            lambda: payments.delete(desk, pick("payment")),
            lambda: invoices.add(desk, pick("sales_order"), {"amount": "10"}),
            lambda: interactions.add(desk, pick("customer"), {"contact": "新人", "next_step": "访"}, new_contact=True),
            lambda: interactions.delete(desk, pick("interaction")),
            lambda: objections.add(desk, pick("customer"), {"kind": "price", "text": "贵"}),
            lambda: campaigns.add(desk, {"name": str(self.chance.random())}, self.customers),
            lambda: campaigns.record(desk, pick("campaign_call"), "interested", "说", "再打", self._day()),
            lambda: timeline.set_month(desk, pick("customer"), desk.today(), {"average_sales": "5"}),
            lambda: qualifying.screen(desk, pick("customer"), "decision", True),
            lambda: qualifying.overrule(desk, pick("customer"), "life_cycle", "ended", "停业"),
            lambda: staff.edit(desk, pick("staff"), {"name": f"人{self.chance.random()}"}),
            lambda: customers.delete(desk, [pick("customer")]),
            lambda: customers.edit(desk, pick("customer"), {"money": "yes", "intent": "clear"}),
        )

    def _order(self) -> None:
        day = dt.date.fromisoformat(self._day())
        parts = [{"due_on": str(day + dt.timedelta(10)), "amount": "5"}] if self.chance.random() < 0.3 else []
        first = {} if parts else {"first_payment": "3", "terms_days": self.chance.choice(("", "30"))}
        orders.add(self.desk, self._pick("customer"), {"date": str(day), **first}, [self._line()], parts)

    def _edit(self) -> None:
        typed = self.chance.choice(({"date": self._day()}, {"state": "ordered"}, {"reduction": "1"}, {"signed_on": ""}))
        orders.edit(self.desk, self._pick("sales_order"), typed, self.chance.choice((None, [self._line()])))

    def _pay(self) -> None:
        order = orders.order(self.desk, self._pick("sales_order"))
        amount = self.chance.choice(("7.77", str(order.due)))
        kind = self.chance.choice(("payment", "payment", "refund"))
        typed = {"amount": amount, "date": self._day(), "kind": kind}
        payments.add(self.desk, order.customer_id, typed, self.chance.choice((order.id, None)))

    def _give_back(self) -> None:
        order = orders.order(self.desk, self._pick("sales_order"))
        line = self.chance.choice(order.lines)
        quantity = str(line.quantity / self.chance.choice((1, 2)))
        returns.add(self.desk, order.id, {"date": self._day()}, [{"product": line.code, "quantity": quantity}])

    def _merge(self) -> None:
        if len(self.customers) > 2:
            merging.merge(self.desk, *self.chance.sample(self.customers, 2))

    def _line(self) -> dict[str, str]:
        quantity, price = self.chance.choice(("2.5", "10")), self.chance.choice(("1.2345", "33.3333"))
        return {"product": self.chance.choice(("甲1", "甲2")), "quantity": quantity, "price": price}

    def _pick(self, kind: str) -> int:
        rows = self.desk.data.database.execute_sql(f"SELECT id FROM {kind} WHERE deleted_at IS NULL").fetchall()
        return int(self.chance.choice([row[0] for row in rows] or [10**6]))

    def _day(self) -> str:
        return str(self.desk.today() - dt.timedelta(self.chance.randint(-10, 900)))
