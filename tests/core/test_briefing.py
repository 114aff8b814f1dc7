"""What a briefing says of people and birthdays, and what it suggests first."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from crmdesk.core.birthdays import parse_birthday
from crmdesk.core.briefing import Account, Briefing, Deal, near_birthdays, open_complaints, reach
from crmdesk.core.briefing_steps import Bounds, suggested
from crmdesk.core.complaint_lists import ComplaintRow
from crmdesk.core.customers import CustomerFile, Part
from crmdesk.core.interactions import Interaction
from crmdesk.core.next_purchase import Bought, Goods, next_purchases
from crmdesk.core.repeats import Series
from crmdesk.core.tasks import Task
from crmdesk.core.visit_plan import Due, Span

TODAY = dt.date(2026, 11, 21)
DAY = dt.timedelta(days=1)
BOUNDS = Bounds(14, 0, review=False)


def person(place: int, **values: Any) -> Part:
    return Part(place, {"name": f"人{place}", **values})


def file(*people: Part, **values: Any) -> CustomerFile:
    known = {"number": "K00001", "name": "华东包装", "kind": "enterprise", "stage": "signed", **values}
    return CustomerFile(1, known, people)


def step(text: str, day: dt.date | None = None, **values: Any) -> Interaction:
    said = {"at": dt.datetime(2026, 11, 1, 9), "kind": "call", "next_step": text, **values}
    return Interaction(7, 1, said if day is None else {**said, "next_date": day})


def task(text: str, day: dt.date) -> Task:
    late = max(0, (TODAY - day).days)
    return Task(1, 1, "K00001", "华东包装", None, day, text, Series(day, day), late_days=late)


def complaint(number: str, late: int = 0) -> ComplaintRow:
    at = dt.datetime(2026, 11, 1)
    return ComplaintRow(int(number[1:]), number, 1, "K00001", "华东包装", "漏", "漏了", "open", 1, "apologise", at,
                        TODAY - late * DAY, None, 20, late, None, None, None, None, ())  # fmt: skip


def due(kind: Any, days: int) -> Due:
    """Overdue for so many days; below zero: due since yesterday, not overdue."""
    since = TODAY - 20 * DAY
    overdue_on = TODAY - (days - 1) * DAY if days > 0 else TODAY + 5 * DAY
    return Due(
        1, kind, "salesperson", None, since, since, TODAY - DAY, overdue_on, max(0, days), Decimal(1), Span(5, 9)
    )


def bought(*days: str) -> Any:
    goods = Goods(1, "胶带", "", "卷")
    return next_purchases([Bought(goods, dt.date.fromisoformat(each), Decimal(5)) for each in days], TODAY)


@pytest.mark.parametrize(
    ("text", "today", "day", "years"),
    [
        ("1986-11-25", "2026-11-21", "2026-11-25", 40),
        ("--12-21", "2026-11-21", "2026-12-21", None),
        ("1986-11-21", "2026-11-21", "2026-11-21", 40),
        ("1987-01-02", "2026-12-20", "2027-01-02", 40),
        ("1984-02-29", "2027-02-20", "2027-02-28", 43),
        ("1984-02-29", "2028-02-20", "2028-02-29", 44),
        ("L1986-12-01", "2026-12-20", "2027-01-08", 40),  # the twelfth month of 2026 lies in 2027
        ("L1986-12-01", "2027-01-05", "2027-01-08", 40),
        ("L2023-02+-29", "2026-03-25", "2026-04-16", 3),  # no leap month in 2026
    ],
)
def test_birthdays_that_come(text: str, today: str, day: str, years: int | None) -> None:
    birthday = parse_birthday(text).value
    (found,) = near_birthdays(file(person(1, birthday=birthday, salutation="张总")), dt.date.fromisoformat(today))
    assert (found.day.isoformat(), found.years, found.salutation, found.contact_id) == (day, years, "张总", 1)


def test_birthdays_far_off_or_without_consent_do_not_come() -> None:
    soon, far = parse_birthday("1986-11-25").value, parse_birthday("1986-11-20").value
    gone = person(2, birthday=soon, consent_withdrawn_on=TODAY)
    back = person(3, birthday=soon, consent_withdrawn_on=TODAY, consent_on=TODAY + dt.timedelta(days=1))
    found = near_birthdays(file(person(1, birthday=far), gone, back, birthday=soon), TODAY)
    assert [each.contact_id for each in found] == [None, 3]
    assert near_birthdays(file(back, birthday=soon, consent_withdrawn_on=TODAY), TODAY) == ()


def test_who_decides_comes_first() -> None:
    people = (person(1, role="opposes"), person(2), person(3, role="advises", main=True), person(4, role="decides"))
    made = Briefing(TODAY, file(*people))
    assert [each.id for each in made.people] == [4, 3, 1, 2]
    assert [each.id for each in made.deciders] == [4]
    assert [each.id for each in Briefing(TODAY, file(*people[:3])).deciders] == [3]
    assert Briefing(TODAY, file()).deciders == ()
    assert [reach(values) for values in ({"phone": "1", "mobile": "2"}, {"phone": "1"}, {})] == ["2", "1", ""]


def test_everything_at_once_is_told_in_the_order_of_its_urgency() -> None:
    birthday = parse_birthday("1986-11-25").value
    whole = Briefing(
        TODAY,
        file(person(1, birthday=birthday), stage="target", expected_on=TODAY + DAY, need="yes"),
        steps=(step("寄样", TODAY - DAY), step("对账", TODAY), step("签约", TODAY + DAY), step("再谈")),
        tasks=(task("回访", TODAY - DAY), task("寄卡", TODAY), task("续约", TODAY + 9 * DAY)),
        complaints=(complaint("T00002", late=3), complaint("T00001")),
        account=Account(Decimal(900), Decimal(500), TODAY - DAY, limit=Decimal(1), held=("D00001",)),
        expected=bought("2026-08-10", "2026-09-10", "2026-10-10"),
        offers=(Deal(1, "D00002", TODAY, Decimal(8), TODAY + DAY), Deal(2, "D00003", TODAY, Decimal(8), TODAY - DAY),
                Deal(3, "D00004", TODAY, Decimal(8)), Deal(4, "D00005", TODAY, Decimal(8), TODAY + 8 * DAY)),
        birthdays=near_birthdays(file(person(1, birthday=birthday)), TODAY),
        dues=(due("visit", 3), due("call", -1)),
    )  # fmt: skip
    found = suggested(whole, Bounds(14, 3, review=True))
    assert [each.code for each in found] == [
        "brief-complaint-late", "brief-complaint", "brief-step-late", "brief-overdue", "brief-held", "brief-step-today",
        "brief-task-late", "brief-task-today", "brief-visit-overdue", "brief-birthday", "brief-offer",
        "brief-offer-over", "brief-purchase-late", "brief-call", "brief-signing", "brief-step-coming", "brief-step",
        "brief-task-coming", "brief-man", "brief-contacts", "brief-review",
    ]  # fmt: skip
    assert replace(whole, suggested=found).suggestion.params["number"] == "T00002"


@pytest.mark.parametrize(
    ("values", "more", "codes"),
    [
        ({}, {}, ["brief-agree"]),
        ({}, {"account": Account(Decimal(9), limit=Decimal(8))}, ["brief-beyond"]),
        ({}, {"account": Account(Decimal(9), credit=Decimal(1), limit=Decimal(8))}, ["brief-agree"]),
        ({"stage": "target", "expected_on": TODAY - DAY, "money": "no", "authority": "no", "need": "no"}, {},
         ["brief-signing-late"]),
        ({"expected_on": TODAY}, {}, ["brief-agree"]),  # signed already
        ({}, {"expected": bought("2026-09-28", "2026-10-20", "2026-11-11")}, ["brief-purchase"]),
        ({}, {"expected": bought("2026-10-18", "2026-11-04", "2026-11-20")}, ["brief-agree"]),  # beyond two weeks
        ({}, {"expected": bought("2026-01-01", "2026-02-01", "2026-03-01")}, ["brief-agree"]),  # bought no more
        ({"kind": "individual"}, {}, ["brief-agree"]),
    ],
)  # fmt: skip
def test_what_is_suggested(values: dict[str, Any], more: dict[str, Any], codes: list[str]) -> None:
    made = Briefing(TODAY, file(**values), **more)
    assert [each.code for each in suggested(made, BOUNDS)] == codes


def test_a_next_step_without_a_text_is_told_by_what_was_promised() -> None:
    silent = Interaction(7, 1, {"at": dt.datetime(2026, 11, 1), "kind": "call", "next_date": TODAY, "promise": "降价"})
    (told,) = suggested(Briefing(TODAY, file(), steps=(silent,)), BOUNDS)
    assert told.params["text"] == "降价"


def test_open_complaints_past_their_day_come_first() -> None:
    rows = open_complaints([complaint("T00001"), complaint("T00002", late=1), complaint("T00003", late=4)])
    assert [row.number for row in rows] == ["T00003", "T00002", "T00001"]
