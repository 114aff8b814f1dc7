"""Importing a spreadsheet step by step: file, columns, trial run, done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from crmdesk.core.errors import UserError
from crmdesk.core.importing import Result
from crmdesk.gui.dialogs.importing_answer import COLUMNS, DONE, FILE, TRIAL, answer
from crmdesk.gui.dialogs.importing_columns import ColumnsPage
from crmdesk.gui.dialogs.importing_done import DonePage
from crmdesk.gui.dialogs.importing_file import FilePage
from crmdesk.gui.dialogs.importing_file_drop import ask_files
from crmdesk.gui.dialogs.importing_frame import ImportFrame
from crmdesk.gui.dialogs.importing_report import save_rows
from crmdesk.gui.dialogs.importing_trial import TrialPage
from crmdesk.gui.models.importing_progress import ImportProgress
from crmdesk.gui.models.importing_sorting import ERROR, HELD, LOOK, SKIPPED
from crmdesk.gui.models.importing_work import PLANNING, READING, UNKNOWN, WRITING, ImportWork
from crmdesk.gui.ui import Ui

__all__ = ["COLUMNS", "DONE", "FILE", "TRIAL", "ImportDialog"]

AS_NEEDED = -1
"""A goal: past the first step where there is nothing to look at."""

_ALL_DONE = 4


class ImportDialog(ImportFrame):
    """Nothing is written before the last button, Esc leaves before. `customers_asked`: an import is to be listed."""

    customers_asked = Signal(object)

    def __init__(self, ui: Ui, path: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(ui, parent)
        self._ui = ui
        self._finished = False
        self._goal: int | None = None
        self._waiting: list[Path] = []
        self._pace = ImportProgress(ui.words)
        self.work = ImportWork(ui, self)
        self.file_page = FilePage(ui, self.work)
        self.columns_page = ColumnsPage(ui, self.work)
        self.trial_page = TrialPage(ui, self.work)
        self.done_page = DonePage(ui, self.work)
        self.lay_out([self.file_page, self.columns_page, self.trial_page, self.done_page])
        self._connect()
        self._order()
        self._go(FILE)
        if path is not None:
            self.open_files([path])

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
        self.file_page.taken.connect(self.take)
        self.file_page.pasted.connect(self._pasted)
        self.file_page.nothing.connect(self._nothing)
        self.columns_page.replan_asked.connect(self._plan_anew)
        self.columns_page.more.order_changed.connect(self._order)
        self.trial_page.replan_asked.connect(work.replan)
        self.back_button.clicked.connect(self._back)
        self.done_page.customers_asked.connect(self._show_customers)
        self.report_button.asked.connect(self._save_report)
        self.paste_key.activated.connect(self.file_page.paste)

    def _order(self) -> None:
        first = [*self.file_page.in_order(), *self.columns_page.in_order()]
        self.order([*first, *self.trial_page.in_order(), *self.done_page.in_order()])

    def open_file(self, path: Path) -> None:
        """Read one spreadsheet and see what is in it."""
        self.open_files([path])

    def open_files(self, paths: Sequence[Path]) -> None:
        """Begin anew with these files, all of them together."""
        if self.work.phase == WRITING or self._finished:
            return
        self._goal = AS_NEEDED
        self.file_page.trouble.say("")
        self.work.open(paths)
        self._go(FILE)

    def take(self, paths: Sequence[Path]) -> None:
        """Files that were chosen or dropped come to those there are; while these are being written they wait."""
        if self.work.phase == WRITING or self._finished:
            self._waiting += paths
            self.settle()
        elif self.work.file is None:
            self.open_files(paths)
        else:
            self._goal = AS_NEEDED
            self.work.add(paths)
            self._go(FILE)

    def _pasted(self, text: str) -> None:
        """Cells come to the files there are."""
        self._goal = AS_NEEDED
        self.file_page.trouble.say("")
        self.work.paste(text, self._ui.words.gettext("Pasted cells"))

    def accept(self) -> None:
        """The main button: on to the next step."""
        if self._finished and self._waiting:
            paths, self._waiting, self._finished = self._waiting, [], False
            self.open_files(paths)
        elif self._finished:
            super().accept()
        elif self.step == FILE and self.work.phase == PLANNING:
            self._goal = COLUMNS
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
        if self.work.plan is None:
            self._choose_others()
        elif self.work.fresh:
            self._go(COLUMNS)
        else:
            self._goal = COLUMNS
            self.work.replan()

    def _show_customers(self, batch: int) -> None:
        super().accept()
        self.customers_asked.emit(batch)

    def _choose_others(self) -> None:
        """Files in the place of those that could not be used."""
        paths = ask_files(self._ui, self)
        if paths:
            self.open_files(paths)

    def _from_columns(self) -> None:
        if not self.columns_page.take_over():
            return
        if self.work.fresh:
            self._go(TRIAL)
        else:
            self._goal = TRIAL
            self.work.replan()

    def _back(self) -> None:
        if not self.work.phase and self.step in (COLUMNS, TRIAL):
            self._go(self.step - 1)

    def _plan_anew(self) -> None:
        self._goal = None
        self.work.replan()

    def _nothing(self) -> None:
        """The last tick was taken away."""
        self.end_work()
        self.file_page.tell(self._ui.words.gettext("Tick a table that is to be imported."))
        self.settle()

    def _began(self, phase: str) -> None:
        self._pace.begin()
        self._progressed(phase, 0, 0)
        self.begin_work()
        if phase == WRITING and self.work.plan is not None:
            self.done_page.show_writing(self.work.plan.file)
            self._go(DONE)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _progressed(self, phase: str, done: int, total: int) -> None:
        self.progress.show_progress(self._pace.text(phase, done, total), done, total)

    def _read(self) -> None:
        self.end_work()
        self.file_page.tell()
        self.file_page.show_work()
        if self.work.file is not None and not self.work.chosen.nothing:
            self.work.replan()
        self.settle()

    def _planned(self) -> None:
        self.end_work()
        self.columns_page.show_work()
        self.trial_page.show_work()
        self._order()
        goal, self._goal = self._goal, None
        if goal == AS_NEEDED:
            goal = COLUMNS if self.file_page.needs_no_look() else FILE
        if self.step == FILE:
            self.file_page.tell()
            self.file_page.show_work()
        if goal is None or goal == self.step:
            self.settle()
        else:
            self._go(goal)

    def _wrote(self, result: Result) -> None:
        self._finished = True
        self.end_work()
        self.done_page.show_result(result)
        self.settle()
        self.confirm_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, phase: str, error: UserError) -> None:
        self._goal = None
        self.end_work()
        sentence = self.file_page.unknown(error) if error.code == UNKNOWN else self._ui.sentence(error)
        if phase == WRITING:
            self._go(TRIAL)
            self.trial_page.say(sentence, keep=True)
            self.work.replan()
        elif self.step == FILE:
            self.work.plan = None
            self.file_page.tell(sentence)
            self.file_page.show_work()
            self.settle()
        else:
            self._go(COLUMNS)
            self.columns_page.trouble.say(sentence)

    def _stopped(self, phase: str) -> None:
        self._goal = None
        self.end_work()
        if phase == WRITING:
            self._go(TRIAL)
            self.trial_page.say(self._ui.words.gettext("Stopped. Nothing was changed."))
        elif phase == READING:
            self._go(FILE)
        else:
            self._go(min(self.step, COLUMNS))

    def _go(self, step: int) -> None:
        self.pages.setCurrentIndex(step)
        if step == FILE:
            self.file_page.show_work()
        self.settle()
        if step == TRIAL:
            self.trial_page.panel.to_rows()
        else:
            self.confirm_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def settle(self) -> None:
        super().settle()
        step, writing = self.step, self.work.phase == WRITING
        self.side.steps.set_current(_ALL_DONE if self._finished else step)
        self.side.show_facts(self.work)
        self.paste_key.setEnabled(step == FILE and not self._finished)
        self.columns_page.setEnabled(not self.busy)
        self.back_button.setVisible(step in (COLUMNS, TRIAL))
        problems = self.work.plan is not None and bool(self.work.sorted.places[LOOK])
        left = sum(self.work.sorted.count(key) for key in (ERROR, HELD, SKIPPED))
        self.report_button.show_rows(not_imported=step == DONE and bool(left))
        self.report_button.setVisible(step in (TRIAL, DONE) and problems and not writing)
        self.cancel_button.setVisible(not self._finished or bool(self._waiting))
        self.cancel_button.setEnabled(True)
        self.confirm_button.setVisible(not writing)
        text, usable = answer(self.work, step, self._ui.words, finished=self._finished, waiting=bool(self._waiting))
        self.confirm_button.setText(text)
        self.confirm_button.setEnabled(usable and not self.busy)

    def _save_report(self, every: bool) -> None:
        page = self.done_page if self.step == DONE else self.trial_page
        save_rows(self._ui, self, self.work, page.saved, every=every)
