"""A month to pick a day from, by mouse or keyboard."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QLocale, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.words import Words
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, fill, scheme_of, sized, write
from crmdesk.gui.widgets.buttons import IconButton, LinkButton
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.popup import Popup

_CELL, _DAYS, _WEEKS = 32, 7, 6
_HEAD = 20


def month_start(day: dt.date) -> dt.date:
    """The Monday on or before the first of the month."""
    first = day.replace(day=1)
    return first - dt.timedelta(days=first.weekday())


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day some months on, or the last one where the month is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return day
    following = dt.date(year + month // 12, month % 12 + 1, 1) if (year, month) < (dt.MAXYEAR, 12) else None
    last = (following - dt.timedelta(days=1)).day if following else 31
    return dt.date(year, month, min(day.day, last))


class MonthGrid(QWidget):
    """Six weeks from Monday; arrows move by days and weeks, Page keys by months, Enter picks."""

    picked = Signal(object)
    moved = Signal(object)

    def __init__(self, locale: QLocale, today: dt.date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("month-grid")
        self._today = today
        self._day = today
        self._chosen: dt.date | None = None
        self._hovered: dt.date | None = None
        narrow = QLocale.FormatType.NarrowFormat
        self._heads = [locale.standaloneDayName(day, narrow) for day in range(1, _DAYS + 1)]
        self.setFixedSize(_CELL * _DAYS, _HEAD + _CELL * _WEEKS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def day(self) -> dt.date:
        return self._day

    def show_day(self, day: dt.date, chosen: dt.date | None) -> None:
        self._day, self._chosen = day, chosen
        self.setAccessibleName(day.isoformat())
        self.update()

    def move_to(self, day: dt.date) -> None:
        self._day = day
        self.setAccessibleName(day.isoformat())
        self.moved.emit(day)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        months = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        key = event.key()
        if key in days:
            self.move_to(dt.date.fromordinal(max(1, self._day.toordinal() + days[Qt.Key(key)])))
        elif key in months:
            self.move_to(add_months(self._day, months[Qt.Key(key)]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self._day)
        else:
            super().keyPressEvent(event)

    def _at(self, point: QPoint) -> dt.date | None:
        column, row = point.x() // _CELL, (point.y() - _HEAD) // _CELL
        if point.y() < _HEAD or not (0 <= column < _DAYS and 0 <= row < _WEEKS):
            return None
        return month_start(self._day) + dt.timedelta(days=row * _DAYS + column)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hovered = self._at(event.position().toPoint())
        self.update()

    def leaveEvent(self, _event) -> None:
        self._hovered = None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        day = self._at(event.position().toPoint())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(day)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        scheme = scheme_of(self.palette())
        small = sized(self.font(), tokens.SMALL)
        centre = Qt.AlignmentFlag.AlignHCenter
        for column, head in enumerate(self._heads):
            write(painter, QRectF(column * _CELL, 0, _CELL, _HEAD), head, small, QColor(scheme.text_2), centre)
        start = month_start(self._day)
        for place in range(_DAYS * _WEEKS):
            row, column = divmod(place, _DAYS)
            cell = QRectF(column * _CELL + 2, _HEAD + row * _CELL + 2, _CELL - 4, _CELL - 4)
            self._paint_day(painter, cell, start + dt.timedelta(days=place))

    def _paint_day(self, painter: QPainter, cell: QRectF, day: dt.date) -> None:
        scheme = scheme_of(self.palette())
        ink = scheme.text if day.month == self._day.month else scheme.text_3
        if day == self._chosen:
            fill(painter, cell, QColor(scheme.selected), tokens.RADIUS)
            ink = scheme.text
        elif day == self._hovered:
            fill(painter, cell, QColor(scheme.selected_idle if scheme.dark else scheme.hover), tokens.RADIUS)
        if day == self._day and self.hasFocus():
            edge(painter, cell, QColor(scheme.accent), tokens.FOCUS_EDGE)
        font = sized(self.font(), tokens.BODY, day == self._today)
        ink = scheme.accent if day == self._today else ink
        write(painter, cell, str(day.day), font, QColor(ink), Qt.AlignmentFlag.AlignHCenter)


class CalendarPopup(Popup):
    """Month, previous and next, the days, and Today. `picked` tells the day; Esc closes."""

    picked = Signal(object)

    def __init__(self, words: Words, today: dt.date, parent: QWidget | None = None) -> None:
        super().__init__("calendar", parent)
        _ = words.gettext
        self._locale = QLocale(words.language)
        self._chinese = words.chinese
        self._today = today
        self._title = Label(bold=True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        before = IconButton("chevron-left", _("Previous month"), name="calendar-before")
        after = IconButton("chevron-right", _("Next month"), name="calendar-after")
        before.clicked.connect(self._before)
        after.clicked.connect(self._after)
        self.grid = MonthGrid(self._locale, today)
        self.grid.picked.connect(self._pick)
        self.grid.moved.connect(self._titled)
        now = LinkButton(_("Today"), name="calendar-today")
        now.clicked.connect(self._pick_today)
        head = QHBoxLayout()
        head.addWidget(before)
        head.addWidget(self._title, 1)
        head.addWidget(after)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[tokens.BETWEEN + 1] * 4)
        column.setSpacing(tokens.INSIDE)
        column.addLayout(head)
        column.addWidget(self.grid)
        column.addWidget(now, 0, Qt.AlignmentFlag.AlignHCenter)

    def open_at(self, point: QPoint, chosen: dt.date | None) -> None:
        """Show at a place of the screen with the month of the chosen day, or of today."""
        day = chosen or self._today
        self.grid.show_day(day, chosen)
        self._titled(day)
        self.show_at(point)
        self.grid.setFocus(Qt.FocusReason.PopupFocusReason)

    def _titled(self, day: dt.date) -> None:
        if self._chinese:
            self._title.setText(f"{day.year} 年 {day.month} 月")
        else:
            self._title.setText(f"{self._locale.standaloneMonthName(day.month)} {day.year}")

    def _before(self) -> None:
        self.grid.move_to(add_months(self.grid.day(), -1))

    def _after(self) -> None:
        self.grid.move_to(add_months(self.grid.day(), 1))

    def _pick(self, day: dt.date) -> None:
        self.hide()
        self.picked.emit(day)

    def _pick_today(self) -> None:
        self._pick(self._today)
