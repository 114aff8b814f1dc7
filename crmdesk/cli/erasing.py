"""Erasing for good on the command line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from crmdesk.cli.context import Context, ProgressLine, json_option, pass_context, print_json
from crmdesk.core.errors import UserError

if TYPE_CHECKING:
    from crmdesk.services.erasing import Erased, Erasure


@click.command("erase")
@click.argument("number")
@click.option("--contact", metavar="NAME", help="Only this contact of the customer.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--dry-run", is_flag=True, help="Only say what would be erased.")
@json_option
@pass_context
def erase(context: Context, number: str, contact: str | None, yes: bool, dry_run: bool, as_json: bool) -> None:
    """Erase a customer for good, in the trash or not, with everything of theirs. This cannot be undone."""
    from crmdesk.services import erasing as verbs

    line = ProgressLine(context.words)
    with context.desk() as desk:
        customer_id = verbs.find(desk, number)
        which: dict[str, Any] = {"customer_id": customer_id}
        if contact is not None:
            which = {"contact_id": verbs.contact_of(desk, customer_id, contact)}
        erasure = verbs.preview(desk, **which)
        if dry_run or not yes:
            _say_erasure(context, erasure)
        if dry_run:
            if as_json:
                print_json(_erasure_json(erasure, None))
            return
        if not yes and not _confirmed(context, erasure):
            raise click.Abort
        done = verbs.erase(desk, **which, progress=line)
    line.end()
    if as_json:
        print_json(_erasure_json(erasure, done))
    else:
        _say_erased(context, done)


def _confirmed(context: Context, erasure: Erasure) -> bool:
    """Ask at the terminal. Raises UserError('erase-confirm') where there is none."""
    if not sys.stdin.isatty():
        raise UserError("erase-confirm")
    text = context.words.gettext("Erase {number} {name} for good? This cannot be undone.")
    customer = erasure.customers[0]
    return click.confirm(text.format(number=customer.number, name=erasure.contact or customer.name), err=True)


def _say_erasure(context: Context, erasure: Erasure) -> None:
    _, n, number = context.words.gettext, context.words.ngettext, context.words.number
    told = (
        ("contact", n("{count} contact", "{count} contacts", erasure.counts.get("contact", 0))),
        ("note", n("{count} note", "{count} notes", erasure.counts.get("note", 0))),
        ("attachment", n("{count} attachment", "{count} attachments", erasure.counts.get("attachment", 0))),
        ("interaction", n("{count} contact made", "{count} contacts made", erasure.counts.get("interaction", 0))),
        ("sales_order", n("{count} order", "{count} orders", erasure.counts.get("sales_order", 0))),
        ("payment", n("{count} payment", "{count} payments", erasure.counts.get("payment", 0))),
        ("complaint", n("{count} complaint", "{count} complaints", erasure.counts.get("complaint", 0))),
        (
            "change",
            n("{count} entry of the history", "{count} entries of the history", erasure.counts.get("change", 0)),
        ),
    )
    parts = [text.format(count=number(erasure.counts[key])) for key, text in told if erasure.counts.get(key)]
    for customer in erasure.customers:
        named = f"{customer.number} {erasure.contact or customer.name}"
        context.say(f"{named}: {('、' if context.words.chinese else ', ').join(parts)}" if parts else named)
    for merged in erasure.merged:
        context.say(_("Merged into it and erased too: {number} {name}").format(number=merged.number, name=merged.name))
    _say_backups(context, erasure)


def _say_erased(context: Context, done: Erased) -> None:
    _ = context.words.gettext
    number = done.erasure.customers[0].number
    text = _("A contact of {number} was erased.") if done.erasure.contact else _("{number} was erased.")
    context.say(text.format(number=number))
    if not done.clean:
        context.say(_("Traces in the data file go when it is next opened alone and the disk has room."))
    _say_backups(context, done)


def _say_backups(context: Context, told: Erasure | Erased) -> None:
    _ = context.words.gettext
    for backup in told.backups:
        context.say(_("This backup still holds it: {path}").format(path=backup.path))
    for backup in told.unknown:
        context.say(_("This backup cannot be looked into: {path}").format(path=backup.path))


def _erasure_json(erasure: Erasure, done: Erased | None) -> dict[str, Any]:
    looked = done or erasure
    return {
        "number": erasure.customers[0].number,
        "contact": erasure.contact or None,
        "erased": done is not None,
        "clean": done.clean if done else None,
        "merged": [merged.number for merged in erasure.merged],
        "counts": dict(erasure.counts),
        "backups": [str(backup.path) for backup in looked.backups],
        "backups_unknown": [str(backup.path) for backup in looked.unknown],
    }


COMMANDS = (erase,)
