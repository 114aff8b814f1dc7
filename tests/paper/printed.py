"""Prints kinds of printed matter for tests, as the command line does."""

from __future__ import annotations

import functools
import zlib
from collections.abc import Sequence
from typing import Any

from crmdesk.core.printing import Style
from crmdesk.core.printing_kinds import known
from crmdesk.core.words import Words
from crmdesk.paper.printing import Typesetter
from crmdesk.services import printing
from crmdesk.services.desk import Desk
from crmdesk.services.printing import Wish


@functools.cache
def typesetter(words: Words) -> Typesetter:
    """One for all tests: it takes a while to know the fonts."""
    return Typesetter(words)


def wish(kind: str, ids: Sequence[int], paper: str = "A4", *, masked: bool = False, **chosen: Any) -> Wish:
    """What is to be printed, with some options chosen."""
    return Wish(kind, Style(kind, paper, known(kind).landscape, known(kind).margins, masked, chosen=chosen), tuple(ids))


def pdf(desk: Desk, wanted: Wish, words: Words) -> bytes:
    """All of it in one PDF."""
    return typesetter(words).pdf(printing.printouts(desk, wanted, words)).pdf


def png(wide: int = 1, high: int = 1, *, damaged: bool = False) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    data = zlib.compress((b"\0" + b"\x80" * wide) * high)[: 3 if damaged else None]
    head = chunk(b"IHDR", wide.to_bytes(4) + high.to_bytes(4) + b"\x08\0\0\0\0")
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", data) + chunk(b"IEND", b"")
