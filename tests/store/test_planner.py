"""SQLite is told the same of every data file, so that its statements run as they were measured."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crmdesk.core.sales_lists import Orders
from crmdesk.services import orders
from crmdesk.services.desk import Desk, open_desk
from crmdesk.store import planner
from tests.desk import clock
from tests.store.test_fixtures import FIXTURES

SQLITES_GUESS = 2**20


def ask(desk: Desk, sql: str) -> list[tuple[Any, ...]]:
    return list(desk.data.database.execute_sql(sql).fetchall())


def rows_told(table: str) -> int:
    """How many rows SQLite takes a table to have: as it is told, or from an index that holds all of them."""
    if table in planner.ROWS:
        return planner.ROWS[table]
    told = (int(told.split()[0]) for name, told in planner.INDEXES.items() if name.startswith(f"{table}."))
    return max(told, default=SQLITES_GUESS)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = open_desk(tmp_path / "new.crmdesk", clock=clock)
    yield desk
    desk.close()


def test_nothing_is_told_of_what_is_not_there(desk: Desk):
    tables = {name for (name,) in ask(desk, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert set(planner.ROWS) <= tables
    for name, told in planner.INDEXES.items():
        table, index = name.split(".")
        listed = {row[1] for row in ask(desk, f"PRAGMA index_list({table})")}
        assert index in listed or index == table, name
        columns = [row for row in ask(desk, f"PRAGMA index_xinfo({index})") if row[5]] if index in listed else ()
        figures = [int(figure) for figure in told.split()]
        assert figures == sorted(figures, reverse=True), name
        assert index == table or len(figures) <= len(columns) + 1, name


def test_an_index_of_all_living_records_is_no_shorter_than_their_table(desk: Desk):
    living = [
        f"{table}.{index}"
        for table, index, sql in ask(desk, "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'index'")
        if sql and re.search(r"WHERE\s+deleted_at IS NULL\s*$", sql)
    ]
    assert "sales_order.sales_order_by_date" in living
    for name in living:
        told = planner.INDEXES.get(name, "0")
        assert int(told.split()[0]) >= rows_told(name.split(".")[0]), f"to be told in store/planner.py: {name}"


@pytest.mark.parametrize("schema", [None, 1, 11])
def test_every_file_is_told_the_same(schema: int | None, tmp_path: Path):
    path = tmp_path / "file.crmdesk"
    if schema is not None:
        shutil.copyfile(FIXTURES / f"schema-{schema}.crmdesk", path)
    desk = open_desk(path, clock=clock)
    told = set(ask(desk, "SELECT tbl, idx, stat FROM sqlite_stat1"))
    assert told == {(table, None, str(rows)) for table, rows in planner.ROWS.items()} | {
        (*name.split("."), figures) for name, figures in planner.INDEXES.items()
    }
    desk.close()


def test_all_orders_are_read_as_they_lie(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []
    connection = desk.data.database.connection()
    connection.set_trace_callback(asked.append)
    orders.find(desk, Orders(sort="due"), 200)
    connection.set_trace_callback(None)
    assert next(plan for *_, plan in ask(desk, f"EXPLAIN QUERY PLAN {asked[-1]}")) == "SCAN r"
