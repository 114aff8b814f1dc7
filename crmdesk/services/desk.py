"""The desk: an open data file with who works on it and what time it is. Every verb takes it first."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crmdesk.core import lists
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Fields
from crmdesk.core.registry import REGISTRY
from crmdesk.core.settings import PERSON_NAME
from crmdesk.services.private_folders import PrivateFolders
from crmdesk.store import cleaning, marks_days, search, settings
from crmdesk.store.database import DataFile, Patience, wait_shortly
from crmdesk.store.failures import meaning
from crmdesk.store.keys import Key
from crmdesk.store.opening import USUAL, Update, open_file
from crmdesk.store.places import Risk
from crmdesk.store.records import Records

if TYPE_CHECKING:
    from crmdesk.store.recording import Recording

Clock = Callable[[], dt.datetime]
"""Gives the present instant with its time zone."""

AT_ONCE = Update(at_once=True)
"""For who would keep somebody waiting who sees nothing of it."""


def system_clock() -> dt.datetime:
    return dt.datetime.now().astimezone()


def system_user() -> str:
    """Who is working, as the system knows them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


class Desk:
    """An open data file, who is working and the clock. Use it on the thread that opened it, or inside `on_thread`."""

    def __init__(self, data: DataFile, who: str, clock: Clock) -> None:
        self.data = data
        self.who = who
        self.clock = clock
        self.records = Records(data)
        self.private = PrivateFolders()
        """Copies of attachments that were opened to be looked at."""

    @property
    def path(self) -> Path:
        return self.data.path

    @property
    def risk(self) -> Risk | None:
        """Why the data file does not lie well where it is; None on a disk of this machine."""
        return self.data.risk

    def be_patient(self, patience: Patience | None) -> None:
        """How writing waits while another program writes; None: five seconds, as a command does."""
        self.data.patience = patience or wait_shortly

    def today(self) -> dt.date:
        """The local date."""
        return self.clock().date()

    def now(self) -> str:
        """The present instant as it is stored: UTC, to the second."""
        return self.clock().astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def fields(self, record: str) -> Fields:
        """The fields of a kind of record, with the user's own fields and lists of choices."""
        fields = REGISTRY[record]
        if record in lists.BORROWED:
            key = lists.BORROWED[record]
            return fields.with_lists({key: lists.apply(fields[key], self.records.lists().get(key, ()))})
        if record not in lists.RECORDS:
            return fields
        rows = {key: rows for key, rows in self.records.lists().items() if lists.record_of(key) == record}
        if rows:
            fields = fields.with_lists({key: lists.apply(fields[key], changed) for key, changed in rows.items()})
        return fields.with_user_fields(self.records.user_fields()) if record == "customer" else fields

    @contextmanager
    def recording(self, verb: str, **params: Any) -> Iterator[Recording]:
        """One action: one transaction, one history entry."""
        from crmdesk.store.recording import recording

        with recording(self.data, verb, self.who, self.now(), self.today(), params) as made:
            yield made

    @contextmanager
    def on_thread(self) -> Iterator[Desk]:
        """Work on another thread, with a connection of its own."""
        with self.data.connection():
            yield self

    def understood(self, error: Exception) -> Exception:
        """An error of what was done here: a UserError where the data file is damaged, the disk full …, else itself."""
        found = meaning(error, self.path)
        if found is not error or isinstance(error, UserError):
            return found
        from crmdesk.store import unreadable

        return unreadable.meaning(error, self.data.database, self.path)

    def close(self) -> None:
        self.private.clear()
        self.data.close()


def local_now(desk: Desk, today: dt.date | None = None) -> dt.datetime:
    """The present local moment to the minute, without a zone; at this hour of another day where one is given."""
    now = desk.clock().replace(second=0, microsecond=0, tzinfo=None)
    return now if today is None else dt.datetime.combine(today, now.time())


def open_desk(
    path: Path,
    *,
    create: bool = True,
    who: str | None = None,
    clock: Clock = system_clock,
    key: Key | None = None,
    update: Update = USUAL,
) -> Desk:
    """Open (or create) a data file. Raises UserError with what is wrong with it; 'password-needed' for
    an encrypted one without `key` (`services.security.unlock` gives it).

    `who` is working: by default the name in Settings, else the system's name for them. One that an older version wrote
    is brought up to date as `update` has it: `services.updating` for who waits and watches.
    """
    desk = Desk(open_file(path, create=create, key=key, update=update), who or "", clock)
    try:
        _begin(desk, who, update)
    except BaseException as error:
        understood = desk.understood(error) if isinstance(error, Exception) else error
        desk.close()
        if understood is error:
            raise
        raise understood from error
    return desk


def _begin(desk: Desk, who: str | None, update: Update) -> None:
    """What is to be done with a data file before anything else is."""
    if who is None:
        desk.who = settings.get(desk.data, PERSON_NAME.key) or system_user()
    if search.is_stale(desk.data):
        update.refuse(desk.path)
        update.begin()
        with desk.data.write():
            search.SearchIndex(desk.data, desk.records).rebuild(lambda _done: update.ask())
    marks_days.begin(desk.data, desk.today())
    if cleaning.is_pending(desk.data):  # an erasure that was cut short
        with suppress(UserError):
            cleaning.clean(desk.data)
