"""What pages, forms and dialogs are given: the desk, the words, the worker, and how they tell the window of things."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.gui.jobs import Jobs
from crmdesk.gui.preferences import Preferences
from crmdesk.services.desk import Desk


class Bus(QObject):
    """Signals between pages and the window; pages never call each other."""

    changed = Signal(object)
    """`Changes`: something was written; each page refreshes what it shows of it."""
    open_customer = Signal(object)
    """The id of a customer whose file is to be shown."""
    message = Signal(str, bool)
    """A short line for the status line; True: with *Undo*."""
    open_settings = Signal(str)
    """A place in Settings is to be shown: the key of a group or setting, '' for the beginning."""
    failed = Signal(object)
    """A `UserError` (a sentence) or another exception (our bug) that no form could show in its place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.typing: set[str] = set()
        """Keys of the drafts that belong to forms open now."""
        self.typed: set[str] = set()
        """Those of them in which something was typed that is not saved."""


@dataclass(frozen=True)
class Ui:
    """The collaborators of everything in the window."""

    desk: Desk
    words: Words
    jobs: Jobs
    bus: Bus
    preferences: Preferences

    def wrote(self, changes: Changes, message: str = "") -> None:
        """After a service verb: tell every page, and the person in the status line (with *Undo*)."""
        if changes:
            self.bus.changed.emit(changes)
        if message:
            self.bus.message.emit(message, bool(changes))

    def sentence(self, error: UserError) -> str:
        return self.words.error(error)
