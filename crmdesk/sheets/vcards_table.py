"""A file of vCards as the table that an import reads: a header of our own labels, one row for each card."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from crmdesk.core.vcards_columns import columns_of, header
from crmdesk.core.vcards_in import row_of
from crmdesk.sheets.books import Limits, Row
from crmdesk.sheets.encodings import fingerprint_and_encoding
from crmdesk.sheets.engines import CHUNK, Event, rows_event
from crmdesk.sheets.kinds import HEAD
from crmdesk.sheets.tables import MOST_TEXT, shortened
from crmdesk.sheets.vcards import read_cards

_ALIVE = 500


def by_vcards(path: str, encoding: str | None, limits: Limits, name: str, *, chinese: bool) -> Iterator[Event]:
    """The events of one file of vCards (see `engines`), with ("problems", card, …) about single cards, counted from 1.

    Every card becomes a row, an empty one too.
    """
    file = Path(path)
    with file.open("rb") as start:
        head = start.read(HEAD)
    encoding = encoding or fingerprint_and_encoding(file, head, None)[1]
    title = Path(name).stem
    yield ("names", [title])
    yield ("sheet", title, True, 0, 1, 0)
    rows: list[dict[str, str]] = []
    notes: list[Event] = [("sheet-encoding-doubtful", {})] if encoding == "cp1252" else []
    for card in read_cards(file, encoding, limits, name):
        if len(rows) + 1 >= limits.rows:
            notes.append(("sheet-rows-cut", {"rows": len(rows)}))
            break
        row = row_of(card.properties, chinese=chinese)
        for column, text in row.items():
            if len(text) > MOST_TEXT // 2 and (cut := shortened(text)) != text:
                row[column] = cut
                card.say("card-text-cut", length=MOST_TEXT)
        rows.append(row)
        if card.problems:
            yield ("problems", len(rows), card.problems)
        if len(rows) % _ALIVE == 0:
            yield ("alive", len(rows))
    columns = columns_of(rows)
    first: list[Row] = [[header(column, chinese=chinese) for column in columns]]
    for at in range(0, len(rows) + 1, CHUNK):
        cells: list[Row] = [_cells(row, columns) for row in rows[max(at - 1, 0) : at + CHUNK - 1]]
        yield rows_event(first + cells if at == 0 else cells, notes)
    yield ("end", [], 0, notes)


def _cells(row: dict[str, str], columns: list[str]) -> Row:
    cells: Row = [row.get(column) or None for column in columns]
    while cells and cells[-1] is None:
        cells.pop()
    return cells
