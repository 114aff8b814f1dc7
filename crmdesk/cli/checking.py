"""Looking the data file over, and salvaging what can be read of a damaged one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from crmdesk.cli.context import Context, ProgressLine, json_option, pass_context, print_json, print_table
from crmdesk.cli.passwords import asked_key
from crmdesk.core.backups import COUNTED
from crmdesk.core.errors import UserError
from crmdesk.core.marking import N_
from crmdesk.services import salvaging
from crmdesk.services.places import default_data_file
from crmdesk.services.salvaging import Check, Key, Salvaged

_SHOWN = 20
_NAMES = COUNTED | {
    "customer_group": N_("Groups"),
    "membership": N_("Members of groups"),
    "objection": N_("Objections"),
    "monthly": N_("Record of each month"),
    "screening": N_("Screening"),
    "order_line": N_("Lines of orders"),
    "instalment": N_("Instalments"),
    "invoice": N_("Invoices"),
    "goods_return": N_("Returns"),
    "return_line": N_("Lines of returns"),
    "complaint_step": N_("Steps of complaints"),
    "complaint_event": N_("What else befell complaints"),
    "task": N_("Tasks"),
    "greeting": N_("Greetings"),
    "sales_target": N_("Sales targets"),
    "greeting_text": N_("Texts of greetings"),
    "survey": N_("Surveys"),
    "loss": N_("Customers lost"),
    "assessment": N_("Assessments"),
    "delivered_value": N_("Delivered value"),
    "source_cost": N_("Cost of sources"),
    "stage_move": N_("Moves between stages"),
    "tier_run": N_("Saved rankings"),
    "tier_result": N_("Tiers in saved rankings"),
    "policy": N_("Policies of the tiers"),
    "user_field": N_("Own fields"),
    "action": N_("Actions in the history"),
    "change": N_("Changes in the history"),
    "opening": N_("Recently opened"),
    "import_batch": N_("Imports"),
    "blob": N_("Contents of attachments"),
    "competitor": N_("Competitors"),
    "choice": N_("Words of lists"),
    "draft": N_("Drafts"),
    "setting": N_("Settings"),
    "not_same": N_("Doubles told apart"),
    "export_preset": N_("Export presets"),
    "import_memory": N_("Remembered imports"),
    "backup": N_("Backups made"),
    "privacy_log": N_("Log of privacy"),
    "privacy_request": N_("Requests about privacy"),
}
_BESIDE = ""


@click.command("check")
@click.option(
    "--repair",
    "out",
    is_flag=False,
    flag_value=_BESIDE,
    metavar="[OUT]",
    help="Make a new data file of what can be read of a damaged one; the damaged one stays as it is.",
)
@json_option
@pass_context
def check(context: Context, out: str | None, as_json: bool) -> None:
    """Look the data file over. Exits 1 when it is damaged, unless what can be read of it was salvaged."""
    path = Path(os.path.abspath(context.data or default_data_file()))
    found, key = _checked(context, path)
    made = _salvaged(context, path, Path(out) if out else None, key) if out is not None and not found.sound else None
    if as_json:
        print_json(_json(context, path, found, made))
    else:
        _print(context, found, made)
    if found.sound:
        return
    if made is None:
        raise UserError("check-unsound", path=str(path), count=len(found.problems))
    context.say(context.words.message("check-salvaged", {"path": str(made.path), "old": str(path)}))


def _checked(context: Context, path: Path) -> tuple[Check, Key | None]:
    try:
        return salvaging.check(path), None
    except UserError as error:
        if error.code != "password-needed":
            raise
    key = asked_key(path, context.words, salvaging.unlock)
    return salvaging.check(path, key), key


def _salvaged(context: Context, path: Path, out: Path | None, key: Key | None) -> Salvaged:
    line = ProgressLine(context.words)

    def ask(copy: Path) -> Key | None:
        return asked_key(copy, context.words, salvaging.unlock)

    try:
        return salvaging.salvage(path, out, key, line, ask=ask)
    finally:
        line.end()


def _print(context: Context, found: Check, made: Salvaged | None) -> None:
    words, _ = context.words, context.words.gettext
    for problem in found.problems:
        click.echo(words.problem(problem))
    if found.sound:
        click.echo(_("The data file is sound."))
    if found.salvaged is not None:
        click.echo(_("It was made of what could be read of a damaged one."))
    if made is None:
        print_table(
            [[_(COUNTED[kind]), words.number(count)] for kind, count in found.counts.items() if kind in COUNTED]
        )
        return
    heads = [_("Table"), _("Kept"), _("Lost"), _("Incomplete"), _("Stand-ins")]
    rows = [
        [
            _(_NAMES.get(name, name)),
            words.number(tally.kept),
            words.number(len(tally.lost)) + ("" if tally.surely else "+"),
            words.number(len(tally.incomplete)),
            words.number(len(tally.stand_ins)),
        ]
        for name, tally in made.tables.items()
        if tally.kept or tally.lost or tally.stand_ins or not (tally.surely or made.headless)
    ]
    print_table([heads, *rows])
    for name, tally in made.tables.items():
        if tally.lost:
            shown = ", ".join(str(id_) for id_ in tally.lost[:_SHOWN]) + (" …" if len(tally.lost) > _SHOWN else "")
            click.echo(_("Lost of {table}: {ids}").format(table=_(_NAMES.get(name, name)), ids=shown))
    if made.headless:
        click.echo(words.message("salvage-headless", {}))


def _json(context: Context, path: Path, found: Check, made: Salvaged | None) -> dict[str, Any]:
    return {
        "path": str(path),
        "sound": found.sound,
        "problems": [{"code": p.code, "message": context.words.problem(p)} for p in found.problems],
        "counts": dict(found.counts),
        "schema": found.schema,
        "encrypted": found.encrypted,
        "salvaged_at": found.salvaged,
        "salvaged": made and _salvaged_json(made),
    }


def _salvaged_json(made: Salvaged) -> dict[str, Any]:
    return {
        "path": str(made.path),
        "whole": made.whole,
        "headless": made.headless,
        "unread": made.unread,
        "tables": {
            name: {
                "kept": tally.kept,
                "lost": len(tally.lost),
                "lost_ids": tally.lost,
                "incomplete_ids": tally.incomplete,
                "stand_ins": tally.stand_ins,
                "surely": tally.surely,
            }
            for name, tally in made.tables.items()
        },
    }


COMMANDS = (check,)
