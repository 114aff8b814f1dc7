"""Notes and attachments on the command line: written, listed, saved, deleted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from crmdesk.cli.context import Context, ProgressLine, json_option, pass_context, print_json, print_table
from crmdesk.core.attachments import Attachment, shown_size
from crmdesk.core.notes import Note
from crmdesk.services import attachments as attachment_verbs
from crmdesk.services import customers, history
from crmdesk.services import notes as note_verbs
from crmdesk.services.desk import Desk


@click.group("note")
def note() -> None:
    """Write into a customer's file."""


@note.command("add")
@click.argument("number")
@click.argument("text")
@json_option
@pass_context
def note_add(context: Context, number: str, text: str, as_json: bool) -> None:
    """Add a note, dated now."""
    with context.desk() as desk:
        customer_id = customers.id_of(desk, number)
        note_id, _ = note_verbs.add(desk, customer_id, text)
        made = next(one for one in note_verbs.of_customer(desk, customer_id) if one.id == note_id)
    if as_json:
        print_json(note_json(made))
    else:
        _print_notes(context, [made])


@click.command("notes")
@click.argument("number")
@json_option
@pass_context
def notes(context: Context, number: str, as_json: bool) -> None:
    """List a customer's notes: pinned ones first, then the newest."""
    with context.desk() as desk:
        found = note_verbs.of_customer(desk, customers.id_of(desk, number))
    if as_json:
        print_json([note_json(one) for one in found])
    else:
        _print_notes(context, found)


@click.command("attach")
@click.argument("number")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@json_option
@pass_context
def attach(context: Context, number: str, files: Sequence[Path], as_json: bool) -> None:
    """Keep files in a customer's file: all of them, or none when one cannot be kept."""
    progress = ProgressLine(context.words)
    with context.desk() as desk:
        customer_id = customers.id_of(desk, number)
        try:
            added = attachment_verbs.add_files(desk, customer_id, files, strict=True, progress=progress)
        finally:
            progress.end()
        found = [one for one in attachment_verbs.of_customer(desk, customer_id) if one.name in added.names]
    for error in added.refused:
        context.say(context.words.error(error))
    if as_json:
        print_json([attachment_json(one) for one in found])
    else:
        _print_attachments(context, found)


@click.command("attachments")
@click.argument("number")
@json_option
@pass_context
def attachments(context: Context, number: str, as_json: bool) -> None:
    """List a customer's attachments, the newest first."""
    with context.desk() as desk:
        found = attachment_verbs.of_customer(desk, customers.id_of(desk, number))
    if as_json:
        print_json([attachment_json(one) for one in found])
    else:
        _print_attachments(context, found)


@click.command("save-attachment")
@click.argument("number")
@click.argument("name")
@click.argument("out", type=click.Path(path_type=Path))
@json_option
@pass_context
def save_attachment(context: Context, number: str, name: str, out: Path, as_json: bool) -> None:
    """Write an attachment to a file; a folder gets it under its own name."""
    with context.desk() as desk:
        found = attachment_verbs.named(desk, customers.id_of(desk, number), name)
        target = out / found.name if out.is_dir() else out
        attachment_verbs.save(desk, found, target)
    if as_json:
        print_json({**attachment_json(found), "path": str(target)})
    else:
        click.echo(str(target))


@click.command("delete-attachment")
@click.argument("number")
@click.argument("name")
@json_option
@pass_context
def delete_attachment(context: Context, number: str, name: str, as_json: bool) -> None:
    """Take an attachment out of a customer's file."""
    with context.desk() as desk:
        found = attachment_verbs.named(desk, customers.id_of(desk, number), name)
        attachment_verbs.delete(desk, [found.id])
    if as_json:
        print_json(attachment_json(found))
    else:
        click.echo(found.name)


def parts_json(desk: Desk, customer_id: int) -> dict[str, Any]:
    """Notes and attachments (without their content) of a whole file."""
    return {
        "notes": [note_json(one) for one in note_verbs.of_customer(desk, customer_id)],
        "attachments": [attachment_json(one) for one in attachment_verbs.of_customer(desk, customer_id)],
    }


def note_json(one: Note) -> dict[str, Any]:
    """`at` is a UTC instant."""
    return {"at": one.at, "who": one.who, "text": one.text, "pinned": one.pinned}


def attachment_json(one: Attachment) -> dict[str, Any]:
    """`size` in bytes, `at` a UTC instant."""
    return {
        "name": one.name,
        "size": one.size,
        "at": one.at,
        "who": one.who,
        "notes": one.notes or None,
        "sha256": one.blob,
    }


def _print_notes(context: Context, found: Sequence[Note]) -> None:
    words = context.words
    for one in found:
        pinned = "  " + words.gettext("Pinned") if one.pinned else ""
        click.echo(f"{words.moment(history.local_time(one))}  {one.who}{pinned}")
        click.echo("".join(f"  {line}\n" for line in one.text.splitlines()))


def _print_attachments(context: Context, found: Sequence[Attachment]) -> None:
    words = context.words
    print_table(
        [(one.name, shown_size(one.size), words.moment(history.local_time(one)), one.who, one.notes) for one in found]
    )


COMMANDS = (note, notes, attach, attachments, save_attachment, delete_attachment)
