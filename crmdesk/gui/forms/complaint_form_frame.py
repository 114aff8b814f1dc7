"""What the form of a handling step is made of: inputs, files, buttons, and what is said below them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.complaints import Step, number_of_step
from crmdesk.gui.forms.complaint_closing import ClosingInputs
from crmdesk.gui.forms.complaint_files import StepFiles
from crmdesk.gui.forms.complaint_inputs import StepInputs
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.icon_line import IconLine
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.services import customers
from crmdesk.services.complaints import Case


class StepFormFrame(QWidget):
    """The parts, each where it belongs. The sixth step also asks what is noted at closing."""

    def __init__(self, ui: Ui, case: Case, round_: int, step: str, correcting: Step | None) -> None:
        super().__init__()
        self.setObjectName("correction-form" if correcting else "step-form")
        self._ui, self._correcting = ui, correcting
        self.case, self.round, self.step = case, round_, step
        self.inputs = StepInputs(ui, step, self._contacts, correcting=correcting is not None)
        self.closing = ClosingInputs(ui, self.inputs.label_width) if step == "confirm" and correcting is None else None
        self.files = StepFiles(ui, case, round_, step, self)
        self._make_buttons()
        self._lay_out()

    def _make_buttons(self) -> None:
        _, number = self._ui.words.gettext, number_of_step(self.step)
        told = _("Save the correction") if self._correcting else _("Finish step {number}").format(number=number)
        self.finish_button = Button(told, kind="main", hint="Ctrl+Enter", name="finish-step")
        self.attach_button = Button(_("Attach"), icon="attachment", name="attach-files")
        self.attach_button.setToolTip(_("Add files to this step; they can also be dropped here or pasted"))
        self.cancel_button = Button(_("Cancel"), hint="Esc", name="cancel-correction")
        self.kept = ElidedLabel(points=tokens.SMALL, tone="text_2", align=Qt.AlignmentFlag.AlignRight, name="step-kept")
        self.kept.setMinimumWidth(1)  # the buttons come first
        self.following = IconLine("", icon="redo", tone="warn", name="step-following")
        self.following.setContentsMargins(0, tokens.INSIDE, 0, tokens.INSIDE)
        self.following.hide()

    def _lay_out(self) -> None:
        left = self.inputs.label_width + tokens.LABEL_GAP_EDIT
        buttons = QHBoxLayout()
        buttons.setContentsMargins(left, tokens.INSIDE, 0, 0)
        buttons.setSpacing(tokens.BETWEEN)
        correcting = [self.cancel_button] if self._correcting is not None else []
        for button in (self.finish_button, *correcting, self.attach_button):
            buttons.addWidget(button)
        buttons.addWidget(self.kept, 1)
        inset = QHBoxLayout()
        inset.setContentsMargins(left, 0, 0, 0)
        inset.addWidget(self.following)
        strip = QHBoxLayout()
        strip.setContentsMargins(left, 0, 0, 0)
        strip.addWidget(self.files)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.inputs)
        column.addLayout(inset)
        if self.closing is not None:
            column.addWidget(self.closing)
        column.addLayout(strip)
        column.addLayout(buttons)
        self.setAcceptDrops(True)

    def _contacts(self) -> list[str]:
        found = customers.files(self._ui.desk, (self.case.complaint.customer_id,))
        names = [part.values.get("name") for file in found for part in file.contacts]
        return [str(name) for name in names if name]
