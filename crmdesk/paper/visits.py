"""The plan of a day or a week on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import asdict

from crmdesk.core.printed_lists import VisitPart, VisitSheet
from crmdesk.core.printing import Printout
from crmdesk.core.words import Words


def values(printout: Printout, words: Words) -> Mapping[str, Any]:
    """Of each plan the head, and the rows of each part."""
    return {"documents": [_document(sheet, printout.letterhead.name, words) for sheet in printout.documents]}


def _document(sheet: VisitSheet, company: str, words: Words) -> dict[str, Any]:
    _ = words.gettext
    right = [[_("Date"), sheet.when], *([[_("Our person"), sheet.who]] if sheet.who else [])]
    return {
        "title": sheet.title,
        "left": company,
        "right": right,
        "heads": [_("Customer"), _("Contact"), _("Why"), _("Notes")],
        "parts": [_part(part, words) for part in sheet.parts],
        "lines": sheet.lines,
        "nothing": sheet.nothing,
    }


def _part(part: VisitPart, words: Words) -> dict[str, Any]:
    count = words.ngettext("{count} customer", "{count} customers", len(part.rows))
    return {
        "title": part.title,
        "count": count.format(count=words.number(len(part.rows))),
        "rows": [asdict(row) for row in part.rows],
        "more": part.more,
    }
