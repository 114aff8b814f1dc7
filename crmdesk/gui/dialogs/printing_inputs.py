"""Inputs for the options of a kind of printed matter, one class for each type of option."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.dates import parse_date
from crmdesk.core.printing import Option
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dates import DateEdit
from crmdesk.gui.widgets.inputs import CheckBox, ComboBox, LineEdit, TextEdit
from crmdesk.gui.widgets.labels import Paragraph
from crmdesk.gui.widgets.pick_button import PickButton
from crmdesk.gui.widgets.pick_list import Pick
from crmdesk.gui.widgets.pick_popup import PickPopup
from crmdesk.services import listing

_LINES = {"text": 6, "remarks": 3}
"""Texts on several lines."""
_NUMBER = tokens.SHORT_INPUT


class OptionInput(QWidget):
    """One option. `changed`: its value is another one."""

    changed = Signal()

    def __init__(self, ui: Ui, option: Option) -> None:
        super().__init__()
        self.ui, self.option = ui, option
        self.label = ui.words.label(option.label)
        self.name = f"print-option-{option.key}"
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(self.label)

    def hold(self, inner: QWidget) -> None:
        """`inner` is what one types into or chooses from."""
        self.column.addWidget(inner)
        self.setFocusProxy(inner)

    def value(self) -> Any:
        """What is chosen; None where what is typed is no value."""
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        """Tells nobody."""
        raise NotImplementedError

    def problem(self) -> str:
        """Why what is typed is no value, in words; '' where it is one."""
        return ""

    def tell(self, _what: object = None) -> None:
        self.changed.emit()


class ChoiceInput(OptionInput):
    def __init__(self, ui: Ui, option: Option) -> None:
        super().__init__(ui, option)
        choices = [(key, ui.words.label(label)) for key, label in option.choices.items()]
        self.combo = ComboBox(choices, width=0, name=self.name, label=self.label)
        self.combo.picked.connect(self.tell)
        self.hold(self.combo)

    def value(self) -> str | None:
        return str(self.combo.currentData()) if self.combo.currentIndex() >= 0 else None

    def show_value(self, value: Any) -> None:
        self.combo.setCurrentIndex(self.combo.findData(value))


class SeveralInput(OptionInput):
    """A tick for each."""

    def __init__(self, ui: Ui, option: Option) -> None:
        super().__init__(ui, option)
        self.checks: dict[str, CheckBox] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, tokens.INSIDE, 0, tokens.INSIDE)
        grid.setSpacing(tokens.INSIDE)
        for place, (key, label) in enumerate(option.choices.items()):
            check = CheckBox(ui.words.label(label), name=f"{self.name}-{key}")
            check.toggled.connect(self.tell)
            self.checks[key] = check
            grid.addWidget(check, place, 0)
        self.column.addLayout(grid)
        if self.checks:
            self.setFocusProxy(next(iter(self.checks.values())))

    def value(self) -> tuple[str, ...]:
        return tuple(key for key, check in self.checks.items() if check.isChecked())

    def show_value(self, value: Any) -> None:
        for key, check in self.checks.items():
            check.blockSignals(True)
            check.setChecked(key in value)
            check.blockSignals(False)


class YesNoInput(OptionInput):
    def __init__(self, ui: Ui, option: Option) -> None:
        super().__init__(ui, option)
        self.check = CheckBox(self.label, name=self.name)
        self.check.toggled.connect(self.tell)
        self.hold(self.check)

    def value(self) -> bool:
        return self.check.isChecked()

    def show_value(self, value: Any) -> None:
        self.check.blockSignals(True)
        self.check.setChecked(bool(value))
        self.check.blockSignals(False)


class NumberInput(OptionInput):
    def __init__(self, ui: Ui, option: Option) -> None:
        super().__init__(ui, option)
        self.line = LineEdit(width=_NUMBER, right=True, name=self.name, label=self.label)
        self.line.setValidator(QIntValidator(self.line))
        self.line.textEdited.connect(self.tell)
        self.hold(self.line)

    def value(self) -> int | None:
        typed = self.line.text().strip()
        try:
            number = int(typed) if typed else int(self.option.default or 0)
        except ValueError:
            return None
        return number if self.option.least <= number <= self.option.most else None

    def problem(self) -> str:
        if self.value() is not None:
            return ""
        told = self.ui.words.gettext("From {least} to {most}")
        return told.format(least=self.option.least, most=self.option.most)

    def show_value(self, value: Any) -> None:
        self.line.setText("" if value is None else str(value))


class TextInput(OptionInput):
    """One line, or several for a text that is a letter or a remark."""

    def __init__(self, ui: Ui, option: Option) -> None:
        super().__init__(ui, option)
        self.edit: LineEdit | TextEdit
        if option.key in _LINES:
            self.edit = TextEdit(lines=_LINES[option.key], name=self.name, label=self.label)
        else:
            self.edit = LineEdit(width=0, name=self.name, label=self.label)
        self.edit.textChanged.connect(self.tell)
        self.hold(self.edit)

    def value(self) -> str:
        return self.edit.toPlainText() if isinstance(self.edit, TextEdit) else self.edit.text()

    def show_value(self, value: Any) -> None:
        if self.value() == (value or ""):
            return
        self.edit.blockSignals(True)
        if isinstance(self.edit, TextEdit):
            self.edit.setPlainText(value or "")
        else:
            self.edit.setText(value or "")
        self.edit.blockSignals(False)


class DayInput(OptionInput):
    """Empty: today, unless a hint says otherwise."""

    def __init__(self, ui: Ui, option: Option) -> None:
        super().__init__(ui, option)
        told = ui.words.gettext("Today") if option.hint is None else ""
        self.edit = DateEdit(
            ui.words, today=ui.desk.today, read=lambda text: parse_date(text).value, placeholder=told, width=0,
            name=self.name, label=self.label,
        )  # fmt: skip
        self.edit.textChanged.connect(self.tell)
        self.hold(self.edit)

    def value(self) -> Any:
        return self.edit.date()

    def problem(self) -> str:
        problem = parse_date(self.edit.text()).problem
        return self.ui.words.problem(problem) if problem is not None else ""

    def show_value(self, value: Any) -> None:
        blocked = self.edit.blockSignals(True)
        self.edit.set_date(value)
        self.edit.blockSignals(blocked)


class ColumnsInput(OptionInput):
    """Columns of the list of customers, ticked and put in order in a popup."""

    def __init__(self, ui: Ui, option: Option) -> None:
        super().__init__(ui, option)
        _ = ui.words.gettext
        self._keys: tuple[str, ...] = ()
        self._fields = {field.key: field for field in listing.columns(ui.desk)}
        self.button = PickButton(self.label, kind="plain", name=self.name)
        self.told = Paragraph("", points=tokens.SMALL, tone="text_2", name=f"{self.name}-told")
        hint = _("Move: drag, or Alt+Up, Alt+Down")
        self.popup = PickPopup(
            ui.words, self.label, hint=hint, answer=_("Back to usual"), ordered=True, name=f"{self.name}-popup",
            parent=self,
        )  # fmt: skip
        self.popup.ticked.connect(self._changed)
        self.popup.reordered.connect(self._changed)
        self.popup.answered.connect(self._reset)
        self.button.clicked.connect(self.open)
        self.hold(self.button)
        self.column.addWidget(self.told)

    def open(self) -> None:
        """The popup below the button."""
        words = self.ui.words
        order = [*self._keys, *(key for key in self._fields if key not in self._keys)]
        picks = [Pick(key, words.label(self._fields[key].label), on=key in self._keys) for key in order]
        self.popup.set_picks(picks)
        self.popup.open_at(self.button.mapToGlobal(QPoint(0, self.button.height() + 2)))

    def value(self) -> tuple[str, ...]:
        return self._keys

    def show_value(self, value: Any) -> None:
        words = self.ui.words
        self._keys = tuple(key for key in value or () if key in self._fields)
        count = len(self._keys)
        told = words.ngettext("{count} column", "{count} columns", count).format(count=words.number(count))
        self.button.setText(told)
        labels = [words.label(self._fields[key].label) for key in self._keys]
        self.told.setText(("、" if words.chinese else ", ").join(labels))

    def _changed(self, *_what: object) -> None:
        keys = self.popup.list.keys_on()
        if keys:
            self.show_value(keys)
            self.changed.emit()

    def _reset(self) -> None:
        self.popup.hide()
        self.show_value(self.option.default)
        self.changed.emit()
