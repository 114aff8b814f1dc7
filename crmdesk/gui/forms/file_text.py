"""A file in words: the address on one line, what to do by the MAN code, the facts on top, the whole file as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crmdesk.core import qualifying, values
from crmdesk.core.customers import REACHABLE_AIM, CustomerFile
from crmdesk.core.fields import ENTERPRISE, Field, Fields
from crmdesk.core.words import Words
from crmdesk.gui.widgets.heads import Fact
from crmdesk.gui.widgets.tabs import Tab
from crmdesk.services import history
from crmdesk.services.history import Entry

ADDRESS = ("province", "city", "district", "address", "postcode")
_FACTS = 5


def address_line(part: Mapping[str, Any]) -> str:
    """浙江省 嘉兴市 南湖区 云岫工业园三路 18 号  000000: without what the street repeats."""
    street = str(part.get("address") or "")
    places = [str(part[key]) for key in ("province", "city", "district") if part.get(key)]
    shown = [place for place in dict.fromkeys(places) if not street.startswith(place)]
    if street.startswith(tuple(places)):
        shown = [place for place in shown if place not in street]
    line = " ".join([*shown, *([street] if street else [])])
    postcode = str(part.get("postcode") or "")
    return f"{line}  {postcode}".strip()


def man_line(code: str, words: Words) -> str:
    """M+A+N, the verdict and what to do; what is still to be found out says so itself."""
    verdict, advice = qualifying.verdict(code), qualifying.advice(code, words)
    if verdict == "find-out":
        return f"{code}  {advice}"
    return f"{code}  {words.label(qualifying.VERDICT_LABELS[verdict])}  {advice}"


def shown_value(file: CustomerFile, field: Field, words: Words) -> str:
    """A value as a person reads it, with its unit, or the name behind a customer's number."""
    value = file.values.get(field.key)
    reference = file.references.get(field.key)
    if reference is not None:
        return f"{reference.name}  {reference.number}"
    text = values.show(field, value, words)
    unit = words.label(field.unit) if field.unit and not text.endswith("%") else ""
    return f"{text} {unit}".rstrip() if text else ""


def facts(file: CustomerFile, fields: Fields, entries: Sequence[Entry], words: Words) -> list[Fact]:
    """Where they come from, when the file was checked, its groups, when it was made and last changed; known ones
    only, in columns that stay where they are."""
    _ = words.gettext
    found = [
        Fact(words.label(fields[key].label), shown_value(file, fields[key], words))
        for key in ("source", "verified_on", "groups")
        if file.values.get(key)
    ]
    lasting = [entry for entry in entries if entry.action.state == "done"]
    made = next((e for e in lasting if e.kind == "customer" and e.record_id == file.id and not e.field), None)
    if made:
        found.append(Fact(_("On file since"), words.date(history.local_time(made.action).date())))
    if lasting and (made is None or lasting[0].action.id != made.action.id):
        latest = lasting[0].action
        found.append(Fact(_("Last change"), f"{words.date(history.local_time(latest).date())} {latest.who}".strip()))
    return [*found, *[Fact("", "")] * (_FACTS - len(found))]


def whole_text(file: CustomerFile, fields: Fields, contacts: Fields, words: Words) -> str:
    """The filled fields line by line, then the contacts, to be pasted elsewhere."""
    colon = "：" if words.chinese else ": "
    lines = []
    for field in fields.all:
        if field.key in ("man", "man_verdict"):
            continue
        text = shown_value(file, field, words)
        if text:
            lines.append(f"{words.label(field.label_for(file.kind))}{colon}{text}")
    for contact in file.contacts:
        lines.append("")
        for field in contacts.all:
            text = values.show(field, contact.values.get(field.key), words)
            if text:
                lines.append(f"{words.label(field.label)}{colon}{text}")
    for part in file.addresses:
        label = str(part.values.get("label") or words.gettext("Further address"))
        lines += ["", f"{label}{colon}{address_line(part.values)}"]
    return "\n".join(lines)


def file_tabs(file: CustomerFile, words: Words) -> list[Tab]:
    """The parts of a file; that of an enterprise with too few reachable contacts says so."""
    _ = words.gettext
    reached, count = file.reachable_contacts, len(file.contacts)
    enterprise = file.kind == ENTERPRISE
    short = enterprise and reached < REACHABLE_AIM
    warning = f"{reached}/{REACHABLE_AIM}" if short else ""
    return [
        Tab("basics", _("Basics")),
        Tab(
            "contacts",
            _("Contacts") if enterprise else _("Family and contacts"),
            "" if short or not count else str(count),
            warning,
        ),
        Tab("changes", _("Changes")),
    ]
