"""From a key press to painted rows on 100,000 customers, beside the bare lookup in the index in the same run.

`python3 dev.py bench` prints a line for each query: the window's time, the bare SQL's, and how many were found.
"""

from __future__ import annotations

import datetime as dt
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmdesk.app import open_window
from crmdesk.assets import load_words
from crmdesk.core import search
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.window import MainWindow
from crmdesk.services import demo
from crmdesk.services.desk import Desk
from tests.desk import make_desk

CUSTOMERS = 100_000
ROUNDS = 7
QUERIES = ("张", "张伟", "zw", "zhangwei", "shanxiongxin", "0013", "南湖区", "嘉兴 张", "jia", "公司", "没有的")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = make_desk(tmp_path_factory.mktemp("bench"))
    demo.fill(desk, CUSTOMERS, 7, dealings=0)
    yield desk
    desk.close()


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, tmp_path: Path) -> Iterator[MainWindow]:
    window = open_window(desk, load_words("zh_CN"), Preferences(tmp_path / "window.ini"))
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: not window.content.page.list.finder.jobs.busy, timeout=20_000)
    yield window
    window.content.close_down()


def milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def test_from_key_press_to_painted_rows(
    window: MainWindow, desk: Desk, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    page = window.content.page
    sql = "SELECT count(*) FROM customer_search WHERE customer_search MATCH ?"

    def typed(query: str) -> None:
        with qtbot.waitSignal(page.list.settled, timeout=20_000):
            window.content.search.setText(query)
        page.view.viewport().repaint()

    lines = []
    for query in QUERIES:
        ours, bare = [], []
        for _ in range(ROUNDS):
            window.content.search.clear()
            qtbot.waitUntil(lambda: not page.list.finder.jobs.busy, timeout=20_000)
            QApplication.processEvents()
            ours.append(milliseconds(lambda query=query: typed(query)))
            qtbot.waitUntil(lambda: not page.list.finder.jobs.busy, timeout=20_000)
            parameters = (search.match(query),)
            bare.append(milliseconds(lambda p=parameters: desk.data.database.execute_sql(sql, p).fetchone()))
        found = desk.data.database.execute_sql(sql, parameters).fetchone()[0]
        median, slowest, floor = statistics.median(ours), max(ours), statistics.median(bare)
        lines.append(f"{query:<14}{found:>8}{median:>10.1f}{slowest:>10.1f}{floor:>10.1f}")
    with capsys.disabled():
        today = dt.date.today().isoformat()
        print(f"\nkey press to painted rows, {CUSTOMERS:,} customers, {ROUNDS} rounds, ms ({today})")
        print(f"{'query':<14}{'found':>8}{'median':>10}{'slowest':>10}{'bare SQL':>10}")
        print("\n".join(lines))
    assert len(lines) == len(QUERIES)
