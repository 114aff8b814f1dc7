"""Charts to be drawn in tests."""

from __future__ import annotations

from msgspec.structs import replace

from crmdesk.core.words import Words
from crmdesk.gui.charts import scales
from crmdesk.gui.charts.chart import Category, Chart, Mark, Series, Shape

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


def curve(words: Words) -> Chart:
    """What the best ones bring, four points, the second one pointed out."""
    at = (0.0, 0.25, 0.5, 1.0)
    points = tuple(Category(str(n), str(n), f"前 {n} 位", each) for n, each in enumerate(at))
    share = scales.shares(words)
    line = Series("value", "占比", (0.0, 0.8, 0.95, 1.0))
    return Chart("curve", "前 25% 带来 80%", "客户", points, (line,), share, "没有客户", shape=Shape.CURVE, along=share,
                 leads="看这些客户", mark=Mark("1", "1 位：80%"))  # fmt: skip


def cells(words: Words) -> Chart:
    """Two rows of three cells."""
    rows = (Category("loyal", "忠诚"), Category("not", "未回头"))
    columns = (
        Series("high", "高价值", (5, 0), notes=("留住", "争取\n3 位有潜力")), Series("middle", "中等", (2, 1)),
        Series("low", "低价值", (1, 9)),
    )  # fmt: skip
    return Chart("cells", "忠诚 × 价值", "忠诚", rows, columns, scales.counts(words), "没有客户", shape=Shape.CELLS,
                 leads="看这些客户")  # fmt: skip
