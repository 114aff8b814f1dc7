"""What is recorded of a customer for one month: what they sell in an average month, remarks (METHOD.md section 1)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem
from crmdesk.core.timeline import Month
from crmdesk.gui.dialogs.short_form import ShortForm
from crmdesk.gui.ui import Ui
from crmdesk.services import timeline

_SIZE = QSize(560, 268)
_KEYS = ("average_sales", "notes")


class MonthDialog(ShortForm):
    """Of one customer and month."""

    def __init__(self, ui: Ui, customer_id: int, number: str, month: Month, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        self._customer_id, self._month, self._number = customer_id, month, number
        fields = ui.desk.fields("monthly")
        title = _("{month} – {number}").format(month=ui.words.month(month.month), number=number)
        super().__init__(
            ui, title, [fields[key] for key in _KEYS], size=_SIZE, label=_("Month"), name="month",
            sentence=_("What this customer sells in an average month, as they say or as you see it."), parent=parent,
        )  # fmt: skip
        known = {"average_sales": month.average_sales, "notes": month.notes or None}
        self.begin({key: values.typed(fields[key], known[key], ui.words) for key in _KEYS})

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        return timeline.read_month(self.ui.desk, typed).problems

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        _ = self.ui.words.gettext
        changes = timeline.set_month(self.ui.desk, self._customer_id, self._month.month, typed)
        said = _("Saved {month} of {number}")
        return changes, said.format(month=self.ui.words.month(self._month.month), number=self._number)
