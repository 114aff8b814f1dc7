"""A choice of one among few words that all stay in sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, scheme_of, sized, text_width, vertical, write
from crmdesk.gui.theme.tokens import Scheme
from crmdesk.gui.widgets.tab_order import tab_to_checked

_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class Segment(QAbstractButton):
    """One word. `line`: the rectangle of all in its line, empty where there is only one; `first`: it begins it."""

    def __init__(self, key: str, text: str, parent: QWidget, *, first: bool = False) -> None:
        super().__init__(parent)
        self.key, self.first = key, first
        self.padding = tokens.BUTTON_PADDING
        self.line = QRectF()
        self.setText(text)
        self.setAccessibleName(text)
        self.setObjectName(f"segment-{key}")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def words(self) -> int:
        """How wide the word is at its boldest."""
        return text_width(sized(self.font(), tokens.BODY, True), self.text())

    def sizeHint(self) -> QSize:
        return QSize(self.words() + 2 * self.padding + (2 if self.first else 1), tokens.CONTROL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose; Qt only moves the keyboard while nothing is chosen."""
        bare = self.group() is not None and self.group().checkedButton() is None
        super().keyPressEvent(event)
        other = self.window().focusWidget()
        if not isinstance(other, Segment) or other is self or other.group() is not self.group():
            return
        if bare and event.key() in _ARROWS:
            other.click()

    def paintEvent(self, _event: QPaintEvent) -> None:
        scheme, painter, rect = scheme_of(self.palette()), QPainter(self), QRectF(self.rect())
        parent = self.parentWidget()
        whole = self.line if self.line.isValid() or parent is None else QRectF(parent.rect())
        whole = whole.translated(-QPointF(self.pos()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(_part_of(whole, rect), QColor(_ground_of(self, scheme)))
        edge(painter, whole, QColor(scheme.line_strong))
        if not self.first:
            vertical(painter, 0, 1, rect.height() - 1, QColor(scheme.line_strong))
        ink = scheme.text_off if not self.isEnabled() else scheme.accent if self.isChecked() else scheme.text
        font = sized(self.font(), tokens.BODY, self.isChecked())
        write(painter, rect, self.text(), font, QColor(ink), Qt.AlignmentFlag.AlignHCenter)
        if self.hasFocus():
            edge(painter, rect, QColor(scheme.accent), tokens.FOCUS_EDGE)


def _ground_of(segment: QAbstractButton, scheme: Scheme) -> str:
    """What a segment is filled with in its present state."""
    if segment.isChecked():
        return scheme.selected if segment.isEnabled() else scheme.selected_idle
    if segment.isEnabled() and segment.isDown():
        return scheme.selected_idle
    return scheme.hover if segment.isEnabled() and segment.underMouse() else scheme.raised


def _part_of(whole: QRectF, rect: QRectF) -> QPainterPath:
    """This segment's share of the rounded whole."""
    rounded, own = QPainterPath(), QPainterPath()
    rounded.addRoundedRect(whole, tokens.RADIUS, tokens.RADIUS)
    own.addRect(rect)
    return rounded.intersected(own)


class Segments(QWidget):
    """Keys and words; arrow keys move, `chosen` tells the new key. Subclasses say where the words stand."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], name: str, label: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._group = QButtonGroup(self)
        self._segments = [Segment(key, words, self, first=place == 0) for place, (key, words) in enumerate(choices)]
        for segment in self._segments:
            self._group.addButton(segment)
        self._group.buttonToggled.connect(self._told)
        self._let_tab_come()

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

    def _let_tab_come(self) -> None:
        """Tab comes to the chosen segment alone, as it does in every group of which one is chosen."""
        chosen = next((segment for segment in self._segments if segment.isChecked()), self._segments[0])
        tab_to_checked(chosen)
        self.setFocusProxy(chosen)

    def _told(self, button: QAbstractButton, on: bool) -> None:
        if on and isinstance(button, Segment):
            self._let_tab_come()
            self.chosen.emit(button.key)


class SegmentedChoice(Segments):
    """Side by side."""

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        *,
        current: str = "",
        name: str = "",
        label: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(choices, name, label, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for segment in self._segments:
            row.addWidget(segment)
        if current:
            self.set_key(current)

    def set_text(self, key: str, words: str) -> None:
        """Other words for one choice, such as a new count."""
        for segment in self._segments:
            if segment.key == key:
                segment.setText(words)
                segment.setAccessibleName(words)
                segment.updateGeometry()
