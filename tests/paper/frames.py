"""Reads frames that are drawn on the pages of a PDF: where they are, in millimetres."""

from __future__ import annotations

from typing import Any

from pypdf.generic import ContentStream

from tests.paper.reading import POINT, reader

Frame = tuple[float, float, float, float]
_Matrix = tuple[float, float, float, float, float, float]


def frames(pdf: bytes, page: int = 0) -> list[Frame]:
    """Every stroked rectangle of a page: left, top (from the upper edge), width, height."""
    read = reader(pdf)
    found = read.pages[page]
    high = float(found.mediabox.height)
    matrix: _Matrix = (1, 0, 0, 1, 0, 0)
    kept: list[_Matrix] = []
    path: list[tuple[float, float]] = []
    made: list[Frame] = []
    for operands, operator in ContentStream(found.get_contents(), read).operations:
        if operator == b"q":
            kept.append(matrix)
        elif operator == b"Q":
            matrix = kept.pop()
        elif operator == b"cm":
            matrix = _times(operands, matrix)
        elif operator in (b"m", b"l"):
            path.append(_placed(operands, matrix))
        elif operator == b"S" and len(set(path)) == 4:
            made.append(_frame(path, high))
        if operator in (b"S", b"f", b"f*", b"n", b"B", b"s"):
            path = []
    return made


def _frame(path: list[tuple[float, float]], high: float) -> Frame:
    across, up = [x for x, _y in path], [y for _x, y in path]
    numbers = (min(across), high - max(up), max(across) - min(across), max(up) - min(up))
    left, top, width, height = (round(number * POINT, 2) for number in numbers)
    return left, top, width, height


def _times(operands: Any, by: _Matrix) -> _Matrix:
    a, b, c, d, e, f = (float(each) for each in operands)
    return (
        a * by[0] + b * by[2], a * by[1] + b * by[3], c * by[0] + d * by[2], c * by[1] + d * by[3],
        e * by[0] + f * by[2] + by[4], e * by[1] + f * by[3] + by[5],
    )  # fmt: skip


def _placed(operands: Any, by: _Matrix) -> tuple[float, float]:
    x, y = (float(each) for each in operands)
    return x * by[0] + y * by[2] + by[4], x * by[1] + y * by[3] + by[5]
