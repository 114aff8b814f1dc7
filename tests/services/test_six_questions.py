"""The six questions: whom each names, why, and what to do."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from crmdesk.core.errors import UserError
from crmdesk.core.six_questions import KEYS, Key, Named
from crmdesk.core.words import Words
from crmdesk.services import contacts, costing, customers, elsewhere, six_questions, tiers
from crmdesk.services.desk import Desk
from crmdesk.sheets.books import CancelledError
from tests.services.questioned import UNITS, add, record, sell


def named(desk: Desk, key: Key, today: dt.date | None = None) -> list[Named]:
    asked = six_questions.question(desk, key, today)
    found = six_questions.rows(desk, asked)
    assert (asked.count, asked.why is None) == (len(found), bool(found))
    return found


def codes(one: Named) -> list[str]:
    return [reason.code for reason in one.reasons]


def names(found: list[Named]) -> list[str]:
    return [one.customer.name for one in found]


def test_nobody_in_the_file_and_nobody_who_bought(desk: Desk) -> None:
    for key in KEYS:
        assert six_questions.question(desk, key).why is not None
    add(desk, "甲")
    six = six_questions.questions(desk)
    assert [one.why.code for one in six.questions if one.why] == [
        "six-none-gold-medal", "six-none-only-cost", "six-none-wanted", "six-none-complained", "six-nothing-to-compare",
        "six-none-elsewhere",
    ]  # fmt: skip
    with pytest.raises(UserError, match="six-unknown"):
        six_questions.question(desk, "seventh")  # type: ignore[arg-type]
    with pytest.raises(CancelledError):
        six_questions.questions(desk, cancelled=lambda: True)


def test_the_five_percent_of_last_year_are_gold(desk: Desk) -> None:
    ids = [add(desk, f"客户{place}") for place in range(21)]
    for place, customer in enumerate(ids[:5]):
        sell(desk, customer, "2025-05-01", {"amount": (place + 1) * 100 * UNITS})
    sell(desk, ids[20], "2026-05-01", {"amount": 9_999 * UNITS})
    found = named(desk, "gold-medal")
    assert [(one.customer.name, one.figures["rank"], one.figures["sales"]) for one in found] == [
        ("客户4", 1, Decimal(500)), ("客户3", 2, Decimal(400)),
    ]  # fmt: skip
    assert {one.advice for one in found} == {"serve-first"}


def test_who_of_the_last_fifth_only_costs(desk: Desk, words_en: Words) -> None:
    good = [add(desk, f"好客户{place}") for place in range(16)]
    for customer in good:
        sell(desk, customer, "2026-06-01")
    quiet, losing, dear, cheap = (add(desk, name) for name in ("沉默厂", "丢标厂", "贵客厂", "压价厂"))
    sell(desk, quiet, "2025-03-01")
    for day in ("2026-02-01", "2026-03-01", "2026-04-01"):
        sell(desk, losing, day, state="lost")
        sell(desk, cheap, day, {"discount": 5_000, "cost": 99 * UNITS})
    sell(desk, dear, "2026-06-01", {"cost": 95 * UNITS})
    record(desk, "interaction", customer_id=dear, at="2026-06-02T10:00", kind="meal", cost=300 * UNITS)
    found = {one.customer.name: one for one in named(desk, "only-cost")}
    assert {name: (codes(one), one.advice) for name, one in found.items()} == {
        "贵客厂": (["burden-dear"], "spend-less"),
        "沉默厂": (["burden-no-order"], "mail-less"),
        "丢标厂": (["burden-bids"], "mail-less"),
        "压价厂": (["burden-price"], "mail-less"),
    }
    assert next(iter(found)) == "贵客厂"
    assert found["贵客厂"].reasons[0].told(words_en) == "Serving it cost ¥300.00, its gross profit was ¥5.00."
    assert costing.burdens(desk, dt.date(2025, 3, 2)).count == 0


def test_one_being_won_costs_without_being_a_burden(desk: Desk) -> None:
    """A customer of this year who bought nothing yet is visited, and that costs; an old one it speaks against."""
    new, old = add(desk, "新客户"), add(desk, "老客户")
    for customer, at in ((new, "2026-10-01"), (old, "2025-01-05"), (old, "2026-10-01")):
        record(desk, "interaction", customer_id=customer, at=at, kind="visit", cost=UNITS)
    for place in range(8):
        sell(desk, add(desk, f"好客户{place}"), "2026-06-01")
    assert [(one.customer.name, codes(one)) for one in named(desk, "only-cost")] == [
        ("老客户", ["burden-never-ordered", "burden-dear"])
    ]


def test_whose_cost_is_unknown_is_not_looked_at(desk: Desk) -> None:
    for place in range(4):
        sell(desk, add(desk, f"好客户{place}"), "2026-06-01")
    sell(desk, add(desk, "成本不明"), "2025-01-01")
    for day in ("2026-02-01", "2026-03-01", "2026-04-01"):
        sell(desk, customers.id_of(desk, "K00005"), day, {"discount": 5_000, "cost": None})
    asked = costing.burdens(desk)
    assert (asked.count, [note.code for note in asked.notes]) == (0, ["six-note-only-cost", "six-note-cost-unknown"])


def test_enterprises_wanted_this_year_need_three_contacts(desk: Desk) -> None:
    ready, alone, nobody = (add(desk, name, wanted="yes") for name in ("联系人齐", "一个联系人", "无人可联系"))
    add(desk, "不重点")
    customers.add(desk, {"name": "许念安", "kind": "individual", "wanted": "yes"})
    for customer, count in ((ready, 3), (alone, 1)):
        for place in range(count):
            contacts.add(desk, customer, {"name": f"联系人{place}", "mobile": f"1390000000{place}"})
    contacts.add(desk, nobody, {"name": "没有电话的人"})
    found = named(desk, "wanted")
    assert [(one.customer.name, one.figures["contacts"], codes(one), one.advice) for one in found] == [
        ("无人可联系", 0, ["six-wanted-few"], "add-contacts"),
        ("一个联系人", 1, ["six-wanted-few"], "add-contacts"),
        ("联系人齐", 3, ["six-wanted-enough"], "visit-wanted"),
    ]
    assert found[1].reasons[0].params == {"reached": 1, "aim": 3, "lacking": 2}


def test_big_customers_who_complained_more_than_once(desk: Desk) -> None:
    big, set_, small, once = (add(desk, name) for name in ("大客户", "手工银质", "小客户", "一次"))
    sell(desk, big, "2025-05-01", {"amount": 900 * UNITS})
    for customer, days in ((big, 3), (set_, 2), (small, 2), (once, 1)):
        for day in range(days):
            said = {"at": "", "received_at": f"2026-0{day + 3}-01", "state": "open" if day else "closed"}
            record(desk, "complaint", customer_id=customer, words="湿了", **{k: v for k, v in said.items() if v})
    record(desk, "complaint", customer_id=once, words="旧的", received_at="2025-11-20", state="open")
    tiers.set_tier(desk, set_, "silver", "老板的朋友")
    found = named(desk, "complained")
    assert [(one.customer.name, one.figures["complaints"], one.figures["open"]) for one in found] == [
        ("大客户", 3, 2), ("手工银质", 2, 1),
    ]  # fmt: skip
    assert found[0].figures["last_on"] == dt.date(2026, 5, 1)
    customers.delete(desk, [big])
    assert names(named(desk, "complained")) == ["手工银质"]


def test_who_complained_last_year_counts_too(desk: Desk, words_en: Words) -> None:
    big, apart = add(desk, "大客户"), add(desk, "各一次")
    for customer, days in ((big, ("2025-01-05", "2025-02-01")), (apart, ("2025-02-01", "2026-02-01"))):
        tiers.set_tier(desk, customer, "gold", "老板的朋友")
        for day in days:
            record(desk, "complaint", customer_id=customer, words="湿了", received_at=day, state="closed")
    (found,) = named(desk, "complained")
    assert (found.customer.name, found.figures["complaints"], found.figures["last_year"]) == ("大客户", 0, 2)
    assert found.reasons[0].told(words_en) == "Complaints in 2025: 2."


def test_last_years_largest_who_order_less(desk: Desk) -> None:
    """Only the same days of last year are compared; who bought them later still has the time to."""
    nothing, less, more, late = (add(desk, name) for name in ("今年没买", "今年少了", "今年多了", "年底才买"))
    for customer in (nothing, less, more):
        sell(desk, customer, "2025-03-01", {"amount": 1000 * UNITS})
    sell(desk, late, "2025-12-15", {"amount": 5000 * UNITS})
    sell(desk, less, "2026-11-21", {"amount": 250 * UNITS})
    sell(desk, more, "2026-02-01", {"amount": 1001 * UNITS})
    for place in range(16):
        add(desk, f"其余{place}")
    found = named(desk, "ordering-less")
    assert [(one.customer.name, codes(one), one.figures["now"]) for one in found] == [
        ("今年没买", ["six-nothing-yet"], Decimal(0)), ("今年少了", ["six-less"], Decimal(250)),
    ]  # fmt: skip
    assert found[1].reasons[0].params["percent"] == 75
    assert names(named(desk, "ordering-less", dt.date(2026, 2, 28))) == []


def test_who_buys_the_rest_elsewhere(desk: Desk) -> None:
    goods = [
        record(desk, "product", code=f"P{place}", name=f"产品{place}", category=category)
        for place, category in enumerate(("纸箱", "胶带", "薄膜", "标签"))
    ]
    told, few, many, replaced, gone = (
        add(desk, name) for name in ("别家买膜", "只买纸箱", "样样都买", "已替代", "去年的")
    )
    sell(desk, told, "2026-05-01", {"product": goods[0]})
    sell(desk, few, "2026-05-01", {"product": goods[0], "amount": 900 * UNITS}, {"product": goods[3], "sample": 1})
    sell(desk, many, "2026-05-01", *({"product": each} for each in goods))
    sell(desk, replaced, "2026-05-01", *({"product": each} for each in goods))
    sell(desk, gone, "2025-05-01", {"product": goods[0]})
    elsewhere.add(desk, told, {"product": "缠绕膜", "competitor": "虚谷包材", "our_product": "产品2"})
    elsewhere.add(desk, many, {"product": "打包带"})
    entry, _ = elsewhere.add(desk, replaced, {"product": "缠绕膜"})
    elsewhere.replaced_today(desk, entry)
    found = named(desk, "elsewhere")
    assert [(one.customer.name, codes(one)) for one in found] == [
        ("别家买膜", ["six-elsewhere-from-ours"]), ("只买纸箱", ["six-few-categories"]),
    ]  # fmt: skip
    assert found[1].reasons[0].params["categories"] == ("纸箱",)


def test_with_two_categories_nobody_buys_few_of_them(desk: Desk) -> None:
    goods = [record(desk, "product", code=each, name=each, category=each) for each in ("纸箱", "胶带")]
    sell(desk, add(desk, "甲"), "2026-05-01", {"product": goods[0]})
    asked = six_questions.question(desk, "elsewhere")
    assert (asked.count, [note.code for note in asked.notes]) == (0, ["six-note-elsewhere-noted"])


def test_pages_follow_each_other(desk: Desk) -> None:
    for place in range(7):
        add(desk, f"想要{place}", wanted="yes")
    asked = six_questions.question(desk, "wanted")
    paged = [one.customer.id for first in range(0, 9, 3) for one in six_questions.rows(desk, asked, first, 3)]
    assert paged == list(asked.ids)
