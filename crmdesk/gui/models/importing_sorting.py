"""Rows of a planned import by what becomes of them, and those that hold a word; for any thread, without Qt."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crmdesk.core.importing import Outcome, RowPlan
from crmdesk.core.importing_cells import shown

ALL, NEW, UPDATE, SAME, JOINED, DOUBLE, PROBLEM = "all", "new", "update", "same", "joined", "double", "problem"
LOOK = "look"
"""Rows with a problem or a possible double."""

KEYS = (ALL, NEW, UPDATE, SAME, JOINED, DOUBLE, PROBLEM, LOOK)
_DOUBLES = frozenset({"possible-double", "possible-double-row"})
_BY_OUTCOME = {
    Outcome.NEW: NEW,
    Outcome.UPDATE: UPDATE,
    Outcome.SAME: SAME,
    Outcome.SKIP: SAME,
    Outcome.JOINED: JOINED,
}
_EVERY = 2_000


@dataclass(frozen=True, slots=True)
class Sorted:
    """Places of the rows by key, in the file's order; `first` is the place of the row that began each customer."""

    places: Mapping[str, array[int]] = field(default_factory=lambda: {key: array("l") for key in KEYS})
    first: Mapping[int, int] = field(default_factory=dict)


def sort_rows(rows: Sequence[RowPlan]) -> Sorted:
    """A row can stand under several keys: a new one that may be a double and has a doubtful cell stands under three."""
    places = {key: array("l") for key in KEYS}
    first: dict[int, int] = {}
    for place, row in enumerate(rows):
        places[ALL].append(place)
        if key := _BY_OUTCOME.get(row.outcome):
            places[key].append(place)
        if row.customer is not None:
            first.setdefault(row.customer, place)
        if row.problems:
            places[LOOK].append(place)
            if may_be_double(row):
                places[DOUBLE].append(place)
            if any(problem.code not in _DOUBLES for problem in row.problems):
                places[PROBLEM].append(place)
    return Sorted(places, first)


def may_be_double(row: RowPlan) -> bool:
    return any(problem.code in _DOUBLES for problem in row.problems)


def holding(
    needle: str,
    places: Iterable[int],
    rows: Sequence[RowPlan],
    cells_of: Callable[[str, int], Sequence[Any]],
    cancelled: Callable[[], bool] = lambda: False,
) -> array[int]:
    """Those of the places whose row number, name or any cell holds all words of the needle."""
    words = needle.casefold().split()
    found = array("l")
    for count, place in enumerate(places):
        if count % _EVERY == 0 and cancelled():
            break
        row = rows[place]
        text = " ".join([str(row.row), row.name, *map(shown, cells_of(row.sheet, row.row))]).casefold()
        if all(word in text for word in words):
            found.append(place)
    return found
