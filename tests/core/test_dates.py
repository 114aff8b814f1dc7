"""Dates: every usual form, and never a wrong one."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.dates import Order, month_number, numeral, parse_date

ANY = st.text(st.characters()) | st.text("0123456789-/.年月日 :T十一二〇AprMay,", max_size=24)
DAYS = st.dates(dt.date(1800, 1, 1), dt.date(2200, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2020-01-02",
        "2020-1-2",
        "2020年1月2日",
        "2020 年 1 月 2 日",
        "2020年1月2号",
        "2020/1/2",
        "2020.01.02",
        "２０２０／１／２",
        "20200102",
        "二〇二〇年一月二日",
        "二零二零年一月二日",
        "2 Jan 2020",
        "02-Jan-2020",
        "2nd January 2020",
        "Jan 2, 2020",
        "January 2 2020",
        "Thu, 2 Jan 2020",
        "2020-01-02 00:00:00",
        "2020-01-02T13:05:07Z",
        "2020-01-02 13:05:07.123+08:00",
        "2020/1/2 1:01",
        "2020年1月2日 下午3点",
        "2020年1月2日13时5分",
        "2020-01-02 星期四",
        "2020-01-02（周四）",
    ],
)
def test_the_same_day_in_every_form(text: str) -> None:
    parsed = parse_date(text)
    assert parsed.value == dt.date(2020, 1, 2)
    assert parsed.problem is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2020-02-30", "date-no-such-day"),
        ("2021-02-29", "date-no-such-day"),
        ("2020-13-01", "date-no-month"),
        ("2020-00-10", "date-no-month"),
        ("1799-12-31", "date-year"),
        ("2201-01-01", "date-year"),
        ("2020年1月", "date-no-day"),
        ("2020-10", "date-no-day"),
        ("2020", "date-no-day"),
        ("Jan 2020", "date-no-day"),
        ("1/2/2020", "date-ambiguous"),
        ("1/2/20", "date-short-year"),
        ("20年1月2日", "date-short-year"),
        ("15-Apr-20", "date-short-year"),
        ("43831", "date-unreadable"),
        ("01:01.0", "date-unreadable"),
        ("2020-01/02", "date-unreadable"),
        ("下个月", "date-unreadable"),
        ("12 Foo 2020", "date-unreadable"),
    ],
)
def test_refused(text: str, code: str) -> None:
    parsed = parse_date(text)
    assert parsed.value is None
    assert parsed.problem is not None
    assert (parsed.problem.code, parsed.problem.hard) == (code, True)


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("1/2/2020", "mdy", dt.date(2020, 1, 2)),
        ("1/2/2020", "dmy", dt.date(2020, 2, 1)),
        ("13/2/2020", None, dt.date(2020, 2, 13)),
        ("13/2/2020", "mdy", dt.date(2020, 2, 13)),
        ("2/13/2020", None, dt.date(2020, 2, 13)),
        ("2/13/2020", "dmy", dt.date(2020, 2, 13)),
        ("3.3.2020", None, dt.date(2020, 3, 3)),
    ],
)
def test_order_of_day_and_month(text: str, order: Order | None, day: dt.date) -> None:
    assert parse_date(text, order=order).value == day


@pytest.mark.parametrize(
    ("serial", "day"),
    [
        ("1", dt.date(1900, 1, 1)),
        ("59", dt.date(1900, 2, 28)),
        ("60", None),
        ("61", dt.date(1900, 3, 1)),
        ("43831", dt.date(2020, 1, 1)),
        ("43831.75", dt.date(2020, 1, 1)),
        ("0", None),
        ("999999", None),
        ("20200101", dt.date(2020, 1, 1)),
    ],
)
def test_serial_numbers_only_when_asked(serial: str, day: dt.date | None) -> None:
    parsed = parse_date(serial, serials=True)
    assert parsed.value == day
    assert parsed.refused == (day is None)


def test_empty_is_none() -> None:
    assert parse_date(" \u200b") == parse_date("")
    assert parse_date("").value is None
    assert parse_date("").problem is None


@given(ANY)
@settings(deadline=None)
def test_any_text_is_a_date_or_refused(text: str) -> None:
    for parsed in (parse_date(text), parse_date(text, order="mdy", serials=True)):
        if parsed.value is None:
            assert parsed.problem is None or parsed.problem.hard
        else:
            assert parsed.problem is None
            assert parse_date(parsed.value.isoformat()) == parsed


@given(
    DAYS,
    st.sampled_from(["{0:%Y}-{0.month}-{0.day}", "{0.year}年{0.month}月{0.day}日", "{0:%d %B %Y}", "{0:%b %d, %Y}"]),
)
@settings(deadline=None)
def test_round_trip(day: dt.date, form: str) -> None:
    assert parse_date(form.format(day)).value == day


@given(DAYS)
@settings(deadline=None)
def test_an_order_never_gives_another_day(day: dt.date) -> None:
    assert parse_date(f"{day.month}/{day.day}/{day.year}", order="mdy").value in {day, None}
    undecided = parse_date(f"{day.day}/{day.month}/{day.year}")
    assert undecided.value == (day if day.day > 12 or day.day == day.month else None)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("二〇二〇", 2020),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("三十一", 31),
        ("廿三", 23),
        ("卅", 30),
        ("初七", 7),
        ("初十", 10),
    ],
)
def test_numerals(text: str, number: int) -> None:
    assert numeral(text) == number


def test_month_names() -> None:
    assert [month_number(name) for name in ("Jan", "sept", "December", "ma", "May.", "Foo", "")] == [
        1,
        9,
        12,
        None,
        5,
        None,
        None,
    ]
