"""Birthdays: solar and lunar, with the year and without, and the day they are kept on."""

import calendar
import datetime as dt
import gettext

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from crmdesk.core.birthdays import Birthday, parse_birthday
from crmdesk.core.words import Words

ANY = st.text(st.characters()) | st.text("0123456789L-+/.年月日农历阴公闰正腊初廿十二八五 Maylunr,", max_size=20)
ENGLISH = Words("en", gettext.NullTranslations())
CHINESE = Words("zh_CN", gettext.NullTranslations())

SOLAR = st.dates(dt.date(1800, 1, 1), dt.date(2200, 12, 31)).map(lambda d: Birthday(d.month, d.day, d.year))
SOLAR_NO_YEAR = SOLAR.map(lambda b: Birthday(b.month, b.day))
LUNAR_NO_YEAR = st.builds(
    Birthday, st.integers(1, 12), st.integers(1, 30), st.none(), lunar=st.just(True), leap=st.booleans()
)
LUNAR = st.builds(
    Birthday, st.integers(1, 12), st.integers(1, 29), st.integers(1901, 2099), lunar=st.just(True), leap=st.just(False)
) | st.sampled_from(
    [Birthday(2, 10, 2023, True, True), Birthday(4, 29, 2020, True, True), Birthday(5, 1, 1990, True, True)]
)
BIRTHDAYS = SOLAR | SOLAR_NO_YEAR | LUNAR | LUNAR_NO_YEAR


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("1990-05-01", "1990-05-01"),
        ("--05-01", "--05-01"),
        ("L1990-04-07", "L1990-04-07"),
        ("L--04-07", "L--04-07"),
        ("L2023-02+-10", "L2023-02+-10"),
        ("1990年5月1日", "1990-05-01"),
        ("1990/5/1", "1990-05-01"),
        ("1990.5.1", "1990-05-01"),
        ("19900501", "1990-05-01"),
        ("1990-05-01 00:00:00", "1990-05-01"),
        ("公历1990年5月1日", "1990-05-01"),
        ("1 May 1990", "1990-05-01"),
        ("5月1日", "--05-01"),
        ("5月1号", "--05-01"),
        ("05-01", "--05-01"),
        ("5/1", "--05-01"),
        ("0501", "--05-01"),
        ("五月一日", "--05-01"),
        ("公历八月十五", "--08-15"),
        ("1 May", "--05-01"),
        ("May 1", "--05-01"),
        ("2月29日", "--02-29"),
        ("农历1990年四月初七", "L1990-04-07"),
        ("一九九〇年四月初七", "L1990-04-07"),
        ("农历1990年4月7日", "L1990-04-07"),
        ("农历：1990-4-7", "L1990-04-07"),
        ("农历19900407", "L1990-04-07"),
        ("农历八月十五", "L--08-15"),
        ("阴历8月15", "L--08-15"),
        ("8月15日（农历）", "L--08-15"),
        ("闰二月初十", "L--02+-10"),
        ("2023年闰二月初十", "L2023-02+-10"),
        ("农历十月十八", "L--10-18"),
        ("正月初一", "L--01-01"),
        ("冬月二十", "L--11-20"),
        ("腊月廿三", "L--12-23"),
        ("腊月三十", "L--12-30"),
        ("Lunar 10-18", "L--10-18"),
    ],
)
def test_read(text: str, stored: str) -> None:
    parsed = parse_birthday(text)
    assert parsed.problem is None
    assert str(parsed.value) == stored


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1990.5", "birthday-no-day"),
        ("1990", "birthday-no-day"),
        ("1990年5月", "birthday-no-day"),
        ("2月30日", "birthday-no-such-day"),
        ("1990-02-29", "date-no-such-day"),
        ("13月1日", "date-no-month"),
        ("农历13月1日", "date-no-month"),
        ("25/12", "date-no-month"),
        ("农历四月三十一", "birthday-lunar-day"),
        ("农历1990年四月三十", "birthday-lunar-day"),
        ("2023年闰二月三十", "birthday-lunar-day"),
        ("1990年闰四月初一", "birthday-no-leap"),
        ("八月十五", "birthday-calendar"),
        ("1/2/1990", "date-ambiguous"),
        ("90-1-2", "date-short-year"),
        ("1700-01-01", "date-year"),
        ("L1700-01-01", "date-year"),
        ("5.1", "birthday-unreadable"),
        ("1990-05+-01", "birthday-unreadable"),
        ("属马", "birthday-unreadable"),
        ("农历", "birthday-unreadable"),
    ],
)
def test_refused(text: str, code: str) -> None:
    parsed = parse_birthday(text)
    assert parsed.value is None
    assert parsed.problem is not None
    assert (parsed.problem.code, parsed.problem.hard) == (code, True)


def test_order_reaches_the_date() -> None:
    assert parse_birthday("5/1/1990", order="mdy").value == Birthday(5, 1, 1990)


@pytest.mark.parametrize(
    ("stored", "chinese", "english"),
    [
        ("1990-05-01", "1990-05-01", "1 May 1990"),
        ("--05-01", "05-01", "1 May"),
        ("--02-29", "02-29", "29 Feb"),
        ("L--10-18", "农历十月十八", "Lunar 10-18"),
        ("L1990-04-07", "农历1990年四月初七", "Lunar 1990-04-07"),
        ("L2023-02+-10", "农历2023年闰二月初十", "Lunar 2023-02-10, leap month"),
        ("L--01-20", "农历正月二十", "Lunar 01-20"),
        ("L--11-21", "农历冬月廿一", "Lunar 11-21"),
        ("L--12-30", "农历腊月三十", "Lunar 12-30"),
    ],
)
def test_show(stored: str, chinese: str, english: str) -> None:
    birthday = parse_birthday(stored).value
    assert birthday is not None
    assert birthday.show(CHINESE) == chinese
    assert birthday.show(ENGLISH) == english


@pytest.mark.parametrize(
    ("stored", "year", "kept"),
    [
        ("1990-05-01", 2026, dt.date(2026, 5, 1)),
        ("--02-29", 2025, dt.date(2025, 2, 28)),
        ("--02-29", 2024, dt.date(2024, 2, 29)),
        ("L--01-01", 2026, dt.date(2026, 2, 17)),
        ("L--08-15", 2026, dt.date(2026, 9, 25)),
        ("L--12-30", 2024, dt.date(2025, 1, 28)),
        ("L--12-29", 2024, dt.date(2025, 1, 28)),
        ("L2023-02+-10", 2023, dt.date(2023, 3, 31)),
        ("L2023-02+-10", 2024, dt.date(2024, 3, 19)),
        ("L--02-10", 2023, dt.date(2023, 3, 1)),
    ],
)
def test_day_it_is_kept_on(stored: str, year: int, kept: dt.date) -> None:
    birthday = parse_birthday(stored).value
    assert birthday is not None
    assert birthday.solar_date_in(year) == kept


@pytest.mark.parametrize(
    ("stored", "today", "kept"),
    [
        ("--11-21", dt.date(2026, 11, 21), dt.date(2026, 11, 21)),
        ("--11-20", dt.date(2026, 11, 21), dt.date(2027, 11, 20)),
        ("L--12-29", dt.date(2025, 1, 1), dt.date(2025, 1, 28)),
        ("L--12-29", dt.date(2025, 1, 29), dt.date(2026, 2, 16)),
    ],
)
def test_next_date(stored: str, today: dt.date, kept: dt.date) -> None:
    birthday = parse_birthday(stored).value
    assert birthday is not None
    assert birthday.next_date(today) == kept


@given(BIRTHDAYS)
@settings(deadline=None)
def test_every_form_reads_back(birthday: Birthday) -> None:
    assert parse_birthday(str(birthday)).value == birthday
    assert parse_birthday(birthday.show(CHINESE)).value == birthday
    assert parse_birthday(birthday.show(ENGLISH)).value == birthday


@given(BIRTHDAYS, st.dates(dt.date(1950, 1, 1), dt.date(2090, 1, 1)))
@settings(deadline=None)
def test_next_date_comes_within_thirteen_lunar_months(birthday: Birthday, today: dt.date) -> None:
    days = (birthday.next_date(today) - today).days
    assert 0 <= days <= (385 if birthday.lunar else 366)


@given(SOLAR, st.integers(1900, 2100))
@settings(deadline=None)
def test_a_solar_birthday_moves_only_from_leap_day(birthday: Birthday, year: int) -> None:
    kept = birthday.solar_date_in(year)
    assume((birthday.month, birthday.day) != (2, 29) or calendar.isleap(year))
    assert (kept.month, kept.day) == (birthday.month, birthday.day)


@given(ANY)
@settings(deadline=None)
def test_any_text_is_a_birthday_or_refused(text: str) -> None:
    parsed = parse_birthday(text)
    if parsed.value is None:
        assert parsed.problem is None or parsed.problem.hard
    else:
        assert parsed.problem is None
        assert parse_birthday(str(parsed.value)) == parsed
        parsed.value.solar_date_in(2026)
