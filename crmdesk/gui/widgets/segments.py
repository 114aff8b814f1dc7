"""A choice of one among few words that all stay in sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, scheme_of, sized, text_width, vertical, write
from crmdesk.gui.theme.tokens import Scheme


class _Segment(QAbstractButton):
    def __init__(self, key: str, text: str, first: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self._first = first
        self._owner = parent
        self.setText(text)
        self.setAccessibleName(text)
        self.setObjectName(f"segment-{key}")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        width = text_width(sized(self.font(), tokens.BODY, True), self.text())
        side = 2 * tokens.BUTTON_PADDING + (2 if self._first else 1)
        return QSize(width + side, tokens.CONTROL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        scheme = scheme_of(self.palette())
        painter = QPainter(self)
        rect = QRectF(self.rect())
        whole = QRectF(self._owner.rect()).translated(-QPointF(self.pos()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(_part(whole, rect), QColor(self._ground(scheme)))
        edge(painter, whole, QColor(scheme.line_strong))
        if not self._first:
            vertical(painter, 0, 1, rect.height() - 1, QColor(scheme.line_strong))
        ink = scheme.text_off if not self.isEnabled() else scheme.accent if self.isChecked() else scheme.text
        font = sized(self.font(), tokens.BODY, self.isChecked())
        write(painter, rect, self.text(), font, QColor(ink), Qt.AlignmentFlag.AlignHCenter)
        if self.hasFocus():
            edge(painter, rect, QColor(scheme.accent), tokens.FOCUS_EDGE)

    def _ground(self, scheme: Scheme) -> str:
        if self.isChecked():
            return scheme.selected if self.isEnabled() else scheme.selected_idle
        if self.isEnabled() and self.isDown():
            return scheme.selected_idle
        return scheme.hover if self.isEnabled() and self.underMouse() else scheme.raised


def _part(whole: QRectF, rect: QRectF) -> QPainterPath:
    """This segment's share of the rounded whole."""
    rounded, own = QPainterPath(), QPainterPath()
    rounded.addRoundedRect(whole, tokens.RADIUS, tokens.RADIUS)
    own.addRect(rect)
    return rounded.intersected(own)


class SegmentedChoice(QWidget):
    """Keys and words side by side; arrow keys move, `chosen` tells the new key."""

    chosen = Signal(str)

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        *,
        current: str = "",
        name: str = "",
        label: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._segments: list[_Segment] = []
        for place, (key, words) in enumerate(choices):
            segment = _Segment(key, words, place == 0, self)
            self._segments.append(segment)
            self._group.addButton(segment)
            row.addWidget(segment)
        if current:
            self.set_key(current)
        self._group.buttonToggled.connect(self._told)
        self.setFocusProxy(next((s for s in self._segments if s.isChecked()), self._segments[0]))

    def key(self) -> str:
        """The chosen key, or empty."""
        return next((segment.key for segment in self._segments if segment.isChecked()), "")

    def set_key(self, key: str) -> None:
        """Choose without telling; an unknown key chooses nothing."""
        blocked = self._group.blockSignals(True)
        self._group.setExclusive(False)
        for segment in self._segments:
            segment.setChecked(segment.key == key)
        self._group.setExclusive(True)
        self._group.blockSignals(blocked)
        self._let_tab_come()

    def set_text(self, key: str, words: str) -> None:
        """Other words for one choice, such as a new count."""
        for segment in self._segments:
            if segment.key == key:
                segment.setText(words)
                segment.setAccessibleName(words)
                segment.updateGeometry()

    def _let_tab_come(self) -> None:
        """Tab comes to the chosen segment alone, as it does in every group of which one is chosen."""
        chosen = next((segment for segment in self._segments if segment.isChecked()), self._segments[0])
        for segment in self._segments:
            policy = segment.focusPolicy()
            tab = Qt.FocusPolicy.TabFocus
            segment.setFocusPolicy(policy | tab if segment is chosen else policy & ~tab)
        self.setFocusProxy(chosen)

    def _told(self, button: QAbstractButton, on: bool) -> None:
        if on and isinstance(button, _Segment):
            self.setFocusProxy(button)
            self.chosen.emit(button.key)
