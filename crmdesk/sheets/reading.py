"""Reading a spreadsheet or text table of any kind: one function, whatever the file is called."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct

from crmdesk.core.errors import Problem, UserError
from crmdesk.sheets.books import DEFAULT_LIMITS, Book, Cancelled, CancelledError, Kind, Limits, Progress, Sheet
from crmdesk.sheets.delimited import read_table
from crmdesk.sheets.encodings import fingerprint_and_encoding
from crmdesk.sheets.kinds import HEAD, sniff
from crmdesk.sheets.process import ChildDiedError, child_events

_CHUNK = 1 << 20
_HELD_OPEN = (32, 33)  # Windows: sharing violation, lock violation


def read_book(
    path: Path | str,
    *,
    sheets: Sequence[str] | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    chinese: bool = True,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Book:
    """Every sheet of a file, or those named in `sheets`, as raw cells. The kind is found by content.

    Workbooks and vCards are opened in a child process; hidden sheets are read too and marked. `encoding`, `delimiter`
    overrule what is found for text; `chinese` is the language of the headers that vCards are given.
    Raises UserError 'sheet-…' with the cause, CancelledError when `cancelled` says so.
    """
    path = Path(path)
    with opened_head(path) as head:
        watch = _Watch(progress, cancelled)
        nature = sniff(head, path.name)
        if nature == "text":
            book = _text(path, head, encoding, delimiter, watch, limits)
            _check_names(path, sheets, [book.sheets[0].name])
        else:
            wanted = None if sheets is None else list(sheets)
            request = {"nature": nature, "sheets": wanted, "encoding": encoding, "chinese": chinese}
            book = _workbook(path, request, wanted, watch, limits)
    return book


@contextmanager
def opened_head(path: Path) -> Iterator[bytes]:
    """The first bytes of a file that is read while the block runs.

    What the system says against it, and a change of the file meanwhile, become UserErrors 'sheet-…'.
    """
    begun = False
    try:
        if path.exists() and not path.is_file():
            raise UserError("sheet-folder" if path.is_dir() else "sheet-unreadable", file=str(path))
        stamp = _stamp(path)
        with path.open("rb") as file:
            head = file.read(HEAD)
        begun = True
        yield head
        if _stamp(path) != stamp:
            raise UserError("sheet-changed", file=path.name)
    except OSError as error:
        raise _readable(error, path, begun) from error


class _Watch(Struct, frozen=True):
    progress: Progress | None
    cancelled: Cancelled | None


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _readable(error: OSError, path: Path, begun: bool) -> UserError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return UserError("sheet-gone", file=path.name) if begun else UserError("sheet-missing", file=str(path))
    if getattr(error, "winerror", None) in _HELD_OPEN:
        return UserError("sheet-locked", file=path.name)
    if error.errno in (errno.EIO, errno.ESTALE, errno.ENODEV, errno.ENXIO):
        return UserError("sheet-gone", file=path.name)
    return UserError("sheet-unreadable", file=path.name)


def _fingerprint(path: Path, cancelled: Cancelled | None) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if cancelled is not None and cancelled():
                raise CancelledError
            digest.update(chunk)
    return digest.hexdigest()


def _check_names(path: Path, wanted: Sequence[str] | None, names: list[str]) -> None:
    for name in wanted or ():
        if name not in names:
            raise UserError("sheet-no-such-sheet", file=path.name, sheet=name, sheets=tuple(names))


def _text(path: Path, head: bytes, encoding: str | None, delimiter: str | None, watch: _Watch, limits: Limits) -> Book:
    fingerprint, found = fingerprint_and_encoding(path, head, watch.cancelled)
    encoding = encoding or found
    sheet = read_table(path, encoding, delimiter, progress=watch.progress, cancelled=watch.cancelled, limits=limits)
    return Book(path, Kind.TEXT, fingerprint, [sheet], encoding, sheet.delimiter)


def _workbook(path: Path, request: dict[str, Any], wanted: list[str] | None, watch: _Watch, limits: Limits) -> Book:
    """The fast reader first; where it aborts, the careful one; where that fails too, the file is damaged."""
    fingerprint = _fingerprint(path, watch.cancelled)
    request = {**request, "path": str(path.absolute()), "name": path.name}
    for careful in (False, True):
        gathered = _Gathered(path, wanted, watch.progress)
        try:
            for event in child_events({**request, "careful": careful}, limits, watch.cancelled):
                if event[0] == "retry":
                    break
                gathered.take(event)
        except ChildDiedError:
            continue
        if gathered.kind is not None:
            return Book(path, gathered.kind, fingerprint, gathered.sheets)
    raise UserError("sheet-damaged", file=path.name)


class _Gathered:
    """The sheets that the child's events add up to."""

    def __init__(self, path: Path, wanted: Sequence[str] | None, progress: Progress | None) -> None:
        self.sheets: list[Sheet] = []
        self.kind: Kind | None = None
        self._path = path
        self._wanted = wanted
        self._progress = progress
        self._done = 0
        self._all = 0

    def take(self, event: tuple[Any, ...]) -> None:
        """Add one event; `kind` is known after the last. Raises UserError when the child refused the file."""
        match event:
            case ("rows", count, width, pieces):
                self.sheets[-1].rows.extend_packed(pieces, count, width)
                self._done += count
                if self._progress is not None:
                    self._progress(self._done, max(self._all, self._done) if self._all else 0)
            case ("names", names):
                _check_names(self._path, self._wanted, names)
            case ("sheet", name, visible, row, column, height):
                self.sheets.append(Sheet(name, visible, first_row=row, first_column=column))
                self._all += height
            case ("end", merged, hidden, notes):
                sheet = self.sheets[-1]
                sheet.rows.settle()
                sheet.merged, sheet.hidden_rows = merged, hidden
                sheet.notes.extend(Problem(code, params) for code, params in notes)
            case ("problems", row, problems):
                self.sheets[-1].row_problems[row] = [Problem(code, params) for code, params in problems]
            case ("alive", done):
                if self._progress is not None:
                    self._progress(done, 0)
            case ("fail", code, params):
                raise UserError(code, **params)
            case ("done", kind):
                self.kind = Kind(kind)
                for sheet in self.sheets:
                    sheet.kind, sheet.file = self.kind, self._path.name
