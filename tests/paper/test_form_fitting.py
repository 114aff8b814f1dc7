"""How close the rows of a form draw together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.printing import Style
from crmdesk.paper.form import item, section
from crmdesk.paper.form_fitting import LEAST_ROW, ROW, Room, row_height

A4 = Room.of(Style("file", "A4"), chinese=True)


@pytest.mark.parametrize(("paper", "across", "width", "height"),
                         [("A4", False, 178, 265), ("A4", True, 265, 178), ("A5", False, 116, 178)])  # fmt: skip
def test_the_room_is_what_the_margins_leave(paper: str, across: bool, width: float, height: float) -> None:
    room = Room.of(Style("file", paper, across), chinese=True)
    assert (room.width, room.height) == (width, height)


@pytest.mark.parametrize(
    ("rows", "told", "low", "high"),
    [
        (10, "短", ROW, ROW),
        (33, "短", 6.5, 7.5),
        (20, "长" * 20, 5.5, 7.0),
        (90, "短", ROW, ROW),  # nothing helps: two pages with rows of the usual height
    ],
)
def test_only_as_close_as_it_must(rows: int, told: str, low: float, high: float) -> None:
    found = row_height([section("基本资料", [[item("名称", told)] * 2] * rows)], A4)
    assert low <= found <= high


@given(st.lists(st.text(max_size=80), max_size=60), st.booleans())
def test_always_a_height_that_can_be_read(texts: list[str], chinese: bool) -> None:
    room = Room.of(Style("file", "A5"), chinese=chinese)
    assert LEAST_ROW <= row_height([section("资料", [[item(each, each)] for each in texts])], room) <= ROW
