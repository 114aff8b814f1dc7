"""The table of a file's orders: unfolded by Right and by the arrow before the number."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem

from crmdesk.gui.forms.file_table import FileTable
from crmdesk.gui.icons import draw_icon
from crmdesk.gui.models.file_orders import (
    AMOUNT,
    DATE,
    DEPTH_ROLE,
    DUE,
    FOLD_ROLE,
    NUMBER,
    PAID,
    STATE,
    WHAT,
    Entry,
    FileOrders,
)
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import colour, tabular, text_width
from crmdesk.gui.widgets.badges import badge_width
from crmdesk.gui.widgets.tables import CellDelegate

_WIDTHS = {NUMBER: 108, DATE: 104, AMOUNT: 104, PAID: 104, DUE: 104}
_NUMBER, _AMOUNTS = 100, (AMOUNT, PAID, DUE)
_LEAST_STATE, _MEASURED = 88, 100
_ROOMY = 760
_LEAST_WHAT = 96
_ARROW = tokens.ICON_SMALL + tokens.INSIDE


class _Delegate(CellDelegate):
    """The arrow and the indent before the number."""

    def paint_words(self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF, index) -> None:
        if index.column() == NUMBER:
            fold = index.data(FOLD_ROLE)
            if fold:
                place = QRectF(area.left() - tokens.INSIDE, area.top(), tokens.ICON_SMALL, area.height())
                sign = "chevron-down" if fold == "open" else "chevron-right"
                draw_icon(painter, sign, place, QColor(colour(option.palette, "text_2")))
            indent = _ARROW + (tokens.AROUND if index.data(DEPTH_ROLE) else 0)
            area = area.adjusted(indent - tokens.INSIDE, 0, 0, 0)
        super().paint_words(painter, option, area, index)


class FileOrdersTable(FileTable):
    """Lines are `Entry`s."""

    entries: FileOrders

    def __init__(self, model: FileOrders, label: str) -> None:
        super().__init__(model, name="file-orders", label=label)
        self.setItemDelegate(_Delegate(self))

    def key_of(self, line: Entry) -> tuple[str, int]:
        return line.key

    def press(self, line: Entry, key: int) -> bool:
        if key not in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            return False
        self._fold(line, key == Qt.Key.Key_Right)
        return True

    def _fold(self, entry: Entry, whether: bool) -> None:
        """Unfold an order, fold it, or go from what belongs to it back to it."""
        if entry.under is not None and not whether:
            self.go_to(("OrderRow", entry.under))
        elif self.entries.folds(entry):
            self.entries.unfold(entry.thing.id, whether)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        entry = self.entries.line(index.row())
        if entry is None or index.column() != NUMBER or event.button() != Qt.MouseButton.LeftButton:
            return
        arrow = self.visualRect(index).left() + tokens.BETWEEN + _ARROW
        if event.position().x() <= arrow and self.entries.folds(entry):
            self.entries.unfold(entry.thing.id, entry.thing.id not in self.entries.unfolded)

    def _state_width(self) -> int:
        badges = (self.entries.badge(entry, STATE) for entry in self.entries.lines[:_MEASURED])
        widest = max((badge_width(each, self.font()) for each in badges if each is not None), default=0)
        return max(_LEAST_STATE, widest + 2 * tokens.BETWEEN)

    def _narrow(self) -> dict[int, int]:
        """As wide as what stands in them."""
        entries, figures = self.entries.lines[:_MEASURED], tabular(self.font())
        heads = self.horizontalHeader().sectionSizeHint
        widths = {NUMBER: _NUMBER}
        for column in (DATE, *_AMOUNTS):
            widest = max((text_width(figures, self.entries.text(each, column)) for each in entries), default=0)
            widths[column] = max(heads(column), widest + 2 * tokens.BETWEEN + 2)
        return widths

    def fit(self) -> None:
        """What it is takes the room that is left; the state is as wide as the widest of them."""
        room = self.viewport().width()
        widths = {**(_WIDTHS if room >= _ROOMY else self._narrow()), STATE: self._state_width()}
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rest = room - sum(widths.values())
        for column, width in {**widths, WHAT: max(_LEAST_WHAT, rest)}.items():
            header.resizeSection(column, width)
