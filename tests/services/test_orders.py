"""Orders and offers: typed, reckoned, kept, changed, won and lost, on hold, deleted."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from crmdesk.core.errors import UserError
from crmdesk.services import contacts, customers, history, orders, payments, products
from crmdesk.services.desk import Desk

TAPE = {"product": "JD-48", "quantity": "100"}
FILM = {"product": "缠绕膜", "quantity": "10", "price": "25.1234", "discount": "8折"}


@pytest.fixture
def owner(desk: Desk) -> int:
    products.add(desk, {"name": "封箱胶带", "code": "JD-48", "price": "3.5", "cost": "2"})
    products.add(desk, {"name": "缠绕膜", "price": "26"})
    typed = {"name": "禾砚有限公司", "terms_days": "30", "owner": "陆青", "credit_limit": "1000"}
    return customers.add(desk, typed)[0]


def add(desk: Desk, owner: int, *lines: dict[str, str], **typed: str) -> int:
    return orders.add(desk, owner, typed, lines or [TAPE])[0]


def test_an_order_with_what_is_not_typed_filled_in(desk: Desk, owner: int) -> None:
    order, changes = orders.add(desk, owner, {}, [TAPE, FILM, {"product": "", "quantity": " "}])
    assert changes.touched("sales_order") == {order}
    found = orders.order(desk, order)
    assert (found.number, found.customer_number, found.state) == ("D00001", "K00001", "ordered")
    assert found.date == found.values["signed_on"] == desk.today()
    assert (found.values["by"], found.values["terms_days"]) == ("陆青", 30)
    assert [(line.code, line.amount, line.cost) for line in found.lines] == [
        ("JD-48", Decimal(350), Decimal(200)), ("P00001", Decimal("200.99"), None),
    ]  # fmt: skip
    assert (found.amount, found.due, found.profit) == (Decimal("550.99"), Decimal("550.99"), Decimal("350.99"))
    assert found.due_on == desk.today() + dt.timedelta(days=30)
    assert history.undoable(desk)[0].params == {"number": "D00001", "customer": "K00001"}  # type: ignore[union-attr]
    history.undo(desk)
    with pytest.raises(UserError, match="order-gone"):
        orders.order(desk, order)
    history.redo(desk)
    assert orders.order(desk, order).amount == Decimal("550.99")


@pytest.mark.parametrize(
    ("typed", "line", "code"),
    [
        ({}, {}, "order-empty"),
        ({}, {**TAPE, "quantity": "-3"}, "quantity-negative"),
        ({}, {**TAPE, "quantity": "0"}, "quantity-zero"),
        ({}, {**TAPE, "quantity": ""}, "required-missing"),
        ({}, {**TAPE, "product": "木箱"}, "product-unknown"),
        ({}, {**TAPE, "price": ""}, "line-price-missing"),
        ({}, {**TAPE, "price": "-1"}, "amount-negative"),
        ({}, {**TAPE, "price": "$3"}, "money-currency"),
        ({}, {**TAPE, "discount": "120"}, "percent-range"),
        ({"date": "2026-13-01"}, TAPE, "date-no-month"),
        ({"date": "2026-02-30"}, TAPE, "date-no-such-day"),
        ({"reduction": "350.01"}, TAPE, "reduction-over"),
        ({"first_payment": "-1"}, TAPE, "amount-negative"),
        ({"contact": "没有此人"}, TAPE, "contact-not-there"),
        ({"state": "lost"}, TAPE, "lost-reason-missing"),
    ],
)
def test_bad_input_says_what_and_where_and_keeps_nothing(
    desk: Desk, owner: int, typed: dict[str, str], line: dict[str, str], code: str
) -> None:
    reckoned = orders.reckon(desk, owner, typed, [line])
    told = {**reckoned.problems, **reckoned.lines[0].problems}
    assert reckoned.refused
    assert code in {problem.code for problem in told.values() if problem.hard}
    with pytest.raises(UserError) as caught:
        orders.add(desk, owner, typed, [line])
    reason = caught.value.params.get("reason")
    assert code in (caught.value.code, reason and reason.code)
    assert orders.of_customer(desk, owner) == []


@pytest.mark.parametrize(
    ("typed", "line", "key", "code"),
    [
        ({"date": "2026-12-01"}, TAPE, "date", "order-date-ahead"),
        ({"delivered_on": "2026-11-01"}, TAPE, "delivered_on", "order-day-before"),
        ({"first_payment": "400"}, TAPE, "first_payment", "first-payment-over"),
        ({"number": "D00001", "date": "2026-11-01"}, TAPE, "number", "order-number-used"),
        ({}, {**TAPE, "price": "3", "amount": "299"}, "amount", "line-amount-differs"),
    ],
)
def test_what_is_doubtful_is_told_and_kept(
    desk: Desk, owner: int, typed: dict[str, str], line: dict[str, str], key: str, code: str
) -> None:
    add(desk, owner)
    reckoned = orders.reckon(desk, owner, typed, [line])
    told = {**reckoned.problems, **reckoned.lines[0].problems}
    assert (told[key].code, told[key].hard) == (code, False)
    orders.add(desk, owner, typed, [line])
    assert len(orders.of_customer(desk, owner)) == 2


def test_a_sample_costs_nothing_and_an_amount_gives_its_price(desk: Desk, owner: int) -> None:
    sample = {**TAPE, "sample": "yes", "price": ""}
    dear = {"product": "缠绕膜", "quantity": "3", "price": "", "amount": "100", "discount": "40", "cost": "70"}
    first, second = orders.order(desk, add(desk, owner, sample, dear)).lines
    assert (first.sample, first.price, first.amount, first.cost) == (True, None, 0, Decimal(200))
    assert (second.price, second.amount, second.cost) == (Decimal("55.5556"), Decimal(100), Decimal(70))


def test_a_customer_deleted_meanwhile(desk: Desk, owner: int) -> None:
    order = add(desk, owner)
    customers.delete(desk, [owner])
    for act in (lambda: add(desk, owner), lambda: orders.edit(desk, order, {"notes": "x"})):
        with pytest.raises(UserError, match="record-gone"):
            act()
    assert orders.find(desk, orders.Orders()) == []
    assert orders.order(desk, order).amount == Decimal(350)


def test_lines_changed_replaced_and_left_alone(desk: Desk, owner: int) -> None:
    order = add(desk, owner, TAPE, FILM)
    before = orders.order(desk, order)
    same = orders.typed_lines(before)
    assert not orders.edit(desk, order, {}, same)
    same[0]["quantity"] = "50"
    changes = orders.edit(desk, order, {"reduction": "0.99", "notes": "抹零"}, same[:1])
    assert changes.touched("order_line") == {line.id for line in before.lines}
    found = orders.order(desk, order)
    assert [(line.id, line.quantity, line.cost) for line in found.lines] == [
        (before.lines[0].id, Decimal(50), Decimal(100))
    ]
    assert (found.goods, found.amount, found.due) == (Decimal(175), Decimal("174.01"), Decimal("174.01"))
    history.undo(desk)
    assert orders.order(desk, order) == before
    with pytest.raises(UserError, match="order-empty"):
        orders.edit(desk, order, {}, [])


def test_amounts_kept_to_four_decimals_survive_the_form(desk: Desk, owner: int) -> None:
    order = add(desk, owner, {"product": "缠绕膜", "quantity": "7", "amount": "125.4321", "price": "17.9"})
    typed = orders.typed_lines(orders.order(desk, order))
    assert typed[0]["amount"] == "125.4321"
    assert not orders.edit(desk, order, {}, typed)
    assert orders.order(desk, order).payable == Decimal("125.43")


def test_instalments_say_when_what_is_due(desk: Desk, owner: int) -> None:
    parts = [{"due_on": "2026-11-25", "amount": "150"}, {"due_on": "2026-12-25", "amount": "200"}, {"due_on": ""}]
    order, _ = orders.add(desk, owner, {}, [TAPE], parts)
    assert orders.order(desk, order).due_on == dt.date(2026, 11, 25)
    payments.add(desk, owner, {"amount": "150"}, order)
    assert orders.order(desk, order).due_on == dt.date(2026, 12, 25)
    told = orders.reckon(desk, owner, {}, [TAPE], order, [{"due_on": "2026-11-25", "amount": "100"}])
    assert told.problems["instalments"].code == "instalments-differ"
    orders.edit(desk, order, {}, None, [{"due_on": "2027-01-01", "amount": "350"}])
    assert [part.amount for part in orders.order(desk, order).instalments] == [Decimal(350)]
    orders.edit(desk, order, {"terms_days": "10"}, None, [])
    assert orders.order(desk, order).due_on == desk.today() + dt.timedelta(days=10)


def test_an_order_beyond_the_limit_is_held_until_released_with_a_reason(desk: Desk, owner: int) -> None:
    add(desk, owner, date="2026-11-01")
    risk = orders.risk(desk, owner, Decimal(700))
    assert (risk.limit, risk.owed, risk.after, risk.beyond, risk.hold) == (
        Decimal(1000),
        Decimal(350),
        Decimal(1050),
        Decimal(50),
        "credit",
    )
    order = add(desk, owner, {**TAPE, "quantity": "200"})
    assert orders.order(desk, order).values["hold_reason"] == "credit"
    assert [row.id for row in orders.rows(desk, orders.find(desk, orders.Orders(hold=True)))] == [order]
    for act in (
        lambda: orders.deliver(desk, order, desk.today()),
        lambda: orders.edit(desk, order, {"delivered_on": "2026-11-21"}),
    ):
        with pytest.raises(UserError) as caught:
            act()
        assert "order-held" in (caught.value.code, getattr(caught.value.params.get("reason"), "code", ""))
    with pytest.raises(UserError, match="release-reason-missing"):
        orders.release(desk, order, "  ")
    orders.release(desk, order, "老板同意")
    assert not orders.edit(desk, order, {"notes": ""})
    orders.deliver(desk, order, desk.today())
    found = orders.order(desk, order).values
    assert (found.get("hold"), found["released_reason"], found["delivered_on"]) == (None, "老板同意", desk.today())
    with pytest.raises(UserError, match="order-not-held"):
        orders.release(desk, order, "再来")


def test_overdue_debts_hold_and_payment_lifts_it_with_the_next_change(desk: Desk, owner: int) -> None:
    old = add(desk, owner, date="2026-09-01", first_payment="50")
    risk = orders.risk(desk, owner, Decimal(10))
    assert (risk.overdue, risk.overdue_since, risk.hold) == (Decimal(350), dt.date(2026, 9, 1), "overdue")
    order = add(desk, owner)
    assert orders.order(desk, order).values["hold_reason"] == "overdue"
    customers.edit(desk, owner, {"credit_limit": "500"})
    orders.edit(desk, order, {"notes": "加急"})
    assert orders.order(desk, order).values["hold_reason"] == "both"
    payments.add(desk, owner, {"amount": "400"}, old)
    assert orders.risk(desk, owner, Decimal(350), order).credit == Decimal(50)
    orders.edit(desk, order, {"notes": "已付清"})
    assert "hold" not in orders.order(desk, order).values


def test_offers_are_won_or_lost_with_a_reason(desk: Desk, owner: int) -> None:
    offer = add(desk, owner, FILM, state="offer", date="2026-10-01", valid_until="2026-10-31")
    found = orders.order(desk, offer)
    assert (found.amount, found.due, "signed_on" in found.values) == (Decimal("200.99"), 0, False)
    with pytest.raises(UserError, match="value-refused"):
        orders.lose(desk, offer, "天气")
    orders.lose(desk, offer, "price", "汇凌耗材", "低了 5%")
    found = orders.order(desk, offer)
    assert (found.state, found.values["lost_to"], found.values["notes"]) == ("lost", "汇凌耗材", "低了 5%")
    history.undo(desk)
    orders.win(desk, offer)
    found = orders.order(desk, offer)
    assert (found.state, found.date, found.values["signed_on"]) == ("ordered", desk.today(), desk.today())
    assert found.due == Decimal("200.99")
    with pytest.raises(UserError, match="order-not-offer"):
        orders.win(desk, offer)
    payments.add(desk, owner, {"amount": "100"}, offer)
    orders.cancel(desk, offer)
    found = orders.order(desk, offer)
    assert (found.due, found.credit) == (0, Decimal(100))
    with pytest.raises(UserError, match="order-not-open"):
        orders.cancel(desk, offer)


def test_deleting_takes_everything_along_and_restoring_brings_it_back(desk: Desk, owner: int) -> None:
    contacts.add(desk, owner, {"name": "钱宁"})
    order = add(desk, owner, contact="钱宁")
    mistaken, _ = payments.add(desk, owner, {"amount": "7"}, order)
    payment, _ = payments.add(desk, owner, {"amount": "100"}, order)
    payments.delete(desk, mistaken)
    before = orders.order(desk, order)
    assert before.values["contact"] == "钱宁"
    orders.delete(desk, [order])
    assert orders.of_customer(desk, owner) == []
    with pytest.raises(UserError, match="payment-gone"):
        payments.payment(desk, payment)
    orders.restore(desk, orders.in_trash(desk, "D00001"))
    assert orders.order(desk, order) == before
    with pytest.raises(UserError, match="order-not-in-trash"):
        orders.in_trash(desk, "D00001")


def test_lists_are_searched_filtered_and_sorted(desk: Desk, owner: int) -> None:
    other = customers.add(desk, {"name": "许念安", "owner": "温以宁"})[0]
    first = add(desk, owner, date="2026-10-01")
    second = add(desk, other, FILM, date="2026-10-02", state="offer")
    third = add(desk, owner, FILM, date="2026-10-03", number="HT-2026-8")
    payments.add(desk, owner, {"amount": "350", "date": "2026-10-02"}, first)

    def found(**wanted: object) -> list[int]:
        return orders.find(desk, orders.Orders(**wanted))  # type: ignore[arg-type]

    assert found() == [third, second, first]
    assert found(descending=False) == [first, second, third]
    assert found(sort="amount", descending=True)[0] == first
    assert found(sort="customer_name", descending=False) == [first, third, second]
    assert found(states=("offer",)) == found(query="xna") == found(by="温以宁") == [second]
    assert found(query="HT-20") == found(query="ht-2026-8") == found(owing=True) == [third]
    assert found(query="胶带") == found(to=dt.date(2026, 10, 1)) == [first]
    assert found(customer_id=owner, from_=dt.date(2026, 10, 2)) == [third]
    row = orders.rows(desk, [first, 999])[0]
    assert (row.customer_name, row.products, row.lines, row.paid, row.due) == (
        "禾砚有限公司", "封箱胶带", 1, Decimal(350), 0,
    )  # fmt: skip
