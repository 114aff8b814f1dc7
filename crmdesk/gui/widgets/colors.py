"""Colours side by side, one of them chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import colour, dot, edge, scheme_of

_SIDE, _DOT, _RING = 28, 7, 11


class ColorChoice(QWidget):
    """The colours of groups by key, '' for none; arrow keys move, `chosen` tells the new one."""

    chosen = Signal(str)

    def __init__(
        self,
        colors: Sequence[tuple[str, str]],
        *,
        current: str | None = None,
        name: str = "",
        label: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._swatches = [_Swatch(key, text, name) for key, text in colors]
        for swatch in self._swatches:
            self._group.addButton(swatch)
            row.addWidget(swatch)
        row.addStretch(1)
        if current is not None:
            self.set_key(current)
        self._group.buttonToggled.connect(self._told)

    def key(self) -> str:
        return next((swatch.key for swatch in self._swatches if swatch.isChecked()), "")

    def set_key(self, key: str) -> None:
        """Choose without telling."""
        blocked = self._group.blockSignals(True)
        for swatch in self._swatches:
            if swatch.key == key:
                swatch.setChecked(True)
                self.setFocusProxy(swatch)
        self._group.blockSignals(blocked)

    def _told(self, button: QAbstractButton, on: bool) -> None:
        if on and isinstance(button, _Swatch):
            self.setFocusProxy(button)
            self.chosen.emit(button.key)


class _Swatch(QAbstractButton):
    def __init__(self, key: str, text: str, name: str) -> None:
        super().__init__()
        self.key = key
        self.setCheckable(True)
        self.setObjectName(f"{name}-{key or 'none'}")
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setFixedSize(_SIDE, _SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        scheme, rect = scheme_of(self.palette()), QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            ring = QRectF(0, 0, 2 * _RING, 2 * _RING)
            ring.moveCenter(rect.center())
            edge(painter, ring, QColor(scheme.accent if self.isChecked() else scheme.line_strong), 2, _RING)
        if self.key:
            dot(painter, rect.center(), _DOT, QColor(colour(self.palette(), f"group_{self.key}")))
        else:
            ring = QRectF(0, 0, 2 * _DOT, 2 * _DOT)
            ring.moveCenter(rect.center())
            edge(painter, ring, QColor(scheme.field_line), 1, _DOT)
        if self.hasFocus():
            edge(painter, rect, QColor(scheme.accent), tokens.FOCUS_EDGE)
