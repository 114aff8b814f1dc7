"""The name at the top of a file: large on one line; a long one smaller, on two at most."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed, colour, sized, text_width, write

ONE, TWO = tokens.LINE_HEIGHTS[tokens.NAME], 2 * tokens.LINE_HEIGHTS[tokens.SECTION]


class HeadName(QWidget):
    """`edit_asked`: it was clicked twice. What does not fit ends in …, and the tooltip has all of it."""

    edit_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("file-name")
        self._text = ""
        self._room = 0
        self._points = tokens.NAME
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(ONE)

    def text(self) -> str:
        return self._text

    def set_text(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self._settle()

    def set_room(self, room: int) -> int:
        """Settle size and number of lines for this width; returns the height. A narrower place later just cuts it."""
        if room != self._room:
            self._room = room
            self._settle()
        return self.height()

    def sizeHint(self) -> QSize:
        wide = text_width(self._face(), self._text)
        return QSize(min(wide, self._room) if self._room else wide, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), tokens.SECTIONS), self.height())

    def _face(self) -> QFont:
        return sized(as_typed(self.font()), self._points, True)

    def _settle(self) -> None:
        large = text_width(sized(as_typed(self.font()), tokens.NAME, True), self._text)
        self._points = tokens.NAME if not self._room or large <= self._room else tokens.SECTION
        two = bool(self._room) and text_width(self._face(), self._text) > self._room
        self.setFixedHeight(TWO if two else ONE)
        self.updateGeometry()
        self._tell()
        self.update()

    def lines(self) -> list[str]:
        """What stands on each line now."""
        if self.height() == ONE:
            return [self._text]
        layout = QTextLayout(self._text, self._face())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(max(1, self.width()))
        end = line.textLength()
        layout.endLayout()
        units = self._text.encode("utf-16-le")
        parts = [units[: 2 * end].decode("utf-16-le"), units[2 * end :].decode("utf-16-le")]
        return [part.strip() for part in parts if part]

    def _tell(self) -> None:
        face = self._face()
        shown = all(text_width(face, line) <= self.width() for line in self.lines())
        self.setToolTip("" if shown else self._text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._settle()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.edit_asked.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink, face = colour(self.palette(), "text"), self._face()
        lines = self.lines()
        high = self.height() / len(lines)
        for place, line in enumerate(lines):
            write(painter, QRectF(0, place * high, self.width(), high), line, face, ink)
