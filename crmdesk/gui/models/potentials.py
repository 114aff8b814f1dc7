"""Potential customers in their rank, as a table (METHOD.md section 3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from crmdesk.core import days
from crmdesk.core.potentials import Potential
from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.gui.models.verdicts import verdict_badge
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import Badge

RANK, CUSTOMER, VERDICT, STAGE, INTENT, PROFIT, AMOUNT, SIGNING, LAST, NEXT, OWNER = range(11)
_KEYS = {
    VERDICT: "man_verdict", STAGE: "stage", INTENT: "intent", PROFIT: "expected_profit", AMOUNT: "expected_amount",
    SIGNING: "expected_on", LAST: "last_contact_on", NEXT: "next_on", OWNER: "owner",
}  # fmt: skip


class PotentialsTable(PlainTable[Potential]):
    """A day that is past says so in words."""

    figures = frozenset({RANK, PROFIT, AMOUNT})

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._fields = ui.desk.fields("customer")
        self._ranks: dict[int, int] = {}

    def show_lines(self, lines: Sequence[Potential]) -> None:
        """In their rank."""
        self._ranks = {line.customer_id: rank for rank, line in enumerate(lines, 1)}
        super().show_lines(lines)

    def headings(self) -> Sequence[str]:
        _ = self._ui.words.gettext
        told = {RANK: "#", CUSTOMER: _("Customer"), VERDICT: _("Verdict")}
        return [told.get(column) or self._label(_KEYS[column]) for column in range(OWNER + 1)]

    def _label(self, key: str) -> str:
        return self._ui.words.label(self._fields[key].label)

    def text(self, line: Potential, column: int) -> str:
        if column == RANK:
            return self._ui.words.number(self._ranks[line.customer_id])
        if column == CUSTOMER:
            return self._ui.masking.text(line.name)
        if column == VERDICT:
            return verdict_badge(line.verdict, self._ui.words).text
        value = getattr(line, _KEYS[column])
        if isinstance(value, dt.date):
            return self._day(value, late=column != LAST)
        return self._ui.shown(self._fields[_KEYS[column]], value)

    def badge(self, line: Potential, column: int) -> Badge | None:
        if column == VERDICT:
            return verdict_badge(line.verdict, self._ui.words)
        return badges.stage(line.stage, self.text(line, column), bare=True) if column == STAGE else None

    def tone(self, line: Potential, column: int) -> str:
        if column in (SIGNING, NEXT) and self._past(getattr(line, _KEYS[column])):
            return "bad"
        return "text_2" if column in (RANK, LAST, OWNER, INTENT) else "text"

    def _past(self, day: dt.date | None) -> bool:
        return day is not None and day < self._ui.desk.today()

    def _day(self, day: dt.date, *, late: bool) -> str:
        """The day, and in words how long it is past."""
        today = self._ui.desk.today()
        return (days.with_lateness if late else days.near)(day, today, self._ui.words)
