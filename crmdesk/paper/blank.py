"""Blank forms on paper, in the manner of the customer file (METHOD.md sections 1, 5, 6 and 7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crmdesk.core import file_form
from crmdesk.core.blank_forms import EMPTY_CONTACTS, FILES, FORMS, NOT_BY_HAND, Blank
from crmdesk.core.printed_labels import BlankForm
from crmdesk.core.printing import Printout
from crmdesk.core.values import show
from crmdesk.core.words import Label, Words
from crmdesk.paper import form
from crmdesk.paper.form import Item

_TO_WRITE_ON = "_" * 10
_SIGNED_ABOVE = 4
"""Millimetres."""


def values(printout: Printout, words: Words) -> Mapping[str, Any]:
    """The forms; their foot says nothing of customers' data, since there is none on them."""
    company, footer = printout.letterhead.name, printout.letterhead.footer
    pages = words.gettext("Page {page} of {pages}")
    return {
        "documents": [_document(each, company, words) for each in printout.documents],
        "footer": {"text": footer or company, "pages": pages, "stamp": printout.stamp},
    }


def _document(blank: BlankForm, company: str, words: Words) -> dict[str, Any]:
    made = _file(blank, words) if blank.form in FILES else _other(blank, words)
    return {"left": company, **made}


def _file(blank: BlankForm, words: Words) -> dict[str, Any]:
    """The first page of a customer file with nothing in it but empty contacts."""
    label, kind = words.label, blank.form
    fields = blank.fields["customer"].by_key

    def item(key: str) -> Item:
        return form.field_item(fields[key], None, words, kind=kind, wide=key in file_form.WIDE)

    def sections(of: Mapping[str, tuple[file_form.FormSection, ...]]) -> list[dict[str, Any]]:
        return [
            form.section(label(each.label), [*([item(key) for key in row] for row in each.rows), *more(each.optional)])
            for each in of[kind]
        ]

    def more(keys: tuple[str, ...]) -> list[list[Item]]:
        kept = [key for key in keys if key not in NOT_BY_HAND[kind]]
        return form.paired([item(key) for key in kept], [key in file_form.WIDE for key in kept])

    own = [form.field_item(field, None, words) for field in fields.values() if field.by_user]
    below = sections(file_form.SECTIONS_BELOW)
    if own:
        below.append(form.section(label(file_form.OWN), form.paired(own)))
    return {
        "title": label(file_form.TITLE),
        "kind": show(fields["kind"], kind, words),
        "right": [[label(fields["number"].label), _TO_WRITE_ON], [label(fields["created_on"].label), _TO_WRITE_ON]],
        "sections": [*sections(file_form.SECTIONS_ABOVE), _contacts(blank, words), *below],
        "signatures": [
            *([label(fields[key].label), ""] for key in ("owner", "custodian", "verified_on")),
            [label(file_form.REVIEWED), ""],
        ],
    }


def _contacts(blank: BlankForm, words: Words) -> dict[str, Any]:
    fields = blank.fields["contact"].by_key
    columns = [
        form.column(words.label(file_form.CONTACT_LABELS.get(key, fields[key].label)), width)
        for key, width in zip(file_form.CONTACT_COLUMNS, file_form.CONTACT_WIDTHS, strict=True)
    ]
    name = file_form.CONTACTS if blank.form == "enterprise" else file_form.FAMILY
    rows = [[""] * len(columns)] * EMPTY_CONTACTS[blank.form]
    return {"name": words.label(name), "table": form.table(columns, rows)}


def _other(blank: BlankForm, words: Words) -> dict[str, Any]:
    found, label = FORMS[blank.form], words.label
    return {
        "title": label(found.title),
        "kind": label(found.hint) if found.hint else "",
        "right": [[label(found.number), _TO_WRITE_ON]] if found.number else [],
        "sections": [
            form.section(label(each.label), [[_item(one, blank, words) for one in row] for row in each.rows])
            for each in found.sections
        ],
        "signatures": [[label(each), ""] for each in found.signed],
        "room": _SIGNED_ABOVE,
    }


def _item(one: Blank, blank: BlankForm, words: Words) -> Item:
    """Over the whole width all words of a choice are there to be ticked, on several lines where they need them."""
    if isinstance(one.field, Label):
        return {**form.item(words.label(one.field)), "lines": one.lines}
    record, key = one.field.split(".")
    field = blank.fields[record].by_key[key]
    boxes = [[words.label(each), False] for each in one.choices] or form.choice_boxes(field, None, words)
    if one.wide and boxes:
        return {"label": words.label(field.label), "choices": boxes}
    return {**form.field_item(field, None, words), "lines": one.lines}
