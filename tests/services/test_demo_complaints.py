"""Complaints of the sample data: what the rules make of their steps, of every kind, told without repeating itself."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

import pytest

from crmdesk.core import complaints as rules
from crmdesk.core.complaint_lists import Complaints
from crmdesk.core.complaints import STEPS, earlier
from crmdesk.core.demo import sample_customers
from crmdesk.core.demo_complaint_homes import HOMES
from crmdesk.core.demo_complaint_words import FIRMS
from crmdesk.core.demo_complaints import SampleComplaint, Teller
from crmdesk.core.demo_dealing import dealing
from crmdesk.services import complaint_lists
from crmdesk.services.complaints_looking import Case, cases
from crmdesk.services.desk import Desk
from tests.desk import copy_master
from tests.services.complaint_sample import sample_file

TODAY = dt.date(2026, 11, 21)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = copy_master(sample_file(), tmp_path_factory.mktemp("demo"))
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def told(sample: Desk) -> list[Case]:
    return cases(sample, complaint_lists.find(sample, Complaints(sort="number")))


@pytest.fixture(scope="module")
def many() -> list[SampleComplaint]:
    """Of a thousand customers."""
    return tell(1_000)


def tell(count: int) -> list[SampleComplaint]:
    teller = Teller(5, TODAY)
    found: list[SampleComplaint] = []
    for place, one in enumerate(sample_customers(count, 5, TODAY)):
        found += teller.of(place, one, dealing(5, place, TODAY, one).orders)
    return found


def test_what_is_stored_is_what_the_rules_make_of_the_steps(told: list[Case]) -> None:
    for case in told:
        one = case.complaint
        course = rules.course(one.values, case.steps, case.events)
        stored = rules.Course(one.state, one.round, one.step, one.values.get("closed_at"), one.level)
        assert course == stored, one.number


def test_every_step_state_and_warning_is_there(told: list[Case]) -> None:
    assert Counter(case.complaint.state for case in told).keys() == {"open", "closed", "unresolved", "imported"}
    assert {case.complaint.step for case in told if case.complaint.is_open} == set(STEPS)
    assert {case.complaint.round for case in told} == {1, 2}
    assert {case.complaint.level for case in told} == {"dissatisfied", "basic", "high", None}
    holding = {warned.code for case in told for warned in case.warnings if warned.holds}
    assert holding == {"no-response", "apology-only", "promise-broken"}
    assert {event.kind for case in told for event in case.events} == {"reopened", "unresolved"}


def test_the_steps_are_whole_and_in_their_time(told: list[Case]) -> None:
    for case in told:
        one = case.complaint
        assert one.values["words"]
        before = one.received_at
        assert before.date() < TODAY
        for step in case.steps:
            assert step.values["text"]
            assert step.values["by"]
            assert "{" not in step.values["text"]
            assert not earlier(step.at, before), one.number
            assert step.at.date() < TODAY
            before = step.at
            if step.step == "compensate" and step.values["kind"] != "none":
                assert step.values["amount"] > 0
                assert step.values["promised_on"] >= step.at.date()
                assert step.values.get("delivered_on", TODAY) <= TODAY
            elif step.step == "confirm":
                assert step.values["level"] in ("dissatisfied", "basic", "high")
        if one.order_id is not None:
            assert one.values["sales_order"].startswith("D")
        assert one.product_id is not None


def test_about_one_customer_in_twelve_complains_and_nothing_is_told_again_soon(many: list[SampleComplaint]) -> None:
    assert 1_000 / 16 < len(many) < 1_000 / 9
    for known in (FIRMS, HOMES):
        subjects = {case.subject for case in known}
        mine = [one.values["subject"] for one in many if one.values["subject"] in subjects]
        assert len(set(mine[:10])) > 7
    assert sum(one.values["state"] == "open" for one in many) < len(many) / 3


def test_the_same_seed_tells_the_same(many: list[SampleComplaint]) -> None:
    assert tell(120) == many[: len(tell(120))]


def test_everything_else_of_a_seed_stays_as_it_was(sample: Desk) -> None:
    """What is drawn for complaints is drawn from dice of its own: orders are those of the dealing alone."""
    execute = sample.data.database.execute_sql
    living = "SELECT id FROM customer WHERE deleted_at IS NULL"
    sql = f"SELECT count(*), sum(amount) FROM order_line WHERE customer_id IN ({living})"
    count, amount = execute(sql).fetchone()
    lines = [
        line
        for place, one in enumerate(sample_customers(320, 7, TODAY))
        for order in dealing(7, place, TODAY, one).orders
        for line in order.lines
    ]
    assert (count, amount) == (len(lines), sum(int(line["amount"] * 10_000) for line in lines))
