"""What a condition compares with: the inputs of its values, by the type of the field and the test."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from crmdesk.core import values
from crmdesk.core.dates import parse_date
from crmdesk.core.fields import Field, Type
from crmdesk.core.filtering import Test
from crmdesk.core.words import Label as Name
from crmdesk.core.words import Words
from crmdesk.gui.forms.completing import complete_customers
from crmdesk.gui.models.customer_filters import IN_DAYS, NO_VALUES
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dates import DateEdit
from crmdesk.gui.widgets.inputs import ComboBox, LineEdit, set_problem
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.pick_list import Pick
from crmdesk.gui.widgets.pick_popup import PickPopup
from crmdesk.services import groups

_DAYS = Field("days", Name("Days", "天数"), Type.INTEGER)
_DATE = 120
_SEVERAL = re.compile("[;；\n]+")
_FIGURES = (Type.INTEGER, Type.NUMBER, Type.MONEY, Type.PERCENT)


class ValueInput(QWidget):
    """The inputs of one condition. `changed`: another value stands in them."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(tokens.INSIDE)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def values(self) -> tuple[str, ...]:
        """The values as conditions keep them; empty ones are left out."""
        return ()

    def is_whole(self) -> bool:
        """Whether every value is there and can be read."""
        return True


class _Opener(ComboBox):
    """Looks like a choice; opening it asks for a list with ticks."""

    asked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(width=tokens.NORMAL_INPUT, name=name)

    def show_text(self, text: str) -> None:
        self.set_choices([("", text)])
        self.setCurrentIndex(0)

    def showPopup(self) -> None:
        self.asked.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class PickedValues(ValueInput):
    """Some of the words of a choice, or of the groups: a button that opens a list with ticks."""

    def __init__(
        self, picks: Sequence[tuple[str, str]], chosen: Sequence[str], words: Words, label: str, name: str
    ) -> None:
        super().__init__(name)
        self._words = words
        self._picks = list(picks)
        gone = [(value, value) for value in chosen if value not in dict(self._picks)]
        self._picks += gone
        self._chosen = list(dict.fromkeys(chosen))
        self._label = label
        self.button = _Opener(f"{name}-button")
        self.button.asked.connect(self.open)
        self.row.addWidget(self.button)
        self._popup: PickPopup | None = None
        self._say()

    def values(self) -> tuple[str, ...]:
        return tuple(self._chosen)

    def is_whole(self) -> bool:
        return bool(self._chosen)

    def open(self) -> None:
        """Show the list below the button."""
        if self._popup is None:
            self._popup = PickPopup(self._words, self._label, name=f"{self.objectName()}-popup", parent=self)
            self._popup.ticked.connect(self._ticked)
        self._popup.set_picks([Pick(key, text, on=key in self._chosen) for key, text in self._picks])
        self._popup.open_at(self.button.mapToGlobal(QPoint(0, self.button.height() + 1)))

    def _ticked(self, key: str, on: bool) -> None:
        others = [each for each in self._chosen if each != key]
        self._chosen = [*others, key] if on else others
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        _ = self._words.gettext
        names = dict(self._picks)
        joined = ("、" if self._words.chinese else ", ").join(names[key] for key in self._chosen)
        shown = joined or _("Choose...")
        if len(self._chosen) > 1 and len(joined) > (12 if self._words.chinese else 22):
            shown = _("{first} and {count} more").format(first=names[self._chosen[0]], count=len(self._chosen) - 1)
        self.button.show_text(shown)
        self.button.setAccessibleName(f"{self._label} {shown}")
        self.button.setToolTip(joined)


class LineValues(ValueInput):
    """One or two lines to type into; `unit` stands behind. `several`: one line holds values with ; between."""

    def __init__(
        self, field: Field, lines: Sequence[LineEdit], words: Words, name: str, *, unit: str = "", several: bool = False
    ) -> None:
        super().__init__(name)
        self._field, self.lines, self._words, self._several = field, list(lines), words, several
        for place, line in enumerate(self.lines):
            if place:
                self.row.addWidget(Label("–", tone="text_2"))
            line.setObjectName(f"{name}-{place}")
            line.textChanged.connect(self._edited)
            self.row.addWidget(line)
        if unit:
            self.row.addWidget(Label(unit))

    def values(self) -> tuple[str, ...]:
        return tuple(value for text in self._texts() if (value := self._value(text)))

    def is_whole(self) -> bool:
        texts = self._texts()
        return len(texts) >= len(self.lines) and all(map(self._value, texts))

    def _texts(self) -> list[str]:
        if not self._several:
            return [line.text() for line in self.lines]
        parts = _SEVERAL.split(self.lines[0].text())
        return [part for part in parts if part.strip()]

    def _value(self, text: str) -> str:
        """The text as a condition keeps it, '' when it cannot be read."""
        parsed = values.parse(self._field, text)
        if parsed.refused or parsed.value is None:
            return ""
        if self._field.type in (*_FIGURES, Type.DATE):
            return str(values.to_json(self._field, parsed.value))
        return text.strip()

    def _edited(self) -> None:
        for line in self.lines:
            texts = self._texts() if self._several else [line.text()]
            wrong = any(text.strip() and not self._value(text) for text in texts)
            set_problem(line, "bad" if wrong else "")
        self.changed.emit()


class YesNoValue(ValueInput):
    """Yes or no."""

    def __init__(self, chosen: Sequence[str], words: Words, label: str, name: str) -> None:
        super().__init__(name)
        _ = words.gettext
        self.combo = ComboBox(
            [("yes", _("Yes")), ("no", _("No"))], width=tokens.SHORT_INPUT, name=f"{name}-combo", label=label
        )
        self.combo.set_key("no" if [*chosen][:1] == ["no"] else "yes")
        self.combo.picked.connect(self.changed)
        self.row.addWidget(self.combo)

    def values(self) -> tuple[str, ...]:
        return (self.combo.key() or "yes",)


def make_values(ui: Ui, field: Field, test: Test, chosen: Sequence[str], name: str) -> ValueInput:
    """The inputs for one condition, holding what it compares with now."""
    words = ui.words
    label = words.label(field.label)
    if test in NO_VALUES:
        return ValueInput(name)
    if test in IN_DAYS:
        return _days(words, chosen, label, name)
    match field.type:
        case Type.CHOICE:
            return PickedValues([(c.key, words.label(c.label)) for c in field.choices], chosen, words, label, name)
        case Type.GROUPS:
            named = [(group.name, group.name) for group in groups.all_groups(ui.desk)]
            return PickedValues(named, chosen, words, label, name)
        case Type.YES_NO:
            return YesNoValue(chosen, words, label, name)
    count = 2 if test is Test.BETWEEN else 1
    several = test in (Test.IS, Test.IS_NOT) and field.type is not Type.CUSTOMER
    lines = [_line(ui, field, label, count) for _place in range(count)]
    shown = [_shown(field, value, words) for value in chosen]
    if several:
        lines[0].setToolTip(words.gettext("Several with ; between"))
        shown = ["; ".join(shown)]
    for line, text in zip(lines, shown, strict=False):
        line.setText(text)
        line.setCursorPosition(0)
        if ui.masking.value(field, text) != text:
            line.setEchoMode(LineEdit.EchoMode.Password)
    unit = words.label(field.unit) if field.unit else ""
    return LineValues(field, lines, words, name, unit=unit, several=several)


def _line(ui: Ui, field: Field, label: str, count: int) -> LineEdit:
    if field.type is Type.DATE:
        width = tokens.NORMAL_INPUT if count == 1 else _DATE
        return DateEdit(
            ui.words, today=ui.desk.today, read=lambda text: parse_date(text).value, width=width, label=label
        )
    if field.type in _FIGURES:
        return LineEdit(width=tokens.SHORT_INPUT, right=True, label=label)
    line = LineEdit(width=tokens.NORMAL_INPUT, label=label)
    if field.type is Type.CUSTOMER:
        complete_customers(line, ui)
    return line


def _days(words: Words, chosen: Sequence[str], label: str, name: str) -> LineValues:
    line = LineEdit(width=64, right=True, label=label)
    line.setText(chosen[0] if chosen else "30")
    return LineValues(_DAYS, [line], words, name, unit=words.gettext("days"))


def _shown(field: Field, value: str, words: Words) -> str:
    if field.type not in _FIGURES:
        return value
    parsed = values.parse(field, value)
    return value if parsed.value is None else values.typed(field, parsed.value, words)
