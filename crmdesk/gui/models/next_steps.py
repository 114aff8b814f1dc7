"""Next steps of everybody that are still to be done, as a table: when, what, with whom (METHOD.md section 5)."""

from __future__ import annotations

from collections.abc import Sequence

from crmdesk.core import days
from crmdesk.core.interactions import Dated
from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.gui.ui import Ui

DONE, DUE, WHAT, CUSTOMER, CONTACT, BY, NOTED = range(7)


class NextStepsTable(PlainTable[Dated]):
    """The first column is a tick that does it."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._fields = ui.desk.fields("interaction")

    def headings(self) -> Sequence[str]:
        _ = self._ui.words.gettext
        by, contact = (self._ui.words.label(self._fields[key].label) for key in ("by", "contact"))
        return ("", _("Due"), _("Next step"), _("Customer"), contact, by, _("Noted"))

    def text(self, line: Dated, column: int) -> str:
        values, shown = line.values, self._ui.masking.text
        match column:
            case _ if column == DUE:
                return self._due(line)
            case _ if column == WHAT:
                return shown(str(values.get("next_step") or "")) or self._shown(line, "kind")
            case _ if column == CUSTOMER:
                return shown(line.customer_name)
            case _ if column == CONTACT:
                return shown(str(values.get("contact") or ""))
            case _ if column == BY:
                return str(values.get("by") or line.owner or "")
            case _ if column == NOTED:
                noted = days.near(line.interaction.at.date(), self._ui.desk.today(), self._ui.words)
                return f"{noted} {self._shown(line, 'kind')}"
        return ""

    def tone(self, line: Dated, column: int) -> str:
        if column == DUE and line.values["next_date"] < self._ui.desk.today():
            return "bad"
        return "text" if column in (DUE, WHAT, CUSTOMER) else "text_2"

    def _shown(self, line: Dated, key: str) -> str:
        return self._ui.shown(self._fields[key], line.values.get(key))

    def _due(self, line: Dated) -> str:
        """The day, and in words how long it is past."""
        day, today = line.values["next_date"], self._ui.desk.today()
        return days.with_lateness(day, today, self._ui.words)
