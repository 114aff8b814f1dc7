"""Text files out: CSV that spreadsheet programs open right and never run, and JSON."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from crmdesk.sheets.atomic import Noted, replacing
from crmdesk.sheets.books import Cancelled, CancelledError, Progress
from crmdesk.sheets.tables import Column, Table, WriteResult, writable

_EVERY = 2000
_RISKY = re.compile(r"'*[=+\-@\t\r\n]")
_NUMERIC = ("number", "integer", "money")
_SURROGATES = re.compile("[\ud800-\udfff]")


def as_text(value: Any) -> str:
    """A value as text that reads back the same: ISO dates, plain decimals, '' for None."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def write_csv(
    path: Path | str,
    table: Table,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    noted: Noted | None = None,
) -> WriteResult:
    """One table as CSV: UTF-8 with its mark, CRLF, text quoted; an apostrophe guards text that begins with = + - @.

    `read_table` takes the apostrophe off again. Raises UserError 'write-…', CancelledError; the old file then stays.
    """
    with replacing(path, cancelled=cancelled, noted=noted) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
        try:
            count = _write(text, table, progress, cancelled)
        finally:
            text.detach()
    return WriteResult(count, 0, (table.title,))


def _write(text: io.TextIOWrapper, table: Table, progress: Progress | None, cancelled: Cancelled | None) -> int:
    writer = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    columns = list(table.columns)
    writer.writerow([_guarded(column.header) for column in columns])
    count = 0
    for row in table.rows:
        writer.writerow([_field(value, column) for value, column in zip(row, columns, strict=True)])
        count += 1
        if count % _EVERY == 0:
            if cancelled is not None and cancelled():
                raise CancelledError
            if progress is not None:
                progress(count, 0)
    text.flush()
    if progress is not None:
        progress(count, count)
    return count


def _field(value: Any, column: Column) -> str | int | float | Decimal:
    if column.kind in _NUMERIC and isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return _Plain(value) if isinstance(value, Decimal) else value
    return _guarded(as_text(value))


class _Plain(Decimal):
    """A decimal that the csv module writes without an exponent."""

    def __str__(self) -> str:
        return format(self, "f")


def _guarded(text: str) -> str:
    text = writable(text)
    return "'" + text if _RISKY.match(text) else text


def write_json(path: Path | str, data: Any, *, cancelled: Cancelled | None = None, noted: Noted | None = None) -> None:
    """Plain values, dates and decimals as UTF-8 JSON; an iterator in a mapping is a list, a record of it on each line.

    Raises UserError 'write-…', CancelledError; the old file then stays.
    """
    encode = json.JSONEncoder(ensure_ascii=False, default=_json_value).encode
    with replacing(path, cancelled=cancelled, noted=noted) as file:
        if not isinstance(data, Mapping):
            file.write(_utf8(encode(data)))
            return
        before = "{\n"
        for key, value in data.items():
            file.write(_utf8(f"{before}{encode(key)}: "))
            if isinstance(value, Iterator):
                _write_records(file, map(encode, value), cancelled)
            else:
                file.write(_utf8(encode(value)))
            before = ",\n"
        file.write(b"\n}\n")


def _write_records(file: BinaryIO, records: Iterator[str], cancelled: Cancelled | None) -> None:
    before = b"[\n"
    for number, record in enumerate(records):
        if number % _EVERY == 0 and cancelled is not None and cancelled():
            raise CancelledError
        file.write(before + _utf8(record))
        before = b",\n"
    file.write(b"[]" if before == b"[\n" else b"\n]")


def _utf8(text: str) -> bytes:
    """Lone surrogates, which no file may hold, are left out."""
    return _SURROGATES.sub("", text).encode()


def _json_value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dt.date | dt.time):
        return as_text(value)
    raise TypeError(type(value).__name__)
