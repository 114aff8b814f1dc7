"""An import from choosing the file to its end: reading, planning and writing as jobs, one at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.importing import Options, Result
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.importing_file import ImportFile
from crmdesk.gui.models.importing_sorting import Sorted, sort_rows
from crmdesk.gui.ui import Ui
from crmdesk.services import importing
from crmdesk.services.desk import Desk

READING, PLANNING, WRITING = "reading", "planning", "writing"
EVERY_SHEET = ""
Stopping = Callable[[], bool]
_State = tuple[Options, int, int]


class ImportWork(QObject):
    """Signals come on the main thread. One phase at a time; planning anew takes the place of planning."""

    began = Signal(str)
    progressed = Signal(str, object, object)
    read = Signal()
    planned = Signal()
    wrote = Signal(object)
    """The `Result`; the data file was changed."""
    refused = Signal(str, object)
    """The phase that ended, and the UserError that says why."""
    stopped = Signal(str)
    """The person stopped this phase, or a bug did (told by the bus)."""

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._job: Job | None = None
        self._halt = threading.Event()
        self.phase = ""
        self.path: Path | None = None
        self.file: ImportFile | None = None
        self.plan: importing.Plan | None = None
        self.sorted = Sorted()
        self.writes = False
        """Whether the plan would write anything."""
        self._planning_for: _State | None = None
        self._planned_for: _State | None = None
        self.existing = "update"
        self.sheet = EVERY_SHEET
        self.map: Mapping[str, str] = {}
        self.automatic: dict[tuple[str, int], str] = {}
        """The field each column was recognised as, before anything was chosen by hand."""

    @property
    def options(self) -> Options:
        return Options(sheets=(self.sheet,) if self.sheet else (), map=dict(self.map), existing=self.existing)

    @property
    def fresh(self) -> bool:
        """Whether the plan is about the options and the file as they stand now."""
        return self.plan is not None and self._planned_for == self._state()

    @property
    def cards(self) -> bool:
        """Whether the file holds address cards: a row is a card, and there is no header to be seen."""
        return self.file is not None and self.file.cards

    def _state(self) -> _State | None:
        return (self.options, self.file.corrections, self.file.left_out) if self.file else None

    def open(self, path: Path) -> None:
        """Read a file; `read` follows, or `refused`."""
        self.path = path
        self.file, self.plan, self.sheet, self.map = None, None, EVERY_SHEET, {}
        chinese = self._ui.words.chinese

        def work(_desk: Desk, job: Job, stopping: Stopping) -> ImportFile:
            book = importing.read_book(path, chinese=chinese, progress=job.progress, cancelled=stopping)
            return ImportFile(book)

        self._begin(READING, work, self._was_read)

    def replan(self) -> None:
        """Work out what importing would do as the options stand; `planned` follows, or `refused`."""
        assert self.file is not None
        if self.phase == PLANNING and self._job is not None:
            self._halt.set()
            self._job.cancel()
            self.phase = ""
        book, options = self.file.book(), self.options

        def work(desk: Desk, job: Job, stopping: Stopping) -> tuple[importing.Plan, Sorted, bool]:
            plan = importing.plan(desk, book, options, job.progress, stopping)
            return plan, sort_rows(plan.rows), any(customer.writes for customer in plan.customers)

        self._planning_for = self._state()

        self._begin(PLANNING, work, self._was_planned)

    def write(self) -> None:
        """Do what was planned; `wrote` follows, `refused`, or `stopped` when it was stopped and left nothing."""
        plan = self.plan
        assert plan is not None

        def work(desk: Desk, job: Job, stopping: Stopping) -> Result:
            return importing.apply(desk, plan, job.progress, stopping)

        self._begin(WRITING, work, self._was_written)

    def stop(self) -> None:
        """Stop the present phase. Writing may be past stopping: then `wrote` follows all the same."""
        self._halt.set()
        if self._job is not None and self.phase != WRITING:
            self._job.cancel()
            self._ended(self.stopped)

    def sheet_names(self) -> list[str]:
        """The sheets that are imported."""
        return [sheet.name for sheet in self.plan.sheets] if self.plan else []

    def _begin(self, phase: str, work: Callable[[Desk, Job, Stopping], Any], done: Callable[[Any], None]) -> None:
        """Each job has a flag of its own: the next one may begin before the stopped one has noticed."""
        assert not self.phase, self.phase
        self.phase = phase
        halt = self._halt = threading.Event()
        self.began.emit(phase)
        self._job = self._ui.jobs.run(
            self,
            lambda desk, job: work(desk, job, lambda: halt.is_set() or job.cancelled),
            done,
            self._failed,
            progress=self._progressed,
        )

    def _progressed(self, done: int, total: int | None) -> None:
        self.progressed.emit(self.phase, done, total or 0)

    def _was_read(self, file: ImportFile) -> None:
        self.file = file
        self.phase = ""
        self.read.emit()

    def _was_planned(self, result: tuple[importing.Plan, Sorted, bool]) -> None:
        self.plan, self.sorted, self.writes = result
        self._planned_for = self._planning_for
        self.phase = ""
        if self.file is not None:
            self.file.learn(self.plan.sheets)
        if not self.map:
            self.automatic = {
                (sheet.name, column.index): column.target or ""
                for sheet in self.plan.sheets
                for column in sheet.columns
            }
        self.planned.emit()

    def _was_written(self, result: Result) -> None:
        self.phase = ""
        if result.batch is not None:
            n = self._ui.words.ngettext
            rows = result.counts.created + result.counts.updated
            text = n("{count} row imported from {file}", "{count} rows imported from {file}", rows)
            text = text.format(count=self._ui.words.number(rows), file=result.file)
            self._ui.wrote(Changes(result.batch, everything=True), text)
        self.wrote.emit(result)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, UserError) and error.code != "cancelled":
            self._ended(self.refused, error)
            return
        if not isinstance(error, UserError):
            self._ui.bus.failed.emit(error)
        self._ended(self.stopped)

    def _ended(self, signal, *args: object) -> None:
        phase, self.phase, self._job = self.phase, "", None
        signal.emit(phase, *args)
