"""Recording a contact made, in seconds: who, how, what was said, what comes next; the rest unfolds."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem
from crmdesk.core.interactions import Interaction
from crmdesk.gui.dialogs.customer_record import CustomerRecordDialog
from crmdesk.gui.dialogs.interaction_fields import FEW, interaction_form
from crmdesk.gui.dialogs.interaction_steps import OpenSteps
from crmdesk.gui.forms.field_form import FieldForm
from crmdesk.gui.ui import Ui
from crmdesk.services import interactions

FORM = "interaction"


class InteractionDialog(CustomerRecordDialog):
    """Records a new one (`interaction` None), with a customer or one to be picked, beginning with `typed`; or changes
    one."""

    RECORD, TEXT, FEW = FORM, "content", FEW
    NEVER_NEW = frozenset({"next_done_on"})
    NEEDED = ("at", "kind")

    def __init__(
        self,
        ui: Ui,
        customer_id: int | None = None,
        typed: Mapping[str, str] | None = None,
        *,
        interaction: Interaction | None = None,
        parent: QWidget | None = None,
    ) -> None:
        _ = ui.words.gettext
        title = _("Log a visit or call") if interaction is None else _("Visit or call {number}")
        number = interaction.number if interaction is not None else ""
        super().__init__(ui, title.format(number=number), _("Visit or call"), interaction, parent)
        self.steps = OpenSteps(ui, self.form.label_width)
        self.steps.changed.connect(self.keep)
        self.form.column.insertWidget(self.form.column.count() - 1, self.steps)
        self.begin(customer_id, typed)

    def make_form(self) -> FieldForm:
        return interaction_form(self._ui, self._check, lambda: self.contacts.names)

    def usual(self) -> Mapping[str, str]:
        return interactions.defaults(self._ui.desk)

    def follow_customer(self, customer_id: int | None) -> None:
        self.steps.show_customer(customer_id if self._kept is None else None)

    def room(self) -> int:
        return self.steps.room()

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        _, desk = self._ui.words.gettext, self._ui.desk
        kind = self._ui.desk.fields(FORM)["kind"].choice(self.form.text("kind"))
        kind_text = self._ui.words.label(kind.label) if kind is not None else ""
        customer = self.line.customer
        number = customer.number if customer is not None else ""
        if self._kept is not None:
            changes = interactions.edit(desk, self._kept.id, typed, new_contact=True)
            return changes, _("Saved: {kind} with {number}").format(kind=kind_text.lower(), number=number)
        customer_id = self.line.customer_id or 0
        changes = interactions.add(desk, customer_id, typed, finishes=self.steps.done(), new_contact=True)[1]
        return changes, _("Logged: {kind} with {number}").format(kind=kind_text.lower(), number=number)

    def _check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        return interactions.read(self._ui.desk, typed, new=False, new_contact=True).problems
