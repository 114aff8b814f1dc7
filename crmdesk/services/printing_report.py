"""The report of a day or a week, for paper (METHOD.md section 2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from crmdesk.core.interactions import Dated
from crmdesk.core.masking import mask_within
from crmdesk.core.periods import week_of
from crmdesk.core.printing import PrintKind, Style
from crmdesk.core.reports import Entry, Report, Section
from crmdesk.core.reports_text import title
from crmdesk.core.tasks import Task
from crmdesk.core.words import Words
from crmdesk.services import reports
from crmdesk.services.desk import Desk
from crmdesk.services.printing_built import Built


def build(desk: Desk, _ids: Sequence[int], style: Style, kind: PrintKind, today: dt.date, words: Words) -> Built:
    """One document: the report."""
    day = style.value(kind, "day") or today
    first, last = week_of(day) if style.value(kind, "span") == "week" else (day, day)
    found = reports.report(desk, first, last, style.value(kind, "who").strip() or None)
    told = title(found, words)
    return Built([_hidden(found) if style.masked else found], [("", told)], sorted(found.customer_ids), told)


def _hidden(report: Report) -> Report:
    """With what is personal in names and texts hidden."""
    made, coming = report.contacts.made, report.following
    return replace(
        report,
        contacts=replace(report.contacts, made=tuple(map(_made, made))),
        sections={key: _section(section) for key, section in report.sections.items()},
        people=tuple(replace(each, name=mask_within(each.name)) for each in report.people),
        following=replace(coming, steps=tuple(map(_made, coming.steps)), tasks=tuple(map(_task, coming.tasks))),
    )


def _made(made: Dated) -> Dated:
    hidden = replace(made.interaction, values=_values(made.values))
    return replace(made, interaction=hidden, customer_name=mask_within(made.customer_name))


def _values(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: mask_within(value) if isinstance(value, str) else value for key, value in values.items()}


def _section(section: Section) -> Section:
    return replace(section, entries=tuple(map(_entry, section.entries)))


def _entry(entry: Entry) -> Entry:
    return replace(entry, name=mask_within(entry.name), who=mask_within(entry.who), text=mask_within(entry.text))


def _task(task: Task) -> Task:
    return replace(task, customer_name=mask_within(task.customer_name), text=mask_within(task.text))
