"""Complaints that a number means, for “go to”."""

from __future__ import annotations

from collections.abc import Sequence

from crmdesk.core.complaint_lists import ComplaintRow
from crmdesk.gui.models.goto import COMPLAINT, Entry
from crmdesk.gui.ui import Ui
from crmdesk.services import complaint_lists
from crmdesk.services.desk import Desk

MOST = 3


def numbered(desk: Desk, query: str) -> tuple[ComplaintRow, ...]:
    """Those whose number begins with what was typed: T00042, t42, 42."""
    if " " in query or not any(letter.isdigit() for letter in query):
        return ()
    return tuple(complaint_lists.by_number(desk, query, MOST))


def entries(rows: Sequence[ComplaintRow], ui: Ui) -> list[Entry]:
    """One for each; choosing it opens its card."""
    return [_entry(row, ui) for row in rows]


def _entry(row: ComplaintRow, ui: Ui) -> Entry:
    state = ui.shown(ui.desk.fields("complaint")["state"], row.state)
    second = " · ".join((state, ui.masking.text(row.customer_name)))
    title = f"{row.number}  {ui.masking.text(row.headline)}"

    def open_it() -> None:
        ui.bus.open_complaint.emit(row.id)

    return Entry(COMPLAINT, f"complaint-{row.id}", title, open_it, second, "complaint", spans=((0, len(row.number)),))
