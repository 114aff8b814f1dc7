"""Personal data on the command line: a person's copy, the log, requests, files nobody touched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from crmdesk.cli.context import Context, json_option, pass_context, print_json, print_table
from crmdesk.cli.days import day_option
from crmdesk.core.privacy import LOGGED, OUTCOMES, REQUESTS, Request
from crmdesk.core.words import Words


@click.command("person-copy")
@click.argument("number")
@click.argument("out", type=click.Path(path_type=Path, readable=False))
@click.option("--attachments", is_flag=True, help="The contents of attachments too, in a folder beside.")
@json_option
@pass_context
def person_copy(context: Context, number: str, out: Path, attachments: bool, as_json: bool) -> None:
    """Write everything that is kept about one customer to .txt or .json, for the person it is about."""
    from crmdesk.services import erasing, person_copy

    with context.desk() as desk:
        customer_id = erasing.find(desk, number)
        done = person_copy.write(desk, customer_id, out, context.words, with_attachments=attachments)
    if as_json:
        folder = str(done.folder) if done.folder else None
        print_json({"path": str(done.path), "folder": folder, "attachments": done.attachments})
    else:
        context.say(context.words.gettext("Written to {path}").format(path=done.path))


@click.group("privacy")
def privacy() -> None:
    """What went out or was erased, what persons asked for, files nobody touched for years."""


@privacy.command("log")
@click.option("--what", multiple=True, type=click.Choice(list(LOGGED)), help="Only this; may be repeated.")
@click.option("--limit", type=click.IntRange(min=1), default=200, show_default=True, help="At most so many entries.")
@json_option
@pass_context
def log(context: Context, what: Sequence[str], limit: int, as_json: bool) -> None:
    """List exports, copies, prints and erasures, newest first."""
    from crmdesk.services import privacy as verbs
    from crmdesk.services.history import local_time
    from crmdesk.services.privacy_log import what_told

    words = context.words
    with context.desk() as desk:
        found = verbs.entries(desk, what, limit)
    if as_json:
        keys = ("at", "who", "what", "customers", "masked", "target")
        more = ("number", "kind")
        print_json([
            {**{key: getattr(e, key) for key in keys}, **{key: e.params.get(key) for key in more}} for e in found
        ])  # fmt: skip
        return
    masked = words.gettext("masked")
    print_table(
        [
            (
                words.moment(local_time(entry)),
                entry.who,
                what_told(entry, words),
                words.number(entry.customers),
                masked if entry.masked else "",
                entry.target or str(entry.params.get("number", "")),
            )
            for entry in found
        ]
    )


@privacy.command("requests")
@click.option("--pending", is_flag=True, help="Only those that are not answered.")
@json_option
@pass_context
def requests(context: Context, pending: bool, as_json: bool) -> None:
    """List what persons asked for: those not answered first, by the day they are due."""
    from crmdesk.services import privacy as verbs

    with context.desk() as desk:
        found = verbs.requests(desk, pending=pending)
        today = desk.today()
    if as_json:
        print_json([_request_json(one, today) for one in found])
    else:
        print_table([_request_line(one, today, context.words) for one in found])


@privacy.command("add-request")
@click.argument("kind", type=click.Choice(list(REQUESTS)))
@click.option("--customer", "number", metavar="NUMBER", help="The customer who asks.")
@click.option("--subject", default="", help="Who asks, where it is no customer or somebody of theirs.")
@day_option("--received", "The day it was received (default: today).")
@click.option("--notes", default="", help="What was asked for, in words.")
@json_option
@pass_context
def add_request(
    context: Context,
    kind: str,
    number: str | None,
    subject: str,
    received: dt.date | None,
    notes: str,
    as_json: bool,
) -> None:
    """Note what a person asks for about their data."""
    from crmdesk.services import customers
    from crmdesk.services import privacy as verbs

    with context.desk() as desk:
        customer_id = customers.id_of(desk, number) if number else None
        made, _ = verbs.add_request(
            desk, kind, customer_id=customer_id, subject=subject, received_on=received, notes=notes
        )
        _print_request(context, verbs.request(desk, made), desk.today(), as_json)


@privacy.command("answer")
@click.argument("request", type=click.IntRange(min=1))
@click.argument("outcome", type=click.Choice(list(OUTCOMES)))
@day_option("--answered", "The day it was answered (default: today).")
@click.option("--notes", help="What was answered, in words; replaces the former remarks.")
@json_option
@pass_context
def answer(
    context: Context, request: int, outcome: str, answered: dt.date | None, notes: str | None, as_json: bool
) -> None:
    """Note that a request was answered, and how."""
    from crmdesk.services import privacy as verbs

    with context.desk() as desk:
        verbs.answer_request(desk, request, outcome, answered_on=answered, notes=notes)
        _print_request(context, verbs.request(desk, request), desk.today(), as_json)


@privacy.command("retention")
@json_option
@pass_context
def retention(context: Context, as_json: bool) -> None:
    """List the files nobody changed or looked at for as many years as Settings say."""
    from crmdesk.services import customers
    from crmdesk.services import privacy as verbs

    with context.desk() as desk:
        found = verbs.retention(desk)
        living, trash = customers.rows(desk, found.ids), customers.rows(desk, found.trash)
    if as_json:
        told = {"living": living, "trash": trash}
        rows = {key: [{"number": row.number, "name": row.name} for row in several] for key, several in told.items()}
        print_json({"years": found.years, "before": found.before, "count": found.count, **rows})
        return
    _ = context.words.gettext
    print_table([*((row.number, row.name, "") for row in living), *((r.number, r.name, _("Trash")) for r in trash)])
    if found.before is None:
        context.say(_("The reminder is switched off in Settings."))
        return
    text = context.words.ngettext(
        "{count} file nobody touched since {day}", "{count} files nobody touched since {day}", found.count
    )
    context.say(text.format(count=context.words.number(found.count), day=context.words.date(found.before)))


def _print_request(context: Context, request: Request, today: dt.date, as_json: bool) -> None:
    if as_json:
        print_json(_request_json(request, today))
    else:
        print_table([_request_line(request, today, context.words)])


def _request_json(request: Request, today: dt.date) -> dict[str, Any]:
    keys = ("number", "subject", "kind", "received_on", "due_on", "answered_on", "outcome", "notes")
    plain = {key: getattr(request, key) or None for key in keys}
    return {"request": request.id, **plain, "overdue": request.overdue(today)}


def _request_line(request: Request, today: dt.date, words: Words) -> list[str]:
    if request.answered_on is not None:
        state = f"{words.label(OUTCOMES[request.outcome])} {words.date(request.answered_on)}"
    else:
        state = words.gettext("due {day}").format(day=words.date(request.due_on) if request.due_on else "—")
    late = words.gettext("overdue") if request.overdue(today) else ""
    who = " ".join(filter(None, (request.number, request.subject)))
    return [str(request.id), words.date(request.received_on), words.label(REQUESTS[request.kind]), who, state, late]


COMMANDS = (person_copy, privacy)
