"""Sheets of labels: their measures add up, own ones are read, what does not fit is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.errors import UserError
from crmdesk.core.label_sheets import SHEETS, LabelSheet, own_sheet, sheet_of, shift_of
from crmdesk.core.printing import PAPERS


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_labels_lie_in_the_middle_of_the_paper(sheet: LabelSheet) -> None:
    across = (sheet.columns - 1) * sheet.across + sheet.width
    down = (sheet.rows - 1) * sheet.down + sheet.height
    assert 2 * sheet.left + across == pytest.approx(sheet.paper.width, abs=0.2)
    assert 2 * sheet.top + down == pytest.approx(sheet.paper.height, abs=0.2)
    assert sheet.across >= sheet.width
    assert sheet.down >= sheet.height


@pytest.mark.parametrize(
    ("key", "grid", "size", "first", "last"),
    [
        ("L7160", (3, 7), (63.5, 38.1), (7.25, 15.15), (139.25, 243.75)),
        ("L7159", (3, 8), (63.5, 33.9), (7.25, 12.9), (139.25, 250.2)),
        ("70x37", (3, 8), (70, 37), (0, 0.5), (140, 259.5)),
        ("L7163", (2, 7), (99.1, 38.1), (4.65, 15.15), (106.25, 243.75)),
        ("L7173", (2, 5), (99.1, 57), (4.65, 6), (106.25, 234)),
        ("L7165", (2, 4), (99.1, 67.7), (4.65, 13.1), (106.25, 216.2)),
        ("L7651", (5, 13), (38.1, 21.2), (4.75, 10.7), (167.15, 265.1)),
        ("5160", (3, 10), (66.675, 25.4), (4.7625, 12.7), (144.4625, 241.3)),
        ("5163", (2, 5), (101.6, 50.8), (3.9688, 12.7), (110.3313, 215.9)),
    ],
)
def test_published_measures(
    key: str, grid: tuple[int, int], size: tuple[float, float], first: tuple[float, float], last: tuple[float, float]
) -> None:
    sheet = SHEETS[key]
    assert (sheet.columns, sheet.rows) == grid
    assert (sheet.width, sheet.height) == size
    assert sheet.place(0) == pytest.approx(first, abs=0.001)
    assert sheet.place(sheet.count - 1) == pytest.approx(last, abs=0.001)


@pytest.mark.parametrize(
    "text",
    ["3x8; 64x34; 7,13; 66x34", "3 × 8；64×34；7，13；66×34", "3X8;64x34;7,13;66x34", " 3*8, 64*34, 7,13, 66*34 "],
)
def test_own_measures(text: str) -> None:
    sheet = own_sheet("A4", text)
    assert (sheet.columns, sheet.rows, sheet.width, sheet.height) == (3, 8, 64, 34)
    assert (sheet.left, sheet.top, sheet.across, sheet.down) == (7, 13, 66, 34)
    assert not sheet.plain


@pytest.mark.parametrize(
    ("paper", "text", "code"),
    [
        ("A4", "three by eight", "print-measures"),
        ("A4", "3x8", "print-measures"),
        ("A4", "3x8; 64x34; 7", "print-measures"),
        ("A4", "3x9; 64x34; 7,13; 66x34", "print-measures-outside"),
        ("A4", "4x8; 64x34; 7,13; 66x34", "print-measures-outside"),
        ("A4", "3x8; 64x34; 7,13; 60x34", "print-measures-outside"),
        ("A4", "0x8; 64x34; 7,13; 66x34", "print-measures-outside"),
        ("A4", "40x60; 5x4; 1,1", "print-measures-outside"),
        ("A5", "3x8; 64x34; 7,13; 66x34", "print-measures-outside"),
        ("L7160", "3x8; 64x34; 7,13; 66x34", "print-measures-paper"),
    ],
)
def test_measures_that_are_refused(paper: str, text: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        sheet_of(paper, text)
    assert caught.value.code == code


@given(
    columns=st.integers(1, 6), rows=st.integers(1, 12), width=st.integers(8, 60), height=st.integers(8, 40),
    left=st.integers(0, 20), top=st.integers(0, 20), gap=st.integers(0, 5),
)  # fmt: skip
def test_every_label_of_an_own_sheet_lies_on_the_paper_and_on_no_other(
    columns: int, rows: int, width: int, height: int, left: int, top: int, gap: int
) -> None:
    text = f"{columns}x{rows}; {width}x{height}; {left},{top}; {width + gap}x{height + gap}"
    paper = PAPERS["A4"]
    outside = (
        left + columns * (width + gap) - gap > paper.width + 0.05
        or top + rows * (height + gap) - gap > paper.height + 0.05
    )
    if outside:
        with pytest.raises(UserError, match="outside"):
            own_sheet("A4", text)
        return
    sheet = own_sheet("A4", text)
    places = [sheet.place(position) for position in range(sheet.count)]
    assert len(set(places)) == sheet.count
    assert all(x + width <= paper.width + 0.05 and y + height <= paper.height + 0.05 for x, y in places)


@pytest.mark.parametrize(
    ("text", "shift"),
    [("", (0, 0)), ("1,-0.5", (1, -0.5)), ("+2，3", (2, 3)), ("-20;20", (-20, 20)), ("0.5 0.25", (0.5, 0.25))],
)
def test_shift(text: str, shift: tuple[float, float]) -> None:
    assert shift_of(text) == shift


@pytest.mark.parametrize("text", ["1", "a,b", "21,0", "0,-20.5", "1,2,3"])
def test_shift_that_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="print-shift"):
        shift_of(text)
