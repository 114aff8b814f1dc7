"""How the rows of “go to” are drawn: a section's name small and grey; an icon, a title, where it belongs, its keys."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from crmdesk.gui.icons import draw_icon
from crmdesk.gui.models.goto import ENTRY_ROLE, Entry, Head
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import fill, scheme_of, sized, text_width, write

ROW, HEAD = 32, 28


class GotoDelegate(QStyledItemDelegate):
    """Draws `Head` and `Entry`."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        entry = isinstance(index.data(ENTRY_ROLE), Entry)
        return QSize(tokens.LABEL_WIDTH_EN, ROW if entry else HEAD)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ENTRY_ROLE)
        scheme = scheme_of(option.palette)
        rect = QRectF(option.rect)
        painter.save()
        if isinstance(row, Head):
            small = sized(option.font, tokens.SMALL)
            area = rect.adjusted(tokens.BETWEEN, tokens.INSIDE, -tokens.BETWEEN, 0)
            write(painter, area, row.title, small, QColor(scheme.text_2))
        elif isinstance(row, Entry):
            if option.state & QStyle.StateFlag.State_Selected:
                fill(painter, rect, QColor(scheme.selected), tokens.RADIUS)
            elif option.state & QStyle.StateFlag.State_MouseOver:
                fill(painter, rect, QColor(scheme.hover), tokens.RADIUS)
            self._entry(painter, rect.adjusted(tokens.BETWEEN, 0, -tokens.BETWEEN, 0), row, option.font, option.palette)
        painter.restore()

    def _entry(self, painter: QPainter, area: QRectF, entry: Entry, font: QFont, palette: QPalette) -> None:
        scheme = scheme_of(palette)
        small = sized(font, tokens.SMALL)
        if entry.icon:
            square = QRectF(area.left(), area.top(), tokens.ICON, area.height())
            draw_icon(painter, entry.icon, square, QColor(scheme.text_2))
        left, right = area.left() + tokens.ICON + tokens.BETWEEN, area.right()
        if entry.keys:
            width = text_width(small, entry.keys)
            keys = QRectF(right - width, area.top(), width, area.height())
            write(painter, keys, entry.keys, small, QColor(scheme.text_2), Qt.AlignmentFlag.AlignRight)
            right -= width + tokens.AROUND
        left = self._title(painter, QRectF(left, area.top(), right - left, area.height()), entry, font, palette)
        if entry.second and right - left > tokens.SECTIONS * 2:
            room = QRectF(left + tokens.AROUND, area.top(), right - left - tokens.AROUND, area.height())
            write(painter, room, entry.second, small, QColor(scheme.text_2))

    def _title(self, painter: QPainter, area: QRectF, entry: Entry, font: QFont, palette: QPalette) -> float:
        """The title with what matches in bold; returns where it ends."""
        ink = QColor(scheme_of(palette).text)
        bold = sized(font, tokens.BODY, True)
        left, at = area.left(), 0
        for start, length in (*entry.spans, (len(entry.title), 0)):
            for piece, face in ((entry.title[at:start], font), (entry.title[start : start + length], bold)):
                room = QRectF(left, area.top(), max(0.0, area.right() - left), area.height())
                if piece and room.width() > 0:
                    left += write(painter, room, piece, face, ink)
            at = start + length
        return left
