"""Right of the tabs of a ranking: when it was worked out and whether it is saved, working it out again, saving it."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core.ranking import Run
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, tip
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.gui.widgets.notices import ProgressLine
from crmdesk.services import history
from crmdesk.services.tiers import Ranking

_PROGRESS = 240
_A_WHILE = 0.4
"""Seconds after which it is told how far the work is."""


class RankedHead(QWidget):
    """`again_asked`, `save_asked`, `cancelled`."""

    again_asked = Signal()
    save_asked = Signal()
    cancelled = Signal()

    def __init__(self, ui: Ui, scheme: str) -> None:
        super().__init__()
        _ = ui.words.gettext
        self._ui = ui
        self._begun = 0.0
        self.setObjectName(f"{scheme}-head")
        self.state = ElidedLabel(points=tokens.SMALL, tone="text_2", align=Qt.AlignmentFlag.AlignRight,
                                 name=f"{scheme}-state")  # fmt: skip
        self.progress = ProgressLine(_("Cancel"), name=f"{scheme}-progress")
        self.progress.setFixedWidth(_PROGRESS)
        self.progress.cancelled.connect(self.cancelled)
        self.progress.hide()
        self.again = Button(_("Work out again"), name=f"{scheme}-again")
        self.again.setToolTip(tip(_("From the data as it is now"), "F5"))
        self.again.clicked.connect(self.again_asked)
        self.save = Button(_("Save this ranking"), kind="main", name=f"{scheme}-save")
        self.save.setToolTip(_("Tiers and grades follow what is saved; later runs are compared with it"))
        self.save.clicked.connect(self.save_asked)
        self.save.setEnabled(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.BETWEEN, 0, tokens.AROUND, 2)
        row.setSpacing(tokens.BETWEEN)
        row.addWidget(self.state)
        row.addWidget(self.progress)
        row.addWidget(self.again)
        row.addWidget(self.save)

    def listen(self, part: QWidget) -> None:
        """F5 anywhere in the tab works it out again."""
        key = QShortcut(QKeySequence("F5"), part)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.again_asked)

    def show_state(self, ranking: Ranking | None, saved: Run | None) -> None:
        """When it was worked out; `saved`: the run that holds exactly this."""
        _, words = self._ui.words.gettext, self._ui.words
        if ranking is None:
            told = ""
        elif saved is not None:
            told = _("Saved {moment}").format(moment=words.moment(history.local_time(saved)))
        else:
            moment = words.moment(history.local_time(ranking))
            told = _("Worked out {moment}, not saved yet").format(moment=moment)
        self.state.set_text(told)
        self.save.setEnabled(ranking is not None and saved is None and ranking.count > 0)

    def begin(self) -> None:
        """Work begins that may be quick: how far it is is told once it takes a while."""
        self._begun = time.monotonic()

    def progressed(self, done: int, total: int | None) -> None:
        """So many customers of all are ranked."""
        if time.monotonic() - self._begun > _A_WHILE:
            told, number = self._ui.words.gettext("{done} of {count} customers"), self._ui.words.number
            self.show_working(told.format(done=number(done), count=number(total or 0)), done, total or 0)

    def show_working(self, text: str, done: int, total: int) -> None:
        """How far it is, in place of the state."""
        self.state.hide()
        self.progress.show()
        self.progress.show_progress(text, done, total)

    def show_done(self) -> None:
        self.progress.hide()
        self.state.show()
