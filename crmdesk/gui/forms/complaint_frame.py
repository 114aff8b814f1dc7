"""What a complaint's card is made of: head, tabs, the steps below them, and the side where there is room for it."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QPoint, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.gui.forms import layouts
from crmdesk.gui.forms.complaint_closing import ClosingBlock
from crmdesk.gui.forms.complaint_course import CourseView
from crmdesk.gui.forms.complaint_head import CardHead
from crmdesk.gui.forms.complaint_round import RoundView
from crmdesk.gui.forms.complaint_side import WIDTH, SidePane
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import colour, vertical
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.areas import scroll_area
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.tabs import TabRow

_BESIDE = 760
_WIDEST = 880
_FINDING_PLACE = 250
"""Milliseconds in which what is sought is followed while it is laid out."""


class _Side(Ground):
    """The side with a line at its left."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        vertical(QPainter(self), 0, 0, self.height(), colour(self.palette(), "line"))


class CardFrame(Ground):
    """The parts of a card, each where it belongs."""

    def __init__(self, ui: Ui) -> None:
        super().__init__("base", name="complaint-card")
        _ = ui.words.gettext
        self._ui = ui
        self.head = CardHead(ui)
        self.tabs = TabRow([], name="complaint-rounds", label=_("Rounds"))
        self.round = RoundView(ui)
        self.course = CourseView(ui)
        self.closing = ClosingBlock(ui)
        self.side = SidePane(ui)
        self._sought: QWidget | None = None
        self._lay_out()
        self.area.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._see_sought())

    def _lay_out(self) -> None:
        inner = QWidget()
        self._inner = QVBoxLayout(inner)
        self._inner.setContentsMargins(tokens.AROUND, tokens.AROUND, tokens.AROUND, tokens.AROUND)
        self._inner.setSpacing(tokens.BETWEEN)
        for widget in (self.round, self.course, self.closing):
            self._inner.addWidget(widget)
        self._inner.addStretch(1)
        self.area = scroll_area(inner, name="complaint-area", label=self._ui.words.gettext("Steps of the complaint"))
        self._beside = _Side("base", name="complaint-beside")
        self._side_area = scroll_area(
            self.side, name="complaint-side-area", label=self._ui.words.gettext("Beside the complaint")
        )
        side = QVBoxLayout(self._beside)
        side.setContentsMargins(1, 0, 0, 0)
        side.addWidget(self._side_area)
        self._beside.setFixedWidth(WIDTH)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.tabs)
        column.addWidget(self.area, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(column, 1)
        row.addWidget(self._beside)

    def see(self, widget: QWidget) -> None:
        """Scroll so that it is in sight, its step's head too, once everything has its place."""
        self._sought = widget
        self._place_now(widget)
        QTimer.singleShot(0, widget, self._see_sought)
        QTimer.singleShot(_FINDING_PLACE, widget, self._seen)

    def _place_now(self, widget: QWidget) -> None:
        """Give everything around it its place at once, not one layout after the other: nothing is to jump."""
        for _pass in range(2):  # what goes on in another line tells its height when it knows its width
            for part in widget.findChildren(QWidget):
                if (within := part.layout()) is not None:
                    within.invalidate()
            around: QWidget | None = widget
            while around is not None and around is not self.area:
                if (layout := around.layout()) is not None:
                    layout.invalidate()
                    layout.activate()
                around = around.parentWidget()
            QApplication.sendEvent(self.area, QEvent(QEvent.Type.LayoutRequest))

    def _seen(self) -> None:
        self._sought = None

    def _see_sought(self) -> None:
        if self._sought is not None and shiboken6.isValid(self._sought):
            self._see(self._sought)

    def _see(self, widget: QWidget) -> None:
        inner, row = self.area.widget(), widget if widget is self.closing else widget.parentWidget() or widget
        if inner is None or not widget.isVisible():
            return
        top, bar, room = (
            row.mapTo(inner, QPoint(0, 0)).y(),
            self.area.verticalScrollBar(),
            self.area.viewport().height(),
        )
        bottom = top + row.height() + tokens.BETWEEN
        if bottom > bar.value() + room or top < bar.value():
            bar.setValue(max(0, bottom - room) if row.height() < room else top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is too little room beside the steps, the side stands below them."""
        super().resizeEvent(event)
        around = layouts.around(self.width() - WIDTH)
        spare = self.width() - (WIDTH if self.width() >= _BESIDE else 0) - around - _WIDEST
        self._inner.setContentsMargins(around, tokens.AROUND, max(around, spare), tokens.AROUND)
        self.head.set_margin(around)
        self.tabs.set_margin(around)
        beside = self.width() >= _BESIDE
        if beside == self._beside.isHidden():
            self._beside.setVisible(beside)
            if beside:
                self._side_area.setWidget(self.side)
                self.side.setAutoFillBackground(False)
            else:
                self._side_area.takeWidget()
                self._inner.insertWidget(self._inner.count() - 1, self.side)
            self.side.show()
