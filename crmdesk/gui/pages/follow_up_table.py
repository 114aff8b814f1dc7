"""A table of the page Follow-up: one line at a time, opened by Enter or a double click; its columns remember."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from crmdesk.core import days
from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed, text_width
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.tables import style_table

Index = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LEAST_STRETCHED = 200
DAY = -1
"""The width of a column of days that may be past."""


class FollowUpTable(QTableView):
    """`opened`: a line; `menu_asked`: a line and a place on the screen; `moved`: another line is the current one.

    `widths` of the columns from the left (`DAY` for days); the first of 0 takes the room that is left. `spare` are
    columns that go, the first one first, where that one would get too little.
    """

    opened = Signal(object)
    menu_asked = Signal(object, QPoint)
    moved = Signal()

    def __init__(
        self,
        ui: Ui,
        model: PlainTable[Any],
        widths: Sequence[int],
        *,
        name: str,
        label: str,
        spare: Sequence[int] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ui, self._lines, self._spare = ui, model, tuple(spare)
        self._left_out: set[int] = set()
        self._stretched = list(widths).index(0) if 0 in widths else -1
        day = text_width(self.font(), days.widest(ui.desk.today(), ui.words)) + 2 * tokens.BETWEEN + 2
        self._widths = tuple(day if width == DAY else width for width in widths)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFont(as_typed(QFont(self.font())))
        model.setParent(self)
        self.setModel(model)
        style_table(self, sortable=False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self.moved)
        self._arrange()

    def _arrange(self) -> None:
        header = self.horizontalHeader()
        header.setMinimumSectionSize(tokens.SECTIONS)
        headings = self._lines.headings()
        for column, width in enumerate(self._widths):
            needed = text_width(header.font(), headings[column]) + 2 * tokens.BETWEEN + 2
            self.setColumnWidth(column, max(width or _LEAST_STRETCHED, needed))
        remembered = self._ui.preferences.geometry(self.objectName())
        if not remembered.isEmpty():
            header.restoreState(remembered)
        if self._stretched >= 0:
            header.setSectionResizeMode(self._stretched, QHeaderView.ResizeMode.Stretch)

    def stretch(self, column: int) -> None:
        """Another column takes the room that is left."""
        header, before = self.horizontalHeader(), self._stretched
        if column == before:
            return
        self._stretched = column
        if before >= 0:
            header.setSectionResizeMode(before, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(before, self._widths[before] or _LEAST_STRETCHED)
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self._fit()

    def leave_out(self, column: int, out: bool) -> None:
        """A column that says nothing now."""
        self._left_out = self._left_out | {column} if out else self._left_out - {column}
        if self.isColumnHidden(column) != out:
            self.setColumnHidden(column, out)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The spare columns go where there is too little room."""
        if self._stretched < 0 or not self._spare:
            return
        header, stretched = self.horizontalHeader(), self._stretched
        others = [column for column in range(len(self._widths)) if column not in (stretched, *self._left_out)]
        used = sum(header.sectionSize(column) or self._widths[column] for column in others)
        for column in (each for each in self._spare if each not in self._left_out):
            short = self.viewport().width() - used < _LEAST_STRETCHED
            used -= (header.sectionSize(column) or self._widths[column]) if short else 0
            if self.isColumnHidden(column) != short:
                self.setColumnHidden(column, short)

    def remember(self) -> None:
        """Keep how wide the columns were made."""
        self._ui.preferences.set_geometry(self.objectName(), self.horizontalHeader().saveState())

    def line(self) -> Any:
        """The current line; None for none."""
        return self._lines.line(self.currentIndex().row()) if self.currentIndex().isValid() else None

    def lines(self) -> list[Any]:
        """All of them, in their order."""
        return list(self._lines.lines)

    def show_lines(self, lines: Sequence[Any], key: Callable[[Any], object]) -> None:
        """These lines; the one with the current key stays the current one, else the one at its place."""
        row, current = self.currentIndex().row(), self.line()
        wanted = key(current) if current is not None else None
        bar = self.verticalScrollBar()
        place = bar.value()
        self._lines.show_lines(lines)
        if lines:
            found = next((n for n, line in enumerate(lines) if key(line) == wanted), min(max(row, 0), len(lines) - 1))
            self.selectRow(found)
        bar.setValue(place)
        self.moved.emit()

    def copy_line(self) -> bool:
        """The current line as a person reads it, to be pasted elsewhere."""
        line = self.line()
        if line is None:
            return False
        texts = (self._lines.text(line, column) for column in range(self._lines.columnCount()))
        self._ui.clipboard.put_text("\t".join(texts), personal=True)
        return True

    def _open(self) -> None:
        line = self.line()
        if line is not None:
            self.opened.emit(line)

    def _ask_menu(self, at: QPoint) -> None:
        line = self.line()
        if line is not None:
            by_key = not self.visualRect(self.currentIndex()).contains(at) and not self.indexAt(at).isValid()
            place = self.visualRect(self.currentIndex()).bottomLeft() if by_key else at
            self.menu_asked.emit(line, self.viewport().mapToGlobal(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._open()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_line()
        elif event.key() == Qt.Key.Key_Space:
            event.ignore()  # one line is always the current one; what Space does is the tab's
        else:
            super().keyPressEvent(event)
