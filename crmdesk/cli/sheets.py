"""Importing on the command line."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crmdesk.cli.context import Context, ProgressLine, json_option, pass_context, print_json, print_table
from crmdesk.cli.importing_options import delimiter_of, import_options, options_of, paths_of
from crmdesk.core.exporting import TITLES
from crmdesk.core.exporting_fields import read
from crmdesk.core.importing import Result, RowProblem
from crmdesk.core.importing_registry import outward
from crmdesk.core.words import Words

if TYPE_CHECKING:
    from crmdesk.services.desk import Desk
    from crmdesk.services.importing import Plan
    from crmdesk.sheets.books import Book


@click.command("import")
@import_options
@json_option
@pass_context
def import_(context: Context, /, files: Sequence[Path], as_json: bool, **chosen: Any) -> None:
    """Import customers with what belongs to them from spreadsheets, text tables or address cards (.vcf).

    Several files become one import; '-' is standard input.
    """
    from crmdesk.services import reporting

    report: Path | None = chosen["report"]
    if chosen["report_all"] and report is None:
        raise click.UsageError("--report-all needs --report")
    if report is not None:
        reporting.check_target(report)
    with context.desk() as desk:
        with paths_of(files, sys.stdin.buffer) as paths:
            book, plan, result = _imported(context, desk, paths, chosen)
        if result.seen is not None:
            context.say(context.words.message("import-seen", {}))
        _say_notes(context, book, result)
        if left := _left(book, result, chosen):
            context.say(context.words.message("import-sheets-left", {"sheets": left}))
        if result.open_orders and chosen["settled"] is None:
            context.say(_unpaid(result, context.words))
        if as_json:
            print_json(result_json(result, context.words))
        else:
            _print_result(result, context.words)
        if report is not None:  # last, since what was imported stays imported when it cannot be written
            reporting.write_returned(desk, report, book, plan, context.words, every=chosen["report_all"])


def _imported(context: Context, desk: Desk, paths: Sequence[Path], chosen: dict[str, Any]) -> tuple[Book, Plan, Result]:
    """Read, planned and, unless it is a dry run, done."""
    from crmdesk.services import importing as verbs

    options = options_of(chosen)
    line = ProgressLine(context.words)
    reading = {"encoding": chosen["encoding"], "delimiter": delimiter_of(chosen["delimiter"])}
    book = verbs.read_books(
        paths, sheets=options.sheets or None, chinese=context.words.chinese, progress=line, **reading
    )
    if chosen["dry_run"]:
        plan = verbs.plan(desk, book, options, line)
        result = plan.result()
    else:
        plan, result = verbs.import_book(desk, book, options, line)
    line.end()
    return book, plan, result


def _say_notes(context: Context, book: Book, result: Result) -> None:
    """What was odd about the sheets that were read: texts cut, quotation marks never closed."""
    read = {sheet.name for sheet in result.sheets}
    for sheet in book.sheets:
        for note in sheet.notes if sheet.name in read else ():
            context.say(f"{sheet.name} ▸ {context.words.problem(note)}")


def _unpaid(result: Result, words: Words) -> str:
    """Orders without payments are owed, unless it is said that they were paid."""
    text = words.ngettext(
        "{count} order came without payments and counts as unpaid. With --settled it counts as paid.",
        "{count} orders came without payments and count as unpaid. With --settled they count as paid.",
        result.open_orders,
    )
    return text.format(count=words.number(result.open_orders))


def _left(book: Book, result: Result, chosen: dict[str, Any]) -> tuple[str, ...]:
    """Visible sheets with rows that nothing was taken from, though nobody said which ones are wanted."""
    if chosen["sheets"] or chosen["what"] != "auto":
        return ()
    taken = {sheet.name for sheet in result.sheets}
    left = [sheet for sheet in book.sheets if sheet.visible and sheet.name not in taken and len(sheet.rows) > 1]
    return tuple(sheet.name for sheet in left if read(sheet.rows) is None)


def result_json(result: Result, words: Words) -> dict[str, Any]:
    """What an import did (or would do), as the outside contract has it."""
    counts = result.counts
    return {
        "batch": result.batch,
        "file": result.file,
        "rows": counts.rows,
        "created": counts.created,
        "updated": counts.updated,
        "skipped": counts.skipped,
        "held": counts.held,
        "errors": counts.errors,
        "joined": counts.joined,
        "left_out": len(result.left_out),
        "hidden_rows": result.hidden_rows,
        "also": dict(result.also),
        "open_orders": result.open_orders,
        "sheets": [{"name": s.name, "what": s.what, "header_row": s.header_row} for s in result.sheets],
        "mapping": {header: outward(target) if target else None for header, target in result.mapping.items()},
        "problems": [problem_json(problem, words) for problem in result.problems],
    }


def problem_json(problem: RowProblem, words: Words) -> dict[str, Any]:
    return {
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "code": problem.code,
        "text": problem.text,
        "refused": problem.refused,
        "message": words.message(problem.code, problem.params),
    }


def _print_result(result: Result, words: Words) -> None:
    _ = words.gettext
    counts = result.counts
    left_out = Counter(row.reason for row in result.left_out)
    rows = (
        (_("Rows"), counts.rows),
        (_("New"), counts.created),
        (_("Changed"), counts.updated),
        (_("Skipped"), counts.skipped - counts.held),
        (_("Held back: possible doubles"), counts.held),
        (_("Joined to another row"), counts.joined),
        (_("Refused"), counts.errors),
        (_("Left out: headers"), left_out["header"]),
        (_("Left out: totals"), left_out["total"]),
        (_("Left out: notes"), left_out["note"]),
        (_("Left out: blank rows"), left_out["blank"]),
        (_("Rows hidden in the spreadsheet, imported too"), result.hidden_rows),
        *((words.label(TITLES[what]), count) for what, count in result.also.items() if count),
    )
    print_table([(label, words.number(count)) for label, count in rows if count])
    several = len(result.sheets) > 1
    for problem in result.problems:
        place = _("Row {row}").format(row=words.number(problem.row)) + (f", {problem.column}" if problem.column else "")
        sheet = f"{problem.sheet} ▸ " if several else ""
        click.echo(f"{sheet}{place}: {words.message(problem.code, problem.params)}", err=True)


COMMANDS = (import_,)
