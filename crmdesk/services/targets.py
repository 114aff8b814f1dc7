"""Where a file may be written that the person names: an ending of its kind, and never over the data file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from crmdesk.core.errors import UserError
from crmdesk.sheets.atomic import replacing

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


def write_whole(target: Path, content: bytes, known: Sequence[str], data_file: Path) -> None:
    """Write a file of one of these endings, whole or not at all. Raises UserError 'export-ending',
    'attachment-save-own', 'write-…'."""
    check_ending(target, known)
    refuse_own(target, data_file)
    with replacing(target) as file:
        file.write(content)
