"""Backups of the data file: made, listed, rotated, and when the next one is due (METHOD.md section 14).

Each is an ordinary data file, whole and checked before it has its name, and encrypted like the data file. They lie in
a folder of this data file's own: beside it, or within the folder chosen in Settings.
"""

from __future__ import annotations

import datetime as dt
import os
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from crmdesk.core import backups as rules
from crmdesk.core.errors import UserError
from crmdesk.core.settings import BACKUP_DAILY, BACKUP_FOLDER, BACKUP_MONTHLY, BACKUP_OUTSIDE_DAYS, BACKUP_WEEKLY
from crmdesk.services import settings
from crmdesk.services.backups_files import (
    Backup,
    beside,
    check_room,
    delete,
    described,
    free_path,
    listed,
    made_folder,
    note,
    places,
    sweep,
)
from crmdesk.services.desk import Desk
from crmdesk.sheets.books import Cancelled, CancelledError
from crmdesk.store import backups as store
from crmdesk.store import copying
from crmdesk.store.copying import Progress

__all__ = [
    "MANY",
    "Backup",
    "all_of",
    "before",
    "beside",
    "daily",
    "delete",
    "folder",
    "latest",
    "listed",
    "make",
    "outside_overdue",
]

MANY = 100
"""Changing so many customers at once is bulk work, which a backup goes before."""

_FALL_BACK = ("backup-failed", "backup-no-room")


def folder(desk: Desk) -> Path:
    """Where the next backup goes. It may not be there yet."""
    return places(desk.path, settings.get(desk, BACKUP_FOLDER))[0]


def all_of(desk: Desk) -> list[Backup]:
    """Every backup of the data file that is there, wherever it was made, newest first: by the instant noted, since
    names tell the time on the wall, which goes back in autumn and on journeys."""
    found = {backup.path: backup for place in _own(desk) for backup in _listed(desk, place)}
    outside = set()
    for made in reversed(store.made(desk.data)):
        path, at = Path(made.folder, made.name), _instant(desk, made.at)
        with suppress(OSError, UserError):
            if path in found:
                found[path] = replace(found[path], at=at)
            elif path.is_file():
                found[path] = described(path, at, made.reason)
        outside.update([path] if made.outside else [])
    told = (replace(each, outside=path in outside or _is_outside(desk, path)) for path, each in found.items())
    return sorted(told, key=lambda backup: backup.at, reverse=True)


def latest(desk: Desk) -> Backup | None:
    """The newest backup that is there."""
    return next(iter(all_of(desk)), None)


def make(
    desk: Desk,
    reason: str = "manual",
    target: Path | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Backup:
    """Make a backup now; older ones make room in its folder (`core.backups.surplus`). Never inside a transaction.

    `target` is another folder, or the name of a file that is not there yet; nothing makes room there. `progress` is
    told pages copied and all of them.

    Raises UserError: 'backup-no-room', 'backup-failed', 'file-exists', 'file-folder-missing'; CancelledError.
    """
    if target is not None:
        return _copied(desk, reason, _named(desk, reason, Path(os.path.abspath(target))), progress, cancelled)
    chosen = settings.get(desk, BACKUP_FOLDER)
    *better, last = places(desk.path, chosen)
    for place in better:
        try:
            return _made_in(desk, place, reason, progress, cancelled)
        except UserError as error:
            if error.code not in _FALL_BACK:
                raise
    made = _made_in(desk, last, reason, progress, cancelled)
    return replace(made, missed=Path(chosen)) if chosen else made


def daily(desk: Desk, cancelled: Cancelled | None = None) -> Backup | None:
    """Make the backup of the day, if something was changed since the last one and none was made today."""
    if not store.has_customers(desk.data) or _covered(desk) or _made_today(desk):
        return None
    return make(desk, "daily", cancelled=cancelled)


def before(
    desk: Desk, reason: str, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> Backup | None:
    """Make a backup before something is done to very much, unless nothing was changed since the last one or there are
    no customers yet. Never inside a transaction. Raises UserError like `make`."""
    if not store.has_customers(desk.data) or _covered(desk):
        return None
    return make(desk, reason, progress=progress, cancelled=cancelled)


def outside_overdue(desk: Desk) -> int | None:
    """The days since the last backup on another disk, when they are more than the setting allows; since the data file
    was begun, when there never was one."""
    allowed = settings.get(desk, BACKUP_OUTSIDE_DAYS)
    if not allowed or not store.has_customers(desk.data):
        return None
    at = store.last_outside(desk.data, desk.now()) or store.first_at(desk.data)
    days = (desk.today() - _instant(desk, at).date()).days if at else 0
    return days if days > allowed else None


def _made_in(desk: Desk, place: Path, reason: str, progress: Progress | None, cancelled: Cancelled | None) -> Backup:
    made_folder(place)
    sweep(desk.path, place, desk.clock())
    made = _copied(desk, reason, free_path(place, desk.path, desk.clock(), reason), progress, cancelled)
    _rotate(desk, place, made)
    return made


def _named(desk: Desk, reason: str, target: Path) -> tuple[Path, dt.datetime]:
    """The file meant by a target."""
    if target.is_dir():
        return free_path(target, desk.path, desk.clock(), reason)
    if not target.parent.is_dir():
        raise UserError("file-folder-missing", folder=str(target.parent))
    if target.exists():
        raise UserError("file-exists", path=str(target))
    return target, desk.clock().replace(microsecond=0)


def _copied(
    desk: Desk,
    reason: str,
    target: tuple[Path, dt.datetime],
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> Backup:
    if desk.data.database.in_transaction():
        raise RuntimeError("no backup inside a transaction: SQLite would wait for it for ever")
    path, at = target
    check_room(path.parent, store.size(desk.data.database))
    action = store.last_action(desk.data)
    try:
        copying.copy(desk.data.database, path, desk.data.key, progress, cancelled)
    except copying.Stopped as error:
        raise CancelledError from error
    outside = _is_outside(desk, path)
    with suppress(UserError):  # the copy is good though the file is too busy to note it: it is found by its name
        note(desk.data, desk.path, path, at, reason, action)
    return replace(described(path, at, reason), outside=outside)


def _rotate(desk: Desk, place: Path, made: Backup) -> None:
    numbers = (settings.get(desk, setting) for setting in (BACKUP_DAILY, BACKUP_WEEKLY, BACKUP_MONTHLY))
    for backup in rules.surplus(_listed(desk, place), desk.clock(), *numbers):
        if backup.path != made.path:
            with suppress(OSError):
                copying.remove(backup.path)


def _covered(desk: Desk) -> bool:
    """Whether the newest backup in the folders of this data file holds all that is in it."""
    own = {str(place) for place in _own(desk)}
    there = (made for made in store.made(desk.data) if made.folder in own and Path(made.folder, made.name).is_file())
    newest = next(there, None)
    return newest is not None and newest.action == store.last_action(desk.data)


def _made_today(desk: Desk) -> bool:
    return any(
        backup.reason == "daily" and backup.at.date() == desk.today()
        for place in _own(desk)
        for backup in _listed(desk, place)
    )


def _own(desk: Desk) -> list[Path]:
    return places(desk.path, settings.get(desk, BACKUP_FOLDER))


def _listed(desk: Desk, place: Path) -> list[Backup]:
    return listed(place, desk.path.stem, desk.path.suffix, desk.clock().tzinfo)


def _instant(desk: Desk, utc: str) -> dt.datetime:
    return dt.datetime.fromisoformat(utc).astimezone(desk.clock().tzinfo)


def _is_outside(desk: Desk, path: Path) -> bool:
    return store.on_another_disk(path.parent, desk.path)
