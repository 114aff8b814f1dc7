"""The options of a kind as inputs, made from what the kind declares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.printing import Option, OptionType, PrintKind
from crmdesk.gui.dialogs.printing_inputs import (
    ChoiceInput,
    ColumnsInput,
    DayInput,
    NumberInput,
    OptionInput,
    SeveralInput,
    TextInput,
    YesNoInput,
)
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.labels import Paragraph
from crmdesk.gui.widgets.tab_order import eye_order

_MAKERS: Mapping[OptionType, Callable[[Ui, Option], OptionInput]] = {
    OptionType.CHOICE: ChoiceInput,
    OptionType.SEVERAL: SeveralInput,
    OptionType.YES_NO: YesNoInput,
    OptionType.INTEGER: NumberInput,
    OptionType.TEXT: TextInput,
    OptionType.DATE: DayInput,
    OptionType.COLUMNS: ColumnsInput,
}


class OptionsPart(QWidget):
    """All options of a kind, below each other. `changed`: one has another value."""

    changed = Signal()

    def __init__(self, ui: Ui, *, label_width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, self._width = ui, label_width
        self.inputs: dict[str, OptionInput] = {}
        self._rows: dict[str, FormRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_kind(self, kind: PrintKind, values: Mapping[str, Any]) -> None:
        """The options of a kind, set to these values, else to their defaults."""
        for row in self._rows.values():
            row.hide()
            self._column.removeWidget(row)
            row.deleteLater()
        self.inputs, self._rows = {}, {}
        for option in kind.options:
            made = _MAKERS[option.type](self._ui, option)
            made.show_value(values.get(option.key, option.default))
            made.changed.connect(self._changed)
            self.inputs[option.key] = made
            self._rows[option.key] = self._row(option, made)
            self._column.addWidget(self._rows[option.key])
        self._settle()
        self.setVisible(bool(self.inputs))
        if self.window() is not self:
            eye_order(self)

    def values(self) -> dict[str, Any]:
        """What is chosen; an option whose input holds no value is as by default."""
        found = {key: each.value() if self._counts(each.option) else None for key, each in self.inputs.items()}
        options = {key: each.option for key, each in self.inputs.items()}
        return {k: options[k].default if v is None else v for k, v in found.items()}

    def problem(self) -> str:
        """What is typed wrong, in words; '' where all is well."""
        told = (each.problem() for each in self.inputs.values() if self._counts(each.option))
        return next(filter(None, told), "")

    def _counts(self, option: Option) -> bool:
        """Whether it says something, as the others are."""
        return option.only_with is None or self.inputs[option.only_with[0]].value() == option.only_with[1]

    def _settle(self) -> None:
        for key, each in self.inputs.items():
            self._rows[key].setVisible(self._counts(each.option))
            told = each.problem()
            self._rows[key].set_problem("bad" if told else "", told)

    def _row(self, option: Option, made: OptionInput) -> FormRow:
        words = self._ui.words
        told = "" if option.type is OptionType.YES_NO else made.label
        row = FormRow(told, made, label_width=self._width)
        if option.hint is not None:
            hint = Paragraph(words.label(option.hint), points=tokens.SMALL, tone="text_2")
            made.column.addWidget(hint, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _changed(self) -> None:
        self._settle()
        self.changed.emit()
