"""What is chosen beside the columns, folded below them: values for all rows, words for nothing, known by what."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.importing import BLANKS, KEYS, Options
from crmdesk.core.words import Words
from crmdesk.gui.dialogs.importing_columns_constants import Constants
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import horizontal, scheme_of
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.flow import FlowBox
from crmdesk.gui.widgets.inputs import CheckBox
from crmdesk.gui.widgets.labels import Label

_SHORT = 24
"""Letters of a note beside a title."""

CONSTANTS, EMPTY_WORDS, KNOWN_BY = "constants", "blanks", "keys"


def key_words(key: str, words: Words) -> str:
    """One of `core.importing.KEYS`."""
    _ = words.gettext
    return {
        "number": _("Number"),
        "credit_code": _("Credit code"),
        "id_number": _("ID number"),
        "phone": _("Phone"),
        "name": _("Name"),
    }[key]


class Fold(QWidget):
    """Heads side by side; the one that is pressed opens its part below, and closes by being pressed again."""

    opened = Signal()

    def __init__(self, parts: Iterable[tuple[str, str, QWidget]], words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._titles: dict[str, str] = {}
        self.heads: dict[str, LinkButton] = {}
        self._parts: dict[str, QWidget] = {}
        row = QHBoxLayout()
        row.setSpacing(tokens.SECTIONS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, tokens.BETWEEN, 0, 0)
        column.setSpacing(tokens.BETWEEN)
        column.addLayout(row)
        for key, title, part in parts:
            head = LinkButton(title, icon="chevron-right", name=f"import-fold-{key}")
            head.setCheckable(True)
            head.clicked.connect(self._pressed)
            self._titles[key], self.heads[key], self._parts[key] = title, head, part
            row.addWidget(head)
            part.hide()
            column.addWidget(part)
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def open(self, key: str) -> None:
        """Open this part and close the others; '' closes all."""
        for other, head in self.heads.items():
            head.setChecked(other == key)
            head.set_icon("chevron-down" if other == key else "chevron-right")
            self._parts[other].setVisible(other == key)
        self.opened.emit()

    def set_note(self, key: str, note: str) -> None:
        """What is chosen in a part, behind its title."""
        text = self._words.gettext("{title}: {note}").format(title=self._titles[key], note=note)
        self.heads[key].setText(text if note else self._titles[key])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A line between the columns, which scroll, and this."""
        line = QColor(scheme_of(self.palette()).line)
        horizontal(QPainter(self), 0, self.width(), 0, line)

    def _pressed(self) -> None:
        pressed = self.sender()
        key = next((key for key, head in self.heads.items() if head is pressed), "")
        self.open(key if key and self.heads[key].isChecked() else "")


class MoreOptions(QWidget):
    """`changed`: one of them was chosen otherwise; `order_changed`: Tab has other places to come to."""

    changed = Signal()
    order_changed = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        _ = ui.words.gettext
        self.constants = Constants(ui)
        self.blanks = [CheckBox(word, name=f"import-blank-{place}", label=word) for place, word in enumerate(BLANKS)]
        self.keys = [CheckBox(key_words(key, ui.words), name=f"import-key-{key}") for key in KEYS]
        self.fold = Fold(
            [
                (CONSTANTS, _("Fill in for all rows"), self.constants),
                (
                    EMPTY_WORDS,
                    _("Words that mean empty"),
                    self._ticks(_("Take these words for an empty cell"), self.blanks),
                ),
                (
                    KNOWN_BY,
                    _("Recognise existing customers by"),
                    self._ticks(_("In this order; the first for which a row has a value decides"), self.keys),
                ),
            ],
            ui.words,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.fold)
        self.constants.changed.connect(self._changed)
        self.constants.lines_changed.connect(self.order_changed)
        for box in (*self.blanks, *self.keys):
            box.toggled.connect(self._changed)

    @staticmethod
    def _ticks(sentence: str, boxes: list[CheckBox]) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.BETWEEN)
        column.addWidget(Label(sentence, points=tokens.SMALL, tone="text_2"))
        flow = FlowBox(gap=tokens.SECTIONS, line_gap=tokens.BETWEEN)
        flow.set_widgets(boxes)
        column.addWidget(flow)
        return part

    def show_options(self, options: Options) -> None:
        """What is chosen now."""
        self.constants.show_values(options.constants)
        chosen = ((self.blanks, BLANKS, options.blanks), (self.keys, KEYS, options.keys))
        for boxes, words, ticked in chosen:
            for box, word in zip(boxes, words, strict=True):
                box.blockSignals(True)
                box.setChecked(word in ticked)
                box.blockSignals(False)
        self._tell()

    def options(self) -> dict[str, object]:
        """What is chosen, by the names of `core.importing.Options`."""
        return {
            "constants": self.constants.values(),
            "blanks": tuple(word for word, box in zip(BLANKS, self.blanks, strict=True) if box.isChecked()),
            "keys": tuple(key for key, box in zip(KEYS, self.keys, strict=True) if box.isChecked()),
        }

    def check(self) -> bool:
        """Whether everything can be used; opens the part in which something cannot."""
        if self.constants.check():
            return True
        self.fold.open(CONSTANTS)
        return self.constants.check()

    def in_order(self) -> list[QWidget]:
        """What takes the keyboard, as the eye goes."""
        heads = list(self.fold.heads.values())
        return [*heads, *self.constants.in_order(), *self.blanks, *self.keys]

    def _changed(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        number = self._ui.words.number
        filled, told = len(self.constants.values()), self.constants.told()
        self.fold.set_note(CONSTANTS, told if len(told) <= _SHORT else number(filled))
        for key, boxes in ((EMPTY_WORDS, self.blanks), (KNOWN_BY, self.keys)):
            self.fold.set_note(key, self._ticked(boxes))

    def _ticked(self, boxes: list[CheckBox]) -> str:
        """The words that are ticked, or how many where that is too long; nothing where all are."""
        if all(box.isChecked() for box in boxes):
            return ""
        words = self._ui.words
        ticked = [box.text() for box in boxes if box.isChecked()]
        told = ("、" if words.chinese else ", ").join(ticked)
        if len(told) <= _SHORT:
            return told
        of = words.gettext("{count} of {total}")
        return of.format(count=words.number(len(ticked)), total=words.number(len(boxes)))
