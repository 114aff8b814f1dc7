"""Third step of the import: what would become of every row, before anything is written."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core.importing import Place
from crmdesk.gui.dialogs.importing_browse import RowsPanel
from crmdesk.gui.dialogs.importing_mending import NEXT_KEY, MendingBar
from crmdesk.gui.dialogs.importing_menu import RowMenu
from crmdesk.gui.dialogs.importing_parts import StepPage
from crmdesk.gui.dialogs.importing_settled import BesideRow
from crmdesk.gui.dialogs.importing_teller import Teller
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.importing_corrections import Corrections, Step
from crmdesk.gui.models.importing_sorting import named, place_of
from crmdesk.gui.models.importing_work import ImportWork
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.notices import NoticeBar
from crmdesk.services import history, importing
from crmdesk.services.desk import Desk

_AT_ONCE = 2_000
"""More rows than these are gone through beside the window."""


class TrialPage(StepPage):
    """`replan_asked`: something was changed that the plan depends on."""

    replan_asked = Signal()

    def __init__(self, ui: Ui, work: ImportWork, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        note = _("Nothing is changed yet; afterwards the whole import can be undone")
        super().__init__(_("Trial run"), note, name="import-trial-page", parent=parent)
        self._note = note
        self._ui, self._work = ui, work
        self._kept: tuple[Place, str] | None = None
        self._keep_order = False
        self._late = False
        self._remark = ""
        self.corrections = Corrections(work)
        self.notice = NoticeBar("", name="import-notice")
        self.notice.hide()
        self.beside = BesideRow(ui, work)
        self.panel = RowsPanel(ui, work)
        self.mending = MendingBar(ui.words)
        self.teller = Teller(ui, work, self.panel, self.mending)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.column.removeWidget(self.head)
        head = QHBoxLayout()
        head.setContentsMargins(tokens.AROUND, 0, tokens.AROUND, 0)
        head.addWidget(self.head, 1)
        head.addWidget(self.panel.choices.by_hand)
        self.column.setContentsMargins(0, tokens.AROUND, 0, 0)
        self.column.addLayout(head)
        self.column.addWidget(self.notice)
        self.column.addWidget(self.beside)
        self.column.addWidget(self.panel, 1)
        self.column.addSpacing(-self.column.spacing())
        self.column.addWidget(self.mending)

    def _connect(self) -> None:
        view, choices, bar = self.panel.view, self.panel.choices, self.mending
        self.panel.moved.connect(self._show_row)
        view.rows.corrected.connect(self._correct)
        view.emptied.connect(self._empty)
        view.edited.connect(self._edited)
        view.menu_asked.connect(self._open_menu)
        choices.existing_chosen.connect(self._existing_chosen)
        choices.doubles_chosen.connect(self._doubles_chosen)
        choices.by_hand_unwanted.connect(self._all_alike)
        self.beside.settled_chosen.connect(self._settled_chosen)
        bar.mended.connect(self._mend)
        bar.chosen.connect(self.choose)
        bar.next_asked.connect(self.go_to_next)
        bar.field_asked.connect(self._go_to_field)
        keys = QKeySequence.StandardKey
        undo, redo = QKeySequence.keyBindings(keys.Undo), QKeySequence.keyBindings(keys.Redo)
        known = ((undo, self.undo), (redo, self.redo), ([QKeySequence(NEXT_KEY)], self.go_to_next))
        for sequences, slot in known:
            shortcut = QShortcut(self)
            shortcut.setKeys(sequences)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def show_work(self) -> None:
        """What is planned now; filter, search, order and the current row stay. Not before a cell being typed is
        done."""
        if self.panel.view.editing and self.isVisible():
            self._late = True
            return
        if self._remark:
            self.say(self._remark)
        else:
            self._show_seen()
        self._remark = ""
        self.head.set_note(self._note)
        self.beside.show_work()
        plan, (key, target) = self._work.plan, self._kept or (None, "")
        place = place_of(key, plan.rows, self._work.sorted) if plan is not None and key is not None else -1
        self.panel.show_work(place, target, keep_order=self._keep_order)
        self._kept, self._keep_order = None, False

    def in_order(self) -> list[QWidget]:
        """What takes the keyboard, as the eye goes."""
        return [self.panel.choices.by_hand, self.beside.settled, *self.panel.in_order(), *self.mending.in_order()]

    def say(self, sentence: str, *, keep: bool = False) -> None:
        """Point something out above the rows; '' takes it back. `keep`: also when the next plan is shown."""
        self._remark = sentence if keep else ""
        self.notice.set_text(sentence)
        self.notice.setVisible(bool(sentence))

    def saved(self, sentence: str) -> None:
        """Rows were saved as a table."""
        self.head.set_note(sentence)

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

    def _show_row(self) -> None:
        self.teller.tell()

    def go_to_next(self) -> None:
        """Show the next row with a problem or a possible double, and the cell in question."""
        place = self.panel.next_place()
        if place >= 0 and self._work.plan is not None:
            problems = self._work.plan.rows[place].problems
            self.panel.go_to(place, problems[0] if problems else None)

    def _go_to_field(self, target: str) -> None:
        self.panel.go_to_field(target)
        self.panel.to_rows()

    def _replan(self, step: Step | None = None) -> None:
        """Plan anew; the row of a correction, else the current one, stays the current one."""
        row = self.panel.row()
        if step is not None and step.place[0]:
            self._kept = (step.place, step.target or self.panel.target())
        else:
            self._kept = ((row.sheet, row.row), self.panel.target()) if row else None
        self.replan_asked.emit()

    def _existing_chosen(self, key: str) -> None:
        self._work.existing = key
        self._replan()

    def _doubles_chosen(self, key: str) -> None:
        self._work.doubles = key
        self._replan()

    def _settled_chosen(self, settled: bool) -> None:
        self._work.change(settled=settled)
        self._replan()

    def _mend(self, text: str) -> None:
        """Correct the cell that the bar is about."""
        problem, rows = self.panel.problem(), self.panel.view.rows
        if problem is not None:
            self._correct(self.panel.view.currentIndex().row(), rows.column_of(problem), text)

    def _empty(self) -> None:
        """Empty the current cell."""
        index = self.panel.view.currentIndex()
        if self.panel.view.rows.typed(index.row(), index.column()):
            self._correct(index.row(), index.column(), "")

    def _correct(self, line: int, column: int, text: str) -> None:
        rows = self.panel.view.rows
        row, shown = rows.row(line), rows.shown(column)
        if row is None or shown is None or row.sheet not in shown.places:
            return
        self.corrections.correct((row.sheet, row.row), shown.target, shown.places[row.sheet][0], text)
        self._keep_order = True
        self._kept = ((row.sheet, row.row), shown.target)
        self.replan_asked.emit()
        self.panel.to_rows()

    def _edited(self) -> None:
        """Typing is over: show the plan that came meanwhile."""
        if self._late:
            self._late = False
            self._kept = self._kept or self._here()
            self.show_work()

    def _here(self) -> tuple[Place, str] | None:
        row = self.panel.row()
        return ((row.sheet, row.row), self.panel.target()) if row else None

    def choose(self, choice: str) -> None:
        """What becomes of the selected rows: one of `core.importing.EXISTING`, '' as of all others."""
        plan, view = self._work.plan, self.panel.view
        if plan is None:
            return
        chosen = [view.rows.places[line] for line in view.lines()]
        if len(chosen) <= _AT_ONCE:
            self._choose_for(named(plan.rows, chosen), choice)
            return

        def work(_desk: Desk, job: Job) -> list[Place]:
            return named(plan.rows, chosen, job.is_cancelled)

        def found(places: list[Place]) -> None:
            if self._work.plan is plan and not self._work.phase:
                self._choose_for(places, choice)

        self._ui.jobs.run(self, work, found, self._ui.bus.failed.emit, channel="import-choice")

    def _choose_for(self, places: list[Place], choice: str) -> None:
        if places:
            self._keep_order = True
            self.corrections.choose(places, choice)
            self._replan()
            self.panel.to_rows()

    def _all_alike(self) -> None:
        self.corrections.choose_all_alike()
        self._replan()
        self.panel.to_rows()

    def undo(self) -> None:
        """Take back the latest correction."""
        self._moved_by(self.corrections.undo())

    def redo(self) -> None:
        """Make it again."""
        self._moved_by(self.corrections.redo())

    def _moved_by(self, step: Step | None) -> None:
        if step is not None:
            self._keep_order = True
            self._replan(step)

    def _open_menu(self, place: QPoint) -> None:
        """For the selected rows: what becomes of them, and the current cell."""
        view = self.panel.view
        index = view.currentIndex()
        menu = RowMenu(
            self._ui.words,
            self.teller.choice(),
            rows=self.panel.left_out() is None,
            cell=view.rows.can_correct(index.row(), index.column()),
            undo=self.corrections.can_undo,
            parent=self,
        )
        menu.chosen.connect(self.choose)
        menu.edit_asked.connect(self._edit)
        menu.empty_asked.connect(self._empty)
        menu.sort_asked.connect(self._sort)
        menu.undo_asked.connect(self.undo)
        menu.popup(place)

    def _edit(self) -> None:
        self.panel.view.edit(self.panel.view.currentIndex())

    def _sort(self) -> None:
        self.panel.order_by(self.panel.view.rows.head(max(0, self.panel.view.currentIndex().column())))
