"""Why a customer is where it is, and what moves it up: what is said is tried out (METHOD.md section 4)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.messages.tiers import MESSAGES
from crmdesk.core.tiers import Division, abc, pyramid
from crmdesk.core.tiers_why import Why, why

YUAN = 10_000
SALES = "last-year-sales"
TEN = [1000, 800, 500, 400, 300, 250, 200, 100, 0, 0]


def of(values: list[int], rank: int) -> Why:
    units = [value * YUAN for value in values]
    return why(pyramid(units, SALES), rank, Decimal(values[rank - 1]))


def codes(found: Why) -> list[str]:
    for reason in found.told:
        assert MESSAGES[reason.code].format(**reason.params)
    return [reason.code for reason in found.told]


@pytest.mark.parametrize(
    ("rank", "level", "upper", "lower", "said"),
    [
        (1, "gold", None, ("gold", 1, 0), ["why-first-customers", "why-edge"]),
        (2, "silver", ("gold", 1, 200), ("silver", 2, 0), ["why-between-customers", "why-up", "why-edge"]),
        (3, "bronze", ("silver", 2, 300), ("bronze", 5, 200), ["why-between-customers", "why-up", "why-down"]),
        (8, "iron", ("bronze", 5, 200), None, ["why-last-customers", "why-up"]),
        (9, "iron", ("bronze", 5, 300), None, ["why-no-value", "why-up"]),
    ],
)
def test_each_level(
    rank: int, level: str, upper: tuple[str, int, int] | None, lower: tuple[str, int, int] | None, said: list[str]
) -> None:
    found = of(TEN, rank)
    assert (found.rank, found.count, found.value, found.level) == (rank, 10, TEN[rank - 1], level)
    assert (found.upper and (found.upper.level, found.upper.place.rank, found.upper.distance)) == upper
    assert (found.lower and (found.lower.level, found.lower.place.rank, found.lower.distance)) == lower
    assert codes(found) == said


def test_the_percents_and_places_of_a_level_are_told() -> None:
    reason = of(TEN, 3).told[0]
    assert {key: value for key, value in reason.params.items() if key != "level"} == {
        "places": "3–5",
        "percent": "50",
        "above": "20",
    }
    assert of(TEN, 2).told[0].params["places"] == "2"


def test_of_equal_values_the_number_decides() -> None:
    found = of([5, 5, 5, 5, 5], 2)
    assert found.upper is not None
    assert (found.upper.level, found.upper.distance) == ("gold", 0)
    assert codes(found)[1] == "why-up-tie"


@pytest.mark.parametrize(
    ("values", "opens"),
    [([0], "gold"), ([0, 0, -3], "gold"), ([9, 0, 0], "bronze"), ([9, 8, 0, 0, 0], "bronze"), ([9, 8, 7, 0, 0], None)],
)
def test_where_any_positive_value_moves_up(values: list[int], opens: str | None) -> None:
    found = of(values, len(values))
    assert found.opens == opens
    assert ("why-opens" in codes(found)) == bool(opens)


def test_among_classes_by_value() -> None:
    units = [value * YUAN for value in (60, 25, 9, 3, 3, 0)]
    found = why(abc(units, SALES), 3, Decimal(9))
    assert codes(found) == ["why-between-value", "why-up", "why-down"]
    assert codes(why(abc(units, SALES), 5, Decimal(3))) == ["why-last-value", "why-up-tie"]
    assert codes(why(abc([0, 0], SALES), 2, Decimal(0))) == ["why-no-value", "why-opens"]


def test_a_score_is_told_without_a_currency() -> None:
    found = why(pyramid([50 * YUAN, 40 * YUAN], "score"), 2, Decimal(40))
    assert found.told[1].params["missing"] == "10.00"


@settings(max_examples=60)
@given(st.lists(st.integers(-5, 40), min_size=1, max_size=40), st.data(), st.booleans())
def test_what_is_said_to_move_up_does(values: list[int], data: st.DataObject, by_value: bool) -> None:
    """With a little more than is missing it is in the level that was said, or better; nothing is missing at the top."""
    values.sort(reverse=True)
    rank = data.draw(st.integers(1, len(values)))
    cut = abc if by_value else pyramid

    def division(raised: list[int]) -> Division:
        return cut([value * YUAN for value in raised], SALES)

    before = division(values)
    found = why(before, rank, Decimal(values[rank - 1]))
    codes(found)
    target = found.opens or (found.upper and found.upper.level)
    if target is None:
        assert all(level.count == 0 for level in before.levels[: before.bounds.levels.index(found.level)])
        return
    missing = found.upper.distance if found.upper else Decimal(-values[rank - 1])
    new = values[rank - 1] + int(missing) + 1
    others = [*values[: rank - 1], *values[rank:]]
    place = sum(other >= new for other in others) + 1
    after = division(sorted([*others, new], reverse=True))
    levels = before.bounds.levels
    assert levels.index(after.at(place).key) <= levels.index(target)
