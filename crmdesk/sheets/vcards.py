"""vCards in files: 2.1 (quoted-printable, charsets) in, 3.0 and 4.0 in and out. What a property means is core's affair.

Lines are read as bytes, since every property of a 2.1 card may have a charset of its own.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from msgspec import Struct, field

from crmdesk.core.errors import UserError
from crmdesk.core.vcards import NO_YEAR, Property
from crmdesk.sheets.atomic import Noted, replacing
from crmdesk.sheets.books import Cancelled, CancelledError, Limits
from crmdesk.sheets.vcards_lines import MOST_BYTES, Line, is_binary, property_of

MOST_LINES = 5_000
"""Properties of one card; further ones are left out and told."""

_CHUNK = 1 << 16
_FOLD = 75
_EVERY = 500
_BEGIN, _END = b"BEGIN:VCARD", b"END:VCARD"
_LOOKS_LIKE = re.compile(rb"\s*(?:[A-Za-z0-9-]+\.)?[A-Za-z][A-Za-z0-9-]*(?:;[^:]*)?:")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]+={0,2}")
_MARK = b"\xef\xbb\xbf"


class Card(Struct):
    """One card: its properties in order, and what was wrong with it as (code, params)."""

    properties: list[Property] = field(default_factory=list)
    problems: list[tuple[str, dict[str, str | int]]] = field(default_factory=list)

    def say(self, code: str, **params: str | int) -> None:
        if (code, params) not in self.problems:
            self.problems.append((code, params))


def read_cards(path: Path, encoding: str, limits: Limits, name: str) -> Iterator[Card]:
    """Every card of a file, one at a time, those with faults too. `encoding` is that of the file.

    A card without its end ends where the next one begins; lines that stand outside of any card make one. Pictures and
    sounds keep their property, not their content. Raises UserError 'sheet-line-long'.
    """
    with path.open("rb") as file:
        wide = encoding in ("utf-16", "utf-32", "utf-16-le", "utf-16-be")
        chunks = _recoded(file, encoding) if wide else iter(lambda: file.read(_CHUNK), b"")
        yield from _Cards("utf-8" if wide else encoding).read(_lines(chunks, limits.line, name))


def _recoded(file: IO[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    while chunk := file.read(_CHUNK):
        yield decoder.decode(chunk).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def _lines(chunks: Iterable[bytes], longest: int, name: str) -> Iterator[bytes]:
    """Physical lines without their ends, whichever of the three kinds these are."""
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).splitlines(keepends=True) or [b""]
        for line in whole:
            yield line.rstrip(b"\r\n")
        if rest.endswith(b"\n"):
            yield rest.rstrip(b"\r\n")
            rest = b""
        if len(rest) > longest:
            raise UserError("sheet-line-long", file=name, megabytes=longest >> 20)
    if rest:
        yield rest.rstrip(b"\r\n")


class _Cards:
    """Puts folded lines together and cards out of lines."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self._card: list[Line] | None = None
        self._begun = True
        self._long = False
        self._inner = 0
        self._old = False

    def read(self, lines: Iterator[bytes]) -> Iterator[Card]:
        for line in map(_unmarked, lines):
            if self._card is not None and self._continues(line):
                continue
            mark = line.strip().upper().replace(b" ", b"")
            if mark == _BEGIN:
                yield from self._begin()
            elif mark == _END:
                yield from self._end()
            elif not self._inner and line.strip():
                self._add(line)
        if self._card is not None:
            yield self._made(ended=False)

    def _begin(self) -> Iterator[Card]:
        last = self._card[-1] if self._card else None
        if last is not None and self._begun and last.name == "AGENT" and not last.content():
            self._inner += 1
            return
        if self._card is not None:
            yield self._made(ended=False)
        self._card, self._begun, self._long, self._inner, self._old = [], True, False, 0, False

    def _end(self) -> Iterator[Card]:
        if self._inner:
            self._inner -= 1
        elif self._card is not None:
            yield self._made(ended=True)

    def _add(self, line: bytes) -> None:
        if self._card is None:
            if not _LOOKS_LIKE.match(line):
                return
            self._card, self._begun, self._long, self._inner, self._old = [], False, False, 0, False
        if len(self._card) >= MOST_LINES:
            self._long = True
            return
        made = Line(line)
        self._old = self._old or (made.name == "VERSION" and made.content().strip() == b"2.1")
        self._card.append(made)

    def _continues(self, line: bytes) -> bool:
        """Add a line to the one before where it goes on there."""
        last = self._card[-1] if self._card else None
        if last is None or self._inner:
            return False
        if last.soft_break and line.strip().upper() not in (_BEGIN, _END):
            last.add(line, soft=True)
        elif line[:1] in (b" ", b"\t"):
            last.add(line if self._old and not last.quoted else line[1:])
        elif last.base64 and _BASE64.fullmatch(line.strip()):
            last.add(line)
        else:
            return False
        return True

    def _made(self, *, ended: bool) -> Card:
        lines, self._card, self._inner = self._card or [], None, 0
        card = Card()
        for line in lines:
            made = property_of(line, self._encoding, old=self._old)
            if made is None:
                card.say("card-line", text=line.told(self._encoding))
            else:
                card.properties.append(made)
        if any(line.cut for line in lines if not is_binary(line.name)):
            card.say("card-long-text", kilobytes=MOST_BYTES >> 10)
        if self._long:
            card.say("card-too-many-lines", lines=MOST_LINES)
        if not (ended and self._begun):
            card.say("card-unended" if self._begun else "card-unbegun")
        return card


def _unmarked(line: bytes) -> bytes:
    return line.removeprefix(_MARK)


def write_cards(
    path: Path | str,
    cards: Iterable[Iterable[Property]],
    *,
    version: str = "3.0",
    cancelled: Cancelled | None = None,
    noted: Noted | None = None,
) -> int:
    """Cards as vCard 3.0 or 4.0: UTF-8, folded at 75 bytes. Returns how many.

    Raises UserError 'write-…', CancelledError; the old file then stays.
    """
    count = 0
    with replacing(path, cancelled=cancelled, noted=noted) as file:
        for card in cards:
            if count % _EVERY == 0 and cancelled is not None and cancelled():
                raise CancelledError
            file.write(card_bytes(card, version))
            count += 1
    return count


def card_bytes(card: Iterable[Property], version: str = "3.0") -> bytes:
    """One card as it stands in a file."""
    lower = version == "4.0"
    lines = ["BEGIN:VCARD", f"VERSION:{version}", *(_written(made, lower=lower) for made in card), "END:VCARD"]
    return b"".join(_folded(line.encode()) for line in lines)


def _written(made: Property, *, lower: bool) -> str:
    years = [kind.removeprefix(NO_YEAR) for kind in made.types if kind.startswith(NO_YEAR)]
    types = [kind.lower() if lower else kind.upper() for kind in made.types if not kind.startswith(NO_YEAR)]
    head = made.name + (f";TYPE={','.join(types)}" if types else "")
    return f"{head}{''.join(f';X-APPLE-OMIT-YEAR={year}' for year in years)}:{made.raw}"


def _folded(line: bytes) -> bytes:
    """A line in pieces of at most 75 bytes, cut between characters."""
    pieces: list[bytes] = []
    room = _FOLD
    while len(line) > room:
        end = room
        while line[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(line[:end])
        line, room = line[end:], _FOLD - 1
    return b"\r\n ".join([*pieces, line]) + b"\r\n"
