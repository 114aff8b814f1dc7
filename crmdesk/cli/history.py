"""What was done to the data file, or to one customer."""

from __future__ import annotations

import click

from crmdesk.cli.context import Context, json_option, pass_context, print_json, print_table
from crmdesk.core.errors import UserError
from crmdesk.services import history as verbs
from crmdesk.store.customers import id_of_number


@click.command("history")
@click.argument("number", required=False)
@click.option("--limit", type=click.IntRange(min=1), default=200, show_default=True, help="At most so many actions.")
@json_option
@pass_context
def history(context: Context, number: str | None, limit: int, as_json: bool) -> None:
    """List what was done, newest first; with a number, every change to that customer."""
    words = context.words
    with context.desk() as desk:
        if number is None:
            rows = [
                {"at": a.at, "who": a.who, "action": a.verb, "text": verbs.describe(a, words), "state": a.state}
                for a in verbs.entries(desk, limit)
            ]
        else:
            found = id_of_number(desk.data, number)
            if found is None:
                raise UserError("customer-unknown", number=number)
            rows = [
                {
                    "at": entry.action.at,
                    "who": entry.action.who,
                    "action": entry.action.verb,
                    "text": verbs.describe(entry.action, words),
                    "state": entry.action.state,
                    "record": entry.kind,
                    "field": entry.field,
                    "before": entry.before,
                    "after": entry.after,
                }
                for entry in verbs.of_customer(desk, found[0], words)
            ]
    if as_json:
        print_json(rows)
    else:
        keys = ("at", "who", "text", "field", "before", "after")
        print_table([[row.get(key, "") for key in keys] for row in rows])


COMMANDS = (history,)
