"""What was to be done next with a customer and is still open: ticked where a new contact did it."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.interactions import Interaction
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.inputs import CheckBox
from crmdesk.services import interactions

_MOST, _LONGEST = 4, 60


class OpenSteps(QWidget):
    """Hidden while nothing is open. `changed`: something was ticked or no longer.

    The boxes are made once: the way of Tab through a dialog must not change while it is shown.
    """

    changed = Signal()

    def __init__(self, ui: Ui, label_width: int) -> None:
        super().__init__()
        self.setObjectName("open-steps")
        self._ui = ui
        self._open: list[int] = []
        self._boxes = [CheckBox() for _place in range(_MOST)]
        self._inner = QWidget()
        self._inner.setObjectName("open-steps-list")
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, tokens.INSIDE, 0, 0)
        self._column.setSpacing(tokens.INSIDE)
        for box in self._boxes:
            self._column.addWidget(box)
            box.toggled.connect(self.changed)
        row = FormRow(ui.words.gettext("Done with this"), self._inner, label_width=label_width)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(row)
        self.hide()

    def show_customer(self, customer_id: int | None) -> None:
        """The open steps of this customer."""
        found = interactions.open_steps(self._ui.desk, customer_id) if customer_id is not None else []
        self._open = [each.id for each in found[:_MOST]]
        for place, box in enumerate(self._boxes):
            box.setHidden(place >= len(self._open))
            if not box.isHidden():
                self._show(box, found[place])
        self.setVisible(bool(self._open))

    def room(self) -> int:
        """How high it is."""
        return len(self._open) * (tokens.LINE_HEIGHTS[tokens.BODY] + tokens.INSIDE) + tokens.AROUND * bool(self._open)

    def done(self) -> list[int]:
        """The interactions whose next step this contact did."""
        return [key for key, box in zip(self._open, self._boxes, strict=False) if box.isChecked()]

    def _show(self, box: CheckBox, interaction: Interaction) -> None:
        words, known = self._ui.words, interaction.values
        step = " ".join(str(known.get("next_step") or words.gettext("Next step")).split())
        step = step if len(step) <= _LONGEST else step[:_LONGEST] + "…"
        on = known.get("next_date")
        text = self._ui.masking.text(f"{words.date(on)}  {step}" if on else step)
        box.setObjectName(f"step-{interaction.id}")
        box.setAccessibleName(text)
        box.setText(text.replace("&", "&&"))
        with QSignalBlocker(box):
            box.setChecked(False)
