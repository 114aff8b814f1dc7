"""Making, listing and restoring backups."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from msgspec.structs import asdict

from crmdesk.cli.context import Context, ProgressLine, json_option, pass_context, print_json, print_table
from crmdesk.cli.passwords import asked_key
from crmdesk.core import backups as rules
from crmdesk.core.attachments import shown_size
from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.services import backups as verbs
from crmdesk.services import restoring
from crmdesk.services.backups import Backup
from crmdesk.services.places import default_data_file
from crmdesk.services.restoring import Preview
from crmdesk.services.restoring_telling import compared, warnings
from crmdesk.services.security import Key, unlock

_OTHER_PASSWORD = "CRMDESK_BACKUP_PASSWORD"
_UNREADABLE = ("file-not-ours", "file-damaged", "file-empty", "file-missing")


@click.command("backup")
@click.argument("out", required=False, type=click.Path(path_type=Path))
@click.option("--list", "listing", is_flag=True, help="Only list the backups there are, newest first.")
@json_option
@pass_context
def backup(context: Context, out: Path | None, listing: bool, as_json: bool) -> None:
    """Make a backup now: in the folder for backups, in another folder OUT, or as the file OUT."""
    if listing and out is not None:
        raise click.UsageError("--list goes without OUT.")
    line = ProgressLine(context.words)
    with context.desk() as desk:
        if listing:
            found = verbs.all_of(desk)
        else:
            made = verbs.make(desk, target=out, progress=line)
    line.end()
    if listing:
        _print_list(found, context.words, as_json=as_json)
        return
    if made.missed is not None:
        params = {"folder": str(made.missed), "used": str(made.path.parent)}
        context.say(context.words.message("backup-missed", params))
    if as_json:
        print_json(_json(made))
    else:
        click.echo(made.path)


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@json_option
@pass_context
def restore(context: Context, file: Path, yes: bool, dry_run: bool, as_json: bool) -> None:
    """Put the backup FILE in the place of the data file; the present state is kept as a backup.

    A backup with another password than CRMDESK_PASSWORD takes it from CRMDESK_BACKUP_PASSWORD, else it is asked for.
    """
    path = Path(os.path.abspath(context.data or default_data_file()))
    here_key, key, seen = _looked(context, path, file)
    if not as_json:
        _print_preview(seen, context.words)
    for sentence in warnings(seen, context.words):
        context.say(sentence)
    kept = None
    if not dry_run:
        if not yes and not _confirmed(context, path):
            raise click.Abort
        line = ProgressLine(context.words)
        try:
            kept = restoring.restore(path, file, key=key, here_key=here_key, progress=line)
        finally:
            line.end()
    if as_json:
        print_json(_preview_json(seen) | {"path": str(path), "restored": not dry_run, "kept": kept and str(kept)})
    elif kept is not None:
        context.say(context.words.gettext("Restored. The state before it is kept in “{path}”.").format(path=kept))


def _looked(context: Context, path: Path, file: Path) -> tuple[Key | None, Key | None, Preview]:
    """The keys of the data file and of the backup, and what differs; a data file that cannot be opened is no
    hindrance."""
    try:
        if not path.exists():
            raise UserError("file-missing", path=str(path))
        with context.desk() as desk:
            key = _key_of(file, desk.data.key, context.words)
            return desk.data.key, key, restoring.preview(desk, file, key)
    except UserError as error:
        if error.code not in _UNREADABLE or error.params.get("path") != str(path):
            raise
        if path.exists():
            context.say(context.words.error(error))
    key = _key_of(file, None, context.words)
    return None, key, restoring.preview(None, file, key)


def _key_of(file: Path, here: Key | None, words: Words) -> Key | None:
    if restoring.fits(file, here):
        return here
    given = os.environ.get(_OTHER_PASSWORD)
    return asked_key(file, words) if given is None else unlock(file, given)


def _confirmed(context: Context, path: Path) -> bool:
    if not sys.stdin.isatty():
        raise UserError("restore-confirm")
    return click.confirm(context.words.gettext("Replace “{file}” by the backup?").format(file=path.name), err=True)


def _print_list(found: Sequence[Backup], words: Words, *, as_json: bool) -> None:
    if as_json:
        print_json([_json(each) for each in found])
        return
    _ = words.gettext
    heads = (_("When"), _("Why"), _("Size"), _("File"))
    rows = [(words.moment(b.at), _(rules.REASONS[b.reason]), shown_size(b.size), str(b.path)) for b in found]
    print_table([heads, *rows] if rows else [])


def _json(made: Backup) -> dict[str, Any]:
    return {
        "path": str(made.path),
        "at": made.at.isoformat(),
        "reason": made.reason,
        "size": made.size,
        "encrypted": made.encrypted,
        "outside": made.outside,
    }


def _print_preview(seen: Preview, words: Words) -> None:
    _ = words.gettext
    heads = [*([_("Now")] if seen.here else []), _("Backup")]
    rows = [[line.label, *([line.here] if line.here is not None else []), line.there] for line in compared(seen, words)]
    print_table([["", *heads], *rows])


def _preview_json(seen: Preview) -> dict[str, Any]:
    return {
        "here": asdict(seen.here) if seen.here else None,
        "there": asdict(seen.there),
        "differs": asdict(seen.differs) if seen.differs else None,
    }


COMMANDS = (backup, restore)
