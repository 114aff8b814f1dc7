"""Complaints as JSON and as lines of text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import click

from crmdesk.cli.context import print_table
from crmdesk.cli.records import outward, record_json
from crmdesk.core import values
from crmdesk.core.complaints import Step
from crmdesk.core.fields import Fields
from crmdesk.core.words import Words
from crmdesk.services import complaint_steps, complaints
from crmdesk.services.complaint_steps import Correction
from crmdesk.services.complaints import Case
from crmdesk.services.desk import Desk

_ABOVE = ("number", "subject", "state", "round", "step")
"""What the first line says already, or the steps."""


def complaint_json(desk: Desk, case: Case, words: Words) -> dict[str, Any]:
    """A whole complaint; the order by number, the product by code."""
    return cases_json(desk, [case], words)[0]


def cases_json(desk: Desk, found: Sequence[Case], words: Words) -> list[dict[str, Any]]:
    """Whole complaints."""
    corrected = complaint_steps.corrections_of(desk, [step for case in found for step in case.steps])
    return [_case_json(desk, case, corrected, words) for case in found]


def _case_json(desk: Desk, case: Case, corrected: Mapping[int, Sequence[Correction]], words: Words) -> dict[str, Any]:
    one, hears = case.complaint, case.hears
    own = {**one.values, "product": one.product_code or one.values.get("product")}
    plain = {outward(key): value for key, value in record_json(desk.fields("complaint"), own).items()}
    return {
        "number": one.number,
        "customer": case.customer_number,
        **plain,
        "hears": hears.people if hears else None,
        "steps": [_step_json(desk, step, corrected.get(step.id, ())) for step in case.steps],
        "events": [record_json(desk.fields("complaint_event"), event.values) for event in case.events],
        "warnings": [
            {"code": warned.code, "message": words.message(f"warning-{warned.code}", warned.params),
             "holds": warned.holds, "round": warned.params.get("round")}
            for warned in case.warnings
        ],
        "attachments": [
            {"round": round_, "step": step, "name": file.name, "size": file.size}
            for (round_, step), files in sorted(case.attachments.items())
            for file in files
        ],
    }  # fmt: skip


def complaints_json(desk: Desk, customer_id: int, words: Words, today: dt.date | None = None) -> list[dict[str, Any]]:
    """Those of a whole file, the newest first; their warnings on another day where one is given."""
    ids, now = complaints.ids_of_customer(desk, customer_id), complaints.local_now(desk, today)
    return cases_json(desk, complaints.cases(desk, ids, now), words)


def print_case(desk: Desk, case: Case, words: Words) -> None:
    """A whole complaint for people."""
    one, fields = case.complaint, desk.fields("complaint")
    print_line(desk, [case], words)
    print_table(_lines(fields, one.values, words, but=_ABOVE))
    shown = desk.fields("complaint_step")
    for step in case.steps:
        click.echo()
        print_table(_lines(shown, step.values, words))
    for event in case.events:
        click.echo()
        print_table(_lines(desk.fields("complaint_event"), event.values, words))
    if case.warnings:
        click.echo()
    for warned in case.warnings:
        click.echo(words.message(f"warning-{warned.code}", warned.params))


def print_line(desk: Desk, found: Sequence[Case], words: Words) -> None:
    """A line for each: number, customer, what it is about, where it stands."""
    fields = desk.fields("complaint")
    keys = ("state", "round", "step", "due_on", "responsible")
    print_table(
        [
            [case.complaint.number, case.customer_number, case.complaint.headline,
             *(values.show(fields[key], case.complaint.values.get(key), words) for key in keys)]
            for case in found
        ]
    )  # fmt: skip


def _step_json(desk: Desk, step: Step, corrected: Sequence[Correction]) -> dict[str, Any]:
    fields = desk.fields("complaint_step")
    told = [
        {"at": one.at.isoformat(timespec="minutes"), "by": one.who, "field": one.field,
         "before": values.to_json(fields[one.field], one.before), "after": values.to_json(fields[one.field], one.after)}
        for one in corrected
    ]  # fmt: skip
    return {**record_json(fields, step.values), "corrections": told}


def _lines(fields: Fields, record: Mapping[str, Any], words: Words, but: Sequence[str] = ()) -> list[tuple[str, str]]:
    return [
        (words.label(field.label), values.show(field, record[field.key], words).replace("\n", " "))
        for field in fields.all
        if field.key in record and field.key not in but
    ]
