"""The first rows of a list of a million orders, in the orders one asks for and for what is typed."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest

from crmdesk.core.sales_lists import Orders
from crmdesk.services import orders
from crmdesk.services.desk import Desk, open_desk
from tests.bench.performance import FEWEST, Performance
from tests.desk import clock

pytestmark = pytest.mark.bench

MILLION, FIRST = 1_000_000, 200
SORTS = ("date", "number", "customer_name", "customer_number", "amount", "paid", "due", "due_on")
QUERIES = ("张", "zhang", "公司", "D1234", "包装胶带6号", "没有")


def test_the_first_orders(world: Callable[[int], Path], tmp_path: Path, performance: Performance) -> None:
    copy = tmp_path / "copy.crmdesk"
    shutil.copyfile(world(MILLION), copy)
    desk = open_desk(copy, who="陈立", clock=clock)
    lists = [Orders(sort=sort, descending=turned) for sort in SORTS for turned in (False, True)]
    lists += [Orders(query) for query in QUERIES]
    times: list[list[float]] = [[] for _ in lists]
    for _ in range(FEWEST):
        for found, asked in zip(times, lists, strict=True):
            found.append(_milliseconds(desk, asked))
    desk.close()
    copy.unlink()
    slowest, asked = max(zip(times, lists, strict=True), key=lambda each: median(each[0]))
    performance.add("orders-1m", slowest, note=f"slowest: {asked.query or asked.sort}")


def _milliseconds(desk: Desk, asked: Orders) -> float:
    start = time.perf_counter()
    orders.find(desk, asked, FIRST)
    return (time.perf_counter() - start) * 1000
