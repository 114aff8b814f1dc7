"""An import from choosing the files to its end: reading, planning and writing as jobs, one at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.importing import Options, Result, rows_taken
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.importing_file import ImportFile, Source
from crmdesk.gui.models.importing_options import Choosing, ChosenOptions
from crmdesk.gui.models.importing_progress import PLANNING, READING, WRITING
from crmdesk.gui.models.importing_reading import keep, read_all
from crmdesk.gui.models.importing_sorting import Sorted, sort_rows
from crmdesk.gui.ui import Ui
from crmdesk.services import importing
from crmdesk.services.desk import Desk

__all__ = ["PLANNING", "READING", "UNKNOWN", "WRITING", "ImportWork"]

UNKNOWN = "import-nothing-recognised"
"""Why planning ends where no table speaks of customers."""

Stopping = Callable[[], bool]
_State = tuple[Options, ImportFile, int, int, int]


class ImportWork(Choosing, QObject):
    """Signals come on the main thread. One phase at a time; planning anew takes the place of planning."""

    began = Signal(str)
    progressed = Signal(str, object, object)
    read = Signal()
    """Files were read, or taken away; those that could not be read carry their trouble."""
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
        self.sources: list[Source] = []
        self._coming: list[Source] = []
        self.file: ImportFile | None = None
        self.plan: importing.Plan | None = None
        self.sorted = Sorted()
        self.writes = False
        """Whether the plan would write anything."""
        self._readings = 0
        self._planning_for: _State | None = None
        self._planned_for: _State | None = None
        self.chosen = ChosenOptions()
        self.automatic: dict[tuple[str, int], str] = {}
        """The field each column was recognised as, before anything was chosen by hand."""

    @property
    def coming(self) -> Sequence[Source]:
        """The files that are being read."""
        return self._coming

    @property
    def path(self) -> Path | None:
        """Where the first of the files lies."""
        return next((source.path for source in [*self.sources, *self._coming] if source.path is not None), None)

    @property
    def fresh(self) -> bool:
        """Whether the plan is about the options and the file as they stand now."""
        return self.plan is not None and self._planned_for == self._state()

    @property
    def cards(self) -> bool:
        """Whether the file holds address cards: a row is a card, and there is no header to be seen."""
        return self.file is not None and self.file.cards

    def _state(self) -> _State | None:
        file = self.file
        return (self.options, file, file.corrections, file.left_out, self._readings) if file else None

    def open(self, paths: Sequence[Path]) -> None:
        """Begin anew with these files; `read` follows, or `refused` when none of them could be read."""
        self.file, self.plan, self.sources, self._coming = None, None, [], []
        self.chosen.begin()
        self.add(paths)

    def add(self, paths: Sequence[Path]) -> None:
        """More files to those that are there; `read` follows, or `refused`."""
        known = {source.path for source in self.sources}
        self._read([Source(path.name, path) for path in dict.fromkeys(paths) if path not in known])

    def paste(self, text: str, name: str) -> None:
        """A table from the clipboard; `name` is what it is called among the files."""
        self._read([Source(name, text=text)])

    def reread(self, source: Source, encoding: str | None, delimiter: str | None) -> None:
        """A text file once more in another encoding or with another delimiter; `read` follows, or `refused`."""
        source.encoding, source.delimiter = encoding, delimiter
        self._read([source])

    def remove(self, source: Source) -> None:
        """Leave a file out; `read` follows."""
        self.sources.remove(source)
        self._let_go()
        self._take_sources()
        if self._coming:
            self._read([])
        else:
            self.read.emit()

    def _read(self, coming: list[Source]) -> None:
        self._let_go()
        coming = self._coming = [*(source for source in self._coming if source not in coming), *coming]
        chinese = self._ui.words.chinese

        def work(_desk: Desk, job: Job, stopping: Stopping) -> list[Any]:
            return read_all(coming, chinese, job.progress, stopping)

        def read(found: list[Any]) -> None:
            self._was_read(coming, found)

        self._begin(READING, work, read)

    def replan(self) -> None:
        """Work out what importing would do as the options stand; `planned` follows, or `refused`."""
        assert self.file is not None
        self._let_go()
        book, options = self.file.book(), self.options

        def work(desk: Desk, job: Job, stopping: Stopping) -> tuple[importing.Plan, Sorted, bool]:
            plan = importing.plan(desk, book, options, job.progress, stopping)
            return plan, sort_rows(plan.rows, plan.sheets), any(customer.writes for customer in plan.customers)

        self._planning_for = self._state()
        self._begin(PLANNING, work, self._was_planned)

    def drop_plan(self) -> None:
        """There is nothing to plan: no table is ticked."""
        self._let_go()
        self.plan = None

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
            self._coming = []
            self._ended(self.stopped)

    def sheet_names(self) -> list[str]:
        """The sheets that are imported."""
        return [sheet.name for sheet in self.plan.sheets] if self.plan else []

    def _let_go(self) -> None:
        """Reading and planning give way to what comes after them."""
        if self.phase and self._job is not None:
            assert self.phase != WRITING
            self._halt.set()
            self._job.cancel()
            self.phase = ""

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

    def _was_read(self, coming: list[Source], found: list[Any]) -> None:
        self.phase, self._coming = "", []
        keep(coming, found, self.sources)
        self._take_sources()
        failed = [source.trouble for source in coming if source.trouble]
        if self.file is None and failed:
            self.refused.emit(READING, failed[0])
        else:
            self.read.emit()

    def _take_sources(self) -> None:
        """What was read as one file; choices go with the tables they are about."""
        self._readings += 1
        self.plan = None
        if not any(source.book is not None for source in self.sources):
            self.file = None
            self.chosen.begin()
        elif self.file is None:
            self.file = ImportFile(self.sources)
        else:
            renamed = self.file.show_sources(self.sources)
            self.chosen.rename(renamed)
            self.automatic = {(renamed[s], i): t for (s, i), t in self.automatic.items() if s in renamed}
            self.chosen.add(self.file.sheets())

    def _was_planned(self, result: tuple[importing.Plan, Sorted, bool]) -> None:
        self.plan, self.sorted, self.writes = result
        self._planned_for = self._planning_for
        self.phase = ""
        if self._takes_as_tables(self.sheet_names()):
            self.replan()
            return
        if self.file is not None:
            self.file.learn(self.plan.sheets)
        found = {(s.name, column.index): column.target or "" for s in self.plan.sheets for column in s.columns}
        self.automatic = {**found, **self.automatic} if self.options.map else found
        self.planned.emit()

    def _takes_as_tables(self, recognised: Sequence[str]) -> bool:
        return self.file is not None and self.chosen.take_as_tables(self.file, recognised)

    def _was_written(self, result: Result) -> None:
        self.phase = ""
        if result.batch is not None:
            n = self._ui.words.ngettext
            rows = rows_taken(result.counts, result.also)
            text = n("{count} row imported from {file}", "{count} rows imported from {file}", rows)
            text = text.format(count=self._ui.words.number(rows), file=result.file)
            self._ui.wrote(Changes(result.batch, everything=True), text)
        self.wrote.emit(result)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, UserError) and error.code == UNKNOWN and self._takes_as_tables(()):
            self.phase = ""
            self.replan()
            return
        if isinstance(error, UserError) and error.code != "cancelled":
            self._ended(self.refused, error)
            return
        if not isinstance(error, UserError):
            self._ui.bus.failed.emit(error)
        self._coming = []
        self._ended(self.stopped)

    def _ended(self, signal, *args: object) -> None:
        phase, self.phase, self._job = self.phase, "", None
        signal.emit(phase, *args)
