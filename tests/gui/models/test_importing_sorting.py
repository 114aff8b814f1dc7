"""Rows of a planned import by what becomes of them, in any order, narrowed down by a word."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.errors import Problem
from crmdesk.core.importing import Double, LeftOut, Outcome, RowPlan, RowProblem, SheetPlan
from crmdesk.gui.models import importing_sorting as sorting
from crmdesk.gui.models.importing_sorting import after, narrowed, ordered, place_of, ranked, sort_rows

DOUBLE = Double("K00001", "张伟", Problem("double-same-name"), 1)


def row(number: int, outcome: Outcome, *codes: str, sheet: str = "一", double: Double | None = None) -> RowPlan:
    problems = tuple(RowProblem(sheet, number, None, code) for code in codes)
    return RowPlan(sheet, number, outcome, number, f"客户{number}", (), problems, double)


ROWS = [
    row(2, Outcome.NEW),
    row(3, Outcome.UPDATE, "cell-error"),
    row(5, Outcome.HELD, "possible-double", double=DOUBLE),
    row(6, Outcome.ERROR, "name-missing"),
    row(7, Outcome.NEW, "possible-double", "cell-error", double=DOUBLE),
    row(8, Outcome.UPDATE, double=DOUBLE),
    row(2, Outcome.JOINED, sheet="二"),
    row(4, Outcome.SKIP, sheet="二"),
    row(5, Outcome.SAME, sheet="二"),
]
SHEETS = [
    SheetPlan("一", 1, (), (LeftOut("一", 4, "blank"), LeftOut("一", 9, "total"))),
    SheetPlan("二", 1, (), (LeftOut("二", 3, "note"),)),
]
CELLS: dict[tuple[str, int], list[object]] = {("一", 4): ["空"], ("一", 9): ["合计", 42], ("二", 3): ["说明"]}
BACKWARDS = range(8, -1, -1)


@pytest.mark.parametrize(
    ("key", "places"),
    [
        (sorting.ALL, [0, 1, 2, 3, 4, 5, 6, 7, 8]),
        (sorting.NEW, [0, 4]),
        (sorting.UPDATE, [1, 5]),
        (sorting.SAME, [8]),
        (sorting.SKIPPED, [7]),
        (sorting.JOINED, [6]),
        (sorting.HELD, [2]),
        (sorting.DOUBLE, [2, 4]),
        (sorting.ERROR, [3]),
        (sorting.CHECK, [1, 4]),
        (sorting.LOOK, [1, 2, 3, 4]),
        (sorting.LEFT_OUT, [9, 10, 11]),
    ],
)
def test_every_row_stands_where_it_belongs(key: str, places: list[int]):
    assert list(sort_rows(ROWS, SHEETS).places[key]) == places


def test_a_double_that_was_answered_is_no_question_any_more():
    found = sort_rows([row(2, Outcome.UPDATE, double=DOUBLE), row(3, Outcome.SKIP, double=DOUBLE)])
    assert found.count(sorting.DOUBLE) == found.count(sorting.LOOK) == 0


@pytest.mark.parametrize(
    ("key", "place"), [(("一", 2), 0), (("一", 8), 5), (("二", 2), 6), (("二", 5), 8), (("一", 4), -1), (("三", 2), -1)]
)
def test_a_row_is_found_by_sheet_and_number(key: tuple[str, int], place: int):
    assert place_of(key, ROWS, sort_rows(ROWS, SHEETS)) == place


def cells(sheet: str, number: int) -> list[object]:
    return CELLS.get((sheet, number), [])


@pytest.mark.parametrize(
    ("key", "needle", "ranks", "shown", "look"),
    [
        (sorting.ALL, "", None, [0, 1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 4]),
        (sorting.ALL, "", BACKWARDS, [8, 7, 6, 5, 4, 3, 2, 1, 0], [4, 5, 6, 7]),
        (sorting.NEW, "", None, [0, 4], [1]),
        (sorting.NEW, "", BACKWARDS, [4, 0], [0]),
        (sorting.ALL, "客户2", None, [0, 6], []),
        (sorting.LEFT_OUT, "", None, [9, 10, 11], []),
        (sorting.LEFT_OUT, "合计 42", BACKWARDS, [10], []),
    ],
)
def test_rows_are_narrowed_down(key: str, needle: str, ranks: Sequence[int] | None, shown: list[int], look: list[int]):
    seen = narrowed(sort_rows(ROWS, SHEETS), key, needle, ranks, ROWS, cells)
    assert (list(seen.places), list(seen.look)) == (shown, look)


KEYS = st.none() | st.tuples(st.just(0), st.integers(-3, 3)) | st.tuples(st.just(1), st.sampled_from("甲乙ab"))


@given(st.lists(KEYS), st.booleans())
def test_an_order_is_stable_and_keeps_the_empty_last(keys: list[tuple[int, object] | None], down: bool):
    order = ordered(range(len(keys)), ranked(len(keys), keys.__getitem__), down=down)
    filled = [place for place in range(len(keys)) if keys[place] is not None]
    empty = [place for place in range(len(keys)) if keys[place] is None]
    assert list(order) == [*sorted(filled, key=keys.__getitem__, reverse=down), *empty]


def test_rows_are_ordered_up_and_down():
    ranks = ranked(9, lambda place: (0, place % 3))
    up = narrowed(sort_rows(ROWS), sorting.ALL, "", ranks, ROWS, cells)
    down = narrowed(sort_rows(ROWS), sorting.ALL, "", ranks, ROWS, cells, down=True)
    assert list(up.places) == [0, 3, 6, 1, 4, 7, 2, 5, 8]
    assert list(down.places) == [2, 5, 8, 1, 4, 7, 0, 3, 6]


@pytest.mark.parametrize(("here", "expected"), [(-1, 2), (2, 5), (3, 5), (9, 2), (12, 2)])
def test_the_next_one_comes_from_the_first_again(here: int, expected: int):
    assert after(array("l", [2, 5, 9]), here) == expected
    assert after(array("l"), here) == -1
