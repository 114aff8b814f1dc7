"""Where everything of a chart stands, in its own coordinates: categories at 0, 1, 2 …, values as they are."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from msgspec import Struct

from crmdesk.gui.charts.chart import Chart, Series, Shape

_SLOT = 0.72
"""Of the room of a category its bars take."""
_WIDEST = 0.5
"""One bar alone takes no more."""
_BETWEEN = 0.06
"""Of the room of the bars stays free between two of them."""
_STEPS = (1.0, 2.0, 5.0, 10.0)


class Bar(Struct, frozen=True):
    """The bar of a value: along the categories from `begin` to `end`, along the values from `low` to `high`."""

    place: int
    series: int
    begin: float
    end: float
    low: float
    high: float

    def holds(self, along: float, value: float) -> bool:
        """Whether a point lies in it."""
        low, high = sorted((self.low, self.high))
        return self.begin <= along <= self.end and low <= value <= high


def ticks(low: float, high: float, *, whole: bool = False, about: int = 5) -> list[float]:
    """Round values from at most `low` to at least `high`, about so many of them."""
    if high <= low:
        high = low + 1
    rough = (high - low) / max(1, about)
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * each for each in _STEPS if size * each >= rough * (1 - 1e-9))
    if whole:
        step = max(1.0, float(math.ceil(step)))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(each * step, 10) for each in range(first, last + 1)]


def reach(chart: Chart, *, right: bool = False) -> tuple[float, float]:
    """The lowest and the highest value that is drawn by the scale at the left or `right`; zero is always in it."""
    scale = chart.right if right else chart.scale
    if scale is not None and scale.top is not None:
        return 0.0, scale.top
    shown = [series for series in chart.series if series.right == right]
    values = [float(value) for series in shown for value in series.values if value is not None]
    if chart.shape is Shape.STACKED:
        stacks = [series for series in shown if not series.line]
        values += [sum(float(series.values[at] or 0) for series in stacks) for at in range(len(chart.categories))]
    return min([0.0, *values]), max([0.0, *values])


def bars(chart: Chart) -> list[Bar]:
    """Every bar, those of a category one after the other."""
    shown = [(number, series) for number, series in enumerate(chart.series) if not series.line]
    stacked = chart.shape is Shape.STACKED
    made = []
    for place in range(len(chart.categories)):
        grounds = {True: 0.0, False: 0.0}
        for order, (number, series) in enumerate(shown):
            value = series.values[place]
            if value is None:
                continue
            size = float(value)
            low = grounds[size >= 0] if stacked else 0.0
            begin, end = _across(place, 0 if stacked else order, 1 if stacked else len(shown))
            grounds[size >= 0] = low + size
            made.append(Bar(place, number, begin, end, low, low + size))
    return made


def _across(place: int, order: int, count: int) -> tuple[float, float]:
    room = _WIDEST if count == 1 else _SLOT
    wide = (room - _BETWEEN * (count - 1)) / count
    begin = place - room / 2 + order * (wide + _BETWEEN)
    return begin, begin + wide


def two_lines(name: str, room: float, width_of: Callable[[str], float]) -> str:
    """A name in at most two lines, broken between words, or anywhere where there are none; the rest stays whole."""
    gap = " " if " " in name else ""
    pieces = name.split(" ") if gap else list(name)
    taken = 1
    while taken < len(pieces) and width_of(gap.join(pieces[: taken + 1])) <= room:
        taken += 1
    rest = gap.join(pieces[taken:])
    return gap.join(pieces[:taken]) + (f"\n{rest}" if rest else "")


def points(chart: Chart, series: Series, bend: float = 1.0) -> Iterator[tuple[float, float]]:
    """What a line goes through, its values times `bend`; a category without a value is left out."""
    for place, value in enumerate(series.values):
        if value is not None:
            yield float(place), float(value) * bend
