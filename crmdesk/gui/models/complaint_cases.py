"""Complaints as the list beside the card shows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt

from crmdesk.core.complaint_lists import ComplaintRow
from crmdesk.core.complaints import CLOSED, IMPORTED, OPEN, STEPS
from crmdesk.gui.models.columns_table import Index
from crmdesk.gui.models.complaint_telling import Telling
from crmdesk.gui.models.paged import PagedTable, Value
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.step_squares import StepRow, StepRowDelegate
from crmdesk.services import complaint_lists

_TOLD = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


class CasesModel(PagedTable[ComplaintRow]):
    """One column: customer and number, how far it is, the round, the category, when it is due."""

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(ui, lambda ids: complaint_lists.rows(ui.desk, ids), parent)
        self.searching = False
        self.telling = Telling(ui)

    def headings(self) -> Sequence[str]:
        return (self.ui.words.gettext("Complaint"),)

    def value(self, row: ComplaintRow, column: int) -> Value:
        return row.number

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.line(index.row()) if role in (*_TOLD, StepRowDelegate.ROW_ROLE) else None
        if row is None:
            return None
        return self.row(row) if role == StepRowDelegate.ROW_ROLE else self.told(row, tip=role == _TOLD[-1])

    def row(self, row: ComplaintRow) -> StepRow:
        """What is painted of it."""
        telling, shown = self.telling, self.ui.masking.text
        done = 0 if row.state == IMPORTED else len(STEPS) if row.state == CLOSED else STEPS.index(row.step or STEPS[0])
        round_ = telling.value(row, "state") if row.state == IMPORTED else self._round(row)
        headline = shown(row.headline)
        second = (round_, headline) if self.searching else (round_, telling.value(row, "category") or headline)
        right, tone = self._right(row)
        return StepRow(
            shown(row.customer_name), row.number, done, 0 if row.state == IMPORTED else len(STEPS), second,
            right, tone, "error" if row.holding else "", "bad",
        )  # fmt: skip

    def _round(self, row: ComplaintRow) -> str:
        """English words leave no room for what goes without saying."""
        return self.telling.round(row) if self.ui.words.chinese or (row.round or 1) > 1 else ""

    def _right(self, row: ComplaintRow) -> tuple[str, str]:
        """When it is due, how late it is, or how it ended, and in which tone."""
        _, telling = self.ui.words.gettext, self.telling
        if row.state != OPEN:
            state = telling.value(row, "state") if row.state != IMPORTED else ""
            return telling.value(row, "level") or state, "text_2"
        if late := telling.late(row):
            return late, "bad"
        if row.due_on is None:
            return "", "text_2"
        if row.due_on == self.ui.desk.today():
            return _("due today"), "warn"
        if row.due_on == self.ui.desk.today() + dt.timedelta(days=1):
            return _("due tomorrow"), "text_2"
        return _("by {day}").format(day=telling.day(row.due_on)), "text_2"

    def told(self, row: ComplaintRow, *, tip: bool = False) -> str:
        """The same in words; in the tooltip what the row has no room for."""
        comma = "，" if self.ui.words.chinese else ", "
        step = self.telling.value(row, "step") if row.state == OPEN else ""
        warned = self.telling.warned(row)
        headline = self.ui.masking.text(row.headline)
        if tip:
            return "\n".join(part for part in (headline, step, *warned) if part)
        shown = self.row(row)
        parts = (
            row.number,
            shown.title,
            self.telling.value(row, "state"),
            *shown.second,
            step,
            shown.right,
            headline,
            *warned,
        )
        return comma.join(dict.fromkeys(part for part in parts if part))
