"""Groups, own fields, lists of choices and settings on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from crmdesk.cli.context import Context, json_option, pass_context, print_json, print_table
from crmdesk.cli.listing import filter_of
from crmdesk.cli.records import read_pairs
from crmdesk.core.fields import Field, Type, describe
from crmdesk.core.groups import COLORS
from crmdesk.core.settings import SETTINGS, Setting
from crmdesk.core.words import Label, Words
from crmdesk.services import groups as group_verbs
from crmdesk.services import lists as list_verbs
from crmdesk.services import settings as setting_verbs
from crmdesk.services import user_fields
from crmdesk.services.desk import Desk
from crmdesk.services.groups import Group

_WHERE = 'Makes it dynamic: "FIELD TEST VALUE" as in customers --where; given several times, all must hold.'
_color = click.option("--color", type=click.Choice(["", *COLORS]), help="Its colour; '' for none.")
_where = click.option("--where", multiple=True, metavar='"FIELD TEST VALUE"', help=_WHERE)


@click.command("groups")
@json_option
@pass_context
def groups(context: Context, as_json: bool) -> None:
    """List the groups: name, colour, dynamic or not, how many customers."""
    with context.desk() as desk:
        counts = group_verbs.counts(desk)
        found = [_group(each, counts.get(each.id)) for each in group_verbs.all_groups(desk)]
    if as_json:
        print_json(found)
    else:
        rows = [[each["name"], each["color"] or "", _kind(context.words, each), each["customers"]] for each in found]
        print_table([["" if cell is None else str(cell) for cell in row] for row in rows])


@click.group("group")
def group() -> None:
    """Add, change or delete a group."""


@group.command("add")
@click.argument("name")
@_color
@_where
@json_option
@pass_context
def group_add(context: Context, name: str, color: str | None, where: Sequence[str], as_json: bool) -> None:
    """Add a group; with --where it is dynamic."""
    with context.desk() as desk:
        group_verbs.add(desk, name, color or "", filter_of(desk, where) if where else None)
        _print_group(context, desk, name, as_json)


@group.command("edit")
@click.argument("name")
@click.option("--name", "new", help="Call it this.")
@_color
@_where
@click.option("--by-hand", is_flag=True, help="Make a dynamic group one by hand.")
@json_option
@pass_context
def group_edit(
    context: Context, name: str, new: str | None, color: str | None, where: Sequence[str], by_hand: bool, as_json: bool
) -> None:
    """Change a group's name, colour or conditions."""
    if where and by_hand:
        raise click.UsageError("--where and --by-hand exclude each other.")
    with context.desk() as desk:
        found = group_verbs.named(desk, name)
        filter_ = None if by_hand else filter_of(desk, where) if where else ...
        group_verbs.edit(desk, found.id, name=new, color=color, filter=filter_)
        _print_group(context, desk, new or name, as_json)


@group.command("delete")
@click.argument("name")
@pass_context
def group_delete(context: Context, name: str) -> None:
    """Delete a group; its customers stay."""
    with context.desk() as desk:
        group_verbs.delete(desk, group_verbs.named(desk, name).id)


@click.group("field")
def field() -> None:
    """Add, rename or delete an own field."""


@field.command("add")
@click.argument("label")
@click.option("--type", "type_", type=click.Choice([each.value for each in user_fields.TYPES]), default="text")
@click.option("--choice", "choices", multiple=True, help="A word of a choice; given several times.")
@json_option
@pass_context
def field_add(context: Context, label: str, type_: str, choices: Sequence[str], as_json: bool) -> None:
    """Add an own field."""
    with context.desk() as desk:
        key, _changes = user_fields.add(desk, label, Type(type_), choices)
        _print_field(context, user_fields.known(desk, key), as_json)


@field.command("rename")
@click.argument("key")
@click.argument("label")
@json_option
@pass_context
def field_rename(context: Context, key: str, label: str, as_json: bool) -> None:
    """Call an own field something else."""
    with context.desk() as desk:
        user_fields.rename(desk, key, label)
        _print_field(context, user_fields.known(desk, key), as_json)


@field.command("delete")
@click.argument("key")
@pass_context
def field_delete(context: Context, key: str) -> None:
    """Delete an own field; undo brings it back with what it held."""
    with context.desk() as desk:
        user_fields.delete(desk, key)


@click.command("lists")
@click.argument("list_", metavar="[LIST]", required=False)
@json_option
@pass_context
def lists(context: Context, list_: str | None, as_json: bool) -> None:
    """List the lists that can be changed, or the words of one with how many customers have each."""
    with context.desk() as desk:
        found = list_verbs.all_lists(desk) if list_ is None else (list_verbs.known(desk, list_),)
        rows = [_list(desk, each, counted=list_ is not None) for each in found]
    if as_json:
        print_json(rows if list_ is None else rows[0])
    elif list_ is None:
        print_table([[row["list"], context.words.label(each.label)] for row, each in zip(rows, found, strict=True)])
    else:
        label = "label_zh" if context.words.chinese else "label_en"
        print_table([[word["key"], word[label], str(word["customers"])] for word in rows[0]["words"]])


@click.group("list")
def list_group() -> None:
    """Change the words of a list."""


@list_group.command("add")
@click.argument("list_", metavar="LIST")
@click.argument("word")
@pass_context
def list_add(context: Context, list_: str, word: str) -> None:
    """Add a word at the end."""
    with context.desk() as desk:
        list_verbs.add(desk, list_, word)


@list_group.command("rename")
@click.argument("list_", metavar="LIST")
@click.argument("word")
@click.argument("new")
@pass_context
def list_rename(context: Context, list_: str, word: str, new: str) -> None:
    """Call a word something else; the records keep it."""
    with context.desk() as desk:
        list_verbs.rename(desk, list_, word, new)


@list_group.command("delete")
@click.argument("list_", metavar="LIST")
@click.argument("word")
@click.option("--replacement", help="What customers get in its place; without it, nothing.")
@pass_context
def list_delete(context: Context, list_: str, word: str, replacement: str | None) -> None:
    """Take a word out of a list."""
    with context.desk() as desk:
        list_verbs.delete(desk, list_, word, replacement)


@click.command("settings")
@json_option
@pass_context
def settings(context: Context, as_json: bool) -> None:
    """List what can be set in the data file."""
    with context.desk() as desk:
        found = [_setting(desk, each) for each in SETTINGS]
    if as_json:
        print_json(found)
    else:
        shown = [
            [each["key"], context.words.label(s.label), _plain(each["value"])]
            for each, s in zip(found, SETTINGS, strict=True)
        ]
        print_table(shown)


@click.command("set")
@click.argument("pairs", nargs=-1, required=True, metavar="KEY=VALUE…")
@json_option
@pass_context
def set_(context: Context, pairs: Sequence[str], as_json: bool) -> None:
    """Change settings; an empty value goes back to the default."""
    if any("=" not in pair for pair in pairs):
        raise click.UsageError("KEY=VALUE is needed.")
    typed = read_pairs(pairs)
    with context.desk() as desk:
        setting_verbs.change_several(desk, typed)
        if as_json:
            print_json([_setting(desk, setting_verbs.known(key)) for key in typed])


def _group(each: Group, customers: int | None) -> dict[str, Any]:
    filter_ = [[c.field, c.test.value, *c.values] for c in each.filter.conditions] if each.filter else None
    return {
        "name": each.name,
        "color": each.color or None,
        "dynamic": each.dynamic,
        "filter": filter_ if each.dynamic else None,
        "customers": customers,
    }


def _kind(words: Words, found: dict[str, Any]) -> str:
    _ = words.gettext
    return _("Dynamic") if found["dynamic"] else _("By hand")


def _print_group(context: Context, desk: Desk, name: str, as_json: bool) -> None:
    found = group_verbs.named(desk, name)
    if as_json:
        print_json(_group(found, group_verbs.counts(desk).get(found.id)))


def _print_field(context: Context, found: Field, as_json: bool) -> None:
    if as_json:
        print_json(describe(found, "customer"))
    else:
        context.say(f"{found.key}  {context.words.label(found.label)}")


def _list(desk: Desk, found: Field, *, counted: bool) -> dict[str, Any]:
    counts = list_verbs.counts(desk, found.key) if counted else {}
    words = []
    for word in list_verbs.words(desk, found.key):
        row: dict[str, Any] = {"key": word.key, "label_en": word.label.en, "label_zh": word.label.zh}
        row["renamed"] = word.renamed
        if counted:
            row["customers"] = counts.get(word.key, 0)
        words.append(row)
    return {"list": found.key, **_labels(found.label), "words": words}


def _labels(label: Label) -> dict[str, str]:
    return {"label_en": label.en, "label_zh": label.zh}


def _setting(desk: Desk, setting: Setting) -> dict[str, Any]:
    value = setting_verbs.get(desk, setting)
    return {
        "key": setting.key,
        **_labels(setting.label),
        "group": setting.group,
        "value": list(value) if isinstance(value, tuple) else value,
        "default": list(setting.default) if isinstance(setting.default, tuple) else setting.default,
        "is_default": setting_verbs.is_default(desk, setting),
    }


def _plain(value: object) -> str:
    if value is None:
        return ""
    return ", ".join(value) if isinstance(value, list) else str(value)


COMMANDS = (groups, group, field, lists, list_group, settings, set_)
