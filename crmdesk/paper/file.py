"""Customer files on paper: the form, and the sections on the pages after it (METHOD.md section 1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from crmdesk.core.printed_files import (
    ASSESSMENT,
    COMPLAINTS,
    CONTACTS,
    DATA,
    INTERACTIONS,
    NOTES,
    ORDERS,
    CustomerOnPaper,
)
from crmdesk.core.printing import Printout
from crmdesk.core.words import Words
from crmdesk.paper import file_assessment, file_form, file_parts
from crmdesk.paper.form_fitting import Room, row_height
from crmdesk.paper.form_lines import alike, tell_lines, tell_part
from crmdesk.paper.printing_pictures import picture

_PARTS: Mapping[str, Callable[[CustomerOnPaper, Words], list[dict[str, Any]]]] = {
    CONTACTS: file_parts.contacts,
    INTERACTIONS: file_parts.interactions,
    ORDERS: file_parts.orders,
    COMPLAINTS: file_parts.complaints,
    ASSESSMENT: file_assessment.assessment,
    NOTES: file_parts.notes,
}


def values(printout: Printout, words: Words) -> Mapping[str, Any]:
    """What file.typ sets."""
    head, room = printout.letterhead, Room.of(printout.style, chinese=words.chinese)
    documents = [_document(each, head.name, room, words) for each in printout.documents]
    if not head.font:  # of a font that somebody chose it is not known how wide it is
        for document in documents:
            if form := document["form"]:
                tell_lines(form["sections"], room, photo=document["photo"] is not None)
                form["alike"] = alike(form["signatures"], room)
            for part in document["parts"]:
                tell_part(part, room)
    return {"documents": documents}


def _document(found: CustomerOnPaper, company: str, room: Room, words: Words) -> dict[str, Any]:
    form = file_form.first_page(found, company, words) if DATA in found.sections else None
    if form is not None:
        form["row"] = row_height(form["sections"], room)
    return {
        "form": form,
        "number": found.file.number,
        "name": found.file.name,
        "photo": picture(found.photo),
        "parts": [part for key in _PARTS if key in found.sections for part in _PARTS[key](found, words)],
    }
