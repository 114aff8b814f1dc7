"""What the bar below the rows of a trial run tells of the current row, or of the selected ones."""

from __future__ import annotations

from crmdesk.core.importing import RowPlan, RowProblem
from crmdesk.gui.dialogs.importing_browse import RowsPanel
from crmdesk.gui.dialogs.importing_mending import MendingBar
from crmdesk.gui.models.importing_rows import result_of
from crmdesk.gui.models.importing_work import ImportWork
from crmdesk.gui.ui import Ui

_ASKED_OF = 2_000
"""Of more selected rows than these it is not asked what was chosen for each."""


class Teller:
    """Reads the panel, fills the bar."""

    def __init__(self, ui: Ui, work: ImportWork, panel: RowsPanel, bar: MendingBar) -> None:
        self._ui, self._work, self._panel, self._bar = ui, work, panel, bar

    def tell(self) -> None:
        """What is to be told of the current row, and what can be done with it."""
        panel, bar = self._panel, self._bar
        row, left, count = panel.row(), panel.left_out(), panel.view.selected_count()
        bar.setVisible(row is not None or left is not None)
        if count > 1:
            self._tell_of_several(count)
        elif row is not None:
            self._tell(row, panel.problem())
        elif left is not None and panel.telling is not None:
            bar.show_row(panel.telling.left_out(left), icon="minus", tone="text_2")
        bar.settle()
        self._show_next()

    def choice(self) -> str | None:
        """What was chosen for the selected rows; None where it differs, or is too much to ask."""
        if self._panel.view.selected_count() > _ASKED_OF:
            return None
        chosen = {self._work.rows.get((row.sheet, row.row), "") for row in self._panel.selected()}
        return chosen.pop() if len(chosen) == 1 else None

    def _tell(self, row: RowPlan, problem: RowProblem | None) -> None:
        telling, bar, rows = self._panel.telling, self._bar, self._panel.view.rows
        assert telling is not None
        double = telling.double(row)
        if double is not None:
            bar.show_row(telling.why(row, double), icon="warning", sign="warn")
            bar.show_double(telling.comparison(row, double))
            return
        if problem is None:
            bar.show_row(telling.row(row), icon=result_of(row, self._ui.words)[1])
            bar.show_changes(telling.changes(row))
            bar.show_choice(self._work.rows.get((row.sheet, row.row), ""))
            return
        line, column = self._panel.view.currentIndex().row(), rows.column_of(problem)
        cell = rows.shown(column) is not None
        bad = problem.refused or (cell and rows.cell(line, column).state == "bad")
        icon, sign = ("error", "bad") if bad else ("warning", "warn")
        bar.show_row(telling.problem(problem), icon=icon, sign=sign)
        if cell:
            bar.show_cell(problem.text)
        bar.show_skip()

    def _tell_of_several(self, count: int) -> None:
        n, number = self._ui.words.ngettext, self._ui.words.number
        text = n("{count} row selected", "{count} rows selected", count).format(count=number(count))
        self._bar.show_row(text, icon="list")
        self._bar.show_choice(self.choice() or "", count)

    def _show_next(self) -> None:
        place, words = self._panel.next_place(), self._ui.words
        row = self._work.plan.rows[place].row if self._work.plan and place >= 0 else 0
        told = words.gettext("Next problem (row {row})")
        self._bar.show_next(told.format(row=words.number(row)) if row else "")
