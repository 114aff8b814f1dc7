"""One column of the file: its header, samples, how sure its field is, the field, and what is asked about its dates."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QWidget

from crmdesk.core.importing import ORDERS, Column
from crmdesk.core.words import Words
from crmdesk.gui.dialogs.importing_columns_choice import FieldChoice
from crmdesk.gui.dialogs.importing_parts import Sign
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed
from crmdesk.gui.widgets.inputs import RadioButton
from crmdesk.gui.widgets.labels import ElidedLabel, Label

HEADER, FIELD, SURE = 192, 216, 112
NAME, SAMPLE, SIGN, WORD, COMBO = range(5)


def sure_words(sure: str, words: Words) -> tuple[str, str, str, str]:
    """Icon, token, word and what it means, for `Mapping.sure`."""
    _ = words.gettext
    return {
        "header": ("check", "good", _("Recognised"), _("The header says so")),
        "memory": ("clock", "good", _("As last time"), _("This is what it became when such a table was imported last")),
        "content": ("question", "warn", _("Guessed: check"), _("Guessed from what stands in the column; please check")),
        "hand": ("pencil", "text_2", _("Chosen"), _("Chosen by hand")),
        "out": ("minus", "text_2", _("Left out"), _("Left out by hand")),
        "": ("warning", "warn", _("Not recognised"), _("Choose a field, or leave the column out")),
    }[sure]


class ColumnLine(QObject):
    """The widgets of a column in the lines of a grid. `ordered` tells 'mdy' or 'dmy'."""

    ordered = Signal(str)

    def __init__(self, column: Column, header: str, choice: FieldChoice, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self.column = column
        self.name = ElidedLabel(header)
        self.name.setFixedWidth(HEADER)
        self.samples = ElidedLabel(" · ".join(" ".join(text.split()) for text in column.samples), tone="text_2")
        self.samples.setFont(as_typed(self.samples.font()))
        self.choice = choice
        self.sign = Sign("check", "good")
        self.word = ElidedLabel(points=tokens.SMALL)
        self.word.setFixedWidth(SURE)
        self.question: QWidget | None = None
        self.radios: dict[str, RadioButton] = {}

    def place(self, grid: QGridLayout, line: int) -> int:
        """Put it into the grid from this line on; returns the next line."""
        for place, widget in (
            (NAME, self.name),
            (SAMPLE, self.samples),
            (SIGN, self.sign),
            (WORD, self.word),
            (COMBO, self.choice),
        ):
            grid.addWidget(widget, line, place)
        if not self.column.asks:
            return line + 1
        self.question = self._make_question()
        grid.addWidget(self.question, line + 1, SAMPLE, 1, COMBO - SAMPLE + 1)
        return line + 2

    def in_order(self) -> list[QWidget]:
        """What takes the keyboard."""
        return [self.choice, *self.radios.values()]

    def show_sure(self, sure: str) -> None:
        """How the column came to its field."""
        icon, tone, word, meaning = sure_words(sure, self._words)
        self.sign.show_sign(icon, tone)
        self.sign.setAccessibleName(word)
        self.word.set_text(word)
        self.word.set_tone(tone)
        for widget in (self.sign, self.word):
            widget.setToolTip(meaning)
        self.name.set_tone("text" if sure not in ("", "out") else "text_2")

    def show_order(self, order: str) -> None:
        """What was answered: 'mdy', 'dmy', or '' for nothing yet."""
        for key, radio in self.radios.items():
            radio.setChecked(key == order)

    def _make_question(self) -> QWidget:
        """1/2/2020: the month first or the day first?"""
        _ = self._words.gettext
        told = {"mdy": _("the month first"), "dmy": _("the day first")}
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, tokens.INSIDE)
        row.setSpacing(tokens.BETWEEN)
        row.addWidget(Sign("question", "warn"))
        row.addWidget(Label(_("Dates such as 1/2/2020 have")))
        group = QButtonGroup(box)
        for key in ORDERS:
            name = f"import-dates-{self.column.index}-{key}"
            radio = RadioButton(told[key], name=name, label=f"{self.name.text()}: {told[key]}")
            radio.setProperty("key", key)
            group.addButton(radio)
            row.addSpacing(tokens.BETWEEN)
            row.addWidget(radio)
            self.radios[key] = radio
        group.buttonClicked.connect(self._answered)
        row.addStretch(1)
        box.setFixedHeight(tokens.CONTROL_HEIGHT)
        return box

    def _answered(self, radio: RadioButton) -> None:
        self.ordered.emit(str(radio.property("key")))


def align(grid: QGridLayout) -> None:
    """Columns of the grid as wide as they are to be."""
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(tokens.BETWEEN)
    grid.setVerticalSpacing(tokens.BETWEEN)
    grid.setColumnMinimumWidth(NAME, HEADER + tokens.BETWEEN)
    grid.setColumnStretch(SAMPLE, 1)
    grid.setAlignment(Qt.AlignmentFlag.AlignTop)
