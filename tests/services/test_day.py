"""What a day brings, on a real data file: today, a day to come, the counts of a month (METHOD.md sections 5, 6, 11)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from crmdesk.core.day import Contacting, Day
from crmdesk.services import complaints, customers, day, day_ahead, day_week, interactions, staff, tasks
from crmdesk.services.desk import Desk
from tests.desk import NOW
from tests.services.selling import sell

TODAY = dt.date(2026, 11, 21)


def customer(desk: Desk, name: str, **more: str) -> int:
    typed = {"name": name, "owner": "陈立", "verified_on": "2026-10-01", "grade": "A", **more}
    return customers.add(desk, typed)[0]


def log(desk: Desk, whose: int, kind: str, on: str, **more: str) -> None:
    interactions.add(desk, whose, {"kind": kind, "at": f"{on} 10:00", "by": "陈立", **more})


def rows(found: Day) -> list[tuple[str, str, str | None, int]]:
    def told(each: Contacting) -> tuple[str, str, str | None, int]:
        return each.who.name, each.kind, each.also, each.overdue_days

    return [told(each) for each in found.contacts]


def test_whom_to_contact_today_and_when_the_next_is_due(desk: Desk):
    late, fresh = customer(desk, "松屿饮品", tier="gold"), customer(desk, "澄原仪表", tier="silver")
    log(desk, late, "visit", "2026-11-02")
    log(desk, late, "call", "2026-11-11")
    log(desk, fresh, "visit", "2026-11-20")
    log(desk, fresh, "call", "2026-11-14")
    found = day.day(desk, TODAY)
    assert rows(found) == [("松屿饮品", "visit", "call", 9)]
    assert found.contact_count == 1
    assert rows(day.day(desk, dt.date(2026, 11, 24))) == [("澄原仪表", "call", None, 0)]
    assert day.day(desk, dt.date(2026, 11, 25)).is_empty
    log(desk, late, "visit", "2026-11-21")
    assert rows(day.day(desk, TODAY)) == [("松屿饮品", "call", None, 0)]


def test_what_is_planned_for_a_later_day_comes_after_the_rest(desk: Desk):
    for name in ("松屿饮品", "澄原仪表"):
        whose = customer(desk, name, tier="gold" if name == "松屿饮品" else "iron")
        log(desk, whose, "visit", "2026-11-02")
        log(desk, whose, "call", "2026-11-20")
    assert [each.who.name for each in day.day(desk, TODAY).contacts] == ["松屿饮品", "澄原仪表"]
    task, _ = tasks.add(desk, customers.id_of(desk, "K00001"), {"due_on": "2026-11-26", "text": "走访"})
    found = day.day(desk, TODAY).contacts
    assert [(each.who.name, each.planned_on) for each in found] == [
        ("澄原仪表", None), ("松屿饮品", dt.date(2026, 11, 26)),
    ]  # fmt: skip
    tasks.finish(desk, task)
    assert [each.who.name for each in day.day(desk, TODAY).contacts] == ["松屿饮品", "澄原仪表"]
    assert day.counts(desk) == day.Counts(today=2, due=2)


def test_promises_tasks_and_a_complaint_that_waits(desk: Desk):
    whose = customer(desk, "北屿冷链", grade="")
    log(desk, whose, "call", "2026-11-18", next_step="寄样品", next_date="2026-11-20")
    tasks.add(desk, whose, {"due_on": "2026-11-21", "text": "问尺寸"})
    tasks.add(desk, whose, {"due_on": "2026-11-23", "text": "回访"})
    complaint = {"received_at": "2026-11-15 09:00", "words": "送错", "due_on": "2026-11-19"}
    complaints.add(desk, whose, complaint)
    found = day.day(desk, TODAY)
    assert [(one.key[0], one.late_days(TODAY)) for one in found.promised] == [("step", 1), ("task", 0)]
    assert [(each.kind, each.waiting) for each in found.contacts] == [("call", "T00001")]
    assert (found.contact_count, found.complaint_count, found.promised_count) == (1, 1, 2)
    later = day.day(desk, dt.date(2026, 11, 23))
    assert [one.task.text for one in later.promised if one.task] == ["回访"]
    assert later.complaint_count == later.contact_count == 0
    interactions.finish_step(desk, interactions.open_steps(desk, whose)[0].id)
    assert day.day(desk, TODAY).promised_count == 1


def test_money_due_and_late(desk: Desk):
    whose = customer(desk, "拾山食品", grade="")
    sell(desk, whose, 200, "2026-10-01", number="D1", terms_days=30)
    sell(desk, whose, 900, "2026-10-10", number="D2", terms_days=30)
    sell(desk, whose, 500, "2026-10-26", number="D3", terms_days=30)
    sell(desk, whose, 700, "2026-11-20", number="D4", terms_days=30)
    parted = sell(desk, whose, 1000, "2026-11-01", number="D5", terms_days=90, first_payment=3_000_000)
    found = day.day(desk, TODAY).money
    assert [(one.order, one.amount) for one in found.owed] == [
        ("D2", Decimal(900)), ("D5", Decimal(300)), ("D1", Decimal(200)), ("D3", Decimal(500)),
    ]  # fmt: skip
    assert (found.count, found.total) == (4, Decimal(1900))
    assert found.owed[1].order_id == parted
    assert day.day(desk, dt.date(2026, 11, 25)).money.total == Decimal(500)


def test_signings_near_and_files_to_be_reviewed(desk: Desk):
    hoped = {"intent": "clear", "money": "yes", "grade": ""}
    customer(desk, "近的", expected_on="2026-11-30", **hoped)
    customer(desk, "远的", expected_on="2027-01-15", **hoped)
    old = customer(desk, "旧的", verified_on="2026-05-01", grade="")
    found = day.day(desk, TODAY)
    assert [(each.who.name, each.expected_on) for each in found.signings] == [("近的", dt.date(2026, 11, 30))]
    assert found.unverified == 1
    assert day.unverified(desk) == (old,)


def test_mine_leaves_out_what_others_are_to_do(desk: Desk):
    assert not day.is_shared(desk)
    for name in ("陈立", "王晓"):
        staff.add(desk, {"name": name, "role": "salesperson"})
    assert day.is_shared(desk)
    mine, other = customer(desk, "我的客户"), customer(desk, "别人的客户", owner="王晓")
    for whose, by in ((mine, "陈立"), (other, "王晓")):
        log(desk, whose, "visit", "2026-11-01", by=by, next_step="寄样品", next_date="2026-11-21")
        tasks.add(desk, whose, {"due_on": "2026-11-21", "text": "回访", "by": by})
    found = day.day(desk, TODAY, mine=True)
    assert [each.who.name for each in found.contacts] == ["我的客户"]
    assert {one.who.name for one in found.promised} == {"我的客户"}
    assert found.promised_count == 2
    assert day.day(desk, TODAY).promised_count == 4


def test_a_month_counts_what_was_done_and_what_is_coming(desk: Desk):
    whose = customer(desk, "松屿饮品")
    log(desk, whose, "visit", "2026-11-13")
    log(desk, whose, "call", "2026-11-19", next_step="寄样品", next_date="2026-11-20")
    tasks.add(desk, whose, {"due_on": "2026-11-28", "text": "回访"})
    found = {each.day: each for each in day_ahead.marked(desk, dt.date(2026, 11, 1), dt.date(2027, 1, 1))}
    assert found[dt.date(2026, 11, 13)].counts == {"contacted": 1}
    assert found[TODAY].counts == {"promised": 1}
    assert found[dt.date(2026, 11, 23)].counts == {"visit": 1}
    assert found[dt.date(2026, 11, 28)].counts == {"promised": 1}
    assert found[dt.date(2026, 11, 29)].counts == {"call": 1}
    assert found[dt.date(2027, 1, 1)].holidays == ("new-year",)
    assert sum(each.total for each in found.values()) == 6
    week = day_week.week(desk, dt.date(2026, 11, 16), dt.date(2026, 11, 22))
    assert [(len(each.made), each.day is None) for each in week] == [(0, True)] * 3 + [(1, True), (0, True)] + [
        (0, False)
    ] * 2


def test_a_clock_set_back_shows_the_day_as_it_is_then(desk: Desk):
    whose = customer(desk, "松屿饮品")
    log(desk, whose, "visit", "2026-11-10")
    log(desk, whose, "call", "2026-11-18")
    assert len(day.day(desk, desk.today()).contacts) == 1
    desk.clock = lambda: NOW - dt.timedelta(days=3)
    assert day.day(desk, desk.today()).contacts == ()
    assert rows(day.day(desk, dt.date(2026, 11, 20))) == [("松屿饮品", "visit", None, 0)]
