"""Columns of dates: read as the whole column says, and never as another day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.birthdays import Birthday
from crmdesk.core.dates import parse_date
from crmdesk.core.fields_contacts import ADDRESSES, CONTACTS
from crmdesk.core.fields_customers import CUSTOMERS
from crmdesk.core.importing import Column
from crmdesk.core.importing_cells import Read, reader
from crmdesk.core.importing_facts import ColumnFacts
from crmdesk.core.importing_quick import quick
from crmdesk.core.importing_registry import Registry

REGISTRY = Registry(CUSTOMERS, CONTACTS, ADDRESSES)
COLUMN = Column(0, "成立日期", "", "founded_on")
BIRTHDAYS = Column(0, "生日", "", "birthday")


def read(cells: list[object], column: Column = COLUMN, chosen: dict[str, str] | None = None) -> list[Read]:
    """Every cell as the whole column tells, the short way first, as rows are read."""
    facts = ColumnFacts([column], REGISTRY, orders=chosen)
    for cell in cells:
        facts.take([cell])
    field, how = CUSTOMERS[column.target or ""], facts.how(column)
    short, long = quick(field, how), reader(field, how)
    return [Read(value) if (value := short(cell)) is not None else long(cell) for cell in cells]


def asks(cells: list[object], column: Column = COLUMN) -> str:
    facts = ColumnFacts([column], REGISTRY)
    for cell in cells:
        facts.take([cell])
    return facts.settled()[0].asks


def told(cells: list[object], column: Column = COLUMN, chosen: dict[str, str] | None = None) -> list[object]:
    """The days, or the code of what is wrong."""
    return [one.problem.code if one.problem else str(one.value) for one in read(cells, column, chosen)]


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (["13/2/2020", "1/2/2020"], ["2020-02-13", "2020-02-01"]),
        (["2/13/2020", "1/2/2020"], ["2020-02-13", "2020-01-02"]),
        (["1/2/2020 10:30", "25.12.2019 08:00"], ["2020-02-01", "2019-12-25"]),
        (["1/2/2020", "3/4/2020"], ["date-ambiguous", "date-ambiguous"]),
        (["13/2/2020", "2/13/2020", "1/2/2020"], ["2020-02-13", "2020-02-13", "date-ambiguous"]),
        (["3/3/2020", "1/2/2020"], ["2020-03-03", "date-ambiguous"]),
        (["43832", "43833.5"], ["2020-01-02", "2020-01-03"]),
        (["43832", "2020-01-03"], ["date-unreadable", "2020-01-03"]),
        (["43832", dt.datetime(2020, 1, 3)], ["2020-01-02", "2020-01-03"]),
        ([43832, 43832.75, 20200102], ["2020-01-02", "2020-01-02", "2020-01-02"]),
        ([1990.5, 2020, 202001, 1, 59, 99999, -5], ["date-no-day", "date-no-day"] + ["date-unreadable"] * 5),
        (["2021 00:03:00", "1990.5", "15 Apr", "民国109年1月2日"],
         ["date-no-day", "date-no-day", "date-no-year", "date-republic"]),
        (["20/1/1", "01/01/20", "20年1月1日", "1-Jan-20"], ["date-short-year"] * 4),
        (["二〇二〇年一月二日", "2020年1月2日 上午10:30", "2020-01-02T23:30:00Z", "20200102103000", "2020,1,2"],
         ["2020-01-02"] * 5),
        (["'2020-01-02", "2020-01-02（周四）"], ["2020-01-02", "2020-01-02"]),
    ],
)  # fmt: skip
def test_a_column_of_dates(cells: list[object], days: list[str]):
    assert told(cells) == days


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1/2/2020"], "date-order"),
        (["1/2/2020", "13/2/2020"], ""),
        (["13/2/2020", "2/13/2020", "1/2/2020"], "date-order"),
        (["13/2/2020", "2/13/2020"], ""),
        (["2020-01-02", None, "不详"], ""),
    ],
)
def test_what_a_column_does_not_tell_is_asked_for(cells: list[object], expected: str):
    assert asks(cells) == expected


@pytest.mark.parametrize(("order", "day"), [("mdy", "2020-01-02"), ("dmy", "2020-02-01")])
def test_the_answer_of_the_person_decides(order: str, day: str):
    assert told(["1/2/2020"], chosen={"成立日期": order}) == [day]


def test_days_and_months_that_a_spreadsheet_exchanged_are_noticed():
    made = [dt.datetime(2020, day, 3) for day in range(4, 11)]  # 3/4/2020 … read month first
    cells: list[object] = [*made, "13/04/2020", "25/12/2020"]
    assert asks(cells) == "date-order"
    assert told(cells) == ["date-exchanged"] * 7 + ["2020-04-13", "2020-12-25"]
    assert told(cells, chosen={"成立日期": "dmy"})[0] == "2020-04-03"
    late = dt.datetime(2020, 4, 20)
    assert asks([*cells, late]) == ""
    assert told([*cells, late])[0] == "2020-04-03"


@pytest.mark.parametrize(
    ("cells", "birthdays"),
    [
        (["13/5/1990", "1/5/1990"], ["1990-05-13", "1990-05-01"]),
        (["5/13/1990", "1/5/1990"], ["1990-05-13", "1990-01-05"]),
        (["13/5/1990", "1/5"], ["1990-05-13", "--05-01"]),
        (["15 Apr", "1月1日", "农历八月十五"], ["--04-15", "--01-01", "L--08-15"]),
        (["32994", "32995"], ["1990-05-01", "1990-05-02"]),
        ([32994, 1990.5, 1990], ["1990-05-01", "birthday-no-day", "birthday-no-day"]),
    ],
)
def test_a_column_of_birthdays(cells: list[object], birthdays: list[str]):
    assert told(cells, BIRTHDAYS) == birthdays


DAYS = st.dates(dt.date(1927, 6, 1), dt.date(2099, 12, 30))
FORMS = (
    "{y}-{m}-{d}", "{y}/{m}/{d}", "{y}.{m}.{d}", "{y}年{m}月{d}日", "{y}{m:02}{d:02}", "{d}/{m}/{y}", "{m}/{d}/{y}",
    "{d}.{m}.{y}", "{y}-{m:02}-{d:02} 13:05:07", "{y}年{m}月{d}日 下午3点", "{y}/{m}/{d} 3:04 下午", "{y},{m},{d}",
    "{y}-{m:02}-{d:02}T23:59:59+08:00", "{y}{m:02}{d:02}235959", "{m}/{d}", "{y}.{m}", "{yy}/{m}/{d}",
)  # fmt: skip


@given(st.lists(DAYS, min_size=1, max_size=8), st.sampled_from(FORMS))
def test_a_real_date_is_itself_or_a_problem_and_never_another_day(days: list[dt.date], form: str):
    cells: list[object] = [
        form.format(y=f"{day.year:04}", yy=f"{day.year % 100:02}", m=day.month, d=day.day) for day in days
    ]
    for day, one in zip(days, read(cells), strict=True):
        assert one.value == day if one.problem is None else (one.value is None and one.problem.hard)


@given(st.lists(DAYS, min_size=1, max_size=8), st.booleans(), st.booleans())
def test_a_day_number_is_its_day(days: list[dt.date], as_text: bool, noon: bool):
    numbers = [(day - dt.date(1899, 12, 30)).days + (0.5 if noon else 0) for day in days]
    cells: list[object] = [str(number) for number in numbers] if as_text else list(numbers)
    assert [one.value for one in read(cells)] == days
    assert [one.value for one in read(cells, BIRTHDAYS)] == [Birthday(day.month, day.day, day.year) for day in days]


@given(
    st.lists(st.text(max_size=20) | st.integers() | st.floats() | st.dates() | st.datetimes() | st.none(), max_size=8)
)
def test_nothing_in_a_column_of_dates_ends_the_program(cells: list[object]):
    for column in (COLUMN, BIRTHDAYS):
        for cell, one in zip(cells, read(cells, column), strict=True):
            if isinstance(cell, str) and one.value is not None and column is COLUMN:
                assert (
                    one.value in {parse_date(cell, order=order).value for order in (None, "dmy", "mdy")}
                    or cell.strip("'’‘` .0123456789") == ""
                )
