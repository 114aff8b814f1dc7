"""Whose day it is, how people are called, and texts filled in."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from crmdesk.core import greetings
from crmdesk.core.birthdays import Birthday, parse_birthday
from crmdesk.core.choices import TIER
from crmdesk.core.greeting_texts import supplied
from crmdesk.core.greetings import OCCASIONS, Greeted, GreetingText, Sender, fill, fitting, form_of_address

ZHOU = Greeted(
    dt.date(2026, 11, 26),
    "birthday",
    1,
    3,
    "K00001",
    "禾砚精密机械（嘉兴）有限公司",
    "enterprise",
    "周砚秋",
    "周总",
    "gold",
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(
    first=st.dates(dt.date(2015, 1, 1), dt.date(2035, 12, 31)),
    days=st.integers(0, 20),
    month=st.integers(1, 12),
    day=st.integers(1, 30),
    kind=st.sampled_from(["solar", "lunar", "leap"]),
    year=st.sampled_from([None, 1976, 1984]),
)
def test_birthdays_are_kept_as_the_rule_for_one_says(
    first: dt.date, days: int, month: int, day: int, kind: str, year: int | None
) -> None:
    day = min(day, 29) if kind != "solar" or month == 2 else day
    birthday = Birthday(month, day, year, kind != "solar", kind == "leap")
    last = first + dt.timedelta(days=days)
    kept = greetings.birthdays_kept(first, days).get(greetings.ending_of(str(birthday)), [])
    years = range(first.year - 1, last.year + 1)
    naive = [(birthday.solar_date_in(each), each) for each in years]
    assert sorted(kept) == sorted(pair for pair in naive if first <= pair[0] <= last)
    assert greetings.birth_year(str(birthday)) == year


@pytest.mark.parametrize(
    ("stored", "first", "days"),
    [
        ("2000-02-29", "2027-02-25", ["2027-02-28"]),
        ("2000-02-29", "2028-02-25", ["2028-02-29"]),
        ("--02-29", "2026-02-25", ["2026-02-28"]),
        ("L--06+-15", "2026-07-01", ["2026-07-28"]),  # no leap month: in the ordinary one
        ("L--06+-15", "2025-08-01", ["2025-08-08"]),  # a leap sixth month
        ("L--06-15", "2025-07-01", ["2025-07-09"]),
        ("L--12-30", "2025-01-20", ["2025-01-28"]),  # a short month: on the 29th
        ("L--12-30", "2024-02-01", ["2024-02-09"]),
        ("L1956-12-30", "2026-12-20", []),  # its last month lies in the next solar year
        ("L--11-18", "2024-12-15", ["2024-12-18"]),
    ],
)
def test_leap_months_thirtieths_and_the_29th_of_february(stored: str, first: str, days: list[str]) -> None:
    assert parse_birthday(stored).value is not None
    kept = greetings.birthdays_kept(dt.date.fromisoformat(first), 30 if days else 11)
    assert [day.isoformat() for day, _ in kept.get(greetings.ending_of(stored), [])] == days


def test_a_lunar_birthday_comes_twice_in_one_solar_year_and_never_in_another() -> None:
    ending = greetings.ending_of("L1990-11-20")
    since = dt.date(2024, 12, 20)
    kept = greetings.birthdays_kept(since, (dt.date(2026, 12, 31) - since).days)[ending]
    assert [(day.isoformat(), year) for day, year in kept] == [
        ("2024-12-20", 2024),
        ("2026-01-08", 2025),
        ("2026-12-28", 2026),
    ]


def test_an_anniversary_of_the_29th_of_february() -> None:
    assert greetings.anniversaries_kept(dt.date(2027, 2, 28), 0) == {
        "02-28": [dt.date(2027, 2, 28)],
        "02-29": [dt.date(2027, 2, 28)],
    }
    assert list(greetings.anniversaries_kept(dt.date(2028, 2, 28), 1)) == ["02-28", "02-29"]


@pytest.mark.parametrize(
    ("name", "salutation", "title", "gender", "called"),
    [
        ("周砚秋", "周姐", "总经理", "female", "周姐"),
        ("周砚秋", None, "总经理", None, "周总"),
        ("周砚秋", None, "销售副总经理", None, "周总"),
        ("周砚秋", None, "采购经理", None, "周经理"),
        ("欧阳明", None, "高级工程师", "male", "欧阳工"),
        ("周砚秋", None, "总经理助理", "female", "周女士"),
        ("周砚秋", None, "采购", "male", "周先生"),
        ("周砚秋", None, None, None, "周砚秋"),
        ("John Smith", None, "总经理", "male", "John Smith"),
        ("禾砚精密机械有限公司", None, None, None, "禾砚精密机械有限公司"),
    ],
)
def test_how_somebody_is_called(
    name: str, salutation: str | None, title: str | None, gender: str | None, called: str
) -> None:
    assert form_of_address(name, salutation, title, gender) == called


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{称呼}，{节日}快乐！{公司}{我}", "周总，生日快乐！禾砚陈立"),
        ("Dear {form of address}, happy {Occasion}! {me}, {company}", "Dear 周总, happy Birthday! 陈立, 禾砚"),
        ("{ form_of_address } {name} {customer}", "周总 周砚秋 禾砚精密机械（嘉兴）有限公司"),
        ("｛称呼｝您好", "周总您好"),
        ("{年数}，{称呼}，{年数}，好", "周总，好"),  # the years are unknown
        ("{称唿}好", "{称唿}好"),
    ],
)
def test_a_text_is_filled_in(text: str, filled: str) -> None:
    assert fill(text, ZHOU, Sender("禾砚", "陈立")) == filled
    assert fill(filled, ZHOU) == filled


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "greeting-empty"),
        (" \n", "greeting-empty"),
        ("{称唿}好", "greeting-placeholder"),
        ("{}好", "greeting-placeholder"),
        ("{称呼好", "greeting-placeholder"),
        ("称呼}好", "greeting-placeholder"),
        ("{称呼}好", None),
        ("{years}周年", None),
        ("您好", None),
    ],
)
def test_what_is_wrong_with_a_text(text: str, code: str | None) -> None:
    problem = greetings.text_problem(text)
    assert (problem and problem.code) == code


@given(st.text("{}｛｝称呼name 我x，"))
def test_an_accepted_text_leaves_no_braces(text: str) -> None:
    if greetings.text_problem(text) is None:
        assert not re.search("[{}｛｝]", fill(text, ZHOU, Sender("公司", "我")))


def test_texts_are_supplied_for_everybody_on_every_occasion() -> None:
    every = list(supplied())
    assert len({one.key for one in every}) == len(every)
    assert len({one.text for one in every}) == len(every)
    for one in every:
        assert greetings.text_problem(one.text) is None, one
    for occasion in OCCASIONS:
        for tier in (None, *(choice.key for choice in TIER)):
            for kind in ("enterprise", "individual"):
                fit = fitting((one for one in every if one.occasion == occasion), tier, kind)
                assert fit, (occasion, tier, kind)
                assert {one.tier for one in fit} <= {None, tier}
                assert {one.kind for one in fit} <= {None, kind}
                told = fill(fit[0].text, replace(ZHOU, occasion=occasion, years=5), Sender("禾砚", "陈立"))
                assert told.startswith("周总，")
        assert len([one for one in every if one.occasion == occasion]) >= 2


def test_the_more_particular_text_comes_first_and_ones_own_before_all() -> None:
    general, gold = GreetingText("a", "birthday", "a"), GreetingText("b", "birthday", "b", tier="gold", supplied=True)
    firm = GreetingText("c", "birthday", "c", kind="enterprise", supplied=True)
    person = GreetingText("d", "birthday", "d", kind="individual", supplied=True)
    assert fitting([person, firm, gold, general], "gold", "enterprise") == [general, gold, firm]
    assert fitting([person, firm, gold, general], None, None) == [general, person, firm]
