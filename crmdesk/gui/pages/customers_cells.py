"""Paints the cells of the customer table straight from the model: some hundred cells stand in a window."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from crmdesk.gui.models.customer_cells import Cell, is_figure
from crmdesk.gui.models.customer_list import CustomerListModel
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import fill, scheme_of, tabular
from crmdesk.gui.theme.style_views import row_ground
from crmdesk.gui.widgets.badges import Badge, badge_width, paint_badge, stamp_badge
from crmdesk.gui.widgets.rows import faces, ground_under, write_found

_CHANGED_GROUND = (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver).value
_BARS = 18
"""The room of the four bars before the word of a stage."""

Index = QModelIndex | QPersistentModelIndex


class TableDelegate(QStyledItemDelegate):
    """Texts, badges, and what was searched for in bold. The line under a row is the view's."""

    def __init__(self, model: CustomerListModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._plain = QFont()
        self._faces = faces(self._plain)
        self._palette = 0
        self._ink = QColor()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(tokens.LABEL_WIDTH_EN, tokens.TABLE_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        ground = row_ground(option, option.widget) if option.state.value & _CHANGED_GROUND else ""
        if ground:
            fill(painter, rect, QColor(ground))
        cell = self._model.cell(index.row(), index.column())
        if not cell.text:
            return
        self._take(option)
        area = QRectF(rect.x() + tokens.BETWEEN, rect.y(), rect.width() - 2 * tokens.BETWEEN, rect.height() - 1)
        if cell.badge is not None and cell.badge.kind == "stage":
            self._stamp(painter, option, replace(cell.badge, text=""), ground)
            area.setLeft(area.left() + _BARS)
        elif cell.badge is not None and badge_width(cell.badge, option.font) <= area.width():
            self._stamp(painter, option, cell.badge, ground)
            return
        elif cell.badge is not None or cell.matches:
            painter.save()
            self._special(painter, option, area, cell)
            painter.restore()
            return
        face, text, room = self._faces[0], cell.text, area.width()
        taken = face.width(text)
        if taken > room + 0.5:
            text, taken = face.metrics.elidedText(text, Qt.TextElideMode.ElideRight, room), room
        right = is_figure(self._model.columns[index.column() - 1])
        left = area.right() - taken if right else area.left()
        painter.setFont(face.font)
        painter.setPen(self._ink)
        painter.drawText(QPointF(left, face.baseline(area.top(), area.height())), text)

    def _take(self, option: QStyleOptionViewItem) -> None:
        """Font and colour, which are the same for all cells of a painting."""
        if option.font != self._plain:
            self._plain = QFont(option.font)
            self._faces = faces(tabular(self._plain))
        if option.palette.cacheKey() != self._palette:
            self._palette, self._ink = option.palette.cacheKey(), QColor(scheme_of(option.palette).text)

    def _stamp(self, painter: QPainter, option: QStyleOptionViewItem, badge: Badge, ground: str) -> None:
        rect = option.rect
        under = QColor(ground) if ground else ground_under(option.widget)
        left, middle = rect.x() + tokens.BETWEEN, rect.y() + rect.height() // 2
        painter.save()
        if under is None:
            paint_badge(painter, left, middle, badge, option.font, option.palette)
        else:
            stamp_badge(painter, left, middle, badge, option.font, option.palette, under)
        painter.restore()

    def _special(self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF, cell: Cell) -> None:
        if cell.badge is not None:
            painter.setClipRect(area)
            paint_badge(painter, area.left(), area.center().y(), cell.badge, option.font, option.palette)
        else:
            write_found(painter, area, cell.text, self._faces, (self._ink, self._ink), cell.matches)
