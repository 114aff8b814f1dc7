"""What a new day changes of customers while the window is open: worked out beside everything else."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from crmdesk.app.regular import Regular
from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.gui.jobs import Job, Jobs
from crmdesk.services.desk import Desk

if TYPE_CHECKING:
    from crmdesk.app.program import Program

MINUTE = 60_000


class NewDay(Regular):
    """What is not done when the worker is closed is done at the next start."""

    def __init__(self, program: Program) -> None:
        super().__init__(program, MINUTE)
        self._day: dt.date | None = None
        self._begun: dt.date | None = None

    def begin(self, jobs: Jobs) -> None:
        self._day = self._begun = None
        self._program.window.ui.bus.changed.connect(self._changed)
        super().begin(jobs)

    def look(self) -> None:
        """Whether another day has begun."""
        desk = self._program.desk
        if self._jobs is not None and desk is not None and desk.today() != self._day:
            self._day = desk.today()
            self._jobs.run(self, _refresh, self._done, self._failed, channel="marks")

    def _changed(self, changes: Changes) -> None:
        """The numbers of the rules stand in Settings."""
        if changes.touched("setting"):
            self._day = None
            self.look()

    def _done(self, count: int) -> None:
        """Pages show other things from midnight on, and where the clock was set back, whoever's marks changed."""
        another = self._begun is not None and self._begun != self._day
        self._begun = self._day
        if count or another:
            self._program.window.ui.bus.changed.emit(Changes(everything=True))

    def _failed(self, error: Exception) -> None:
        """A file that cannot be written now is looked at again."""
        self._day = None
        if not isinstance(error, UserError):
            self._program.window.ui.bus.failed.emit(error)


def _refresh(desk: Desk, job: Job) -> int:
    from crmdesk.services import marks

    return marks.refresh(desk, job.is_cancelled)
