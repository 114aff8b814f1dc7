"""The imports that were done, and taking one back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from crmdesk.cli.context import Context, ProgressLine, json_option, pass_context, print_json, print_table
from crmdesk.core.words import Words

if TYPE_CHECKING:
    from crmdesk.services.importing import Batch
    from crmdesk.services.importing_undo import Undone

_MOST_NUMBERS = 20


@click.command("imports")
@json_option
@pass_context
def imports(context: Context, as_json: bool) -> None:
    """List the imports that were done, newest first."""
    from crmdesk.services import importing
    from crmdesk.services.history import local_time

    _ = context.words.gettext
    with context.desk() as desk:
        found = importing.batches(desk)
    if as_json:
        print_json([_batch_json(batch) for batch in found])
        return
    heads = (_("Import"), _("File"), _("When"), _("New"), _("Changed"), _("State"))
    rows = [
        (
            str(batch.id),
            batch.file,
            context.words.moment(local_time(batch)),
            context.words.number(batch.created),
            context.words.number(batch.updated),
            _("taken back") if batch.undone else "",
        )
        for batch in found
    ]
    print_table([heads, *rows] if rows else [])


@click.command("undo-import")
@click.argument("batch", type=click.IntRange(min=1))
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@json_option
@pass_context
def undo_import(context: Context, batch: int, dry_run: bool, as_json: bool) -> None:
    """Take an import back: what it made goes, what it changed is as it was. What was changed since stays."""
    from crmdesk.services import importing_undo as verbs

    line = ProgressLine(context.words)
    with context.desk() as desk:
        known = verbs.batch_of(desk, batch)
        done = (verbs.preview if dry_run else verbs.undo)(desk, batch, line)
        kept = verbs.kept_texts(desk, done.kept, context.words)
    line.end()
    if as_json:
        print_json(
            {**_batch_json(known), "undone": not dry_run and done.action is not None, **_undone_json(done, kept)}
        )
        return
    _ = context.words.gettext
    if dry_run:
        context.say(_("Nothing was written. This is what would happen:"))
    for text in _sentences(done, context.words):
        context.say(text)
    if kept:
        print_table([(_("Number"), _("Field"), _("Stays"), _("Imported")), *kept])


def _sentences(done: Undone, words: Words) -> list[str]:
    _ = words.gettext
    told = (
        (_("New customers taken out: {count}"), done.removed),
        (_("Customers as they were before: {count}"), done.restored),
    )
    said = [text.format(count=words.number(count)) for text, count in told if count]
    if done.edited_since:
        said.append(
            _("Changed since the import and taken out nevertheless: {numbers}").format(
                numbers=_few(done.edited_since, words)
            )
        )
    if done.held:
        text = _("Stay, because other customers were merged into them: {numbers}")
        said.append(text.format(numbers=_few(done.held, words)))
    if done.kept:
        said.append(_("Values changed since, which stay: {count}").format(count=words.number(len(done.kept))))
    return said or [_("Nothing of this import is left to be taken back.")]


def _few(numbers: Sequence[str], words: Words) -> str:
    shown = ("、" if words.chinese else ", ").join(numbers[:_MOST_NUMBERS])
    return shown if len(numbers) <= _MOST_NUMBERS else f"{shown} … ({words.number(len(numbers))})"


def _batch_json(batch: Batch) -> dict[str, Any]:
    return {
        "batch": batch.id,
        "file": batch.file,
        "at": batch.at,
        "sheets": list(batch.sheets),
        "created": batch.created,
        "updated": batch.updated,
        "undone": batch.undone,
    }


def _undone_json(done: Undone, kept: Sequence[tuple[str, str, str, str]]) -> dict[str, Any]:
    return {
        "removed": done.removed,
        "restored": done.restored,
        "kept": [
            {"number": each.number, "kind": each.kind, "field": each.field, "value": value, "imported": imported}
            for each, (_, _, value, imported) in zip(done.kept, kept, strict=True)
        ],
        "edited_since": list(done.edited_since),
        "held": list(done.held),
    }


COMMANDS = (imports, undo_import)
