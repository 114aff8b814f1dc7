"""Sheets of labels: how many there are, how large, and where each lies (METHOD.md section 11).

Measures are those the makers publish, in millimetres. Labels are cut in the middle of the paper, so that opposite
margins are equal; a test checks it of each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from crmdesk.core import patterns
from crmdesk.core.errors import UserError
from crmdesk.core.printing import PAPERS, Paper
from crmdesk.core.texts import normal
from crmdesk.core.words import Label

_A4, _LETTER = PAPERS["A4"], PAPERS["Letter"]


class LabelSheet(Struct, frozen=True):
    """`left`, `top`: where the first label begins; `across`, `down`: from the beginning of one label to that of the
    next. `plain`: ordinary paper that is cut along the lines printed on it."""

    key: str
    label: Label
    paper: Paper
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    across: float
    down: float
    plain: bool = False

    @property
    def count(self) -> int:
        return self.columns * self.rows

    def place(self, position: int) -> tuple[float, float]:
        """Where a label begins, from the left and from the top; positions count from 0, line by line."""
        row, column = divmod(position, self.columns)
        return round(self.left + column * self.across, 4), round(self.top + row * self.down, 4)


def _sheet(
    key: str, paper: Paper, grid: tuple[int, int], size: tuple[float, float], edge: tuple[float, float], gap: float = 0
) -> LabelSheet:
    (columns, rows), (width, height), (left, top) = grid, size, edge
    size_told = f"{width:g} × {height:g} mm"
    told = size_told if "x" in key else f"{key} · {size_told}"
    return LabelSheet(
        key, Label(told, told), paper, columns, rows,
        width, height, left, top, width + gap, height,
    )  # fmt: skip


def _plain(paper: Paper, columns: int, rows: int, edge: float = 6) -> LabelSheet:
    """Ordinary paper, divided evenly within a border that every printer leaves white."""
    width, height = round((paper.width - 2 * edge) / columns, 2), round((paper.height - 2 * edge) / rows, 2)
    name = Label(f"{paper.label.en} paper, to be cut", f"普通 {paper.label.zh} 纸（自行裁开）")
    return LabelSheet(paper.key, name, paper, columns, rows, width, height, edge, edge, width, height, plain=True)


_INCH = 25.4

SHEETS: Mapping[str, LabelSheet] = {
    sheet.key: sheet
    for sheet in (
        _sheet("L7160", _A4, (3, 7), (63.5, 38.1), (7.25, 15.15), 2.5),
        _sheet("L7159", _A4, (3, 8), (63.5, 33.9), (7.25, 12.9), 2.5),
        _sheet("70x37", _A4, (3, 8), (70, 37), (0, 0.5)),
        _sheet("L7163", _A4, (2, 7), (99.1, 38.1), (4.65, 15.15), 2.5),
        _sheet("L7173", _A4, (2, 5), (99.1, 57), (4.65, 6), 2.5),
        _sheet("L7165", _A4, (2, 4), (99.1, 67.7), (4.65, 13.1), 2.5),
        _sheet("L7651", _A4, (5, 13), (38.1, 21.2), (4.75, 10.7), 2.5),
        _sheet("5160", _LETTER, (3, 10), (2.625 * _INCH, _INCH), (0.1875 * _INCH, 0.5 * _INCH), 0.125 * _INCH),
        _sheet("5163", _LETTER, (2, 5), (4 * _INCH, 2 * _INCH), (0.15625 * _INCH, 0.5 * _INCH), 0.1875 * _INCH),
        _plain(_A4, 3, 8),
        _plain(PAPERS["A5"], 2, 6),
        _plain(_LETTER, 3, 8),
    )
}
"""By key, which is what a kind calls its paper; a sheet of one's own measures goes by the plain paper it is on."""

_NUMBER = r"(\d+(?:\.\d+)?)"
_PAIR = rf"{_NUMBER} *[x×*] *{_NUMBER}"
_MEASURES = patterns.late(
    rf"(\d+) *[x×*] *(\d+) *[;,] *{_PAIR} *[;,] *{_NUMBER} *[,+] *{_NUMBER}(?: *[;,] *{_PAIR})?", re.IGNORECASE
)
_SHIFT = patterns.late(r"([+-]?\d+(?:\.\d+)?) *[,; ] *([+-]?\d+(?:\.\d+)?)")
_MOST_LABELS, _LEAST_SIDE, _SLACK, _MOST_SHIFT = 400, 8.0, 0.05, 20.0


def own_sheet(paper: str, measures: str) -> LabelSheet:
    """A sheet by its measures in millimetres, `COLUMNSxROWS; WIDTHxHEIGHT; LEFT,TOP; ACROSSxDOWN`: how many labels,
    how large, where the first one begins, and from one to the next (the last may be left out: no gaps).

    Raises UserError: 'print-measures' (cannot be read), 'print-measures-outside' (they do not fit on the paper, lie on
    each other or are too small).
    """
    found = _MEASURES.fullmatch(normal(measures).strip())
    if found is None:
        raise UserError("print-measures", text=measures)
    columns, rows = int(found[1]), int(found[2])
    width, height, left, top = (float(found[place]) for place in (3, 4, 5, 6))
    across, down = (float(found[7]), float(found[8])) if found[7] else (width, height)
    on = PAPERS[paper]
    fits = (
        0 < columns * rows <= _MOST_LABELS
        and min(width, height) >= _LEAST_SIDE
        and (columns == 1 or across >= width - _SLACK)
        and (rows == 1 or down >= height - _SLACK)
        and left + (columns - 1) * across + width <= on.width + _SLACK
        and top + (rows - 1) * down + height <= on.height + _SLACK
    )
    if not fits:
        raise UserError("print-measures-outside", text=measures, paper=on.label)
    name = Label(f"Own sheet {measures}", f"自定义标签纸 {measures}")
    return LabelSheet(paper, name, on, columns, rows, width, height, left, top, across, down)


def sheet_of(paper: str, measures: str = "") -> LabelSheet:
    """The sheet a kind is to be printed on. Raises UserError: what `own_sheet` says; 'print-measures-paper' where
    measures are given for a sheet that has its own."""
    sheet = SHEETS[paper]
    if not measures.strip():
        return sheet
    if not sheet.plain:
        raise UserError("print-measures-paper", sheet=paper)
    return own_sheet(paper, measures)


def shift_of(text: str) -> tuple[float, float]:
    """How far everything is moved to the right and down, in millimetres, for a printer that feeds askew: `1,-0.5`.

    Raises UserError('print-shift').
    """
    if not text.strip():
        return 0.0, 0.0
    found = _SHIFT.fullmatch(normal(text).strip())
    if found is None or not all(abs(float(each)) <= _MOST_SHIFT for each in found.groups()):
        raise UserError("print-shift", text=text, most=int(_MOST_SHIFT))
    return float(found[1]), float(found[2])
