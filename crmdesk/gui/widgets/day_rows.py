"""Rows of a day: what is to be done, why, and by when; of 52 pixels with a line below, or of 44 without one."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import box, edge, fill, horizontal, scheme_of, sized, tabular, text_width, write
from crmdesk.gui.theme.style_views import row_ground, typing_here
from crmdesk.gui.widgets.badges import Badge, badge_width, paint_badge

LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 41
SIDE_ROW = 44
_FIRST, _SECOND = 18, 36
_INDENT = tokens.ICON + tokens.AROUND
Index = QModelIndex | QPersistentModelIndex


class DayLine(Struct, frozen=True):
    """One row. `key` is what it stands for; `badge` stands behind the title, `right` at the right edge with
    `right_icon` before it. `ticked`: None without a box to be ticked, True: it was done. `acts`: which buttons it has
    while it is the current one."""

    key: tuple[str, int]
    title: str
    second: str = ""
    badge: Badge | None = None
    icon: str = ""
    ticked: bool | None = None
    right: str = ""
    right_tone: str = "text"
    right_icon: str = ""
    acts: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """All of it in words."""
        badge = self.badge.text if self.badge else ""
        return "\n".join(
            part for part in (" ".join(filter(None, (self.title, badge))), self.second, self.right) if part
        )


class DayDelegate(QStyledItemDelegate):
    """Paints `DayLine`s. `side`: without a line below and without room for an icon."""

    def __init__(self, *, side: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._side = side
        self.covered: dict[int, int] = {}
        """How many pixels at the right of a row buttons stand in."""

    @property
    def height(self) -> int:
        return SIDE_ROW if self._side else tokens.LIST_ROW

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(tokens.LABEL_WIDTH_EN, self.height)

    def tick_area(self, rect: QRectF) -> QRectF:
        """Where the box of a row is clicked: a little more than is seen of it."""
        side = tokens.CHECK_SIZE
        area = QRectF(rect.left() + tokens.AROUND, rect.top() + _FIRST - side / 2, side, side)
        return area.adjusted(-tokens.BETWEEN, -tokens.BETWEEN, tokens.BETWEEN, tokens.BETWEEN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE_ROLE)
        if not isinstance(line, DayLine):
            return
        painter.save()
        scheme, rect = scheme_of(option.palette), QRectF(option.rect)
        ground = row_ground(option, option.widget)
        if ground:
            fill(painter, rect, QColor(ground))
        self._sign(painter, option, rect, line)
        self._words(painter, option, rect, line, self.covered.get(index.row(), 0))
        if not option.state & QStyle.StateFlag.State_Selected:
            if not self._side:
                left = rect.left() + tokens.AROUND + _INDENT
                horizontal(painter, left, rect.right() - tokens.AROUND, rect.bottom() - 1, QColor(scheme.line))
            if option.state & QStyle.StateFlag.State_HasFocus and typing_here(option.widget):
                edge(painter, rect, QColor(scheme.accent), tokens.FOCUS_EDGE, 0)
        painter.restore()

    def _sign(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRectF, line: DayLine) -> None:
        scheme, side = scheme_of(option.palette), tokens.ICON
        place = QRectF(rect.left() + tokens.AROUND, rect.top() + _FIRST - side / 2, side, side)
        if line.ticked is None and line.icon:
            draw_icon(painter, line.icon, place, QColor(scheme.text_2))
        elif line.ticked:
            fill(painter, place, QColor(scheme.accent_fill), tokens.CHECK_RADIUS)
            draw_icon(painter, "check", place.adjusted(2, 2, -2, -2), QColor(scheme.on_accent))
        elif line.ticked is not None:
            box(painter, place, QColor(scheme.base), QColor(scheme.field_line), radius=tokens.CHECK_RADIUS)

    def _words(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRectF, line: DayLine, covered: int
    ) -> None:
        scheme, font = scheme_of(option.palette), option.font
        left = rect.left() + tokens.AROUND + (0 if self._side else _INDENT)
        end = rect.right() - tokens.AROUND - covered
        first, second = rect.top() + _FIRST, rect.top() + _SECOND
        if line.right and (not covered or line.right_tone == "bad"):  # what is late is said beside the buttons too
            middle = rect.center().y() if covered else first
            end = self._right(painter, option, line, end, middle) - tokens.AROUND
        below = end if covered else rect.right() - tokens.AROUND
        room = end - left
        badge = badge_width(line.badge, font) + tokens.BETWEEN if line.badge else 0
        area = QRectF(left, first - 10, max(0.0, room - badge), 20)
        ink = QColor(scheme.text_2 if line.ticked else scheme.text)
        taken = write(painter, area, line.title, font, ink)
        if line.badge:
            paint_badge(painter, left + taken + tokens.BETWEEN, first, line.badge, font, option.palette)
        small = tabular(sized(font, tokens.SMALL))
        write(painter, QRectF(left, second - 8, max(0.0, below - left), 16), line.second, small, QColor(scheme.text_2))

    def _right(
        self, painter: QPainter, option: QStyleOptionViewItem, line: DayLine, right: float, middle: float
    ) -> float:
        """What stands at the right edge; returns where it begins."""
        font, ink = tabular(option.font), QColor(getattr(scheme_of(option.palette), line.right_tone))
        width = text_width(font, line.right)
        write(painter, QRectF(right - width, middle - 10, width + 1, 20), line.right, font, ink)
        left = right - width
        if line.right_icon:
            left -= tokens.ICON_IN_TEXT + tokens.INSIDE
            draw_icon(painter, line.right_icon, QRectF(left, middle - 7, tokens.ICON_IN_TEXT, tokens.ICON_IN_TEXT), ink)
        return left
