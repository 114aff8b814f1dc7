"""Sections of rows that stand in one column or, where there is room, in two."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHeaderView, QScrollArea, QVBoxLayout, QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import edge, scheme_of

TWO_COLUMNS = 700
ROOMY = 1000
_ROOM_FOR_ADDRESS = 480


def around(width: int) -> int:
    """The margin around a file of this width."""
    return tokens.SECTIONS if width >= ROOMY else tokens.AROUND


class Cell(Struct, frozen=True):
    """A row of a section. `width`: 'column', 'fill' (both columns where one is too narrow for it) or 'whole'."""

    widget: QWidget
    width: str = "column"


class RowGrid(QWidget):
    """Rows in one or two columns; `across` fills them line by line, else down the left column first."""

    def __init__(self, *, across: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._across = across
        self._columns = 1
        self._narrow = True
        self._cells: tuple[Cell, ...] = ()
        self._placed: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(0)

    def set_cells(self, cells: Sequence[Cell]) -> None:
        """Show these rows; those left out are hidden."""
        if tuple(cells) == self._cells:
            return
        shown = {cell.widget for cell in cells}
        for cell in self._cells:
            if cell.widget not in shown:
                cell.widget.hide()
        self._cells = tuple(cells)
        self._place()

    def widgets(self) -> list[QWidget]:
        """The rows shown, in their order."""
        return [cell.widget for cell in self._cells]

    def fit(self, width: int) -> None:
        """Take one column or two, as this width allows."""
        columns = 2 if width >= TWO_COLUMNS else 1
        gap = 2 * tokens.AROUND if width >= ROOMY else tokens.AROUND
        narrow = (width - gap) // 2 < _ROOM_FOR_ADDRESS
        if (columns, narrow, gap) != (self._columns, self._narrow, self._grid.horizontalSpacing()):
            self._columns, self._narrow = columns, narrow
            self._grid.setHorizontalSpacing(gap)
            self._place()

    def _place(self) -> None:
        for widget in self._placed:  # by takeAt alone, Qt would keep the former heights of what wraps
            self._grid.removeWidget(widget)
        self._placed = [cell.widget for cell in self._cells]
        line = 0
        run: list[QWidget] = []
        for cell in self._cells:
            whole = cell.width == "whole" or (cell.width == "fill" and self._narrow)
            if whole and self._columns > 1:
                line = self._place_run(run, line)
                run = []
                self._grid.addWidget(cell.widget, line, 0, 1, 2)
                line += 1
            else:
                run.append(cell.widget)
        self._place_run(run, line)
        for cell in self._cells:
            if cell.widget.isHidden():
                cell.widget.show()
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)
        self._grid.invalidate()
        self.updateGeometry()

    def _place_run(self, run: Sequence[QWidget], line: int) -> int:
        lines = -(-len(run) // self._columns)
        for place, widget in enumerate(run):
            across = divmod(place, self._columns)
            row, column = across if self._across else (place % lines, place // lines)
            self._grid.addWidget(widget, line + row, column, Qt.AlignmentFlag.AlignTop)
        return line + lines


class Section(QWidget):
    """A head and its rows."""

    def __init__(self, head: QWidget, *, across: bool = False, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.head = head
        self.rows = RowGrid(across=across)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.INSIDE if across else tokens.BETWEEN)
        column.addWidget(head)
        column.addWidget(self.rows)


class ScrollPage(QScrollArea):
    """A page that scrolls up and down; its sections take one or two columns as it is wide."""

    def __init__(self, *, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.inner = QWidget()
        self.column = QVBoxLayout(self.inner)
        self.column.setSpacing(tokens.SECTIONS)
        self.setWidget(self.inner)
        for ground in (self.viewport(), self.inner):
            ground.setAutoFillBackground(False)
        # Qt moves a scroll bar down by the height of a table's header it finds inside, unless there are three of them.
        QHeaderView(Qt.Orientation.Horizontal, self).hide()
        self.grids: list[RowGrid] = []
        self.one_column = False
        self._by_tab = False
        self._margins(tokens.AROUND)

    def fit(self) -> None:
        """Arrange the rows for the present width."""
        margin = around(self.width())
        self._margins(margin)
        room = self.width() - 2 * margin
        for grid in self.grids:
            grid.fit(min(room, TWO_COLUMNS - 1) if self.one_column else room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit()
        super().resizeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes here by Tab sees where they are."""
        self._by_tab = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._by_tab and self.hasFocus():
            ink = QColor(scheme_of(self.palette()).accent)
            edge(QPainter(self.viewport()), self.viewport().rect(), ink, tokens.FOCUS_EDGE, 0)

    def _margins(self, margin: int) -> None:
        self.column.setContentsMargins(margin, tokens.AROUND, margin, tokens.SECTIONS)
