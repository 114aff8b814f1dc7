"""The record of each month in a file: when who of us was there, what we sold, what they sell (METHOD.md section 1)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from crmdesk.core.timeline import Month, Visit
from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import text_width
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.tables import style_table

MONTH, COUNT, VISITS, OURS, THEIRS, NOTES = range(6)
_SIDE = 2 * tokens.BETWEEN + 2
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
_Index = QModelIndex | QPersistentModelIndex


class MonthsModel(PlainTable[Month]):
    """One line for each month, the newest first."""

    figures = (COUNT, OURS, THEIRS)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui

    def headings(self) -> Sequence[str]:
        _ = self._ui.words.gettext
        return (
            _("Month"), _("Contacts made"), _("When and by whom"), _("Our sales"), _("Their monthly sales"),
            _("Remarks"),
        )  # fmt: skip

    def text(self, line: Month, column: int) -> str:
        words = self._ui.words
        match column:
            case 0:
                return words.month(line.month)
            case 1:
                return words.number(len(line.visits)) if line.visits else ""
            case 2:
                return ("、" if words.chinese else ", ").join(map(self._visit, line.visits))
            case 3:
                return words.money(line.our_sales) if line.our_sales else ""
            case 4:
                return words.money(line.average_sales) if line.average_sales is not None else ""
        return self._ui.masking.text(line.notes)

    def _visit(self, visit: Visit) -> str:
        kind = self._ui.desk.fields("interaction")["kind"]
        told = (self._ui.words.day(visit.on), self._ui.masking.text(visit.by), self._ui.shown(kind, visit.kind))
        return " ".join(part for part in told if part)


class MonthsView(QTableView):
    """`edit_asked`: a `Month` that is to be changed."""

    edit_asked = Signal(object)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.setObjectName("timeline-months")
        self.setAccessibleName(ui.words.gettext("Months"))
        self.months = MonthsModel(ui)
        style_table(self, sortable=False)
        self.setModel(self.months)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.doubleClicked.connect(self._opened)

    def show_months(self, months: Sequence[Month]) -> None:
        """These; the selected month stays."""
        line = self.months.line(self.currentIndex().row())
        self.months.show_lines(list(months))
        kept = next((row for row, month in enumerate(months) if line is not None and month.month == line.month), 0)
        self.setCurrentIndex(self.months.index(kept, 0))
        self._fit()

    def _fit(self) -> None:
        """Each column as its words need it; what was done when takes the rest."""
        header, room = self.horizontalHeader(), self.viewport().width()
        widths = {}
        for column in (MONTH, COUNT, OURS, THEIRS):
            texts = [self.months.headings()[column], *(self.months.text(line, column) for line in self.months.lines)]
            widths[column] = max(text_width(self.font(), text) for text in texts) + _SIDE
            header.resizeSection(column, widths[column])
        rest = max(2 * tokens.SHORT_INPUT, room - sum(widths.values()))
        noted = any(line.notes for line in self.months.lines)
        least = text_width(self.font(), self.months.headings()[NOTES]) + _SIDE
        header.resizeSection(NOTES, max(least, rest // 3) if noted else least)
        header.resizeSection(VISITS, rest - header.sectionSize(NOTES))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def _opened(self, index: _Index) -> None:
        line = self.months.line(index.row())
        if line is not None:
            self.edit_asked.emit(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._opened(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
