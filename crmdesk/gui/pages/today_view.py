"""What the day, the week and the month of the page Today have in common."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from crmdesk.core.changes import Changes
from crmdesk.gui.jobs import Job
from crmdesk.gui.ui import Ui
from crmdesk.services.desk import Desk


class TodayView(QWidget):
    """Reads on the worker while it is looked at, else when it comes into sight. `shown`: the status line says something
    else of it now; `day_asked`: a day is to be shown."""

    shown = Signal()
    day_asked = Signal(object)

    def __init__(self, ui: Ui, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.ui = ui
        self.day = ui.desk.today()
        self.mine = False
        self._stale = True
        ui.masking.changed.connect(self.read)

    # What one of them says

    def look_up(self, day: dt.date, mine: bool) -> Callable[[Desk, Job], Any]:
        """What is done on the worker."""
        raise NotImplementedError

    def show_found(self, found: Any) -> None:
        """Show what the worker found."""
        raise NotImplementedError

    # What the page asks

    def show_day(self, day: dt.date, *, mine: bool) -> None:
        """Another day; the same one changes nothing."""
        if (day, mine) != (self.day, self.mine):
            self.day, self.mine = day, mine
            self.read()

    def follow(self, _changes: Changes) -> None:
        """Something was written: look again, now or when it is shown."""
        self.read()

    def look(self) -> None:
        """It comes into sight."""
        if self._stale:
            self.read()

    def status(self) -> list[str]:
        return []

    def can(self) -> frozenset[str]:
        return frozenset()

    def copy(self) -> bool:
        """Copy what is current; False where nothing is."""
        return False

    def read(self, _why: object = None) -> None:
        """Look up anew what it shows, now or when it comes into sight."""
        self._stale = not self.isVisible()
        if not self._stale:
            self._read()

    def read_ahead(self) -> None:
        """Look it up already: it is about to come into sight."""
        self._stale = False
        self._read()

    def _read(self) -> None:
        work = self.look_up(self.day, self.mine)
        self.ui.jobs.run(self, work, self._found, self.ui.bus.failed.emit, channel=self.objectName())

    def _found(self, found: Any) -> None:
        self.show_found(found)
        self.shown.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()
