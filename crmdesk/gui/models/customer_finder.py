"""Looks up which customers a list shows, on a worker of its own, so that typing never waits for an import."""

from __future__ import annotations

from array import array

from PySide6.QtCore import QObject, Signal

from crmdesk.core.customers import Listing
from crmdesk.gui.jobs import Job, Jobs
from crmdesk.gui.ui import Ui
from crmdesk.services import customers
from crmdesk.services.desk import Desk

FIRST = 100
"""So many ids come first where nobody says how many rows are in sight, more than the highest screen shows; the rest
follows."""

_TYPING = 0.1
"""Seconds between the first rows and the others: those are painted, and who types on has nothing to wait for."""

_CHANNEL = "customers-list"
_QUICK_SORTS = ("opened", "name", "number", "created", "tier")


class CustomerFinder(QObject):
    """`found` tells the listing asked for last, its ids (an array) and whether they are all; older answers are lost."""

    found = Signal(object, object, bool)
    counted = Signal(int)
    """How many customers there are, without the trash."""

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self.jobs = Jobs(ui.desk, self)
        self._listing = Listing()

    def begin(self, listing: Listing) -> None:
        """The first rows at once, for the window's first sight; the rest as by `find`."""
        self._listing = listing
        if not listing.query and _is_quick(listing):
            first = array("q", customers.find(self._ui.desk, listing, FIRST))
            self.found.emit(listing, first, len(first) < FIRST)
        self._whole(listing)
        self.count()

    def find(self, listing: Listing, *, whole: bool = False, first: int = FIRST) -> None:
        """Ask for a listing; so many ids come `first`. `whole` leaves out the first answer (where the old rows are
        still right to look at)."""
        self._listing = listing
        if whole:
            self._whole(listing)
            return

        def begin(desk: Desk, _job: Job) -> tuple[array[int], bool]:
            found = array("q", customers.find(desk, listing, first))
            return found, len(found) < first

        self.jobs.run(self, begin, self._first_found, self._failed, channel=_CHANNEL)

    def count(self) -> None:
        """Count the customers anew."""
        self.jobs.run(self, lambda desk, _job: customers.total(desk), self.counted.emit, self._failed, channel="count")

    def close(self) -> None:
        self.jobs.close()

    def _whole(self, listing: Listing, rest: float = 0) -> None:
        def all_of_it(desk: Desk, job: Job) -> array[int]:
            job.rest(rest)
            return array("q", () if job.cancelled else customers.find(desk, listing))

        self.jobs.run(self, all_of_it, self._all_found, self._failed, channel=_CHANNEL)

    def _first_found(self, answer: tuple[array[int], bool]) -> None:
        ids, complete = answer
        self.found.emit(self._listing, ids, complete)
        if not complete:
            self._whole(self._listing, _TYPING)

    def _all_found(self, ids: array[int]) -> None:
        self.found.emit(self._listing, ids, True)

    def _failed(self, error: Exception) -> None:
        self._ui.bus.failed.emit(error)


def _is_quick(listing: Listing) -> bool:
    """Whether the first rows can be told without ordering all of them."""
    narrowed = listing.filter or listing.group or listing.batch is not None or listing.among is not None
    return listing.sort in _QUICK_SORTS and not narrowed
