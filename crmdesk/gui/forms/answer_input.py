"""Yes, no, or nobody knows: an input for questions where no is an answer too."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from crmdesk.core import values
from crmdesk.core.fields import Field
from crmdesk.core.words import Words
from crmdesk.gui.forms.field_inputs import FieldInput
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.segments import SegmentedChoice

_OPEN = "open"
_KEYS = {True: "yes", False: "no", None: _OPEN}


def answers(ui: Ui, label: str, unknown: str) -> SegmentedChoice:
    """The three answers side by side; `unknown`: what the third one is called."""
    _ = ui.words.gettext
    choices = [("yes", _("Yes")), ("no", _("No")), (_OPEN, unknown)]
    return SegmentedChoice(choices, current=_OPEN, label=label)


class AnswerInput(FieldInput):
    """`segments` of `answers`, alone or as a part of `widget`."""

    def __init__(self, field: Field, widget: QWidget, segments: SegmentedChoice, words: Words) -> None:
        super().__init__(field, widget, words)
        self._segments = segments
        if segments is not widget:
            segments.setObjectName(f"answer-{field.key}")
        segments.chosen.connect(self._told)

    def text(self) -> str:
        key, _ = self._segments.key(), self.words.gettext
        return {"yes": _("Yes"), "no": _("No")}.get(key, "")

    def set_text(self, text: str) -> None:
        self._segments.set_key(_KEYS[values.parse(self.field, text).value])
        self._told()

    def focus(self) -> None:
        self._segments.setFocus()
