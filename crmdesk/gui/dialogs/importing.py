"""Importing a spreadsheet step by step: file, columns, trial run, done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crmdesk.core.errors import UserError
from crmdesk.core.importing import Result
from crmdesk.gui.dialogs.importing_columns import ColumnsPage
from crmdesk.gui.dialogs.importing_done import DonePage
from crmdesk.gui.dialogs.importing_file import FilePage
from crmdesk.gui.dialogs.importing_frame import ImportFrame
from crmdesk.gui.dialogs.importing_report import save_problems
from crmdesk.gui.dialogs.importing_trial import TrialPage
from crmdesk.gui.models.importing_sorting import LOOK
from crmdesk.gui.models.importing_work import PLANNING, READING, WRITING, ImportWork
from crmdesk.gui.ui import Ui

FILE, COLUMNS, TRIAL, DONE = range(4)
_ALL_DONE = 4


class ImportDialog(ImportFrame):
    """Nothing is written before the last button; Esc leaves at any time before that."""

    def __init__(self, ui: Ui, path: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._ui = ui
        self._finished = False
        self._to_trial = False
        self._waiting: list[Path] = []
        self._came = 1
        self.work = ImportWork(ui, self)
        self.file_page = FilePage(ui)
        self.columns_page = ColumnsPage(ui)
        self.trial_page = TrialPage(ui, self.work)
        self.done_page = DonePage(ui)
        self.lay_out([self.file_page, self.columns_page, self.trial_page, self.done_page])
        self._connect()
        self._order()
        self._go(FILE)
        if path is not None:
            self.open_file(path)

    def _connect(self) -> None:
        work = self.work
        work.began.connect(self._began)
        work.progressed.connect(self._progressed)
        work.read.connect(self._read)
        work.planned.connect(self._planned)
        work.wrote.connect(self._wrote)
        work.refused.connect(self._refused)
        work.stopped.connect(self._stopped)
        self.progress.cancelled.connect(work.stop)
        self.file_page.chosen.connect(self.open_file)
        self.file_page.sheet_chosen.connect(self._sheet_chosen)
        self.trial_page.replan_asked.connect(work.replan)
        self.back_button.clicked.connect(self._back)
        self.report_button.clicked.connect(self._save_report)

    def _order(self) -> None:
        first = [*self.file_page.in_order(), *self.columns_page.in_order()]
        self.order([*first, *self.trial_page.in_order(), self.done_page.table])

    def open_file(self, path: Path) -> None:
        """Read a spreadsheet and see what is in it."""
        if self.work.phase == WRITING or self._finished:
            return
        if self.work.phase:
            self.work.stop()
        self.file_page.trouble.say("")
        self.work.open(path)
        self._go(FILE)

    def then(self, paths: Sequence[Path]) -> None:
        """Files to be imported after this one, one by one."""
        self._waiting += paths
        self.settle()

    def take(self, paths: Sequence[Path]) -> None:
        """Dropped files take the place of those still to come; while one is being written they wait."""
        if self.work.phase == WRITING or self._finished:
            self.then(paths)
            return
        self._came, self._waiting = 1, list(paths[1:])
        self.open_file(paths[0])

    def _next_file(self) -> None:
        """Begin anew with the next of several files."""
        path = self._waiting.pop(0)
        self._came += 1
        self._finished = False
        self.open_file(path)

    def accept(self) -> None:
        """The main button: on to the next step."""
        if self._finished and self._waiting:
            self._next_file()
        elif self._finished:
            super().accept()
        elif not self.work.phase and self.confirm_button.isEnabled():
            (self._from_file, self._from_columns, self.work.write)[self.step]()

    def reject(self) -> None:
        """Leave, or stop what is being written: then nothing of it stays."""
        if self.work.phase == WRITING:
            self.work.stop()
            self.cancel_button.setEnabled(False)
            return
        if self.work.phase:
            self.work.stop()
        if self._finished:
            super().accept()
        else:
            super().reject()

    def _from_file(self) -> None:
        if self.work.plan is None and self._waiting:
            self._next_file()
        elif self.work.plan is None:
            self.file_page.choose()
        elif self.work.fresh:
            self._go(COLUMNS)
        else:
            self.work.replan()

    def _from_columns(self) -> None:
        self.work.map = self.columns_page.by_header()
        if self.work.fresh:
            self._go(TRIAL)
        else:
            self._to_trial = True
            self.work.replan()

    def _back(self) -> None:
        if not self.work.phase and self.step in (COLUMNS, TRIAL):
            self._go(self.step - 1)

    def _sheet_chosen(self, name: str) -> None:
        self.work.sheet, self.work.map = name, {}
        self.file_page.trouble.say("")
        self.work.replan()

    def _began(self, phase: str) -> None:
        self._progressed(phase, 0, 0)
        self.begin_work()
        if phase == WRITING and self.work.plan is not None:
            self.done_page.show_writing(self.work.plan.file)
            self._go(DONE)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _progressed(self, phase: str, done: int, total: int) -> None:
        _, number = self._ui.words.gettext, self._ui.words.number
        text = {
            READING: _("Reading the file: {done} rows"),
            PLANNING: _("Trial run: {done} of {total} rows"),
            WRITING: _("Importing: {done} of {total}"),
        }[phase]
        if not done:
            text = {READING: _("Reading the file"), PLANNING: _("Trial run"), WRITING: _("Importing")}[phase]
        self.progress.show_progress(text.format(done=number(done), total=number(total)), done, total)

    def _read(self) -> None:
        self.end_work()
        self.work.replan()

    def _planned(self) -> None:
        self.end_work()
        self.columns_page.show_work(self.work)
        self.trial_page.show_work()
        self._order()
        if self.step == TRIAL:
            self.settle()
        elif self.step == FILE and self.file_page.sheet.hasFocus():
            self.file_page.show_work(self.work)
            self.settle()
        else:
            self._go(TRIAL if self._to_trial else COLUMNS)
        self._to_trial = False

    def _wrote(self, result: Result) -> None:
        self._finished = True
        self.end_work()
        self.done_page.show_result(result)
        self.settle()
        self.confirm_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, phase: str, error: UserError) -> None:
        self._to_trial = False
        self.end_work()
        sentence = self._ui.sentence(error)
        if phase == WRITING:
            self._go(TRIAL)
            self.trial_page.say(sentence, keep=True)
            self.work.replan()
        elif self.step == FILE:
            self.work.plan = None
            self.file_page.trouble.say(sentence)
            self._go(FILE)
        else:
            self._go(COLUMNS)
            self.columns_page.trouble.say(sentence)

    def _stopped(self, phase: str) -> None:
        self._to_trial = False
        self.end_work()
        if phase == WRITING:
            self._go(TRIAL)
            self.trial_page.say(self._ui.words.gettext("Stopped. Nothing was changed."))
        elif phase == READING:
            self.work.path = None
            self._go(FILE)
        else:
            self._go(COLUMNS if self.step == TRIAL else self.step)

    def _go(self, step: int) -> None:
        self.pages.setCurrentIndex(step)
        if step == FILE:
            self.file_page.show_work(self.work)
        self.settle()
        if step == TRIAL:
            self.trial_page.panel.to_rows()
        else:
            self.confirm_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def settle(self) -> None:
        super().settle()
        step, writing = self.step, self.work.phase == WRITING
        self.side.steps.set_current(_ALL_DONE if self._finished else step)
        self.side.show_facts(self.work, self._came, self._came + len(self._waiting))
        self.columns_page.setEnabled(not self.busy)
        self.back_button.setVisible(step in (COLUMNS, TRIAL))
        problems = self.work.plan is not None and bool(self.work.sorted.places[LOOK])
        self.report_button.setVisible(step in (TRIAL, DONE) and problems and not writing)
        self.cancel_button.setVisible(not self._finished or bool(self._waiting))
        self.cancel_button.setEnabled(True)
        self.confirm_button.setVisible(not writing)
        self._name_confirm(step)

    def _name_confirm(self, step: int) -> None:
        _, n = self._ui.words.gettext, self._ui.words.ngettext
        plan, enabled = self.work.plan, not self.busy
        text = _("Next")
        if self._waiting and (self._finished or (step == FILE and plan is None)):
            text = _("Next file")
        elif self._finished:
            text = _("Finish")
        elif step == FILE and plan is None:
            text = _("Choose a file...") if self.work.path is None else _("Choose another file...")
        elif step == TRIAL and plan is not None:
            rows = plan.counts.created + plan.counts.updated
            text = n("Import {count} row", "Import {count} rows", rows).format(count=self._ui.words.number(rows))
            enabled = enabled and self.work.writes
        self.confirm_button.setText(text)
        self.confirm_button.setEnabled(enabled)

    def _save_report(self) -> None:
        if self.work.plan is not None and self.work.path is not None:
            save_problems(self._ui, self, self.work.plan, self.work.path.parent)
