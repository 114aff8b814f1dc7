"""The numbers in the navigation: how much waits behind a page."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from crmdesk.core.changes import Changes
from crmdesk.core.complaint_lists import Counts
from crmdesk.gui.jobs import Job
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.navigation import Navigation
from crmdesk.services import complaint_lists, day
from crmdesk.services.desk import Desk

_COMPLAINTS, _TODAY, _FOLLOW_UP = "complaints", "today", "follow-up"
_COUNTED = frozenset(
    {"complaint", "complaint_step", "customer", "interaction", "task", "staff", "setting", "sales_order"}
)
"""Kinds of record that change how many complaints are open, and what waits today."""


class WindowCounts(QObject):
    """Counts anew whenever it may be another number."""

    def __init__(self, ui: Ui, navigation: Navigation, parent: QObject) -> None:
        super().__init__(parent)
        self._ui, self._navigation = ui, navigation
        ui.bus.changed.connect(self._changed)
        QTimer.singleShot(0, self, self.count)  # the page in front is read first

    def _changed(self, changes: Changes) -> None:
        if changes.everything or any(changes.touched(kind) for kind in _COUNTED):
            self.count()

    def count(self) -> None:
        """Read the numbers, on the worker."""

        def work(desk: Desk, _job: Job) -> tuple[Counts, day.Counts]:
            return complaint_lists.counts(desk), day.counts(desk, mine=day.is_shared(desk))

        self._ui.jobs.run(self, work, self._show, self._ui.bus.failed.emit, channel="counts")

    def _show(self, found: tuple[Counts, day.Counts]) -> None:
        n, (complaints, waiting) = self._ui.words.ngettext, found
        self._put(_COMPLAINTS, n("{count} open complaint", "{count} open complaints", complaints.open), complaints.open)
        self._put(_TODAY, n("{count} thing to do today", "{count} things to do today", waiting.today), waiting.today)
        due = n("{count} customer due for a visit or call", "{count} customers due for a visit or call", waiting.due)
        self._put(_FOLLOW_UP, due, waiting.due)

    def _put(self, place: str, told: str, count: int) -> None:
        number = self._ui.words.number(count) if count else ""
        self._navigation.set_count(place, number, told.format(count=number) if count else "")
