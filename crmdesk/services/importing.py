"""Importing customers with their contacts: planned first, written in one action that undo takes back whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from crmdesk.core.errors import UserError
from crmdesk.core.fields import Type
from crmdesk.core.importing import EXISTING, WHAT, Counts, Options, Outcome, Result, RowPlan, RowProblem, SheetPlan
from crmdesk.services.bulk import unhindered
from crmdesk.services.desk import Desk
from crmdesk.services.importing_changes import Changes, PlannedCustomer
from crmdesk.services.importing_matching import Matching, Row
from crmdesk.services.importing_sheets import recognise
from crmdesk.services.importing_writing import write
from crmdesk.sheets.books import Book, Cancelled, CancelledError, Progress
from crmdesk.sheets.reading import read_book
from crmdesk.store import importing as store
from crmdesk.store.importing import Batch

__all__ = ["Batch", "Options", "Plan", "Result", "apply", "batches", "import_file", "plan", "preview_file", "read_book"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do; nothing is written yet. `seen` is the earlier import of the very same file, if any.

    `customers` belong to the rows by index; `mark` is the state of the data file the plan was made for.
    """

    file: str
    fingerprint: str
    options: Options
    sheets: tuple[SheetPlan, ...]
    rows: tuple[RowPlan, ...]
    counts: Counts
    customers: tuple[PlannedCustomer, ...]
    new_fields: Mapping[str, tuple[str, Type]]
    mark: tuple[int, int]
    seen: int | None = None

    @property
    def problems(self) -> tuple[RowProblem, ...]:
        return tuple(problem for row in self.rows for problem in row.problems)

    @property
    def also(self) -> dict[str, int]:
        """How many contacts and further addresses would be new or changed, where customers are counted."""
        if self.options.what == "contacts":
            return {}
        return {
            "contacts": sum(len(customer.contacts) for customer in self.customers),
            "addresses": sum(len(customer.addresses) for customer in self.customers),
        }

    def result(self, batch: int | None = None) -> Result:
        """The plan as what came of it; without a batch as what would come of it."""
        return Result(batch, self.file, self.counts, self.also, self.sheets, self.problems, self.seen)


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
    for value, known, option in ((options.what, WHAT, "--what"), (options.existing, EXISTING, "--existing")):
        if value not in known:
            raise UserError("import-option", option=option, value=value, known=", ".join(known))
    with unhindered():
        return _plan(desk, book, options, progress, cancelled)


def _plan(desk: Desk, book: Book, options: Options, progress: Progress | None, cancelled: Cancelled | None) -> Plan:
    mark = store.history_mark(desk.data)
    sheets = recognise(desk, book, options)
    if options.what == "auto" and all(sheet.only_contacts for sheet in sheets):
        options = replace(options, what="contacts")
    matching = Matching(desk, options)
    matching.take(sheets, progress, cancelled)
    changes = Changes(desk, options, matching.rows, matching.drafts)
    customers = changes.planned()
    rows = tuple(
        RowPlan(r.sheet, r.number, r.outcome, r.draft, r.name, tuple(changes.changes.get(i, ())), tuple(r.problems))
        for i, r in enumerate(matching.rows)
    )
    if cancelled is not None and cancelled():
        raise CancelledError
    return Plan(
        book.path.name,
        book.fingerprint,
        options,
        tuple(sheet.plan for sheet in sheets),
        rows,
        _counts(matching.rows),
        tuple(customers),
        changes.own.new,
        mark,
        store.seen(desk.data, book.fingerprint),
    )


def apply(desk: Desk, plan: Plan, progress: Progress | None = None, cancelled: Cancelled | None = None) -> Result:
    """Do what was planned, in one action; cancelled or failing midway it leaves nothing.

    Raises UserError('import-outdated') when the data file was changed since the plan was made.
    """
    batch = None
    if any(customer.writes for customer in plan.customers):
        with desk.recording("import", count=plan.counts.created + plan.counts.updated, file=plan.file) as made:
            if store.history_mark(desk.data, without=made.action) != plan.mark:
                raise UserError("import-outdated")
            with unhindered():
                write(desk, made, plan.customers, plan.new_fields, progress, cancelled)
            names = [sheet.name for sheet in plan.sheets]
            counts = {"created": plan.counts.created, "updated": plan.counts.updated}
            store.add_batch(desk.data, made.action, plan.file, plan.fingerprint, names, **counts)
        batch = made.result.action
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
    try:
        return apply(desk, plan(desk, book, options, progress, cancelled), progress, cancelled)
    except UserError as error:
        if error.code != "import-outdated":
            raise
    with desk.data.write():  # others keep writing: now they wait
        return apply(desk, plan(desk, book, options, progress, cancelled), progress, cancelled)


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


def _counts(rows: Sequence[Row]) -> Counts:
    found = Counter(row.outcome for row in rows)
    return Counts(
        created=found[Outcome.NEW],
        updated=found[Outcome.UPDATE],
        skipped=found[Outcome.SAME] + found[Outcome.SKIP],
        errors=found[Outcome.ERROR],
        joined=found[Outcome.JOINED],
    )
