"""Complaints as a table, and what lists of them say: how one stands, when it is due, what it warns of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt

from crmdesk.core import complaint_told, days
from crmdesk.core.complaint_lists import ComplaintRow
from crmdesk.core.complaints import OPEN, SATISFIED, STEPS, UNRESOLVED, number_of_step
from crmdesk.gui.icons import icon
from crmdesk.gui.models.columns_table import Index
from crmdesk.gui.models.paged import PagedTable, Value
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets import badges
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
_WARNINGS = ("no-response", "apology-only", "promise-broken")
"""What holds of a complaint until something is done."""
_QUIET = frozenset({CATEGORY, ROUND, RESPONSIBLE, AGE, PRODUCT, ORDER, CHANNEL})


class Telling:
    """How lists of complaints say things."""

    def __init__(self, ui: Ui) -> None:
        self._ui, self._words = ui, ui.words
        self._fields = ui.desk.fields("complaint")

    def value(self, row: ComplaintRow, key: str) -> str:
        """A field of the complaint in words; '' for none."""
        value = getattr(row, key)
        return self._ui.shown(self._fields[key], value) if value is not None else ""

    def round(self, row: ComplaintRow) -> str:
        """Which round of the six steps it is."""
        return complaint_told.round_told(row, self._words)

    def step(self, row: ComplaintRow) -> str:
        """The step to be done next, with its number; '' of one that is not open any more."""
        return self.step_name(row.step) if row.state == OPEN and row.step in STEPS else ""

    def step_name(self, key: str) -> str:
        """The number of a step and what it is called where the room is short."""
        _ = self._words.gettext
        short = {"restate": _("Restate"), "confirm": _("Make sure")}
        name = short.get(key) or self._ui.shown(self._fields["step"], key)
        return f"{number_of_step(key)} {name}"

    def step_names(self) -> list[str]:
        """All six."""
        return [self.step_name(key) for key in STEPS]

    def warning_names(self) -> list[str]:
        """What a list may warn of, in short."""
        return [self._words.message(f"warned-{code}", {}) for code in _WARNINGS]

    def late(self, row: ComplaintRow) -> str:
        """So many days late; '' in time."""
        return complaint_told.late(row, self._words)

    def day(self, day: dt.date) -> str:
        """Today, or in short within this year."""
        return days.near(day, self._ui.desk.today(), self._words)

    def state(self, row: ComplaintRow) -> Badge:
        """How it stands, in a word."""
        if row.state == OPEN:
            late = self.late(row)
            return badges.state("bad", late) if late else badges.chip(self.value(row, "state"))
        if row.state == UNRESOLVED:
            return badges.state("warn", self.value(row, "state"), bare=True)
        if row.level in SATISFIED:
            return badges.state("good", self.value(row, "level"), bare=True)
        return Badge(self.value(row, "state"), bare=True)

    def states(self) -> list[Badge]:
        """Every way one can stand, but for how late it is."""
        fields, label = self._fields, self._words.label
        texts = [label(each.label) for key in ("state", "level") for each in fields[key].choices]
        return [badges.state("good", text, bare=True) for text in texts]

    def warned(self, row: ComplaintRow) -> tuple[str, ...]:
        """What holds now, in short."""
        return tuple(self._words.message(f"warned-{each.code}", {}) for each in row.holding)

    def warnings(self, row: ComplaintRow) -> str:
        """The same whole, one in a line."""
        return "\n".join(self._words.message(f"warning-{each.code}", each.params) for each in row.holding)

    def severity(self, row: ComplaintRow) -> Badge | None:
        """Only what is serious is marked."""
        return badges.state("bad", self.value(row, "severity"), bare=True) if row.severity == "serious" else None


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
