"""Tables of 28-pixel rows with quiet headers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    Qt,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, fill, horizontal, scheme_of, tabular, write
from crmdesk.gui.theme.style_views import row_ground, typing_here
from crmdesk.gui.widgets.badges import Badge, paint_badge

TONE_ROLE = int(Qt.ItemDataRole.UserRole) + 11
STATE_ROLE = int(Qt.ItemDataRole.UserRole) + 12
BADGE_ROLE = int(Qt.ItemDataRole.UserRole) + 13


class CellDelegate(QStyledItemDelegate):
    """A cell with 8 pixels at each side and a line below.

    `TONE_ROLE` gives a token for the words (`text_2`, `bad` …), `STATE_ROLE` `bad` or `warn` edges and tints the cell,
    `BADGE_ROLE` a badge that is painted in place of the words.
    """

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.font = tabular(option.font)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        scheme = scheme_of(option.palette)
        rect = QRectF(option.rect)
        painter.save()
        ground = row_ground(shown, option.widget)
        if ground:
            fill(painter, rect, QColor(ground))
        horizontal(painter, rect.left(), rect.right(), rect.bottom() - 1, QColor(scheme.line))
        state = index.data(STATE_ROLE)
        if state in ("bad", "warn"):
            fill(painter, rect, QColor(getattr(scheme, f"{state}_tint")))
            edge(painter, rect, QColor(getattr(scheme, state)), 1, 0)
        self.paint_words(painter, shown, rect.adjusted(tokens.BETWEEN, 0, -tokens.BETWEEN, -1), index)
        if shown.state & QStyle.StateFlag.State_HasFocus and self._one_cell(option) and typing_here(option.widget):
            edge(painter, rect, QColor(scheme.accent), tokens.FOCUS_EDGE, 0)
        painter.restore()

    def paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """What stands in the cell; override for anything but one line of text or a badge."""
        badge = index.data(BADGE_ROLE)
        if isinstance(badge, Badge):
            painter.setClipRect(area)
            paint_badge(painter, area.left(), area.center().y(), badge, option.font, option.palette)
            return
        tone = index.data(TONE_ROLE) or "text"
        ink = QColor(getattr(scheme_of(option.palette), str(tone)))
        align = option.displayAlignment & Qt.AlignmentFlag.AlignHorizontal_Mask
        left = area.left()
        if not option.icon.isNull():
            place = QRectF(left, area.top(), tokens.ICON, area.height()).toRect()
            option.icon.paint(painter, place)
            area = area.adjusted(tokens.ICON + tokens.INSIDE + 2, 0, 0, 0)
        write(painter, area, option.text, option.font, ink, align or Qt.AlignmentFlag.AlignLeft)

    @staticmethod
    def _one_cell(option: QStyleOptionViewItem) -> bool:
        view = option.widget
        if not isinstance(view, QAbstractItemView):
            return False
        whole_rows = view.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows
        return not whole_rows or not option.state & QStyle.StateFlag.State_Selected


def style_table(table: QTableView, *, sortable: bool = True) -> None:
    """Rows and header 28 high, no grid, whole rows selected, columns movable by hand."""
    table.setFrameShape(QAbstractItemView.Shape.NoFrame)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setCornerButtonEnabled(False)
    table.setMouseTracking(True)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setItemDelegate(CellDelegate(table))
    rows = table.verticalHeader()
    rows.hide()
    rows.setMinimumSectionSize(tokens.TABLE_ROW)
    rows.setDefaultSectionSize(tokens.TABLE_ROW)
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setFixedHeight(tokens.TABLE_ROW)
    header.setMinimumSectionSize(tokens.NAVIGATION_FOLDED)
    header.setSectionsClickable(sortable)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for each in (rows, header) if table.model() is not None else ():
        # with the table's own one, Qt asks every row about every heading: 2.7 s for 130,000 selected rows
        each.setSelectionModel(QItemSelectionModel(table.model(), each))
    if sortable:
        table.setSortingEnabled(True)


def lines_table(
    model: QAbstractItemModel,
    widths: Mapping[int, int],
    *,
    name: str,
    label: str,
    menu: Callable[[QPoint], None] | None = None,
    stretched: int | None = None,
) -> QTableView:
    """The table of a dialog, one row chosen at a time; it keeps `model`. The `stretched` column, else the last one,
    takes the room left; `menu` is called with a place inside the table."""
    table = QTableView()
    table.setObjectName(name)
    table.setAccessibleName(label)
    model.setParent(table)
    table.setModel(model)
    style_table(table, sortable=False)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    header = table.horizontalHeader()
    for column, width in widths.items():
        header.resizeSection(column, width)
    if stretched is None:
        header.setStretchLastSection(True)
    else:
        header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
    if menu is not None:
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(menu)
    return table


def inset(shown: QWidget) -> QVBoxLayout:
    """What keeps a table clear of both edges of its page or dialog."""
    column = QVBoxLayout()
    column.setContentsMargins(tokens.BETWEEN, 0, tokens.BETWEEN, 0)
    column.addWidget(shown)
    return column
