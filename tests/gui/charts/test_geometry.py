"""Where everything of a chart stands, how its values are written, what is no chart."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from crmdesk.core.words import Words
from crmdesk.gui.charts import scales
from crmdesk.gui.charts.chart import Series, Shape
from crmdesk.gui.charts.geometry import bars, points, reach, ticks, two_lines
from tests.gui.charts import samples


@pytest.mark.parametrize(
    ("low", "high", "whole", "expected"),
    [
        (0, 12, True, [0, 5, 10, 15]),
        (0, 2, True, [0, 1, 2]),
        (0, 1, False, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (0, 0, True, [0, 1]),
        (-3, 7, False, [-4, -2, 0, 2, 4, 6, 8]),
        (0, 98_000, False, [0, 20_000, 40_000, 60_000, 80_000, 100_000]),
    ],
)
def test_the_values_of_an_axis_are_round(low: float, high: float, whole: bool, expected: list[float]):
    assert ticks(low, high, whole=whole) == expected


@settings(max_examples=30)
@given(
    st.floats(-1e6, 0), st.floats(0.001, 1e6), st.booleans(), st.integers(2, 12)
)  # fmt: skip
def test_an_axis_reaches_over_all_values_in_equal_steps(low: float, high: float, whole: bool, about: int):
    marks = ticks(low, high, whole=whole, about=about)
    steps = [after - before for before, after in pairwise(marks)]
    near = 1e-6 * (high - low)
    assert marks[0] <= low + near
    assert marks[-1] >= high - near
    assert max(steps) - min(steps) <= 1e-6 * max(steps)
    assert 1 <= len(steps) <= about * 2 + 3
    assert not whole or all(mark == int(mark) for mark in marks)


def test_bars_of_a_category_stand_beside_one_another(words_en: Words):
    drawn = bars(samples.two(words_en))
    assert [(bar.place, bar.series) for bar in drawn] == [(0, 0), (0, 1), (1, 0), (2, 0), (2, 1)]
    first, second = drawn[:2]
    assert -0.5 < first.begin < first.end < second.begin < second.end < 0.5
    assert (first.low, first.high) == (0, 7)
    assert first.holds((first.begin + first.end) / 2, 3)
    assert not first.holds(second.begin, 3)


def test_bars_of_a_stack_stand_on_one_another(words_en: Words):
    chart = samples.two(words_en, Shape.STACKED)
    drawn = bars(chart)
    assert [(bar.low, bar.high) for bar in drawn] == [(0, 7), (7, 12), (0, 12), (0, 3), (3, 7)]
    assert len({(bar.begin, bar.end) for bar in drawn if bar.place == 0}) == 1
    assert reach(chart) == (0, 12)


def test_each_scale_reaches_over_its_own_series(words_en: Words):
    chart = samples.pareto(words_en)
    assert reach(chart) == (0, 12)
    assert reach(chart, right=True) == (0, 1)
    assert [pytest.approx(point) for point in points(chart, chart.series[1], 12.0)] == [(0, 4.2), (1, 10.8), (2, 12)]


@pytest.mark.parametrize(
    "change",
    [
        {"series": (Series("short", "", (1, 2)),)},
        {"series": (Series("right", "", (1, 2, 3), right=True),)},
        {"series": tuple(Series(str(n), "", (1, 2, 3)) for n in range(5))},
    ],
)
def test_what_cannot_be_drawn_is_refused(words_en: Words, change: dict[str, tuple[Series, ...]]):
    with pytest.raises(ValueError, match="about"):
        replace(samples.one(words_en), **change)


def test_a_chart_of_nothing_but_zeros_is_empty(words_en: Words):
    assert samples.empty(words_en).is_empty
    beside = replace(samples.one(words_en), series=samples.one(words_en).series[:1] * 2)
    assert beside.is_keyed
    nothing = tuple(replace(each, values=(0,) * len(each.values)) for each in beside.series)
    assert not replace(beside, series=nothing).is_keyed
    assert not samples.one(words_en).is_empty


@pytest.mark.parametrize(
    ("make", "value", "zh", "en"),
    [
        (scales.counts, 1234, ("1,234", "1,234"), ("1,234", "1,234")),
        (scales.counts, 25_000, ("25,000", "2.5 万"), ("25,000", "25k")),
        (scales.money, Decimal("1234.5"), ("¥1,234.50", "¥1,234.5"), ("¥1,234.50", "¥1,234.5")),
        (scales.money, 320_000_000, ("¥320,000,000.00", "¥3.2 亿"), ("¥320,000,000.00", "¥320M")),
        (scales.shares, 0.8046, ("80.5%", "80%"), ("80.5%", "80%")),
        (scales.numbers, 2.25, ("2.2", "2.2"), ("2.2", "2.2")),
    ],
)
def test_values_are_written_whole_and_short_beside_the_axis(words_zh: Words, words_en: Words, make, value, zh, en):
    for words, expected in ((words_zh, zh), (words_en, en)):
        scale = make(words)
        assert (scale.write(value), scale.tick(value)) == expected


@pytest.mark.parametrize(
    ("name", "room", "expected"),
    [
        ("Delivery", 10, "Delivery"),
        ("Product quality", 10, "Product\nquality"),
        ("Promise not kept", 12, "Promise not\nkept"),
        ("Unbreakable", 5, "Unbre\nakable"),
        ("价格或发票", 3, "价格或\n发票"),
    ],
)
def test_a_name_goes_on_in_a_second_line(name: str, room: int, expected: str):
    assert two_lines(name, room, len) == expected


@settings(max_examples=50)
@given(st.lists(st.text("ab价格", min_size=1), min_size=1, max_size=5).map(" ".join), st.integers(1, 12))
def test_no_letter_of_a_name_gets_lost(name: str, room: int):
    lines = two_lines(name, room, len).split("\n")
    assert len(lines) <= 2
    assert (" " if " " in name else "").join(lines) == name
