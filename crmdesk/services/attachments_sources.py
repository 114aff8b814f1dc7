"""Contents on their way into the data file: what may not come in, and each piece by piece."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from crmdesk.core.attachments import clean_name, shown_size
from crmdesk.core.errors import UserError
from crmdesk.services.targets import is_data_file

PIECE = 1 << 20
"""Bytes read at once."""

Step = Callable[[int], None]
"""Told how many bytes were just worked through; it raises CancelledError when the work is not wanted any more."""


class Source(Protocol):
    """A content with a name that can be read twice: to know its key, and to keep it. Each raises UserError."""

    @property
    def name(self) -> str:
        """What the attachment is to be called."""

    def size(self) -> int:
        """Bytes, without reading them. Refuses what can be no attachment."""

    def pieces(self) -> Iterator[bytes]:
        """The content from its beginning."""


class FileSource(Struct, frozen=True):
    """A file on the disk; `data_file` is the open one, which must never be touched beside its own connection."""

    path: Path
    data_file: Path

    @property
    def name(self) -> str:
        return clean_name(self.path.name)

    def size(self) -> int:
        try:
            status = self.path.stat()
        except (FileNotFoundError, NotADirectoryError):
            raise UserError("attachment-missing", file=self.name) from None
        except (OSError, ValueError) as error:
            raise UserError("attachment-unreadable", file=self.name) from error
        if stat.S_ISDIR(status.st_mode):
            raise UserError("attachment-folder", file=self.name)
        if not stat.S_ISREG(status.st_mode):
            raise UserError("attachment-special", file=self.name)
        if is_data_file(self.path, self.data_file):
            raise UserError("attachment-own", file=self.name)
        if not os.access(self.path, os.R_OK):
            raise UserError("attachment-unreadable", file=self.name)
        return status.st_size

    def pieces(self) -> Iterator[bytes]:
        try:
            with self.path.open("rb", buffering=0) as file:
                while piece := file.read(PIECE):
                    yield piece
        except OSError as error:
            raise UserError("attachment-unreadable", file=self.name) from error


class BytesSource(Struct, frozen=True):
    """A content that is at hand already, such as a picture from the clipboard."""

    typed_name: str
    content: bytes

    @property
    def name(self) -> str:
        return clean_name(self.typed_name)

    def size(self) -> int:
        return len(self.content)

    def pieces(self) -> Iterator[bytes]:
        yield self.content


class Measured(Struct, frozen=True):
    """A source whose content was read once: its length in bytes and its key."""

    source: Source
    size: int
    key: str


def check(source: Source, limit: int) -> int:
    """The size in bytes. Raises UserError for what cannot be attached; nothing is read for it."""
    size = source.size()
    if size == 0:
        raise UserError("attachment-empty", file=source.name)
    if size > limit:
        raise UserError("attachment-too-large", file=source.name, size=shown_size(size), limit=shown_size(limit))
    return size


def measure(source: Source, limit: int, step: Step) -> Measured:
    """Read a content once. Raises UserError when it cannot be read or turns out too large, CancelledError."""
    digest, size = hashlib.sha256(), 0
    for piece in source.pieces():
        digest.update(piece)
        size += len(piece)
        if size > limit:
            raise UserError("attachment-too-large", file=source.name, size=shown_size(size), limit=shown_size(limit))
        step(len(piece))
    if size == 0:
        raise UserError("attachment-empty", file=source.name)
    return Measured(source, size, digest.hexdigest())


def stepped(source: Source, step: Step) -> Iterator[bytes]:
    """The pieces of a source, told one by one."""
    for piece in source.pieces():
        step(len(piece))
        yield piece
