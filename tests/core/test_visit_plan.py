"""The visit table of METHOD.md section 5: every cell with its due and overdue day, roles held, what is typed."""

from __future__ import annotations

import datetime as dt
import gettext
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.roles import ROLES, roles
from crmdesk.core.staff import StaffMember
from crmdesk.core.visit_plan import (
    CELLS,
    COLUMNS,
    DEFAULTS,
    MOST,
    Line,
    Span,
    VisitPlan,
    due,
    lines,
    often,
    read_plan,
    to_json,
)
from crmdesk.core.visit_plan_words import due_told, parse_span, span_told
from crmdesk.core.words import Words

WORDS = Words("en", gettext.NullTranslations())
SINCE, TODAY = dt.date(2024, 1, 31), dt.date(2024, 3, 20)
TABLE = """
A salesperson visit          2024-02-10 2024-02-11
A salesperson call           2024-02-10 2024-02-16
A sales-manager visit        2024-03-01 2024-04-01
A marketing-director visit   2024-07-29 2024-07-30
A general-manager visit      2025-01-25 2025-01-26
B salesperson visit          2024-02-15 2024-02-16
B salesperson call           2024-02-15 2024-03-02
B sales-manager visit        2024-03-31 2024-05-01
B marketing-director visit   2024-07-29 2025-01-26
B general-manager visit      -          -
C salesperson visit          2024-03-01 2024-03-02
C salesperson call           2024-03-01 2024-03-02
C sales-manager visit        -          -
C marketing-director visit   -          -
C general-manager visit      -          -
"""
"""The first day on which each is due, and the first on which it is overdue, after a contact on 31 January 2024."""
ROWS = [line.split() for line in TABLE.split("\n") if line]


def person(name: str, role: str | None, left: str | None = None) -> StaffMember:
    return StaffMember(1, name, role, None, None, dt.date.fromisoformat(left) if left else None, None)


@pytest.mark.parametrize(("grade", "role", "kind", "due_on", "overdue_on"), ROWS, ids=[" ".join(r[:3]) for r in ROWS])
def test_every_cell_has_its_due_and_its_overdue_day(grade, role, kind, due_on, overdue_on) -> None:
    found = due(7, Line(kind, (role,), role), VisitPlan(), grade, SINCE, SINCE, TODAY)
    if due_on == "-":
        assert found is None
        return
    assert found is not None
    assert (str(found.due_on), str(found.overdue_on)) == (due_on, overdue_on)
    days, most = (TODAY - SINCE).days, found.span.most
    assert (found.overdue_days, found.is_due(TODAY)) == (max(0, days - most), due_on <= "2024-03-20")
    assert found.ratio == (Decimal(days) / most).quantize(Decimal("0.01"))
    assert (found.overdue_days > 0) == (found.overdue_on <= TODAY)


def test_the_table_names_every_cell_once() -> None:
    assert [tuple(row[:3]) for row in ROWS] == list(CELLS)


def test_so_many_a_month_is_rounded_half_up() -> None:
    assert [often(times) for times in (1, 2, 3, 4, 7, 12, 59, 61)] == [30, 15, 10, 8, 4, 3, 1, 0]


def test_a_day_at_the_end_of_the_calendar_stays_in_it() -> None:
    found = due(1, Line("visit", ("salesperson",), None), VisitPlan(), "A", None, dt.date.max, dt.date.max)
    assert found is not None
    assert (found.due_on, found.overdue_on) == (dt.date.max, dt.date.max)


HOLDING = [
    ((), "visit:salesperson,general-manager call:salesperson"),
    ((("甲", "general-manager", None),), "visit:salesperson,general-manager call:salesperson"),
    ((("甲", "sales-manager", None),), "visit:salesperson,sales-manager,general-manager call:salesperson"),
    ((("甲", None, None), ("乙", "salesperson", None)), "visit:salesperson call:salesperson"),
    ((("甲", None, None), ("乙", "general-manager", None)), "visit:salesperson call:salesperson visit:general-manager"),
    ((("甲", "sales-manager", None), ("乙", "marketing-director", None)),
     "visit:sales-manager visit:marketing-director"),
    ((("甲", None, None), ("乙", "general-manager", "2026-11-21")),
     "visit:salesperson,general-manager call:salesperson"),
    ((("甲", None, None), ("乙", "general-manager", "2026-11-22")),
     "visit:salesperson call:salesperson visit:general-manager"),
]  # fmt: skip


@pytest.mark.parametrize(("people", "told"), HOLDING)
def test_only_roles_that_somebody_holds_make_lines(people, told) -> None:
    held = roles([person(*one) for one in people], dt.date(2026, 11, 21))
    assert " ".join(f"{line.kind}:{','.join(line.roles)}" for line in lines(held)) == told
    assert all((line.counted is None) == held.alone for line in lines(held))


def test_who_is_alone_goes_by_whichever_of_the_columns_asks_first() -> None:
    (visit, _call) = lines(roles([], TODAY))
    plan = VisitPlan()
    assert (visit.span(plan, "A"), visit.role(plan, "A")) == (Span(10, 10), "salesperson")
    plan = plan.with_cell(("A", "salesperson", "visit"), Span(60, 90)).with_cell(
        ("A", "general-manager", "visit"), Span(70, 75)
    )
    assert visit.span(plan, "A") == Span(60, 75)
    plan = plan.with_cell(("A", "salesperson", "visit"), None)
    assert (visit.span(plan, "A"), visit.role(plan, "A")) == (Span(70, 75), "general-manager")
    assert (visit.span(plan, None), visit.span(VisitPlan({}), "A")) == (None, None)


def test_who_is_to_go() -> None:
    several = roles([person("甲", None), person("乙", None), person("丙", "general-manager")], TODAY, "甲")
    asked = [several.who("salesperson", "乙"), several.who("salesperson", None), several.who("general-manager", "乙")]
    assert asked == ["乙", None, "丙"]
    assert (several.owned("salesperson"), several.owned("general-manager")) == (("甲",), ())
    boss = roles([person("甲", None), person("丙", "general-manager")], TODAY, "丙")
    assert (boss.who("salesperson", None), boss.owned("general-manager"), boss.owned("salesperson")) == (
        "甲",
        None,
        ("丙",),
    )
    one = roles([person("甲", "salesperson")], TODAY, "甲")
    assert (one.who("general-manager", "乙"), one.owned("general-manager"), one.owned("salesperson")) == (
        "甲",
        None,
        None,
    )
    nobody = roles([], TODAY, "我")
    assert (nobody.who("salesperson", "乙"), nobody.who("general-manager", None)) == ("乙", "我")
    assert nobody.owned("salesperson") == ("我", "")


TYPED = {
    "10-10": "3 a month|3/month|3 times per month|thrice a month|每月3次|每月三次|月3次|3次/月|每１０天|10|10天",
    "10-15": "2-3 a month|2–3 a month|每月2至3次|每月两到三次|10-15|15-10|10 至 15 天|10～15|2-3次每月",
    "15-15": "2 a month|twice a month|每月2次|半个月一次|半月一次|half a month",
    "30-60": "once in 1-2 months|once in 1–2 months|every 1 to 2 months|每1-2个月1次|1至2个月一次",
    "30-30": "once a month|monthly|每月|每月一次|Every month|1 个月",
    "7-7": "weekly|每周1次|每星期一次|1 week",
    "14-14": "每两周一次|fortnightly|2 weeks",
    "90-90": "quarterly|每季度1次|一季度一次",
    "180-180": "half a year|once in half a year|半年一次|每半年1次|half-yearly",
    "180-360": "6-12 months|once in 6–12 months|每6-12个月1次",
    "360-360": "once a year|每年1次|一年一次|yearly.",
    "15-30": "1-2 a month|每月1-2次",
    "12-12": "十二天|每十二天一次",
    "as needed": "|  |-|as needed|As needed|按需|视需要|不定期|无",
    "visit-span-unclear": "abc|3 a|0 a month|每月3|十十天|2026-11-21|1.5 months|;|每月-3次",
    "visit-span-days": "0|3651|100 a month|11年一次|12345678901234567890|0-10|1天3次",
}


@pytest.mark.parametrize(("typed", "meant"), [(t, meant) for meant, texts in TYPED.items() for t in texts.split("|")])
def test_what_a_person_types_into_a_cell(typed: str, meant: str) -> None:
    found = parse_span(typed)
    if meant == "as needed":
        assert (found.value, found.problem) == (None, None)
    elif found.value is not None:
        assert f"{found.value.least}-{found.value.most}" == meant
    else:
        assert found.refused
        assert found.problem is not None
        assert found.problem.code == meant
        assert WORDS.message(found.problem.code, found.problem.params)


@given(st.integers(1, MOST), st.integers(1, MOST))
def test_what_a_cell_shows_can_be_typed_again(one: int, other: int) -> None:
    span = Span(min(one, other), max(one, other))
    assert parse_span(span_told(span, WORDS)).value == span


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_possible_span_or_a_problem(typed: str) -> None:
    found = parse_span(typed)
    assert found.value is None or (found.value.is_possible and found.problem is None)


def test_the_methods_words_stand_in_the_table() -> None:
    told = [span_told(DEFAULTS["A", role, kind], WORDS) for role, kind in COLUMNS]
    assert told == ["3 a month", "2–3 a month", "once in 1–2 months", "once in half a year", "once a year"]
    assert span_told(DEFAULTS["B", "marketing-director", "visit"], WORDS) == "once in 6–12 months"
    assert span_told(None, WORDS) == "as needed"


@given(st.dictionaries(st.sampled_from(CELLS), st.none() | st.tuples(st.integers(1, 99), st.integers(0, 99))))
def test_a_plan_is_kept_as_it_is(changed: dict) -> None:
    plan = VisitPlan()
    for cell, days in changed.items():
        plan = plan.with_cell(cell, days and Span(days[0], days[0] + days[1]))
    assert read_plan(to_json(plan)).cells == dict(plan.cells)


@pytest.mark.parametrize(
    "text", [None, "", "{", "[]", "3", '{"A salesperson visit": [0, 5]}', '{"A salesperson visit": "x"}']
)
def test_a_plan_that_makes_no_sense_is_that_of_the_method(text: str | None) -> None:
    assert read_plan(text).cells == dict(DEFAULTS)
    assert to_json(VisitPlan()) is None


def test_better_customers_seen_less_often_are_told() -> None:
    assert VisitPlan().problems() == {}
    plan = VisitPlan().with_cell(("A", "salesperson", "visit"), Span(40, 50))
    assert {cell: problem.code for cell, problem in plan.problems().items()} == {
        ("A", "salesperson", "visit"): "visit-plan-order"
    }
    broken = plan.with_cell(("C", "salesperson", "call"), Span(9, 3))
    assert {cell: problem.code for cell, problem in broken.problems().items()} == {
        ("C", "salesperson", "call"): "visit-span-days"
    }


def test_why_it_is_due_names_the_last_one() -> None:
    line = Line("call", ("salesperson",), "salesperson")
    found = due(1, line, VisitPlan(), "A", SINCE, SINCE, TODAY)
    assert found is not None
    assert due_told(found, WORDS, TODAY) == "Call every 10 to 15 days, last called 31 Jan"
    assert due_told(found, WORDS, dt.date(2025, 1, 1)) == "Call every 10 to 15 days, last called 31 Jan 2024"
    never = due(1, Line("visit", ROLES, None), VisitPlan(), "C", None, SINCE, TODAY)
    assert never is not None
    assert due_told(never, WORDS, TODAY) == "Visit every 30 days, never visited yet"
