"""The briefing on paper: one page, whatever there is to be told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import asdict

from crmdesk.core.briefing_sections import Section, Told, sides
from crmdesk.core.printed_lists import BRIEFING, BriefingSheet
from crmdesk.core.printing import Printout
from crmdesk.core.words import Words


def values(printout: Printout, words: Words) -> Mapping[str, Any]:
    """Of each briefing the head, and the same told with more and with less: the template takes the first that fits."""
    return {"documents": [_document(sheet, printout.letterhead.name, words) for sheet in printout.documents]}


def _document(sheet: BriefingSheet, company: str, words: Words) -> dict[str, Any]:
    _, first = words.gettext, sheet.fuller[0]
    return {
        "title": words.label(BRIEFING.label),
        "left": company,
        "right": [[_("Customer number"), sheet.number], [_("Date"), sheet.day]],
        "name": first.name,
        "who": first.who,
        "standing": list(sheet.standing),
        "next": _("Next step"),
        "notes": _("Notes"),
        "fuller": [_told(told) for told in sheet.fuller],
    }


def _told(told: Told) -> dict[str, Any]:
    left, right = sides(told.sections)
    return {
        "suggested": told.suggested,
        "also": list(told.also),
        "left": [_section(section) for section in left],
        "right": [_section(section) for section in right],
    }


def _section(section: Section) -> dict[str, Any]:
    return {"title": section.title, "lines": [asdict(line) for line in section.lines]}
