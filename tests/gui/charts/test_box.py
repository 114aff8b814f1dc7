"""A chart on the screen: keys, mouse, what is said, the table behind it, its picture, both themes."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QToolTip
from pytestqt.qtbot import QtBot

from crmdesk.gui.charts import files
from crmdesk.gui.charts.chart import Shape
from crmdesk.gui.charts.with_table import ChartWithTable
from crmdesk.gui.theme import palette
from crmdesk.gui.theme.tokens import DARK, LIGHT
from crmdesk.gui.ui import Ui
from tests.gui.charts import samples
from tests.gui.widgets.dressing import picture

Key = Qt.Key


@pytest.fixture
def box(qtbot: QtBot, ui: Ui) -> ChartWithTable:
    """Two bars for each of three categories, shown."""
    box = ChartWithTable(ui, name="sample")
    box.set_chart(samples.two(ui.words))
    qtbot.addWidget(box)
    box.resize(600, 320)
    box.show()
    qtbot.waitUntil(box.isActiveWindow)
    QApplication.processEvents()
    return box


@pytest.fixture
def said(ui: Ui) -> list[str]:
    said: list[str] = []
    ui.bus.message.connect(lambda text, _undo: said.append(text))
    return said


def press(qtbot: QtBot, box: ChartWithTable, *keys: Key) -> str:
    for key in keys:
        qtbot.keyClick(box.canvas, key)
    return box.canvas.accessibleDescription()


def test_arrows_walk_along_the_values_and_enter_opens_one(qtbot: QtBot, box: ChartWithTable):
    opened: list[tuple[str, str]] = []
    box.opened.connect(lambda *keys: opened.append(keys))
    box.take_keyboard()
    assert box.canvas.accessibleName() == "投诉的是什么"
    assert box.canvas.accessibleDescription() == box.head.note() == "产品质量: 受理 7"
    assert press(qtbot, box, Key.Key_Right) == "送货: 受理 12"
    assert press(qtbot, box, Key.Key_Down) == "送货: 结案 no value"
    assert press(qtbot, box, Key.Key_End) == "价格或发票: 结案 4"
    assert press(qtbot, box, Key.Key_Right) == "价格或发票: 结案 4"
    press(qtbot, box, Key.Key_Return)
    assert press(qtbot, box, Key.Key_Home, Key.Key_Up) == "产品质量: 受理 7"
    press(qtbot, box, Key.Key_Space)
    assert opened == [("price", "out"), ("quality", "in")]
    assert press(qtbot, box, Key.Key_Escape) == ""
    assert box.head.note() == "2026 年 · 件"


def test_in_rows_up_and_down_go_from_category_to_category(qtbot: QtBot, box: ChartWithTable, ui: Ui):
    box.set_chart(samples.two(ui.words, Shape.ROWS))
    box.take_keyboard()
    assert press(qtbot, box, Key.Key_Down) == "送货: 受理 12"
    assert press(qtbot, box, Key.Key_Right) == "送货: 结案 no value"


def test_the_value_in_hand_stays_when_the_chart_is_another(qtbot: QtBot, box: ChartWithTable, ui: Ui):
    box.take_keyboard()
    press(qtbot, box, Key.Key_End)
    box.set_chart(samples.one(ui.words))
    assert box.canvas.accessibleDescription() == "产品质量: 7"
    box.set_chart(samples.pareto(ui.words))
    assert press(qtbot, box, Key.Key_Right, Key.Key_Down) == "送货: 累计 90%"


def places(box: ChartWithTable) -> dict[tuple[int, int], QPoint]:
    """Where each bar is, found by the mouse."""
    found: dict[tuple[int, int], QPoint] = {}
    plot = box.canvas._plot
    assert plot is not None
    for across in range(0, plot.width(), 6):
        at = QPointF(across, plot.height() - 40)
        hit = plot.value_at(at)
        if hit is not None:
            found.setdefault(hit, at.toPoint())
    return found


def test_the_mouse_marks_a_bar_a_double_click_opens_it(qtbot: QtBot, box: ChartWithTable):
    opened: list[tuple[str, str]] = []
    box.opened.connect(lambda *keys: opened.append(keys))
    at = places(box)
    assert set(at) == {(0, 0), (0, 1), (1, 0), (2, 0), (2, 1)}
    qtbot.mouseClick(box.canvas, Qt.MouseButton.LeftButton, pos=at[1, 0])
    assert box.canvas.accessibleDescription() == "送货: 受理 12"
    qtbot.mouseDClick(box.canvas, Qt.MouseButton.LeftButton, pos=at[2, 1])
    assert opened == [("price", "out")]


def test_the_tooltip_tells_all_values_of_a_category(box: ChartWithTable):
    at = places(box)[1, 0]
    QApplication.sendEvent(box.canvas, QHelpEvent(QHelpEvent.Type.ToolTip, at, box.canvas.mapToGlobal(at)))
    assert [line.split("\u2003") for line in QToolTip.text().splitlines()] == [["送货"], ["受理", "12"], ["结案", "–"]]
    QToolTip.hideText()


def test_the_table_behind_it_is_one_click_away(qtbot: QtBot, box: ChartWithTable, said: list[str]):
    opened: list[tuple[str, str]] = []
    box.opened.connect(lambda *keys: opened.append(keys))
    qtbot.mouseClick(box.swap, Qt.MouseButton.LeftButton)
    assert box.table.isVisible()
    box.take_keyboard()
    shown = [[str(box.model.index(row, column).data()) for column in range(3)] for row in range(3)]
    assert shown == [["产品质量", "7", "5"], ["送货", "12", ""], ["价格或发票", "3", "4"]]
    box.table.setCurrentIndex(box.model.index(2, 2))
    qtbot.keyClick(box.table, Key.Key_Return)
    qtbot.keyClick(box.table, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert opened == [("price", "out")]
    assert QGuiApplication.clipboard().text().splitlines()[:2] == ["投诉类别\t受理\t结案", "产品质量\t7\t5"]
    assert said == ["Table copied"]
    qtbot.mouseClick(box.swap, Qt.MouseButton.LeftButton)
    assert box.canvas.isVisible()


def test_without_anything_to_draw_a_sentence_says_so(box: ChartWithTable, ui: Ui):
    box.set_chart(samples.empty(ui.words))
    assert box.empty.isVisible()
    assert box.empty.accessibleName() == "没有投诉"
    assert [part.objectName() for part in (box.canvas, box.swap, box.more) if part.isVisible()] == []
    box.set_chart(samples.one(ui.words))
    assert box.canvas.isVisible()


def test_colours_follow_the_theme_at_once(box: ChartWithTable, theme: palette.Theme):
    for choice, scheme in (("light", LIGHT), ("dark", DARK)):
        theme.choose(choice)
        QApplication.processEvents()
        assert {scheme.series, scheme.series_2, scheme.window} <= colours(picture(box.canvas))


def test_a_bar_never_trembles_between_two_pictures(box: ChartWithTable):
    before = picture(box.canvas)
    box.resize(601, 320)
    box.resize(600, 320)
    QApplication.processEvents()
    assert picture(box.canvas) == before


# Pictures


def test_its_picture_is_copied_always_light(qtbot: QtBot, box: ChartWithTable, said: list[str], theme: palette.Theme):
    theme.choose("dark")
    box.take_keyboard()
    qtbot.keyClick(box.canvas, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().image()
    assert copied.width() == 1920
    assert copied.pixelColor(4, 4).name().upper() == LIGHT.base
    assert said == ["Chart copied as a picture"]


def test_the_menu_offers_what_can_be_done(qtbot: QtBot, box: ChartWithTable):
    box.take_keyboard()
    menu = QMenu()
    qtbot.addWidget(menu)
    box.fill_menu(menu)
    names = [action.objectName() for action in menu.actions() if not action.isSeparator()]
    assert names == ["sample-leads", "sample-copy", "sample-save"]


@pytest.mark.parametrize("ending", [".png", ".svg", ".pdf"])
def test_it_is_saved_with_its_chinese_words(
    qtbot: QtBot,
    ui: Ui,
    box: ChartWithTable,
    said: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ending: str,
):  # fmt: skip
    target = tmp_path / f"投诉{ending}"
    chosen = (str(tmp_path / "投诉"), f"Picture (*{ending})")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen)
    box.save()
    qtbot.waitUntil(lambda: not ui.jobs.busy)
    assert said == [f"Saved as “投诉{ending}”"]
    content = target.read_bytes()
    if ending == ".pdf":
        assert {"投", "诉", "产", "货", "价"} <= texts_of_pdf(content)
    elif ending == ".svg":
        shown = re.findall(r"<text[^>]*>([^<]+)</text>", content.decode("utf-8"))
        assert {"投诉的是什么", "产品质量", "受理", "12"} <= set(shown)
        assert QSvgRenderer(content).isValid()
    else:
        assert QImage.fromData(content).size().width() == 1920


def test_chinese_is_drawn_in_its_own_characters(box: ChartWithTable, ui: Ui):
    """Characters that a font lacks would all look alike."""
    chart = samples.one(ui.words)
    titles = [files.image(replace(chart, title=text), box.font()).copy(0, 40, 200, 56) for text in ("投诉投", "赔偿赔")]
    assert titles[0] != titles[1]
    assert len(colours(titles[0])) > 8


@pytest.mark.parametrize(("name", "code"), [("a.docx", "export-ending"), ("华东客户.crmdesk", "export-ending")])
def test_it_is_never_written_as_something_else(qtbot: QtBot, ui: Ui, box: ChartWithTable, name: str, code: str):
    failed: list[BaseException] = []
    ui.bus.failed.connect(failed.append)
    box.write(ui.desk.path.with_name(name))
    qtbot.waitUntil(lambda: bool(failed))
    assert failed[0].code == code


def colours(image: QImage) -> set[str]:
    """Every colour of a picture."""
    pixels = image.convertToFormat(QImage.Format.Format_RGB32).constBits().cast("I")
    return {f"#{pixel & 0xFFFFFF:06X}" for pixel in set(pixels)}


def texts_of_pdf(content: bytes) -> set[str]:
    """The characters to which the page's glyphs lead whoever copies or searches its text."""
    found: set[str] = set()
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            stream = zlib.decompress(packed)
        except zlib.error:
            continue
        if b"beginbfchar" in stream:
            codes = re.findall(rb"<[0-9A-Fa-f]+> <([0-9A-Fa-f]{4})>", stream)
            found |= {chr(int(code, 16)) for code in codes}
    return found
