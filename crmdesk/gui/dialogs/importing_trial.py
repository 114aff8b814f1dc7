"""Third step of the import: what would become of every row, before anything is written."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.gui.dialogs.importing_browse import RowsPanel
from crmdesk.gui.dialogs.importing_mending import MendingBar
from crmdesk.gui.dialogs.importing_parts import StepPage
from crmdesk.gui.models.importing_sorting import LOOK
from crmdesk.gui.models.importing_work import ImportWork
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.notices import NoticeBar
from crmdesk.services import history, importing


class TrialPage(StepPage):
    """`replan_asked`: something was changed that the plan depends on."""

    replan_asked = Signal()

    def __init__(self, ui: Ui, work: ImportWork, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        note = _("Nothing is changed yet; afterwards the whole import can be undone")
        super().__init__(_("Trial run"), note, name="import-trial-page", parent=parent)
        self._ui, self._work = ui, work
        self._kept: tuple[str, int] | None = None
        self._remark = ""
        self.notice = NoticeBar("", name="import-notice")
        self.notice.hide()
        self.panel = RowsPanel(ui, work)
        self.mending = MendingBar(ui.words)
        self.column.removeWidget(self.head)
        head = QHBoxLayout()
        head.setContentsMargins(tokens.AROUND, 0, tokens.AROUND, 0)
        head.addWidget(self.head)
        self.column.setContentsMargins(0, tokens.AROUND, 0, 0)
        self.column.addLayout(head)
        self.column.addWidget(self.notice)
        self.column.addWidget(self.panel, 1)
        self.column.addSpacing(-self.column.spacing())
        self.column.addWidget(self.mending)
        self.panel.moved.connect(self._show_problem)
        self.panel.existing_chosen.connect(self._existing_chosen)
        self.panel.rows_wanted.connect(self._take_back)
        self.panel.rows_unwanted.connect(self._leave_out_shown)
        self.mending.mended.connect(self._mend)
        self.mending.left_out.connect(self._leave_out)
        self.mending.next_asked.connect(self.go_to_next)

    def show_work(self) -> None:
        """What is planned now; filter, search and the current row stay where they can."""
        if self._remark:
            self.say(self._remark)
        else:
            self._show_seen()
        self._remark = ""
        self.panel.show_work(self._place_of(self._kept))
        self._kept = None

    def in_order(self) -> list[QWidget]:
        """What takes the keyboard, as the eye goes."""
        return [*self.panel.in_order(), *self.mending.in_order()]

    def say(self, sentence: str, *, keep: bool = False) -> None:
        """Point something out above the rows; '' takes it back. `keep`: also when the next plan is shown."""
        self._remark = sentence if keep else ""
        self.notice.set_text(sentence)
        self.notice.setVisible(bool(sentence))

    def _show_seen(self) -> None:
        _, words = self._ui.words.gettext, self._ui.words
        seen = self._work.plan.seen if self._work.plan else None
        batch = next((b for b in importing.batches(self._ui.desk) if b.id == seen), None) if seen else None
        text = _("This very file was imported on {moment}: {created} new, {updated} updated")
        self.say(
            text.format(
                moment=words.moment(history.local_time(batch)),
                created=words.number(batch.created),
                updated=words.number(batch.updated),
            )
            if batch
            else ""
        )

    def _place_of(self, key: tuple[str, int] | None) -> int:
        """Where a row of the file stands in the plan; -1 when it does not."""
        rows = self._work.plan.rows if self._work.plan and key else ()
        return next((place for place, row in enumerate(rows) if (row.sheet, row.row) == key), -1)

    def _show_problem(self) -> None:
        words = self._ui.words
        problem, look = self.panel.problem(), self.panel.to_look_at()
        self.mending.setVisible(bool(self._work.sorted.places[LOOK]))
        bad = cell = False
        text = words.ngettext("{count} row to look at", "{count} rows to look at", len(look))
        text = text.format(count=words.number(len(look)))
        if problem is not None:
            rows = self.panel.view.rows
            line, column = self.panel.view.currentIndex().row(), rows.column_of(problem)
            cell = rows.shown(column) is not None
            bad = problem.refused or (cell and rows.cell(line, column).state == "bad")
            text = problem.text
        several = self._work.plan is not None and len(self._work.plan.sheets) > 1
        self.mending.show_problem(problem, bad=bad, cell=cell, sheet=several, text=text)
        place = self._next()
        told = words.gettext("Next problem (row {row})")
        row = self._work.plan.rows[place].row if self._work.plan and place >= 0 else 0
        self.mending.show_next(told.format(row=words.number(row)) if row else "")

    def _next(self) -> int:
        """The place of the next row to look at: from the first again behind the last; -1 when there is no other."""
        look, here = self.panel.to_look_at(), self.panel.place()
        at = bisect_right(look, here)
        after = look[at] if at < len(look) else look[0] if look else -1
        return after if after != here else -1

    def go_to_next(self) -> None:
        """Show the next row with a problem, and the cell in question."""
        place = self._next()
        if place >= 0 and self._work.plan is not None:
            self.panel.go_to(place, self._work.plan.rows[place].problems[0])

    def _replan(self) -> None:
        row = self.panel.row()
        self._kept = (row.sheet, row.row) if row else None
        self.replan_asked.emit()

    def _existing_chosen(self, key: str) -> None:
        self._work.existing = key
        self._replan()

    def _mend(self, text: str) -> None:
        problem, rows = self.panel.problem(), self.panel.view.rows
        shown = rows.shown(rows.column_of(problem)) if problem else None
        if problem is None or shown is None or self._work.file is None:
            return
        self._work.file.correct(problem.sheet, problem.row, shown.places[problem.sheet][0], text)
        self._replan()
        self.panel.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_out(self) -> None:
        row = self.panel.row()
        if row is not None and self._work.file is not None:
            self._work.file.leave_out(row.sheet, row.row)
            self._replan()

    def _leave_out_shown(self) -> None:
        plan, file = self._work.plan, self._work.file
        if plan is not None and file is not None:
            for place in self.panel.view.rows.places:
                file.leave_out(plan.rows[place].sheet, plan.rows[place].row)
            self._replan()

    def _take_back(self) -> None:
        if self._work.file is not None:
            self._work.file.take_back()
            self._replan()
