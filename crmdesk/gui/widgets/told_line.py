"""A title with something at its right edge, below it quiet texts on a few lines at most."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QSizePolicy, QWidget

from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed, baseline, scheme_of, sized, tabular, text_width, write

_SIGNS = {"bad": "error", "warn": "warning"}
_MOST = 2
_LINE, _SMALL = tokens.LINE_HEIGHTS[tokens.BODY], tokens.LINE_HEIGHTS[tokens.SMALL]


class ToldLine(QWidget):
    """What has too little room is whole in the tooltip. `tone` is the token of what stands right; `most`: so many lines
    a text below may take. `beside`: room kept free at the right edge of the title."""

    def __init__(
        self,
        title: str,
        *,
        right: str = "",
        tone: str = "text",
        below: Sequence[str] = (),
        most: int = _MOST,
        beside: int = 0,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title, self._right, self._tone, self._below, self._most = title, right, tone, tuple(below), most
        self._beside = beside
        self.setObjectName(name)
        self.setAccessibleName(" ".join(filter(None, (title, right, *below))))
        self.setFont(as_typed(self.font()))
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return QSize(tokens.LONG_INPUT, self.heightForWidth(tokens.LONG_INPUT))

    def minimumSizeHint(self) -> QSize:
        return QSize(tokens.SHORT_INPUT, _LINE)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """One line for the title, as many for each text below as it takes."""
        return _LINE + sum(_SMALL * len(self._lines(text, width)) for text in self._below)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()
        self.setToolTip(self._whole() if self._is_cut() else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, scheme = QPainter(self), scheme_of(self.palette())
        room = self.width() - self._right_room()
        bare = not self._right and not self._below and self._tone == "text_2"
        ink = QColor(scheme.text_2 if bare else scheme.text)
        write(painter, QRectF(0, 0, room, _LINE), self._title, self.font(), ink)
        if self._right:
            self._paint_right(painter, QColor(getattr(scheme, self._tone)))
        small, top = self._small(), _LINE
        metrics = QFontMetricsF(small)
        painter.setFont(small)
        painter.setPen(QColor(scheme.text_2))
        for text in self._below:
            for line in self._lines(text, self.width()):
                area = QRectF(0, top, self.width(), _SMALL)
                painter.drawText(QPointF(0, baseline(area, metrics)), line)
                top += _SMALL

    def _paint_right(self, painter: QPainter, ink: QColor) -> None:
        area = QRectF(0, 0, self.width() - self._beside, _LINE)
        taken = write(painter, area, self._right, tabular(self.font()), ink, Qt.AlignmentFlag.AlignRight)
        sign = _SIGNS.get(self._tone, "")
        if sign:
            side = tokens.ICON_IN_TEXT
            draw_icon(painter, sign, QRectF(area.right() - taken - side - tokens.INSIDE, 0, side, _LINE), ink)

    def _right_room(self) -> int:
        if not self._right:
            return self._beside
        sign = tokens.ICON_IN_TEXT + tokens.INSIDE if self._tone in _SIGNS else 0
        return text_width(tabular(self.font()), self._right) + sign + tokens.BETWEEN + self._beside

    def _small(self) -> QFont:
        return sized(self.font(), tokens.SMALL)

    def _lines(self, text: str, width: int) -> list[str]:
        """The lines of a text in this width; the last one is shortened where it has more."""
        small = self._small()
        layout = QTextLayout(text, small)
        layout.beginLayout()
        found: list[str] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            start, length = line.textStart(), line.textLength()
            if len(found) == self._most - 1:
                rest = QFontMetricsF(small).elidedText(text[start:], Qt.TextElideMode.ElideRight, width)
                found.append(rest)
                break
            found.append(text[start : start + length].rstrip())
        layout.endLayout()
        return found

    def _is_cut(self) -> bool:
        if text_width(self.font(), self._title) > self.width() - self._right_room():
            return True
        return any(line.endswith("…") for text in self._below for line in self._lines(text, self.width()))

    def _whole(self) -> str:
        return "\n".join((self._title, *self._below))
