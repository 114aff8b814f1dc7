"""What was done to the data file, or to one customer; and what was deleted."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from typing import Any

import click

from crmdesk.cli.context import Context, ProgressLine, json_option, pass_context, print_json, print_table
from crmdesk.cli.days import day_option
from crmdesk.core.errors import UserError
from crmdesk.core.past import Past, kinds_of_work
from crmdesk.core.trash import KINDS, TrashList, TrashRow, due_before, record_of
from crmdesk.services import history as verbs
from crmdesk.services.desk import Desk
from crmdesk.services.history import Action, Entry
from crmdesk.store.customers import id_of_number


@click.command("history")
@click.argument("number", required=False)
@click.option("--who", default="", help="Only what this person did.")
@click.option("--kind", default="", type=click.Choice(["", *kinds_of_work()]), help="Only this kind of work.")
@day_option("--from", "Only from this day on.", "first")
@day_option("--to", "Only up to this day.", "last")
@click.option("--limit", type=click.IntRange(min=1), default=200, show_default=True, help="At most so many actions.")
@json_option
@pass_context
def history(
    context: Context,
    number: str | None,
    who: str,
    kind: str,
    first: dt.date | None,
    last: dt.date | None,
    limit: int,
    as_json: bool,
) -> None:
    """List what was done, newest first; with a number, every change to that customer."""
    from crmdesk.services import past

    words = context.words
    with context.desk() as desk:
        customer_id = _customer(desk, number)
        wanted = Past(who, kind, first, last, customer_id)
        ids = past.find(desk, wanted)
        if customer_id is None:
            rows = [_row(context, action) for action in past.actions(desk, ids[:limit])]
        else:
            known = set(ids)
            entries = verbs.of_customer(desk, customer_id, words)
            rows = [_changed(context, entry) for entry in entries if entry.action.id in known]
    if as_json:
        print_json(rows)
    else:
        keys = ("at", "who", "text", "field", "before", "after")
        print_table([[row.get(key, "") for key in keys] for row in rows])


def _customer(desk: Desk, number: str | None) -> int | None:
    if number is None:
        return None
    found = id_of_number(desk.data, number)
    if found is None:
        raise UserError("customer-unknown", number=number)
    return found[0]


def _row(context: Context, action: Action) -> dict[str, str]:
    text = verbs.describe(action, context.words)
    return {"at": action.at, "who": action.who, "action": action.verb, "text": text, "state": action.state}


def _changed(context: Context, entry: Entry) -> dict[str, str]:
    told = {"record": entry.kind, "field": entry.field, "before": entry.before, "after": entry.after}
    return {**_row(context, entry.action), **told}


@click.command("trash")
@click.argument("query", required=False, default="")
@click.option("--kind", default="", type=click.Choice(["", *KINDS]), help="Only this kind of record.")
@click.option("--empty", is_flag=True, help="Erase what is listed for good. This cannot be undone.")
@click.option("--older-than", type=click.IntRange(min=0), metavar="DAYS", help="Only what was deleted so long ago.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@pass_context
def trash(
    context: Context, query: str, kind: str, empty: bool, older_than: int | None, yes: bool, as_json: bool
) -> None:
    """List everything that was deleted, of all kinds, the last first; with --empty erase it for good."""
    from crmdesk.services import trash as deleted

    with context.desk() as desk:
        keys = list(deleted.find(desk, TrashList(kind, query)))
        rows = deleted.rows(desk, keys, context.words)
        if older_than is not None:
            rows = _older(desk, rows, older_than)
        if empty:
            _empty(context, desk, [row.id for row in rows], yes=yes, as_json=as_json)
            return
    if as_json:
        print_json([_trash_json(row) for row in rows])
    else:
        print_table([(row.kind, row.name, row.customer, row.at, row.who) for row in rows])


def _older(desk: Desk, rows: Sequence[TrashRow], days: int) -> list[TrashRow]:
    """Nothing while the clock stands before the newest entry of the history."""
    from crmdesk.store import past

    before = due_before(desk.clock(), past.newest(desk.data), days) if days else desk.now()
    return [row for row in rows if before is not None and (row.at < before or not days)]


def _empty(context: Context, desk: Desk, keys: Sequence[int], *, yes: bool, as_json: bool) -> None:
    from crmdesk.services import trash as deleted

    words = context.words
    going = deleted.erasable(desk, keys)
    if going and not yes:
        if not sys.stdin.isatty():
            raise UserError("trash-confirm")
        told = words.ngettext(
            "Erase {count} record for good? This cannot be undone.",
            "Erase {count} records for good? This cannot be undone.",
            len(going),
        )
        click.confirm(told.format(count=words.number(len(going))), err=True, abort=True)
    line = ProgressLine(words)
    counts = dict(deleted.erase(desk, going, progress=line).counts) if going else {}
    line.end()
    if as_json:
        print_json({"erased": sum(counts.values()), "left": len(keys) - len(going), "counts": counts})
        return
    erased = sum(counts.values())
    told = words.ngettext("{count} record is erased for good", "{count} records are erased for good", erased)
    context.say(told.format(count=words.number(erased)))


def _trash_json(row: TrashRow) -> dict[str, Any]:
    number, _, name = row.customer.partition("  ")
    return {
        "kind": row.kind,
        "id": record_of(row.id)[1],
        "name": row.name,
        "customer": number or None,
        "customer_name": name or None,
        "deleted_at": row.at,
        "by": row.who,
    }


COMMANDS = (history, trash)
