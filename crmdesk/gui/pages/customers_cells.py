"""Paints the cells of the customer table straight from the model: some hundred cells stand in a window."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from crmdesk.gui.models.customer_cells import Cell, is_figure
from crmdesk.gui.models.customer_list import CustomerListModel
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import baseline, fill, scheme_of, tabular, write
from crmdesk.gui.theme.style_views import row_ground
from crmdesk.gui.widgets.badges import STAGES, paint_badge, paint_bars
from crmdesk.gui.widgets.rows import write_found

_BARS = 18
"""The room of the four bars before the word of a stage."""

Index = QModelIndex | QPersistentModelIndex


class TableDelegate(QStyledItemDelegate):
    """Texts, badges, and what was searched for in bold. The line under a row is the view's."""

    def __init__(self, model: CustomerListModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._plain = QFont()
        self._font = QFont()
        self._metrics = QFontMetricsF(self._font)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(tokens.LABEL_WIDTH_EN, tokens.TABLE_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        ground = row_ground(option, option.widget)
        if ground:
            fill(painter, rect, QColor(ground))
        cell = self._model.cell(index.row(), index.column())
        if not cell.text:
            return
        if option.font != self._plain:
            self._plain, self._font = QFont(option.font), tabular(option.font)
            self._metrics = QFontMetricsF(self._font)
        area = QRectF(rect).adjusted(tokens.BETWEEN, 0, -tokens.BETWEEN, -1)
        if cell.badge is not None or cell.matches:
            painter.save()
            self._special(painter, option, area, cell)
            painter.restore()
            return
        taken = self._metrics.horizontalAdvance(cell.text)
        text = cell.text
        if taken > area.width() + 0.5:
            text = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            taken = area.width()
        right = is_figure(self._model.columns[index.column() - 1])
        left = area.right() - taken if right else area.left()
        painter.setFont(self._font)
        painter.setPen(QColor(scheme_of(option.palette).text))
        painter.drawText(QPointF(left, baseline(area, self._metrics)), text)

    def _special(self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF, cell: Cell) -> None:
        ink = QColor(scheme_of(option.palette).text)
        if cell.badge is not None and cell.badge.kind == "stage":
            filled = STAGES.index(cell.badge.key) + 1 if cell.badge.key in STAGES else 0
            paint_bars(painter, area.left(), area.center().y() - 2 - tokens.INSIDE, filled, option.palette)
            write(painter, area.adjusted(_BARS, 0, 0, 0), cell.text, self._font, ink)
        elif cell.badge is not None:
            painter.setClipRect(area)
            paint_badge(painter, area.left(), area.center().y(), cell.badge, option.font, option.palette)
        else:
            write_found(painter, area, cell.text, self._font, (ink, ink), cell.matches)
