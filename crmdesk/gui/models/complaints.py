"""Complaints as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt

from crmdesk.core.complaint_lists import ComplaintRow
from crmdesk.core.complaints import OPEN
from crmdesk.gui.icons import icon
from crmdesk.gui.models.columns_table import Index
from crmdesk.gui.models.complaint_telling import Telling
from crmdesk.gui.models.paged import PagedTable, Value
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.badges import Badge
from crmdesk.services import complaint_lists

(
    NUMBER, RECEIVED, CUSTOMER, WHAT, CATEGORY, SEVERITY, STATE, ROUND, STEP, DUE, RESPONSIBLE, WARNINGS, AGE, LEVEL,
    CLOSED, PRODUCT, ORDER, CHANNEL,
) = range(18)  # fmt: skip
SORTS = {
    NUMBER: "number", RECEIVED: "received_at", CUSTOMER: "customer_name", WHAT: "headline", CATEGORY: "category",
    SEVERITY: "severity", STATE: "state", ROUND: "round", STEP: "step", DUE: "due_on", RESPONSIBLE: "responsible",
    AGE: "age_days", LEVEL: "level", CLOSED: "closed_at", PRODUCT: "product", ORDER: "order", CHANNEL: "channel",
}  # fmt: skip
"""What a column orders by, see `core.complaint_lists.Complaints`; warnings are worked out, nothing orders by them."""
_CHOICES = {CATEGORY: "category", SEVERITY: "severity", LEVEL: "level", CHANNEL: "channel"}
_QUIET = frozenset({CATEGORY, ROUND, RESPONSIBLE, AGE, PRODUCT, ORDER, CHANNEL})


class ComplaintsTable(PagedTable[ComplaintRow]):
    """A row for each complaint, in the columns above."""

    figures = (ROUND, AGE)

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(ui, lambda ids: complaint_lists.rows(ui.desk, ids), parent)
        self.telling = Telling(ui)
        self._sign = icon("warning", "warn")

    def headings(self) -> Sequence[str]:
        fields, label, _ = self.ui.desk.fields("complaint"), self.ui.words.label, self.ui.words.gettext
        own = {CUSTOMER: _("Customer"), WHAT: _("What it is about"), WARNINGS: _("Warnings"), AGE: _("Age, days")}
        keys = {**SORTS, RECEIVED: "received_at", PRODUCT: "product", ORDER: "sales_order"}
        return [own[place] if place in own else label(fields[keys[place]].label) for place in range(CHANNEL + 1)]

    def value(self, row: ComplaintRow, column: int) -> Value:
        if column in _CHOICES:
            return self.telling.value(row, _CHOICES[column])
        match column:
            case 0:
                return row.number
            case 1:
                return row.received_at.date()
            case 2:
                return row.customer_name
            case 3:
                return row.headline
            case 6:
                return self.telling.state(row).text
            case 7:
                return row.round
            case 8:
                return self.telling.step(row)
            case 9:
                return row.due_on
            case 10:
                return row.responsible
            case 11:
                return ("，" if self.ui.words.chinese else ", ").join(self.telling.warned(row))
        more: dict[int, Value] = {AGE: row.age_days, PRODUCT: row.product, ORDER: row.order}
        return row.closed_at.date() if column == CLOSED and row.closed_at is not None else more.get(column)

    def tone(self, row: ComplaintRow, column: int) -> str:
        if column == DUE and row.late_days > 0:
            return "bad"
        if column == WARNINGS:
            return "warn"
        return "text_2" if row.state != OPEN or column in _QUIET else "text"

    def badge(self, row: ComplaintRow, column: int) -> Badge | None:
        if column == STATE:
            return self.telling.state(row)
        if column == SEVERITY:
            return self.telling.severity(row)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A warning has its sign before its words."""
        if role == Qt.ItemDataRole.DecorationRole:
            row = self.line(index.row()) if index.column() == WARNINGS else None
            return self._sign if row is not None and row.holding else None
        return super().data(index, role)
