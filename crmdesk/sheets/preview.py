"""The beginning of a text table, to choose its encoding and delimiter by."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from crmdesk.core.errors import UserError
from crmdesk.sheets.books import DEFAULT_LIMITS, Cancelled, Row
from crmdesk.sheets.delimited import read_table
from crmdesk.sheets.encodings import fingerprint_and_encoding, readable
from crmdesk.sheets.kinds import sniff
from crmdesk.sheets.reading import opened_head

_BEGINNING = 1 << 20


class TextPreview(Struct, frozen=True):
    """How a text file would be read: its encoding and delimiter, the first rows, and the encodings that can read it,
    the likely one first."""

    encoding: str
    delimiter: str
    rows: list[Row]
    encodings: tuple[str, ...]


def text_preview(
    path: Path | str,
    encoding: str | None = None,
    delimiter: str | None = None,
    rows: int = 12,
    cancelled: Cancelled | None = None,
) -> TextPreview:
    """The first rows of a text table in an encoding and with a delimiter, both found by content unless given.

    Without an encoding the whole file is looked through, as reading does it; with one only its beginning.
    Raises UserError 'sheet-…': 'sheet-no-text' for workbooks and vCards, 'sheet-encoding'; CancelledError.
    """
    path = Path(path)
    with opened_head(path) as head:
        if sniff(head, path.name) != "text":
            raise UserError("sheet-no-text", file=path.name)
        with path.open("rb") as file:
            known = readable(file.read(_BEGINNING))
        found = encoding or fingerprint_and_encoding(path, head, cancelled)[1]
        limits = replace(DEFAULT_LIMITS, rows=rows)
        sheet = read_table(path, found, delimiter, cancelled=cancelled, limits=limits)
    order = (*known, found) if encoding else (found, *known)
    return TextPreview(found, sheet.delimiter or ",", sheet.rows[:], tuple(dict.fromkeys(order)))
