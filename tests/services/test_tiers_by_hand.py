"""Tiers and grades that a person types: kept whatever is worked out, taken back whole, and merged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from crmdesk.core.words import Words
from crmdesk.services import bulk_edit, customers, history, merging, tier_standing, tiers
from crmdesk.services.desk import Desk
from tests.services.selling import sell


@pytest.fixture
def ranked(desk: Desk) -> list[int]:
    """Five customers, best first, in a saved run: gold, bronze, bronze, iron, iron."""
    ids = [customers.add(desk, {"name": f"客户{place}"})[0] for place in range(5)]
    for place, customer in enumerate(ids):
        sell(desk, customer, 500 - place * 100)
    save(desk)
    return ids


def save(desk: Desk) -> None:
    tiers.save(desk, tiers.classify(desk, "last-year-sales"))


def standing(desk: Desk, customer: int) -> tuple[Any, ...]:
    sql = "SELECT tier, tier_fixed, tier_reason, grade, grade_fixed FROM customer WHERE id = ?"
    return tuple(desk.data.database.execute_sql(sql, (customer,)).fetchone())


def levels(desk: Desk, ids: Sequence[int]) -> list[str | None]:
    return [standing(desk, each)[0] for each in ids]


@pytest.mark.parametrize("many", [False, True])
def test_what_is_typed_as_it_was_worked_out_is_by_hand(
    desk: Desk, ranked: list[int], many: bool, words_en: Words
) -> None:
    typed = {"tier": "gold", "grade": "A"}
    if many:
        found = bulk_edit.preview(desk, ranked[:2], typed)
        assert (found.changed, len(found.samples)) == (2, 2)
        bulk_edit.apply(desk, ranked[:2], typed)
    else:
        customers.edit(desk, ranked[0], typed)
    assert standing(desk, ranked[0]) == ("gold", 1, None, "A", 1)
    assert tiers.by_hand(desk, ranked[0]) == {"tier": True, "grade": True}
    told = [(one.field, one.before, one.after) for one in history.of_customer(desk, ranked[0], words_en)[:2]]
    assert sorted(told) == [("Grade by hand", "No", "Yes"), ("Tier by hand", "No", "Yes")]
    sell(desk, ranked[4], 9_000)
    save(desk)
    assert levels(desk, ranked)[0] == "gold"
    assert levels(desk, ranked)[4] == "gold"
    for _ in range(4):
        history.undo(desk)
    assert standing(desk, ranked[0]) == ("gold", None, None, "A", None)
    assert bulk_edit.preview(desk, ranked[2:3], {"tier": ""}).changed == 0


@pytest.mark.parametrize("many", [False, True])
def test_emptied_the_tier_follows_the_run_and_its_reason_goes(desk: Desk, ranked: list[int], many: bool) -> None:
    customers.edit(desk, ranked[4], {"tier": "gold", "tier_reason": "协会会长"})
    assert standing(desk, ranked[4]) == ("gold", 1, "协会会长", "A", None)
    if many:
        bulk_edit.apply(desk, ranked, {"tier": ""})
        assert not bulk_edit.apply(desk, ranked, {"tier": "", "grade": ""})
    else:
        customers.edit(desk, ranked[4], {"tier": ""})
        assert not customers.edit(desk, ranked[4], {"tier": "", "grade": ""})
    assert standing(desk, ranked[4]) == ("iron", None, None, "C", None)
    history.undo(desk)
    assert standing(desk, ranked[4]) == ("gold", 1, "协会会长", "A", None)


def test_who_lay_in_the_trash_has_the_tier_of_the_last_run_before(
    desk: Desk, ranked: list[int], words_zh: Words
) -> None:
    customers.delete(desk, ranked[:1])
    save(desk)
    assert levels(desk, ranked)[1] == "gold"
    customers.restore(desk, ranked[:1])
    assert standing(desk, ranked[0]) == ("gold", None, None, "A", None)
    customers.edit(desk, ranked[0], {"terms_days": "30"})
    place = tier_standing.standing(desk, ranked[0], words_zh).place
    assert place is not None
    assert (place.rank, place.level, place.run.id) == (1, "gold", tiers.runs(desk)[1].id)
    new = customers.add(desk, {"name": "新客户"})[0]
    assert tier_standing.standing(desk, new, words_zh).place is None
    assert standing(desk, new)[0] is None
    for run in tiers.runs(desk):
        tiers.delete_run(desk, run.id)
    assert set(levels(desk, ranked)) == {None}


def test_merged_only_what_is_by_hand_goes_over(desk: Desk, ranked: list[int]) -> None:
    new = customers.add(desk, {"name": "新客户"})[0]
    assert "tier" not in {pair.field.key for pair in merging.compare(desk, ranked[0], ranked[1]).fields}
    merging.merge(desk, ranked[0], new)
    assert standing(desk, new) == (None, None, None, None, None)
    tiers.set_tier(desk, ranked[2], "bronze", "老朋友")
    merging.merge(desk, ranked[2], ranked[1])
    assert standing(desk, ranked[1]) == ("bronze", 1, "老朋友", "B", None)
    history.undo(desk)
    assert standing(desk, ranked[1]) == ("bronze", None, None, "B", None)


def test_the_former_run_is_of_the_nearest_day_before(desk: Desk, ranked: list[int]) -> None:
    today = desk.today()
    early, late = today.replace(year=2020), today.replace(year=2025)
    for day in (late, early):
        tiers.save(desk, tiers.classify(desk, "sales", today=day))

    def former(year: int) -> int | None:
        found = tiers.classify(desk, "sales", today=today.replace(year=year)).former
        return None if found is None else found.today.year

    assert [former(year) for year in (2019, 2020, 2021, 2025, 2026)] == [None, None, 2020, 2020, 2026]
