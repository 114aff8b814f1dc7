"""Customers and what belongs to them out: a workbook that imports again without a change, a CSV table, vCards, or JSON
(DESIGN.md section 5)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.core.exporting import ALL, BY_KEY, ENDINGS, VCARDS, ExportOptions, export_fields, is_filled_in
from crmdesk.core.fields import Field
from crmdesk.core.words import Words
from crmdesk.services import customers, privacy
from crmdesk.services.desk import Desk
from crmdesk.services.exporting_files import Files
from crmdesk.services.exporting_tables import Tables, Watch, customer_headers, filled
from crmdesk.services.targets import check_ending, refuse_own
from crmdesk.sheets.atomic import Noted
from crmdesk.sheets.books import Cancelled, Progress
from crmdesk.sheets.plain import write_csv, write_json
from crmdesk.sheets.vcards import write_cards
from crmdesk.sheets.writing import write_xlsx
from crmdesk.store import exporting as store

__all__ = ["ENDINGS", "ExportOptions", "Exported", "columns", "customer_headers", "export", "filled_columns"]


class Exported(Struct, frozen=True):
    """What was written: records of the main kind (customers where they are among it), the file, how many texts were too
    long for a cell and were cut, and the sheets."""

    rows: int
    path: Path
    cut: int = 0
    sheets: tuple[str, ...] = ()


def export(
    desk: Desk,
    path: Path | str,
    words: Words,
    what: Listing | Sequence[int] | None = None,
    *,
    options: ExportOptions | None = None,
    mask: bool = False,
    parts: bool = True,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Exported:
    """Write customers by the file's ending: all of them, those a list shows, or those with these ids in this order.

    `options` say which kinds and columns; without them it is everything, or without `parts` the customers alone, and
    `mask` hides what is personal (METHOD.md section 14). .xlsx has a sheet for each kind that is not empty and one for
    the own fields; .csv the first kind alone; .vcf a card for each customer and contact; .json everything, with notes,
    groups and the names of attachments. Headers and choices are in the language of `words`.

    The log of privacy says that it was done. Raises UserError for another ending, a kind, a column or a file that
    cannot be written, CancelledError; an old file then stays.
    """
    path, ending = Path(path), Path(path).suffix.lower()
    options = options or ExportOptions(ALL if parts else ("customers",), mask=mask)
    _check(path, ending, options)
    refuse_own(path, desk.path)
    every = what is None or what == Listing(sort="number")
    ids = _ids(desk, what)
    return _write(desk, path, words, ids, options, progress, cancelled, every=every)


def _write(
    desk: Desk,
    path: Path,
    words: Words,
    ids: Sequence[int],
    options: ExportOptions,
    progress: Progress | None,
    cancelled: Cancelled | None,
    *,
    every: bool,
) -> Exported:
    ending, main = path.suffix.lower(), options.kinds[0]
    noted = _noted(desk, path, ids, options, every=every)
    if ending in (".json", ".vcf"):
        files = Files(desk, words, ids, options, Watch(len(ids), 1, progress, cancelled), every=every)
        if ending == ".json":
            write_json(path, files.plain(), cancelled=cancelled, noted=noted)
        else:
            write_cards(path, files.cards(), version=options.vcard, cancelled=cancelled, noted=noted)
        return Exported(_count(desk, main, ids, every=every), path)
    watch = Watch(len(ids), len(options.kinds) if ending == ".xlsx" else 1, progress, cancelled)
    tables = Tables(desk, words, ids, options, watch, every=every)
    if ending == ".csv":
        result = write_csv(path, tables.table(main), cancelled=cancelled, noted=noted)
    else:
        result = write_xlsx(path, tables.all(), cancelled=cancelled, noted=noted)
    return Exported(_count(desk, main, ids, every=every), path, result.cut, result.sheets)


def _noted(desk: Desk, path: Path, ids: Sequence[int], options: ExportOptions, *, every: bool) -> Noted | None:
    """Its entry in the log of privacy; none for what is about no customer."""
    if not any(key == "customers" or BY_KEY[key].owned for key in options.kinds):
        return None
    whole = {"every": True} if every else {}
    return privacy.logged(desk, "export", ids, masked=options.mask, target=path.name, **whole)


def _ids(desk: Desk, what: Listing | Sequence[int] | None) -> list[int]:
    if what is None or isinstance(what, Listing):
        return customers.find(desk, what or Listing(sort="number"))
    return list(what)


def columns(desk: Desk, kind: str) -> list[Field]:
    """Every field of a kind that can be a column, in the order of the file."""
    return [field for field in export_fields(BY_KEY[kind], desk.fields) if field.exported or field.listed]


def filled_columns(desk: Desk, kind: str, ids: Sequence[int] | None = None) -> list[str]:
    """The columns an export of these customers (None: of all) has where none are chosen.

    It may take a second with very many customers.
    """
    ids = customers.find(desk, Listing(sort="number")) if ids is None else ids
    used = filled(desk, BY_KEY[kind], ids)
    return [field.key for field in columns(desk, kind) if is_filled_in(BY_KEY[kind], field) and field.key in used]


def _check(path: Path, ending: str, options: ExportOptions) -> None:
    check_ending(path, ENDINGS)
    unknown = next((key for key in options.kinds if key not in BY_KEY), None)
    if unknown is not None or not options.kinds:
        raise UserError("export-kind", kind=unknown or "", known=", ".join(ALL))
    if ending == ".vcf" and not {"customers", "contacts"} & set(options.kinds):
        raise UserError("export-no-cards")
    if options.vcard not in VCARDS:
        raise UserError("export-vcard", version=options.vcard, known=", ".join(VCARDS))


def _count(desk: Desk, key: str, ids: Sequence[int], *, every: bool) -> int:
    if key == "customers":
        return len(ids)
    kind = BY_KEY[key]
    if not kind.owned:
        return len(store.standing(desk.data, kind, (), None if every or not kind.named else ids))
    return store.count_parts(desk.data, kind.record, ids)
