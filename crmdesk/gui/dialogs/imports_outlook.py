"""What taking back an import would do: how many customers go, which values stay, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QTableView, QVBoxLayout, QWidget

from crmdesk.gui.models.importing_problems import KeptTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import horizontal, scheme_of
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.heads import Fact, FactStrip, SectionHead
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.notices import NoticeBar, ProgressLine
from crmdesk.gui.widgets.tables import lines_table
from crmdesk.services.importing_undo import Undone

_SLOW = 250
"""Milliseconds before one is told that it is being looked at."""

_MOST_NUMBERS = 12
_WIDTHS = {0: 96, 1: 168, 2: 240}


class Outlook(QWidget):
    """The lower half of the list of imports; it keeps its size whatever it says."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("imports-outlook")
        _ = ui.words.gettext
        self._words = ui.words
        self.head = SectionHead(_("If this import is taken back"), name="imports-outlook-head")
        self.facts = FactStrip(name="imports-facts")
        self.sentence = Label(tone="text_2", wrap=True, name="imports-sentence")
        self.edited = NoticeBar("", name="imports-edited", margin=tokens.BETWEEN)
        self.held = NoticeBar("", tone="plain", name="imports-held", margin=tokens.BETWEEN)
        self.kept_head = SectionHead(_("Kept, because they were changed since"), name="imports-kept-head")
        self.kept = KeptTable(ui.words)
        label = _("Kept, because they were changed since")
        self.table = lines_table(self.kept, _WIDTHS, name="imports-kept", label=label)
        self.table.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.progress = ProgressLine(_("Stop"), name="imports-progress")
        self._slow = QTimer(self, singleShot=True, interval=_SLOW)
        self._slow.timeout.connect(self._tell_waiting)
        self._lay_out()
        self.show_sentence("")

    def _lay_out(self) -> None:
        """The words of the table stand below the heads."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(tokens.BETWEEN, tokens.AROUND, tokens.BETWEEN, tokens.AROUND)
        self._column.setSpacing(tokens.BETWEEN)
        self._inset(self.head, self.facts, self.sentence, self.edited, self.held, self.kept_head)
        self._column.addWidget(self.table, 1)
        self._column.addStretch(0)
        self._rest = self._column.count() - 1
        self._inset(self.progress)
        self.progress.hide()

    def _inset(self, *parts: QWidget) -> None:
        inset = QVBoxLayout()
        inset.setContentsMargins(tokens.BETWEEN, 0, tokens.BETWEEN, 0)
        inset.setSpacing(tokens.BETWEEN)
        for part in parts:
            inset.addWidget(part)
        self._column.addLayout(inset)

    def wait(self) -> None:
        """An answer is on its way; what is shown stays for a moment."""
        self._slow.start()

    def _tell_waiting(self) -> None:
        self.show_sentence(self._words.gettext("Looking at what was changed since..."))

    def show_sentence(self, text: str) -> None:
        """Nothing but a sentence."""
        self._slow.stop()
        self.sentence.setText(text)
        self.head.setVisible(False)
        self._show(self.facts, self.edited, self.held, self.kept_head, self.table, shown=False)
        self.sentence.setVisible(bool(text))
        self._push_up()

    def say(self, text: str) -> None:
        """A sentence below what is shown, such as that it was stopped."""
        self.sentence.setText(text)
        self.sentence.setVisible(bool(text))

    def show_outlook(self, undone: Undone, kept: Sequence[Sequence[str]]) -> None:
        """What would happen; `kept` are the values that stay, as texts."""
        self._slow.stop()
        _, n, number = self._words.gettext, self._words.ngettext, self._words.number
        self.head.setVisible(True)
        self.facts.set_facts((
            Fact(_("New customers that go"), number(undone.removed)),
            Fact(_("Others that are as before"), number(undone.restored)),
            Fact(_("Values that stay"), number(len(undone.kept))),
        ))  # fmt: skip
        edited, held = len(undone.edited_since), len(undone.held)
        text = n("{count} was changed since and goes too", "{count} were changed since and go too", edited)
        self.edited.set_text(text.format(count=number(edited)), self._few(undone.edited_since))
        text = n(
            "{count} new customer stays, as others were merged into it",
            "{count} new customers stay, as others were merged into them",
            held,
        )
        self.held.set_text(text.format(count=number(held)), self._few(undone.held))
        self.kept.show_lines(kept)
        nothing = not undone.removed and not undone.restored
        self.sentence.setText(_("Nothing of this import is left to be taken back.") if nothing else "")
        self._show(self.facts, shown=True)
        self._show(self.sentence, shown=nothing)
        self._show(self.edited, shown=edited > 0)
        self._show(self.held, shown=held > 0)
        self._show(self.kept_head, self.table, shown=bool(kept))
        self._push_up()

    def show_progress(self, done: int, total: int) -> None:
        """How far taking back is; no total: it begins."""
        self.progress.show()
        self.progress.show_progress(self._words.gettext("Taking back"), done, total)

    def paintEvent(self, _event: QPaintEvent) -> None:
        horizontal(QPainter(self), 0, self.width(), 0, QColor(scheme_of(self.palette()).line))

    def _few(self, numbers: Sequence[str]) -> str:
        shown = ("、" if self._words.chinese else ", ").join(numbers[:_MOST_NUMBERS])
        return shown if len(numbers) <= _MOST_NUMBERS else f"{shown} …"

    def _show(self, *parts: QWidget, shown: bool) -> None:
        for part in parts:
            part.setVisible(shown)

    def _push_up(self) -> None:
        self._column.setStretch(self._rest, 1 if self.table.isHidden() else 0)
