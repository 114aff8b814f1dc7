"""Tab goes as the eye goes, whenever and in whatever order the widgets were made."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.gui.widgets.tab_order import eye_order, in_order


def _field(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName(name)
    return field


@pytest.mark.parametrize("seed", range(4))
def test_tab_follows_the_layouts(qtbot: QtBot, seed: int):
    whole, part = QWidget(), QWidget()
    qtbot.addWidget(whole)
    outer, row, grid, inner = QVBoxLayout(whole), QHBoxLayout(), QGridLayout(), QVBoxLayout(part)
    before, after = _field("before"), _field("after")
    area = QScrollArea()
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(part)
    outer.addWidget(before)
    for layout in (row, grid):
        outer.addLayout(layout)
    outer.addWidget(area)
    outer.addWidget(after)
    row_fields, grid_fields, part_fields = (
        [_field(f"{kind}{n}") for n in range(4)] for kind in ("row", "grid", "part")
    )
    made = [
        *((row.addWidget, (field,)) for field in row_fields),
        *((grid.addWidget, (field, n // 2, n % 2)) for n, field in enumerate(grid_fields)),
        *((inner.insertWidget, (0, field)) for field in part_fields),
    ]
    columns = made[4:8]
    random.Random(seed).shuffle(columns)
    for add, place in [*columns, *made[:4], *made[8:]]:
        add(*place)
    eye_order(whole)
    expected = ["before", *(f"row{n}" for n in range(4)), *(f"grid{n}" for n in range(4)), "part3", "part2", "part1"]
    expected += ["part0", "after"]
    assert [field.objectName() for field in in_order(whole)] == expected
    whole.show()
    whole.activateWindow()
    qtbot.waitUntil(whole.isActiveWindow)
    before.setFocus()
    met = []
    for _turn in expected:
        met.append(QApplication.focusWidget().objectName())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert met == expected
    assert QApplication.focusWidget() is before


def test_what_is_made_anew_keeps_its_place(qtbot: QtBot):
    whole = QWidget()
    qtbot.addWidget(whole)
    row = QHBoxLayout(whole)
    for name in ("a", "b", "c"):
        row.addWidget(_field(name))
    old = row.takeAt(0).widget()
    old.setParent(None)
    old.deleteLater()
    row.insertWidget(0, _field("new"))
    eye_order(whole)
    chain, at = [], whole.nextInFocusChain()
    while at is not whole:
        chain.append(at.objectName())
        at = at.nextInFocusChain()
    first = chain.index("new")
    assert [*chain[first:], *chain[:first]] == ["new", "b", "c"]


def test_what_is_hidden_stands_behind_what_was_made_before_it(qtbot: QtBot):
    whole = QWidget()
    qtbot.addWidget(whole)
    column = QVBoxLayout(whole)
    fields = [_field(name) for name in ("a", "b", "c", "d")]
    for field in fields:
        field.setParent(whole)
    for field in (fields[1], fields[3]):
        column.addWidget(field)
    for field in (fields[0], fields[2]):
        field.hide()
    floating = QLineEdit(whole)
    floating.show()
    floating.setObjectName("floating")
    assert [field.objectName() for field in in_order(whole)] == ["a", "b", "c", "d", "floating"]
