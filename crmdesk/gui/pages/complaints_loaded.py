"""What the board and the figures of complaints have in common: read anew when something they show was changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from crmdesk.core.changes import Changes
from crmdesk.gui.jobs import Job, Jobs
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.services.desk import Desk

KINDS = ("complaint", "complaint_step", "complaint_event", "customer")


class Loaded(Ground):
    """A tab that reads on a worker of its own. `shown`: what it says of itself in the status line is another thing;
    `kinds`: of which records it shows something."""

    shown = Signal()
    kinds: tuple[str, ...] = KINDS

    def __init__(self, ui: Ui, key: str) -> None:
        super().__init__("base", name=key)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.ui, self.key = ui, key
        self.jobs = Jobs(ui.desk, self)
        self.job: Job | None = None
        self._stale = True
        self._read = False
        self._awaited: QWidget | None = None
        ui.bus.changed.connect(self._changed)
        ui.masking.changed.connect(self.load)

    # What a subclass says

    def ask(self) -> Callable[[Desk, Job], Any]:
        """What is read, on the worker."""
        raise NotImplementedError

    def progressed(self, done: int, _total: int | None) -> None:
        """So many complaints are read."""

    def answered(self, found: Any) -> None:
        """Show what was read."""
        raise NotImplementedError

    def give_keyboard(self) -> None:
        """To what is shown first."""
        raise NotImplementedError

    # What all of them do

    def load(self) -> None:
        """Read what is to be shown; an older answer under way is not wanted any more."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        failed = self.ui.bus.failed.emit
        self.job = self.jobs.run(self, self.ask(), self._answered, failed, progress=self.progressed, channel=self.key)

    def _answered(self, found: Any) -> None:
        self._read = True
        self.answered(found)
        self.shown.emit()
        if self._awaited is not None and self.window().focusWidget() is self._awaited:
            self.give_keyboard()
        self._awaited = None

    def take_keyboard(self) -> None:
        """What is there first gets it, as soon as there is something."""
        if self._read:
            self.give_keyboard()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._awaited = self.window().focusWidget()

    def _changed(self, changes: Changes) -> None:
        if changes.everything or any(changes.touched(kind) for kind in self.kinds):
            self.load()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.load()

    def select_all(self) -> None:
        """There is nothing of which all could be selected."""

    def delete_selected(self) -> None:
        """Nothing is deleted here."""

    def close_down(self) -> None:
        self.jobs.close()
