"""The form of a survey: scores in pairs, answers side by side, and what they come to (METHOD.md section 7)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from crmdesk.core import values
from crmdesk.core.fields import Field, Group
from crmdesk.core.satisfaction import ANSWERS
from crmdesk.core.surveys import SCORES
from crmdesk.core.words import Label
from crmdesk.gui.dialogs.contact_names import ContactNames
from crmdesk.gui.forms.answer_input import AnswerInput, answers
from crmdesk.gui.forms.completing import complete_words
from crmdesk.gui.forms.field_form import Check, FieldForm
from crmdesk.gui.forms.field_inputs import FieldInput
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.services import staff

RECORD = "survey"
_ORDER = ("day", "contact", *SCORES, *ANSWERS, "recommended_to", "by", "notes")
_NORMAL = ("contact", "by", "recommended_to")
_LINES = 3


class SurveyForm(FieldForm):
    """Answers can be no, and nobody may have asked."""

    def __init__(self, ui: Ui, check: Check, contacts: ContactNames) -> None:
        fields, label = ui.desk.fields(RECORD), ui.words.gettext("Survey")
        placed = [_placed(fields[key]) for key in _ORDER]
        super().__init__(ui, placed, [Group(RECORD, Label(label, label))], check, name="survey-form", label=label)
        for key in SCORES:
            line = self.inputs[key].widget
            if isinstance(line, QLineEdit):
                line.setPlaceholderText("1–10")
        notes = self.inputs["notes"].widget
        if isinstance(notes, QPlainTextEdit):
            notes.setFixedHeight(_LINES * tokens.LINE_HEIGHTS[tokens.BODY] + tokens.BETWEEN)
            notes.setPlaceholderText(ui.words.gettext("Enter saves, Shift+Enter begins a new line"))
        for key, supply in (("contact", lambda: contacts.names), ("by", lambda: staff.names(ui.desk))):
            line = self.inputs[key].widget
            if isinstance(line, QLineEdit):
                complete_words(line, supply)

    def make_input(self, field: Field, ui: Ui) -> FieldInput:
        if field.key not in ANSWERS:
            return super().make_input(field, ui)
        segments = answers(ui, ui.words.label(field.label), ui.words.gettext("Not asked"))
        return AnswerInput(field, segments, segments, ui.words)

    def scores(self) -> Sequence[int | None]:
        """Those typed, in the order of `SCORES`; None where none is, or none that can be read."""
        parsed = (values.parse(self.inputs[key].field, self.text(key)).value for key in SCORES)
        return [score if isinstance(score, int) else None for score in parsed]


def _placed(field: Field) -> Field:
    return replace(field, group=RECORD, width="normal" if field.key in _NORMAL else field.width)
