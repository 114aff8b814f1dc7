"""Customers out: a workbook that imports again without a change, a CSV table, vCards, or JSON (DESIGN.md section 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crmdesk.core import values
from crmdesk.core.customers import CustomerFile, Listing
from crmdesk.core.errors import UserError
from crmdesk.core.fields import COMPUTED, Field, Mask, Type
from crmdesk.core.headers import own_header
from crmdesk.core.vcards import Property
from crmdesk.core.vcards_out import cards_of
from crmdesk.core.words import Label, Words
from crmdesk.services import customers
from crmdesk.services.desk import Desk
from crmdesk.sheets.books import Cancelled, CancelledError, Progress
from crmdesk.sheets.plain import write_csv, write_json
from crmdesk.sheets.tables import Column, ColumnKind, Table
from crmdesk.sheets.vcards import write_cards
from crmdesk.sheets.writing import write_xlsx
from crmdesk.store import exporting as store

ENDINGS = (".xlsx", ".csv", ".vcf", ".json")

_ALWAYS = ("number", "kind", "name")
_CHUNK = 500
_KINDS: Mapping[Type, ColumnKind] = {
    Type.DATE: "date",
    Type.MONEY: "money",
    Type.INTEGER: "integer",
    Type.NUMBER: "number",
    Type.PERCENT: "number",
}
_TITLES = {
    "customer": Label("Customers", "客户"),
    "contact": Label("Contacts", "联系人"),
    "address": Label("Further addresses", "其他地址"),
}
_PREFIXES = {"contact": Label("Contact", "联系人"), "address": Label("Further address", "其他地址")}


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: customers, the file, and how many texts were too long for a cell and were cut."""

    rows: int
    path: Path
    cut: int = 0


def export(
    desk: Desk,
    path: Path | str,
    words: Words,
    what: Listing | Sequence[int] | None = None,
    *,
    mask: bool = False,
    parts: bool = True,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Exported:
    """Write customers by the file's ending: all of them, those a list shows, or those with these ids in this order.

    .xlsx has a sheet each for customers and, with `parts`, contacts and further addresses; .csv the customers alone;
    .vcf a card for each customer and, with `parts`, for each contact; .json everything.
    Headers and choices are in the language of `words`; `mask` hides what is personal (METHOD.md section 14).
    Raises UserError for another ending or a file that cannot be written, CancelledError; an old file then stays.
    """
    path = Path(path)
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise UserError("export-ending", ending=path.suffix or path.name, known=", ".join(ENDINGS))
    if what is None or isinstance(what, Listing):
        what = customers.find(desk, what or Listing(sort="number"))
    job = _Export(desk, words, list(what), mask, _Watch(len(what), progress, cancelled))
    if ending == ".json":
        write_json(path, {"customers": list(job.plain())}, cancelled=cancelled)
        return Exported(len(what), path)
    if ending == ".vcf":
        write_cards(path, job.cards(contacts=parts), cancelled=cancelled)
        return Exported(len(what), path)
    if ending == ".csv":
        result = write_csv(path, job.customers(), cancelled=cancelled)
        return Exported(len(what), path, result.cut)
    tables = job.tables() if parts else [job.customers()]
    result = write_xlsx(path, tables, cancelled=cancelled)
    return Exported(len(what), path, result.cut)


class _Watch:
    """Tells how many customers are done and asks whether to go on."""

    def __init__(self, total: int, progress: Progress | None, cancelled: Cancelled | None) -> None:
        self._total = total
        self._progress = progress
        self._cancelled = cancelled

    def at(self, done: int) -> None:
        if self._cancelled is not None and self._cancelled():
            raise CancelledError
        if self._progress is not None:
            self._progress(done, self._total)


class _Export:
    """One export: the columns of each table and their rows, read by chunks while they are written."""

    def __init__(self, desk: Desk, words: Words, ids: list[int], mask: bool, watch: _Watch) -> None:
        self._desk = desk
        self._words = words
        self._ids = ids
        self._mask = mask
        self._watch = watch

    def tables(self) -> list[Table]:
        """Customers, and contacts and further addresses where there are any."""
        tables = [self.customers()]
        for kind in ("contact", "address"):
            fields = self._fields(kind)
            if fields:
                tables.append(self._parts(kind, fields))
        return tables

    def customers(self) -> Table:
        fields = self._fields("customer")
        cells = [self._cell(field) for field in fields]
        keys = [field.key for field in fields]
        headers = customer_headers(fields, self._words)
        columns = [self._column(field, header) for field, header in zip(fields, headers, strict=True)]
        rows = ([cell(file.values.get(key)) for cell, key in zip(cells, keys, strict=True)] for file in self._files())
        return Table(self._words.label(_TITLES["customer"]), columns, rows)

    def cards(self, *, contacts: bool) -> Iterator[list[Property]]:
        """Every customer as vCards; with masking they hold nothing that is personal."""
        kinds = ("customer", "contact") if self._mask else ()
        hidden = {kind: [f.key for f in self._desk.fields(kind).all if f.mask is not Mask.NONE] for kind in kinds}
        for file in self._files():
            yield from cards_of(file, contacts=contacts, hidden=hidden)

    def plain(self) -> Iterator[dict[str, Any]]:
        """Every customer as plain data with its contacts and further addresses."""
        fields = {kind: self._desk.fields(kind).by_key for kind in ("customer", "contact", "address")}
        for file in self._files():
            one = self._plain(fields["customer"], file.values)
            one["contacts"] = [self._plain(fields["contact"], part.values) for part in file.contacts]
            one["addresses"] = [self._plain(fields["address"], part.values) for part in file.addresses]
            yield one

    def _plain(self, fields: Mapping[str, Field], found: Mapping[str, Any]) -> dict[str, Any]:
        return {
            key: values.masked(fields[key], value, self._words)
            if self._mask and fields[key].mask is not Mask.NONE
            else values.to_json(fields[key], value)
            for key, value in found.items()
            if key not in COMPUTED
        }

    def _files(self) -> Iterator[CustomerFile]:
        for start in range(0, len(self._ids), _CHUNK):
            self._watch.at(start)
            yield from customers.files(self._desk, self._ids[start : start + _CHUNK])
        self._watch.at(len(self._ids))

    def _fields(self, kind: str) -> list[Field]:
        """The fields to be written: those that are filled; a customer's number, kind and name always."""
        used = store.filled(self._desk.data, kind, self._ids)
        always = _ALWAYS if kind == "customer" else ()
        return [f for f in self._desk.fields(kind).all if f.exported and (f.key in used or f.key in always)]

    def _parts(self, kind: str, fields: Sequence[Field]) -> Table:
        """The table of contacts or further addresses, each with its customer's number and name."""
        own = [self._desk.fields("customer")[key] for key in ("number", "name")]
        prefix = self._words.label(_PREFIXES[kind])
        headers = [f"{prefix} {self._words.label(f.label)}" for f in fields]
        if self._words.chinese:
            headers = [header.replace(" ", "", 1) for header in headers]
        columns = [
            *(self._column(f, self._words.label(f.label)) for f in own),
            *(self._column(f, header) for f, header in zip(fields, headers, strict=True)),
        ]
        return Table(self._words.label(_TITLES[kind]), columns, self._part_rows(kind, fields))

    def _part_rows(self, kind: str, fields: Sequence[Field]) -> Iterator[list[Any]]:
        cells = [(field.key, self._cell(field)) for field in fields]
        for file in self._files():
            for part in file.contacts if kind == "contact" else file.addresses:
                yield [file.number, file.name, *(cell(part.values.get(key)) for key, cell in cells)]

    def _column(self, field: Field, header: str) -> Column:
        masked = self._mask and field.mask is not Mask.NONE
        return Column(header, "text" if masked else _KINDS.get(field.type, "text"))

    def _cell(self, field: Field) -> Callable[[Any], Any]:
        """A function from values of the field to what stands in its cells."""
        words = self._words
        if self._mask and field.mask is not Mask.NONE:
            return lambda value: values.masked(field, value, words) or None
        if field.type in _KINDS:
            return lambda value: value
        if field.type in (Type.CHOICE, Type.YES_NO, Type.GROUPS, Type.BIRTHDAY):
            return lambda value: None if value is None else values.typed(field, value, words)
        return lambda value: value


def customer_headers(fields: Iterable[Field], words: Words) -> list[str]:
    """Headers under which an import finds these fields again: labels with their unit, own fields marked."""
    headers: list[str] = []
    for field in fields:
        label = words.label(field.label)
        if field.by_user:
            own = own_header(label, chinese=words.chinese)
            headers.append(f"{own} ({field.key})" if own in headers else own)
        else:
            headers.append(f"{label} ({words.label(field.unit)})" if field.unit else label)
    return headers
