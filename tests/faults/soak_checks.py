"""What must hold of a data file after its program was killed."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from crmdesk.services import complaints_looking, salvaging
from crmdesk.services.desk import Desk, open_desk
from crmdesk.store import complaints as complaints_store
from crmdesk.store import marks, tier_marks
from crmdesk.store.keys import Key
from crmdesk.store.marks_customers import MARKS
from crmdesk.store.records import KINDS
from tests.desk import clock
from tests.services.marks import naive
from tests.store.test_search import check_index

SAMPLE = 4
_OF_ORDERS = ("amount", "paid", "due", "due_on")


@contextmanager
def looked_over(path: Path, key: Key | None = None, acknowledged: Iterable[int] = ()) -> Iterator[Desk]:
    """The data file, opened after everything about it was found sound."""
    found = salvaging.check(path, key)
    assert list(found.problems) == []
    desk = open_desk(path, create=False, key=key, who="陈立", clock=clock)
    try:
        execute = desk.data.database.execute_sql
        assert execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert execute("PRAGMA foreign_key_check").fetchall() == []
        check_index(desk)
        check_actions(desk, acknowledged)
        check_marks(desk)
        check_complaints(desk)
        check_runs(desk)
        yield desk
    finally:
        desk.close()


def check_actions(desk: Desk, acknowledged: Iterable[int]) -> None:
    """What was acknowledged is there, and every action of the history is there as a whole."""
    execute = desk.data.database.execute_sql
    there = {row[0] for row in execute("SELECT id FROM action").fetchall()}
    assert set(acknowledged) <= there
    assert execute("SELECT count(*) FROM change WHERE action_id NOT IN (SELECT id FROM action)").fetchone() == (0,)
    erased = execute("SELECT count(*) FROM privacy_log WHERE what LIKE 'erase%'").fetchone() != (0,)
    torn = "SELECT verb FROM action a WHERE NOT EXISTS (SELECT 1 FROM change c WHERE c.action_id = a.id)"
    assert erased or execute(torn).fetchall() == []
    for kind in KINDS:
        if kind == "setting":
            continue
        created, gone = (
            f"SELECT record_id FROM change WHERE kind = '{kind}' AND before IS {before}NULL AND after IS NULL"
            for before in ("", "NOT ")
        )
        missing = f"{created} EXCEPT {gone} EXCEPT SELECT id FROM {kind}"
        assert execute(missing).fetchall() == [], kind
    batches = execute(
        "SELECT b.action_id, b.created, (SELECT count(*) FROM change c WHERE c.action_id = b.action_id "
        "AND c.kind = 'customer' AND c.before IS NULL) FROM import_batch b"
    ).fetchall()
    assert [batch for batch in batches if batch[1] != batch[2]] == []
    cities = execute("SELECT count(DISTINCT city) FROM customer WHERE city LIKE '城市%'").fetchone()
    assert cities[0] <= 1


def check_marks(desk: Desk) -> None:
    """Marks are what they become when worked out again, and for some customers what a plain reckoning says."""
    before = _marked(desk)
    ids = [row[0] for row in before[0]]
    with desk.data.write():
        marks.recompute(desk.data, ids, desk.today(), orders=True)
        assert tier_marks.apply(desk.data) == 0
    assert _marked(desk) == before
    for customer_id in random.Random(len(ids)).sample(ids, min(SAMPLE, len(ids))):
        flat = desk.records.read("customer", customer_id)
        assert flat is not None
        stored = {key: flat.get(key) for key in MARKS if key != "marks_until"}
        assert stored == naive(desk, customer_id), customer_id


def _marked(desk: Desk) -> list[list[Any]]:
    execute = desk.data.database.execute_sql
    return [
        execute(f"SELECT id, {', '.join(MARKS)} FROM customer ORDER BY id").fetchall(),
        execute(f"SELECT id, {', '.join(_OF_ORDERS)} FROM sales_order ORDER BY id").fetchall(),
        execute("SELECT count(*) FROM stage_move").fetchall(),
    ]


def check_complaints(desk: Desk) -> None:
    """Each stands where its steps and events say."""
    ids = [row[0] for row in desk.data.database.execute_sql("SELECT id FROM complaint").fetchall()]
    courses = complaints_store.courses(desk.data, ids)
    for case in complaints_looking.cases(desk, list(courses)):
        flat = desk.records.read("complaint", case.complaint.id) or {}
        course = courses[case.complaint.id]
        assert {key: flat.get(key) for key in course} == course


def check_runs(desk: Desk) -> None:
    """Every saved run of tiers has all its results: beside those of customers that are there, those that customers
    took along who were removed and may come back. Of erased ones nothing is left."""
    execute = desk.data.database.execute_sql
    (erased,) = execute("SELECT ifnull(sum(customers), 0) FROM privacy_log WHERE what = 'erase'").fetchone()
    along = """
        SELECT json_extract(one.value, '$[0]') AS run, c.record_id AS customer
        FROM change c, json_each(json_extract(ifnull(c.before, c.after), '$.tier_results')) one
        WHERE c.kind = 'customer' AND c.record_id NOT IN (SELECT id FROM customer)
    """
    sql = f"""
        SELECT r.id, r.count - (SELECT count(*) FROM tier_result t WHERE t.run = r.id)
            - (SELECT count(DISTINCT customer) FROM ({along}) WHERE run = r.id)
        FROM tier_run r
    """
    assert [(run, lacking) for run, lacking in execute(sql).fetchall() if not 0 <= lacking <= erased] == []


def last_action(desk: Desk) -> int:
    (last,) = desk.data.database.execute_sql("SELECT max(id) FROM action").fetchone()
    return int(last or 0)


def counted(desk: Desk) -> dict[str, int]:
    """Living records by kind."""
    execute = desk.data.database.execute_sql
    kinds = [kind for kind in KINDS if kind not in ("setting", "tier_run")]
    return {kind: execute(f"SELECT count(*) FROM {kind} WHERE deleted_at IS NULL").fetchone()[0] for kind in kinds}
