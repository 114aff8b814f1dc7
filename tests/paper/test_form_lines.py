"""Rows that are known to be of one line are set faster and look the same."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typst
from PySide6.QtGui import QImage

from crmdesk.core.words import Words
from crmdesk.paper import form_lines
from crmdesk.paper.form import column, item, section, table
from crmdesk.paper.form_fitting import Room
from crmdesk.paper.form_lines import alike, at_most, tell_lines, tell_part
from crmdesk.paper.pages import Press
from crmdesk.paper.printing import page_values
from crmdesk.services import contacts, customers, interactions, photos, printing, settings
from crmdesk.services.desk import Desk
from tests.desk import make_desk
from tests.paper.printed import png, wish
from tests.services.selling import pay, sell

ROOM = Room(178, 265, 1.0, chinese=True)
TEXTS = (
    *form_lines._WIDEST, "户", "，", "（", "２", "客户A级", "13900000013", "¥1,234,567.89", "K00001 Ltd", "金质 A 级",
    "MAWWW mail@example.com",
)  # fmt: skip
_MEASURE = b"""
#set text(font: json(bytes(sys.inputs.sans)), size: 100pt, lang: "zh", region: "CN")
#context [#metadata(json(bytes(sys.inputs.texts)).map(told => calc.max(
  measure(told).width, measure(text(weight: "bold", told)).width,
) / 100pt)) <wide>]
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    yield made
    made.close()


def test_no_text_is_wider_than_it_is_said_to_be(words_zh: Words) -> None:
    press = Press(words_zh)
    inputs = {"sans": json.dumps(press._sans), "texts": json.dumps(TEXTS)}
    compiler = typst.Compiler(_MEASURE, font_paths=press.fonts, sys_inputs=inputs)
    wide = json.loads(compiler.query("<wide>", field="value", one=True))
    assert [told for told, real in zip(TEXTS, wide, strict=True) if real > at_most(told) + 0.001] == []


@pytest.mark.parametrize("told", ["😀", "两\n行", "﷽", "é"])
def test_of_other_signs_nothing_is_said(told: str) -> None:
    assert at_most(told) == math.inf


@pytest.mark.parametrize(
    ("items", "sure"),
    [
        ([item("名称", "禾砚精密机械")], 1),
        ([item("名称", "长" * 38), item("简称")], 0),
        ([item("名称", "短"), item("长" * 12)], 0),
        ([item("备注", "长" * 38)], 1),
        ([item("备注", "长" * 41)], 0),
        ([{**item("备注"), "lines": 3}], 0),
        ([item("名称", "😀")], 0),
    ],
)
def test_which_rows_are_known(items: list[Any], sure: int) -> None:
    found = section("资料", [items])
    tell_lines([found], ROOM)
    assert found["sure"] == [sure]


@pytest.mark.parametrize(
    ("first", "second", "sure"),
    [
        ("2026-11-21", "短", [1, 1]),
        ("2026-11-21", "长" * 60, [1, 0]),
        ("长" * 60, "短", [0, 0]),  # nothing is left for the other column
        ("2026-11-21", [{"label": "", "text": each, "strong": False} for each in "一二三"], [1, 3]),
        ("2026-11-21", [{"label": "", "text": each, "strong": False} for each in "一二三四五"], [1, 0]),
        ("2026-11-21", [{"label": "", "text": "", "strong": False, "choices": [["好", True]]}], [1, 0]),
    ],
)
def test_how_many_lines_rows_of_a_table_have(first: str, second: Any, sure: list[int]) -> None:
    found = {"table": table([column("日期"), column("内容", 1)], [[first, second]])}
    tell_part(found, ROOM)
    assert found["table"]["sure"] == sure


def test_lines_to_sign_on() -> None:
    assert alike([["负责人", "周洋"], ["审核签字", ""]], ROOM)
    assert not alike([["负责人", "周洋" * 20], ["审核签字", ""]], ROOM)


def test_a_page_looks_the_same(desk: Desk, words_zh: Words, words_en: Words) -> None:
    ids = [_company(desk), _person(desk)]
    for words, paper in ((words_zh, "A4"), (words_zh, "A5"), (words_en, "A4")):
        (printout,) = printing.printouts(desk, wish("file", ids, paper), words)
        values = page_values(printout, words)
        assert '"sure": [1' in json.dumps(values)
        press = Press(words)
        known, measured = _pages(press, values), _pages(press, _without(values))
        assert len(known) == len(measured)
        assert max(map(_apart, known, measured)) <= 2


def test_of_a_chosen_font_nothing_is_known(desk: Desk, words_zh: Words) -> None:
    settings.change(desk, "print.font", "DejaVu Sans Mono")
    (printout,) = printing.printouts(desk, wish("file", [_person(desk)]), words_zh)
    assert '"sure"' not in json.dumps(page_values(printout, words_zh))


def _company(desk: Desk) -> int:
    values = {"name": "禾砚精密机械（嘉兴）有限公司", "kind": "enterprise", "notes": "每月 20 日前后订货。" * 12,
              "website": "https://example.com/" + "a" * 60, "legal_representative": "周😀"}  # fmt: skip
    made, _ = customers.add(desk, values, [{"name": "周砚秋", "role": "decides", "mobile": "13900000013"}])
    contacts.add(desk, made, {"name": "长" * 20, "title": "采购"})
    interactions.add(desk, made, {"at": "2026-10-01T09:30", "kind": "call", "content": "谈了用量" * 40})
    interactions.add(desk, made, {"at": "2026-10-02T09:30", "kind": "visit", "by": "陈立", "content": "谈了用量"})
    pay(desk, made, sell(desk, made, 98_460, "2026-03-01"), 55_860, "2026-03-20")
    return made


def _person(desk: Desk) -> int:
    made, _ = customers.add(desk, {"name": "许念安", "kind": "individual", "mobile": "13900000014"})
    photos.put(desk, made, png(30, 40))
    return made


def _without(values: Any) -> Any:
    if isinstance(values, dict):
        return {key: _without(value) for key, value in values.items() if key not in ("sure", "alike")}
    return [_without(each) for each in values] if isinstance(values, list) else values


def _pages(press: Press, values: Any) -> list[QImage]:
    return [QImage.fromData(each) for each in press.images("file.typ", values, 100)]


def _apart(one: QImage, other: QImage) -> int:
    """By how much the shade of a dot differs at most."""
    assert one.size() == other.size()
    grey = [each.convertToFormat(QImage.Format.Format_Grayscale8) for each in (one, other)]
    wide, rows = one.width(), range(one.height())
    return max(
        abs(a - b) for y in rows for a, b in zip(*(bytes(each.constScanLine(y))[:wide] for each in grey), strict=True)
    )
