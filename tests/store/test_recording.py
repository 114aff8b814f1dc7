"""Customers created together leave the same data file as those created one after another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from crmdesk.core.search import match
from crmdesk.services.desk import Desk
from crmdesk.store import history
from crmdesk.store.recording import Recording
from tests.desk import make_desk

_FLATS: list[dict[str, Any]] = [
    {
        "number": f"K{i}",
        "name": f"甲{i}贸易",
        "kind": "enterprise",
        "mobile": f"1390000000{i}",
        "city": None,
        "tier": tier,
    }
    for i, tier in enumerate([None, "gold", None, None])
]
_TABLES = {
    "customer": "number, name, name_key, name_sort, mobile_e164, city, tier, tier_fixed, stage",
    "contact": "customer_id, name, position",
    "change": "seq, kind, record_id, before, after",
}


def _one_by_one(made: Recording) -> list[int]:
    return [made.create("customer", flat) for flat in _FLATS]


def _together(made: Recording) -> list[int]:
    return [*made.create_customers(_FLATS[:3]), *made.create_customers(_FLATS[3:])]


def _made(folder: Path, how: Any) -> Desk:
    desk = make_desk(folder, f"{how.__name__}.crmdesk")
    with desk.recording("import", count=len(_FLATS), file="x.csv") as made:
        ids = how(made)
        made.create("contact", {"customer_id": ids[0], "name": "乙", "position": 0})
    assert made.result.touched("customer") == set(ids)
    return desk


def _stored(desk: Desk) -> dict[str, list[Any]]:
    execute = desk.data.database.execute_sql
    found = {table: execute(f"SELECT {names} FROM {table} ORDER BY 1").fetchall() for table, names in _TABLES.items()}
    searched = "SELECT rowid FROM customer_search WHERE customer_search MATCH ? ORDER BY rowid"
    return {**found, **{word: execute(searched, (match(word),)).fetchall() for word in ("贸易", "39000", "乙", "jia")}}


def test_created_together_they_are_the_same(tmp_path: Path) -> None:
    one_by_one, together = _made(tmp_path, _one_by_one), _made(tmp_path, _together)
    stored = _stored(together)
    assert stored == _stored(one_by_one)
    assert [kind for _, kind, *_ in stored["change"]] == ["customer"] * 4 + ["contact"]
    for desk in (one_by_one, together):
        history.undo(desk.data, desk.today())
        assert not _stored(desk)["customer"]
        history.redo(desk.data, desk.today())
    assert _stored(together)["customer"] == stored["customer"]
    assert _stored(together)["贸易"] == stored["贸易"] != []
    one_by_one.close()
    together.close()
