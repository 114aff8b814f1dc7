"""Charts to be drawn in tests."""

from __future__ import annotations

from dataclasses import replace

from crmdesk.core.words import Words
from crmdesk.gui.charts import scales
from crmdesk.gui.charts.chart import Category, Chart, Series, Shape

WORDS = {"quality": "产品质量", "delivery": "送货", "price": "价格或发票"}
CATEGORIES = tuple(Category(key, name) for key, name in WORDS.items())


def one(words: Words) -> Chart:
    """Three upright bars."""
    bars = Series("count", "件数", (7, 12, 0))
    return Chart("about", "投诉的是什么", "投诉类别", CATEGORIES, (bars,), scales.counts(words, "件"), "没有投诉",
                 "2026 年", leads="看这些投诉")  # fmt: skip


def two(words: Words, shape: Shape = Shape.BESIDE) -> Chart:
    """Two bars for each of three categories, one of them missing."""
    series = (Series("in", "受理", (7, 12, 3)), Series("out", "结案", (5, None, 4)))
    return replace(one(words), series=series, shape=shape)


def pareto(words: Words) -> Chart:
    """Bars, and a line by a scale of its own."""
    line = Series("share", "累计", (0.35, 0.9, 1.0), line=True, right=True)
    chart = one(words)
    return replace(chart, series=(*chart.series, line), right=scales.shares(words))


def empty(words: Words) -> Chart:
    return replace(one(words), series=(Series("count", "件数", (None, 0, None)),))
