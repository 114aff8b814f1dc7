"""Restoring a backup: what differs, and putting it in the data file's place (METHOD.md section 14)."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from crmdesk.core import backups as rules
from crmdesk.core.errors import UserError
from crmdesk.core.settings import BACKUP_FOLDER
from crmdesk.services.backups_files import (
    WORKPLACE,
    beside,
    check_room,
    free_path,
    listed,
    made_folder,
    note,
    places,
    sweep,
)
from crmdesk.services.desk import Clock, Desk, system_clock
from crmdesk.sheets.books import Cancelled, CancelledError
from crmdesk.store import copying
from crmdesk.store import restoring as store
from crmdesk.store.backups import OTHER_FUTURE, size
from crmdesk.store.copying import Progress
from crmdesk.store.failures import translated
from crmdesk.store.keys import Key, salt_of
from crmdesk.store.opening import open_file
from crmdesk.store.rekeying import alone, finish, fitting, put
from crmdesk.store.restoring import Census, Differences, Opened

__all__ = ["Census", "Differences", "Preview", "fits", "preview", "restore"]

_NAMED = 20
_TIMES = 2
"""What a backup takes while it is being restored: of an older one a copy is made before its update."""

_UNREADABLE = ("file-not-ours", "file-damaged", "file-failed", "password-needed", "password-wrong")


class Preview(Struct, frozen=True):
    """What is `here` in the data file (None: it cannot be opened) and `there` in a backup, and how they differ.

    `other_password`: the data file would open with a password that it has not now.
    """

    here: Census | None
    there: Census
    differs: Differences | None
    other_password: bool = False


def fits(backup: Path, key: Key | None) -> bool:
    """Whether a key opens a backup; a plain one needs none. Raises UserError: 'file-missing', damaged."""
    try:
        fitting(backup, key)
    except UserError as error:
        if error.code not in ("password-needed", "password-wrong"):
            raise
        return False
    return True


def preview(desk: Desk | None, backup: Path, key: Key | None = None) -> Preview:
    """What restoring a backup would change; `key` is the backup's. Takes seconds at a million customers.

    Raises UserError: 'restore-itself', 'file-missing', 'file-not-ours', 'file-newer', 'password-needed',
    'password-wrong', 'backup-damaged', 'backup-damaged-next' (naming the next good one).
    """
    backup = _chosen(backup, desk.path if desk else None)
    encrypted = salt_of(backup) is not None if backup.is_file() else False
    with _judged(backup, key) as database:
        there = store.census(database, encrypted=encrypted)
        if desk is None:
            return Preview(None, there, None)
    with translated(desk.path):
        here = store.census(desk.data.database, encrypted=desk.data.key is not None)
    try:
        differs = store.differences(desk.data, backup, key if encrypted else None, _NAMED)
    except UserError as error:
        if error.code != "file-damaged":
            raise
        if copying.sound(backup, key if encrypted else None):
            raise UserError(error.code, **{**error.params, "path": str(desk.path)}) from error
        raise _damaged(backup, key) from error
    return Preview(here, there, differs, encrypted and desk.data.key != key)


def restore(
    path: Path,
    backup: Path,
    *,
    key: Key | None = None,
    here_key: Key | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    clock: Clock = system_clock,
) -> Path | None:
    """Put a backup in the place of the data file, which nobody has open; an older one is brought up to date first.

    `key` opens the backup, and the data file from now on; `here_key` opens the data file as it is. The present state
    is kept as a backup, or as it is beside the data file where it cannot be opened; returned is where (None: there was
    no data file). The logs of backups and of privacy go on. At every moment the data file is whole, the former or the
    restored one.

    Raises UserError: 'file-in-use', 'backup-no-room', 'backup-failed' and like `preview`; CancelledError.
    """
    path = Path(os.path.realpath(path))
    backup = _chosen(backup, path)
    try:
        if path.exists() and store.in_use(path):
            raise UserError("file-in-use", path=str(path))
    except PermissionError as error:
        raise UserError("file-read-only", path=str(path)) from error
    sweep(path, beside(path), clock())
    with _workplace(path) as place:
        try:
            key, new = _prepared(backup, place / path.name, key, progress, cancelled)
            if path.exists():
                return _swapped(new, path, (key, here_key), clock(), progress, cancelled)
            os.replace(new, path)
            copying.sync(path.parent)
        except copying.Stopped as error:
            raise CancelledError from error
        except OSError as error:
            raise UserError("file-failed", path=str(path), detail=error.strerror or str(error)) from error
    return None


def _chosen(backup: Path, path: Path | None) -> Path:
    backup = Path(os.path.realpath(backup))
    if path is not None and path.exists() and backup.exists() and path.samefile(backup):
        raise UserError("restore-itself", path=str(path))
    return backup


@contextmanager
def _judged(backup: Path, key: Key | None) -> Iterator[Opened]:
    """A backup, opened as it is. Raises UserError; for a damaged one the next good one of its folder is named."""
    try:
        with store.opened(backup, key) as database:
            yield database
    except UserError as error:
        known = rules.stem_of(backup.stem) is not None and error.code in _UNREADABLE[:2]
        if error.code == "file-damaged" or known:
            raise _damaged(backup, key) from error
        raise


def _damaged(backup: Path, key: Key | None) -> UserError:
    stem = rules.stem_of(backup.stem)
    for other in listed(backup.parent, stem) if stem else ():
        fitting_key = key if other.encrypted else None
        if other.path != backup and fits(other.path, key) and copying.sound(other.path, fitting_key):
            return UserError("backup-damaged-next", path=str(backup), next=other.path.name)
    return UserError("backup-damaged", path=str(backup))


@contextmanager
def _workplace(path: Path) -> Iterator[Path]:
    """A folder beside the data file for making the new one in."""
    if not path.parent.is_dir():
        raise UserError("file-folder-missing", folder=str(path.parent))
    try:
        place = Path(tempfile.mkdtemp(prefix=f".{path.stem}{WORKPLACE}", dir=path.parent))
    except OSError as error:
        raise UserError("file-read-only", path=str(path)) from error
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _prepared(
    backup: Path, new: Path, key: Key | None, progress: Progress | None, cancelled: Cancelled | None
) -> tuple[Key | None, Path]:
    """A copy of a backup in the present schema, checked, and the key it needs."""
    with _judged(backup, key) as database:
        check_room(new.parent, _TIMES * size(database))
        key = key if salt_of(backup) else None
        try:
            copying.copy(database, new, key, progress, cancelled)
        except UserError as error:
            if copying.sound(backup, key):
                raise
            raise _damaged(backup, key) from error
    with closing(open_file(new, create=False, key=key)) as data, translated(new):
        copying.fold(data.database)
    copying.sync(new)
    return key, new


def _swapped(
    new: Path,
    path: Path,
    keys: tuple[Key | None, Key | None],
    at: dt.datetime,
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> Path:
    """Put the new file in the place of the present one. Returns where that one is kept."""
    key, here_key = keys
    try:
        with translated(path), alone(path, here_key) as former:
            finish(path)
            encrypted = here_key if salt_of(path) else None
            kept = _saved(former, path, encrypted, at, progress, cancelled)
            if kept is not None:
                with closing(open_file(new, create=False, key=key)) as data:
                    store.keep_logs(former, data)
                    note(data, path, kept, at, "restore", OTHER_FUTURE)
                    copying.fold(data.database)
                new.chmod(path.stat().st_mode & 0o777)
                copying.sync(new)
                put(former, new, path, keep=False)
                return kept
    except UserError as error:
        if error.code not in _UNREADABLE:
            raise
    aside = _aside(path, at)
    store.put_in_place(new, path, aside)
    return aside


def _saved(
    former: Opened,
    path: Path,
    key: Key | None,
    at: dt.datetime,
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> Path | None:
    """A backup of the present state; None where none can be made, be it damaged or the disk full."""
    for place in places(path, store.setting(former, BACKUP_FOLDER.key)):
        with suppress(UserError):
            made_folder(place)
            check_room(place, size(former))
            target, _ = free_path(place, path, at, "restore")
            copying.copy(former, target, key, progress, cancelled)
            return target
    return None


def _aside(path: Path, at: dt.datetime) -> Path:
    while True:
        aside = path.with_name(f"{path.stem}-{at:%Y%m%d-%H%M%S}-former{path.suffix}")
        if not aside.exists():
            return aside
        at += dt.timedelta(seconds=1)
