"""What came of a call: the outcome by a digit, what was said, the next step and its day."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.errors import Problem
from crmdesk.gui.forms.field_inputs import FieldInput, make_input
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import text_width
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.form import FormRow, ProblemMark
from crmdesk.gui.widgets.heads import SectionHead
from crmdesk.gui.widgets.inputs import TextEdit
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.services import campaigns

_NEXT = ("next_step", "next_date")
_LINES = 3


class OutcomeForm(QWidget):
    """`save_asked`: Enter in the day of the next step; `changed`: something was typed or chosen."""

    save_asked = Signal()
    changed = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        _ = ui.words.gettext
        self._ui = ui
        self.setObjectName("call-outcome")
        calls, self._fields = ui.desk.fields("campaign_call"), ui.desk.fields("interaction")
        labels = {"notes": _("What was said")}
        labels.update({key: ui.words.label(self._fields[key].label) for key in _NEXT})
        width = max(tokens.LABEL_WIDTH_ZH, *(text_width(self.font(), label) for label in labels.values()))
        choices = [
            (choice.key, f"{place} {ui.words.label(choice.label)}")
            for place, choice in enumerate(calls["outcome"].choices, 1)
        ]
        self._keys = [key for key, _text in choices]
        self.segments = SegmentedChoice(choices, name="outcome", label=ui.words.label(calls["outcome"].label))
        self.segments.chosen.connect(self._chosen)
        self.notes = TextEdit(lines=_LINES, name="call-notes", label=labels["notes"])
        self.inputs: dict[str, FieldInput] = {key: make_input(self._fields[key], ui) for key in _NEXT}
        self.inputs["next_date"].entered.connect(self.save_asked)
        self.inputs["next_step"].entered.connect(lambda _key: self.inputs["next_date"].focus())
        widgets: Mapping[str, QWidget] = {
            "notes": self.notes,
            **{key: each.widget for key, each in self.inputs.items()},
        }
        self.rows = {key: FormRow(labels[key], widget, label_width=width) for key, widget in widgets.items()}
        self.missing = ProblemMark()
        self.notes.textChanged.connect(self.changed)
        for each in self.inputs.values():
            each.edited.connect(lambda _key: self.changed.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(SectionHead(_("What came of it"), name="call-outcome-head"))
        column.addSpacing(tokens.BETWEEN)
        column.addWidget(self.segments)
        column.addWidget(self.missing)
        column.addSpacing(tokens.BETWEEN)
        for row in self.rows.values():
            column.addWidget(row)

    def begin(self, typed: Mapping[str, str]) -> None:
        """Empty, or with what was typed before."""
        told = self.blockSignals(True)
        self.segments.set_key(typed.get("outcome", ""))
        self.notes.setPlainText(typed.get("notes", ""))
        for key, each in self.inputs.items():
            each.set_text(typed.get(key, ""))
        for row in self.rows.values():
            row.set_problem("")
        self._miss("")
        self.blockSignals(told)

    def _chosen(self, _key: str = "") -> None:
        self._miss("")
        self.changed.emit()

    def _miss(self, sentence: str) -> None:
        """What is said where no outcome is chosen."""
        self.missing.show_problem("bad" if sentence else "", sentence)
        self.segments.setAccessibleDescription(sentence)

    def typed(self) -> dict[str, str]:
        """What stands in it, without what is empty."""
        texts = {"outcome": self.segments.key(), "notes": self.notes.toPlainText().strip("\n")}
        texts.update({key: each.text() for key, each in self.inputs.items()})
        return {key: text for key, text in texts.items() if text}

    def checked(self) -> dict[str, str] | None:
        """All texts; None when one is refused, and the cursor is there then."""
        typed = {"outcome": "", "notes": "", "next_step": "", "next_date": "", **self.typed()}
        problems = dict(campaigns.read_call(self._ui.desk, typed).problems)
        if not typed["outcome"]:
            label = self._ui.desk.fields("campaign_call")["outcome"].label
            self._miss(self._ui.words.problem(Problem("required-missing", {"field": label}, hard=True)))
            self.segments.setFocus(Qt.FocusReason.OtherFocusReason)
        for key, row in self.rows.items():
            problem = problems.get(key)
            told = self._ui.words.problem(problem) if problem is not None else ""
            row.set_problem("" if problem is None else "bad" if problem.hard else "warn", told)
        refused = [key for key in self.rows if key in problems and problems[key].hard]
        if refused:
            self.rows[refused[0]].field.setFocus(Qt.FocusReason.OtherFocusReason)
        return None if refused or not typed["outcome"] else typed

    def take_digit(self, event: QKeyEvent) -> bool:
        """1 to 5 choose an outcome; with Alt also while one types."""
        place = event.key() - Qt.Key.Key_1
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.KeypadModifier)
        if not plain or not 0 <= place < len(self._keys):
            return False
        self.segments.set_key(self._keys[place])
        self._chosen()
        self.notes.setFocus(Qt.FocusReason.OtherFocusReason)  # what was said comes next
        return True
