"""A day of a week as a column: its name and date, what it brings in short lines; a click shows the day."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QHelpEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolTip

from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed, edge, fill, horizontal, scheme_of, sized, vertical, write

_HEAD = 52
_LINE = 24
_SIDE = tokens.BETWEEN


class ColumnLine(Struct, frozen=True):
    """One short line; `tone` is the token of its icon and words."""

    icon: str
    text: str
    tone: str = "text"


class ColumnDay(Struct, frozen=True):
    """What a column shows. `more`: what the lines leave out; `told`: all of it for those who do not see it."""

    name: str
    date: str
    note: str = ""
    lines: tuple[ColumnLine, ...] = ()
    today: bool = False
    over: bool = False
    told: str = ""


class DayColumn(QAbstractButton):
    """`opened`: the day is to be shown; `side_asked`: the keyboard goes to the next column (1) or the one before."""

    opened = Signal()
    side_asked = Signal(int)

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self._day = ColumnDay("", "")
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFont(as_typed(QFont(self.font())))
        self.clicked.connect(self.opened)

    def show_column(self, day: ColumnDay) -> None:
        if day != self._day:
            self._day = day
            self.setText(f"{day.name} {day.date}")
            self.setAccessibleName(f"{day.name} {day.date}")
            self.setAccessibleDescription(day.told)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(tokens.LABEL_WIDTH_EN, _HEAD + 8 * _LINE)

    def _fitting(self) -> int:
        """How many lines have room."""
        return max(0, int((self.height() - _HEAD - tokens.BETWEEN) // _LINE))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._day.told, self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sides = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif plain and event.key() in sides:
            self.side_asked.emit(sides[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, scheme, rect = QPainter(self), scheme_of(self.palette()), QRectF(self.rect())
        if self.isDown() or self.underMouse():
            fill(painter, rect, QColor(scheme.selected_idle if self.isDown() else scheme.hover))
        vertical(painter, rect.width() - 1, 0, rect.height(), QColor(scheme.line))
        horizontal(painter, 0, rect.width(), _HEAD - 1, QColor(scheme.line))
        room = rect.width() - 2 * _SIDE - 1
        bold = sized(self.font(), tokens.BODY, True)
        ink = QColor(scheme.accent if self._day.today else scheme.text)
        taken = write(painter, QRectF(_SIDE, 8, room, 20), self._day.name, bold, ink)
        left = _SIDE + taken + tokens.BETWEEN
        write(painter, QRectF(left, 8, rect.width() - left - _SIDE, 20), self._day.date, self.font(), ink)
        small = sized(self.font(), tokens.SMALL)
        write(painter, QRectF(_SIDE, 28, room, 16), self._day.note, small, QColor(scheme.text_2))
        self._lines(painter, room)
        if self.hasFocus():
            edge(painter, rect.adjusted(0, 0, -1, 0), QColor(scheme.accent), tokens.FOCUS_EDGE, 0)

    def _lines(self, painter: QPainter, room: float) -> None:
        scheme, top = scheme_of(self.palette()), float(_HEAD + tokens.INSIDE)
        lines, fitting = self._day.lines, self._fitting()
        cut = len(lines) > fitting
        for line in lines[: fitting - 1 if cut else fitting]:
            ink = QColor(getattr(scheme, "text_2" if self._day.over else line.tone))
            sign = QColor(getattr(scheme, line.tone if line.tone != "text" else "text_2"))
            draw_icon(painter, line.icon, QRectF(_SIDE, top + 5, tokens.ICON_IN_TEXT, tokens.ICON_IN_TEXT), sign)
            left = _SIDE + tokens.ICON_IN_TEXT + tokens.INSIDE + 2
            write(painter, QRectF(left, top + 2, room + _SIDE - left, 20), line.text, self.font(), ink)
            top += _LINE
        if cut:
            write(painter, QRectF(_SIDE, top + 2, room, 20), "…", self.font(), QColor(scheme.text_2))
