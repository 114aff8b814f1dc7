"""What a chart shows, as plain values: no Qt, nothing drawn yet."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from enum import Enum

from msgspec import Struct

Number = int | float | Decimal
MOST_SERIES = 4
"""So many can be told apart by tone and pattern; more belong into the table."""


def warm() -> None:
    """Load, on a worker, half of what takes long when the first chart is drawn; the rest must be loaded where it is."""
    import numpy as np  # noqa: F401


class Shape(Enum):
    """How the bars of a chart stand; series that are lines go through all of them but rows."""

    BESIDE = "beside"
    """Upright, those of a category beside one another."""
    STACKED = "stacked"
    """Upright, those of a category on one another."""
    ROWS = "rows"
    """Lying, one row for each category, with the values at their ends: for long names."""
    CURVE = "curve"
    """No bars: a line through categories that lie where `Category.at` says, measured by `Chart.along`."""
    CELLS = "cells"
    """No bars: a row of cells for each category, a column for each series, darker where the value is greater."""


class Scale(Struct, frozen=True):
    """How values are measured. `write`: one as a person reads it, `tick`: the same short, beside the axis; `unit`: said
    once, in the chart's head; `whole`: there are no fractions; `top`: where the scale ends, where that is fixed."""

    write: Callable[[Number], str]
    tick: Callable[[Number], str]
    unit: str = ""
    whole: bool = False
    top: float | None = None


class Category(Struct, frozen=True):
    """One place along the chart; `whole` is its name in full, where `label` is short; `at`: its place on a curve."""

    key: str
    label: str
    whole: str = ""
    at: float = 0.0

    @property
    def name(self) -> str:
        return self.whole or self.label


class Series(Struct, frozen=True):
    """One value for each category, None where there is none. `line`: a line with marks instead of bars; `right`:
    measured by the scale at the right; `tone`: a token, where the colour means something (`bad`, `good`); `notes`: what
    stands below each value in a cell, in two lines at most; further lines are names, shortened where need be."""

    key: str
    name: str
    values: tuple[Number | None, ...]
    line: bool = False
    right: bool = False
    tone: str = ""
    notes: tuple[str, ...] = ()


class Mark(Struct, frozen=True):
    """A point of a curve that is pointed out, by its category, and what is said there."""

    category: str
    text: str


class Chart(Struct, frozen=True):
    """`title` says what was found, `note` of which time; `dimension` is what the categories are, `empty` is said where
    nothing is to be drawn. `leads`: in words, what a category opens: what it is made of; '' where it opens nothing.
    Of a curve: `along`, the scale below it, and `mark`."""

    key: str
    title: str
    dimension: str
    categories: tuple[Category, ...]
    series: tuple[Series, ...]
    scale: Scale
    empty: str
    note: str = ""
    shape: Shape = Shape.BESIDE
    right: Scale | None = None
    leads: str = ""
    along: Scale | None = None
    mark: Mark | None = None

    def __post_init__(self) -> None:
        if len(self.series) > MOST_SERIES:
            raise ValueError(f"{self.key}: {len(self.series)} series")
        if any(len(each.values) != len(self.categories) for each in self.series):
            raise ValueError(f"{self.key}: a series has not one value for each category")
        if self.right is None and any(each.right for each in self.series):
            raise ValueError(f"{self.key}: there is no scale at the right")
        if self.shape is Shape.CURVE and self.along is None:
            raise ValueError(f"{self.key}: there is no scale below")
        if any(each.notes and len(each.notes) != len(self.categories) for each in self.series):
            raise ValueError(f"{self.key}: a series has not one note for each category")

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be drawn: no category, or no value but zero."""
        return not any(value for series in self.series for value in series.values)

    @property
    def is_keyed(self) -> bool:
        """Whether its series are told apart in its head."""
        return len(self.series) > 1 and self.shape is not Shape.CELLS and not self.is_empty

    def scale_of(self, series: Series) -> Scale:
        """What this series is measured by."""
        return self.right if series.right and self.right is not None else self.scale

    def written(self, series: Series, place: int) -> str:
        """One value as a person reads it; '' where there is none."""
        value = series.values[place]
        return "" if value is None else self.scale_of(series).write(value)
