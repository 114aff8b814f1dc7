"""What is expected of a potential customer: intent, day of signing, amount, profit (METHOD.md section 3)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.customers import CustomerFile
from crmdesk.core.errors import Problem
from crmdesk.gui.dialogs.short_form import ShortForm
from crmdesk.gui.ui import Ui
from crmdesk.services import customers

_SIZE = QSize(560, 264)
_KEYS = ("intent", "expected_on", "expected_amount", "expected_profit")


class ExpectingDialog(ShortForm):
    """Of one customer; an emptied field is not known any more."""

    def __init__(self, ui: Ui, file: CustomerFile, parent: QWidget | None = None, *, first: str = "") -> None:
        _ = ui.words.gettext
        self._file = file
        fields = ui.desk.fields("customer")
        super().__init__(
            ui, _("What we expect – {name}").format(name=ui.masking.text(file.name)), [fields[key] for key in _KEYS],
            size=_SIZE, label=_("What we expect"), name="expecting", parent=parent,
        )  # fmt: skip
        stored = {key: values.typed(fields[key], file.values.get(key), ui.words) for key in _KEYS}
        self.begin({key: text for key, text in stored.items() if text}, first=first or "expected_on")

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        return customers.read(self.ui.desk, typed, new=False, customer_id=self._file.id).problems

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        told = self.ui.words.gettext("{number}: what we expect is saved").format(number=self._file.number)
        return customers.edit(self.ui.desk, self._file.id, typed), told


def open_expecting(ui: Ui, customer_id: int, parent: QWidget, *, first: str = "") -> None:
    """Ask for it, unless personal data is hidden now."""
    if ui.masking.allows_editing():
        ExpectingDialog(ui, customers.file(ui.desk, customer_id), parent, first=first).open()
