"""Filters as they are kept, changed and written on the command line."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core import filtering
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Type
from crmdesk.core.fields_customers import CUSTOMERS
from crmdesk.core.filtering import VALUES, Condition, Filter, Test, from_json, parse_condition

CONDITIONS = st.builds(
    Condition,
    st.sampled_from([field.key for field in CUSTOMERS.all]) | st.text(),
    st.sampled_from(Test),
    st.lists(st.text(), max_size=3).map(tuple),
)


@given(st.lists(CONDITIONS, max_size=4).map(tuple), st.booleans())
def test_a_kept_filter_comes_back_the_same(conditions: tuple[Condition, ...], any_of: bool) -> None:
    filter_ = Filter(conditions, any_of)
    assert from_json(filter_.to_json()) == filter_


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "1", "{}", '{"all":1}', '{"some":[]}', '{"all":[],"any":[]}', '{"all":[["owner"]]}',
     '{"all":[["owner","like","x"]]}', '{"all":[["owner","is",1]]}', '{"all":["owner"]}'],
)  # fmt: skip
def test_what_is_no_filter_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        from_json(text)


def test_conditions_are_put_in_place_and_taken_away() -> None:
    first, second = Condition("owner", Test.IS, ("陈立",)), Condition("owner", Test.IS, ("何安",))
    other = Condition("owner", Test.FILLED)
    made = Filter().with_condition(first).with_condition(other).with_condition(second)
    assert made == Filter((second, other))
    assert made.of("owner") == second
    assert made.of("city") is None
    assert not made.without("owner")
    assert Filter((first,), any_of=True).with_condition(other) == Filter((first, other), any_of=True)


def test_every_field_can_be_asked_whether_it_is_empty_and_every_test_says_how_many_values() -> None:
    assert set(VALUES) == set(Test)
    for field in CUSTOMERS.all:
        tests = filtering.tests_for(field)
        assert {Test.EMPTY, Test.FILLED} <= set(tests)
        assert len(set(tests)) == len(tests)
        assert Test.LAST_DAYS not in tests or field.type is Type.DATE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("owner is 陈立", Condition("owner", Test.IS, ("陈立",))),
        ("负责人 is 陈立；何安", Condition("owner", Test.IS, ("陈立", "何安"))),
        ("tier is-not gold; silver", Condition("tier", Test.IS_NOT, ("gold", "silver"))),
        ("notes empty", Condition("notes", Test.EMPTY)),
        ("Last verified not-last-days 180", Condition("verified_on", Test.NOT_LAST_DAYS, ("180",))),
        ("turnover between 1000000 5000000", Condition("turnover", Test.BETWEEN, ("1000000", "5000000"))),
        ("turnover between 100 万; 500 万", Condition("turnover", Test.BETWEEN, ("100 万", "500 万"))),
        ("turnover  from   3.5万", Condition("turnover", Test.FROM, ("3.5万",))),
        ("city contains New York", Condition("city", Test.CONTAINS, ("New York",))),
        ("notes contains is empty", Condition("notes", Test.CONTAINS, ("is empty",))),
        ("姓名 begins 张", Condition("name", Test.BEGINS, ("张",))),
        ("Also buys from is 甲", Condition("competitors", Test.IS, ("甲",))),
        ('notes is "甲; 乙"; 丙', Condition("notes", Test.IS, ("甲; 乙", "丙"))),
        ('owner is O"Brien', Condition("owner", Test.IS, ('O"Brien',))),
    ],
)
def test_a_condition_is_read_as_it_is_written(text: str, expected: Condition) -> None:
    assert parse_condition(CUSTOMERS, text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "filter-unreadable"),
        ("owner", "filter-unreadable"),
        ("is 陈立", "filter-unreadable"),
        ("owner = 陈立", "filter-unreadable"),
        ("shoe is 1", "filter-unfit"),
        ("owner is", "filter-unfit"),
        ("tier contains gold", "filter-unfit"),
        ("turnover between 1", "filter-unfit"),
        ("notes empty x", "filter-unfit"),
    ],
)
def test_what_is_no_condition_is_refused(text: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_condition(CUSTOMERS, text)
    assert caught.value.code == code


def test_a_filter_is_kept_as_short_json() -> None:
    assert json.loads(Filter((Condition("tier", Test.IS, ("gold",)),)).to_json()) == {"all": [["tier", "is", "gold"]]}
