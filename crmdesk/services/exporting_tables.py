"""The tables of an export: columns with their headers, and rows read by chunks while they are written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from crmdesk.core import exporting_fields, values
from crmdesk.core.errors import UserError
from crmdesk.core.exporting import (
    BY_KEY,
    ExportKind,
    ExportOptions,
    column_header,
    export_fields,
    is_filled_in,
    unit_header,
)
from crmdesk.core.fields import COMPUTED, INDIVIDUAL, Field, Type
from crmdesk.core.headers import own_header
from crmdesk.core.masking import SIGN, hides, is_home
from crmdesk.core.words import Words
from crmdesk.services import listing
from crmdesk.services.desk import Desk
from crmdesk.sheets.books import Cancelled, CancelledError, Progress
from crmdesk.sheets.tables import Column, ColumnKind, Table
from crmdesk.store import exporting as store
from crmdesk.store.columns import from_column

ALWAYS: Mapping[str, tuple[str, ...]] = {
    "customers": ("number", "kind", "name"),
    "orders": ("signed_on", "order_line.price"),
    "returns": ("return_line.price",),
}
"""Fields that an export has whether or not they are filled: without them an import would take something for granted."""

_MOST_KNOWN = 50_000
_KINDS: Mapping[Type, ColumnKind] = {
    Type.DATE: "date",
    Type.MONEY: "money",
    Type.INTEGER: "integer",
    Type.NUMBER: "number",
    Type.PERCENT: "number",
    Type.MOMENT: "datetime",
}
_AS_STORED = frozenset({
    Type.TEXT, Type.LONG, Type.PHONE, Type.EMAIL, Type.URL, Type.ADDRESS, Type.ID_NUMBER, Type.CREDIT_CODE,
    Type.CUSTOMER, Type.COMPETITOR, Type.GROUPS, Type.INTEGER, Type.CONTACT, Type.PRODUCT, Type.ORDER,
})  # fmt: skip


def filled(desk: Desk, kind: ExportKind, ids: Sequence[int]) -> set[str]:
    """The columns that an export of a kind has by itself: what is filled, and what it always has, if any is."""
    fields = [field for field in export_fields(kind, desk.fields) if field.key not in COMPUTED and not field.by_user]
    used = store.filled(desk.data, kind, fields, ids)
    return used | set(ALWAYS.get(kind.key, ())) if used or kind.key == "customers" else used


class Watch:
    """Tells how many customers are done, over all the tables, and asks whether to go on."""

    def __init__(self, total: int, tables: int, progress: Progress | None, cancelled: Cancelled | None) -> None:
        self._total = total
        self._tables = max(tables, 1)
        self._table = 0
        self._progress = progress
        self._cancelled = cancelled

    def expect(self, tables: int) -> None:
        """So many tables are going to be written after all."""
        self._tables = max(tables, 1)

    def at(self, done: int) -> None:
        """So many customers of the table that is being written."""
        if self._cancelled is not None and self._cancelled():
            raise CancelledError
        if self._progress is not None:
            self._progress((self._table * self._total + done) // self._tables, self._total)

    def end(self) -> None:
        """A table is written."""
        self.at(self._total)
        self._table += 1


class Exporting:
    """One export of these customers. `every`: they are all there are."""

    def __init__(
        self, desk: Desk, words: Words, ids: Sequence[int], options: ExportOptions, watch: Watch, *, every: bool
    ) -> None:
        self._desk = desk
        self._words = words
        self._ids = ids
        self._options = options
        self._watch = watch
        self._every = every


class Tables(Exporting):
    """Its tables."""

    def all(self) -> list[Table]:
        """A table for each kind asked for that is not empty, the first one in any case; at the end the own fields."""
        tables: list[Table] = []
        for key in self._options.kinds:
            fields = self.fields(key)
            if fields or not tables:
                tables.append(self.table(key, fields))
        self._watch.expect(len(tables))
        own = self._own_fields()
        return [*tables, own] if own else tables

    def table(self, key: str, fields: Sequence[Field] | None = None) -> Table:
        """The table of one kind. Raises UserError('export-column') for a column that is no field of it."""
        kind = BY_KEY[key]
        fields = fields or self.fields(key) or [f for f in self._known(kind) if is_filled_in(kind, f)]
        if key == "customers":
            headers = customer_headers(fields, self._words)
        else:
            headers = [column_header(kind.record, field, self._words) for field in fields]
        columns = [self._column(field, header) for field, header in zip(fields, headers, strict=True)]
        if kind.owned:
            own = [self._desk.fields("customer")[name] for name in ("number", "name")]
            columns = [*(Column(self._words.label(field.label)) for field in own), *columns]
        return Table(self._words.label(kind.title), columns, self._rows(kind, fields))

    def fields(self, key: str) -> list[Field]:
        """The fields to be written: those wanted in their order, else those that are filled.

        Raises UserError('export-column').
        """
        kind = BY_KEY[key]
        known = self._known(kind)
        wanted = self._options.columns.get(key)
        if wanted is not None:
            by_key = {field.key: field for field in known}
            return [_known(by_key, column) for column in dict.fromkeys(wanted)]
        if not kind.named and not self._every and len(self._options.kinds) > 1:
            return []
        used = filled(self._desk, kind, self._ids)
        return [field for field in known if is_filled_in(kind, field) and field.key in used]

    def _known(self, kind: ExportKind) -> tuple[Field, ...]:
        return export_fields(kind, self._desk.fields)

    def _rows(self, kind: ExportKind, fields: Sequence[Field]) -> Iterator[tuple[Any, ...]]:
        cells = [cell_of(field, self._words, mask=self._options.mask) for field in fields]
        if kind.owned:
            cells = [None, None, *cells]
        for rows in self._chunks(kind, fields):
            if rows and any(cells):
                columns = zip(*rows, strict=True)
                made = (c if cell is None else map(cell, c) for cell, c in zip(cells, columns, strict=True))
                yield from zip(*made, strict=True)
            else:
                yield from rows
        self._watch.end()

    def _chunks(self, kind: ExportKind, fields: Sequence[Field]) -> Iterator[list[tuple[Any, ...]]]:
        data = self._desk.data
        if not kind.owned and kind.record != "customer":
            yield store.standing(data, kind, fields, None if self._every or not kind.named else self._ids)
            return
        homes = [i for i, field in enumerate(fields) if kind.record == "customer" and is_home(field, INDIVIDUAL)]
        hidden = homes if self._options.mask else []
        basis = listing.basis(self._desk)
        for start in range(0, len(self._ids), store.CHUNK):
            self._watch.at(start)
            chunk = self._ids[start : start + store.CHUNK]
            if hidden:
                read = [*fields, self._desk.fields("customer")["kind"]]
                yield [_homeless(row, hidden) for row in store.customers(data, basis, chunk, read)]
            elif kind.record == "customer":
                yield store.customers(data, basis, chunk, fields)
            else:
                yield [row[2:] for row in store.parts(data, kind, chunk, fields)]

    def _own_fields(self) -> Table | None:
        if "customers" not in self._options.kinds:
            return None
        fields = self._desk.fields("customer").all
        lines = exporting_fields.lines(fields, self._desk.records.lists(), self._words)
        columns = [Column(self._words.label(header)) for header in exporting_fields.HEADERS]
        rows = [exporting_fields.row(line, self._words) for line in lines]
        return Table(self._words.label(exporting_fields.TITLE), columns, rows) if lines else None

    def _column(self, field: Field, header: str) -> Column:
        masked = self._options.mask and hides(field)
        kind = "datetime" if is_moment(field) else _KINDS.get(field.type, "text")
        return Column(header, "text" if masked else kind)


class _Known(dict[Any, Any]):
    """What stands in the cells by what is stored; each different value is worked out once."""

    def __init__(self, made: Callable[[Any], Any]) -> None:
        super().__init__({None: None})
        self._made = made

    def __missing__(self, stored: Any) -> Any:
        if len(self) > _MOST_KNOWN:
            self.clear()
            self[None] = None
        cell = None if stored is None else self._made(stored)
        self[stored] = cell
        return cell


def cell_of(field: Field, words: Words, *, mask: bool) -> Callable[[Any], Any] | None:
    """A function from stored values of the field to what stands in its cells; None where they are the same."""
    if is_moment(field):
        return _Known(local_moment).__getitem__
    if mask and hides(field):
        return _Known(lambda stored: values.masked(field, from_column(field, stored), words) or None).__getitem__
    if field.type in (Type.CHOICE, Type.YES_NO, Type.BIRTHDAY):
        return _Known(lambda stored: values.typed(field, from_column(field, stored), words)).__getitem__
    if field.type in _AS_STORED:
        return None
    return _Known(lambda stored: from_column(field, stored)).__getitem__


def _homeless(row: Sequence[Any], homes: Sequence[int]) -> tuple[Any, ...]:
    """A row, read with the customer's kind at its end, without that; where an individual lives is hidden."""
    *cells, kind = row
    for place in homes if kind == INDIVIDUAL else ():
        cells[place] = SIGN if cells[place] else cells[place]
    return tuple(cells)


def is_moment(field: Field) -> bool:
    """Whether a field holds an instant: when a note was written."""
    return field.key == "at" and field.derived


def local_moment(stored: str) -> dt.datetime:
    """An instant as the clock on the wall showed it."""
    return dt.datetime.fromisoformat(stored).astimezone().replace(tzinfo=None)


def customer_headers(fields: Iterable[Field], words: Words) -> list[str]:
    """Headers under which an import finds these fields again: labels with their unit, own fields marked."""
    headers: list[str] = []
    for field in fields:
        if field.by_user:
            own = own_header(words.label(field.label), chinese=words.chinese)
            headers.append(f"{own} ({field.key})" if own in headers else own)
        else:
            headers.append(unit_header(field, words))
    return headers


def _known(fields: Mapping[str, Field], key: str) -> Field:
    if key not in fields:
        raise UserError("export-column", column=key, known=", ".join(fields))
    return fields[key]
