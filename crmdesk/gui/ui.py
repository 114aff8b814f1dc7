"""What pages, forms and dialogs are given: the desk, the words, the worker, and how they tell the window of things."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from PySide6.QtCore import QObject, Signal

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Field
from crmdesk.core.words import Words
from crmdesk.gui.clipboard import Clipboard
from crmdesk.gui.jobs import Jobs
from crmdesk.gui.masking import Masking
from crmdesk.gui.preferences import Preferences
from crmdesk.services.desk import Desk

if TYPE_CHECKING:
    from crmdesk.core.customers import CustomerFile


class Bus(QObject):
    """Signals between pages and the window; pages never call each other."""

    changed = Signal(object)
    """`Changes`: something was written; each page refreshes what it shows of it."""
    open_customer = Signal(object)
    """The id of a customer whose file is to be shown."""
    show_listing = Signal(object)
    """A `Listing`: these customers are to be shown in the list."""
    go = Signal(str)
    """A page is to be shown: the key of a place in the navigation."""
    record_interaction = Signal(object, object)
    """A contact made is to be recorded: the customer's id (None: to be picked first) and typed texts to begin with."""
    open_interaction = Signal(object)
    """The id of an interaction that is to be shown and changed."""
    new_order = Signal(object, str)
    """An order of a customer (None: to be picked first) is to be written; its state: 'ordered' or 'offer'."""
    open_order = Signal(object)
    """The id of an order that is to be shown and changed."""
    record_payment = Signal(object, object)
    """A payment of a customer, for an order (None: for none), is to be recorded."""
    log_complaint = Signal(object)
    """A complaint is to be logged: the customer's id (None: to be picked first)."""
    open_complaint = Signal(object)
    """The id of a complaint whose card is to be shown."""
    show_complaints = Signal(object)
    """A `Complaints`: these are to be shown as a table."""
    briefing = Signal(object)
    """Show the briefing of a customer (its id) before a visit or call."""
    new_task = Signal(object)
    """Add a task to a customer (its id; None: to be chosen)."""
    open_task = Signal(object)
    """Show the form of a task (its id)."""
    record_survey = Signal(object, object)
    """What a customer (its id; None: to be picked) says when asked how satisfied it is; after which complaint, its
    id or None."""
    open_survey = Signal(object)
    """The id of a survey that is to be shown and changed."""
    assess = Signal(object)
    """Judge whether a customer (its id; None: to be picked) is a good one."""
    open_assessment = Signal(object)
    """The id of an assessment that is to be shown and changed."""
    message = Signal(str, bool)
    """A short line for the status line; True: with *Undo*."""
    print_asked = Signal(object, str)
    """Something is to be printed: what is in front (`models.printing.InFront`), and which kind, '' for what one mostly
    prints of it."""
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


class Ui(Struct, frozen=True, weakref=True):
    """The collaborators of everything in the window."""

    desk: Desk
    words: Words
    jobs: Jobs
    bus: Bus
    preferences: Preferences
    masking: Masking = field(default_factory=Masking)
    """Whether personal data is hidden now; what is read for the window goes through it. Lives as long as the window."""
    clipboard: Clipboard = field(default_factory=Clipboard)

    def wrote(self, changes: Changes, message: str = "") -> None:
        """After a service verb: tell every page, and the person in the status line (with *Undo*)."""
        if changes:
            self.bus.changed.emit(changes)
        if message:
            self.bus.message.emit(message, bool(changes))

    def write(self, verb: Callable[[], Changes], message: str) -> bool:
        """Do something to the data file and tell it where it changed something; why it was refused is told by the
        window, and then it is False."""
        try:
            changes = verb()
        except UserError as error:
            self.bus.failed.emit(error)
            return False
        self.wrote(changes, message if changes else "")
        return True

    def write_later(self, verb: Callable[[Desk], Changes], message: str) -> None:
        """`write` of what may take long, on the worker; told also where whoever asked for it is gone by then."""

        def done(changes: Changes) -> None:
            self.wrote(changes, message if changes else "")

        self.jobs.run(self.bus, lambda desk, _job: verb(desk), done, self.bus.failed.emit)

    def sentence(self, error: UserError) -> str:
        return self.masking.text(self.words.error(error))

    def shown(self, field_: Field, value: Any, kind: str | None = None) -> str:
        """The value of a field as a person may read it now; the only way from values to texts in the window. `kind`: of
        the customer it belongs to."""
        return self.masking.shown(field_, value, self.words, kind)

    def read(self, file: CustomerFile) -> CustomerFile:
        """A file as it may be seen now."""
        return self.masking.file(file, self.desk.fields)
