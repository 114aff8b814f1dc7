"""The backup of the day while the window is open: looked for at the start and every hour, beside everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmdesk.app.regular import Regular
from crmdesk.core.errors import UserError
from crmdesk.gui.jobs import Job
from crmdesk.services.desk import Desk
from crmdesk.services.sample import is_sample

if TYPE_CHECKING:
    from crmdesk.app.program import Program
    from crmdesk.services.backups import Backup

HOUR = 3_600_000


class DailyBackup(Regular):
    """A backup under way is cancelled by closing the worker."""

    def __init__(self, program: Program) -> None:
        super().__init__(program, HOUR)

    def look(self) -> None:
        """Make the backup of the day if it is due; a former attempt still under way goes on."""
        if self._jobs is not None and not self._jobs.busy:
            self._jobs.run(self, _daily, self._made, self._failed)

    def _made(self, backup: Backup | None) -> None:
        content = self._program.window.frame
        if content is None:
            return
        if backup is None:
            content.backups.begin()
        else:
            content.backups.made_daily(backup)

    def _failed(self, error: Exception) -> None:
        content = self._program.window.frame
        if content is None:
            return
        if isinstance(error, UserError):
            content.backups.daily_failed(error)
        else:
            content.ui.bus.failed.emit(error)


def _daily(desk: Desk, job: Job) -> Backup | None:
    from crmdesk.services import backups

    return None if is_sample(desk) else backups.daily(desk, cancelled=job.is_cancelled)
