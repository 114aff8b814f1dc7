"""How a complaint stands, in words (METHOD.md section 6)."""

from __future__ import annotations

from crmdesk.core.complaint_lists import ComplaintRow
from crmdesk.core.words import Words


def round_told(row: ComplaintRow, words: Words) -> str:
    """Which round of the six steps it is."""
    return words.gettext("Round {number}").format(number=row.round or 1)


def late(row: ComplaintRow, words: Words) -> str:
    """So many days late; '' in time."""
    if row.late_days <= 0:
        return ""
    told = words.ngettext("{count} day late", "{count} days late", row.late_days)
    return told.format(count=words.number(row.late_days))
