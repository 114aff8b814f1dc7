"""A list of a million customers: how long the longest frame takes while one scrolls, and the first rows in another
order."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractSlider
from pytestqt.qtbot import QtBot

from crmdesk.core.customers import Listing
from crmdesk.gui.models.customer_finder import FIRST
from crmdesk.gui.window import MainWindow
from crmdesk.services import listing as lists
from crmdesk.services.desk import Desk
from tests.bench import watching
from tests.bench.performance import Performance

pytestmark = pytest.mark.bench

MILLION, ROUNDS, FRAMES = 1_000_000, 5, 80
QUICK = ("name", "number", "owner", "tier", "sales", "last_contact_on", "next_on", "created")
_BARE = "SELECT id FROM customer WHERE deleted_at IS NULL AND {0} IS NOT NULL ORDER BY {0} {1} LIMIT {2}"


@pytest.fixture
def million(world: Callable[[int], Path], tmp_path: Path, qtbot: QtBot) -> Iterator[tuple[MainWindow, Desk]]:
    assert qtbot
    with watching.opened(world(MILLION), tmp_path) as opened:
        yield opened


def test_no_frame_takes_long(million: tuple[MainWindow, Desk], performance: Performance) -> None:
    page = million[0].content.page
    bar = page.view.verticalScrollBar()
    longest: list[float] = []
    usual: list[float] = []
    for _ in range(ROUNDS):
        frames: list[float] = []
        for table in (False, True):
            page.show_table(table)
            watching.settle(page)
            frames += [watching.frame(lambda step=step: _drag(bar, step / FRAMES)) for step in range(FRAMES + 1)]  # type: ignore[misc]
            bar.setValue(0)
            watching.settle(page)
            frames += [watching.frame(lambda: _page_on(bar)) for _ in range(FRAMES)]
        bar.setValue(0)
        longest.append(max(frames))
        usual.append(statistics.median(frames))
    performance.add("scroll-1m", longest, note=f"half of the frames within {statistics.median(usual):.1f} ms")


def _drag(bar: QAbstractSlider, part: float) -> None:
    bar.setSliderDown(True)
    bar.setSliderPosition(round(bar.maximum() * part))
    bar.setSliderDown(part < 1)


def _page_on(bar: QAbstractSlider) -> None:
    bar.triggerAction(QAbstractSlider.SliderAction.SliderPageStepAdd)


def test_the_first_rows_in_another_order(million: tuple[MainWindow, Desk], performance: Performance) -> None:
    window, desk = million
    orders = [(sort, turned) for sort in QUICK for turned in (False, True)]
    ours: dict[tuple[str, bool], list[float]] = {order: [] for order in orders}
    bare: dict[tuple[str, bool], list[float]] = {order: [] for order in orders}
    for _ in range(ROUNDS):
        for sort, turned in orders:
            ours[sort, turned].append(_ordered(window, sort, turned))
            bare[sort, turned].append(_bare(desk, sort, turned))
    slowest = max(orders, key=lambda order: statistics.median(ours[order]))
    performance.add("sort-1m", ours[slowest], bare[slowest], note=f"slowest: {slowest[0]}")


def _ordered(window: MainWindow, sort: str, turned: bool) -> float:
    page = window.content.page
    if (page.list.listing.sort, page.list.listing.descending) == (sort, turned):
        watching.until_answered(page, lambda: page.list.head.order_by("opened", descending=False))
    return watching.until_answered(page, lambda: page.list.head.order_by(sort, descending=turned))


def _bare(desk: Desk, sort: str, turned: bool) -> float:
    column = {"name": "name_sort", "created": "created_on"}.get(sort, sort)
    sql = _BARE.format(column, "DESC" if turned != (sort == "created") else "", FIRST)
    start = time.perf_counter()
    desk.data.database.execute_sql(sql).fetchall()
    return (time.perf_counter() - start) * 1000


def test_any_other_order(million: tuple[MainWindow, Desk], performance: Performance) -> None:
    """Each once, by the verb the list asks; the slowest of them in the window, which must go on living meanwhile."""
    window, desk = million
    times = {sort: _seconds(desk, sort) for sort in _others(desk)}
    slowest = max(times, key=times.__getitem__)
    column = desk.fields("customer")[slowest]
    stood: list[float] = []
    beats: list[float] = []
    timer = QTimer(interval=1)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start()
    ours = []
    for turn in range(ROUNDS):
        beats.clear()
        ours.append(_ordered(window, slowest, bool(turn % 2)))
        stood.append(max((later - beat for beat, later in pairwise(beats)), default=0.0) * 1000)
    timer.stop()
    label = column.label.en if column else slowest
    told = f"slowest of {len(times)}: {label}; the window stood still for {max(stood):.0f} ms at most"
    performance.add("sort-other-1m", ours, note=told)


def _others(desk: Desk) -> Sequence[str]:
    return [field.key for field in desk.fields("customer").all if field.listed and field.key not in QUICK]


def _seconds(desk: Desk, sort: str) -> float:
    start = time.perf_counter()
    lists.find(desk, Listing(sort=sort), FIRST)
    return time.perf_counter() - start
