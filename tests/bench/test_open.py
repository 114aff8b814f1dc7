"""Opening customers in the real window, from asking for one to the painted file, with 1,000 to 1,000,000 customers: the
first has 2,000 contacts made. Before it another customer is opened each time, so that nothing of it is left."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from crmdesk.gui.window import MainWindow
from tests.bench.goals import COUNTS
from tests.bench.performance import Performance
from tests.bench.watching import opened, settle, until
from tests.bench.world import MANY

pytestmark = pytest.mark.bench

ROUNDS = 11
FIRST = 1
_STRIDE = 7_919


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.usefixtures("qapp")
def test_a_file_opens_as_quickly_among_a_million(
    count: int, world: Callable[[int], Path], tmp_path: Path, performance: Performance
) -> None:
    with opened(world(count), tmp_path) as (window, _desk):
        opening = Opening(window)
        timeline, _ = opening.in_turn(count, "timeline")
        assert len(window.content.page.pane.timeline.list.keys()) > 1
        first, others = opening.in_turn(count)
    performance.grow("open", count, others)
    if count == max(COUNTS):
        note = f"the tab with its {MANY:,} contacts made takes {median(timeline):.0f} ms more until it is painted"
        performance.add("open-2000", first, note=note)


class Opening(QObject):
    """What opening takes in a window; notes whose file a widget showed when it was painted last."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._content = window.content
        self._widget: QWidget | None = None
        self._painted: int | None = None

    def in_turn(self, count: int, tab: str = "") -> tuple[list[float], list[float]]:
        """Milliseconds of the first customer and of others, without the first of each."""
        first, others = [], []
        for turn in range(ROUNDS + 1):
            others.append(self._took(2 + (turn + 1) * _STRIDE % (count - 2)))
            first.append(self._took(FIRST, tab))
        return first[1:], others[1:]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt calls it so
        if watched is self._widget and event.type() == QEvent.Type.Paint:
            self._painted = self._content.page.pane.customer_id
        return False

    def _took(self, customer_id: int, tab: str = "") -> float:
        """Until its file is painted; of a tab, from choosing it until it is."""
        content, pane = self._content, self._content.page.pane
        took = self._until_painted(
            pane.reading.inner, customer_id, lambda: content.ui.bus.open_customer.emit(customer_id)
        )
        if tab:
            settle(content.page)
            took = self._until_painted(pane.timeline.list.viewport(), customer_id, lambda: pane.show_page(tab))
        until(lambda: not content.ui.jobs.busy)
        settle(content.page)
        return took

    def _until_painted(self, widget: QWidget, customer_id: int, act: Callable[[], object]) -> float:
        self._widget, self._painted = widget, None
        widget.installEventFilter(self)
        start = time.perf_counter()
        act()
        while self._painted != customer_id:
            QApplication.processEvents()
            if time.perf_counter() - start > 30:
                raise TimeoutError
        QApplication.processEvents()
        took = (time.perf_counter() - start) * 1000
        widget.removeEventFilter(self)
        return took
