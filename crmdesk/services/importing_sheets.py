"""Which sheets of a book are imported, and what the person says of their columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crmdesk.core.errors import UserError
from crmdesk.core.fields import Fields
from crmdesk.core.headers import AS_OF, OWN, HeaderIndex, header_key
from crmdesk.core.importing import Options
from crmdesk.core.importing_mapping import Heading, keys_of
from crmdesk.core.importing_registry import BY_KIND, Registry, inward, others, owner_of
from crmdesk.services.desk import Desk
from crmdesk.services.importing_memory import header_of, recall
from crmdesk.services.importing_reading import Line, Recognised, SheetReading
from crmdesk.sheets.books import Book, Cancelled, Sheet

__all__ = ["Line", "Recognised", "header_index", "recognise", "registry"]

_NAMED = 8


def registry(desk: Desk, customer: Fields | None = None) -> Registry:
    """The fields of this data file; `customer` are the customer's with those a file declares."""
    fields = customer or desk.fields("customer")
    return Registry(fields, desk.fields("contact"), desk.fields("address"), others(desk.fields), desk.today())


def header_index(desk: Desk) -> HeaderIndex:
    """What headers mean in this data file."""
    return _index(registry(desk))


def _index(known: Registry, what: str = "") -> HeaderIndex:
    return HeaderIndex(known.customer, known.contact, known.address, known.others, what)


def recognise(
    desk: Desk, book: Book, options: Options, customer: Fields | None = None, cancelled: Cancelled | None = None
) -> list[Recognised]:
    """Every sheet of the book that is to be imported. `customer`: the customer's fields with those the book declares.

    Raises UserError: no such sheet, an unknown field or header chosen by hand, nothing recognised; CancelledError.
    """
    known = registry(desk, customer)
    index = _index(known, options.what)
    contacts = options.what == "contacts"
    chosen = {header_key(header): _target(known, target, contacts) for header, target in options.map.items()}

    def remembered(headings: Sequence[Heading]) -> Mapping[str, str]:
        return recall(desk, [header_of(heading) for heading in headings])

    found = []
    sheets = _sheets(book, options.sheets)
    for sheet in sheets:
        reading = SheetReading(sheet, index.titled(sheet.name), known, options, chosen, remembered, cancelled)
        header = reading.header()
        if header and (not contacts or "contact.name" in header.targets):
            found.append(reading.recognised(header))
    if not found:
        names = tuple(sheet.name for sheet in sheets[:_NAMED])
        code = "import-no-contacts" if contacts else "import-nothing-recognised"
        raise UserError(code, file=book.path.name, sheets=names)
    _check_headers(options, found, chosen)
    return found


def _target(known: Registry, target: str, contacts: bool) -> str:
    if contacts and target == "customer":  # the field of a contact that tells whose it is, by name or number
        return "name"
    if target in ("", "-", AS_OF, OWN):
        return target
    target = inward(target)
    field = known.field(target)
    if field is None:
        raise UserError("field-unknown", field=target)
    kind, _, key = owner_of(target)
    told = kind in BY_KIND and key in BY_KIND[kind].told
    if field.derived and field.key != "stage" and not told:
        raise UserError("field-derived", field=field.label)
    return target


def _sheets(book: Book, names: Sequence[str]) -> list[Sheet]:
    if not names:
        return [sheet for sheet in book.sheets if sheet.visible]
    known = [sheet.name for sheet in book.sheets]
    for name in names:
        if name not in known:
            raise UserError("sheet-no-such-sheet", file=book.path.name, sheet=name, sheets=tuple(known))
    return [sheet for sheet in book.sheets if sheet.name in names]


def _check_headers(options: Options, found: Sequence[Recognised], chosen: Mapping[str, str]) -> None:
    there: set[str] = set()
    for sheet in found:
        given: set[str] = set()
        for column in sheet.plan.columns:
            keys = keys_of(Heading(column.index, column.header, column.group))
            there |= set(keys)
            target = next((chosen[key] for key in keys if chosen.get(key) not in (None, "", "-", OWN)), None)
            if target in given:
                raise UserError("import-map-twice", field=target)
            given |= {target} if target else set()
    for header in options.map:
        if header_key(header) not in there:
            raise UserError("import-map-header", header=header)
