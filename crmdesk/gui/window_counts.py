"""The numbers in the navigation: how much waits behind a page."""

from __future__ import annotations

from PySide6.QtCore import QObject

from crmdesk.core.changes import Changes
from crmdesk.core.complaint_lists import Counts
from crmdesk.gui.jobs import Job
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.navigation import Navigation
from crmdesk.services import complaint_lists
from crmdesk.services.desk import Desk

_COMPLAINTS = "complaints"
_COUNTED = ("complaint", "customer")
"""Kinds of record that change how many complaints are open."""


class WindowCounts(QObject):
    """Counts anew whenever it may be another number."""

    def __init__(self, ui: Ui, navigation: Navigation, parent: QObject) -> None:
        super().__init__(parent)
        self._ui, self._navigation = ui, navigation
        ui.bus.changed.connect(self._changed)
        self.count()

    def _changed(self, changes: Changes) -> None:
        if changes.everything or any(changes.touched(kind) for kind in _COUNTED):
            self.count()

    def count(self) -> None:
        """Read the numbers, on the worker."""

        def work(desk: Desk, _job: Job) -> Counts:
            return complaint_lists.counts(desk)

        self._ui.jobs.run(self, work, self._show, self._ui.bus.failed.emit, channel="counts")

    def _show(self, found: Counts) -> None:
        words, count = self._ui.words, found.open
        told = words.ngettext("{count} open complaint", "{count} open complaints", count)
        number = words.number(count) if count else ""
        self._navigation.set_count(_COMPLAINTS, number, told.format(count=number) if count else "")
