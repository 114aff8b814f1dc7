"""Whom a day asks to contact, and in which order (METHOD.md sections 5 and 6)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from crmdesk.core import day
from crmdesk.core.complaint_lists import ComplaintRow
from crmdesk.core.complaints import Warned
from crmdesk.core.day import Contacting, Day, Person
from crmdesk.core.visit_plan import Span

TODAY = dt.date(2026, 11, 23)
GOLD = Person(1, "K00001", "松屿饮品集团", "gold", Decimal(100))
RICH = Person(2, "K00002", "澄原仪表", "silver", Decimal(900))
POOR = Person(3, "K00003", "北屿冷链", "silver", Decimal(10))
NONE = Person(4, "K00004", "青籽烘焙", None)
SPAN = Span(10, 15)


def due(who: Person, kind: str = "visit", late: int = 0, role: str = "salesperson") -> Contacting:
    return Contacting(who, kind, role, "陈立", None, SPAN, TODAY, late)  # type: ignore[arg-type]


def complaint(who: Person, number: str, due_on: dt.date, *warnings: str) -> tuple[Person, ComplaintRow]:
    warned = tuple(Warned(code, {}, holds=True) for code in warnings)
    row = ComplaintRow(
        1, number, who.id, who.number, who.name, "", "", "open", 1, "listen", dt.datetime(2026, 11, 20), due_on, None,
        3, 0, None, None, None, None, warned,
    )  # fmt: skip
    return who, row


def told(found: list[Contacting]) -> list[tuple[str, str, str | None, str, bool]]:
    return [(each.who.number, each.kind, each.also, each.waiting, each.complaining) for each in found]


def test_the_most_valuable_come_first_and_a_customer_has_one_row():
    dues = [due(NONE), due(POOR, "call"), due(RICH), due(RICH, "call"), due(GOLD, "visit"), due(GOLD, "call", late=3)]
    assert told(day.to_contact(dues, (), {}, TODAY)) == [
        ("K00001", "call", "visit", "", False),
        ("K00002", "visit", "call", "", False),
        ("K00003", "call", None, "", False),
        ("K00004", "visit", None, "", False),
    ]


def test_two_of_our_roles_have_a_row_each():
    found = day.to_contact([due(GOLD), due(GOLD, role="sales-manager")], (), {}, TODAY)
    assert [each.role for each in found] == ["sales-manager", "salesperson"]


@pytest.mark.parametrize(
    ("due_on", "warnings", "waits"),
    [
        (TODAY - dt.timedelta(1), (), True),
        (TODAY, (), False),
        (TODAY, ("no-response",), True),
        (TODAY, ("promise-broken",), True),
        (TODAY, ("blame",), False),
    ],
)
def test_who_waits_for_an_answer(due_on: dt.date, warnings: tuple[str, ...], waits: bool):
    assert day.waits(complaint(POOR, "T00045", due_on, *warnings)[1], TODAY) == waits


def test_a_complaint_that_waits_is_a_call_and_what_is_planned_comes_last_unless_it_waits():
    late, calm = TODAY - dt.timedelta(2), TODAY + dt.timedelta(2)
    complaints = [complaint(POOR, "T00045", late), complaint(GOLD, "T00042", calm), complaint(RICH, "T00046", late)]
    found = day.to_contact([due(GOLD), due(RICH), due(NONE)], complaints, {1: calm, 2: calm}, TODAY)
    assert told(found) == [
        ("K00002", "visit", None, "T00046", False),
        ("K00003", "call", None, "T00045", False),
        ("K00004", "visit", None, "", False),
        ("K00001", "visit", None, "", True),
    ]
    assert [each.planned_on for each in found] == [None, None, None, calm]


def test_the_page_of_a_month_begins_on_a_monday_and_has_six_weeks():
    assert day.month_of(dt.date(2026, 11, 23)) == (dt.date(2026, 10, 26), dt.date(2026, 12, 6))
    assert day.month_of(dt.date(2027, 2, 28)) == (dt.date(2027, 2, 1), dt.date(2027, 3, 14))


def test_counts_of_kinds_become_counts_of_days():
    later = TODAY + dt.timedelta(1)
    assert day.merged([("visit", {TODAY: 2, later: 0}), ("call", {TODAY: 1, later: 4})]) == {
        TODAY: {"visit": 2, "call": 1},
        later: {"call": 4},
    }


def test_a_day_is_empty_while_nothing_waits():
    assert Day(TODAY, fresh=False).is_empty
    assert not Day(TODAY, fresh=False, unverified=1).is_empty
