"""Shares one below another on a scale of four marks: 25, 50, 75 and 100 %; one of them is chosen."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, fill, horizontal, scheme_of, sized, tabular, text_width, write
from crmdesk.gui.theme.style_views import typing_here
from crmdesk.gui.widgets.question_list import Asked, QuestionList, QuestionRow

_ABOVE, _BAR, _MARKS, _GAP = 8, 8, 4, 2


class Measured(Asked, frozen=True):
    """`count`: the share in words; `share`: 0 to 1, None where there is none; `advice`: what it is counted from;
    `beside`: the mark it reaches, in words."""

    share: float | None = None
    beside: str = ""


class _Row(QuestionRow):
    def _settle(self) -> None:
        body, small = tokens.LINE_HEIGHTS[tokens.BODY], tokens.LINE_HEIGHTS[tokens.SMALL]
        self.setFixedHeight(2 * _ABOVE + body + 2 * tokens.INSIDE + _BAR + small)
        font = sized(self.font(), tokens.SMALL)
        room = self.width() - 2 * tokens.AROUND - self._beside_width(font) - tokens.BETWEEN
        cut = text_width(font, self.asked.advice) > room
        self.setToolTip(self.asked.advice if cut else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, scheme, rect = QPainter(self), scheme_of(self.palette()), QRectF(self.rect())
        chosen = self.isChecked()
        if chosen:
            fill(painter, rect, QColor(scheme.selected if typing_here(self) else scheme.selected_idle))
        elif self.underMouse():
            fill(painter, rect, QColor(scheme.hover))
        inner = rect.adjusted(tokens.AROUND, _ABOVE, -tokens.AROUND, -_ABOVE)
        if not chosen:
            horizontal(painter, inner.left(), inner.right(), rect.bottom() - 1, QColor(scheme.line))
        body, small = tokens.LINE_HEIGHTS[tokens.BODY], tokens.LINE_HEIGHTS[tokens.SMALL]
        bold = sized(self.font(), tokens.BODY, True)
        figures, text = tabular(bold), QColor(scheme.text)
        wide = text_width(figures, self.asked.count) + 1
        title = QRectF(inner.left(), inner.top(), inner.width() - wide - tokens.BETWEEN, body)
        write(painter, title, self.asked.words, bold if chosen else self.font(), text)
        write(painter, QRectF(inner.right() - wide, inner.top(), wide, body), self.asked.count, figures, text)
        self._paint_scale(painter, QRectF(inner.left(), inner.top() + body + tokens.INSIDE, inner.width(), _BAR))
        below = QRectF(inner.left(), inner.bottom() - small, inner.width(), small)
        self._write_below(painter, below)
        if self.hasFocus():
            edge(painter, rect, QColor(scheme.accent), tokens.FOCUS_EDGE, 0)

    def _write_below(self, painter: QPainter, below: QRectF) -> None:
        font, ink = sized(self.font(), tokens.SMALL), QColor(scheme_of(self.palette()).text_2)
        beside, wide = getattr(self.asked, "beside", ""), self._beside_width(font)
        write(painter, QRectF(below.right() - wide, below.top(), wide, below.height()), beside, font, ink)
        write(painter, below.adjusted(0, 0, -wide - tokens.BETWEEN, 0), self.asked.advice, font, ink)

    def _beside_width(self, font: QFont) -> int:
        beside = getattr(self.asked, "beside", "")
        return text_width(font, beside) + 1 if beside else 0

    def _paint_scale(self, painter: QPainter, area: QRectF) -> None:
        """Four parts, filled as far as the share goes."""
        scheme, share = scheme_of(self.palette()), getattr(self.asked, "share", None)
        wide = (area.width() - (_MARKS - 1) * _GAP) / _MARKS
        for part in range(_MARKS):
            left = area.left() + part * (wide + _GAP)
            full = min(1.0, max(0.0, (share or 0) * _MARKS - part))
            ground = scheme.line_strong if share is not None or self.isChecked() else scheme.line
            fill(painter, QRectF(left, area.top(), wide, area.height()), QColor(ground))
            if full * wide >= 1:
                fill(painter, QRectF(left, area.top(), full * wide, area.height()), QColor(scheme.series))


class ScaleList(QuestionList):
    """`asked` are `Measured`."""

    def make_row(self, asked: Asked, number: int) -> QuestionRow:
        return _Row(asked, number, self)
