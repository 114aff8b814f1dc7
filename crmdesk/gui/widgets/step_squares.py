"""How far a complaint is: one small square for each step, and the rows of lists that show them."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, fill, horizontal, scheme_of, sized, tabular, text_width, write
from crmdesk.gui.theme.style_views import row_ground, typing_here
from crmdesk.gui.widgets.rows import Index

_SIDE, _PITCH = 8, 10
_FIRST_LINE, _SECOND_LINE = 18, 36
_PART_GAP = 14


def squares_width(of: int) -> int:
    """The room so many squares take."""
    return of * _PITCH - (_PITCH - _SIDE)


def paint_squares(painter: QPainter, left: float, middle: float, done: int, of: int, palette: QPalette) -> None:
    """`of` squares beside each other, centred on the line at `middle`, the first `done` dark."""
    scheme = scheme_of(palette)
    for place in range(of):
        ink = scheme.text_2 if place < done else scheme.line_strong
        fill(painter, QRectF(left + place * _PITCH, middle - _SIDE / 2, _SIDE, _SIDE), QColor(ink), 1)


class StepSquares(QWidget):
    """The squares as a widget; `told` says the same in words."""

    def __init__(self, done: int, of: int, told: str, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._done, self._of = done, of
        self.setAccessibleName(told)
        self.setToolTip(told)
        self.setFixedSize(squares_width(of), tokens.LINE_HEIGHTS[tokens.SMALL])

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_squares(QPainter(self), 0, self.height() / 2, self._done, self._of, self.palette())


class StepRow(Struct, frozen=True):
    """A row of 52 pixels: title and number above, squares and words below, at the right what is due.

    `done` of `of` steps are done; `second` stands behind the squares; `sign` is an icon before the number in the token
    `sign_tone`; without steps (`of` 0) the words begin at the left.
    """

    title: str
    number: str
    done: int
    of: int
    second: tuple[str, ...] = ()
    right: str = ""
    right_tone: str = "text_2"
    sign: str = ""
    sign_tone: str = "warn"


class StepRowDelegate(QStyledItemDelegate):
    """Draws `StepRow`s, which the model gives under `ROW_ROLE`."""

    ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 11

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(tokens.LABEL_WIDTH_EN, tokens.LIST_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        view, rect, scheme = option.widget, QRectF(option.rect), scheme_of(option.palette)
        if ground := row_ground(option, view):
            fill(painter, rect, QColor(ground))
        row = index.data(self.ROW_ROLE)
        if isinstance(row, StepRow):
            left, right = rect.left() + tokens.AROUND, rect.right() - tokens.AROUND
            self._first(painter, option, row, QRectF(left, rect.top() + _FIRST_LINE - 10, right - left, 20))
            self._second(painter, option, row, QRectF(left, rect.top() + _SECOND_LINE - 8, right - left, 16))
        if not option.state & QStyle.StateFlag.State_Selected:
            left, right = rect.left() + tokens.AROUND, rect.right() - tokens.AROUND
            horizontal(painter, left, right, rect.bottom() - 1, QColor(scheme.line))
            if option.state & QStyle.StateFlag.State_HasFocus and typing_here(view):
                edge(painter, rect, QColor(scheme.accent), tokens.FOCUS_EDGE, 0)
        painter.restore()

    def _first(self, painter: QPainter, option: QStyleOptionViewItem, row: StepRow, area: QRectF) -> None:
        scheme, small = scheme_of(option.palette), tabular(sized(option.font, tokens.SMALL))
        right = Qt.AlignmentFlag.AlignRight
        taken = write(painter, area, row.number, small, QColor(scheme.text_2), right)
        end = area.right() - taken - tokens.BETWEEN
        if row.sign:
            side = tokens.ICON_IN_TEXT
            place = QRectF(end - side + tokens.INSIDE, area.top(), side, area.height())
            draw_icon(painter, row.sign, place, QColor(getattr(scheme, row.sign_tone)))
            end -= side
        font = QFont(option.font)
        write(painter, QRectF(area.left(), area.top(), end - area.left(), area.height()), row.title, font,
              QColor(scheme.text))  # fmt: skip

    def _second(self, painter: QPainter, option: QStyleOptionViewItem, row: StepRow, area: QRectF) -> None:
        scheme, small = scheme_of(option.palette), sized(option.font, tokens.SMALL)
        ink = QColor(getattr(scheme, row.right_tone))
        taken = write(painter, area, row.right, small, ink, Qt.AlignmentFlag.AlignRight) if row.right else 0
        end = area.right() - taken - (tokens.BETWEEN if taken else 0)
        left = area.left()
        if row.of:
            paint_squares(painter, left, area.center().y(), row.done, row.of, option.palette)
            left += squares_width(row.of) + tokens.BETWEEN
        for part in row.second:
            if part and end - left >= min(text_width(small, part), 2 * tokens.AROUND):
                room = QRectF(left, area.top(), end - left, area.height())
                left += write(painter, room, part, small, QColor(scheme.text_2)) + _PART_GAP
