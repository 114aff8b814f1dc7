"""Visits and calls that are due, and customers whom nobody contacted, as tables (METHOD.md section 5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from crmdesk.core import days
from crmdesk.core.visit_lists import DueRow, Neglected
from crmdesk.core.visit_plan_words import span_told
from crmdesk.core.words import Words
from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import Badge

CUSTOMER, TIER, GRADE, KIND, BY, LAST, DUE, OVERDUE, RATIO, SALES, RHYTHM, CITY = range(12)
ICONS = {"visit": "pin", "call": "phone"}
_HUNDRED = 100


def person_in_role(name: str, role: str, words: Words) -> str:
    """王晓 (Sales manager)."""
    return words.gettext("{person} ({role})").format(person=name, role=role)


class Told:
    """What both tables say of a customer, hidden where it is personal."""

    def __init__(self, ui: Ui) -> None:
        self.ui, self.words = ui, ui.words
        self.fields = ui.desk.fields("customer")

    def label(self, key: str) -> str:
        return self.words.label(self.fields[key].label)

    def own(self, text: str | None) -> str:
        return self.ui.masking.text(text or "")

    def level(self, key: str, value: str | None) -> str:
        return self.ui.shown(self.fields[key], value)

    def amount(self, yuan: Decimal | None) -> str:
        return self.words.money(yuan) if yuan else ""

    def day(self, day: dt.date) -> str:
        return days.near(day, self.ui.desk.today(), self.words)

    def badge(self, line: DueRow | Neglected, key: str) -> Badge | None:
        value = getattr(line, key)
        text = self.level(key, value)
        if not value:
            return None
        return badges.tier(value, text) if key == "tier" else badges.grade(text)


class DueTable(PlainTable[DueRow]):
    """The most valuable customers first."""

    figures = frozenset({SALES, RATIO})

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._told = Told(ui)
        self._roles = ui.desk.fields("staff")["role"]
        self._kinds = ui.desk.fields("interaction")["kind"]

    def headings(self) -> Sequence[str]:
        label, _ = self._told.label, self._told.words.gettext
        kind = self._told.words.label(self._kinds.label)
        return (
            _("Customer"), label("tier"), label("grade"), kind, _("By whom"), _("Last one"), _("Due since"),
            _("Overdue"), _("Overdue ratio"), _("Sales, 12 months"), _("How often"), label("city"),
        )  # fmt: skip

    def text(self, line: DueRow, column: int) -> str:
        told, due = self._told, line.due
        _, n = told.words.gettext, told.words.ngettext
        match column:
            case _ if column == CUSTOMER:
                return told.own(line.name)
            case _ if column in (TIER, GRADE):
                key = "tier" if column == TIER else "grade"
                return told.level(key, getattr(line, key))
            case _ if column == KIND:
                return told.ui.shown(self._kinds, due.kind)
            case _ if column == BY:
                return self._by(line)
            case _ if column == LAST:
                return told.day(due.last_on) if due.last_on else _("never")
            case _ if column == DUE:
                return told.day(due.due_on)
            case _ if column == OVERDUE:
                late = due.overdue_days
                return n("{count} day", "{count} days", late).format(count=told.words.number(late)) if late else ""
            case _ if column == RATIO:
                return f"{told.words.number(round(due.ratio * _HUNDRED))}%"
            case _ if column == RHYTHM:
                return span_told(due.span, told.words)
            case _ if column == SALES:
                return told.amount(line.sales_year)
        return told.own(line.city)

    def _by(self, line: DueRow) -> str:
        """Who is to go or call, and in which role."""
        role = self._told.ui.shown(self._roles, line.due.role)
        who = self._told.own(line.due.who)
        return person_in_role(who, role, self._told.words) if who else role

    def tone(self, line: DueRow, column: int) -> str:
        if column in (OVERDUE, RATIO) and line.due.overdue_days:
            return "bad"
        return "text" if column in (CUSTOMER, DUE, SALES) else "text_2"

    def badge(self, line: DueRow, column: int) -> Badge | None:
        if column in (TIER, GRADE):
            return self._told.badge(line, "tier" if column == TIER else "grade")
        if column == KIND:
            return Badge(self.text(line, KIND), icon=ICONS[line.due.kind], bare=True)
        return None


N_CUSTOMER, N_TIER, N_GRADE, N_LAST, N_DAYS, N_OWNER, N_SALES, N_CITY = range(8)


class NeglectedTable(PlainTable[Neglected]):
    """Customers whom nobody contacted for long, with a grade or without; the most valuable first."""

    figures = frozenset({N_DAYS, N_SALES})

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._told = Told(ui)

    def headings(self) -> Sequence[str]:
        label, _ = self._told.label, self._told.words.gettext
        return (
            _("Customer"), label("tier"), label("grade"), _("Last contact"), _("Days without contact"),
            label("owner"), _("Sales, 12 months"), label("city"),
        )  # fmt: skip

    def text(self, line: Neglected, column: int) -> str:
        told = self._told
        match column:
            case _ if column == N_CUSTOMER:
                return told.own(line.name)
            case _ if column in (N_TIER, N_GRADE):
                key = "tier" if column == N_TIER else "grade"
                return told.level(key, getattr(line, key))
            case _ if column == N_LAST:
                return told.day(line.last_on) if line.last_on else told.words.gettext("never")
            case _ if column == N_DAYS:
                return told.words.number(line.days)
            case _ if column == N_OWNER:
                return told.own(line.owner)
            case _ if column == N_SALES:
                return told.amount(line.sales_year)
        return told.own(line.city)

    def tone(self, _line: Neglected, column: int) -> str:
        return "text" if column in (N_CUSTOMER, N_DAYS, N_SALES) else "text_2"

    def badge(self, line: Neglected, column: int) -> Badge | None:
        return self._told.badge(line, "tier" if column == N_TIER else "grade") if column in (N_TIER, N_GRADE) else None
