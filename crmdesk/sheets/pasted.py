"""Cells from the clipboard: tab-separated as spreadsheet programs put them there, or any other text table."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from pathlib import Path

from crmdesk.core.errors import UserError
from crmdesk.sheets.books import DEFAULT_LIMITS, Book, Kind, Limits, Sheet
from crmdesk.sheets.delimited import fill, records
from crmdesk.sheets.encodings import guess_delimiter

_LINE_END = re.compile(r"\r\n|\r|\n")
_PLAIN = re.compile(r"[^\t\r\n]*")
_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=[\t\r\n]|\Z)')
_BROKEN = re.compile(r"[\t\r\n]")


def pasted_book(text: str, name: str = "clipboard", limits: Limits = DEFAULT_LIMITS) -> Book:
    """Pasted text as a book of one sheet; `name` stands where a file's name would. All cells are text.

    Spreadsheet programs put quotation marks only around cells that hold a tab or a line end; others are as they stand.
    Raises UserError 'sheet-paste-empty'.
    """
    text = text.removeprefix("\ufeff").replace("\0", "")
    if not text.strip():
        raise UserError("sheet-paste-empty")
    delimiter = "\t" if "\t" in text else _delimiter(text)
    sheet = Sheet(name, kind=Kind.TEXT, delimiter=delimiter, file=name)
    found = _cells(text) if delimiter == "\t" else records(io.StringIO(text, newline=""), sheet, limits)
    fill(sheet, found, limits)
    fingerprint = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Book(Path(name), Kind.TEXT, fingerprint, [sheet], delimiter=delimiter)


def _delimiter(text: str) -> str:
    """The delimiter of a table in which every line has one; else the lines are cells of a single column."""
    found = guess_delimiter(text)
    lines = [line for line in _LINE_END.split(text) if line.strip()]
    return found if all(found in line for line in lines) else "\t"


def _cells(text: str) -> Iterator[list[str]]:
    row: list[str] = []
    at = 0
    while at < len(text):
        quoted = _QUOTED.match(text, at) if text[at] == '"' else None
        if quoted and _BROKEN.search(quoted[1]):
            row.append(quoted[1].replace('""', '"'))
            at = quoted.end()
        else:
            plain = _PLAIN.match(text, at)
            row.append(plain[0] if plain else "")
            at += len(row[-1])
        if text[at : at + 1] == "\t":
            at += 1
            if at == len(text):
                row.append("")
            continue
        yield row
        row = []
        at += 2 if text.startswith("\r\n", at) else 1
    if row:
        yield row
