"""Changing and deleting by number, for kinds of record that have a group of commands of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import click
from msgspec import Struct

from crmdesk.cli.context import Context, json_option, pass_context
from crmdesk.cli.records import read_pairs, report
from crmdesk.core.changes import Changes
from crmdesk.services.desk import Desk
from crmdesk.services.reading import Typed

Texts = Mapping[str, str]


class Verbs(Struct, frozen=True):
    """What is done with records of a kind by their id; `show` prints one, as JSON if asked to."""

    kind: str
    id_of: Callable[[Desk, str], int]
    read: Callable[[Desk, Texts, int], Typed]
    edit: Callable[[Desk, int, Texts], Changes]
    delete: Callable[[Desk, int], Changes]
    show: Callable[[Context, Desk, int, bool], None]


def add_editing(group: click.Group, number: str, verbs: Verbs, *, edit: str, delete: str) -> None:
    """Give a group its commands `edit` and `delete`, explained by these sentences; `number` is how numbers look."""

    @group.command("edit", help=edit)
    @click.argument("number", metavar=number)
    @click.argument("pairs", nargs=-1, required=True, metavar="FIELD=VALUE…")
    @json_option
    @pass_context
    def _edit(context: Context, number: str, pairs: Sequence[str], as_json: bool) -> None:
        typed = read_pairs(pairs)
        with context.desk() as desk:
            record_id = verbs.id_of(desk, number)
            problems = verbs.read(desk, typed, record_id).problems
            verbs.edit(desk, record_id, typed)
            report(context, desk, problems, verbs.kind)
            verbs.show(context, desk, record_id, as_json)

    @group.command("delete", help=delete)
    @click.argument("number", metavar=number)
    @json_option
    @pass_context
    def _delete(context: Context, number: str, as_json: bool) -> None:
        with context.desk() as desk:
            record_id = verbs.id_of(desk, number)
            verbs.show(context, desk, record_id, as_json)
            verbs.delete(desk, record_id)
