"""What lists of complaints say: how one stands, when it is due, what it warns of."""

from __future__ import annotations

import datetime as dt

from crmdesk.core import complaint_told, days
from crmdesk.core.complaint_lists import ComplaintRow
from crmdesk.core.complaints import OPEN, SATISFIED, STEPS, UNRESOLVED, number_of_step
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import Badge

_WARNINGS = ("no-response", "apology-only", "promise-broken")
"""What holds of a complaint until something is done."""


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
