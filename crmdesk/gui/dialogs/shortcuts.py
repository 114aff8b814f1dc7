"""The map of the keyboard (F1): every key, grouped as one works, and found by typing what it does."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from crmdesk.core import finding
from crmdesk.core.search import fold
from crmdesk.core.words import Words
from crmdesk.gui.theme import tokens
from crmdesk.gui.widgets.dialogs import Dialog, Ground
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.search import SearchBox

_KEYS_WIDTH = 128
_ARROWS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}


class Keys(Struct, frozen=True):
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
    """Sections side by side in two columns; typing leaves what matches."""

    def __init__(self, sections: Sequence[Section], words: Words, parent: QWidget | None = None) -> None:
        _ = words.gettext
        super().__init__(_("Keyboard"), words, name="shortcuts", size=QSize(760, 640), parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._sections = list(sections)
        self.search = SearchBox(_("What do you want to do?"), width=760, name="shortcuts-search")
        self.search.textChanged.connect(self._show)
        self.search.left.connect(self.reject)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(tokens.AROUND, tokens.AROUND, tokens.AROUND, 0)
        row.addWidget(self.search)
        self._area = QScrollArea()
        self._area.setObjectName("shortcuts-area")
        self._area.setAccessibleName(self.windowTitle())
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._nothing = _("No key for that.")
        self.set_body(holder)
        self.body.addWidget(self._area, 1)
        self._show("")
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, query: str) -> None:
        found = [(title, _matching(title, entries, query)) for title, entries in self._sections]
        shown = [(title, entries) for title, entries in found if entries]
        ground = Ground("base")
        row = QHBoxLayout(ground)
        row.setContentsMargins(tokens.AROUND, tokens.AROUND, tokens.AROUND, tokens.SECTIONS)
        row.setSpacing(tokens.SECTIONS * 2)
        for column in _halves(shown) if shown else ():
            row.addLayout(_column(column), 1)
        if not shown:
            row.addWidget(Label(self._nothing, tone="text_2"), 0, Qt.AlignmentFlag.AlignTop)
        self._area.setWidget(ground)


def _matching(title: str, entries: Sequence[Keys], query: str) -> list[Keys]:
    """All of a section whose name matches, else those entries that do, by their words or keys."""
    if finding.matches(title, query) is not None:
        return list(entries)
    return [
        entry
        for entry in entries
        if finding.matches(entry.does, query) is not None or fold(query.strip()) in fold(entry.shown())
    ]


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
