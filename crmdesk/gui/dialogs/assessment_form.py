"""The form of an assessment: marks of a good and a poor customer, risks, fit, each with what the data proposes
(METHOD.md section 10)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from crmdesk.core import values
from crmdesk.core.fields import Field, Group
from crmdesk.core.selecting import GOOD, MARKS, POOR, RISKS, Assessment, Proposal
from crmdesk.core.words import Label
from crmdesk.gui.forms.answer_input import AnswerInput
from crmdesk.gui.forms.completing import complete_words
from crmdesk.gui.forms.field_form import Check, FieldForm
from crmdesk.gui.forms.field_inputs import FieldInput
from crmdesk.gui.forms.proposed_answer import ProposedAnswer
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.services import staff

RECORD = "assessment"
_FIT, _ABOUT = ("level", "capacity"), ("day", "by", "notes")
_LINES = 3


class AssessmentForm(FieldForm):
    """Marks are yes, no or not known."""

    def __init__(self, ui: Ui, check: Check) -> None:
        _, fields = ui.words.gettext, ui.desk.fields(RECORD)
        parts = (
            ("good", _("Marks of a good customer"), GOOD), ("poor", _("Marks of a poor customer"), POOR),
            ("risk", _("Risks of a big customer"), RISKS), ("fit", _("Fit: levels from 1 to 5"), _FIT),
            ("about", _("About the assessment"), _ABOUT),
        )  # fmt: skip
        groups = [Group(key, Label(title, title)) for key, title, _keys in parts]
        placed = [_placed(fields[each], key) for key, _title, keys in parts for each in keys]
        self.answers: dict[str, ProposedAnswer] = {}
        super().__init__(ui, placed, groups, check, name="assessment-form", label=_("Assessment"))
        notes, by = self.inputs["notes"].widget, self.inputs["by"].widget
        if isinstance(notes, QPlainTextEdit):
            notes.setFixedHeight(_LINES * tokens.LINE_HEIGHTS[tokens.BODY] + tokens.BETWEEN)
            notes.setPlaceholderText(_("Enter saves, Shift+Enter begins a new line"))
        if isinstance(by, QLineEdit):
            complete_words(by, lambda: staff.names(ui.desk))

    def make_input(self, field: Field, ui: Ui) -> FieldInput:
        if field.key not in MARKS:
            return super().make_input(field, ui)
        answer = self.answers[field.key] = ProposedAnswer(ui, field.key, ui.words.label(field.label))
        answer.taken.connect(self.take)
        made = AnswerInput(field, answer, answer.segments, ui.words)
        made.edited.connect(lambda _key: answer.follow())
        return made

    def show_proposals(self, found: Sequence[Proposal]) -> None:
        """What the data says of the customer meant now."""
        by_key = {each.key: each for each in found}
        for key, answer in self.answers.items():
            answer.show_proposal(by_key.get(key))

    def take(self, key: str) -> None:
        """What is proposed becomes the answer."""
        self.put(key, self.answers[key].answer())

    def take_all(self) -> None:
        """Wherever something is proposed."""
        for key, answer in self.answers.items():
            if answer.proposal is not None:
                self.take(key)

    def assessment(self) -> Assessment:
        """What is answered now, as the rules look at it; levels that cannot be read are missing."""
        given = {key: values.parse(each.field, each.text()).value for key, each in self.inputs.items() if key in MARKS}
        level, capacity = (values.parse(self.inputs[key].field, self.text(key)).value for key in _FIT)
        return Assessment({key: value for key, value in given.items() if value is not None}, level, capacity)


def _placed(field: Field, group: str) -> Field:
    width = "fill" if field.key in MARKS else "normal" if field.key == "by" else field.width
    return replace(field, group=group, width=width)
