"""Curves and cells: keys and mouse find their values, both are told, drawn in both themes and saved."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmdesk.gui.charts import files
from crmdesk.gui.charts.cells import Cells
from crmdesk.gui.charts.chart import Series
from crmdesk.gui.charts.curve import Curve
from crmdesk.gui.charts.with_table import ChartWithTable
from crmdesk.gui.theme import palette
from crmdesk.gui.theme.tokens import DARK, LIGHT
from crmdesk.gui.ui import Ui
from tests.gui.charts import samples
from tests.gui.widgets.dressing import colours, picture

Key = Qt.Key


@pytest.fixture
def box(qtbot: QtBot, ui: Ui) -> ChartWithTable:
    box = ChartWithTable(ui, name="sample")
    box.set_chart(samples.curve(ui.words))
    qtbot.addWidget(box)
    box.resize(600, 320)
    box.show()
    qtbot.waitUntil(box.isActiveWindow)
    QApplication.processEvents()
    return box


def press(qtbot: QtBot, box: ChartWithTable, *keys: Key) -> str:
    for key in keys:
        qtbot.keyClick(box.canvas, key)
    return box.canvas.accessibleDescription()


def test_arrows_walk_along_a_curve_and_enter_opens_a_point(qtbot: QtBot, box: ChartWithTable):
    opened: list[tuple[str, str]] = []
    box.opened.connect(lambda *keys: opened.append(keys))
    box.take_keyboard()
    assert press(qtbot, box, Key.Key_Right) == "前 1 位: 80%"
    press(qtbot, box, Key.Key_Return)
    assert press(qtbot, box, Key.Key_End) == "前 3 位: 100%"
    assert opened == [("1", "value")]


def test_the_nearest_point_of_a_curve_is_found_by_where_it_lies(qtbot: QtBot, box: ChartWithTable):
    drawn = box.canvas.findChild(Curve)
    assert drawn is not None
    for share, told in ((0.27, "前 1 位: 80%"), (0.6, "前 2 位: 95%"), (0.95, "前 3 位: 100%")):
        qtbot.mouseClick(box.canvas, Qt.MouseButton.LeftButton, pos=QPoint(40 + round(share * 530), 100))
        assert box.canvas.accessibleDescription() == told


def test_what_is_pointed_out_is_said_also_where_the_curve_ends(box: ChartWithTable, ui: Ui):
    chart = samples.curve(ui.words)
    assert chart.mark is not None
    box.set_chart(replace(chart, mark=replace(chart.mark, category="")))
    QApplication.processEvents()
    assert LIGHT.text not in colours(picture(box.canvas))
    box.set_chart(replace(chart, mark=replace(chart.mark, category=chart.categories[-1].key)))
    QApplication.processEvents()
    assert LIGHT.text in colours(picture(box.canvas))


def test_cells_are_walked_by_rows_and_columns(qtbot: QtBot, box: ChartWithTable, ui: Ui):
    box.set_chart(samples.cells(ui.words))
    QApplication.processEvents()
    assert box.canvas.findChild(Cells) is not None
    box.take_keyboard()
    assert press(qtbot, box, Key.Key_Home) == "忠诚: 高价值 5"
    assert press(qtbot, box, Key.Key_Down) == "未回头: 高价值 0"
    assert press(qtbot, box, Key.Key_Right, Key.Key_Right) == "未回头: 低价值 9"
    qtbot.mouseClick(box.canvas, Qt.MouseButton.LeftButton, pos=QPoint(120, 60))
    assert box.canvas.accessibleDescription() == "忠诚: 高价值 5"
    opened: list[tuple[str, str]] = []
    box.opened.connect(lambda *keys: opened.append(keys))
    qtbot.mouseDClick(box.canvas, Qt.MouseButton.LeftButton, pos=QPoint(560, 200))
    assert opened == [("not", "low")]


def test_the_table_behind_has_the_same_values(box: ChartWithTable, ui: Ui):
    box.set_chart(samples.cells(ui.words))
    assert box.model.tabbed() == "忠诚\t高价值\t中等\t低价值\n忠诚\t5\t2\t1\n未回头\t0\t1\t9"


def test_both_follow_the_theme(box: ChartWithTable, ui: Ui, theme: palette.Theme):
    for chart, token in ((samples.curve(ui.words), "series"), (samples.cells(ui.words), "hover")):
        box.set_chart(chart)
        for scheme in (DARK, LIGHT):
            theme.choose("dark" if scheme.dark else "light")
            QApplication.processEvents()
            assert getattr(scheme, token) in colours(picture(box.canvas))


def test_both_are_saved_as_pictures(ui: Ui):
    font = QApplication.font()
    for chart in (samples.curve(ui.words), samples.cells(ui.words)):
        drawn = files.svg(chart, font).decode()
        assert chart.title in drawn
        assert files.png(chart, font)[:4] == b"\x89PNG"
        assert not files.image(chart, font).isNull()


@pytest.mark.parametrize("values", [(0.0, 0.0, 0.0, 1.0), (None, None, 0.5, None), (1.0, 1.0, 1.0, 1.0)])
def test_a_curve_of_few_values_is_drawn(box: ChartWithTable, ui: Ui, values: tuple[float | None, ...]):
    chart = samples.curve(ui.words)
    box.set_chart(replace(chart, series=(Series("value", "占比", values),)))
    assert not picture(box).isNull()
