"""Counts in a row that filter the list below them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, scheme_of, sized, text_width, vertical, write
from crmdesk.gui.widgets.tab_order import tab_to_checked

_HEIGHT = 52
_SIDE = 13
_LABEL_TOP, _VALUE_TOP = 5, 22
_END = 4


class Count(Struct, frozen=True):
    """One number with its word; `tone` colours word and icon (`bad`, `warn`)."""

    key: str
    text: str
    value: str = "0"
    icon: str = ""
    tone: str = "text_2"


class _Cell(QAbstractButton):
    def __init__(self, count: Count, first: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.count = count
        self._first = first
        self._owner = parent
        self.setObjectName(f"count-{count.key}")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_value(count.value)

    def set_value(self, value: str, tone: str = "") -> None:
        self.count = replace(self.count, value=value, tone=tone or self.count.tone)
        self.setAccessibleName(f"{self.count.text} {value}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(text_width(self.font(), self.count.text) + 2 * _SIDE + tokens.AROUND, _HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words that have too little room stand in the tooltip."""
        super().resizeEvent(event)
        room = self.width() - self._text_left() - _END
        short = text_width(sized(self.font(), tokens.SMALL), self.count.text) > room
        self.setToolTip(self.count.text if short else "")

    def wanted(self) -> int:
        """The width that shows all of its words."""
        return self._text_left() + text_width(sized(self.font(), tokens.SMALL), self.count.text) + _END + 1

    def _text_left(self) -> int:
        left = _SIDE if self._first else _SIDE - 1
        return left + (tokens.ICON_SMALL + tokens.INSIDE if self.count.icon else 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(tokens.NAVIGATION_FOLDED, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        scheme = scheme_of(self.palette())
        painter = QPainter(self)
        rect = QRectF(self.rect())
        whole = QRectF(self._owner.rect()).translated(-QPointF(self.pos()))
        ground = scheme.selected if self.isChecked() else scheme.hover if self.underMouse() else scheme.raised
        rounded, own = QPainterPath(), QPainterPath()
        rounded.addRoundedRect(whole, tokens.RADIUS, tokens.RADIUS)
        own.addRect(rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(rounded.intersected(own), QColor(ground))
        edge(painter, whole, QColor(scheme.line_strong))
        if not self._first:
            vertical(painter, 0, 1, rect.height() - 1, QColor(scheme.line_strong))
        self._words(painter, rect)
        if self.hasFocus():
            edge(painter, rect, QColor(scheme.accent), tokens.FOCUS_EDGE)

    def _words(self, painter: QPainter, rect: QRectF) -> None:
        scheme = scheme_of(self.palette())
        ink = QColor(getattr(scheme, self.count.tone))
        left = _SIDE if self._first else _SIDE - 1
        text_left = self._text_left()
        if self.count.icon:
            icon = QRectF(left, _LABEL_TOP, tokens.ICON_SMALL, 16)
            draw_icon(painter, self.count.icon, icon, ink)
        small = sized(self.font(), tokens.SMALL)
        write(painter, QRectF(text_left, _LABEL_TOP, rect.width() - text_left - _END, 16), self.count.text, small, ink)
        value = QRectF(left, _VALUE_TOP, rect.width() - left - 4, 24)
        write(painter, value, self.count.value, sized(self.font(), tokens.SECTION, True), QColor(scheme.text))


class CountStrip(QWidget):
    """Equal cells, 52 high; one is chosen (`chosen` tells its key), or they only tell numbers (`chooses` False)."""

    chosen = Signal(str)

    def __init__(
        self,
        counts: Sequence[Count],
        *,
        current: str = "",
        name: str = "counts",
        label: str = "",
        chooses: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFixedHeight(_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._cells = [_Cell(count, place == 0, self) for place, count in enumerate(counts)]
        for cell in self._cells:
            row.addWidget(cell, 1)
            if chooses:
                self._group.addButton(cell)
            else:
                cell.setEnabled(False)
        self._row = row
        if chooses:
            self.set_key(current or counts[0].key)
        self._group.buttonToggled.connect(self._told)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the words of one have too little room in equal cells, each gets what its words want and a share of the
        rest."""
        super().resizeEvent(event)
        wants = [cell.wanted() for cell in self._cells]
        spare = max(0, self.width() - sum(wants)) // len(wants)
        crowded = max(wants) > self.width() // len(wants)
        for place, wanted in enumerate(wants):
            self._row.setStretch(place, wanted + spare if crowded else 1)

    def key(self) -> str:
        return next((cell.count.key for cell in self._cells if cell.isChecked()), "")

    def set_key(self, key: str) -> None:
        """Choose without telling."""
        blocked = self._group.blockSignals(True)
        for cell in self._cells:
            if cell.count.key == key:
                cell.setChecked(True)
                tab_to_checked(cell)
        self._group.blockSignals(blocked)

    def set_value(self, key: str, value: str, tone: str = "") -> None:
        """Another number; with another `tone` where given."""
        for cell in self._cells:
            if cell.count.key == key:
                cell.set_value(value, tone)

    def _told(self, cell: QAbstractButton, on: bool) -> None:
        if on and isinstance(cell, _Cell):
            self.chosen.emit(cell.count.key)
