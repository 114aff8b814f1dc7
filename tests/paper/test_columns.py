"""Columns fill the page, and what must stay whole does."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.printed_lists import ListColumn
from crmdesk.paper.columns import SIZES, cut, fitted, in_two, width_of

_TEXTS = st.text(st.sampled_from("客户档案名单 abcWMil0123456789¥,.-"), max_size=60)


@st.composite
def _tables(draw: st.DrawFn) -> tuple[list[ListColumn], list[list[str]]]:
    count = draw(st.integers(1, 12))
    columns = [ListColumn(draw(_TEXTS), whole=draw(st.booleans()), first=draw(st.booleans())) for _ in range(count)]
    rows = draw(st.lists(st.lists(_TEXTS, min_size=count, max_size=count), max_size=6))
    return columns, rows


@given(_tables(), st.sampled_from((116.0, 182.0, 269.0)))
def test_the_columns_fill_the_page(table: tuple[list[ListColumn], list[list[str]]], wide: float) -> None:
    columns, rows = table
    made = fitted(columns, rows, wide)
    assert sum(made.widths) <= wide + 0.1
    assert min(made.widths) > 0
    if not all(column.whole for column in columns) or made.size == SIZES[0]:
        assert sum(made.widths) == pytest.approx(wide, abs=0.1)
    for row in rows:
        for column, told, most in zip(columns, row, made.most, strict=True):
            shown = cut(told, most)
            assert shown == told if math.isinf(most) else width_of(shown) <= max(most, 1.0)
            assert column.whole or not math.isinf(most)


def test_numbers_keep_what_they_need_and_the_name_has_room_before_other_texts() -> None:
    columns = [ListColumn("Amount", figures=True, whole=True), ListColumn("Name", first=True), ListColumn("Notes")]
    rows = [["¥123,456,789.00", "禾砚精密机械（嘉兴）有限公司" * 2, "每月 20 日前后订货，送货须提前一天预约" * 9]]
    made = fitted(columns, rows, 116)
    em = made.size * 25.4 / 72
    assert made.widths[0] - 2 * made.inset >= width_of(rows[0][0]) * em
    assert made.widths[1] > made.widths[2]
    assert math.isinf(made.most[0])


def test_a_bold_total_is_wider() -> None:
    columns = [ListColumn("a", whole=True), ListColumn("b", whole=True)]
    bold = fitted(columns, [["1", "1"]], 180, bold=["¥1,000,000.00", ""]).widths
    assert bold[0] > 3 * bold[1]


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [("客户档案", 4, "客户档案"), ("客户档案表", 4, "客户档…"), ("abc", 1, "…"), ("", 0, ""), ("𠮷㛃𠮷", 2, "𠮷…")],
)
def test_what_is_too_long_is_cut(text: str, most: float, shown: str) -> None:
    assert cut(text, most) == shown


@pytest.mark.parametrize(
    ("heading", "lines"),
    [
        ("负责人", "负责人"),
        ("近 12 个月销售额", "近 12 个月\n销售额"),
        ("统一社会信用代码", "统一社会\n信用代码"),
        ("Sales, last 12 months", "Sales, last\n12 months"),
        ("Representative", "Representative"),
    ],
)
def test_long_headings_stand_on_two_lines_of_like_width(heading: str, lines: str) -> None:
    assert in_two(heading) == lines
