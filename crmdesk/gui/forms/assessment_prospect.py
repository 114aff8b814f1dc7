"""What is known of somebody one may sell to: the class of intending customer, and what is expected of them (METHOD.md
sections 2 and 3)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core import values
from crmdesk.core.customers import CustomerFile
from crmdesk.core.errors import Problem
from crmdesk.core.fields import Field
from crmdesk.gui.forms.assessment_beside import Beside
from crmdesk.gui.forms.field_inputs import FieldInput, make_input
from crmdesk.gui.forms.layouts import Cell, RowGrid
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.heads import SectionHead
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.segments import SegmentedChoice

_CLASS, _SUB_TYPES = ("recognises", "belonging"), ("need_kind", "need_length")
_EXPECTED = ("expected_on", "expected_amount", "expected_profit")
SHOWN = (*_CLASS, *_SUB_TYPES, "intent", *_EXPECTED)


class ProspectCard(QWidget):
    """`answered`: the key of a field and its new text; of what is typed when it is left, or by Enter."""

    answered = Signal(str, str)

    def __init__(self, ui: Ui, label_width: int) -> None:
        super().__init__()
        self._ui = ui
        self.setObjectName("assessment-prospect")
        self._label_width = label_width
        self._fields = ui.desk.fields("customer")
        self._shown: dict[str, str] = {}
        self.segments: dict[str, SegmentedChoice] = {}
        self.inputs: dict[str, FieldInput] = {}
        self.rows: dict[str, FormRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.INSIDE)
        self._lay_out(column)

    def _lay_out(self, column: QVBoxLayout) -> None:
        _ = self._ui.words.gettext
        left = QWidget()
        rows = QVBoxLayout(left)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for key in _CLASS:
            rows.addWidget(self._segments_row(key))
        for key in _SUB_TYPES:
            rows.addWidget(self._input_row(key))
        self.grid = RowGrid(across=False)
        expected = [self._segments_row("intent"), *map(self._input_row, _EXPECTED)]
        self.grid.set_cells([Cell(row) for row in expected])
        column.addWidget(SectionHead(_("Intending customer"), name="assessment-intending-head"))
        column.addWidget(Beside(left, self._make_class()))
        column.addSpacing(tokens.SECTIONS - tokens.INSIDE)
        column.addWidget(SectionHead(_("What we expect"), name="assessment-expected-head"))
        column.addWidget(self.grid)

    def _make_class(self) -> QWidget:
        self.class_name = Label("", bold=True, wrap=True, name="intending-class")
        self.class_why = Label("", wrap=True, tone="text_2", name="intending-why")
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, tokens.BETWEEN, 0, tokens.INSIDE)
        column.setSpacing(tokens.INSIDE)
        column.addWidget(self.class_name)
        column.addWidget(self.class_why)
        column.addStretch(1)
        return right

    def _label(self, key: str) -> str:
        return self._ui.words.label(self._fields[key].label)

    def _segments_row(self, key: str) -> FormRow:
        _ = self._ui.words.gettext
        told = {"yes": _("Yes"), "no": _("No")} if key in _CLASS else {}
        choices = [
            (each.key, told.get(each.key) or self._ui.words.label(each.label)) for each in self._fields[key].choices
        ]
        segments = SegmentedChoice(choices, name=f"assess-{key}", label=self._label(key))
        segments.chosen.connect(lambda answer: self.answered.emit(key, answer))
        self.segments[key] = segments
        return self._row(key, segments)

    def _input_row(self, key: str) -> FormRow:
        each = self.inputs[key] = make_input(self._fields[key], self._ui)
        each.left.connect(self._left)
        each.entered.connect(self._left)
        if key in _SUB_TYPES:
            each.edited.connect(self._left)
        return self._row(key, each.widget)

    def _row(self, key: str, widget: QWidget) -> FormRow:
        self.rows[key] = FormRow(self._label(key), widget, label_width=self._label_width)
        return self.rows[key]

    def _left(self, key: str) -> None:
        text = self.inputs[key].text()
        if text != self._shown.get(key, ""):
            self.answered.emit(key, text)

    def show_problem(self, key: str, problem: Problem | None) -> None:
        """What is wrong with what was typed into an input; it stays there."""
        told = self._ui.words.problem(problem) if problem is not None else ""
        self.rows[key].set_problem("" if problem is None else "bad" if problem.hard else "warn", told)

    def show_file(self, file: CustomerFile, *, same: bool) -> None:
        """What stands in this file. Where it is the `same` one, what is being typed stays."""
        for key, segments in self.segments.items():
            usual = "" if key == "intent" else "unknown"
            segments.set_key(file.values.get(key) or usual)
            segments.setEnabled(not file.deleted)
        for key, each in self.inputs.items():
            self._show_input(key, each, self._text(self._fields[key], file), same=same)
            each.widget.setEnabled(not file.deleted)
        self._show_class(file)

    def _show_input(self, key: str, each: FieldInput, text: str, *, same: bool) -> None:
        typing = same and each.text() != self._shown.get(key, "") and (each.widget.hasFocus() or self._wrong(key))
        self._shown[key] = text
        if typing:
            return
        each.blockSignals(True)
        each.set_text(text)
        each.blockSignals(False)
        self._shown[key] = each.text()
        self.show_problem(key, None)

    def _wrong(self, key: str) -> bool:
        return self.rows[key].problem()[0] == "bad"

    def _text(self, field: Field, file: CustomerFile) -> str:
        return values.typed(field, file.values.get(field.key), self._ui.words)

    def _show_class(self, file: CustomerFile) -> None:
        _ = self._ui.words.gettext
        found = str(file.values.get("intending") or "")
        choice = self._fields["intending"].choice(found)
        name = self._ui.words.label(choice.label) if choice is not None else _("Not an intending customer")
        why = {
            "intending": _("They have a need and recognise the product."),
            "need-only": _("They have a need, but do not recognise the product yet. Note what kind of need it is."),
            "second": _("They recognise the product and feel they belong, without a need now: inclined to long-term "
                        "cooperation."),
        }  # fmt: skip
        least = _("Whoever has a need and recognises the product is one.")
        self.class_name.setText(name)
        self.class_why.setText(why.get(found, least))
        for key in _SUB_TYPES:
            self.rows[key].setVisible(found == "need-only")
