"""Cells that say how far somebody rose or fell: a triangle with a number, or with the level before and after."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPolygonF
from PySide6.QtWidgets import QStyleOptionViewItem

from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import scheme_of, text_width, write
from crmdesk.gui.widgets.tables import CellDelegate

MOVED_ROLE = int(Qt.ItemDataRole.UserRole) + 14
_WIDE, _HIGH = 7, 4
_ROOM = 14


class Moved(Struct, frozen=True):
    """`by`: above zero up, below zero down. `before` is empty for a bare number, which stands at the right."""

    by: int
    after: str
    before: str = ""
    tone: str = "text_2"


class MovedDelegate(CellDelegate):
    """Paints what `MOVED_ROLE` gives; other cells as always."""

    def paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        moved = index.data(MOVED_ROLE)
        if not isinstance(moved, Moved):
            super().paint_words(painter, option, area, index)
            return
        scheme = scheme_of(option.palette)
        ink, quiet = QColor(scheme.text), QColor(scheme.text_2)
        if not moved.before:
            tone = ink if moved.by else quiet
            taken = write(painter, area, moved.after, option.font, tone, Qt.AlignmentFlag.AlignRight)
            if moved.by:
                _triangle(painter, area.right() - taken - _ROOM, area.center().y(), moved.by, QColor(scheme.text_2))
            return
        _triangle(painter, area.left(), area.center().y(), moved.by, QColor(getattr(scheme, moved.tone)))
        left = area.left() + _ROOM
        taken = write(painter, area.adjusted(_ROOM, 0, 0, 0), moved.before, option.font, quiet)
        if moved.after:
            left += taken + tokens.INSIDE
            draw_icon(painter, "arrow-right", QRectF(left, area.top(), tokens.ICON_IN_TEXT, area.height()), quiet)
            left += tokens.ICON_IN_TEXT + tokens.INSIDE
            write(painter, QRectF(left, area.top(), area.right() - left, area.height()), moved.after, option.font, ink)


def moved_width(font: QFont, before: str, after: str) -> int:
    """The room a move between two levels takes."""
    return text_width(font, before) + text_width(font, after) + _ROOM + tokens.ICON_IN_TEXT + 2 * tokens.INSIDE


def _triangle(painter: QPainter, left: float, middle: float, by: int, ink: QColor) -> None:
    """7 × 4, pointing up or down; nothing for who stayed."""
    if not by:
        return
    tip, base = (middle - _HIGH / 2, middle + _HIGH / 2) if by > 0 else (middle + _HIGH / 2, middle - _HIGH / 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPolygon(QPolygonF([QPointF(left, base), QPointF(left + _WIDE, base), QPointF(left + _WIDE / 2, tip)]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
