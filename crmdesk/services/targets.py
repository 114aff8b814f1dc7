"""Where a file may be written that the person names: an ending of its kind, and never over the data file."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from crmdesk.core.errors import UserError
from crmdesk.sheets.atomic import Noted, check_target, failure, replacing
from crmdesk.store.copying import sync

_BESIDE = ("", "-wal", "-shm", "-journal")


def check_ending(target: Path, known: Sequence[str]) -> None:
    """Raise UserError 'export-ending' unless the file has one of these endings, small or capital."""
    if target.suffix.lower() not in known:
        raise UserError("export-ending", ending=target.suffix or target.name, known=", ".join(known))


def is_data_file(path: Path, data_file: Path) -> bool:
    """Whether a path leads to the open data file or to what lies beside it for the time it is open."""
    for ending in _BESIDE:
        own = data_file.with_name(data_file.name + ending)
        try:
            if path.samefile(own):
                return True
        except (OSError, ValueError):
            continue
    return False


def refuse_own(target: Path, data_file: Path) -> None:
    """Raise UserError 'attachment-save-own' where writing a file would replace the open data file."""
    if is_data_file(target, data_file):
        raise UserError("attachment-save-own", file=target.name)


@contextmanager
def appearing(folder: Path, noted: Callable[[], Noted | None] = lambda: None) -> Iterator[Path]:
    """A folder aside to write files into: all of them appear in `folder`, which is made where it is not there, when the
    block ends well, and else none. `noted` gives what is entered before the first one appears, and left with what kept
    it from appearing.

    Raises UserError 'write-…' for what keeps them from appearing or the block from writing.
    """
    fresh = not folder.exists()
    aside = folder / f".{secrets.token_hex(6)}.tmp"
    try:
        aside.mkdir(parents=True)
        yield aside
        written = list(aside.iterdir())
        for one in written:
            check_target(folder / one.name)
            sync(one)
        with noted() or nullcontext():
            for one in written[:1]:
                one.replace(folder / one.name)
        for one in written[1:]:
            one.replace(folder / one.name)
        sync(folder)
    except OSError as error:
        raise failure(error, folder) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        if fresh:
            with suppress(OSError):
                folder.rmdir()  # only when it is empty


def write_whole(
    target: Path, content: bytes, known: Sequence[str], data_file: Path, noted: Noted | None = None
) -> None:
    """Write a file of one of these endings, whole or not at all. Raises UserError 'export-ending',
    'attachment-save-own', 'write-…'."""
    check_ending(target, known)
    refuse_own(target, data_file)
    with replacing(target, noted=noted) as file:
        file.write(content)
