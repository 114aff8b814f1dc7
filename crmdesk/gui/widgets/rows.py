"""Rows of lists: 52 pixels with a title, a quiet second line and badges at the right."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct, field
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import (
    Face,
    bold,
    edge,
    fill,
    horizontal,
    in_sight,
    scheme_of,
    sized,
    tabular,
    text_width,
    write,
)
from crmdesk.gui.theme.style_views import row_ground, typing_here
from crmdesk.gui.widgets.badges import Badge, badge_width, paint_badge, stamp_badge

_FIRST_LINE, _SECOND_LINE = 18, 36
_PART_GAP = 12
_SELECTED, _FOCUS = QStyle.StateFlag.State_Selected.value, QStyle.StateFlag.State_HasFocus.value
_GROUND = _SELECTED | QStyle.StateFlag.State_MouseOver.value
Index = QModelIndex | QPersistentModelIndex


class Row(Struct, frozen=True):
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


class _Look:
    """What the rows of a view have in common while neither its font nor its colours change."""

    def __init__(self, option: QStyleOptionViewItem) -> None:
        self.font, self.palette = QFont(option.font), QPalette(option.palette)
        self.under = ground_under(option.widget)
        scheme, small = scheme_of(self.palette), sized(self.font, tokens.SMALL)
        self.title, self.second = faces(self.font), faces(small)
        self.value, self.note = Face(tabular(self.font)), Face(tabular(small))
        self.text, self.text_2, self.line = QColor(scheme.text), QColor(scheme.text_2), QColor(scheme.line)

        self._widths: dict[Badge, int] = {}

    def width(self, badge: Badge) -> int:
        """Rows have a few badges, and these are a few different ones."""
        width = self._widths.get(badge)
        if width is None:
            width = self._widths[badge] = badge_width(badge, self.font)
        return width

    def fits(self, option: QStyleOptionViewItem) -> bool:
        return self.palette.cacheKey() == option.palette.cacheKey() and self.font == option.font


class TwoLineDelegate(QStyledItemDelegate):
    """Draws `Row`s. Override `row(index)`; by default the row is the index's value for `ROW_ROLE`."""

    ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1

    def __init__(self, *, value_column_from: int = 520, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value_from = value_column_from
        self._look: _Look | None = None

    def row(self, index: Index) -> Row | None:
        """The row at this place, or None while it is still being fetched."""
        value = index.data(self.ROW_ROLE)
        return value if isinstance(value, Row) else None

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(tokens.LABEL_WIDTH_EN, tokens.LIST_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = self._look
        if look is None or not look.fits(option):
            look = self._look = _Look(option)
        painter.save()
        view, rect = option.widget, QRectF(option.rect)
        state = option.state.value
        ground = row_ground(option, view) if state & _GROUND else ""
        if ground:
            fill(painter, rect, QColor(ground))
        if in_sight(painter, rect.adjusted(tokens.AROUND, 0, -tokens.AROUND, 0)):
            row = self.row(index)
            if row is not None:
                self._paint_row(painter, look, rect, row, QColor(ground) if ground else look.under)
            if not state & _SELECTED:
                left = rect.left() + tokens.AROUND + self._indent(row)
                horizontal(painter, left, rect.right() - tokens.AROUND, rect.bottom() - 1, look.line)
        if state & _FOCUS and not state & _SELECTED and typing_here(view):
            edge(painter, rect, QColor(scheme_of(look.palette).accent), tokens.FOCUS_EDGE, 0)
        painter.restore()

    def _indent(self, row: Row | None) -> int:
        return tokens.ICON + tokens.AROUND if row is not None and row.icon else 0

    def _paint_row(self, painter: QPainter, look: _Look, rect: QRectF, row: Row, ground: QColor | None) -> None:
        first, second = rect.top() + _FIRST_LINE, rect.top() + _SECOND_LINE
        left, right = rect.left() + tokens.AROUND, rect.right() - tokens.AROUND
        if row.icon:
            draw_icon(painter, row.icon, QRectF(left, first - 8, tokens.ICON, tokens.ICON), look.text_2)
            left += self._indent(row)
        bottom_end = self._right_side(painter, row.bottom, right, second, (look, ground), _PART_GAP)
        top_end = self._right_side(painter, row.top, right, first, (look, ground), tokens.BETWEEN)
        if row.right:
            top_end = self._right_text(painter, row, top_end, first, look)
        if row.value and rect.width() >= self._value_from:
            top_end, bottom_end = self._value(painter, row, rect, look, (top_end, bottom_end))
        title = QRectF(left, first - 10, top_end - left - tokens.BETWEEN, 20)
        write_found(painter, title, row.title, look.title, (look.text, look.text), row.matches)
        self._second(painter, row, QRectF(left, second - 8, bottom_end - left - tokens.BETWEEN, 16), look)

    def _right_side(
        self,
        painter: QPainter,
        badges: tuple[Badge, ...],
        right: float,
        middle: float,
        on: tuple[_Look, QColor | None],
        gap: int,
    ) -> float:
        """Badges from the right edge leftward; returns where they begin."""
        look, ground = on
        end = right
        for badge in reversed(badges):
            width = look.width(badge)
            if ground is None:
                paint_badge(painter, end - width, middle, badge, look.font, look.palette)
            else:
                stamp_badge(painter, int(end) - width, int(middle), badge, look.font, look.palette, ground)
            end -= width + gap
        return end

    def _right_text(self, painter: QPainter, row: Row, right: float, middle: float, look: _Look) -> float:
        width = text_width(look.font, row.right)
        ink = QColor(getattr(scheme_of(look.palette), row.right_tone))
        write(painter, QRectF(right - width, middle - 10, width, 20), row.right, look.value, ink)
        return right - width - tokens.BETWEEN

    def _value(
        self, painter: QPainter, row: Row, rect: QRectF, look: _Look, ends: tuple[float, float]
    ) -> tuple[float, float]:
        """The sorted-by column of a wide list, right-aligned on one line down the page."""
        end = rect.right() - tokens.AROUND - tokens.LABEL_WIDTH_ZH
        first, second = rect.top() + _FIRST_LINE, rect.top() + _SECOND_LINE
        room, right = tokens.LABEL_WIDTH_EN, Qt.AlignmentFlag.AlignRight
        write(painter, QRectF(end - room, first - 10, room, 20), row.value, look.value, look.text, right)
        write(painter, QRectF(end - room, second - 8, room, 16), row.value_note, look.note, look.text_2, right)
        widths = look.title[0].width(row.value), look.second[0].width(row.value_note)
        start = end - math.ceil(max(widths))
        return min(start, ends[0]), min(start, ends[1])

    def _second(self, painter: QPainter, row: Row, area: QRectF, look: _Look) -> None:
        found = (*row.second_matches, *[()] * len(row.second))
        left = area.left()
        for part, spans in zip(row.second, found, strict=False):
            room = area.right() - left
            if not part or room < tokens.AROUND:
                continue
            place = QRectF(left, area.top(), room, area.height())
            left += write_found(painter, place, part, look.second, (look.text_2, look.text), spans) + _PART_GAP


def ground_under(view: QWidget | None) -> QColor | None:
    """What a view paints under all of its rows, where that is one colour."""
    if not isinstance(view, QAbstractItemView) or not view.viewport().autoFillBackground():
        return None
    ground = view.palette().brush(view.viewport().backgroundRole())
    return ground.color() if ground.style() == Qt.BrushStyle.SolidPattern else None


def faces(font: QFont) -> tuple[Face, Face]:
    """The two faces of `write_found`: as everything is written, and as what was found is."""
    return Face(font), Face(bold(font))


def write_found(
    painter: QPainter,
    area: QRectF,
    text: str,
    faces: tuple[Face, Face],
    inks: tuple[QColor, QColor],
    spans: Sequence[tuple[int, int]],
) -> float:
    """A line in which what was searched for is bold and in the second ink; returns the width it took."""
    if not spans:
        return write(painter, area, text, faces[0], inks[0])
    left, at = area.left(), 0
    for start, length in (*spans, (len(text), 0)):
        pieces = (text[at:start], text[start : start + length])
        for piece, face, ink in zip(pieces, faces, inks, strict=True):
            room = area.right() - left
            if piece and room > 0:
                left += write(painter, QRectF(left, area.top(), room, area.height()), piece, face, ink)
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
