"""What the tabs of the page Insight have in common: reading on a worker, with how far it is and Cancel."""

from __future__ import annotations

import time
from collections.abc import Sequence

from crmdesk.gui.pages.complaints_loaded import Loaded
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.notices import ProgressLine
from crmdesk.gui.widgets.tab_order import eye_order

_A_WHILE = 0.4
"""Seconds after which it is told how far the reading is."""


class InsightTab(Loaded):
    """Whoever derives says which `kinds` of records it shows, gives its object name as `key`, puts `progress` into its
    layout, and writes `ask` (what to read, on the worker), `answered` (show it), `give_keyboard` and `status`.

    `load()` reads anew, now or when the tab comes into sight; an answer that is not wanted any more never arrives.
    """

    def __init__(self, ui: Ui, key: str) -> None:
        super().__init__(ui, key)
        self._begun = 0.0
        self.progress = ProgressLine(ui.words.gettext("Cancel"), name=f"{key}-progress")
        self.progress.cancelled.connect(self.cancel)
        self.progress.hide()

    # What a subclass may say besides

    def told_progress(self, done: int, total: int | None) -> str:
        """How far it is, in words."""
        _, number = self.ui.words.gettext, self.ui.words.number
        if not total:
            return _("{count} read").format(count=number(done))
        return _("{done} of {count}").format(done=number(done), count=number(total))

    def status(self) -> list[str]:
        """What the status line says of it."""
        return []

    def customer_in_hand(self) -> int | None:
        """Who is selected."""
        return None

    def customers_in_order(self) -> Sequence[int] | None:
        """Who is listed; None where no customers are."""
        return None

    def can(self) -> frozenset[str]:
        return frozenset()

    def copy_selected(self) -> None:
        """Nothing is copied here."""

    def enter_search(self) -> bool:
        return False

    # What all of them do

    def load(self) -> None:
        self._begun = time.monotonic()
        super().load()

    def progressed(self, done: int, total: int | None) -> None:
        """Told once it takes a while."""
        if time.monotonic() - self._begun > _A_WHILE:
            self.progress.show_progress(self.told_progress(done, total), done, total or 0)
            self.progress.show()

    def cancel(self) -> None:
        """What is shown stays what it was."""
        self.progress.hide()
        if self.job is not None:
            self.job.cancel()

    def _answered(self, found: object) -> None:
        self.progress.hide()
        super()._answered(found)
        if self.window() is not self:
            eye_order(self)
