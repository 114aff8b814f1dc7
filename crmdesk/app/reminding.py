"""The reminder of the day while the window is open: how much waits, from the tray of the system, once a day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from crmdesk.app.regular import Regular
from crmdesk.app.tray import Tray, has_tray
from crmdesk.core import reminding
from crmdesk.core.errors import UserError
from crmdesk.core.reminding import Waiting
from crmdesk.gui.jobs import Job, Jobs
from crmdesk.services import reminding as counting
from crmdesk.services.desk import Desk
from crmdesk.services.sample import is_sample

if TYPE_CHECKING:
    from crmdesk.app.program import Program

_OFTEN = 20_000
_TODAY = "today"


class Reminding(Regular):
    """Off where the person wants none or the system has no tray. What is read tells numbers, never names; a file that
    is locked tells nothing, one that is unlocked later still reminds."""

    def __init__(self, program: Program) -> None:
        super().__init__(program, _OFTEN)
        self._since: dt.datetime | None = None
        self._asked = False
        self.tray: Tray | None = None

    def begin(self, jobs: Jobs) -> None:
        self._asked = False
        super().begin(jobs)

    def stop(self) -> None:
        super().stop()
        self._stand(shown=False)

    def look(self) -> None:
        """Whether it is time."""
        desk, preferences = self._program.desk, self._program.window.ui.preferences
        if self._jobs is None or desk is None:
            return
        now = desk.clock().replace(tzinfo=None)
        self._since = reminding.looking_since(now, self._since or now)
        self._stand(shown=preferences.reminder_on and not is_sample(desk) and has_tray())
        if self.tray is None or self._asked or not preferences.reminder_on:
            return
        if reminding.is_due(now, self._since, preferences.reminder_at, preferences.reminded_days):
            self._asked = True
            self._jobs.run(self, _count, self._counted, self._failed, channel="reminder")

    def _counted(self, waiting: Waiting) -> None:
        """Nothing waits: nothing is said, and the day is done."""
        self._asked = False
        window, desk = self._program.window, self._program.desk
        if desk is None or window.frame is None or self.tray is None:
            return
        preferences, words = window.ui.preferences, window.ui.words
        preferences.reminded_days = reminding.with_day(preferences.reminded_days, desk.today())
        told = reminding.sentence(waiting, words)
        if told:
            self.tray.say(words.gettext("Today"), told)

    def _failed(self, error: Exception) -> None:
        """What hinders it now is tried again; a bug of ours is told once, and this file has no reminder any more."""
        if isinstance(error, UserError):
            self._asked = False
        else:
            self._program.window.ui.bus.failed.emit(error)

    def _stand(self, *, shown: bool) -> None:
        if self.tray is None and shown:
            self.tray = Tray(self._program.window)
            self.tray.opened.connect(self._open)
            self.tray.silenced.connect(self._silence)
        if self.tray is not None and self._program.window.frame is not None:
            self.tray.stand(self._program.window.ui.words, shown=shown)

    def _open(self) -> None:
        window = self._program.window
        if window.isMinimized():
            window.showNormal()
        window.show()
        window.raise_()
        window.activateWindow()
        if window.frame is not None:
            window.content.places.go(_TODAY)

    def _silence(self) -> None:
        """From the tray's own menu; Settings turn it on again."""
        ui = self._program.window.ui
        ui.preferences.reminder_on = False
        self._stand(shown=False)
        ui.bus.message.emit(ui.words.gettext("No reminders any more; Settings turn them on again."), False)


def _count(desk: Desk, _job: Job) -> Waiting:
    return counting.waiting(desk, desk.today())
