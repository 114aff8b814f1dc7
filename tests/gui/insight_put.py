"""Tabs of the page Insight alone, for tests that work with them by keyboard and mouse."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.customers import Listing
from crmdesk.gui.pages.insight_views import ViewsTab
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.services import customers
from crmdesk.services.desk import Desk

Tab = TypeVar("Tab", bound=ViewsTab)
Dialogue = TypeVar("Dialogue", bound=QDialog)


def rest(qtbot: QtBot, tab: ViewsTab) -> None:
    qtbot.waitUntil(lambda: not tab.jobs.busy and not tab.ui.jobs.busy)


def ids_of(desk: Desk) -> dict[str, int]:
    rows = customers.rows(desk, customers.find(desk, Listing(sort="number"), 10))
    return {row.name: row.id for row in rows}


def view(qtbot: QtBot, tab: ViewsTab, key: str) -> None:
    """Press the word of a view."""
    press(qtbot, tab, f"segment-{key}")
    rest(qtbot, tab)


def press(qtbot: QtBot, over: QWidget, name: str) -> None:
    button = next(each for each in over.findChildren(QWidget, name) if each.isVisible())
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def type_in(qtbot: QtBot, field: QWidget, text: str) -> None:
    """Replace what stands in an input, and Enter."""
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def listed(model: object, column: int = 0) -> list[str]:
    return [str(model.index(row, column).data() or "") for row in range(model.rowCount())]


def told(over: QWidget) -> str:
    """All that is to be read on a widget."""
    QApplication.processEvents()
    texts = [each for each in over.findChildren(QWidget) if isinstance(each, QLabel | ElidedLabel)]
    return " ".join(each.text() for each in texts if each.isVisible())


def dialog(qtbot: QtBot, tab: ViewsTab, kind: type[Dialogue]) -> Dialogue:
    """The open one, once it shows what it reads."""
    found = [each for each in tab.window().findChildren(kind) if each.isVisible()]
    assert len(found) == 1
    qtbot.waitUntil(found[0].isActiveWindow)
    rest(qtbot, tab)
    return found[0]
