"""What is to be done next about a customer, and when: kept with the last contact made (METHOD.md section 5)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.customers import CustomerFile
from crmdesk.core.errors import Problem
from crmdesk.core.interactions import Interaction
from crmdesk.gui.dialogs.short_form import ShortForm
from crmdesk.gui.ui import Ui
from crmdesk.services import customers, interactions

_SIZE = QSize(560, 240)
_KEYS = ("next_step", "next_date")


class PlanningDialog(ShortForm):
    """Changes the next step of `interaction`."""

    def __init__(self, ui: Ui, file: CustomerFile, interaction: Interaction, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        self._file, self._interaction = file, interaction
        fields = ui.desk.fields("interaction")
        super().__init__(
            ui, _("Next step – {name}").format(name=ui.masking.text(file.name)), [fields[key] for key in _KEYS],
            size=_SIZE, label=_("Next step"), name="planning", parent=parent,
            sentence=_("Kept with the last contact made, on {day}.").format(day=ui.words.date(interaction.at.date())),
        )  # fmt: skip
        stored = {key: values.typed(fields[key], interaction.values.get(key), ui.words) for key in _KEYS}
        usual = {"next_step": _("Visit")} if not stored["next_step"] else {}
        self.begin({key: text for key, text in stored.items() if text}, usual, first="next_date")

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        return interactions.read(self.ui.desk, typed, new=False).problems

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        told = self.ui.words.gettext("{number}: next step saved").format(number=self._file.number)
        return interactions.edit(self.ui.desk, self._interaction.id, typed), told


def open_planning(ui: Ui, customer_id: int, parent: QWidget) -> None:
    """Ask for the next step. Without a contact made, or where its next step is done, a new contact is logged with it.

    Raises UserError('record-gone').
    """
    if not ui.masking.allows_editing():
        return
    file = customers.file(ui.desk, customer_id)
    last = next(iter(interactions.of_customer(ui.desk, customer_id, limit=1)), None)
    if last is None or last.values.get("next_done_on"):
        ui.bus.record_interaction.emit(customer_id, {"next_step": ui.words.gettext("Visit")})
    else:
        PlanningDialog(ui, file, last, parent).open()
