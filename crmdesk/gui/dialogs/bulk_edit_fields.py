"""The fields a bulk edit sets: one line each with its value, or to be emptied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.fields import Field
from crmdesk.gui.forms.field_inputs import FieldInput, make_input_for_many
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.areas import scroll_area
from crmdesk.gui.widgets.buttons import IconButton, LinkButton
from crmdesk.gui.widgets.inputs import CheckBox, ComboBox

_FIELD_WIDTH = 144
_FILLS = 10_000


class FieldLine(QWidget):
    """One field and its new value."""

    changed = Signal()
    removed = Signal(object)

    def __init__(self, ui: Ui, fields: Sequence[Field], place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._fields = {field.key: field for field in fields}
        _ = ui.words.gettext
        choices = [(field.key, ui.words.label(field.label)) for field in fields]
        self.field = ComboBox(
            choices, width=_FIELD_WIDTH, name=f"bulk-field-{place}", label=_("Field"), placeholder=_("Field")
        )
        self.field.picked.connect(self._picked)
        self.input: FieldInput | None = None
        self.empty = CheckBox(_("Empty"), name=f"bulk-empty-{place}")
        self.empty.setToolTip(_("Empty this field in all of them"))
        self.empty.toggled.connect(self._emptied)
        self._remove = IconButton("close", _("Remove this line"), name=f"bulk-remove-{place}")
        self._remove.clicked.connect(self._gone)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, tokens.INSIDE, 0, tokens.INSIDE)
        self._row.setSpacing(tokens.BETWEEN)
        top = Qt.AlignmentFlag.AlignTop
        self._row.addWidget(self.field, 0, top)
        self._row.addStretch()
        self._row.addWidget(self.empty, 0, top)
        self._row.addWidget(self._remove, 0, top)
        self.empty.setMinimumHeight(tokens.CONTROL_HEIGHT)
        self.empty.setEnabled(False)

    def key(self) -> str:
        return self.field.key()

    def value(self) -> str | None:
        """The typed text, '' to empty, None while nothing is given yet."""
        if not self.key() or self.input is None:
            return None
        return "" if self.empty.isChecked() else self.input.text() or None

    def inputs(self) -> list[QWidget]:
        """In the order of the eye."""
        typed = [self.input.widget] if self.input is not None else []
        return [self.field, *typed, self.empty, self._remove]

    def choose(self, key: str) -> None:
        """As if the field had been picked."""
        self.field.set_key(key)
        self._picked(key)

    def _picked(self, key: str) -> None:
        if self.input is not None:
            self.input.widget.hide()
            self.input.widget.deleteLater()
            self.input = None
        field = self._fields.get(key)
        self.empty.setEnabled(field is not None)
        if field is not None:
            self.input = make_input_for_many(field, self._ui)
            self.input.edited.connect(self._edited)
            self._row.insertWidget(1, self.input.widget, 1)
            self.input.widget.setMaximumWidth(_FILLS)
            self.input.widget.setEnabled(not self.empty.isChecked())
        self.changed.emit()

    def _edited(self, _key: str) -> None:
        self.changed.emit()

    def _emptied(self, on: bool) -> None:
        if self.input is not None:
            self.input.widget.setEnabled(not on)
        self.changed.emit()

    def _gone(self) -> None:
        self.removed.emit(self)


class FieldLines(QWidget):
    """The lines, one at least, and the link that adds another."""

    changed = Signal()

    def __init__(self, ui: Ui, fields: Sequence[Field], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, self._fields = ui, fields
        self._made = 0
        self.lines: list[FieldLine] = []
        self.setObjectName("bulk-fields")
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        area = scroll_area(inner, name="bulk-lines-area")
        self._add = LinkButton(ui.words.gettext("Add field"), icon="plus", name="bulk-add")
        self._add.clicked.connect(self.add_line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.INSIDE)
        column.addWidget(area, 1)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_line()

    def add_line(self) -> FieldLine:
        """One more line, with the keyboard in it."""
        line = FieldLine(self._ui, self._fields, self._made)
        self._made += 1
        line.changed.connect(self.changed)
        line.removed.connect(self._remove)
        self.lines.append(line)
        self._column.insertWidget(self._column.count() - 1, line)
        line.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
        return line

    def inputs(self) -> list[QWidget]:
        """Of all lines, and the link below them."""
        return [*(widget for line in self.lines for widget in line.inputs()), self._add]

    def changes(self) -> Mapping[str, str]:
        """Typed texts by field key, '' to empty."""
        found = {line.key(): line.value() for line in self.lines}
        return {key: value for key, value in found.items() if key and value is not None}

    def _remove(self, line: FieldLine) -> None:
        self.lines.remove(line)
        line.hide()
        line.deleteLater()
        if not self.lines:
            self.add_line()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
