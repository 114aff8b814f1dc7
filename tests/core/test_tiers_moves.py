"""Who rose and fell between two runs (METHOD.md section 4)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.tiers import TIERS
from crmdesk.core.tiers_moves import KINDS, Entry, moves

RUN = st.dictionaries(
    st.integers(1, 60), st.tuples(st.sampled_from(TIERS), st.integers(1, 60), st.integers(-99, 99)), max_size=40
).map(lambda found: [(customer, *rest) for customer, rest in sorted(found.items())])


def test_who_rose_and_fell() -> None:
    before = [(1, "gold", 1, 900), (2, "silver", 2, 500), (3, "bronze", 3, 100), (4, "iron", 4, 0), (5, "iron", 5, 0)]
    after = [(1, "silver", 2, 600), (2, "gold", 1, 1000), (4, "bronze", 4, 90), (5, "iron", 5, 0), (6, "bronze", 3, 95)]
    found = moves(before, after, TIERS)
    assert found.counts == {"risen": 2, "fallen": 1, "new": 1, "gone": 1}
    assert found.same == 1
    assert found.between["gold", "silver"] == found.between[None, "bronze"] == found.between["bronze", None] == 1
    (fallen,) = found.moves["fallen"]
    assert (fallen.customer_id, fallen.before, fallen.after, fallen.change) == (1, "gold", "silver", -300)
    assert (fallen.rank_before, fallen.rank_after) == (1, 2)
    assert [move.customer_id for move in found.moves["risen"]] == [2, 4]
    assert [(move.customer_id, move.before, move.rank_before) for move in found.moves["new"]] == [(6, None, None)]
    assert [(move.customer_id, move.after, move.change) for move in found.moves["gone"]] == [(3, None, -100)]


def test_the_best_level_comes_first_then_the_greater_change() -> None:
    before: list[Entry] = [(i, "silver", i, 100) for i in range(1, 4)] + [(4, "gold", 4, 9)]
    after: list[Entry] = [(1, "bronze", 1, 80), (2, "iron", 2, 90), (3, "bronze", 3, 10), (4, "silver", 4, 8)]
    assert [move.customer_id for move in moves(before, after, TIERS).moves["fallen"]] == [4, 3, 1, 2]
    found = moves(before, after, TIERS, limit=2)
    assert [move.customer_id for move in found.moves["fallen"]] == [4, 3]
    assert found.counts["fallen"] == 4


def test_without_an_earlier_run_all_are_new() -> None:
    found = moves([], [(1, "gold", 1, 5)], TIERS)
    assert (found.counts["new"], found.same) == (1, 0)
    assert moves([], [], TIERS).counts == dict.fromkeys(KINDS, 0)


@pytest.mark.parametrize(
    ("run", "error"),
    [
        ([(2, "gold", 1, 5), (1, "iron", 2, 0)], ValueError),
        ([(1, "gold", 1, 5), (1, "gold", 1, 5)], ValueError),
        ([(1, "A", 1, 5)], KeyError),
    ],
)
def test_what_is_no_run_is_refused(run: list[Entry], error: type[Exception]) -> None:
    with pytest.raises(error):
        moves(run, [], TIERS)


@settings(max_examples=40)
@given(RUN, RUN)
def test_every_customer_of_either_run_is_counted_once(before: list[Entry], after: list[Entry]) -> None:
    found = moves(before, after, TIERS)
    old, new = {entry[0]: entry for entry in before}, {entry[0]: entry for entry in after}
    assert sum(found.counts.values()) + found.same == len(old.keys() | new.keys()) == sum(found.between.values())
    moved = [move.customer_id for kind in KINDS for move in found.moves[kind]]
    assert len(moved) == len(set(moved))
    assert {move.customer_id for move in found.moves["new"]} == new.keys() - old.keys()
    assert {move.customer_id for move in found.moves["gone"]} == old.keys() - new.keys()
    better = {i for i in old.keys() & new.keys() if TIERS.index(new[i][1]) < TIERS.index(old[i][1])}
    assert {move.customer_id for move in found.moves["risen"]} == better
    assert found.same == sum(old[i][1] == new[i][1] for i in old.keys() & new.keys())


@given(RUN, RUN, st.integers(0, 5))
def test_so_many_of_each_kind_are_the_first_of_all(before: list[Entry], after: list[Entry], limit: int) -> None:
    every, some = moves(before, after, TIERS, limit=None), moves(before, after, TIERS, limit=limit)
    assert {kind: len(every.moves[kind]) for kind in KINDS} == every.counts == some.counts
    assert all(some.moves[kind] == every.moves[kind][:limit] for kind in KINDS)
