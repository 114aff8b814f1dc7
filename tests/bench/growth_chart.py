"""The picture of how cost grows with the number of customers: both axes logarithmic, so that what grows as the data
does is a slope and what does not is flat."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median

from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Circle, Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor

from tests.bench.goals import COUNTS, GROWTH

WIDTH, HEIGHT, LEFT, RIGHT, BOTTOM, TOP = 720, 380, 70, 190, 44, 16
_COLOURS = ("#2563eb", "#b45309", "#15803d")
_APART = 16
"""Between the names of two lines that end close to one another."""
_GRID, _TEXT = HexColor("#d4d4d8"), HexColor("#3f3f46")
_MILLISECONDS = {"ms": 1, "s": 1_000}


def draw(growth: Mapping[str, Mapping[str, Sequence[float]]]) -> str:
    """SVG of the medians, in milliseconds."""
    lines = {
        key: [(int(count), median(values) * _MILLISECONDS[GROWTH[key][1]]) for count, values in sorted(
            growth[key].items(), key=lambda each: int(each[0]))]
        for key in GROWTH if growth.get(key)
    }  # fmt: skip
    most = max(value for line in lines.values() for _, value in line)
    low, high = 0, max(3, math.ceil(math.log10(most)))
    drawing = Drawing(WIDTH, HEIGHT)
    drawing.add(Rect(0, 0, WIDTH, HEIGHT, fillColor=HexColor("#ffffff"), strokeColor=None))
    for count in COUNTS:
        x = _x(count)
        drawing.add(Line(x, BOTTOM, x, HEIGHT - TOP, strokeColor=_GRID))
        drawing.add(_text(x, BOTTOM - 18, f"{count:,}", "middle"))
    for power in range(low, high + 1):
        y = _y(10**power, low, high)
        drawing.add(Line(LEFT, y, WIDTH - RIGHT, y, strokeColor=_GRID))
        drawing.add(_text(LEFT - 8, y - 4, f"{10**power:,} ms" if power < 3 else f"{10 ** (power - 3):,} s", "end"))
    drawing.add(_text((LEFT + WIDTH - RIGHT) / 2, 8, "customers", "middle"))
    ends: list[tuple[float, float, str, str]] = []
    for (key, line), colour in zip(lines.items(), _COLOURS, strict=False):
        points = [(_x(count), _y(value, low, high)) for count, value in line]
        for begin, end in pairwise(points):
            drawing.add(Line(*begin, *end, strokeColor=HexColor(colour), strokeWidth=2))
        for x, y in points:
            drawing.add(Circle(x, y, 3.5, fillColor=HexColor(colour), strokeColor=None))
        ends.append((points[-1][1], points[-1][0], GROWTH[key][0], colour))
    free = -math.inf
    for y, x, name, colour in sorted(ends):
        free = max(y, free + _APART)
        drawing.add(_text(x + 10, free - 4, name, "start", colour))
    return str(renderSVG.drawToString(drawing))


def _x(count: int) -> float:
    first, last = math.log10(COUNTS[0]), math.log10(COUNTS[-1])
    return LEFT + (math.log10(count) - first) / (last - first) * (WIDTH - LEFT - RIGHT)


def _y(milliseconds: float, low: int, high: int) -> float:
    part = (math.log10(max(milliseconds, 10**low)) - low) / (high - low)
    return BOTTOM + part * (HEIGHT - BOTTOM - TOP)


def _text(x: float, y: float, text: str, anchor: str, colour: str | None = None) -> String:
    return String(x, y, text, textAnchor=anchor, fontName="Helvetica", fontSize=12,
                  fillColor=HexColor(colour) if colour else _TEXT)  # fmt: skip
