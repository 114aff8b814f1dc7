"""The overview, for paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from msgspec.structs import replace

from crmdesk.core.masking import mask_within
from crmdesk.core.overview import Overview
from crmdesk.core.printed_lists import OverviewSheet
from crmdesk.core.printing import PrintKind, Style
from crmdesk.core.words import Words
from crmdesk.services.desk import Desk
from crmdesk.services.overview import overview
from crmdesk.services.printing_built import Built


def build(desk: Desk, _ids: Sequence[int], style: Style, kind: PrintKind, today: dt.date, words: Words) -> Built:
    """One document: the overview as of a day."""
    return built(desk, overview(desk, style.value(kind, "day") or today), words, masked=style.masked)


def built(desk: Desk, found: Overview, words: Words, *, masked: bool = False) -> Built:
    """An overview that was made already."""
    shown = _hidden(found) if masked else found
    title = words.gettext("Business overview")
    return Built(
        [OverviewSheet(shown, desk.path.name)],
        [("", f"{title} {words.date(found.today)}")],
        [row.customer_id for row in found.top],
        f"{title} {words.date(found.today)}",
    )


def _hidden(found: Overview) -> Overview:
    rows = (
        replace(row, name=mask_within(row.name), owner=mask_within(row.owner) if row.owner else None)
        for row in found.top
    )
    return replace(found, top=tuple(rows))
