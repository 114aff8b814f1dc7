"""A form of fields: labels, inputs, what was changed (a dot) and what is wrong with it (a sentence beside it)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from crmdesk.core.errors import Problem
from crmdesk.core.fields import Field, Group, Type
from crmdesk.gui.forms.field_inputs import FieldInput, is_wide, make_input
from crmdesk.gui.forms.layouts import Cell, ScrollPage, Section
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import text_width
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.heads import SectionHead
from crmdesk.gui.widgets.inputs import set_problem

Check = Callable[[Mapping[str, str]], Mapping[str, Problem]]
"""Says what is wrong with typed texts, by field key."""


class FieldForm(ScrollPage):
    """Sections of inputs. `edited`: which one was typed in; `changed`: what is changed or wrong changed;
    `entered`: Enter in an input of one line.
    """

    edited = Signal(str)
    changed = Signal()
    entered = Signal(str)
    make_input = staticmethod(make_input)  # whoever derives may make another one for some field

    def __init__(
        self, ui: Ui, fields: Sequence[Field], groups: Sequence[Group], check: Check, *, name: str, label: str
    ) -> None:
        super().__init__(name=name, label=label)
        self.ui = ui
        self.fields = tuple(field for field in fields if not field.derived)
        self._groups = tuple(groups)
        self._check = check
        self._kind = ""
        self._only: frozenset[str] | None = None
        self.marks_changes = True
        self._needed: tuple[str, ...] = ()
        self._loading = False
        self._base: dict[str, str] = {}
        self._problems: dict[str, Problem] = {}
        self._notes: dict[str, str] = {}
        self.inputs: dict[str, FieldInput] = {}
        self.rows: dict[str, FormRow] = {}
        self._sections: dict[str, Section] = {}
        self._label_width = self._widest_label()
        for group in self._groups:
            self._make_section(group)
        self.column.addStretch(1)
        self._show_fields()

    # What stands in it

    def load(self, texts: Mapping[str, str]) -> None:
        """Begin with these texts by field key; nothing is changed and doubtful values say so."""
        self._loading = True
        for key, each in self.inputs.items():
            each.set_text(texts.get(key, ""))
            self._base[key] = each.text()
        self._loading = False
        self._notes.clear()
        found = self._check({key: text for key, text in self._base.items() if text and self._asked(key)})
        self._problems = {key: problem for key, problem in found.items() if not problem.hard}
        self._show_all()

    def follow(self, texts: Mapping[str, str]) -> list[str]:
        """The stored texts became these; what was typed meanwhile stays. Returns the fields that were changed to two
        different texts, here and there."""
        typed, both = self.changes(hidden=True), []
        self._loading = True
        for key, each in self.inputs.items():
            former = self._base.get(key, "")
            each.set_text(texts.get(key, ""))
            self._base[key] = each.text()
            if key in typed:
                if self._base[key] not in (former, typed[key]):
                    both.append(key)
                each.set_text(typed[key])
        self._loading = False
        self._show_all()
        return both

    def text(self, key: str) -> str:
        return self.inputs[key].text()

    def put(self, key: str, text: str) -> None:
        """Fill one input as if it had been typed."""
        self.inputs[key].set_text(text)

    def changes(self, *, hidden: bool = False) -> dict[str, str]:
        """Texts that differ from those it began with; without `hidden` only of fields this kind is asked."""
        texts = {key: each.text() for key, each in self.inputs.items() if hidden or self._asked(key)}
        return {key: text for key, text in texts.items() if text != self._base.get(key, "")}

    def forget(self) -> None:
        """What was typed is given up: nothing counts as changed, and leaving a field looks at nothing any more."""
        self._base = {key: each.text() for key, each in self.inputs.items()}
        self._problems.clear()
        self._loading = True  # until other texts are loaded, no input has anything to tell

    # What is wrong with it

    def require(self, *keys: str) -> None:
        """These fields are looked at by `check` even when nothing was typed in them: a new record needs them."""
        self._needed = keys

    def check(self) -> bool:
        """Look at everything that was changed; False when something is refused."""
        changes = {**{key: self.text(key) for key in self._needed}, **self.changes()}
        found = self._check(changes)
        kept = {key: problem for key, problem in self._problems.items() if key not in changes and not problem.hard}
        self._problems = {**kept, **{key: found[key] for key in found if key in self.inputs}}
        self._show_all()
        return not self.refused()

    def refused(self) -> list[str]:
        """The fields with a hard problem, in the order of the form."""
        return [key for key in self.inputs if self._asked(key) and key in self._problems and self._problems[key].hard]

    def doubtful(self) -> list[str]:
        """The changed fields with a soft problem."""
        changes = self.changes()
        return [key for key in changes if key in self._problems and not self._problems[key].hard]

    def set_note(self, key: str, sentence: str) -> None:
        """A remark beside an input, amber, that is no problem of its value; empty takes it away."""
        if self._notes.get(key, "") != sentence:
            self._notes[key] = sentence
            self._show_row(key)

    def focus(self, key: str) -> None:
        """Put the cursor into this field; an unknown or hidden one means the first."""
        shown = [each for each in self.inputs if self._asked(each)]
        key = key if key in shown else shown[0]
        self.inputs[key].focus()
        self.ensureWidgetVisible(self.rows[key], 0, tokens.SECTIONS)

    def focus_next(self) -> None:
        """The cursor goes to the field after the present one."""
        self.focusNextChild()

    def keep_in_sight(self) -> None:
        """Scroll, when it must be, so that the input in use is seen; else nothing moves."""
        used = next((key for key in self.asked() if self.inputs[key].widget.hasFocus()), None)
        if used:
            QTimer.singleShot(0, self.rows[used], lambda: self.ensureWidgetVisible(self.rows[used], 0, 0))

    # Which fields are asked

    def set_kind(self, kind: str) -> None:
        """Ask what this kind of customer is asked; what was typed elsewhere stays in its hidden input."""
        if kind != self._kind:
            self._kind = kind
            self._show_fields()

    def set_only(self, keys: frozenset[str] | None) -> None:
        """Show just these fields one below the other without heads; None shows all."""
        self._only = keys
        self._show_fields()

    def asked(self) -> list[str]:
        """The keys of the fields in sight."""
        return [key for key in self.inputs if self._asked(key)]

    def _asked(self, key: str) -> bool:
        field = self.inputs[key].field
        return (not self._kind or self._kind in field.kinds) and (self._only is None or key in self._only)

    # Making

    @property
    def label_width(self) -> int:
        """How wide the column of labels is, for a row beside those of fields."""
        return self._label_width

    def _widest_label(self) -> int:
        """The label column: that of the pictures, wider only where a label needs it."""
        least = tokens.LABEL_WIDTH_ZH + tokens.INSIDE if self.ui.words.chinese else tokens.LABEL_WIDTH_EN
        labels = (self.ui.words.label(field.label) for field in self.fields if not field.by_user)
        return max(least, *(text_width(self.font(), label) for label in labels))

    def _make_section(self, group: Group) -> None:
        section = Section(SectionHead(""), across=True, name=f"section-{group.key}")
        for field in self.fields:
            if field.group == group.key:
                self._make_row(field, section.rows)
        self._sections[group.key] = section
        self.grids.append(section.rows)
        self.column.addWidget(section)

    def _make_row(self, field: Field, parent: QWidget) -> None:
        words = self.ui.words
        made = self.make_input(field, self.ui)
        self.inputs[field.key] = made
        self.rows[field.key] = FormRow(
            words.label(field.label),
            made.widget,
            label_width=self._label_width,
            required=field.required,
            unit=words.label(field.unit) if field.unit else "",
            parent=parent,
        )
        made.edited.connect(self._edited)
        made.left.connect(self._left)
        made.entered.connect(self.entered)

    def _show_fields(self) -> None:
        words = self.ui.words
        for group in self._groups:
            section = self._sections[group.key]
            fields = [field for field in self.fields if field.group == group.key and self._asked(field.key)]
            section.rows.set_cells([Cell(self.rows[field.key], _cell_width(field)) for field in fields])
            section.setVisible(bool(fields))
            head = section.head
            if isinstance(head, SectionHead):
                head.set_title(words.label(group.label_for(self._kind)))
                head.setVisible(self._only is None)
        for key, row in self.rows.items():
            row.set_label(words.label(self.inputs[key].field.label_for(self._kind)))
        self.column.setSpacing(tokens.SECTIONS if self._only is None else 0)
        self.fit()
        self.changed.emit()

    # While typing

    def _edited(self, key: str) -> None:
        if self._loading:
            return
        if key in self._problems:
            self._look_at(key)
        self._show_row(key)
        self.edited.emit(key)
        self.changed.emit()

    def _left(self, key: str) -> None:
        if key in self.changes():
            self._look_at(key)
            self.changed.emit()

    def _look_at(self, key: str) -> None:
        problem = self._check({key: self.inputs[key].text()}).get(key)
        self._problems.pop(key, None)
        if problem is not None:
            self._problems[key] = problem
        self._show_row(key)

    def _show_row(self, key: str) -> None:
        row, problem, note = self.rows[key], self._problems.get(key), self._notes.get(key, "")
        row.set_changed(self.marks_changes and self.inputs[key].text() != self._base.get(key, ""))
        if problem is not None:
            row.set_problem("bad" if problem.hard else "warn", self.ui.words.problem(problem))
        else:
            row.set_problem("warn" if note else "", note)
            set_problem(row.field, "")

    def _show_all(self) -> None:
        for key in self.inputs:
            self._show_row(key)
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys no input took go on to whoever holds the form, Escape and the arrows too."""
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            super().keyPressEvent(event)
        else:
            event.ignore()


def _cell_width(field: Field) -> str:
    if field.type is Type.LONG:
        return "whole"
    return "fill" if is_wide(field) else "column"
