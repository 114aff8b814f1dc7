"""Candidates and pairs: every likely double has a block in common, for one face and for thousands alike."""

from __future__ import annotations

import itertools

import pytest

from crmdesk.core.duplicates import likeness
from crmdesk.core.duplicates_blocks import blocks
from crmdesk.services import contacts, customers
from crmdesk.services.desk import Desk
from crmdesk.store import duplicates as store
from crmdesk.store import duplicates_pairs
from tests.core.test_duplicates import ALIKE, Customer, face

ONLY_IN_PAIRS = {("禾砚精密机械有限公司", "禾砚密机械有限公司"), ("Heyan Precision Tools", "Heyan Precison Tools")}
"""A slip before the middle of the longer name: no index begins there, only all pairs find it."""


def add(desk: Desk, customer: Customer) -> int:
    typed = {key: text for key, text in customer.items() if key != "contacts"}
    return customers.add(desk, typed, customer.get("contacts", ()))[0]


@pytest.mark.parametrize(("one", "other", "code"), ALIKE)
def test_whoever_is_alike_is_looked_at(desk: Desk, one: Customer, other: Customer, code: str) -> None:
    there, new = add(desk, one), add(desk, other)
    assert (there, new) in {pair for several in duplicates_pairs.pairs(desk.data) for pair in several}
    for mine, theirs in ((other, there), (one, new)):
        found = store.candidates(desk.data, [face(mine)])[0]
        if mine is one and (one["name"], other["name"]) in ONLY_IN_PAIRS:
            continue
        assert theirs in [known.id for known in found]
        stored = next(known.face for known in found if known.id == theirs)
        like = likeness(face(mine), stored)
        assert like is not None
        assert like.reasons[0].code == f"double-{code}"
    assert not set(blocks(face(one))).isdisjoint(blocks(face(other)))


def test_what_is_stored_is_recognised_like_what_was_typed(desk: Desk) -> None:
    for one, other, _code in ALIKE:
        for customer in (one, other):
            known = store.known(desk.data, [add(desk, {"kind": "enterprise", **customer})])
            assert [found.face for found in known.values()] == [face(customer)]


def test_many_faces_at_once_and_nobody_from_the_trash(desk: Desk) -> None:
    ids = [add(desk, one) for one, _other, _code in ALIKE[:8]]
    customers.delete(desk, ids[:2])
    found = store.candidates(desk.data, [face(one) for one, _other, _code in ALIKE[:8]] * 100)
    assert len(found) == 800
    assert all(not {known.id for known in each} & set(ids[:2]) for each in found)
    assert all(ids[i] in [known.id for known in found[i]] for i in range(2, 8))
    assert store.candidates(desk.data, []) == []


def test_a_contact_that_was_deleted_recognises_nobody(desk: Desk) -> None:
    one = add(desk, {"name": "甲木贸易", "contacts": [{"name": "王芳", "mobile": "13900000013"}]})
    two = add(desk, {"name": "乙水建材", "contacts": [{"name": "王芳", "mobile": "13900000013"}]})
    assert [pair for several in duplicates_pairs.pairs(desk.data) for pair in several] == [(one, two)]
    contacts.delete(desk, customers.file(desk, one).contacts[0].id)
    assert list(duplicates_pairs.pairs(desk.data)) == []


def test_of_a_very_large_block_neighbours_are_compared(desk: Desk) -> None:
    ids = [add(desk, {"name": "同名贸易有限公司", "kind": "enterprise"}) for _ in range(60)]
    found = [pair for several in duplicates_pairs.pairs(desk.data) for pair in several]
    assert sorted(found) == list(itertools.pairwise(ids))


@pytest.mark.parametrize("column", sorted(store.LOOKUPS))
def test_candidates_are_looked_up_by_an_index(desk: Desk, column: str) -> None:
    sql = store.LOOKUPS[column].format(values="?, ?")
    steps = [row[3] for row in desk.data.database.execute_sql(f"EXPLAIN QUERY PLAN {sql}", ("1", "2")).fetchall()]
    assert "=?)" in steps[0]


def test_looking_can_be_stopped(desk: Desk) -> None:
    add(desk, {"name": "甲木贸易"})

    class Enough(Exception):
        pass

    def stop(_count: int) -> None:
        raise Enough

    with pytest.raises(Enough):
        list(duplicates_pairs.pairs(desk.data, stop))
