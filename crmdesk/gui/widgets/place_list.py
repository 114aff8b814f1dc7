"""Lines of a list of places: an icon and a word; the one shown is on a blue ground."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, fill, scheme_of, sized, write
from crmdesk.gui.theme.style_views import typing_here

Index = QModelIndex | QPersistentModelIndex
ICON_ROLE = int(Qt.ItemDataRole.UserRole) + 31
_ROW = 32


class PlaceDelegate(QStyledItemDelegate):
    """In a list so many pixels wide; the model gives an icon's name as ICON_ROLE."""

    def __init__(self, width: int, parent: QListView) -> None:
        super().__init__(parent)
        self._width = width

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(self._width - 2 * tokens.BETWEEN, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        scheme = scheme_of(option.palette)
        rect = QRectF(option.rect).adjusted(tokens.BETWEEN, 1, -tokens.BETWEEN, -1)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        if current:
            fill(painter, rect, QColor(scheme.selected), tokens.RADIUS)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            fill(painter, rect, QColor(scheme.hover), tokens.RADIUS)
        icon = QRectF(rect.left() + tokens.BETWEEN, rect.top(), tokens.ICON, rect.height())
        draw_icon(painter, str(index.data(ICON_ROLE)), icon, QColor(scheme.accent if current else scheme.text_2))
        left = icon.right() + tokens.BETWEEN
        area = QRectF(left, rect.top(), rect.right() - left - tokens.INSIDE, rect.height())
        write(painter, area, str(index.data()), sized(option.font, tokens.BODY, current), QColor(scheme.text))
        if option.state & QStyle.StateFlag.State_HasFocus and typing_here(option.widget):
            edge(painter, rect, QColor(scheme.accent), tokens.FOCUS_EDGE)
        painter.restore()
