"""The report of a day or a week on the command line (METHOD.md section 2)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from crmdesk.cli.context import Context, json_option, pass_context, print_json
from crmdesk.cli.days import day_option
from crmdesk.cli.interactions import interaction_json
from crmdesk.cli.records import MONEY
from crmdesk.core import values
from crmdesk.core.interactions import Dated
from crmdesk.core.periods import week_of
from crmdesk.core.reports import AMOUNTS, Entry, Report, Section
from crmdesk.core.reports_text import as_text
from crmdesk.services import reports, reports_export
from crmdesk.services.desk import Desk


@click.command("report")
@day_option("--day", "Of this day (default: today).")
@day_option("--week", "Of the week this day lies in, Monday to Sunday.")
@click.option("--who", metavar="NAME", help="Only what this person did.")
@click.option("--out", type=click.Path(path_type=Path), help="Write it as .xlsx too.")
@json_option
@pass_context
def report(
    context: Context, day: dt.date | None, week: dt.date | None, who: str | None, out: Path | None, as_json: bool
) -> None:
    """Report what was done in a day or a week: contacts, customers gained and moved, orders, money, complaints."""
    if day is not None and week is not None:
        raise click.UsageError("--day and --week exclude each other.")
    with context.desk() as desk:
        first, last = week_of(week) if week is not None else (day or desk.today(),) * 2
        found = reports.report(desk, first, last, who)
        if out is not None:
            reports_export.export(desk, found, out, context.words)
        if as_json:
            print_json(_json(desk, found))
        else:
            click.echo(as_text(found, context.words))


def _json(desk: Desk, found: Report) -> dict[str, Any]:
    sections = {key.replace("-", "_"): _section(key, section) for key, section in found.sections.items()}
    return {
        "first": found.first,
        "last": found.last,
        "who": found.who,
        "contacts": {
            "count": found.contacts.count,
            "customers": found.contacts.customers,
            "kinds": dict(found.contacts.kinds),
            "list": [_made(desk, made) for made in found.contacts.made],
        },
        **sections,
        "people": [
            {
                "name": person.name or None,
                "contacts": person.contacts,
                **{key.replace("-", "_"): person.counts.get(key, 0) for key in found.sections},
                "amounts": {key: values.to_json(MONEY, person.amounts[key]) for key in AMOUNTS},
            }
            for person in found.people
        ],
        "following": {
            "first": found.following.first,
            "last": found.following.last,
            "steps": [_made(desk, made) for made in found.following.steps],
            "tasks": [
                {"number": task.number, "customer": task.customer_number, "name": task.customer_name,
                 "due_on": task.due_on, "text": task.text, "by": task.by}
                for task in found.following.tasks
            ],
            "late": found.following.late,
        },
    }  # fmt: skip


def _made(desk: Desk, made: Dated) -> dict[str, Any]:
    return {**interaction_json(desk, made.interaction, made.customer_number), "name": made.customer_name}


def _section(key: str, section: Section) -> dict[str, Any]:
    amount = {"amount": values.to_json(MONEY, section.amount)} if key in AMOUNTS else {}
    return {"count": section.count, **amount, "list": [_entry(key, entry) for entry in section.entries]}


def _entry(key: str, entry: Entry) -> dict[str, Any]:
    told: dict[str, Any] = {"date": entry.day, "customer": entry.number, "name": entry.name, "who": entry.who or None}
    if key in ("moved-on", "moved-back"):
        return {**told, "from": entry.kind, "to": entry.to}
    if key == "dropped":
        return {**told, "why": entry.kind, "reason": entry.text or None}
    if key == "gained":
        return {**told, "source": entry.kind or None}
    if key == "received":
        told |= {"order": entry.record, "kind": entry.kind, "method": entry.text or None}
    else:
        told |= {"number": entry.record, "text": entry.text or None}
    return told if entry.amount is None else {**told, "amount": values.to_json(MONEY, entry.amount)}


COMMANDS = (report,)
