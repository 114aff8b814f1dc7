"""What the style draws: sizes of the look, focus that can be seen, states that differ."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QMenu,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from crmdesk.gui.theme.tokens import LIGHT
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.inputs import ComboBox, LineEdit, TextEdit, set_problem
from tests.gui.widgets.dressing import colours, picture


@pytest.mark.parametrize("make", [QLineEdit, QComboBox, QSpinBox, lambda: QPushButton("张"), lambda: Button("张")])
def test_inputs_and_buttons_are_28_high(theme, qtbot, make):
    widget = make()
    qtbot.addWidget(widget)
    assert widget.sizeHint().height() == 28


def test_menu_entries_are_28_high(theme, qtbot):
    menu = QMenu()
    qtbot.addWidget(menu)
    action = menu.addAction("编辑")
    action.setShortcut("Ctrl+E")
    menu.popup(menu.pos())
    assert menu.actionGeometry(action).height() == 28
    menu.close()


def shown(qtbot, widget: QWidget) -> QWidget:
    """The widget in an active window where something else has the focus."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    other = QLineEdit()
    column.addWidget(other)
    column.addWidget(widget)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    other.setFocus()
    widget.kept = window  # qtbot holds the window weakly
    return widget


@pytest.mark.parametrize(
    "make",
    [
        lambda: Button("编辑"),
        lambda: Button("保存", kind="main"),
        lambda: Button("更多", kind="quiet"),
        lambda: Button("打开", kind="link"),
        LineEdit,
        TextEdit,
        lambda: ComboBox([("a", "民营")]),
        QCheckBox,
        QRadioButton,
        QSpinBox,
        QToolButton,
    ],
)
def test_the_focus_can_be_seen(theme, qtbot, make):
    widget = shown(qtbot, make())
    before = picture(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    assert widget.hasFocus()
    after = picture(widget)
    assert before.size() == after.size()
    different = [
        (x, y) for x in range(before.width()) for y in range(before.height()) if before.pixel(x, y) != after.pixel(x, y)
    ]
    assert len(different) > 30


def test_the_focus_edge_is_two_pixels_of_accent_inside(theme, qtbot):
    field = shown(qtbot, LineEdit())
    field.setFocus(Qt.FocusReason.TabFocusReason)
    image = picture(field)
    middle = image.height() // 2
    assert [image.pixelColor(x, middle) for x in range(3)] == [
        QColor(LIGHT.accent),
        QColor(LIGHT.accent),
        QColor(LIGHT.base),
    ]


@pytest.mark.parametrize(("state", "token"), [("", "field_line"), ("bad", "bad"), ("warn", "warn")])
def test_a_problem_colours_the_edge(theme, qtbot, state: str, token: str):
    field = shown(qtbot, LineEdit())
    set_problem(field, state)
    assert picture(field).pixelColor(0, 14) == QColor(getattr(LIGHT, token))
    with pytest.raises(ValueError, match="odd"):
        set_problem(field, "odd")


def test_states_of_a_button_differ(theme, qtbot):
    button = shown(qtbot, Button("保存", kind="main"))
    normal = picture(button)
    button.setDown(True)
    pressed = picture(button)
    button.setDown(False)
    button.setEnabled(False)
    off = picture(button)
    assert normal.pixelColor(6, 4) == QColor(LIGHT.accent_fill)
    assert pressed.pixelColor(6, 4) == QColor(LIGHT.accent_press)
    assert off.pixelColor(6, 4) == QColor(LIGHT.selected_idle)


def test_scroll_bars_lie_over_the_content(theme, qtbot):
    rows = QListWidget()
    qtbot.addWidget(rows)
    rows.setFrameShape(QListWidget.Shape.NoFrame)
    rows.addItems(["张"] * 100)
    rows.resize(QSize(200, 100))
    rows.show()
    assert rows.verticalScrollBar().isVisible()
    assert rows.viewport().width() == 200
    bar = rows.verticalScrollBar()
    assert bar.width() == 10
    image = picture(rows)
    handle = [image.pixelColor(x, 12) for x in range(190, 200)]
    assert handle.count(QColor(LIGHT.line_strong)) == 6


def test_a_selection_without_focus_is_grey(theme, qtbot):
    rows = shown(qtbot, QListWidget())
    rows.addItems(["张", "王"])
    rows.setCurrentRow(0)
    assert LIGHT.selected_idle in colours(picture(rows))
    rows.setFocus()
    seen = colours(picture(rows))
    assert LIGHT.selected in seen
    assert LIGHT.selected_idle not in seen
