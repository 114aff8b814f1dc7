"""Figures that lead to their records."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.gui.theme import palette
from crmdesk.gui.widgets.fact_links import FactLink, FactLinks
from crmdesk.gui.widgets.tab_order import eye_order
from tests.gui.walking import backward, walk


@pytest.fixture
def links(qtbot: QtBot, theme: palette.Theme) -> Iterator[FactLinks]:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    links = FactLinks(name="facts", label="Figures")
    for widget in (QLineEdit(), links, QLineEdit()):
        column.addWidget(widget)
    page.resize(640, 200)
    page.show()
    qtbot.waitExposed(page)
    yield links
    page.close()


def _facts(*values: str) -> list[FactLink]:
    return [FactLink(f"key{place}", f"Label {place}", value, "Show them") for place, value in enumerate(values)]


def test_other_values_leave_the_keyboard_where_it_is(links: FactLinks, qtbot: QtBot):
    links.set_facts(_facts("1", "2"))
    links.parts[1].setFocus()
    parts = list(links.parts)
    links.set_facts(_facts("3", "4,000,000"))
    assert links.parts == parts
    assert QApplication.focusWidget() is parts[1]
    assert parts[1].accessibleName() == "Label 1 4,000,000"
    assert parts[1].width() >= parts[1].needed()
    with qtbot.waitSignal(links.opened) as opened:
        qtbot.keyClick(parts[1], Qt.Key.Key_Space)
    assert opened.args == ["key1"]


def test_tab_goes_through_figures_where_they_stand(links: FactLinks):
    links.set_facts(_facts("1", "2", "3"))
    eye_order(links.window())
    met = walk(links.window(), 5)
    assert set(links.parts) < set(met)
    assert backward(met) == []
