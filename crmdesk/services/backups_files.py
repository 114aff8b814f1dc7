"""The files that backups are: where they lie, what they are called, and whether there is room for one more."""

from __future__ import annotations

import datetime as dt
import glob
import hashlib
import math
import shutil
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from crmdesk.core import backups as rules
from crmdesk.core.attachments import shown_size
from crmdesk.core.errors import UserError
from crmdesk.store import backups as store
from crmdesk.store import copying
from crmdesk.store.database import DataFile
from crmdesk.store.failures import translated
from crmdesk.store.keys import salt_of
from crmdesk.store.rekeying import shred
from crmdesk.store.salvage_copy import SALVAGING

_SPARE = 1 << 20
_SHORT = 6
_BESIDE = (".partial", "-wal", "-shm", "-journal")
"""What lies beside a backup that is being made or is open."""

_STALE_SECONDS = 3_600
WORKPLACE = "-restoring-"
"""In the name of the folder that a backup is made ready in before it takes the data file's place."""


class Backup(Struct, frozen=True):
    """A backup: `at` with a time zone, `reason` one of `core.backups.REASONS`, `size` in bytes, `outside` whether it
    lies on another disk than the data file.

    `missed`: the chosen folder, where the backup was to go but could not.
    """

    path: Path
    at: dt.datetime
    reason: str
    size: int
    encrypted: bool
    outside: bool = False
    missed: Path | None = None


def beside(path: Path) -> Path:
    """Where the backups of a data file lie when no folder was chosen."""
    return path.parent / f"{path.stem}-backups"


def places(path: Path, chosen: str | None) -> list[Path]:
    """Where backups of a data file may go, the best place first: a folder of its own within the chosen one, where
    that can be reached, and the one beside it."""
    own = f"{path.stem}-{hashlib.sha256(str(path).encode()).hexdigest()[:_SHORT]}"
    return [*([Path(chosen) / own] if chosen and Path(chosen).is_dir() else []), beside(path)]


def listed(folder: Path, stem: str, suffix: str | None = None, zone: dt.tzinfo | None = None) -> list[Backup]:
    """The backups of the data file `stem` in a folder, newest first; of any ending unless `suffix` is given.

    Their names tell local time: of this machine, or of `zone`.
    """
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name.endswith(_BESIDE):
            continue
        named = rules.read_name(path.name, stem, path.suffix if suffix is None else suffix)
        if named is not None and path.is_file():
            at = named.at.replace(tzinfo=zone) if zone else named.at.astimezone()
            with suppress(OSError, UserError):  # gone meanwhile, or not ours to read
                found.append(described(path, at, named.reason))
    return sorted(found, key=lambda backup: backup.at, reverse=True)


def described(path: Path, at: dt.datetime, reason: str) -> Backup:
    """A backup that is there. Raises OSError and UserError where it cannot be read."""
    with translated(path):
        return Backup(path, at, reason, path.stat().st_size, salt_of(path) is not None)


def delete(backup: Backup) -> None:
    """Delete a backup for good. Raises UserError('backup-not-deleted')."""
    try:
        copying.remove(backup.path)
    except OSError as error:
        raise UserError("backup-not-deleted", path=str(backup.path), reason=error.strerror or "") from error


def check_room(place: Path, needed: int) -> None:
    """Raise UserError('backup-no-room') where a disk has less room than so many bytes."""
    free = shutil.disk_usage(place).free
    if free < needed + _SPARE:
        needs, has = shown_size(needed + _SPARE), shown_size(free)
        raise UserError("backup-no-room", folder=str(place), needed=needs, free=has)


def made_folder(place: Path) -> None:
    """Make the folder for backups where it is not there yet. Raises UserError('backup-failed')."""
    try:
        place.mkdir(exist_ok=True)
    except OSError as error:
        raise UserError("backup-failed", folder=str(place), reason=error.strerror or "") from error


def sweep(path: Path, place: Path, now: dt.datetime | None) -> None:
    """Overwrite and remove what killed programs left of backups of a data file in a folder, and of restoring or
    salvaging it beside it; what is not old at `now` may still be in work, without `now` nothing is."""
    stem, before = glob.escape(path.stem), now.timestamp() - _STALE_SECONDS if now else math.inf
    with suppress(OSError):
        for partial in store.stale(place.glob(f"{stem}-*.partial"), before):
            shred(partial)
        for kind in (WORKPLACE, SALVAGING):
            for workplace in store.stale(path.parent.glob(f".{stem}{kind}*"), before):
                for file in workplace.iterdir():
                    shred(file)
                shutil.rmtree(workplace, ignore_errors=True)


def free_path(place: Path, path: Path, at: dt.datetime, reason: str) -> tuple[Path, dt.datetime]:
    """A name for a backup of the data file `path` that no other one has: a second later where there is one already."""
    at = at.replace(microsecond=0)
    while True:
        target = place / rules.name(path.stem, at, reason, path.suffix)
        if not (target.exists() or target.with_name(target.name + ".partial").exists()):
            return target, at
        at += dt.timedelta(seconds=1)


def note(data: DataFile, path: Path, made: Path, at: dt.datetime, reason: str, action: int) -> None:
    """Note in an open data file (of `path`, or to come there) that a backup was made, holding what was done up to an
    action."""
    utc = at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    outside = store.on_another_disk(made.parent, path)
    store.add(data, store.Made(utc, str(made.parent), made.name, reason, outside, action))
