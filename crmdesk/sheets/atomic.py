"""Replacing a file whole or not at all: a temporary name in the same folder, fsync, verify, rename.

On any failure the old file is untouched and nothing is left beside it; what a killed program left goes with the next
file that is written there.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from crmdesk.core.errors import UserError
from crmdesk.sheets.books import Cancelled, CancelledError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_HELD_OPEN = (5, 32, 33)  # Windows: access denied, sharing violation, lock violation
_PAUSES = (0.1, 0.3, 0.6)
_BEGUN = ".crmdesk-"
"""What the name of a file begins with that is not finished."""
_STALE_SECONDS = 3_600

Noted = contextlib.AbstractContextManager[object]
"""Notes somewhere that a file appears, and takes the note back where it does not."""


@contextmanager
def replacing(
    path: Path | str,
    *,
    verify: Callable[[Path], bool] | None = None,
    cancelled: Cancelled | None = None,
    noted: Noted | None = None,
) -> Iterator[BinaryIO]:
    """A binary file, open for reading and writing, that takes the place of `path` when the block ends well.

    `verify` opens the finished file under its temporary name and says whether it is whole; `noted` is entered when it
    is, before it appears, and left once it is there, or with what kept it from appearing. Raises UserError 'write-…',
    CancelledError when `cancelled` says so before the rename; other exceptions of the block pass through.
    """
    target = Path(os.path.realpath(path))
    check_target(target)
    temporary = target.with_name(f"{_BEGUN}{secrets.token_hex(6)}.tmp")
    try:
        _sweep(target.parent)
        with temporary.open("xb+") as file:
            yield file
            file.flush()
            size = file.seek(0, os.SEEK_END)
            os.fsync(file.fileno())
        if temporary.stat().st_size != size or (verify is not None and not verify(temporary)):
            raise UserError("write-unverified", file=target.name)
        if cancelled is not None and cancelled():
            raise CancelledError
        _keep_mode(target, temporary)
        with noted or contextlib.nullcontext():
            _rename(temporary, target)
    except OSError as error:
        raise failure(error, target) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def failure(error: OSError, target: Path) -> UserError:
    """The UserError for what the system said while `target` was being written."""
    if error.errno in _FULL:
        return UserError("write-full", file=target.name)
    if getattr(error, "winerror", None) in _HELD_OPEN:
        return UserError("write-locked", file=target.name)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return UserError("write-readonly", file=target.name)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return UserError("write-folder-missing", folder=str(target.parent))
    if error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
        return UserError("write-name", file=target.name)
    return UserError("write-failed", file=target.name)


def check_target(target: Path) -> None:
    """Raise UserError 'write-…' where no file can be: no such folder, a folder, write-protected."""
    try:
        if not target.parent.is_dir():
            raise UserError("write-folder-missing", folder=str(target.parent))
        mode = target.stat().st_mode
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        if isinstance(error, OSError):
            raise failure(error, target) from error
        raise UserError("write-name", file=target.name) from error
    if stat.S_ISDIR(mode):
        raise UserError("write-folder", file=target.name)
    if not mode & stat.S_IWUSR or not os.access(target, os.W_OK):
        raise UserError("write-readonly", file=target.name)


def _sweep(folder: Path) -> None:
    """Remove what killed programs left in a folder; what was just written may still be in work."""
    with contextlib.suppress(OSError):
        for left in folder.glob(f"{_BEGUN}*.tmp"):
            if left.stat().st_mtime < time.time() - _STALE_SECONDS:
                left.unlink()


def _keep_mode(target: Path, temporary: Path) -> None:
    with contextlib.suppress(OSError):
        temporary.chmod(stat.S_IMODE(target.stat().st_mode))


def _rename(temporary: Path, target: Path) -> None:
    """Rename, patiently where another program holds the target for a moment, and make the rename last."""
    for pause in (*_PAUSES, None):
        try:
            temporary.replace(target)
            break
        except PermissionError:
            if pause is None or os.name != "nt":
                raise
            time.sleep(pause)
    if os.name != "nt":
        with contextlib.suppress(OSError):
            folder = os.open(target.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
