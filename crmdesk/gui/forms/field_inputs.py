"""From a field to its input and back to text: what stands in it is what `core.values.parse` reads."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from crmdesk.core import values
from crmdesk.core.dates import parse_date
from crmdesk.core.fields import Field, Type
from crmdesk.core.moments import parse_moment
from crmdesk.core.words import Words
from crmdesk.gui.forms.completing import complete_competitors, complete_customers, complete_groups
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dates import DateEdit
from crmdesk.gui.widgets.inputs import CheckBox, ComboBox, LineEdit, TextEdit
from crmdesk.gui.widgets.moments import MomentEdit
from crmdesk.gui.widgets.segments import SegmentedChoice

_WIDTHS = {"short": tokens.SHORT_INPUT, "normal": tokens.NORMAL_INPUT, "long": tokens.LONG_INPUT, "fill": 0}
_LONG_TYPES = frozenset({Type.EMAIL, Type.URL, Type.CUSTOMER, Type.COMPETITOR, Type.GROUPS})
_SIDE_BY_SIDE = 7
"""So many kinds of something stand side by side; more are a list."""
_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FieldInput(QObject):
    """The input of one field. `edited`: its text became another; `left`: the focus went elsewhere; `entered`: Enter."""

    edited = Signal(str)
    left = Signal(str)
    entered = Signal(str)

    def __init__(self, field: Field, widget: QWidget, words: Words) -> None:
        super().__init__(widget)
        self.field = field
        self.widget = widget
        self.words = words
        widget.setObjectName(f"field-{field.key}")
        for each in (widget, *widget.findChildren(QWidget)):
            each.installEventFilter(self)

    def text(self) -> str:
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        raise NotImplementedError

    def focus(self) -> None:
        self.widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def tidy(self) -> None:
        """Write what was typed the usual way, once it was left."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.tidy()
            self.left.emit(self.field.key)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _RETURNS:
            return self._returned(event)
        return super().eventFilter(watched, event)

    def _returned(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
            return False
        self.tidy()
        self.entered.emit(self.field.key)
        return True

    def _told(self) -> None:
        self.edited.emit(self.field.key)


class LineInput(FieldInput):
    """One line."""

    def __init__(self, field: Field, widget: QLineEdit, words: Words) -> None:
        super().__init__(field, widget, words)
        self._line = widget
        widget.textChanged.connect(self._told)

    def text(self) -> str:
        return self._line.text().strip()

    def set_text(self, text: str) -> None:
        self._line.setText(text)
        self._line.setCursorPosition(0)

    def focus(self) -> None:
        super().focus()
        self._line.selectAll()

    def tidy(self) -> None:
        """Amounts and numbers take their usual form when they can be read without a doubt."""
        if self.field.type in (Type.MONEY, Type.INTEGER, Type.NUMBER, Type.PERCENT):
            parsed = values.parse(self.field, self._line.text())
            if parsed.value is not None and parsed.problem is None:
                usual = values.typed(self.field, parsed.value, self.words)
                if usual != self._line.text():
                    self._line.setText(usual)


class LongInput(FieldInput):
    """Several lines."""

    def __init__(self, field: Field, widget: QPlainTextEdit, words: Words) -> None:
        super().__init__(field, widget, words)
        self._box = widget
        widget.textChanged.connect(self._told)

    def text(self) -> str:
        return self._box.toPlainText().strip("\n")

    def set_text(self, text: str) -> None:
        self._box.setPlainText(text)

    def _returned(self, event: QKeyEvent) -> bool:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return True
        return False


class ChoiceInput(FieldInput):
    """One of the field's choices, or none of them."""

    def __init__(self, field: Field, widget: ComboBox, words: Words) -> None:
        super().__init__(field, widget, words)
        self._combo = widget
        widget.currentIndexChanged.connect(self._told)

    def text(self) -> str:
        return self._combo.currentText()

    def set_text(self, text: str) -> None:
        place = self._combo.findText(text)
        if place < 0:
            self._combo.addItem(text, text)
            place = self._combo.count() - 1
        self._combo.setCurrentIndex(place)


class TickInput(FieldInput):
    """Yes or no; a tick taken away means what stood there before, if it was not yes."""

    def __init__(self, field: Field, widget: CheckBox, words: Words) -> None:
        super().__init__(field, widget, words)
        self._box = widget
        self._without = ""
        widget.toggled.connect(self._told)

    def text(self) -> str:
        return self.words.gettext("Yes") if self._box.isChecked() else self._without

    def set_text(self, text: str) -> None:
        yes = values.parse(self.field, text).value is True
        self._without = "" if yes else text
        self._box.setChecked(yes)


class KindInput(FieldInput):
    """One of few kinds, all of them in sight."""

    def __init__(self, field: Field, widget: SegmentedChoice, words: Words) -> None:
        super().__init__(field, widget, words)
        self._segments = widget
        widget.chosen.connect(self._told)

    def text(self) -> str:
        return self._segments.key()

    def set_text(self, text: str) -> None:
        choice = values.find_choice(self.field, text)
        self._segments.set_key(choice.key if choice else "")


def make_input(field: Field, ui: Ui) -> FieldInput:
    """The input for a field, without label and problem (those stand in its row)."""
    words = ui.words
    label = words.label(field.label)
    width = _width(field)
    match field.type:
        case Type.LONG:
            return LongInput(field, TextEdit(width=0, label=label), words)
        case Type.YES_NO:
            return TickInput(field, CheckBox(words.gettext("Yes"), label=label), words)
        case Type.CHOICE if field.key == "kind" and len(field.choices) <= _SIDE_BY_SIDE:
            kinds = [(choice.key, words.label(choice.label)) for choice in field.choices]
            return KindInput(field, SegmentedChoice(kinds, label=label), words)
        case Type.CHOICE:
            choices = [("", ""), *((choice.key, words.label(choice.label)) for choice in field.choices)]
            return ChoiceInput(field, ComboBox(choices, width=width, label=label), words)
        case Type.DATE:
            return LineInput(field, _date_edit(ui, label), words)
        case Type.MOMENT:
            return LineInput(field, _moment_edit(ui, field, label), words)
    line = LineEdit(width=width, label=label, placeholder=_placeholder(field, words))
    if field.type is Type.GROUPS:
        complete_groups(line, ui)
    elif field.type is Type.CUSTOMER:
        complete_customers(line, ui)
    elif field.type is Type.COMPETITOR:
        complete_competitors(line, ui)
    return LineInput(field, line, words)


def make_input_for_many(field: Field, ui: Ui) -> FieldInput:
    """An input for a value that many customers get: yes and no as a choice of two, since a tick is never left open."""
    if field.type is Type.YES_NO:
        _ = ui.words.gettext
        choices = [("", ""), ("yes", _("Yes")), ("no", _("No"))]
        return ChoiceInput(field, ComboBox(choices, label=ui.words.label(field.label)), ui.words)
    return make_input(field, ui)


def is_wide(field: Field) -> bool:
    """Whether the input fills the room there is."""
    return _width(field) == 0


def _width(field: Field) -> int:
    if field.type is Type.LONG:
        return 0
    return max(_WIDTHS[field.width], tokens.LONG_INPUT) if field.type in _LONG_TYPES else _WIDTHS[field.width]


def _date_edit(ui: Ui, label: str) -> DateEdit:
    def read(text: str) -> dt.date | None:
        return parse_date(text).value

    return DateEdit(ui.words, today=ui.desk.today, read=read, label=label, placeholder="2026-11-21")


def _moment_edit(ui: Ui, field: Field, label: str) -> MomentEdit:
    def read(text: str) -> dt.datetime | None:
        return parse_moment(text).value

    def write(at: dt.datetime) -> str:
        return values.typed(field, at, ui.words)

    return MomentEdit(ui.words, read, write, today=ui.desk.today, label=label, placeholder="2026-11-21 14:30")


def _placeholder(field: Field, words: Words) -> str:
    _ = words.gettext
    match field.type:
        case Type.BIRTHDAY:
            return _("1990-05-01, 05-01 or 农历八月十五")
        case Type.GROUPS:
            return _("Several with ; between")
        case Type.CUSTOMER:
            return _("Name or number")
    return _("Automatic") if field.key == "number" else ""
