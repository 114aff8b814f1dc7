"""Chinese holidays beside a table of every lunar year from 1901 to 2099."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path
from typing import NamedTuple

import pytest

from crmdesk.assets import load_words
from crmdesk.core import holidays, lunar
from crmdesk.core.birthdays import parse_birthday
from crmdesk.core.choices_daily import OCCASION
from crmdesk.core.holidays import FIRST_YEAR, HOLIDAYS, LAST_YEAR, between, of_day


class LunarRow(NamedTuple):
    """A row of the table."""

    year: int
    spring_festival: dt.date
    leap_month: int
    qingming: dt.date
    winter_solstice: dt.date


def rows() -> list[LunarRow]:
    lines = (Path(__file__).parent / "lunar_years.txt").read_text(encoding="utf-8").splitlines()
    found = []
    for line in lines:
        if not line.startswith("#"):
            year, spring, leap, *terms = line.split()
            days = [dt.date.fromisoformat(f"{year}-{day}") for day in (spring, *terms)]
            found.append(LunarRow(int(year), days[0], int(leap), *days[1:]))
    return found


ROWS = rows()


def test_the_table_has_every_year() -> None:
    assert [row.year for row in ROWS] == list(range(FIRST_YEAR, LAST_YEAR + 1))


def test_every_spring_festival_leap_month_and_solar_term() -> None:
    laba = []
    for row in ROWS:
        found = [(each.key, each.day) for each in holidays.holidays(row.year)]
        assert ("spring-festival", row.spring_festival) in found, row
        assert ("new-years-eve", row.spring_festival - dt.timedelta(days=1)) in found, row
        assert ("qingming", row.qingming) in found, row
        assert ("winter-solstice", row.winter_solstice) in found, row
        there = [month for month in range(1, 13) if parse_birthday(f"L{row.year}-{month:02}+-29").value]
        assert there == [row.leap_month] * bool(row.leap_month), row
        assert len(lunar.terms(row.year)) == 24, row
        laba.append(sum(key == "laba" for key, _ in found))
    assert set(laba) == {0, 1, 2}  # it comes twice in one solar year and never in another
    assert sum(laba) == len(ROWS)


def test_months_follow_one_another_without_gaps() -> None:
    every = [month for row in ROWS for month in lunar.months(row.year)]
    assert {month.days for month in every} == {29, 30}
    for month, following in itertools.pairwise(every):
        assert month.first + dt.timedelta(days=month.days) == following.first
        assert (following.number, following.leap) in (
            (month.number, True), (month.number % 12 + 1, False)
        )  # fmt: skip
    for month in every[::7]:
        for number in (1, month.days):
            day = month.first + dt.timedelta(days=number - 1)
            assert lunar.date_of(day)[1:] == (month, number)


def test_every_holiday_comes_once_a_lunar_year_in_order() -> None:
    for row in ROWS[120:126]:
        found = holidays.holidays(row.year)
        assert [each.day for each in found] == sorted(each.day for each in found)
        assert {each.day.year for each in found} == {row.year}
        twelfth = {"laba", "little-new-year", "new-years-eve"}
        others = [each.key for each in found if each.key not in twelfth]
        assert sorted(others) == sorted(set(HOLIDAYS) - twelfth)


@pytest.mark.parametrize(
    ("day", "keys"),
    [
        ("2026-02-17", ("spring-festival",)),
        ("2026-09-25", ("mid-autumn",)),
        ("2025-10-06", ("mid-autumn",)),  # behind a leap sixth month
        ("2025-07-24", ()),  # the 30th of the sixth month
        ("2023-06-22", ("dragon-boat",)),  # behind a leap second month
        ("2025-08-29", ("qixi",)),
        ("2020-10-01", ("mid-autumn", "national-day")),
        ("2024-01-18", ("laba",)),
        ("2024-02-02", ("little-new-year",)),
        ("2024-02-03", ()),
        ("2024-02-09", ("new-years-eve",)),
        ("2025-01-28", ("new-years-eve",)),  # the 29th of the twelfth month
        ("2026-03-08", ("womens-day",)),
        ("2026-10-18", ("double-ninth",)),
        ("2024-02-29", ()),
    ],
)
def test_days_known_from_calendars(day: str, keys: tuple[str, ...]) -> None:
    assert tuple(each.key for each in of_day(dt.date.fromisoformat(day))) == keys


def test_little_new_year_is_a_day_later_in_the_south() -> None:
    assert of_day(dt.date(2024, 2, 3), 24) == (holidays.Holiday("little-new-year", dt.date(2024, 2, 3)),)


def test_days_across_the_end_of_a_year() -> None:
    assert [each.key for each in between(dt.date(2026, 12, 22), dt.date(2027, 1, 1))] == ["winter-solstice", "new-year"]
    assert between(dt.date(2026, 12, 23), dt.date(2026, 12, 31)) == ()


def test_the_next_one_is_today_or_later() -> None:
    assert holidays.next_of("spring-festival", dt.date(2026, 2, 17)) == dt.date(2026, 2, 17)
    assert holidays.next_of("spring-festival", dt.date(2026, 2, 18)) == dt.date(2027, 2, 6)
    with pytest.raises(KeyError):
        holidays.next_of("birthday", dt.date(2026, 2, 18))


@pytest.mark.parametrize(
    ("day", "chinese", "english"),
    [
        ("2026-11-23", "农历十月十五，下元节", "Lunar 10-15, Xiayuan Festival"),
        ("2026-11-22", "农历十月十四，小雪", "Lunar 10-14, Minor Snow"),
        ("2026-11-24", "农历十月十六", "Lunar 10-16"),
        ("2027-02-05", "农历腊月廿九，除夕", "Lunar 12-29, Chinese New Year's Eve"),
        ("2025-07-28", "农历闰六月初四", "Lunar 06-04, leap month"),
        ("2023-03-23", "农历闰二月初二", "Lunar 02-02, leap month"),  # no festival in a leap month
        ("2026-12-22", "农历冬月十四，冬至", "Lunar 11-14, Winter Solstice"),
        ("2020-10-01", "农历八月十五，中秋节、国庆节", "Lunar 08-15, Mid-Autumn Festival, National Day"),
    ],
)
def test_a_day_is_told_in_the_lunar_calendar(day: str, chinese: str, english: str) -> None:
    shown = [holidays.lunar_shown(dt.date.fromisoformat(day), load_words(language)) for language in ("zh_CN", "en")]
    assert shown == [chinese, english]


def test_every_occasion_is_a_holiday_or_personal() -> None:
    every = {each.key for row in ROWS[125:127] for each in holidays.holidays(row.year)}
    assert every | set(holidays.PERSONAL) == {choice.key for choice in OCCASION}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("L2026-10-31", "birthday-lunar-day"),
        ("农历2026年八月三十", "birthday-lunar-day"),  # a month of 29 days
        ("L2026-05+-01", "birthday-no-leap"),
        ("农历2024年闰四月初一", "birthday-no-leap"),
        ("L2025-06+-30", "birthday-lunar-day"),  # the leap month has 29 days
        ("农历十三月初一", "date-no-month"),
        ("02-30", "birthday-no-such-day"),
        ("2025-02-29", "date-no-such-day"),
    ],
)
def test_a_day_that_does_not_exist_is_refused_where_it_is_typed(typed: str, code: str) -> None:
    problem = parse_birthday(typed).problem
    assert problem is not None
    assert (problem.code, problem.hard) == (code, True)
