"""The inputs of one handling step: what was said or done, compensation or satisfaction, when and with whom
(METHOD.md section 6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from crmdesk.core import values
from crmdesk.core.errors import Problem
from crmdesk.core.fields import Field
from crmdesk.core.words import Words
from crmdesk.gui.forms.complaint_closing import closing_labels
from crmdesk.gui.forms.completing import complete_words
from crmdesk.gui.forms.field_inputs import FieldInput, LongInput, make_input
from crmdesk.gui.forms.notes_text import GrowingText
from crmdesk.gui.theme.painting import text_width
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import tip
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.inputs import set_problem
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.segment_lines import SegmentLines
from crmdesk.services import staff

WHEN = ("at", "by", "contact")
_AMOUNT, _DAY, _PERSON = 112, 128, 136
_LEAST_LABEL = 72
_LINES = 2


class SegmentInput(FieldInput):
    """One of few choices, all of them in sight; Alt and a digit choose."""

    def __init__(self, field: Field, segments: SegmentLines, words: Words) -> None:
        super().__init__(field, segments, words)
        self.segments = segments
        segments.chosen.connect(self._told)

    def text(self) -> str:
        return self.segments.key()

    def set_text(self, text: str) -> None:
        choice = values.find_choice(self.field, text)
        self.segments.set_key(choice.key if choice else "")


class StepInputs(QWidget):
    """`changed`: something was typed; `entered`: Ctrl+Enter in a text; `left`: Esc; `settled`: an input was left.

    `contacts` gives the names to be offered for whom it was done with.
    """

    changed = Signal(str)
    entered = Signal()
    left = Signal()
    settled = Signal(str)

    def __init__(self, ui: Ui, step: str, contacts: Callable[[], Sequence[str]], *, correcting: bool) -> None:
        super().__init__()
        self.setObjectName("step-inputs")
        self._ui, self._step, self._correcting = ui, step, correcting
        self._fields = ui.desk.fields("complaint_step")
        self.inputs: dict[str, FieldInput] = {}
        self.rows: dict[str, FormRow] = {}
        self._row_of: dict[str, str] = {}
        self._contacts = contacts
        self.label_width = self._width_of_labels()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        if step == "compensate":
            self._add_compensation()
        elif step == "confirm":
            self._add_satisfaction()
        self._add_text()
        self._add_when()
        self.show_when(correcting)
        for each in self.inputs.values():
            each.edited.connect(self._edited)
            each.left.connect(self.settled)

    # What it is made of

    def _labels(self) -> dict[str, str]:
        _ = self._ui.words.gettext
        text = {
            "listen": _("Heard"), "apologise": _("Said"), "restate": _("Agreed words"), "empathise": _("Said"),
            "compensate": _("How"), "confirm": _("Their answer"),
        }[self._step]  # fmt: skip
        more = {
            "compensate": {"kind": _("What kind"), "amount": _("Amount"), "delivered_on": _("Delivered on")},
            "confirm": {"level": _("Satisfaction"), "confirmed_by": _("Confirmed by")},
        }.get(self._step, {})
        return {"text": text, "at": _("When"), "by": _("By"), **more}

    def _width_of_labels(self) -> int:
        closing = closing_labels(self._ui) if self._step == "confirm" and not self._correcting else {}
        labels = (*self._labels().values(), *closing.values())
        return max(_LEAST_LABEL, *(text_width(self.font(), label) for label in labels))

    def _hint(self) -> str:
        _ = self._ui.words.gettext
        return {
            "listen": _("What happened, since when, how much; in the customer's own words"),
            "apologise": _("How you apologised, to whom"),
            "restate": _("The problem in words the customer agreed to"),
            "empathise": _("What it means for the customer, and what you said"),
            "compensate": _("What is done, by whom, until when; without compensation the reason"),
            "confirm": _("What the customer said when asked"),
        }[self._step]

    def _add_row(self, key: str, widget: QWidget, *, required: bool = False) -> FormRow:
        row = FormRow(self._labels()[key], widget, label_width=self.label_width, required=required)
        self.rows[key], self._row_of[key] = row, key
        self._column.addWidget(row)
        return row

    def _input(self, key: str, width: int = 0) -> FieldInput:
        made = self.inputs[key] = make_input(self._fields[key], self._ui)
        if width:
            made.widget.setFixedWidth(width)
        return made

    def _segments(self, key: str) -> SegmentInput:
        field, words = self._fields[key], self._ui.words
        choices = [(choice.key, words.label(choice.label)) for choice in field.choices]
        made = SegmentInput(field, SegmentLines(choices, label=words.label(field.label)), words)
        self.inputs[key] = made
        return made

    def _number(self, segments: SegmentInput) -> None:
        """Alt and a digit choose, wherever one types in the form."""
        names = [self._ui.words.label(choice.label) for choice in segments.field.choices]
        for place in range(len(names)):
            keys = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            keys.setContext(Qt.ShortcutContext.WindowShortcut)
            keys.activated.connect(lambda place=place: segments.segments.choose(place))
        segments.segments.set_tips([tip(name, f"Alt+{place}") for place, name in enumerate(names, 1)])

    def _add_compensation(self) -> None:
        _ = self._ui.words.gettext
        kind = self._segments("kind")
        self._number(kind)
        self._add_row("kind", kind.widget)
        amount, promised = self._input("amount", _AMOUNT), self._input("promised_on", _DAY)
        row = self._add_row("amount", amount.widget)
        before = Label(_("promised for"), tone="text_2")
        before.setBuddy(promised.widget)
        row.add_beside(before, promised.widget)
        self._row_of["promised_on"] = "amount"
        if self._correcting:
            self._add_row("delivered_on", self._input("delivered_on", _DAY).widget)

    def _add_satisfaction(self) -> None:
        level = self._segments("level")
        self._number(level)
        self._add_row("level", level.widget)
        self._add_row("confirmed_by", self._segments("confirmed_by").widget)

    def _add_text(self) -> None:
        field = self._fields["text"]
        label = self._ui.words.label(field.label)
        self.text = GrowingText(placeholder=self._hint(), least=_LINES, name="field-text", label=label)
        self.inputs["text"] = LongInput(field, self.text, self._ui.words)
        self.text.entered.connect(self.entered)
        self.text.left.connect(self.left)
        self._add_row("text", self.text)

    def _add_when(self) -> None:
        _ = self._ui.words.gettext
        self._add_row("at", self._input("at").widget)
        by, contact = self._input("by", _PERSON), self._input("contact", _PERSON)
        row = self._add_row("by", by.widget)
        label = Label(_("with whom"), tone="text_2")
        label.setBuddy(contact.widget)
        row.add_beside(label, contact.widget)
        self._row_of["contact"] = "by"
        for line, supply in ((by.widget, lambda: staff.names(self._ui.desk)), (contact.widget, self._contacts)):
            if isinstance(line, QLineEdit):
                complete_words(line, supply)

    # What stands in it

    def show_when(self, shown: bool) -> None:
        """The rows of when, by whom and with whom."""
        self.when_shown = shown
        for key in ("at", "by"):
            self.rows[key].setVisible(shown)

    def put(self, texts: Mapping[str, str]) -> None:
        """Fill inputs; those that are not named are empty."""
        blocked = self.blockSignals(True)
        for key, each in self.inputs.items():
            each.set_text(texts.get(key, ""))
        self.blockSignals(blocked)
        if any(texts.get(key) for key in WHEN):
            self.show_when(True)

    def typed(self) -> dict[str, str]:
        """Every text that stands in it."""
        return {key: text for key, each in self.inputs.items() if (text := each.text())}

    def take_keyboard(self) -> None:
        """Where one begins: what is chosen first, else the text."""
        first = next((key for key in ("kind", "level") if key in self.inputs), "text")
        key = "text" if self.inputs[first].text() else first
        self.inputs[key].focus()
        if key == "text":
            self.text.moveCursor(QTextCursor.MoveOperation.End)

    def show_problem(self, key: str, problem: Problem | None) -> None:
        """What is to be said about an input, in its row."""
        row, widget = self.rows[self._row_of.get(key, "text")], self.inputs[key].widget
        state = "" if problem is None else "bad" if problem.hard else "warn"
        if problem is None and row.problem()[0] and row.property("about") != key:
            set_problem(widget, "")
            return
        told = self._ui.masking.problem(problem) if problem is not None else None
        row.set_problem(state, self._ui.words.problem(told) if told is not None else "")
        row.setProperty("about", key)
        if widget is not row.field:
            set_problem(row.field, "")
            set_problem(widget, state)
            widget.setAccessibleDescription(row.problem()[1])

    def show_problems(self, problems: Mapping[str, Problem]) -> str:
        """Say all of them; returns the first input that is refused, which gets the keyboard, or ''."""
        for key in self.inputs:
            self.show_problem(key, None)
        for key in sorted(self.inputs, key=lambda each: each in problems and problems[each].hard):
            if key in problems:
                self.show_problem(key, problems[key])
        refused = next((key for key in self.inputs if key in problems and problems[key].hard), "")
        if refused:
            if refused in WHEN:
                self.show_when(True)
            self.inputs[refused].focus()
        return refused

    def _edited(self, key: str) -> None:
        self.show_problem(key, None)
        self.changed.emit(key)
