"""How customers belong together."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmdesk.core.errors import UserError
from crmdesk.services import customers, relations
from crmdesk.services.desk import Desk


def add(desk: Desk, number: str, **typed: str) -> int:
    return customers.add(desk, {"name": f"公司{number}", "kind": "enterprise", "number": number, **typed})[0]


def related(desk: Desk, number: str) -> dict[str, tuple[list[str], int]]:
    file = customers.file(desk, customers.id_of(desk, number))
    return {r.kind: ([c.number for c in r.customers], r.count) for r in relations.of_file(desk, file)}


def test_both_ends_of_each_relation(desk: Desk) -> None:
    add(desk, "A")
    add(desk, "B", parent_company="A", referrer="A")
    add(desk, "C", parent_company="B", referrer="A")
    assert related(desk, "A") == {"referred": (["B", "C"], 2), "subsidiaries": (["B"], 1)}
    assert related(desk, "B") == {
        "referrer": (["A"], 1),
        "parent_company": (["A"], 1),
        "subsidiaries": (["C"], 1),
    }
    customers.delete(desk, [customers.id_of(desk, "C")])
    assert related(desk, "A")["referred"] == (["B"], 1)
    assert "subsidiaries" not in related(desk, "B")


def test_nobody_around(desk: Desk) -> None:
    add(desk, "A")
    assert related(desk, "A") == {}


def test_the_first_of_many_with_the_count_and_a_listing_of_all(desk: Desk) -> None:
    add(desk, "A")
    others = {add(desk, f"K{i:03}", referrer="A") for i in range(relations.FIRST + 5)}
    numbers, count = related(desk, "A")["referred"]
    assert (numbers, count) == ([f"K{i:03}" for i in range(relations.FIRST)], relations.FIRST + 5)
    assert set(customers.find(desk, relations.listing("referred", "A"))) == others


@pytest.mark.parametrize("line", [("B",), ("B", "C"), ("B", "C", "D")])
def test_nobody_becomes_their_own_parent(desk: Desk, line: tuple[str, ...]) -> None:
    top = add(desk, "A")
    above = "A"
    for number in line:
        add(desk, number, parent_company=above)
        above = number
    with pytest.raises(UserError) as caught:
        customers.edit(desk, top, {"parent_company": above})
    assert caught.value.params["reason"].code == "parent-circle"
    assert caught.value.params["reason"].params == {"name": f"公司{above}"}
    with pytest.raises(UserError) as caught:
        customers.edit(desk, top, {"parent_company": "A"})
    assert caught.value.params["reason"].code == "reference-self"
    assert "parent_company" not in customers.file(desk, top).values


def test_whoever_refers_may_be_referred_back(desk: Desk) -> None:
    first = add(desk, "A")
    add(desk, "B", referrer="A")
    assert customers.edit(desk, first, {"referrer": "B"})


def test_a_circle_an_old_sheet_made_ends_the_line(desk: Desk) -> None:
    ids = [add(desk, number) for number in "ABC"]
    with desk.recording("customer-edit", number="") as made:
        for child, parent in zip(ids, (*ids[1:], ids[0]), strict=True):
            made.update("customer", child, {"parent_company": parent})
    new = add(desk, "D")
    assert not relations.comes_round(desk, new, ids[0])
    assert relations.comes_round(desk, ids[2], ids[0])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12))
def test_however_parents_are_set_no_line_comes_round(desk: Desk, pairs: list[tuple[int, int]]) -> None:
    known = {number: add_once(desk, number) for number in "ABCDEF"}
    numbers = list(known)
    for number in numbers:
        customers.edit(desk, known[number], {"parent_company": ""})
    above: dict[str, str] = {}
    for child, parent in ((numbers[a], numbers[b]) for a, b in pairs):
        line = [parent]
        while line[-1] in above:
            line.append(above[line[-1]])
        if child in line:
            with pytest.raises(UserError):
                customers.edit(desk, known[child], {"parent_company": parent})
        else:
            customers.edit(desk, known[child], {"parent_company": parent})
            above[child] = parent


def add_once(desk: Desk, number: str) -> int:
    try:
        return customers.id_of(desk, number)
    except UserError:
        return add(desk, number)
