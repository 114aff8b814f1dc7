"""Books without files, and the whole content of a data file, for tests of importing and exporting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from crmdesk.core.customers import Listing
from crmdesk.core.importing import Options, Result
from crmdesk.services import customers, importing
from crmdesk.services.desk import Desk
from crmdesk.sheets.books import Book, Kind, Sheet

Rows = Sequence[Sequence[Any]]


def book(rows: Rows | Mapping[str, Rows], kind: Kind = Kind.XLSX, name: str = "客户.xlsx") -> Book:
    """A book as reading gives it; the same rows have the same fingerprint."""
    sheets = rows if isinstance(rows, Mapping) else {"客户": rows}
    delimiter = "," if kind is Kind.TEXT else None
    made = [
        Sheet(title, rows=[list(row) for row in table], kind=kind, delimiter=delimiter, file=name)
        for title, table in sheets.items()
    ]
    return Book(Path(name), kind, f"{hash(repr(sheets)) & (2**64 - 1):064x}", made, delimiter=delimiter)


def run(desk: Desk, rows: Rows | Mapping[str, Rows], /, **options: Any) -> Result:
    """Plan and apply; the counts always add up to the rows that were neither left out nor the header."""
    made = book(rows)
    planned = importing.plan(desk, made, Options(**options))
    result = importing.apply(desk, planned)
    assert result.counts.rows == len(planned.rows)
    return result


def counts(result: Result) -> dict[str, int]:
    """The counts that are not nought."""
    found = result.counts
    names = ("created", "updated", "skipped", "errors", "joined")
    return {name: getattr(found, name) for name in names if getattr(found, name)}


def codes(result: Result) -> list[tuple[int, str | None, str]]:
    return [(problem.row, problem.column, problem.code) for problem in result.problems]


def content(desk: Desk) -> list[tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]]:
    """Every customer by number with contacts and further addresses; own fields by label."""
    own = {field.key: field.label.zh for field in desk.records.user_fields()}
    ids = customers.find(desk, Listing(sort="number"))
    return [
        (
            {own.get(key, key): value for key, value in file.values.items()},
            [dict(part.values) for part in file.contacts],
            [dict(part.values) for part in file.addresses],
        )
        for file in customers.files(desk, ids)
    ]


def values(desk: Desk, number: str | None = None) -> dict[str, Any]:
    """The values of one customer (the only one without a number), without the marks that rules set."""
    found = [one for one, _, _ in content(desk) if number is None or one["number"] == number]
    assert len(found) == 1
    return {key: value for key, value in found[0].items() if key not in ("stage", "life_cycle", "created_on")}
