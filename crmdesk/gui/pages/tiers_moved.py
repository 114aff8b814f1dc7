"""Below the pyramid: who rose, fell, is new or gone since a saved run (METHOD.md section 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from PySide6.QtCore import QModelIndex, QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from crmdesk.core.ranking import MoveRow, Run
from crmdesk.core.tier_words import TierWords
from crmdesk.core.tiers_moves import KINDS, Kind
from crmdesk.gui.icons import icon
from crmdesk.gui.models.tiers_moves import CHANGE, LEVELS, NAME, MovesTable
from crmdesk.gui.pages.follow_up_table import FollowUpTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import IconButton
from crmdesk.gui.widgets.labels import ElidedLabel, Label
from crmdesk.gui.widgets.moved import MovedDelegate, moved_width
from crmdesk.gui.widgets.segments import SegmentedChoice

_AMOUNT = 120
_LEAST = 3 * tokens.TABLE_ROW + tokens.AROUND
_LEAST_NAME = 112


class Shown(Struct, frozen=True):
    """What moved since `run`; `runs`: all there are to compare with, the newest first."""

    run: Run
    runs: Sequence[Run]
    counts: Mapping[Kind, int]
    rows: Mapping[Kind, Sequence[MoveRow]]


class MovedBlock(QWidget):
    """`chosen`: a customer's id; `opened` the same by Enter; `run_asked`: the id of another run; `runs_asked`: the list
    of saved runs."""

    chosen = Signal(object)
    opened = Signal(object)
    run_asked = Signal(object)
    runs_asked = Signal()

    def __init__(self, ui: Ui, key: str) -> None:
        super().__init__()
        _ = ui.words.gettext
        self._ui, self._key = ui, key
        self._found: Shown | None = None
        self._words: TierWords | None = None
        self.setObjectName(f"{key}-moves")
        names = {"risen": _("Risen"), "fallen": _("Fallen"), "new": _("Came"), "gone": _("Gone")}
        self._names = names
        self.kind = SegmentedChoice([(kind, names[kind]) for kind in KINDS], current="risen", name=f"{key}-moves-kind",
                                    label=_("Moves"))  # fmt: skip
        self.kind.chosen.connect(lambda _key: self._show_kind())
        self.title = Label(_("Moves"), points=tokens.SECTION, bold=True)
        self.note = ElidedLabel(points=tokens.SMALL, tone="text_2", name=f"{key}-moves-note")
        self.other = IconButton("chevron-down", _("Compare with another run"), name=f"{key}-moves-other",
                                size=tokens.BADGE_HEIGHT)  # fmt: skip
        self.other.clicked.connect(self._open_menu)
        self.model = MovesTable(ui)
        self.table = FollowUpTable(ui, self.model, (0, 0, _AMOUNT), name=f"{key}-moves-table", label=_("Moves"))
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.setItemDelegate(MovedDelegate(self.table))
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.table.clicked.connect(lambda _index: self._choose())
        self.table.opened.connect(lambda line: self.opened.emit(line.move.customer_id))
        self.nobody = Label("", tone="text_2", wrap=True, name=f"{key}-moves-none")
        self._lay_out()

    def _lay_out(self) -> None:
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setContentsMargins(tokens.AROUND, 0, tokens.AROUND, 0)
        self._head.setSpacing(tokens.BETWEEN)
        self._head.addWidget(self.title, 1)
        self._head.addWidget(self.kind)
        note = QHBoxLayout()
        note.setContentsMargins(tokens.AROUND, 0, tokens.AROUND, tokens.INSIDE)
        note.setSpacing(tokens.INSIDE)
        note.addWidget(self.note)
        note.addWidget(self.other)
        note.addStretch(1)
        inset = QWidget()
        inset.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        inset.setMinimumHeight(_LEAST)
        row = QHBoxLayout(inset)
        row.setContentsMargins(tokens.BETWEEN, 0, tokens.BETWEEN, 0)
        row.addWidget(self.table)
        said = QWidget()
        below = QVBoxLayout(said)
        below.setContentsMargins(tokens.AROUND, tokens.BETWEEN, tokens.AROUND, 0)
        below.addWidget(self.nobody)
        below.addStretch(1)
        self.stack = QStackedWidget()
        self.stack.addWidget(inset)
        self.stack.addWidget(said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addLayout(note)
        column.addWidget(self.stack, 1)

    def show_nothing(self, sentence: str) -> None:
        """There is nothing to compare with, or not yet."""
        self._found = None
        self.nobody.setText(sentence)
        for widget in (self.kind, self.note, self.other):
            widget.setVisible(False)
        self.stack.setCurrentIndex(1)

    def show_moves(self, found: Shown, words: TierWords) -> None:
        """What moved; a kind with somebody in it is shown."""
        _, number = self._ui.words.gettext, self._ui.words.number
        self._found, self._words = found, words
        for kind in KINDS:
            self.kind.set_text(kind, f"{self._names[kind]} {number(found.counts[kind])}")
        if not found.counts.get(self.kind.key()):  # type: ignore[call-overload]
            self.kind.set_key(next((kind for kind in KINDS if found.counts[kind]), KINDS[0]))
        of_what = TierWords(self._ui.words, found.run.basis, found.run.period).of_what()
        told = _("Compared with the run of {day} ({of_what})")
        self.note.set_text(told.format(day=self._ui.words.date(found.run.today), of_what=of_what))
        for widget in (self.kind, self.note, self.other):
            widget.setVisible(True)
        self._turn()
        self._show_kind()

    def _show_kind(self) -> None:
        found, _ = self._found, self._ui.words.gettext
        if found is None or self._words is None:
            return
        kind: Kind = self.kind.key()  # type: ignore[assignment]
        rows = found.rows[kind]
        self.model.show_moves(rows, self._words)
        self._widen(rows)
        self.nobody.setText(_("Nobody."))
        self.stack.setCurrentIndex(0 if rows else 1)

    def _widen(self, rows: Sequence[MoveRow]) -> None:
        """The levels have the room they need, the amount too, the name gets the rest."""
        font = self.table.font()
        pairs = {self.model.text(row, LEVELS) for row in rows}
        wide = (moved_width(font, before, after) for before, _arrow, after in (pair.partition(" → ") for pair in pairs))
        levels = max(wide, default=0) + 2 * tokens.BETWEEN + 2
        header = self.table.horizontalHeader()
        room = self.width() - 2 * tokens.BETWEEN - levels - tokens.SCROLL_BAR - 2 * tokens.SCROLL_BAR_MARGIN
        alike = self._found is not None and self._words is not None and self._found.run.basis == self._words.basis
        amounts = alike and room - _AMOUNT >= _LEAST_NAME
        self.table.setColumnHidden(CHANGE, not amounts)
        header.resizeSection(NAME, room - (_AMOUNT if amounts else 0))
        header.resizeSection(LEVELS, levels)
        header.resizeSection(CHANGE, _AMOUNT)

    def _moved(self, _current: QModelIndex, former: QModelIndex) -> None:
        """Tab alone, which makes the first row the current one, changes nothing."""
        if former.isValid() and self.table.hasFocus():
            self._choose()

    def _choose(self) -> None:
        line = self.table.line()
        if line is not None:
            self.chosen.emit(line.move.customer_id)

    def _open_menu(self) -> None:
        self.make_menu().popup(self.other.mapToGlobal(QPoint(0, self.other.height() + 3)))

    def make_menu(self) -> QMenu:
        """The runs there are to compare with."""
        _ = self._ui.words.gettext
        menu = QMenu(self)
        menu.setObjectName(f"{self._key}-runs-menu")
        for run in self._found.runs if self._found is not None else ():
            of_what = TierWords(self._ui.words, run.basis, run.period).of_what()
            action = menu.addAction(f"{self._ui.words.date(run.today)}  {of_what}")
            action.setObjectName(f"{self._key}-run-{run.id}")
            action.setCheckable(True)
            action.setChecked(self._found is not None and run.id == self._found.run.id)
            action.triggered.connect(lambda _checked=False, run=run: self.run_asked.emit(run.id))
        menu.addSeparator()
        saved = menu.addAction(icon("list"), _("Saved runs..."))
        saved.setObjectName(f"{self._key}-runs")
        saved.triggered.connect(self.runs_asked)
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()
        if self._found is not None and self.model.lines:
            self._widen(self.model.lines)

    def _turn(self) -> None:
        """The kinds stand below the title where both have too little room."""
        directions = QBoxLayout.Direction
        room = self.width() - 2 * tokens.AROUND
        fits = self.title.sizeHint().width() + tokens.BETWEEN + self.kind.sizeHint().width() <= room
        self._head.setDirection(directions.LeftToRight if fits else directions.TopToBottom)
        self._head.setSpacing(tokens.BETWEEN if fits else tokens.INSIDE)
