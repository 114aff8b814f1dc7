"""The password of the data file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

import click

from crmdesk.cli.context import Context, ProgressLine, json_option, pass_context, print_json
from crmdesk.cli.passwords import asked_new
from crmdesk.core.errors import UserError
from crmdesk.paper.recovery import RecoverySheet, recovery_sheet
from crmdesk.services import backups, security
from crmdesk.services.desk import open_desk, system_clock
from crmdesk.services.security import How, Key, Protected
from crmdesk.services.targets import check_ending
from crmdesk.sheets import atomic
from crmdesk.sheets.books import CancelledError

_CHOICES = ("encrypt", "delete", "leave")
_SHEET_ENDING = ".pdf"


@click.command("password")
@click.option("--remove", is_flag=True, help="Make the data file plain again.")
@click.option(
    "--recovery-sheet",
    "sheet_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the recovery sheet to this PDF.",
)
@click.option(
    "--backups",
    "how",
    type=click.Choice(_CHOICES),
    help="What becomes of backups without the new password (default: ask; without a terminal: leave).",
)
@json_option
@pass_context
def password(context: Context, remove: bool, sheet_path: Path | None, how: str | None, as_json: bool) -> None:
    """Set, change or remove the password. The whole data file is written anew, encrypted.

    The present password comes from CRMDESK_PASSWORD, the new one from CRMDESK_NEW_PASSWORD, else both are asked for.
    Without the password and the recovery sheet nobody can open the data file.
    """
    if remove and (sheet_path or how):
        raise click.UsageError("--remove goes without --recovery-sheet and --backups.")
    if sheet_path is not None:
        _check_sheet(sheet_path)
    with context.desk() as desk:
        path, former, who = desk.path, desk.data.key, desk.who
    result: dict[str, object] = {"path": str(path), "encrypted": not remove}
    if remove:
        _remove(context, path, former)
    else:
        key = _set(context, path, former)
        if sheet_path is not None:
            _write_sheet(context, sheet_path, RecoverySheet(path.name, key.raw, system_clock(), who))
            result["recovery_sheet"] = str(sheet_path)
        result["backups"] = _protect(context, path, key, former, how)
    if as_json:
        print_json(result)


def _check_sheet(target: Path) -> None:
    """Refuse a place for the sheet before anything is changed; what is no PDF may be the data file itself."""
    check_ending(target, [_SHEET_ENDING])
    atomic.check_target(target)


def _remove(context: Context, path: Path, former: Key | None) -> None:
    if former is None:
        raise UserError("password-none")
    line = ProgressLine(context.words)
    try:
        security.remove_password(path, former, progress=line)
    except CancelledError as error:
        raise click.Abort from error
    finally:
        line.end()
    context.say(context.words.gettext("The data file has no password any more. Its encrypted backups keep theirs."))


def _set(context: Context, path: Path, former: Key | None) -> Key:
    _ = context.words.gettext
    new = asked_new(context.words)
    line = ProgressLine(context.words)
    try:
        key = security.set_password(path, new, key=former, progress=line)
    except CancelledError as error:
        raise click.Abort from error
    finally:
        line.end()
    context.say(_("The password was changed.") if former else _("The data file is encrypted."))
    context.say(_("Without the password and the recovery sheet nobody can open it, not even its makers."))
    return key


def _write_sheet(context: Context, target: Path, sheet: RecoverySheet) -> None:
    page = recovery_sheet(sheet, context.words)
    with atomic.replacing(target) as file:
        file.write(page)
    told = context.words.gettext("Print “{file}”, keep it away from the computer, and delete the file.")
    context.say(told.format(file=target.name))


def _protect(context: Context, path: Path, key: Key, former: Key | None, how: str | None) -> dict[str, int]:
    """Deal with the backups that the new password does not open; before they are deleted one is made that it opens."""
    desk = open_desk(path, create=False, key=key)
    try:
        plain = [backup.path for backup in security.plain_backups(desk)]
        locked = [backup.path for backup in security.locked_backups(desk)]
        counts = {"plain": len(plain), "other_password": len(locked), "encrypted": 0, "deleted": 0, "failed": 0}
        if not plain and not locked:
            return counts
        chosen = how or _asked(context, counts)
        if chosen == "delete":
            backups.make(desk, "password")
    finally:
        desk.close()
    if chosen == "leave":
        context.say(_left(context, counts))
        return counts
    line = ProgressLine(context.words)
    done = security.protect_backups([*plain, *locked], cast(How, chosen), key=key, former=former, progress=line)
    line.end()
    _tell_failed(context, done)
    return counts | {"encrypted" if chosen == "encrypt" else "deleted": done.done, "failed": len(done.failed)}


def _asked(context: Context, counts: dict[str, int]) -> str:
    if not sys.stdin.isatty():
        return "leave"
    context.say(_left(context, counts))
    question = context.words.gettext("Encrypt them with the new password, delete them or leave them?")
    return str(click.prompt(question, type=click.Choice(_CHOICES), default="encrypt", err=True))


def _left(context: Context, counts: dict[str, int]) -> str:
    n = context.words.ngettext
    plain, locked = counts["plain"], counts["other_password"]
    told = []
    if plain:
        sentence = n("{count} backup can be read by anybody.", "{count} backups can be read by anybody.", plain)
        told.append(sentence.format(count=plain))
    if locked:
        sentence = n(
            "{count} backup still opens with an earlier password only.",
            "{count} backups still open with an earlier password only.",
            locked,
        )
        told.append(sentence.format(count=locked))
    return ("" if context.words.chinese else " ").join(told)


def _tell_failed(context: Context, done: Protected) -> None:
    for path in done.failed:
        sentence = context.words.gettext("“{path}” stayed as it was: it is in use, damaged or has another password.")
        context.say(sentence.format(path=path))


COMMANDS = (password,)
