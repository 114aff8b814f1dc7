"""A month as a board of days, each with what it brings in short lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from msgspec import Struct
from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolTip

from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, fill, horizontal, scheme_of, sized, text_width, vertical, write
from crmdesk.gui.widgets.calendar import month_start

_DAYS, _WEEKS = 7, 6
_HEAD = 28
_LINE = 18
_TOP = 28
_SIDE = tokens.BETWEEN


class MonthDay(Struct, frozen=True):
    """`note` stands beside the date, marked where it is a `holiday`; `lines` are icons, words and bare numbers, which
    take their place where the room is short."""

    note: str = ""
    holiday: bool = False
    lines: tuple[tuple[str, str, str], ...] = ()

    @property
    def told(self) -> str:
        return "\n".join(filter(None, (self.note, *(text for _icon, text, _number in self.lines))))


class MonthBoard(QAbstractButton):
    """`picked`: a day, by a click or Enter; the arrows go from day to day. To assistive programs it is a button that
    says the day it is at."""

    picked = Signal(object)

    def __init__(self, heads: Sequence[str], *, name: str, label: str) -> None:
        super().__init__()
        self._heads = tuple(heads)
        self._label = label
        self._day = self._today = dt.date.min
        self._at: dt.date | None = None
        self._hovered: dt.date | None = None
        self._days: Mapping[dt.date, MonthDay] = {}
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.clicked.connect(lambda: self.picked.emit(self.day()))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(_DAYS * tokens.LABEL_WIDTH_ZH, _HEAD + _WEEKS * (_TOP + _LINE))

    def show_day(self, day: dt.date, today: dt.date) -> None:
        """The month of this day, and the day itself to begin with."""
        if (day, today) != (self._day, self._today):
            self._day, self._today, self._at = day, today, day
            self._tell()

    def show_days(self, days: Mapping[dt.date, MonthDay]) -> None:
        if days != self._days:
            self._days = days
            self._tell()

    def day(self) -> dt.date:
        """The one the keyboard is at."""
        return self._at or self._day

    def _tell(self) -> None:
        at = self.day()
        self.setAccessibleName(f"{self._label} {at.isoformat()}")
        self.setAccessibleDescription(self._days.get(at, MonthDay()).told)
        self.update()

    def _cell(self, day: dt.date) -> QRectF:
        place = (day - month_start(self._day)).days
        row, column = divmod(place, _DAYS)
        left, right = (round(self.width() * each / _DAYS) for each in (column, column + 1))
        high = self.height() - _HEAD
        top, bottom = (_HEAD + round(high * each / _WEEKS) for each in (row, row + 1))
        return QRectF(left, top, right - left, bottom - top)

    def _shown(self) -> list[dt.date]:
        start = month_start(self._day).toordinal()
        return [dt.date.fromordinal(start + each) for each in range(_DAYS * _WEEKS)]

    def _under(self, point: QPoint) -> dt.date | None:
        return next((day for day in self._shown() if self._cell(day).contains(point)), None)

    # Events

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self._under(event.pos())
            QToolTip.showText(event.globalPos(), self._days.get(day, MonthDay()).told if day else "", self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hovered = self._under(event.position().toPoint())
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A day is picked when the button is let go."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        day = self._under(event.position().toPoint())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif event.key() in days:
            self._move(days[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self.day())
        else:
            super().keyPressEvent(event)

    def _move(self, by: int) -> None:
        moved = dt.date.fromordinal(max(1, self.day().toordinal() + by))
        if moved in self._shown():
            self._at = moved
            self._tell()

    def focusInEvent(self, event) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, scheme = QPainter(self), scheme_of(self.palette())
        small = sized(self.font(), tokens.SMALL)
        for column, head in enumerate(self._heads):
            left = round(self.width() * column / _DAYS) + _SIDE
            write(painter, QRectF(left, 0, self.width() / _DAYS, _HEAD), head, small, QColor(scheme.text_2))
        if self._day == dt.date.min:
            return
        for day in self._shown():
            self._paint_day(painter, day, self._cell(day))
        for row in range(_WEEKS):
            top = _HEAD + round((self.height() - _HEAD) * row / _WEEKS)
            horizontal(painter, 0, self.width(), top, QColor(scheme.line))
        for column in range(1, _DAYS):
            vertical(painter, round(self.width() * column / _DAYS), _HEAD, self.height(), QColor(scheme.line))
        if self.hasFocus():
            edge(painter, self._cell(self.day()), QColor(scheme.accent), tokens.FOCUS_EDGE, 0)

    def _paint_day(self, painter: QPainter, day: dt.date, cell: QRectF) -> None:
        scheme, told = scheme_of(self.palette()), self._days.get(day, MonthDay())
        inside = day.month == self._day.month
        if day == self._hovered or not inside:
            fill(painter, cell, QColor(scheme.hover if day == self._hovered else scheme.window))
        ink = scheme.accent if day == self._today else scheme.text if inside else scheme.text_3
        font = sized(self.font(), tokens.BODY, day == self._today)
        head = QRectF(cell.left() + _SIDE, cell.top() + 4, cell.width() - 2 * _SIDE, 20)
        taken = write(painter, head, str(day.day), font, QColor(ink)) + tokens.BETWEEN
        small = sized(self.font(), tokens.SMALL)
        note = QColor(scheme.text_2 if told.holiday else scheme.text_3)
        write(painter, head.adjusted(taken, 0, 0, 0), told.note, small, note)
        self._paint_lines(painter, told.lines, cell, QColor(scheme.text_2 if day < self._today else scheme.text))

    def _paint_lines(self, painter: QPainter, lines: Sequence[tuple[str, str, str]], cell: QRectF, ink: QColor) -> None:
        small, quiet = sized(self.font(), tokens.SMALL), QColor(scheme_of(self.palette()).text_2)
        whole = _placed([(icon, text) for icon, text, _number in lines], cell, small)
        short = (
            whole if len(whole) == len(lines) else _placed([(icon, told) for icon, _text, told in lines], cell, small)
        )
        for icon, text, left, top in short:
            draw_icon(painter, icon, QRectF(left, top + 3, tokens.ICON_SMALL, tokens.ICON_SMALL), quiet)
            begin = left + tokens.ICON_SMALL + tokens.INSIDE
            write(painter, QRectF(begin, top, max(0.0, cell.right() - _SIDE - begin + 1), _LINE), text, small, ink)

    def minimumSizeHint(self) -> QSize:
        return QSize(_DAYS * text_width(self.font(), "0000000"), _HEAD + _WEEKS * _TOP)


def _placed(parts: Sequence[tuple[str, str]], cell: QRectF, font: QFont) -> list[tuple[str, str, float, float]]:
    """Where icons and words stand: one after another, in the next line where there is no more room; those that fit."""
    found = []
    left, top, right = cell.left() + _SIDE, cell.top() + _TOP, cell.right() - _SIDE
    for icon, text in parts:
        wide = tokens.ICON_SMALL + tokens.INSIDE + text_width(font, text)
        if left > cell.left() + _SIDE and left + wide > right:
            left, top = cell.left() + _SIDE, top + _LINE
        if top + _LINE > cell.bottom() or left + wide > right + 1:
            break
        found.append((icon, text, left, top))
        left += wide + _SIDE
    return found
