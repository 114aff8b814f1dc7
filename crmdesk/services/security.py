"""The password of a data file and of its backups (METHOD.md section 14).

Without the password and the recovery sheet nobody can open an encrypted file. A backup has the key of its data file,
salt included, so that one password and one sheet open both; after a change the older backups keep their old ones.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct

from crmdesk.core import recovery
from crmdesk.core.errors import UserError
from crmdesk.services import backups
from crmdesk.services.backups import Backup
from crmdesk.services.backups_files import sweep
from crmdesk.services.desk import Desk
from crmdesk.sheets.books import Cancelled, CancelledError
from crmdesk.store import rekeying
from crmdesk.store.copying import Progress, Stopped
from crmdesk.store.failures import translated
from crmdesk.store.keys import Key, salt_of
from crmdesk.store.opening import opens

__all__ = [
    "CancelledError",
    "How",
    "Key",
    "Protected",
    "is_protected",
    "locked_backups",
    "plain_backups",
    "protect_backups",
    "remove_password",
    "set_password",
    "unlock",
]

How = Literal["encrypt", "delete"]


class Protected(Struct, frozen=True):
    """What became of backups: how many were encrypted or deleted, and which could not be."""

    done: int
    failed: tuple[Path, ...]


def is_protected(path: Path) -> bool:
    """Whether a data file or backup has a password."""
    with translated(path):
        return salt_of(path) is not None


def unlock(path: Path, typed: str) -> Key | None:
    """The key of a data file from its password or from the key on its recovery sheet; None where the file has none.
    Takes 0.2–0.3 s on purpose.

    Raises UserError: 'password-empty', 'password-wrong'; 'recovery-…' where a recovery key was typed with mistakes.
    """
    with translated(path):
        salt = salt_of(path)
        if salt is None:
            return None
        key = Key.of(typed, salt)
        if not opens(path, key):
            if not recovery.looks_typed(typed):
                raise UserError("password-wrong")
            key = Key(recovery.read(typed), salt)
            if not opens(path, key):
                raise UserError("recovery-other")
        rekeying.finish(path)
    return key


def set_password(
    path: Path,
    password: str,
    *,
    key: Key | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Key:
    """Encrypt a plain data file, or change the password of an encrypted one that `key` opens; nobody has it open.

    The whole file is written anew beside itself, checked and put in place at once; killed at any moment, the old one
    or the new one is there. The recovery sheet must be printed anew from the returned key. `progress` is told pages
    done and all of them, None for all while the new file is being checked; `cancelled` counts until the new file is
    put in place.

    Raises UserError: 'password-empty', 'password-needed', 'password-wrong', 'file-in-use', what is wrong with the
    file or the disk; CancelledError.
    """
    new = Key.new(password)
    _rekey(path, key, new, progress, cancelled)
    return new


def remove_password(path: Path, key: Key, progress: Progress | None = None, cancelled: Cancelled | None = None) -> None:
    """Make an encrypted data file plain, as `set_password` does. Raises the same."""
    _rekey(path, key, None, progress, cancelled)


def _rekey(
    path: Path, key: Key | None, new: Key | None, progress: Progress | None, cancelled: Cancelled | None
) -> None:
    try:
        rekeying.rekey(path, key, new, progress, cancelled)
    except Stopped as error:
        raise CancelledError from error
    path = Path(os.path.realpath(path))
    sweep(path, backups.beside(path), None)


def plain_backups(desk: Desk) -> list[Backup]:
    """The backups of a data file that anybody can read, newest first."""
    return [backup for backup in _tidied(desk) if not backup.encrypted]


def locked_backups(desk: Desk) -> list[Backup]:
    """The backups that another password opens than the data file's present one, newest first."""
    key = desk.data.key
    return [b for b in _tidied(desk) if b.encrypted and (key is None or not opens(b.path, key))]


def _tidied(desk: Desk) -> list[Backup]:
    """Every backup; what a program that was killed while it changed one left beside it is gone."""
    found = backups.all_of(desk)
    for backup in found:
        rekeying.finish(backup.path)
    return found


def protect_backups(
    paths: Sequence[Path],
    how: How,
    *,
    key: Key,
    former: Key | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Protected:
    """Put backups under the key of their data file, or delete them; plain bytes are overwritten as far as possible.

    `former` opens the encrypted ones. One that cannot be encrypted or deleted stays as it is and is named; `progress`
    is told backups done and all of them. Raises CancelledError between two backups.
    """
    failed = []
    for done, path in enumerate(paths):
        if cancelled is not None and cancelled():
            raise CancelledError
        if progress is not None:
            progress(done, len(paths))
        try:
            _protect(path, how, key, former, cancelled)
        except UserError:
            failed.append(path)
    if progress is not None:
        progress(len(paths), len(paths))
    return Protected(len(paths) - len(failed), tuple(failed))


def _protect(path: Path, how: How, key: Key, former: Key | None, cancelled: Cancelled | None) -> None:
    if how == "encrypt":
        _rekey(path, former, key, None, cancelled)
        return
    rekeying.shred(path)
    if path.exists():
        raise UserError("backup-not-deleted", path=str(path), reason="")
