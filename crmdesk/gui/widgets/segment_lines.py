"""A choice of one among several words that go on in the next line where the room ends."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.widgets.segments import Segment, Segments

_PADDINGS = (tokens.BUTTON_PADDING, tokens.BETWEEN, 6)


class SegmentLines(Segments):
    """As `SegmentedChoice`, as wide as its place: the words move together first, then they go on in another line."""

    def __init__(
        self, choices: Sequence[tuple[str, str]], *, name: str = "", label: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(choices, name, label, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(tokens.CONTROL_HEIGHT)

    def choose(self, place: int) -> None:
        """As if the word at this place were pressed; the keyboard goes along where it is here."""
        if 0 <= place < len(self._segments):
            here = any(segment.hasFocus() for segment in self._segments)
            self._segments[place].click()
            if here:
                self._segments[place].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_tips(self, tips: Sequence[str]) -> None:
        """Tooltips in the order of the words."""
        for segment, tip in zip(self._segments, tips, strict=False):
            segment.setToolTip(tip)

    def sizeHint(self) -> QSize:
        wide = sum(segment.words() + 2 * _PADDINGS[0] for segment in self._segments) + len(self._segments) + 1
        return QSize(wide, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(max(segment.words() for segment in self._segments) + 2 * _PADDINGS[-1] + 2, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._place()

    def _place(self) -> None:
        words = sum(segment.words() + 1 for segment in self._segments) + 1
        padding = next((p for p in _PADDINGS if words + 2 * p * len(self._segments) <= self.width()), _PADDINGS[0])
        lines: list[list[Segment]] = [[]]
        left = 0
        for segment in self._segments:
            segment.padding = padding
            wide = segment.words() + 2 * padding + (1 if lines[-1] else 2)
            if lines[-1] and left + wide > self.width():
                lines.append([])
                left, wide = 0, segment.words() + 2 * padding + 2
            top = (len(lines) - 1) * (tokens.CONTROL_HEIGHT + tokens.INSIDE)
            segment.setGeometry(left, top, min(wide, self.width()), tokens.CONTROL_HEIGHT)
            left += wide
            lines[-1].append(segment)
        for line in lines:
            end = line[-1].geometry()
            for segment in line:
                segment.first = segment is line[0]
                segment.line = QRectF(0, end.top(), end.right() + 1, end.height())
                segment.update()
        height = len(lines) * (tokens.CONTROL_HEIGHT + tokens.INSIDE) - tokens.INSIDE
        if height != self.maximumHeight():
            self.setFixedHeight(height)
            QTimer.singleShot(0, self, self.updateGeometry)  # a layout that is at work now is deaf to it
