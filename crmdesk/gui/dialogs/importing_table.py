"""The table of a trial run: what becomes of each row, old → new where something is replaced, wrong cells edged."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from crmdesk.core.words import Words
from crmdesk.gui.icons import draw_icon
from crmdesk.gui.models.importing_rows import ICON_ROLE, OLD_ROLE, RESULT, ROW, RowTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import scheme_of, sized, tabular, text_width, write
from crmdesk.gui.widgets.tables import STATE_ROLE, TONE_ROLE, CellDelegate, style_table

_ARROW = " → "
_ICON_ROOM = 22
_LEAST, _MOST, _WIDE = 72, 200, 260
_LOOKED_AT = 300
_ROW_WIDTH = 48


class RowDelegate(CellDelegate):
    """Cells of the trial run."""

    def paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        scheme = scheme_of(option.palette)
        state, old, icon = index.data(STATE_ROLE), index.data(OLD_ROLE), index.data(ICON_ROLE)
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
    """`moved` tells when another line became the current one."""

    moved = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-rows")
        self.setAccessibleName(words.gettext("Rows of the file"))
        self.rows = RowTable(words, self)
        self._natural: list[int] = []
        self.setModel(self.rows)
        style_table(self, sortable=False)
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        self.moved.emit()

    def fit_columns(self) -> None:
        """As wide as what stands in them, looking at the first lines; what room is left goes to all of them."""
        self._natural = [self._wanted(column) for column in range(self.rows.columnCount())]
        self._spread()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._spread()

    def _spread(self) -> None:
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
        wanted = text_width(sized(self.font(), tokens.SMALL), title) + side
        bold = sized(self.font(), tokens.BODY, True)
        for line in range(min(_LOOKED_AT, self.rows.rowCount())):
            index = self.rows.index(line, column)
            text = str(index.data() or "")
            if self.rows.head(column) == RESULT:
                wanted = max(wanted, text_width(self.font(), text) + _ICON_ROOM + side)
                continue
            old = index.data(OLD_ROLE)
            width = text_width(bold if old is not None else self.font(), text) + side
            width += text_width(self.font(), f"{old}{_ARROW}") if old else 0
            width += _ICON_ROOM if index.data(STATE_ROLE) else 0
            wanted = max(wanted, min(width, _WIDE if old else _MOST))
        return max(_LEAST, wanted)
