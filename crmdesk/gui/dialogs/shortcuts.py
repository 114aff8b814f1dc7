"""The map of the keyboard (F1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from crmdesk.core.words import Words
from crmdesk.gui.theme import tokens
from crmdesk.gui.widgets.dialogs import Dialog, Ground
from crmdesk.gui.widgets.labels import Label

_KEYS_WIDTH = 128
_ARROWS = {"Up": "↑", "Down": "↓"}


@dataclass(frozen=True, slots=True)
class Keys:
    """What some keys do; `keys` in Qt's portable writing, several parted by blanks."""

    does: str
    keys: str

    def shown(self) -> str:
        """As the system writes them; the arrows as they stand on the keys."""
        return "  ".join(_shown(keys) for keys in self.keys.split())


def _shown(keys: str) -> str:
    modifiers, plus, key = keys.rpartition("+")
    if key in _ARROWS:
        return modifiers + plus + _ARROWS[key]
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys


Section = tuple[str, Sequence[Keys]]


class ShortcutsDialog(Dialog):
    """Sections side by side in two columns."""

    def __init__(self, sections: Sequence[Section], words: Words, parent: QWidget | None = None) -> None:
        _ = words.gettext
        super().__init__(_("Keyboard"), words, name="shortcuts", size=QSize(760, 584), parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ground = Ground("base")
        row = QHBoxLayout(ground)
        row.setContentsMargins(*[tokens.SECTIONS] * 4)
        row.setSpacing(tokens.SECTIONS * 2)
        for column in _halves(sections):
            row.addLayout(_column(column), 1)
        area = QScrollArea()
        area.setObjectName("shortcuts-area")
        area.setAccessibleName(self.windowTitle())
        area.setWidget(ground)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_body(area)


def _halves(sections: Sequence[Section]) -> tuple[list[Section], list[Section]]:
    """Cut where both columns are about equally long."""
    sizes = [len(keys) + 2 for _title, keys in sections]
    cut = min(range(1, len(sections) + 1), key=lambda place: abs(sum(sizes[:place]) - sum(sizes[place:])))
    return list(sections[:cut]), list(sections[cut:])


def _column(sections: Sequence[Section]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(tokens.BETWEEN)
    for number, (title, entries) in enumerate(sections):
        if number:
            column.addSpacing(tokens.AROUND)
        column.addWidget(Label(title, points=tokens.SECTION, bold=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.AROUND)
        grid.setVerticalSpacing(tokens.INSIDE)
        grid.setColumnMinimumWidth(0, _KEYS_WIDTH)
        grid.setColumnStretch(1, 1)
        for place, entry in enumerate(entries):
            grid.addWidget(Label(entry.shown(), tone="text_2"), place, 0)
            grid.addWidget(Label(entry.does), place, 1)
        column.addLayout(grid)
    column.addStretch(1)
    return column
