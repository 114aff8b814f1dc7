"""Looking a data file over, and making a new one of what can be read of a damaged one (METHOD.md section 14).

The data file itself is never written: it is looked over read-only and salvaged from a copy.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from crmdesk.core import recovery
from crmdesk.core.errors import Problem, UserError
from crmdesk.services.backups_files import beside, sweep
from crmdesk.services.desk import Clock, system_clock
from crmdesk.sheets.books import Cancelled, CancelledError
from crmdesk.store import checking, copying
from crmdesk.store import salvage as store
from crmdesk.store.copying import Progress
from crmdesk.store.failures import Interrupted, translated
from crmdesk.store.keys import PAGE, Key, salt_of
from crmdesk.store.salvage_copy import copied, has_head, is_encrypted, readable
from crmdesk.store.salvage_standins import Tally

__all__ = ["Check", "Key", "Salvaged", "Tally", "Unlock", "check", "salvage", "unlock"]

STAND_IN = "打捞 Salvaged"
"""What is called so stands for a record that is lost and that others name."""

_DAMAGE = ("file-damaged", "file-failed")

Unlock = Callable[[Path], Key | None]
"""Gives the key of an encrypted copy, asking for the password."""


class Check(Struct, frozen=True):
    """What was found in a data file: `problems` (none: it is sound), `counts` of the records of each kind that are not
    deleted, when it was made of what could be read of another (`salvaged`, UTC; None: it was not)."""

    problems: Sequence[Problem]
    counts: Mapping[str, int] = field(default_factory=dict)
    schema: int = 0
    encrypted: bool = False
    salvaged: str | None = None

    @property
    def sound(self) -> bool:
        return not self.problems


class Salvaged(Struct, frozen=True):
    """A new data file made of what could be read of a damaged one, and what became of each table.

    `headless`: nothing said which page belongs to which table, so that groups' members and counts of what is lost are
    missing. `unread`: bytes that the disk could not read.
    """

    path: Path
    tables: Mapping[str, Tally]
    headless: bool
    unread: int

    @property
    def rows(self) -> dict[str, tuple[int, int]]:
        """Rows kept and lost, by table."""
        return {name: (tally.kept, len(tally.lost)) for name, tally in self.tables.items()}

    @property
    def whole(self) -> bool:
        return not self.headless and all(not t.lost and not t.incomplete and t.surely for t in self.tables.values())


def check(
    path: Path, key: Key | None = None, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> Check:
    """Look a data file over; it may be open. 7 s at 100,000 customers; a wrong value that fits in its place cannot be
    told in a file without a password.

    Raises UserError: 'file-missing', 'file-not-ours', 'file-newer', 'password-needed', 'password-wrong';
    CancelledError.
    """
    path = Path(os.path.abspath(path))
    if not path.is_file():
        raise UserError("file-missing", path=str(path))
    size = path.stat().st_size
    if size % PAGE or not size:
        return Check((Problem("check-cut", {"bytes": size % PAGE}, hard=True),))

    def step() -> int:
        if progress is not None:
            progress(0, None)
        return int(cancelled is not None and cancelled())

    encrypted = False
    try:
        with translated(path):
            encrypted = salt_of(path) is not None
            if encrypted and key is None and not is_encrypted(path):
                return Check((Problem("check-head", hard=True),))
            found = checking.check(path, key, step)
    except Interrupted as error:
        raise CancelledError from error
    except UserError as error:
        if error.code == "file-not-ours" and not has_head(path):
            return Check((Problem("check-head", hard=True),))
        if error.code not in _DAMAGE:
            raise
        return Check((Problem(error.code, error.params, hard=True),), encrypted=encrypted)
    return Check(tuple(found.problems), found.counts, found.schema, encrypted, found.salvaged)


def salvage(
    path: Path,
    target: Path | None = None,
    key: Key | None = None,
    progress: Progress | None = None,
    *,
    ask: Unlock | None = None,
    clock: Clock = system_clock,
) -> Salvaged:
    """Make a new data file, with the same password, of what can be read of one that nobody has open.

    `ask` is called for the key of an encrypted one unless `key` is given. What others name and is lost gets a stand-in
    under the same id, with what indexes still say about it; whatever is lost is listed by its id. `progress` is told
    pages searched and all of them.

    Raises UserError: 'file-missing', 'file-exists', 'file-in-use', 'file-full', 'password-needed', 'password-wrong',
    'salvage-hopeless'.
    """
    path = Path(os.path.realpath(path))
    at = clock()
    target = _free(target or path.with_name(f"{path.stem}-salvaged-{at:%Y%m%d-%H%M%S}{path.suffix}"))
    utc = f"{at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
    sweep(path, beside(path), at)
    with translated(target), copied(path) as copy:
        if not copy.encrypted:
            key = None
        elif key is None and ask is not None:
            key = ask(copy.path)
        elif key is None:
            raise UserError("password-needed", path=str(path))
        if not readable(copy.path, key) and not copy.headless:
            raise UserError("salvage-hopeless", path=str(path))
        made = store.salvage(copy.path, key, target, utc, STAND_IN, headless=copy.headless, progress=progress)
        result = Salvaged(target, made, copy.headless, copy.unread)
    if not any(result.tables[kind].kept for kind in ("customer", "action", "setting")):
        copying.remove(target)
        raise UserError("salvage-hopeless", path=str(path))
    return result


def _free(target: Path) -> Path:
    if target.exists():
        raise UserError("file-exists", path=str(target))
    if not target.parent.is_dir():
        raise UserError("file-folder-missing", folder=str(target.parent))
    return target


def unlock(path: Path, typed: str) -> Key:
    """The key of an encrypted file that may be damaged, from its password or its recovery sheet.

    Raises UserError: 'password-empty', 'password-wrong', 'recovery-…'.
    """
    salt = salt_of(path)
    if salt is None:
        raise UserError("salvage-hopeless", path=str(path))
    key = Key.of(typed, salt)
    if not readable(path, key) and recovery.looks_typed(typed):
        key = Key(recovery.read(typed), salt)
    if not readable(path, key):
        raise UserError("password-wrong")
    return key
