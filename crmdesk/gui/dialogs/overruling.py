"""Overruling what the program suggests, with the reason: the life cycle or the kind of relationship of a customer
(METHOD.md section 3)."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.customers import CustomerFile
from crmdesk.core.errors import Problem
from crmdesk.core.words import Label
from crmdesk.gui.dialogs.short_form import ShortForm
from crmdesk.gui.ui import Ui
from crmdesk.services import qualifying

_SIZE = QSize(560, 180)
_LABEL = Label("Reason", "理由")
_VALUE = {"life_cycle": "life_cycle_by_hand", "relationship": "relationship"}
_REASON = {"life_cycle": "life_cycle_reason", "relationship": "relationship_reason"}


class OverrulingDialog(ShortForm):
    """`what`: life_cycle or relationship. Both the value and the reason are needed."""

    def __init__(self, ui: Ui, file: CustomerFile, what: str, parent: QWidget | None = None) -> None:
        self._file, self._what = file, what
        self._value, self._reason = _VALUE[what], _REASON[what]
        fields = ui.desk.fields("customer")
        value = replace(fields[self._value], label=fields[what].label, required=True)
        reason = replace(fields[self._reason], label=_LABEL, width="fill", required=True)
        title = ui.words.label(fields[what].label)
        super().__init__(
            ui, f"{title} – {ui.masking.text(file.name)}", [value, reason], size=_SIZE, label=title,
            name="overruling", parent=parent,
        )  # fmt: skip
        stored = {key: values.typed(fields[key], file.values.get(key), ui.words) for key in (self._value, self._reason)}
        self.begin({key: text for key, text in stored.items() if text}, first=self._value)

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        """Both are needed: who reads it later wants to know why."""
        label = self.ui.desk.fields("customer")[self._what].label
        return both_needed(self.ui, typed, {self._value: label, self._reason: _LABEL})

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        _ = self.ui.words.gettext
        field = self.ui.desk.fields("customer")[self._value]
        value = values.parse(field, typed[self._value]).value
        changes = qualifying.overrule(self.ui.desk, self._file.id, self._what, value, typed[self._reason])
        told = _("{number}: {field} set by hand")
        label = self.ui.words.label(self.ui.desk.fields("customer")[self._what].label)
        return changes, told.format(number=self._file.number, field=label)


def both_needed(ui: Ui, typed: Mapping[str, str], labels: Mapping[str, Label]) -> dict[str, Problem]:
    """What is wrong with values of a customer none of which may be missing, by their keys; called as `labels` say."""
    fields = ui.desk.fields("customer")
    found: dict[str, Problem] = {}
    for key, text in typed.items():
        parsed = values.parse(fields[key], text)
        if parsed.problem is not None:
            found[key] = parsed.problem
        elif parsed.value is None:
            found[key] = Problem("required-missing", {"field": labels[key]}, hard=True)
    return found


def open_overruling(ui: Ui, file: CustomerFile, what: str, parent: QWidget) -> None:
    """Ask for it, unless personal data is hidden now."""
    if ui.masking.allows_editing():
        OverrulingDialog(ui, file, what, parent).open()
