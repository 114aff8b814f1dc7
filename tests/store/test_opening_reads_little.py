"""A data file is opened as quickly with a million customers as with a few: nothing is looked through."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import peewee
import pytest

from crmdesk.services import customers
from crmdesk.services.desk import open_desk
from crmdesk.store.records import KINDS
from tests.desk import clock


def test_opening_looks_through_no_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "many.crmdesk"
    desk = open_desk(path, clock=clock)
    customers.add(desk, {"name": "海川工具"})
    desk.close()
    asked: list[tuple[str, Sequence[Any]]] = []
    execute = peewee.Database.execute_sql

    def noted(self: peewee.Database, sql: str, params: Sequence[Any] | None = None, *more: Any) -> Any:
        asked.append((sql, params or ()))
        return execute(self, sql, params, *more)

    monkeypatch.setattr(peewee.Database, "execute_sql", noted)
    desk = open_desk(path, clock=clock)
    monkeypatch.undo()
    selects = [(sql, params) for sql, params in asked if sql.lstrip().startswith("SELECT")]
    assert any("FROM customer" in sql for sql, _ in selects)
    for sql, params in selects:
        for *_, plan in desk.data.database.execute_sql(f"EXPLAIN QUERY PLAN {sql}", params).fetchall():
            assert not (plan.startswith("SCAN") and plan.split()[1] in KINDS), f"{plan}: {sql}"
            assert not ("customer" in plan and "INTEGER PRIMARY KEY (rowid>" in plan), f"{plan}: {sql}"
    desk.close()
