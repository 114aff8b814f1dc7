"""Importing customers with what belongs to them: planned first, written in one action that undo takes back whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from msgspec.structs import replace

from crmdesk.core.errors import UserError
from crmdesk.core.importing import DOUBLES, EXISTING, KEYS, ORDERS, TOGETHER, WHAT, Options, Result, rows_taken
from crmdesk.services import backups, importing_memory
from crmdesk.services.bulk import unhindered
from crmdesk.services.desk import Desk
from crmdesk.services.importing_changes import Changes
from crmdesk.services.importing_declared import declared
from crmdesk.services.importing_matching import Matching, attaches, stands_alone
from crmdesk.services.importing_plan import Plan, PlannedRows, counted
from crmdesk.services.importing_references import OwnFields
from crmdesk.services.importing_sheets import Recognised, header_index, recognise
from crmdesk.services.importing_writing import write
from crmdesk.sheets.books import Book, Cancelled, CancelledError, Progress
from crmdesk.sheets.pasted import pasted_book
from crmdesk.sheets.preview import TextPreview, text_preview
from crmdesk.sheets.reading import read_book
from crmdesk.sheets.several import joined as joined_books
from crmdesk.sheets.several import read_books
from crmdesk.store import importing as store
from crmdesk.store.importing import Batch

__all__ = [
    "Batch",
    "Options",
    "Plan",
    "Result",
    "TextPreview",
    "apply",
    "batches",
    "import_book",
    "import_file",
    "joined_books",
    "pasted_book",
    "plan",
    "preview_file",
    "read_book",
    "read_books",
    "text_preview",
]

_NAMED = 8


def plan(
    desk: Desk,
    book: Book,
    options: Options | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Plan:
    """What importing a book would do, row by row (DESIGN.md section 5). Writes nothing.

    Raises UserError when no sheet is recognised or an option is wrong, CancelledError when `cancelled` says so.
    """
    options = options or Options()
    _check("--what", (options.what,), WHAT)
    _check("--existing", (options.existing, *options.rows.values()), EXISTING)
    _check("--keys", options.keys, KEYS)
    _check("--doubles", (options.doubles,), DOUBLES)
    _check("--date-order", tuple(options.dates.values()), ORDERS)
    with unhindered():
        return _plan(desk, book, options, progress, cancelled)


def _check(option: str, values: Collection[str], known: Sequence[str]) -> None:
    for value in values:
        if value not in known:
            raise UserError("import-option", option=option, value=value, known=", ".join(known))


def _plan(desk: Desk, book: Book, options: Options, progress: Progress | None, cancelled: Cancelled | None) -> Plan:
    mark = store.history_mark(desk.data)
    known = declared(desk, book)
    sheets = _chosen(recognise(desk, book, options, known.fields, cancelled), book, options)
    parts_only = all(attaches(sheet, options) or stands_alone(sheet) for sheet in sheets)
    if options.what == "auto" and all(sheet.only_contacts for sheet in sheets):
        options = replace(options, what="contacts")
    total = sum(len(sheet.lines) for sheet in sheets)
    matching = Matching(desk, known.fields, options, total=total, parts_only=parts_only)
    matching.take(sorted(sheets, key=lambda sheet: attaches(sheet, options)), progress, cancelled)
    matching.leave_out_held()
    own = OwnFields(desk, known.own)
    changes = Changes(desk, options, matching, known.fields, own)
    customers, standing = changes.planned(), changes.standing()
    rows = PlannedRows(matching.rows, changes.changes)
    if cancelled is not None and cancelled():
        raise CancelledError
    outcomes = matching.rows.counted()
    return Plan(
        book.path.name,
        book.fingerprint,
        options,
        tuple(sheet.plan for sheet in sheets),
        rows,
        counted(outcomes),
        customers,
        own.new,
        mark,
        store.seen(desk.data, book.fingerprint),
        standing,
        known.words,
        parts_only,
        outcomes,
    )


def _chosen(sheets: list[Recognised], book: Book, options: Options) -> list[Recognised]:
    """Without the sheets about something else than what the person said. Raises UserError where none is left."""
    if options.what in ("auto", "contacts"):
        return sheets
    kinds = (options.what, *TOGETHER.get(options.what, ()))
    wanted = [sheet for sheet in sheets if sheet.plan.what in kinds]
    if not wanted and options.what == "customers":
        return sheets
    if not wanted:
        names = tuple(sheet.plan.name for sheet in sheets[:_NAMED])
        raise UserError("import-not-what", file=book.path.name, sheets=names, what=options.what)
    return wanted


def apply(desk: Desk, plan: Plan, progress: Progress | None = None, cancelled: Cancelled | None = None) -> Result:
    """Do what was planned, in one action; cancelled or failing midway it leaves nothing. The mapping is remembered.

    A backup is made first, unless nothing was changed since the last one.

    Raises UserError('import-outdated') when the data file was changed since the plan was made; like `backups.make`.
    """
    if plan.writes:
        backups.before(desk, "import", cancelled=cancelled)
    return _apply(desk, plan, progress, cancelled)


def _apply(desk: Desk, plan: Plan, progress: Progress | None, cancelled: Cancelled | None) -> Result:
    batch = None
    if plan.writes:
        with (
            desk.data.caching(),
            desk.recording("import", count=rows_taken(plan.counts, plan.also), file=plan.file) as made,
        ):
            if store.history_mark(desk.data, without=made.action) != plan.mark:
                raise UserError("import-outdated")
            with unhindered():
                write(desk, made, plan, progress, cancelled)
            names = [sheet.name for sheet in plan.sheets]
            counts = {"created": plan.counts.created, "updated": plan.counts.updated}
            store.add_batch(desk.data, made.action, plan.file, plan.fingerprint, names, **counts)
        batch = made.result.action
    if plan.options.remember:
        importing_memory.keep(desk, plan.sheets, header_index(desk))
    return plan.result(batch)


def import_file(
    desk: Desk,
    path: Path | str,
    options: Options | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    *,
    chinese: bool = True,
) -> Result:
    """Read a file, plan and apply; `chinese` is for the headers that vCards are given.

    Raises UserError with what is wrong with the file, CancelledError.
    """
    options = options or Options()
    book = _read(path, options, progress, cancelled, chinese)
    return import_book(desk, book, options, progress, cancelled)[1]


def import_book(
    desk: Desk,
    book: Book,
    options: Options | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> tuple[Plan, Result]:
    """Plan and apply what was read already; somebody else's change in between only means planning anew."""
    try:
        planned = plan(desk, book, options, progress, cancelled)
        return planned, apply(desk, planned, progress, cancelled)
    except UserError as error:
        if error.code != "import-outdated":
            raise
    with desk.data.write():  # others keep writing: now they wait
        planned = plan(desk, book, options, progress, cancelled)
        return planned, _apply(desk, planned, progress, cancelled)


def preview_file(
    desk: Desk,
    path: Path | str,
    options: Options | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    *,
    chinese: bool = True,
) -> Result:
    """What `import_file` would do; nothing is written."""
    options = options or Options()
    return plan(desk, _read(path, options, progress, cancelled, chinese), options, progress, cancelled).result()


def _read(
    path: Path | str, options: Options, progress: Progress | None, cancelled: Cancelled | None, chinese: bool
) -> Book:
    sheets = list(options.sheets) or None
    return read_book(path, sheets=sheets, chinese=chinese, progress=progress, cancelled=cancelled)


def batches(desk: Desk) -> list[Batch]:
    """Every import that was done, the newest first."""
    return store.batches(desk.data)
