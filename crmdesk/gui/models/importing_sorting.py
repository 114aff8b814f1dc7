"""Rows of a planned import by what becomes of them, in any order, and those that hold a word; for any thread, no Qt.

A row is named by its place: its index in the plan's rows; behind those stand the rows that were left out.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from msgspec import Struct, field

from crmdesk.core.importing import LeftOut, Outcome, Place, RowPlan, SheetPlan
from crmdesk.core.importing_cells import shown

ALL, NEW, UPDATE, SAME, SKIPPED, JOINED = "all", "new", "update", "same", "skipped", "joined"
DOUBLE, CHECK, LEFT_OUT = "double", "check", "left-out"
"""`CHECK`: rows that are imported although something in them is doubtful."""
HELD, ERROR = "held", "error"
LOOK = "look"
"""Rows with a problem or a possible double."""

KEYS = (ALL, NEW, UPDATE, SAME, SKIPPED, JOINED, DOUBLE, CHECK, LEFT_OUT, HELD, ERROR, LOOK)
_DOUBLES = frozenset({"possible-double", "possible-double-row"})
_BY_OUTCOME = {
    Outcome.NEW: NEW,
    Outcome.UPDATE: UPDATE,
    Outcome.SAME: SAME,
    Outcome.SKIP: SKIPPED,
    Outcome.JOINED: JOINED,
    Outcome.HELD: HELD,
    Outcome.ERROR: ERROR,
}
_EVERY = 2_000
Stopping = Callable[[], bool]


def never() -> bool:
    """Nobody stops this."""
    return False


class Sorted(Struct, frozen=True):
    """Places of the rows by key, in the file's order; `first` is the place of the row that began each customer.

    `spans` are the first place of each sheet and the one behind its last; `left` the rows that were left out.
    """

    places: Mapping[str, array[int]] = field(default_factory=lambda: {key: array("l") for key in KEYS})
    first: Mapping[int, int] = field(default_factory=dict)
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    left: Sequence[LeftOut] = ()

    def count(self, key: str) -> int:
        return len(self.places[key])


class Seen(Struct, frozen=True):
    """The rows that are shown: their places, line by line, and the lines of them to look at."""

    places: array[int]
    look: array[int]


def sort_rows(rows: Sequence[RowPlan], sheets: Sequence[SheetPlan] = ()) -> Sorted:
    """A row can stand under several keys: a new one that may be a double and has a doubtful cell stands under three."""
    places = {key: array("l") for key in KEYS}
    first: dict[int, int] = {}
    spans: dict[str, tuple[int, int]] = {}
    for place, row in enumerate(rows):
        places[_BY_OUTCOME[row.outcome]].append(place)
        if row.customer is not None:
            first.setdefault(row.customer, place)
        spans[row.sheet] = spans.get(row.sheet, (place, 0))[0], place + 1
        double = may_be_double(row)
        if row.problems or double:
            places[LOOK].append(place)
            if double:
                places[DOUBLE].append(place)
            if row.outcome is not Outcome.ERROR and any(p.code not in _DOUBLES for p in row.problems):
                places[CHECK].append(place)
    count = len(rows)
    places[ALL] = array("l", range(count))
    left = tuple(out for sheet in sheets for out in sheet.left_out)
    places[LEFT_OUT] = array("l", range(count, count + len(left)))
    return Sorted(places, first, spans, left)


def outcome_key(row: RowPlan) -> str:
    """The key that says what becomes of a row."""
    return _BY_OUTCOME[row.outcome]


def after(places: array[int], here: int) -> int:
    """The next one behind `here`, from the first again behind the last; -1 where there is none."""
    at = bisect_right(places, here)
    return places[at] if at < len(places) else places[0] if places else -1


def may_be_double(row: RowPlan) -> bool:
    """Whether the row is likely a double and nobody has said yet what is to become of it."""
    if row.outcome not in (Outcome.NEW, Outcome.HELD):
        return False
    return row.double is not None or any(problem.code in _DOUBLES for problem in row.problems)


def named(rows: Sequence[RowPlan], places: Iterable[int], stopping: Stopping = never) -> list[Place]:
    """Sheet and row of these places, without those of rows that were left out."""
    found: list[Place] = []
    for count, place in enumerate(places):
        if count % _EVERY == 0 and stopping():
            break
        if place < len(rows):
            found.append((rows[place].sheet, rows[place].row))
    return found


def place_of(key: Place, rows: Sequence[RowPlan], sorting: Sorted) -> int:
    """Where a row of the file stands in the plan; -1 when it does not."""
    first, end = sorting.spans.get(key[0], (0, 0))
    place = bisect_left(rows, key[1], first, end, key=lambda row: row.row)
    return place if place < end and (rows[place].sheet, rows[place].row) == key else -1


def narrowed(
    sorting: Sorted,
    key: str,
    needle: str,
    ranks: Sequence[int] | None,
    rows: Sequence[RowPlan],
    cells_of: Callable[[str, int], Sequence[Any]],
    stopping: Stopping = never,
    *,
    down: bool = False,
) -> Seen:
    """The rows under a key that hold all words of the needle, ordered by `ranks` (by place; None: as in the file)."""
    places = sorting.places[key]
    if needle:
        places = holding(needle, places, rows, cells_of, sorting.left, stopping)
    if key == LEFT_OUT:
        return Seen(places, array("l"))
    if ranks is not None:
        places = ordered(places, ranks, down=down)
    whole = places is sorting.places[ALL]
    return Seen(places, _to_look_at(places, sorting.places[LOOK], in_order=ranks is None, whole=whole))


def _to_look_at(places: array[int], look: array[int], *, in_order: bool, whole: bool) -> array[int]:
    """The lines that show a row to look at."""
    if whole or not look:
        return look
    if in_order:
        lines = ((bisect_left(places, place), place) for place in look)
        return array("l", (line for line, place in lines if line < len(places) and places[line] == place))
    wanted = set(look)
    return array("l", (line for line, place in enumerate(places) if place in wanted))


def holding(
    needle: str,
    places: Iterable[int],
    rows: Sequence[RowPlan],
    cells_of: Callable[[str, int], Sequence[Any]],
    left: Sequence[LeftOut] = (),
    stopping: Stopping = never,
) -> array[int]:
    """Those of the places whose row number, name or any cell holds all words of the needle."""
    words = needle.casefold().split()
    found = array("l")
    for count, place in enumerate(places):
        if count % _EVERY == 0 and stopping():
            break
        row = rows[place] if place < len(rows) else left[place - len(rows)]
        name = row.name if isinstance(row, RowPlan) else ""
        text = " ".join([str(row.row), name, *map(shown, cells_of(row.sheet, row.row))]).casefold()
        if all(word in text for word in words):
            found.append(place)
    return found


def ranked(count: int, key_of: Callable[[int], tuple[int, Any] | None], stopping: Stopping = never) -> array[int]:
    """The rank of each place by its key, equal ones sharing it; -1 for those that have none.

    A key is a kind, by which values are told apart that cannot be compared, and a value.
    """
    keys: list[tuple[int, Any] | None] = []
    values: dict[int, set[Any]] = {}
    for place in range(count):
        if place % _EVERY == 0 and stopping():
            return array("l", [-1]) * count
        key = key_of(place)
        keys.append(key)
        if key is not None:
            values.setdefault(key[0], set()).add(key[1])
    ranks: dict[int, dict[Any, int]] = {}
    behind = 0
    for kind in sorted(values):
        ranks[kind] = {value: rank for rank, value in enumerate(sorted(values[kind]), behind)}
        behind += len(ranks[kind])
    return array("l", (-1 if key is None else ranks[key[0]][key[1]] for key in keys))


def ordered(places: Sequence[int], ranks: Sequence[int], *, down: bool) -> array[int]:
    """Places by rank, those of one rank as in the file; those without one come last either way."""
    filled = sorted((place for place in places if ranks[place] >= 0), key=ranks.__getitem__, reverse=down)
    return array("l", chain(filled, (place for place in places if ranks[place] < 0)))
