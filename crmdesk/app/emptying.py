"""The trash emptied by itself while the window is open: looked for at the start and when a new day begins."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from crmdesk.app.new_day import MINUTE
from crmdesk.app.regular import Regular
from crmdesk.core.errors import UserError
from crmdesk.gui.jobs import Job
from crmdesk.services.desk import Desk

if TYPE_CHECKING:
    from crmdesk.app.program import Program
    from crmdesk.services.trash import Emptied


class Emptying(Regular):
    """Nothing where Settings say never, which they do until somebody chooses a number of days."""

    def __init__(self, program: Program) -> None:
        super().__init__(program, MINUTE)
        self._day: dt.date | None = None

    def look(self) -> None:
        desk = self._program.desk
        if self._jobs is not None and desk is not None and desk.today() != self._day:
            self._day = desk.today()
            self._jobs.run(self, _empty, self._done, self._failed, channel="trash")

    def _done(self, emptied: Emptied | None) -> None:
        from crmdesk.gui.dialogs.trash_erasing import told_emptied

        frame = self._program.window.frame
        if emptied is not None and frame is not None:
            frame.ui.bus.changed.emit(emptied.changes)
            frame.ui.bus.message.emit(told_emptied(emptied, frame.ui), False)

    def _failed(self, error: Exception) -> None:
        """A file that cannot be written now is looked at again tomorrow, or at the next start."""
        if not isinstance(error, UserError):
            self._program.window.ui.bus.failed.emit(error)


def _empty(desk: Desk, job: Job) -> Emptied | None:
    from crmdesk.services import trash

    return trash.empty_due(desk, job.is_cancelled)
