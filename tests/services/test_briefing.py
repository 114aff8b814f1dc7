"""The briefing of a customer of whom everything is known, of one of whom nothing is, and on another day."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.services import briefing, complaints, contacts, customers, interactions, next_purchase, tasks
from crmdesk.services.desk import Desk
from tests.services.questioned import UNITS, add, record, sell

TODAY = dt.date(2026, 11, 21)


@pytest.fixture
def known(desk: Desk) -> int:
    """An enterprise with everything a briefing shows."""
    film = record(desk, "product", code="P2", name="拉伸膜", category="膜", unit="卷", price=36 * UNITS)
    typed = {"owner": "陈立", "grade": "A", "tier": "silver", "tier_reason": "大客户", "credit_limit": "1000"}
    customer = add(desk, "华东包装有限公司", **typed, discount="3")
    contacts.add(desk, customer, {"name": "王采购", "role": "buys", "main": "yes", "mobile": "13800000001"})
    contacts.add(desk, customer, {"name": "张建国", "salutation": "张总", "role": "decides", "birthday": "1970-11-28"})
    for on, price in (("2026-08-20", 30), ("2026-09-19", 32), ("2026-10-19", 33)):
        line = {"product": film, "quantity": 20_000, "price": price * UNITS, "amount": price * 20 * UNITS}
        sell(desk, customer, on, line, number=f"D{on}", terms_days=30)
    sell(desk, customer, "2026-11-01", {"product": film, "sample": 1}, number="D-样品")
    sell(desk, customer, "2026-11-10", number="Q1", state="offer", valid_until="2026-11-25")
    for at, promise in (("2026-10-01", ""), ("2026-10-20", "寄样"), ("2026-11-02", ""), ("2026-11-12", "降价")):
        interactions.add(desk, customer, {"at": at, "kind": "call", "content": at, "promise": promise})
    interactions.add(
        desk, customer, {"at": "2026-09-01", "kind": "visit", "next_step": "送目录", "next_date": "2026-11-20"}
    )
    tasks.add(desk, customer, {"text": "回访", "due_on": "2026-11-30"})
    complaints.add(desk, customer, {"words": "漏了两箱", "received_at": "2026-11-15"})
    return customer


def test_everything_about_a_customer(desk: Desk, known: int, words_zh: Words) -> None:
    made = briefing.briefing(desk, known, words=words_zh)
    assert (made.today, made.number, made.name) == (TODAY, "K00001", "华东包装有限公司")
    assert [one.values["name"] for one in made.people] == ["张建国", "王采购"]
    assert [one.values.get("promise") for one in made.contacts_made] == ["降价", None, "寄样"]
    assert [one.values["next_step"] for one in made.steps] == ["送目录"]
    assert [one.text for one in made.tasks] == ["回访"]
    assert [row.headline for row in made.complaints] == ["漏了两箱"]
    account = made.account
    assert (account.owed, account.overdue, account.since) == (2000, 2000, dt.date(2026, 9, 19))
    assert (account.limit, account.beyond) == (1000, 1000)
    assert made.policy is not None
    assert made.policy.tier == "silver"
    (film,) = made.expected
    assert (film.name, film.on, film.rhythm.margin, film.quantity) == ("拉伸膜", dt.date(2026, 11, 18), 0, Decimal(20))
    (price,) = made.prices
    assert (price.product, price.price, price.on) == ("拉伸膜", Decimal(33), dt.date(2026, 10, 19))
    assert made.last_order is not None
    assert made.last_order.number == "D-样品"
    assert [(each.number, each.until) for each in made.offers] == [("Q1", dt.date(2026, 11, 25))]
    assert [(each.name, each.day.isoformat(), each.years) for each in made.birthdays] == [("张建国", "2026-11-28", 56)]
    assert [(each.kind, each.last_on) for each in made.dues] == [
        ("visit", dt.date(2026, 9, 1)), ("call", dt.date(2026, 11, 12)),
    ]  # fmt: skip
    assert [each.code for each in made.suggested] == [
        "brief-complaint", "brief-step-late", "brief-overdue", "brief-visit-overdue", "brief-birthday", "brief-offer",
        "brief-purchase-late", "brief-task-coming", "brief-contacts",
    ]  # fmt: skip
    assert all(each.told(words_zh) for each in made.suggested)


def test_on_another_day_only_what_was_then(desk: Desk, known: int) -> None:
    then = briefing.briefing(desk, known, dt.date(2026, 10, 10))
    assert [str(one.at.date()) for one in then.contacts_made] == ["2026-10-01", "2026-09-01"]
    assert (then.complaints, then.offers, then.policy) == ((), (), None)
    assert (then.account.owed, then.account.overdue) == (1240, 600)
    assert then.last_order is not None
    assert then.last_order.on == dt.date(2026, 9, 19)
    assert then.expected == ()
    assert next_purchase.of_customer(desk, known, TODAY) != ()


def test_of_a_customer_nobody_knows_anything_of(desk: Desk) -> None:
    made = briefing.briefing(desk, add(desk, "新客户"))
    assert (made.contacts_made, made.tasks, made.expected, made.last_order, made.policy) == ((), (), (), None, None)
    assert [each.code for each in made.suggested] == ["brief-man", "brief-contacts"]
    with pytest.raises(UserError, match="record-gone"):
        briefing.briefing(desk, 99)


def test_what_lies_in_the_trash_is_not_told(desk: Desk, known: int) -> None:
    for one in interactions.of_customer(desk, known):
        interactions.delete(desk, one.id)
    tasks.delete(desk, tasks.of_customer(desk, known)[0].id)
    made = briefing.briefing(desk, known)
    assert (made.contacts_made, made.steps, made.tasks) == ((), (), ())
    customers.delete(desk, [known])
    with pytest.raises(UserError, match="record-gone"):
        briefing.briefing(desk, known)
