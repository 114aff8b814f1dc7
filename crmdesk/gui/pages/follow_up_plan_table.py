"""The table of the sales plan: targets are typed into it; progress is drawn."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from crmdesk.core.sales_plan import Figures, PlanRow
from crmdesk.gui.models.sales_plan import (
    AVERAGE,
    O_PROGRESS,
    OWNER,
    PROGRESS,
    SORTS,
    TARGET,
    TIER,
    OwnersTable,
    SalesPlanTable,
)
from crmdesk.gui.pages.follow_up_table import FollowUpTable, Index
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import text_width
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.grid import TAB, GridDelegate
from crmdesk.gui.widgets.share import paint_share
from crmdesk.gui.widgets.tables import CellDelegate

_WIDTHS = (0, 64, 80, 104, 96, 96, 96, 136)
_SPARE = (OWNER, TIER, AVERAGE)
_OWNER_WIDTHS = (0, 96, 104)
_WIDEST = "1,000%"


def paint_progress(painter: QPainter, option: QStyleOptionViewItem, area: QRectF, figures: Figures) -> QRectF:
    """A bar with a mark where the year stands; returns where the words go."""
    words = text_width(option.font, _WIDEST) + tokens.INSIDE
    if figures.progress is not None:
        bar = area.adjusted(0, 0, -words, 0)
        expected = figures.expected_progress
        mark = float(expected) if 0 < expected < 1 else None
        paint_share(painter, bar, float(figures.progress), option.widget, mark=mark)
    option.displayAlignment = Qt.AlignmentFlag.AlignRight
    return QRectF(area.right() - words, area.top(), words - tokens.INSIDE, area.height())


class _PlanDelegate(GridDelegate):
    def __init__(self, lines: SalesPlanTable, parent: QWidget) -> None:
        super().__init__("plan-target", parent)
        self._lines = lines

    def key_of(self, _index: Index) -> str:
        return "amount"

    def paint_words(self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF, index: Index) -> None:
        line = self._lines.line(index.row())
        if index.column() == PROGRESS and line is not None:
            area = paint_progress(painter, option, area, line.figures)
        super().paint_words(painter, option, area, index)


class SalesPlanView(FollowUpTable):
    """Figures, F2 and a double click type a target, Del takes it away. `sort_asked`: a column's heading; `letter`: one
    that was typed, for the search."""

    sort_asked = Signal(str)
    letter = Signal(str)

    def __init__(self, ui: Ui, lines: SalesPlanTable) -> None:
        super().__init__(ui, lines, _WIDTHS, name="sales-plan", label=ui.words.gettext("Sales plan"), spare=_SPARE)
        self._plan = lines
        self._waiting: Sequence[PlanRow] | None = None
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.AnyKeyPressed | triggers.EditKeyPressed)
        delegate = _PlanDelegate(lines, self)
        delegate.step_asked.connect(self._step, Qt.ConnectionType.QueuedConnection)
        delegate.closeEditor.connect(self._go_on, Qt.ConnectionType.QueuedConnection)
        self.setItemDelegate(delegate)
        self.doubleClicked.disconnect(self._open)
        self.doubleClicked.connect(self._double_clicked)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(lambda column: self.sort_asked.emit(SORTS[column]))

    def show_order(self, sort: str, *, descending: bool) -> None:
        """The sign in the header."""
        header = self.horizontalHeader()
        header.setSortIndicatorShown(sort in SORTS)
        if sort in SORTS:
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(SORTS.index(sort), order)

    def show_rows(self, rows: Sequence[PlanRow]) -> None:
        """Nothing blinks where only figures changed; while a target is being typed other customers wait."""
        if self._plan.show_again(rows):
            self.moved.emit()
        elif self.typing:
            self._waiting = rows
        else:
            self.show_lines(rows, lambda line: line.customer_id)

    @property
    def typing(self) -> bool:
        return self.state() == QAbstractItemView.State.EditingState

    def type_target(self) -> None:
        """Into the current line."""
        if self.line() is not None and self._ui.masking.allows_editing():
            index = self._target_cell(self.currentIndex().row())
            self.setCurrentIndex(index)
            self.edit(index)

    def remove_target(self) -> None:
        """The current line has none any more."""
        if self.line() is not None and self._ui.masking.allows_editing():
            self.model().setData(self._target_cell(self.currentIndex().row()), "")

    def _target_cell(self, row: int) -> QModelIndex:
        return self.model().index(row, TARGET)

    def _go_on(self) -> None:
        rows, self._waiting = self._waiting, None
        if rows is not None:
            self.show_rows(rows)

    def _step(self, how: str, by: int) -> None:
        """To the line below or above; by Tab it is typed into at once."""
        row = min(max(self.currentIndex().row() + by, 0), self.model().rowCount() - 1)
        self.setCurrentIndex(self._target_cell(row))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if how == TAB:
            self.type_target()

    def _double_clicked(self, index: QModelIndex) -> None:
        if index.column() != TARGET:
            self._open()
        else:
            self._ui.masking.allows_editing()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        text = event.text().strip()
        if event.key() == Qt.Key.Key_F2:
            self.type_target()
        elif event.key() == Qt.Key.Key_Delete and plain:
            self.remove_target()
        elif plain and text and (text.isdigit() or text in "¥.-"):
            if self.line() is not None and self._ui.masking.allows_editing():
                self.setCurrentIndex(self._target_cell(self.currentIndex().row()))
                QAbstractItemView.keyPressEvent(self, event)
        elif plain and text.isprintable() and text:
            self.letter.emit(event.text())
        else:
            super().keyPressEvent(event)


class _OwnerDelegate(CellDelegate):
    def __init__(self, lines: OwnersTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines = lines

    def paint_words(self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF, index: Index) -> None:
        line = self._lines.line(index.row())
        if index.column() == O_PROGRESS and line is not None:
            area = paint_progress(painter, option, area, line.figures)
        super().paint_words(painter, option, area, index)


def owners_table(ui: Ui, lines: OwnersTable) -> FollowUpTable:
    """The sums of each owner; the current line says whose customers are listed."""
    table = FollowUpTable(ui, lines, _OWNER_WIDTHS, name="plan-owners", label=ui.words.gettext("Totals by owner"))
    table.setItemDelegate(_OwnerDelegate(lines, table))
    return table
