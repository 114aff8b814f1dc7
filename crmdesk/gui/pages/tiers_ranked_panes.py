"""The three parts of a ranking beside each other: levels, customers, why."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from crmdesk.gui.pages.tiers_levels import LevelsPane
from crmdesk.gui.pages.tiers_list import RankedList
from crmdesk.gui.pages.tiers_why import WhyPane
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button

_WIDE = 1400
_LEFT, _NARROW_LEFT, _RIGHT, _NARROW_RIGHT, _MIDDLE = 528, 416, 344, 304, 288


class RankedPanes(QWidget):
    """All three side by side where there is room; else *why* takes the place of the levels while it is asked for.
    Where they were parted by hand they stay so."""

    def __init__(self, ui: Ui, levels: LevelsPane, listed: RankedList, why: WhyPane, key: str) -> None:
        super().__init__()
        self._ui, self._name = ui, f"tiers-{key}-splitter"
        self.levels, self.list, self.why = levels, listed, why
        self._why_asked = False
        self.why_button = Button(ui.words.gettext("Why"), name=f"{key}-why-button")
        self.why_button.clicked.connect(self._ask_why)
        listed.add_beside(self.why_button)
        why.closed.connect(self._close_why)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName(self._name)
        self.splitter.setChildrenCollapsible(False)
        for pane in (levels, listed, why):
            self.splitter.addWidget(pane)
        self.splitter.setStretchFactor(1, 1)
        listed.setMinimumWidth(_MIDDLE)
        why.setMinimumWidth(_NARROW_RIGHT)
        self._parted = self.splitter.restoreState(ui.preferences.geometry(self._name))
        self.splitter.splitterMoved.connect(self._dragged)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)

    def _dragged(self) -> None:
        self._parted = True
        self._ui.preferences.set_geometry(self._name, self.splitter.saveState())

    def _ask_why(self) -> None:
        self._why_asked = True
        self.arrange()
        self.why.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_why(self) -> None:
        self._why_asked = False
        self.arrange()
        self.list.take_keyboard()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Share out the room there is; again when the figures of the levels are others."""
        width = self.width()
        wide = width >= _WIDE
        least = self.levels.least()
        left, right = max(_LEFT if wide else _NARROW_LEFT, least), _RIGHT if wide else _NARROW_RIGHT
        together = left + _MIDDLE + right <= width
        self.levels.setMinimumWidth(min(least, max(_MIDDLE, width - _MIDDLE)))
        self.levels.setVisible(together or not self._why_asked)
        self.why.setVisible(together or self._why_asked)
        self.why_button.setVisible(not together and not self._why_asked)
        self.why.close_button.setVisible(not together)
        if not self._parted:
            first = left if together or not self._why_asked else 0
            beside = right if together or self._why_asked else 0
            self.splitter.setSizes([first, width - first - beside, beside])
