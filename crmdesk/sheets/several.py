"""Several files read as one book."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from crmdesk.core.errors import UserError
from crmdesk.sheets.books import DEFAULT_LIMITS, Book, Cancelled, Kind, Limits, Progress
from crmdesk.sheets.reading import read_book

MARK = " ▸ "
_NAMED = 3


def read_books(
    paths: Sequence[Path | str],
    *,
    sheets: Sequence[str] | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    chinese: bool = True,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Book:
    """Every sheet of every file, in the order given; a file named twice is read once.

    Of several files a sheet is called 'file ▸ sheet', or like the file where that holds but one table of text; the
    book's fingerprint is that of all of them. `sheets` are those names. See `read_book` for the rest.
    Raises UserError about the first file that cannot be read, naming it; CancelledError.
    """
    files = list({Path(path).resolve(): Path(path) for path in paths}.values())
    if not files:
        raise ValueError("no file")
    if len(files) == 1:
        return read_book(
            files[0], sheets=sheets, encoding=encoding, delimiter=delimiter, chinese=chinese, progress=progress,
            cancelled=cancelled, limits=limits,
        )  # fmt: skip
    watch = _Watch(files, progress)
    books = []
    for file in files:
        books.append(
            read_book(
                file, encoding=encoding, delimiter=delimiter, chinese=chinese, progress=watch.told(file),
                cancelled=cancelled, limits=limits,
            )
        )  # fmt: skip
        watch.finished(file, sum(len(sheet.rows) for sheet in books[-1].sheets))
    return joined(books, sheets)


class _Watch:
    """Progress over all files: rows done, and rows in all as far as the bytes read so far tell."""

    def __init__(self, files: Sequence[Path], progress: Progress | None) -> None:
        self._sizes = {file: _size(file) for file in files}
        self._all = max(sum(self._sizes.values()), 1)
        self._progress = progress
        self._rows = 0
        self._bytes = 0.0

    def told(self, file: Path) -> Progress | None:
        if self._progress is None:
            return None
        tell = self._progress

        def of_one(done: int, whole: int) -> None:
            share = (self._bytes + self._sizes[file] * (done / whole)) / self._all if whole else 0.0
            rows = self._rows + done
            tell(rows, max(rows, round(rows / share)) if share else 0)

        return of_one

    def finished(self, file: Path, rows: int) -> None:
        self._rows += rows
        self._bytes += self._sizes[file]


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:  # reading it will say what is wrong
        return 0


def joined(books: Sequence[Book], wanted: Sequence[str] | None = None) -> Book:
    """Books that were read one by one as `read_books` gives them."""
    names = [book.path.name for book in books]
    taken: set[str] = set()
    sheets = []
    for book in books:
        for sheet in book.sheets:
            single = len(book.sheets) == 1 and book.kind in (Kind.TEXT, Kind.VCARD)
            name = _unlike(book.path.name if single else f"{book.path.name}{MARK}{sheet.name}", taken)
            taken.add(name)
            sheets.append(replace(sheet, name=name))
    told = ", ".join(names[:_NAMED]) + (f" … ({len(names)})" if len(names) > _NAMED else "")
    for name in wanted or ():
        if name not in taken:
            raise UserError("sheet-no-such-sheet", file=told, sheet=name, sheets=tuple(sorted(taken)))
    kept = [sheet for sheet in sheets if wanted is None or sheet.name in wanted]
    fingerprint = hashlib.sha256("".join(book.fingerprint for book in books).encode()).hexdigest()
    kinds = {book.kind for book in books}
    kind = kinds.pop() if len(kinds) == 1 else Kind.XLSX
    return Book(books[0].path.with_name(told), kind, fingerprint, kept)


def _unlike(name: str, taken: set[str]) -> str:
    """A name that no other sheet has: files of one name may lie in several folders."""
    number = 1
    made = name
    while made in taken:
        number += 1
        made = f"{name} ({number})"
    return made
