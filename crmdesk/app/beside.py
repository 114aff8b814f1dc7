"""What goes on beside the window: locking, restoring, what is looked for again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmdesk.app.daily import DailyBackup
from crmdesk.app.emptying import Emptying
from crmdesk.app.locking import Locking
from crmdesk.app.new_day import NewDay
from crmdesk.app.reminding import Reminding
from crmdesk.app.restoring import Restoring
from crmdesk.gui.jobs import Jobs

if TYPE_CHECKING:
    from crmdesk.app.program import Program


class Beside:
    """Made once, when all of the first window is there, so that nothing of it delays what a person sees first."""

    def __init__(self, program: Program) -> None:
        self.locking = Locking(program)
        self.restoring = Restoring(program)
        self.daily = DailyBackup(program)
        self.new_day = NewDay(program)
        self.emptying = Emptying(program)
        self.reminding = Reminding(program)
        self._regular = (self.daily, self.new_day, self.emptying, self.reminding)

    def begin(self, jobs: Jobs) -> None:
        """The data file is open and sound."""
        for each in self._regular:
            each.begin(jobs)

    def stop(self) -> None:
        """The worker is about to be closed."""
        for each in self._regular:
            each.stop()
