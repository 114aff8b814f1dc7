"""Spreadsheets in and out on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from crmdesk.cli.context import Context, ProgressLine, json_option, pass_context, print_json, print_table
from crmdesk.cli.listing import listing_of, which_customers
from crmdesk.core.errors import UserError
from crmdesk.core.importing import EXISTING, WHAT, Options, Result, RowProblem
from crmdesk.core.words import Words


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option(
    "--sheet", "sheets", multiple=True, help="Only this sheet (default: every visible sheet that is recognised)."
)
@click.option("--what", type=click.Choice(WHAT), default="auto", show_default=True, help="What the rows are.")
@click.option(
    "--map", "pairs", multiple=True, metavar="HEADER=FIELD", help="Which field a column is; '-' leaves it out."
)
@click.option(
    "--existing",
    type=click.Choice(EXISTING),
    default="skip",
    show_default=True,
    help="What to do with known customers.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option(
    "--report", type=click.Path(path_type=Path, readable=False), help="Write every problem into this workbook."
)
@json_option
@pass_context
def import_(
    context: Context,
    file: Path,
    sheets: Sequence[str],
    what: str,
    pairs: Sequence[str],
    existing: str,
    dry_run: bool,
    report: Path | None,
    as_json: bool,
) -> None:
    """Import customers and their contacts from a spreadsheet, a text table or address cards (.vcf)."""
    from crmdesk.services import importing as verbs
    from crmdesk.services import reporting

    options = Options(sheets=tuple(sheets), what=what, map=_mapping(pairs), existing=existing)
    line = ProgressLine(context.words)
    if report is not None:
        reporting.check_target(report)
    with context.desk() as desk:
        verb = verbs.preview_file if dry_run else verbs.import_file
        result = verb(desk, file, options, progress=line, chinese=context.words.chinese)
    line.end()
    if result.seen is not None:
        context.say(context.words.message("import-seen", {}))
    if report is not None:
        reporting.write_problems(report, result.problems, context.words)
    if as_json:
        print_json(result_json(result, context.words))
    else:
        _print_result(result, context.words)


@click.command("export")
@click.argument("out", type=click.Path(path_type=Path, readable=False))
@which_customers
@click.option("--what", type=click.Choice(["customers", "all"]), default="all", show_default=True)
@click.option("--mask", is_flag=True, help="Hide phones, ID numbers and the like.")
@json_option
@pass_context
def export(
    context: Context,
    out: Path,
    query: str,
    group: str | None,
    tier: str | None,
    where: Sequence[str],
    what: str,
    mask: bool,
    as_json: bool,
) -> None:
    """Export customers with their contacts to .xlsx, .csv, .vcf or .json."""
    from crmdesk.services import exporting as verbs

    line = ProgressLine(context.words)
    with context.desk() as desk:
        listing = listing_of(desk, query, group, tier, where)
        done = verbs.export(desk, out, context.words, listing, mask=mask, parts=what == "all", progress=line)
    line.end()
    if as_json:
        print_json({"rows": done.rows, "path": str(done.path)})
    else:
        text = context.words.ngettext(
            "{count} customer written to {path}", "{count} customers written to {path}", done.rows
        )
        context.say(text.format(count=context.words.number(done.rows), path=done.path))


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
        "errors": counts.errors,
        "joined": counts.joined,
        "left_out": len(result.left_out),
        "also": dict(result.also),
        "mapping": result.mapping,
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


def _mapping(pairs: Sequence[str]) -> dict[str, str]:
    mapping: dict[str, str] = {}
    for pair in pairs:
        header, sign, field = pair.rpartition("=")
        if not sign:
            raise UserError("command-pair", text=pair)
        mapping[header] = field
    return mapping


def _print_result(result: Result, words: Words) -> None:
    _ = words.gettext
    counts = result.counts
    rows = (
        (_("Rows"), counts.rows),
        (_("New"), counts.created),
        (_("Changed"), counts.updated),
        (_("Skipped"), counts.skipped),
        (_("Joined to another row"), counts.joined),
        (_("Refused"), counts.errors),
        (_("Left out (headers, totals, notes)"), len(result.left_out)),
    )
    print_table([(label, words.number(count)) for label, count in rows if count])
    for problem in result.problems:
        place = _("Row {row}").format(row=problem.row) + (f", {problem.column}" if problem.column else "")
        click.echo(f"{place}: {words.message(problem.code, problem.params)}", err=True)


COMMANDS = (import_, export)
