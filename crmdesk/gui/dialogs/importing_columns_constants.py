"""Values for all rows: what a customer gets where its row says nothing itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core import values
from crmdesk.core.fields import Field
from crmdesk.gui.forms.field_inputs import FieldInput, make_input_for_many
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import IconButton, LinkButton
from crmdesk.gui.widgets.inputs import set_problem
from crmdesk.gui.widgets.labels import ElidedLabel, Label
from crmdesk.gui.widgets.searched import SearchedChoice

_FIELD = 192
_NEVER = frozenset({"number", "name", "credit_code", "id_number"})
"""What tells one customer from another is never the same in all rows."""


def fields_for_all(ui: Ui) -> list[Field]:
    """Customer fields that can be the same in every row."""
    return [field for field in ui.desk.fields("customer").all if not field.derived and field.key not in _NEVER]


class ConstantLine(QWidget):
    """One field and its value."""

    changed = Signal()
    picked = Signal()
    removed = Signal(object)

    def __init__(self, ui: Ui, fields: Sequence[Field], place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, self._place = ui, place
        self._fields = {field.key: field for field in fields}
        _ = ui.words.gettext
        found = [(field.key, ui.words.label(field.label)) for field in fields]
        self.field = SearchedChoice(found, ui.words, width=_FIELD, name=f"import-constant-{place}", label=_("Field"))
        self.field.setPlaceholderText(_("Field"))
        self.field.picked.connect(self._picked)
        self.input: FieldInput | None = None
        self.remove = IconButton("close", _("Remove this line"), name=f"import-constant-remove-{place}")
        self.remove.clicked.connect(self._gone)
        self._problem = ElidedLabel(points=tokens.SMALL, tone="bad")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(tokens.BETWEEN)
        for widget in (self.field, Label("=", tone="text_2"), self.remove, self._problem):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._problem.hide()

    def key(self) -> str:
        return self.field.key()

    def value(self) -> str:
        return self.input.text().strip() if self.input is not None else ""

    def inputs(self) -> list[QWidget]:
        """In the order of the eye."""
        return [self.field, *([self.input.widget] if self.input is not None else []), self.remove]

    def choose(self, key: str, value: str = "") -> None:
        """As if the field had been picked and the value typed."""
        self.field.set_key(key)
        self._picked(key)
        if value and self.input is not None:
            self.input.set_text(value)

    def check(self) -> bool:
        """Whether the value can be read; says so beside it where it cannot."""
        field = self._fields.get(self.key())
        read = values.parse(field, self.value()) if field is not None and self.value() else None
        problem = read.problem if read is not None and read.value is None else None
        if self.input is not None:
            set_problem(self.input.widget, "bad" if problem else "")
        self._problem.set_text(self._ui.words.problem(problem) if problem else "")
        self._problem.setVisible(problem is not None)
        return problem is None

    def _picked(self, key: str) -> None:
        if self.input is not None:
            self.input.widget.hide()
            self.input.widget.deleteLater()
            self.input = None
        field = self._fields.get(key)
        if field is not None:
            self.input = make_input_for_many(field, self._ui)
            self.input.widget.setObjectName(f"import-constant-value-{self._place}")
            self.input.edited.connect(self._edited)
            self._row.insertWidget(2, self.input.widget)
            self.input.focus()
        self.changed.emit()
        self.picked.emit()

    def _edited(self, _key: str) -> None:
        self.check()
        self.changed.emit()

    def _gone(self) -> None:
        self.removed.emit(self)


class Constants(QWidget):
    """The lines, and the link that adds one. `lines_changed`: there are others, or with other inputs."""

    changed = Signal()
    lines_changed = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._made = 0
        self.lines: list[ConstantLine] = []
        self.add = LinkButton(ui.words.gettext("Add a field"), icon="plus", name="import-constant-add")
        self.add.clicked.connect(self.add_line)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.BETWEEN)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def add_line(self) -> ConstantLine:
        """One more line, with the keyboard in it."""
        line = ConstantLine(self._ui, fields_for_all(self._ui), self._made)
        self._made += 1
        line.changed.connect(self.changed)
        line.picked.connect(self.lines_changed)
        line.removed.connect(self._remove)
        self.lines.append(line)
        self._column.insertWidget(self._column.count() - 1, line)
        line.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
        self.lines_changed.emit()
        return line

    def show_values(self, found: Mapping[str, str]) -> None:
        """Lines for what was chosen; what is being typed stays."""
        if dict(found) == self.values():
            return
        for line in self.lines[:]:
            self._take_away(line)
        for key, value in found.items():
            self.add_line().choose(key, value)

    def values(self) -> dict[str, str]:
        """Texts by field key, as `Options.constants`."""
        return {line.key(): line.value() for line in self.lines if line.key() and line.value()}

    def told(self) -> str:
        """What is filled in, in one line: 负责人 = 陈立."""
        fields = self._ui.desk.fields("customer")
        named = {key: fields.get(key) for key in self.values()}
        return "; ".join(
            f"{self._ui.words.label(field.label)} = {self.values()[key]}" for key, field in named.items() if field
        )

    def check(self) -> bool:
        """Whether every value can be read; the keyboard goes to the first that cannot."""
        bad = [line for line in self.lines if not line.check()]
        if bad and bad[0].input is not None:
            bad[0].input.focus()
        return not bad

    def in_order(self) -> list[QWidget]:
        """What takes the keyboard, as the eye goes."""
        return [*(widget for line in self.lines for widget in line.inputs()), self.add]

    def _remove(self, line: ConstantLine) -> None:
        self._take_away(line)
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
        self.lines_changed.emit()

    def _take_away(self, line: ConstantLine) -> None:
        self.lines.remove(line)
        line.hide()
        line.deleteLater()
