"""Which sheets of a book hold customers, and their rows made ready to be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crmdesk.core.errors import Problem, UserError
from crmdesk.core.headers import AS_OF, OWN, HeaderIndex, header_key
from crmdesk.core.importing import Column, LeftOut, Options, SheetPlan
from crmdesk.core.importing_cells import shown
from crmdesk.core.importing_mapping import implicit
from crmdesk.core.importing_rows import Registry, RowReader
from crmdesk.core.importing_sheets import Header, Place, find_header, reason_to_leave_out
from crmdesk.core.vcards_columns import targets as card_targets
from crmdesk.services.desk import Desk
from crmdesk.sheets.books import Book, Kind, Row, Sheet

_SAMPLES = 3
_SAMPLE_LENGTH = 60
_NAMED = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One row that is a record. `broken`: it has more cells than the header; `mended`: its loose commas were joined;
    `problems`: what reading the file had to say about it."""

    number: int
    cells: Row
    broken: bool = False
    mended: bool = False
    problems: Sequence[Problem] = ()


@dataclass(frozen=True, slots=True)
class Recognised:
    """A sheet about customers: how it is read and its rows."""

    plan: SheetPlan
    reader: RowReader
    lines: Sequence[Line]
    headers: Mapping[str, str]

    @property
    def only_contacts(self) -> bool:
        """Whether the rows can only be contacts: each names one, none the customer but by its number."""
        return "contact.name" in self.headers and "name" not in self.headers


def registry(desk: Desk) -> Registry:
    return Registry(desk.fields("customer"), desk.fields("contact"), desk.fields("address"))


def recognise(desk: Desk, book: Book, options: Options) -> list[Recognised]:
    """Every sheet of the book that is to be imported.

    Raises UserError: no such sheet, an unknown field or header chosen by hand, nothing recognised.
    """
    known = registry(desk)
    index = HeaderIndex(known.customer, known.contact, known.address)
    contacts = options.what == "contacts"
    chosen = {header_key(header): _target(known, target, contacts) for header, target in options.map.items()}
    given = {**_of_cards(chosen), **chosen} if book.kind is Kind.VCARD else chosen
    found = []
    sheets = _sheets(book, options.sheets)
    for sheet in sheets:
        header = find_header(sheet.rows, Place(sheet.first_row, sheet.first_column, sheet.merged), index, given)
        if header and (not contacts or "contact.name" in header.targets):
            found.append(_recognised(book, sheet, header, index, known, options))
    if not found:
        names = ", ".join(sheet.name for sheet in sheets[:_NAMED])
        code = "import-no-contacts" if contacts else "import-nothing-recognised"
        raise UserError(code, file=book.path.name, sheets=names)
    _check_headers(options, found, chosen)
    return found


def _of_cards(chosen: Mapping[str, str]) -> dict[str, str]:
    """The columns of vCards are known and not guessed, but for those whose field is wanted elsewhere."""
    taken = set(chosen.values())
    return {header_key(header): target for header, target in card_targets().items() if target not in taken}


def _target(known: Registry, target: str, contacts: bool) -> str:
    if contacts and target == "customer":  # the field of a contact that tells whose it is, by name or number
        return "name"
    if target in ("", "-", AS_OF, OWN):
        return target
    field = known.field(target)
    if field is None:
        raise UserError("field-unknown", field=target)
    if field.derived and field.key != "stage":
        raise UserError("field-derived", field=field.label)
    return target


def _sheets(book: Book, names: Sequence[str]) -> list[Sheet]:
    if not names:
        return [sheet for sheet in book.sheets if sheet.visible]
    known = [sheet.name for sheet in book.sheets]
    for name in names:
        if name not in known:
            raise UserError("sheet-no-such-sheet", file=book.path.name, sheet=name, sheets=", ".join(known))
    return [sheet for sheet in book.sheets if sheet.name in names]


def _check_headers(options: Options, found: Sequence[Recognised], chosen: Mapping[str, str]) -> None:
    there: set[str] = set()
    for sheet in found:
        given: set[str] = set()
        for column in sheet.plan.columns:
            keys = {header_key(column.header), header_key(f"{column.group} {column.header}")}
            there |= keys
            target = next((chosen[key] for key in keys if chosen.get(key) not in (None, "", "-", OWN)), None)
            if target in given:
                raise UserError("import-map-twice", field=target)
            given |= {target} if target else set()
    for header in options.map:
        if header_key(header) not in there:
            raise UserError("import-map-header", header=header)


def _recognised(
    book: Book, sheet: Sheet, header: Header, index: HeaderIndex, known: Registry, options: Options
) -> Recognised:
    name_column = next((h.index for h, t in zip(header.headings, header.targets, strict=True) if t == "name"), None)
    left_out = [LeftOut(sheet.name, sheet.row_number(header.last), "header")] if header.last > header.row else []
    lines = []
    for i in range(header.last + 1, len(sheet.rows)):
        reason = reason_to_leave_out(sheet.rows[i], header, name_column)
        if reason not in (None, "blank") and book.kind is Kind.VCARD:
            reason = None
        if reason:
            left_out.append(LeftOut(sheet.name, sheet.row_number(i), reason))
        else:
            lines.append(_line(sheet, i, header.width, book))
    rows = [line.cells for line in lines]
    columns = tuple(
        Column(h.index, h.text, h.group, target, tuple(_samples(rows, h.index)))
        for h, target in zip(header.headings, header.targets, strict=True)
    )
    blanks = frozenset(options.blanks) if book.kind is Kind.TEXT else frozenset[str]()
    hidden = implicit(header.headings, header.targets, index)
    reader = RowReader(sheet.name, columns, hidden, rows, known, blanks)
    plan = SheetPlan(sheet.name, sheet.row_number(header.row), reader.columns, tuple(left_out), sheet.hidden_rows)
    headers = {target: text for text, target in plan.mapping.items() if target}
    return Recognised(plan, reader, lines, headers)


def _line(sheet: Sheet, index: int, width: int, book: Book) -> Line:
    """A row of a text table with too many cells is mended where the loose separators show by the blank behind them."""
    number, cells = sheet.row_number(index), sheet.rows[index]
    if book.kind is not Kind.TEXT or len(cells) <= width:
        return Line(number, cells, problems=sheet.row_problems.get(number, ()))
    loose = [i for i, cell in enumerate(cells) if i and isinstance(cell, str) and cell[:1] == " " and cell.strip()]
    if len(loose) != len(cells) - width:
        return Line(number, cells, broken=True)
    joined: Row = []
    for i, cell in enumerate(cells):
        if i in loose:
            joined[-1] = f"{shown(joined[-1])}{book.delimiter}{cell}"
        else:
            joined.append(cell)
    return Line(number, joined, mended=True)


def _samples(rows: Sequence[Row], index: int) -> Iterator[str]:
    given = 0
    for row in rows[:200]:
        if index < len(row) and row[index] is not None:
            yield shown(row[index])[:_SAMPLE_LENGTH]
            given += 1
            if given == _SAMPLES:
                return
