"""Sample data: fixed by its seed, lifelike, and belonging to nobody."""

from __future__ import annotations

import datetime as dt

import pytest

from crmdesk.core import credit_codes, phones
from crmdesk.core.customers import Listing
from crmdesk.core.demo import STORIES, sample_customers
from crmdesk.core.errors import UserError
from crmdesk.services import customers, demo, history
from crmdesk.services.desk import Desk
from tests.store.test_search import check_index

TODAY = dt.date(2026, 11, 21)


def test_the_same_seed_gives_the_same_customers_whatever_the_count() -> None:
    few, many = list(sample_customers(20, 3, TODAY)), list(sample_customers(50, 3, TODAY))
    assert many[:20] == few
    assert list(sample_customers(20, 4, TODAY)) != few


def test_nothing_can_belong_to_anyone_and_everything_is_in_order() -> None:
    samples = list(sample_customers(400, 1, TODAY))
    assert {sample.story for sample in samples} == set(STORIES)
    for sample in samples:
        for values in (sample.values, *sample.contacts):
            for key in ("mobile", "phone"):
                if key in values:
                    assert "0000" in values[key]
                    assert phones.parse_phone(values[key]).problem is None
            if "email" in values:
                assert values["email"].endswith(".example")
        if sample.values["kind"] == "enterprise":
            assert {"industry", "founded_on", "phone", "city", "credit_limit", "owner"} <= set(sample.values)
            assert sample.contacts[0]["main"] is True
            assert sample.values["credit_code"][2:8] == "000000"
            assert credit_codes.parse_credit_code(sample.values["credit_code"]).problem is None


def test_it_fills_an_empty_file_only_and_can_be_undone(desk: Desk) -> None:
    made = demo.fill(desk, 120, 1)
    assert (made.customers, customers.total(desk)) == (120, 120)
    assert len(customers.find(desk, Listing("有限公司"))) > 20
    check_index(desk)
    with pytest.raises(UserError) as caught:
        demo.fill(desk, 5, 1)
    assert caught.value.code == "file-not-empty"
    history.undo(desk)
    assert customers.total(desk) == 0
    history.redo(desk)
    assert customers.total(desk) == 120
    check_index(desk)
