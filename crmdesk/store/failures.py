"""What went wrong in the data file, as something a person can mend or as our own bug."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import peewee
import sqlcipher3

from crmdesk.core.errors import UserError

_ANY = (peewee.DatabaseError, sqlcipher3.DatabaseError)
"""What goes past peewee (many rows at once, rows being fetched) raises the driver's own errors."""

_OURS = (
    peewee.IntegrityError,
    peewee.ProgrammingError,
    sqlcipher3.IntegrityError,
    sqlcipher3.ProgrammingError,
)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Database errors a person can mend, as UserError; the others are ours and pass."""
    try:
        yield
    except (*_ANY, UnicodeDecodeError) as error:
        found = meaning(error, path)
        if found is error:
            raise
        raise found from error


def meaning(error: Exception, path: Path) -> Exception:
    """What an error means that was raised while a data file was read or written: a UserError where a person can mend
    it, else an error of ours, often the same."""
    if isinstance(error, UnicodeDecodeError):  # the driver reads names and SQLite's own sentences out of the file
        return UserError("file-damaged", path=str(path), detail=error.reason)
    if not isinstance(error, _ANY) or isinstance(error, _OURS):
        return error
    return _meaning(error, path)


def _cause(error: Exception) -> Exception:
    """What really failed: where SQLite rolled back by itself, our own rolling back fails as well and hides it."""
    earlier = error.__context__
    while earlier is not None and not isinstance(earlier, _ANY):
        earlier = earlier.__context__
    hidden = any(sign in str(error) for sign in ("cannot rollback", "no such savepoint"))
    return _cause(earlier) if hidden and earlier is not None else error


def _meaning(error: Exception, path: Path) -> Exception:
    error = _cause(error)
    text = str(error).lower()
    if "interrupted" in text:
        return Interrupted()
    for sign, code in (
        ("locked", "file-busy"),
        ("busy", "file-busy"),
        ("full", "file-full"),
        ("readonly", "file-read-only"),
        ("read-only", "file-read-only"),
        ("unable to open", "file-not-readable"),
        ("not a database", "file-not-ours"),
    ):
        if sign in text:
            return UserError(code, path=str(path))
    if "could not decode" in text:  # the rest of the sentence is what stands in the file
        return UserError("file-damaged", path=str(path), detail="not UTF-8")
    if "malformed" in text or "corrupt" in text:
        return UserError("file-damaged", path=str(path), detail=str(error))
    if "no such" in text or "syntax" in text:
        return error
    return UserError("file-failed", path=str(path), detail=str(error))


class Interrupted(Exception):
    """The query was stopped because its answer is no longer wanted."""
