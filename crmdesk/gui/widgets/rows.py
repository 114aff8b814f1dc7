"""Rows of lists: 52 pixels with a title, a quiet second line and badges at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import bold, edge, fill, horizontal, scheme_of, sized, tabular, text_width, write
from crmdesk.gui.theme.style_views import row_ground, typing_here
from crmdesk.gui.widgets.badges import Badge, badge_width, paint_badge, stamp_badge

_FIRST_LINE, _SECOND_LINE = 18, 36
_PART_GAP = 12
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """What one row shows. `matches` are (start, length) in the title that the search found, `second_matches` those in
    each part of the second line."""

    title: str
    second: tuple[str, ...] = ()
    top: tuple[Badge, ...] = ()
    bottom: tuple[Badge, ...] = ()
    value: str = ""
    value_note: str = ""
    icon: str = ""
    right: str = ""
    right_tone: str = "text"
    matches: tuple[tuple[int, int], ...] = field(default=())
    second_matches: tuple[tuple[tuple[int, int], ...], ...] = field(default=())


class TwoLineDelegate(QStyledItemDelegate):
    """Draws `Row`s. Override `row(index)`; by default the row is the index's value for `ROW_ROLE`."""

    ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1

    def __init__(self, *, value_column_from: int = 520, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value_from = value_column_from

    def row(self, index: Index) -> Row | None:
        """The row at this place, or None while it is still being fetched."""
        value = index.data(self.ROW_ROLE)
        return value if isinstance(value, Row) else None

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(tokens.LABEL_WIDTH_EN, tokens.LIST_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        view = option.widget
        scheme = scheme_of(option.palette)
        rect = QRectF(option.rect)
        ground = row_ground(option, view)
        if ground:
            fill(painter, rect, QColor(ground))
        row = self.row(index)
        if row is not None:
            self._paint_row(painter, option, rect, row, QColor(ground) if ground else ground_under(view))
        if not option.state & QStyle.StateFlag.State_Selected:
            left = rect.left() + tokens.AROUND + self._indent(row)
            horizontal(painter, left, rect.right() - tokens.AROUND, rect.bottom() - 1, QColor(scheme.line))
            if option.state & QStyle.StateFlag.State_HasFocus and typing_here(view):
                edge(painter, rect, QColor(scheme.accent), tokens.FOCUS_EDGE, 0)
        painter.restore()

    def _indent(self, row: Row | None) -> int:
        return tokens.ICON + tokens.AROUND if row is not None and row.icon else 0

    def _paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRectF, row: Row, ground: QColor | None
    ) -> None:
        palette, font = option.palette, option.font
        first, second = rect.top() + _FIRST_LINE, rect.top() + _SECOND_LINE
        left, right = rect.left() + tokens.AROUND, rect.right() - tokens.AROUND
        if row.icon:
            place = QRectF(left, first - 8, tokens.ICON, tokens.ICON)
            draw_icon(painter, row.icon, place, QColor(scheme_of(palette).text_2))
            left += self._indent(row)
        look = font, palette, ground
        bottom_end = self._right_side(painter, row.bottom, right, second, look, _PART_GAP)
        top_end = self._right_side(painter, row.top, right, first, look, tokens.BETWEEN)  # over the other's upper edge
        if row.right:
            top_end = self._right_text(painter, row, top_end, first, font, palette)
        if row.value and rect.width() >= self._value_from:
            top_end, bottom_end = self._value(painter, row, rect, first, second, font, palette, (top_end, bottom_end))
        self._title(painter, row, QRectF(left, first - 10, top_end - left - tokens.BETWEEN, 20), font, palette)
        self._second(painter, row, QRectF(left, second - 8, bottom_end - left - tokens.BETWEEN, 16), font, palette)

    def _right_side(
        self,
        painter: QPainter,
        badges: tuple[Badge, ...],
        right: float,
        middle: float,
        look: tuple[QFont, QPalette, QColor | None],
        gap: int,
    ) -> float:
        """Badges from the right edge leftward; returns where they begin."""
        font, palette, ground = look
        end = right
        for badge in reversed(badges):
            width = badge_width(badge, font)
            if ground is None:
                paint_badge(painter, end - width, middle, badge, font, palette)
            else:
                stamp_badge(painter, int(end) - width, int(middle), badge, font, palette, ground)
            end -= width + gap
        return end

    def _right_text(
        self, painter: QPainter, row: Row, right: float, middle: float, font: QFont, palette: QPalette
    ) -> float:
        width = text_width(font, row.right)
        ink = QColor(getattr(scheme_of(palette), row.right_tone))
        write(painter, QRectF(right - width, middle - 10, width, 20), row.right, tabular(font), ink)
        return right - width - tokens.BETWEEN

    def _value(
        self,
        painter: QPainter,
        row: Row,
        rect: QRectF,
        first: float,
        second: float,
        font: QFont,
        palette: QPalette,
        ends: tuple[float, float],
    ) -> tuple[float, float]:
        """The sorted-by column of a wide list, right-aligned on one line down the page."""
        scheme = scheme_of(palette)
        end = rect.right() - tokens.AROUND - tokens.LABEL_WIDTH_ZH
        small = sized(font, tokens.SMALL)
        right = Qt.AlignmentFlag.AlignRight
        room = tokens.LABEL_WIDTH_EN
        write(painter, QRectF(end - room, first - 10, room, 20), row.value, tabular(font), QColor(scheme.text), right)
        note = QRectF(end - room, second - 8, room, 16)
        write(painter, note, row.value_note, tabular(small), QColor(scheme.text_2), right)
        start = end - max(text_width(font, row.value), text_width(small, row.value_note))
        return min(start, ends[0]), min(start, ends[1])

    def _title(self, painter: QPainter, row: Row, area: QRectF, font: QFont, palette: QPalette) -> None:
        ink = QColor(scheme_of(palette).text)
        write_found(painter, area, row.title, font, (ink, ink), row.matches)

    def _second(self, painter: QPainter, row: Row, area: QRectF, font: QFont, palette: QPalette) -> None:
        small = sized(font, tokens.SMALL)
        scheme = scheme_of(palette)
        inks = QColor(scheme.text_2), QColor(scheme.text)
        found = (*row.second_matches, *[()] * len(row.second))
        left = area.left()
        for part, spans in zip(row.second, found, strict=False):
            room = area.right() - left
            if not part or room < tokens.AROUND:
                continue
            place = QRectF(left, area.top(), room, area.height())
            left += write_found(painter, place, part, small, inks, spans) + _PART_GAP


def ground_under(view: QWidget | None) -> QColor | None:
    """What a view paints under all of its rows, where that is one colour."""
    if not isinstance(view, QAbstractItemView) or not view.viewport().autoFillBackground():
        return None
    ground = view.palette().brush(view.viewport().backgroundRole())
    return ground.color() if ground.style() == Qt.BrushStyle.SolidPattern else None


def write_found(
    painter: QPainter,
    area: QRectF,
    text: str,
    font: QFont,
    inks: tuple[QColor, QColor],
    spans: Sequence[tuple[int, int]],
) -> float:
    """A line in which what was searched for is bold and in the second ink; returns the width it took."""
    if not spans:
        return write(painter, area, text, font, inks[0])
    heavy = bold(font)
    left, at = area.left(), 0
    for start, length in (*spans, (len(text), 0)):
        pieces = ((text[at:start], font, inks[0]), (text[start : start + length], heavy, inks[1]))
        for piece, face, ink in pieces:
            room = QRectF(left, area.top(), max(0.0, area.right() - left), area.height())
            if piece and room.width() > 0:
                left += write(painter, room, piece, face, ink)
        at = start + length
    return left - area.left()


def style_list(view: QListView) -> None:
    """Make a list one of 52-pixel rows: hover, whole-row selection by id kept by the model, no frame."""
    view.setFrameShape(QAbstractItemView.Shape.NoFrame)
    view.setUniformItemSizes(True)
    view.setMouseTracking(True)
    view.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.verticalScrollBar().setSingleStep(tokens.LIST_ROW)
