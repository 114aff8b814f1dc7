"""The table of a trial run: what becomes of each row, old → new where something is replaced, wrong cells edged."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from crmdesk.core.words import Words
from crmdesk.gui.dialogs.importing_mending import Input
from crmdesk.gui.icons import draw_icon
from crmdesk.gui.models.importing_rows import CHOSEN_ROLE, ICON_ROLE, OLD_ROLE, RESULT, ROW, RowTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import dot, edge, scheme_of, sized, tabular, text_width, write
from crmdesk.gui.theme.style_views import typing_here
from crmdesk.gui.widgets.tables import STATE_ROLE, TONE_ROLE, CellDelegate, style_table

_ARROW = " → "
_ICON_ROOM = 22
_LEAST, _MOST, _WIDE = 72, 200, 260
_LOOKED_AT = 300
_ROW_WIDTH = 48
_DOT = 2.5
_SORT_ROOM = 12
_BAR = 10


class RowDelegate(CellDelegate):
    """Cells of the trial run; the current one has an edge, since it is the one that typing changes."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        here = option.state & QStyle.StateFlag.State_HasFocus and typing_here(option.widget)
        if here and index.flags() & Qt.ItemFlag.ItemIsEditable:
            painter.save()
            edge(painter, QRectF(option.rect), QColor(scheme_of(option.palette).accent), tokens.FOCUS_EDGE, 0)
            painter.restore()

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        title = str(index.model().headerData(index.column(), Qt.Orientation.Horizontal))
        return Input(width=0, name="import-cell-text", label=title, parent=parent)

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if isinstance(editor, Input):
            model.setData(index, editor.text())

    def paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        scheme = scheme_of(option.palette)
        state, old, icon = index.data(STATE_ROLE), index.data(OLD_ROLE), index.data(ICON_ROLE)
        if index.data(CHOSEN_ROLE):
            dot(painter, QPointF(area.left(), area.center().y()), _DOT, QColor(scheme.accent))
        if icon:
            ink = QColor(getattr(scheme, str(index.data(TONE_ROLE))))
            draw_icon(painter, icon, QRectF(area.left(), area.top(), tokens.ICON_IN_TEXT, area.height()), ink)
            area = area.adjusted(_ICON_ROOM, 0, 0, 0)
        if state in ("bad", "warn"):
            place = QRectF(area.right() - tokens.ICON_IN_TEXT, area.top(), tokens.ICON_IN_TEXT, area.height())
            draw_icon(painter, "error" if state == "bad" else "warning", place, QColor(getattr(scheme, state)))
            area = area.adjusted(0, 0, -_ICON_ROOM, 0)
        if old is None:
            super().paint_words(painter, option, area, index)
        else:
            self._change(painter, option, area, str(old))

    @staticmethod
    def _change(painter: QPainter, option: QStyleOptionViewItem, area: QRectF, old: str) -> None:
        """The old value struck out, the new one in bold; where the room is short the old one gives way."""
        scheme = scheme_of(option.palette)
        bold = sized(option.font, tokens.BODY, True)
        if old:
            struck = tabular(option.font)
            struck.setStrikeOut(True)
            arrow = text_width(option.font, _ARROW)
            room = max(area.width() - arrow - text_width(bold, option.text), min(area.width() / 3, 40))
            grey = QColor(scheme.text_2)
            taken = write(painter, QRectF(area.left(), area.top(), room, area.height()), old, struck, grey)
            area = area.adjusted(taken, 0, 0, 0)
            write(painter, area, _ARROW, option.font, grey)
            area = area.adjusted(arrow, 0, 0, 0)
        write(painter, area, option.text, bold, QColor(scheme.text))


class RowView(QTableView):
    """`moved` tells when another line became the current one, `sort_asked` the head of a column that was clicked,
    `emptied` that the current cell is to be empty, `menu_asked` where a menu for the selected lines is to open."""

    moved = Signal()
    sort_asked = Signal(str)
    emptied = Signal()
    menu_asked = Signal(object)
    edited = Signal()
    """Typing into a cell is over."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-rows")
        self.setAccessibleName(words.gettext("Rows of the file"))
        self.rows = RowTable(words, self)
        self._natural: list[int] = []
        self._fitted: tuple[str, ...] = ()
        self.setModel(self.rows)
        style_table(self, sortable=False)
        delegate = RowDelegate(self)
        delegate.closeEditor.connect(self._edited)
        self.setItemDelegate(delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        header = self.horizontalHeader()
        # asked whether whole columns are selected, Qt would ask the flags of every cell: seconds with 100,000 rows
        header.setSelectionModel(QItemSelectionModel(self.rows, header))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sectionClicked.connect(self._head_clicked)

    def _head_clicked(self, section: int) -> None:
        self.sort_asked.emit(self.rows.head(section))

    def show_order(self, head: str, *, down: bool) -> None:
        """The sign in the header; '' for the file's own order."""
        columns = range(self.rows.columnCount())
        section = next((i for i in columns if head and self.rows.head(i) == head), -1)
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(section, order)

    @property
    def editing(self) -> bool:
        return self.state() == QAbstractItemView.State.EditingState

    def lines(self) -> list[int]:
        """The selected lines."""
        found: set[int] = set()
        for first, last in self._selected():
            found.update(range(first, last + 1))
        return sorted(found)

    def selected_count(self) -> int:
        return sum(last - first + 1 for first, last in self._selected())

    def _selected(self) -> list[tuple[int, int]]:
        """First and last line of each stretch that is selected."""
        selection = self.selectionModel().selection()
        return [(selection.at(i).top(), selection.at(i).bottom()) for i in range(selection.count())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete empties the current cell; a space begins no text, and Enter belongs to the dialog."""
        ours = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        keys = QKeySequence.StandardKey
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.emptied.emit()
        elif event.key() in ours or event.matches(keys.Undo) or event.matches(keys.Redo):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the mouse where it is, by the key at the current line."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).bottomLeft()
        else:
            place = self.viewport().mapFromGlobal(event.globalPos())
        self.menu_asked.emit(self.viewport().mapToGlobal(place))

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Not below the scroll bar, which lies over the rows."""
        super().scrollTo(index, hint)
        room = self.viewport().height() - (_BAR if self.horizontalScrollBar().maximum() > 0 else 0)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + max(0, self.visualRect(index).bottom() + 1 - room))

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        self.moved.emit()

    def _edited(self, _editor: QWidget, _hint: QAbstractItemDelegate.EndEditHint) -> None:
        self.edited.emit()

    def fit_columns(self) -> None:
        """As wide as what stands in them, looking at the first lines; what room is left goes to all of them. Widths
        that were changed by hand stay while the columns do."""
        heads = tuple(self.rows.head(column) for column in range(self.rows.columnCount()))
        if heads != self._fitted and self.rows.rowCount():
            self._fitted = heads
            self._natural = [self._wanted(column) for column in range(len(heads))]
            self._spread()
        elif heads == self._fitted and RESULT in heads:
            self._widen_result(heads.index(RESULT))

    def _widen_result(self, column: int) -> None:
        """Rows can come to another result, in longer words, after the columns were fitted."""
        wanted = self._wanted(column)
        if wanted > self.columnWidth(column):
            self.setColumnWidth(column, wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._spread()
        if event.size().height() < event.oldSize().height() and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _spread(self) -> None:
        if len(self._natural) != self.rows.columnCount():
            return
        widths = list(self._natural)
        spare = self.viewport().width() - sum(widths)
        grown = [i for i in range(len(widths)) if self.rows.head(i) not in (ROW, RESULT)]
        for column in grown:
            widths[column] += max(0, spare // len(grown))
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        self.horizontalHeader().setStretchLastSection(spare > 0)

    def _wanted(self, column: int) -> int:
        title = str(self.rows.headerData(column, Qt.Orientation.Horizontal))
        side = 2 * tokens.BETWEEN + 2
        if self.rows.head(column) == ROW:
            return max(_ROW_WIDTH, text_width(self.font(), str(self.rows.rowCount() + 1_000)) + side)
        wanted = text_width(sized(self.font(), tokens.SMALL), title) + side + _SORT_ROOM
        if self.rows.head(column) == RESULT:
            room = _ICON_ROOM + side
            return max(_LEAST, wanted, *(text_width(self.font(), words) + room for words in self.rows.results()))
        for line in range(min(_LOOKED_AT, self.rows.rowCount())):
            wanted = max(wanted, self._cell_width(self.rows.index(line, column)) + side)
        return max(_LEAST, wanted)

    def _cell_width(self, index: QModelIndex) -> int:
        old, text = index.data(OLD_ROLE), str(index.data() or "")
        width = text_width(self.font() if old is None else sized(self.font(), tokens.BODY, True), text)
        width += text_width(self.font(), f"{old}{_ARROW}") if old else 0
        width += _ICON_ROOM if index.data(STATE_ROLE) else 0
        return min(width, _WIDE if old else _MOST)
