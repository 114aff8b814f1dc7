"""The steps of a dialog, down its left side: done, now, later."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import box, fill, scheme_of, sized, text_width, write

_WIDTH, _CIRCLE, _PITCH, _TOP = 176, 20, 32, 22
DONE, NOW, LATER = "done", "now", "later"


def paint_circle(painter: QPainter, rect: QRectF, number: str, at: str, font: QFont, palette: QPalette) -> None:
    """A step's sign: a tick when done (a number where one is given), filled now, outlined later."""
    scheme = scheme_of(palette)
    radius = rect.height() / 2
    small = sized(font, tokens.SMALL, at == NOW)
    ink = QColor({DONE: scheme.good, NOW: scheme.on_accent}.get(at, scheme.text_2))
    if at == NOW:
        fill(painter, rect, QColor(scheme.accent_fill), radius)
    elif at == DONE:
        box(painter, rect, QColor(scheme.good_tint), QColor(scheme.good), 1, radius)
    else:
        box(painter, rect, QColor(scheme.base), QColor(scheme.line_strong), 1, radius)
    if number:
        write(painter, rect, number, small, ink, Qt.AlignmentFlag.AlignHCenter)
    else:
        inner = (rect.height() - tokens.ICON_SMALL) / 2
        draw_icon(painter, "check", rect.adjusted(inner, inner, -inner, -inner), ink)


class StepList(QWidget):
    """Names of the steps in order; `set_current` moves on. It shows, it does not take clicks."""

    def __init__(
        self, steps: Sequence[str], *, current: int = 0, name: str = "steps", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._steps = tuple(steps)
        self._current = -1
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_current(current)

    def current(self) -> int:
        return self._current

    def set_current(self, current: int) -> None:
        """From 0; one past the last means that all are done."""
        self._current = current
        shown = self._steps[current] if current < len(self._steps) else self._steps[-1]
        self.setAccessibleName(f"{min(current + 1, len(self._steps))} / {len(self._steps)} {shown}")
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Steps that have too little room stand in the tooltip."""
        super().resizeEvent(event)
        bold = sized(self.font(), tokens.BODY, True)
        room = self.width() - tokens.AROUND - _CIRCLE - tokens.BETWEEN - 4
        short = any(text_width(bold, step) > room for step in self._steps)
        self.setToolTip("\n".join(self._steps) if short else "")

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, _TOP + len(self._steps) * _PITCH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        scheme = scheme_of(self.palette())
        for place, step in enumerate(self._steps):
            at = DONE if place < self._current else NOW if place == self._current else LATER
            top = _TOP + place * _PITCH
            circle = QRectF(tokens.AROUND, top, _CIRCLE, _CIRCLE)
            paint_circle(painter, circle, "" if at == DONE else str(place + 1), at, self.font(), self.palette())
            left = circle.right() + tokens.BETWEEN
            font = sized(self.font(), tokens.BODY, at == NOW)
            ink = QColor(scheme.text if at == NOW else scheme.text_2)
            write(painter, QRectF(left, top, self.width() - left - 4, _CIRCLE), step, font, ink)
