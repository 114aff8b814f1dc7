"""The short way for clear cells says the same as the long one."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crmdesk.core.fields import Field
from crmdesk.core.fields_customers import CUSTOMERS
from crmdesk.core.importing_cells import How, reader
from crmdesk.core.importing_quick import quick

CELLS = (
    st.text(max_size=30)
    | st.from_regex(r"1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8}|[0-9]{15,18}|[0-9]\.[0-9]+E\+[0-9]{2}", fullmatch=True)
    | st.from_regex(r"[a-z0-9._@-]{3,12}@[a-z0-9.]{2,8}|[12][0-9]{3}-[0-1][0-9]-[0-3][0-9]", fullmatch=True)
    | st.sampled_from(["NULL", " null ", "无", "-", "#REF!", "#1", "¥1,234.5", "50%", "'0573", "91330400MA2ABCDE1X"])
    | st.integers(-(10**13), 10**13)
    | st.floats(-1e13, 1e13)
    | st.decimals(-1000, 1000, places=2).map(float)
    | st.booleans()
    | st.dates()
    | st.datetimes()
)
HOWS = st.sampled_from(
    [How(), How(blanks=frozenset(("NULL", "无")), errors=True), How(order="dmy", serials=True), How(exchanged=True)]
)


@example("1000-01-01", CUSTOMERS["founded_on"], How())
@given(CELLS, st.sampled_from([field for field in CUSTOMERS.all if field.key != "groups"]), HOWS)
def test_both_ways_are_the_same(cell: object, field: Field, how: How):
    value = quick(field, how)(cell)
    if value is not None:
        read = reader(field, how)(cell)
        assert (read.value, type(read.value), read.problem, read.word) == (value, type(value), None, None)


@pytest.mark.parametrize(
    ("key", "cell"),
    [
        ("name", "嘉禾机械有限公司"), ("short_name", 12345), ("mobile", "13800138000"), ("mobile", 13800138000),
        ("phone", "0573-82345678"), ("email", "a.b@example.com"), ("founded_on", dt.datetime(2020, 1, 2)),
        ("founded_on", "2020-01-02"), ("turnover", 12.5), ("turnover", 100), ("employees", 186), ("discount", 95),
    ],
)  # fmt: skip
def test_usual_cells_take_the_short_way(key: str, cell: object):
    assert quick(CUSTOMERS[key], How())(cell) is not None
