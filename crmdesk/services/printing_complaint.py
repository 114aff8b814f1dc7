"""Complaint records for paper (METHOD.md section 6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from crmdesk.core.attachments import split_name
from crmdesk.core.printed_files import ComplaintOnPaper
from crmdesk.core.printing import PrintKind, Style
from crmdesk.core.values import show
from crmdesk.core.words import Words
from crmdesk.services import complaints_looking
from crmdesk.services.complaints_looking import Case
from crmdesk.services.desk import Desk, local_now
from crmdesk.services.printing_built import Built
from crmdesk.services.printing_masked import Mask

_RECORDS = ("customer", "contact", "complaint", "complaint_step", "complaint_event")
_REACH = ("mobile", "phone")


def build(desk: Desk, ids: Sequence[int], style: Style, _kind: PrintKind, today: dt.date, words: Words) -> Built:
    """One document for each complaint that is there; warnings as of `today`."""
    fields = {record: desk.fields(record) for record in _RECORDS}
    mask = Mask(fields, on=style.masked)
    found = complaints_looking.cases(desk, ids, local_now(desk, today))
    reach = _reach(desk, found, mask, words)
    documents = [
        ComplaintOnPaper(
            mask.record("complaint", case.complaint),
            case.customer_number,
            mask.text(case.customer_name),
            reach.get(case.complaint.id, ""),
            fields,
            tuple(mask.record("complaint_step", step) for step in case.steps),
            tuple(mask.record("complaint_event", event) for event in case.events),
            case.warnings,
            case.begins,
            {where: tuple(_named(each.name, mask) for each in files) for where, files in case.attachments.items()},
        )
        for case in found
    ]
    named = [(one.complaint.number, one.name) for one in documents]
    return Built(documents, named, list(dict.fromkeys(case.complaint.customer_id for case in found)))


def _reach(desk: Desk, found: Sequence[Case], mask: Mask, words: Words) -> dict[int, str]:
    """The number to call of each complaint: the contact's, else the customer's."""
    whose = {
        "contact": {case.complaint.contact_id for case in found if case.complaint.contact_id is not None},
        "customer": {case.complaint.customer_id for case in found},
    }
    read = {kind: desk.records.read_many(kind, ids, _REACH) for kind, ids in whose.items()}
    made = {}
    for case in found:
        one = case.complaint
        for kind, id_ in (("contact", one.contact_id), ("customer", one.customer_id)):
            flat = read[kind].get(id_, {}) if id_ is not None else {}
            key = next((key for key in _REACH if flat.get(key)), None)
            if key is not None:
                field = desk.fields(kind)[key]
                made[one.id] = show(field, mask.value(field, flat[key]), words)
                break
    return made


def _named(name: str, mask: Mask) -> str:
    stem, ending = split_name(name)
    return mask.text(stem) + ending
