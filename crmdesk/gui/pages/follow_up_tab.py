"""What the tabs of the page Follow-up have in common."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crmdesk.core.changes import Changes
from crmdesk.gui.pages.follow_up_table import FollowUpTable
from crmdesk.gui.ui import Ui


class FollowUpTab(QWidget):
    """Reads while it is looked at, else when it comes into sight. `shown`: the status line says something else of it
    now. Whoever derives names the kinds of record it shows, and makes `table`."""

    shown = Signal()
    KINDS: tuple[str, ...] = ()
    table: FollowUpTable
    """The one that is copied from, and whose columns remember."""

    def __init__(self, ui: Ui, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._ui = ui
        self._stale = True
        ui.masking.changed.connect(self.read)

    # What the page asks

    def take_keyboard(self) -> None:
        """Whatever is worked with first gets it."""
        raise NotImplementedError

    def status(self) -> list[str]:
        """What the status line says of it."""
        return []

    def copy(self) -> bool:
        """Copy the current line; False where there is none."""
        return self.table.copy_line()

    def follow(self, changes: Changes) -> None:
        """Something was written: look again, now or when it is shown."""
        if changes.everything or any(changes.touched(kind) for kind in self.KINDS):
            self.read()

    def look(self) -> None:
        """It comes into sight."""
        if self._stale:
            self.read()

    def close_down(self) -> None:
        self.table.remember()

    # Inside

    def read(self, _why: object = None) -> None:
        """Look up anew what it shows, now or when it comes into sight."""
        self._stale = not self.isVisible()
        if not self._stale:
            self._look_up()

    def _look_up(self) -> None:
        raise NotImplementedError
