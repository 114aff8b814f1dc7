"""Whom to greet, texts of greetings and what was sent, on the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from crmdesk.cli.context import Context, json_option, pass_context, print_json, print_table
from crmdesk.cli.days import today_option
from crmdesk.core import holidays, texts
from crmdesk.core.errors import UserError
from crmdesk.core.greetings import GREETED, OCCASIONS, SKIPPED, Greeted, GreetingText, HolidayAhead, Upcoming
from crmdesk.core.tiers import TIERS
from crmdesk.core.words import Words
from crmdesk.services import customers
from crmdesk.services import greetings as verbs
from crmdesk.services.desk import Desk

_occasion_option = click.option("--occasion", type=click.Choice(OCCASIONS), help="Only this occasion.")
_days_option = click.option(
    "--days", type=click.IntRange(0, 366), help="So many days ahead (default: as set, seven at first)."
)
_tier_option = click.option("--tier", "tiers", type=click.Choice(TIERS), multiple=True, help="Only this tier.")
_limit_option = click.option("--limit", type=click.IntRange(0), help="At most so many people.")
_OF_GREETED = ("person", "form_of_address", "tier", "years", "phone", "wechat", "email", "address", "done")


@click.group("greetings", invoke_without_command=True)
@today_option
@_days_option
@_occasion_option
@_tier_option
@_limit_option
@json_option
@click.pass_context
def greetings(
    click_context: click.Context,
    today: dt.date | None,
    days: int | None,
    occasion: str | None,
    tiers: Sequence[str],
    limit: int | None,
    as_json: bool,
) -> None:
    """List whose birthday or anniversary comes, and holidays; with a holiday as --occasion whom to greet on it."""
    if click_context.invoked_subcommand is not None:
        return
    context = click_context.find_object(Context)
    assert context is not None
    with context.desk() as desk:
        found, ahead = _found(desk, today, days, occasion, tiers, limit)
    words = context.words
    if as_json:
        told = [*map(_json, found), *map(_holiday_json, ahead)]
        print_json(sorted(told, key=lambda each: each["day"]))
        return
    rows = [(each.day, _row(each, words)) for each in found] + [(each.day, _holiday_row(each, words)) for each in ahead]
    print_table([row for _, row in sorted(rows, key=lambda each: each[0])])


@greetings.command("texts")
@_occasion_option
@json_option
@pass_context
def list_texts(context: Context, occasion: str | None, as_json: bool) -> None:
    """List the texts of greetings, your own first."""
    with context.desk() as desk:
        found = verbs.all_texts(desk, occasion)
        tiers = {choice.key: choice.label for choice in desk.fields("customer")["tier"].choices}
    if as_json:
        print_json([_text_json(one) for one in found])
        return
    words = context.words
    print_table([(one.key, words.label(tiers[one.tier]) if one.tier in tiers else "", one.text) for one in found])


@greetings.command("text-add")
@click.argument("occasion", type=click.Choice(OCCASIONS))
@click.argument("text")
@click.option("--tier", type=click.Choice(TIERS), help="For customers of this tier.")
@pass_context
def text_add(context: Context, occasion: str, text: str, tier: str | None) -> None:
    """Add a text of your own; {form of address}, {name}, {customer}, {occasion}, {company}, {me}, {years} are filled
    in."""
    with context.desk() as desk:
        key, _ = verbs.add_text(desk, occasion, text, tier)
    click.echo(key)


@greetings.command("text-edit")
@click.argument("key")
@click.argument("text")
@pass_context
def text_edit(context: Context, key: str, text: str) -> None:
    """Change a text; KEY as “greetings texts” lists it."""
    with context.desk() as desk:
        verbs.edit_text(desk, key, text)


@greetings.command("text-delete")
@click.argument("key")
@pass_context
def text_delete(context: Context, key: str) -> None:
    """Take a text away."""
    with context.desk() as desk:
        verbs.delete_text(desk, key)


@greetings.command("mark")
@click.argument("occasion", type=click.Choice(OCCASIONS))
@click.argument("numbers", nargs=-1, required=True, metavar="NUMBER…")
@today_option
@_days_option
@click.option("--person", default="", help="Only this person, where several have their birthday.")
@click.option("--text", default="", help="What was sent.")
@click.option("--skip", is_flag=True, help="They are not greeted.")
@json_option
@pass_context
def mark(
    context: Context,
    occasion: str,
    numbers: Sequence[str],
    today: dt.date | None,
    days: int | None,
    person: str,
    text: str,
    skip: bool,
    as_json: bool,
) -> None:
    """Note that customers were greeted; each is recorded as a contact made."""
    with context.desk() as desk:
        chosen = _chosen(desk, occasion, numbers, today, days)
        if person:
            chosen = [one for one in chosen if texts.fold(one.person) == texts.fold(person)]
        verbs.mark(desk, chosen, SKIPPED if skip else GREETED, text, context.words)
        found = _chosen(desk, occasion, numbers, today, days)
    if as_json:
        print_json([_json(one) for one in found])
    else:
        print_table([_row(one, context.words) for one in found])


@greetings.command("export")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@today_option
@_days_option
@_occasion_option
@_tier_option
@click.option("--text", default="", help="The text (default: for each the first that fits).")
@json_option
@pass_context
def export(
    context: Context,
    out: Path,
    today: dt.date | None,
    days: int | None,
    occasion: str | None,
    tiers: Sequence[str],
    text: str,
    as_json: bool,
) -> None:
    """Write who is still to be greeted with their texts into .xlsx or .csv, for a tool that sends messages or mail."""
    with context.desk() as desk:
        found, _ = _found(desk, today, days, occasion, tiers, None)
        count = verbs.export(desk, [one for one in found if one.done is None], out, text, context.words)
    if as_json:
        print_json({"rows": count, "path": str(out)})
    else:
        n = context.words.ngettext
        context.say(n("{count} greeting", "{count} greetings", count).format(count=context.words.number(count)))


@greetings.command("missing")
@_limit_option
@json_option
@pass_context
def missing(context: Context, limit: int | None, as_json: bool) -> None:
    """List key customers whose birthday or home address is missing, or those of whoever decides there."""
    with context.desk() as desk:
        found = verbs.missing(desk, most=limit).rows
    if as_json:
        keys = ("number", "name", "person", "tier")
        print_json([{**{key: getattr(one, key) for key in keys}, "missing": list(one.what)} for one in found])
        return
    _ = context.words.gettext
    what = {"birthday": _("Birthday"), "address": _("Home address"), "decides": _("Nobody who decides")}
    print_table([(one.number, one.name, one.person, " · ".join(what[key] for key in one.what)) for one in found])


def _found(
    desk: Desk,
    today: dt.date | None,
    days: int | None,
    occasion: str | None,
    tiers: Sequence[str],
    limit: int | None,
) -> tuple[Sequence[Greeted], Sequence[HolidayAhead]]:
    """Whom to greet one by one, and the holidays to come; on a holiday that is asked for everybody one by one."""
    today, among = today or desk.today(), tiers or None
    if occasion in holidays.HOLIDAYS:
        day = _next(desk, occasion, today)
        return verbs.to_greet(desk, occasion, day, tiers=among, most=limit).greeted, ()
    occasions = None if occasion is None else (occasion,)
    found: Upcoming = verbs.upcoming(desk, today, days, occasions=occasions, tiers=among, most=limit)
    return found.greeted, found.holidays


def _chosen(
    desk: Desk, occasion: str, numbers: Sequence[str], today: dt.date | None, days: int | None
) -> list[Greeted]:
    """What comes of these customers. Raises UserError('greeting-not-due') for one with nothing."""
    ids = [customers.id_of(desk, number) for number in numbers]
    today = today or desk.today()
    if occasion in holidays.HOLIDAYS:
        found = verbs.on_holiday(desk, occasion, _next(desk, occasion, today), ids)
    else:
        found = list(verbs.upcoming(desk, today, days, occasions=(occasion,)).greeted)
    for number, key in zip(numbers, ids, strict=True):
        if all(one.customer_id != key for one in found):
            raise UserError("greeting-not-due", number=number)
    return [one for one in found if one.customer_id in ids]


def _next(desk: Desk, holiday: str, today: dt.date) -> dt.date:
    return next(
        each.day for each in verbs.holidays_between(desk, today, today + dt.timedelta(days=800)) if each.key == holiday
    )


def _json(one: Greeted) -> dict[str, Any]:
    of_person = {key: getattr(one, key) for key in _OF_GREETED}
    birthday = str(one.birthday) if one.birthday else None
    head = {"day": one.day, "occasion": one.occasion, "number": one.number, "name": one.name}
    return {**head, **of_person, "birthday": birthday, "count": 1, "left": int(one.done is None)}


def _holiday_json(one: HolidayAhead) -> dict[str, Any]:
    nothing = dict.fromkeys(("number", "name", *_OF_GREETED, "birthday"))
    return {"day": one.day, "occasion": one.key, **nothing, "count": one.count, "left": one.count - one.done}


def _text_json(one: GreetingText) -> dict[str, Any]:
    keys = ("key", "occasion", "tier", "kind", "text", "supplied", "changed")
    return {key: getattr(one, key) for key in keys}


def _row(one: Greeted, words: Words) -> tuple[str, ...]:
    born = one.birthday.show(words) if one.birthday else ""
    years = "" if one.years is None else words.number(one.years)
    done = {GREETED: words.gettext("Greeted"), SKIPPED: words.gettext("Not greeted")}
    occasion = words.label(holidays.label(one.occasion))
    called = one.form_of_address if one.person == one.name else f"{one.person} ({one.form_of_address})"
    return (
        words.date(one.day), occasion, one.number, one.name, called, born, years, one.phone or "",
        done.get(one.done or "", ""),
    )  # fmt: skip


def _holiday_row(one: HolidayAhead, words: Words) -> tuple[str, ...]:
    n = words.ngettext
    count = n("{count} customer", "{count} customers", one.count).format(count=words.number(one.count))
    return (words.date(one.day), words.label(holidays.label(one.key)), "", count, "", "", "", "", "")


COMMANDS = (greetings,)
