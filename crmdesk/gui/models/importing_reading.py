"""Reading the files of an import one after the other: a bad one leaves the others as they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from crmdesk.core.errors import UserError
from crmdesk.gui.models.importing_file import Source
from crmdesk.services import importing

Told = Callable[[int, int | None], None]
Stopping = Callable[[], bool]


def read_all(coming: Sequence[Source], chinese: bool, progress: Told, stopping: Stopping) -> list[Any]:
    """For each source its book, or the UserError that says why there is none; for any thread."""
    before, here = 0, 0

    def told(rows: int, total: int | None) -> None:
        nonlocal here
        here = rows
        progress(before + rows, total if len(coming) == 1 else None)

    found = []
    for source in coming:
        found.append(_read(source, chinese, told, stopping))
        before, here = before + here, 0
    return found


def keep(coming: Sequence[Source], found: Sequence[Any], sources: list[Source]) -> None:
    """What was read goes to its source; a text that could not be read otherwise stays as it was read before."""
    for source, what in zip(coming, found, strict=True):
        source.trouble = what if isinstance(what, UserError) else None
        if source.trouble is None:
            source.book = what
        if source not in sources:
            sources.append(source)


def _read(source: Source, chinese: bool, progress: Told, stopping: Stopping) -> Any:
    try:
        if source.path is None:
            return importing.pasted_book(source.text, source.name)
        return importing.read_book(
            source.path,
            encoding=source.encoding,
            delimiter=source.delimiter,
            chinese=chinese,
            progress=progress,
            cancelled=stopping,
        )
    except UserError as error:
        if error.code == "cancelled":
            raise
        return error
