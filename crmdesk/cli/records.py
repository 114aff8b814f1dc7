"""Records as arguments and as JSON, the same for every command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crmdesk.cli.context import Context
from crmdesk.core import values
from crmdesk.core.customers import Part
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.fields import Field, Fields, Type
from crmdesk.core.words import Label
from crmdesk.services.desk import Desk

MONEY = Field("money", Label("Money", "金额"), Type.MONEY)
"""An amount that is no field's."""

LINES = ("order_line", "instalment", "return_line")
"""Kinds of record given with the order or return they belong to."""
_OUTWARD = {"sales_order": "order", "goods_return": "return"}


def outward(name: str) -> str:
    """What a kind of record, or a field that names one, is called on the command line and in JSON."""
    return _OUTWARD.get(name, name)


def read_pairs(pairs: Sequence[str]) -> dict[str, str]:
    """FIELD=VALUE arguments as a mapping. Raises UserError for anything else, or a field given twice."""
    typed: dict[str, str] = {}
    for pair in pairs:
        key, sign, value = pair.partition("=")
        if not sign or not key.strip():
            raise UserError("command-pair", text=pair)
        key = key.strip()
        if key in typed:
            raise UserError("command-twice", field=key)
        typed[key] = value
    return typed


def record_json(fields: Fields, record: Mapping[str, Any]) -> dict[str, Any]:
    """Every field by key; those the user defined stand under `own` by their label."""
    of_lists = {f.key for f in fields.all if f.derived and not f.group} if fields.record == "customer" else set()
    kept = (f for f in fields.all if not f.by_user and f.key not in of_lists)
    plain = {f.key: values.to_json(f, record.get(f.key)) for f in kept}
    own = {f.label.zh: values.to_json(f, record[f.key]) for f in fields.all if f.by_user and f.key in record}
    return {**plain, "own": own} if fields.record == "customer" else plain


def part_json(fields: Fields, part: Part, number: str) -> dict[str, Any]:
    """What belongs to a customer, with the customer's number."""
    return {"customer": number, **record_json(fields, part.values)}


def report(context: Context, desk: Desk, problems: Mapping[str, Problem], record: str = "customer") -> None:
    """What is doubtful about values that were kept."""
    fields = desk.fields(record)
    for key, problem in problems.items():
        context.say(f"{context.words.label(fields[key].label)}: {context.words.problem(problem)}")
