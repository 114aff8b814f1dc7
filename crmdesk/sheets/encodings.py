"""The encoding and the delimiter of a text table."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from crmdesk.core.errors import UserError
from crmdesk.sheets.books import Cancelled, CancelledError
from crmdesk.sheets.encodings_chinese import CHINESE, likeliest
from crmdesk.sheets.kinds import wide_guess

DELIMITERS = "\t;|,"
_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_WEIGHED = 1 << 16
_SAMPLE_ROWS = 100
_LINE_END = re.compile(r"\r\n|\r|\n")
_QUOTED = re.compile(r'(?<![^\t;|,\r\n])"[^"]*(?:""[^"]*)*"(?=[\t;|,\r\n]|$)')


def fingerprint_and_encoding(path: Path, head: bytes, cancelled: Cancelled | None) -> tuple[str, str]:
    """SHA-256 of a text file and its encoding: mark, else strict UTF-8, else whatever else fits (`likeliest`).

    A character cut off at the very end does not count.
    """
    known = _marked(head)
    digest = hashlib.sha256()
    decoder = None if known else codecs.getincrementaldecoder("utf-8")("strict")
    for chunk in _chunks(path, cancelled):
        digest.update(chunk)
        if decoder is not None:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                decoder = None
    if known or decoder is not None:
        return digest.hexdigest(), known or "utf-8"
    fitting, beyond = _fitting(path, cancelled)
    return digest.hexdigest(), likeliest(beyond, fitting)


def _chunks(path: Path, cancelled: Cancelled | None) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if cancelled is not None and cancelled():
                raise CancelledError
            yield chunk


def _fitting(path: Path, cancelled: Cancelled | None) -> tuple[list[str], bytes]:
    """The Chinese encodings that read a whole file without a fault, and its first lines beyond ASCII."""
    left = {name: codecs.getincrementaldecoder(name)("strict") for name in CHINESE}
    beyond = bytearray()
    for chunk in _chunks(path, cancelled):
        if len(beyond) < _WEIGHED:
            lines = chunk.replace(b"\r", b"\n").split(b"\n")
            beyond += b"\n".join(line for line in lines if not line.isascii())[: _WEIGHED - len(beyond)]
        for name in list(left):
            try:
                left[name].decode(chunk)
            except UnicodeDecodeError:
                del left[name]
        if not left and len(beyond) >= _WEIGHED:
            break
    return list(left), bytes(beyond)


def readable(beginning: bytes) -> list[str]:
    """The encodings that can read a text which begins like this, the likely one first."""
    known = _marked(beginning)
    fitting = [name for name in ("utf-8", *CHINESE) if _reads(beginning, name)]
    utf8 = fitting[:1] if fitting[:1] == ["utf-8"] else []
    likely = known or next(iter(utf8), None) or likeliest(beginning, fitting)
    plain = [] if known and not known.startswith("utf-8") else [*fitting, "cp1252"]
    if known == "utf-8-sig":
        plain.remove("utf-8")
    return list(dict.fromkeys([likely, *plain]))


def _reads(data: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)("strict").decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _marked(head: bytes) -> str | None:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return wide_guess(head) if b"\0" in head else None


def sample(path: Path, encoding: str, name: str) -> str:
    """The beginning of a text file. Raises UserError 'sheet-encoding' where it is not text of this encoding."""
    try:
        with path.open(encoding=encoding, newline="", errors="replace") as file:
            return file.read(_SAMPLE)
    except (UnicodeError, LookupError) as error:
        raise UserError("sheet-encoding", file=name, encoding=encoding) from error


def guess_delimiter(text: str) -> str:
    """The delimiter that splits the most lines of a sample into the same number of columns; ',' where none does."""
    if text[:4].lower() == "sep=" and len(text) > 5 and text[5] in "\r\n":
        return text[4]
    bare = _QUOTED.sub("_", text.removeprefix("\ufeff"))
    lines = [line for line in _LINE_END.split(bare) if line.strip(DELIMITERS + " ")][: _SAMPLE_ROWS + 1]
    if len(lines) > 1 and len(text) >= _SAMPLE:
        lines.pop()
    best, delimiter = (0.0, 0), ","
    for candidate in DELIMITERS:
        score = _agreement(lines, candidate)
        if score > best:
            best, delimiter = score, candidate
    return delimiter


def _agreement(lines: list[str], delimiter: str) -> tuple[float, int]:
    """(share of lines, to the tenth, with the most frequent number of delimiters; that number), (0, 0) without any."""
    counted = Counter(count for line in lines if (count := line.count(delimiter)))
    if not counted:
        return 0.0, 0
    count, often = max(counted.items(), key=lambda pair: (pair[1], pair[0]))
    return round(often / len(lines), 1), count
