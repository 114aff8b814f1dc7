"""A table whose first column stays in sight while the others are scrolled sideways."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QHeaderView, QStyle, QStyleOptionHeader, QStyleOptionViewItem, QTableView, QWidget

from crmdesk.gui.collecting import put_off_collecting
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import fill, horizontal, scheme_of, vertical


class FrozenHeader(QHeaderView):
    """Paints the frozen section over the others; a click on it is a click on that section."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._pressed = False
        self.setObjectName("table-header")

    def setSelectionModel(self, _selection: QItemSelectionModel) -> None:
        """One of its own that stays empty: of the table's it would ask, at every repaint, whether each row is
        selected, which takes seconds where all of many are."""
        super().setSelectionModel(QItemSelectionModel(self.model(), self))

    def frozen(self) -> int:
        """The section that stays, -1 when everything is in its place."""
        if not self.offset():
            return -1
        shown = [self.logicalIndex(place) for place in range(self.count())]
        return next((section for section in shown if not self.isSectionHidden(section)), -1)

    def _over(self, point: QPoint) -> bool:
        section = self.frozen()
        return section >= 0 and point.x() < self.sectionSize(section)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        section = self.frozen()
        if section < 0:
            return
        painter = QPainter(self.viewport())
        area = QRect(0, 0, self.sectionSize(section), self.height())
        option = QStyleOptionHeader()
        self.initStyleOption(option)
        option.rect = area
        option.section = section
        option.text = str(self.model().headerData(section, Qt.Orientation.Horizontal))
        option.textAlignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == section:
            up = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            sign = QStyleOptionHeader.SortIndicator
            option.sortIndicator = sign.SortUp if up else sign.SortDown
        self.style().drawControl(QStyle.ControlElement.CE_Header, option, painter, self)
        vertical(painter, area.right(), 0, area.bottom() + 1, QColor(scheme_of(self.palette()).line_strong))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._over(event.position().toPoint()) and event.button() == Qt.MouseButton.LeftButton
        if not self._pressed:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._pressed:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._pressed:
            super().mouseReleaseEvent(event)
            return
        self._pressed = False
        if self._over(event.position().toPoint()):
            self.sectionClicked.emit(self.frozen())


class FrozenTable(QTableView):
    """A table with a `FrozenHeader`; the column at the left edge is painted over the ones scrolled under it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row_lines = False
        """Whether a line is drawn under each row, once for all of its cells."""
        self.setHorizontalHeader(FrozenHeader(self))

    def frozen_width(self) -> int:
        """How much of the left side the frozen column takes; 0 when nothing is scrolled sideways."""
        section = self._frozen()
        return self.columnWidth(section) if section >= 0 else 0

    def _frozen(self) -> int:
        header = self.horizontalHeader()
        return header.frozen() if isinstance(header, FrozenHeader) and not header.isHidden() else -1

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        section = self._frozen()
        rows = self.model().rowCount()
        if not rows or (section < 0 and not self.row_lines):
            return
        first, last = self.rowAt(event.rect().top()), self.rowAt(event.rect().bottom())
        shown = range(max(0, first), (last if last >= 0 else rows - 1) + 1)
        painter = QPainter(self.viewport())
        if section >= 0:
            self._paint_frozen(painter, event, section, shown)
        if self.row_lines:
            ink, width = QColor(scheme_of(self.palette()).line), self.viewport().width()
            for row in shown:
                below = self.rowViewportPosition(row) + self.rowHeight(row)
                horizontal(painter, 0, width, below - 1, ink)

    def _paint_frozen(self, painter: QPainter, event: QPaintEvent, section: int, shown: range) -> None:
        width, height = self.columnWidth(section), self.viewport().height()
        painter.setClipRegion(event.region() & QRegion(0, 0, width, height))
        scheme = scheme_of(self.palette())
        fill(painter, QRect(0, 0, width, height), QColor(scheme.base))
        hovered = self.rowAt(self.viewport().mapFromGlobal(self.cursor().pos()).y()) if self.underMouse() else -1
        for row in shown:
            self._paint_cell(painter, row, section, width, hovered=row == hovered)
        painter.setClipRegion(event.region())
        vertical(painter, width - 1, 0, height, QColor(scheme.line_strong))

    def _paint_cell(self, painter: QPainter, row: int, section: int, width: int, *, hovered: bool) -> None:
        index = self.model().index(row, section)
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = QRectF(0, self.rowViewportPosition(row), width, self.rowHeight(row)).toRect()
        if self.selectionModel().isSelected(index):
            option.state |= QStyle.StateFlag.State_Selected
        if hovered:
            option.state |= QStyle.StateFlag.State_MouseOver
        self.itemDelegateForIndex(index).paint(painter, option, index)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        put_off_collecting()
        if dx:
            self.viewport().update()
            self.horizontalHeader().viewport().update()

    def scrollTo(self, index, hint=QTableView.ScrollHint.EnsureVisible) -> None:
        """A cell brought into sight is not left under the frozen column."""
        super().scrollTo(index, hint)
        hidden = self.frozen_width() - self.columnViewportPosition(index.column())
        if hidden > 0 and index.column() != self._frozen() and self.frozen_width():
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - min(hidden, tokens.LIST_ROW * 20))
