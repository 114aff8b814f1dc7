"""Many new customers: keys and tokens come from a process of its own, indexes afterwards, and nothing is different."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crmdesk.services import customers
from crmdesk.services.desk import Desk
from crmdesk.store import loading, preparing, recording
from crmdesk.store.preparing import Preparing, prepare
from tests.store.test_search import check_index

RAWS = [[("customer", {"name": f"客户{n}有限公司", "mobile": f"139{n:08}"})] for n in range(20)]
ROOT = Path(__file__).parents[2]


def test_the_process_says_the_same() -> None:
    working = Preparing()
    try:
        assert working.answer(working.ask(RAWS), []) == prepare(RAWS)
    finally:
        working.close()


def test_a_process_that_dies_is_replaced_by_own_work() -> None:
    working = Preparing()
    try:
        first = working.ask(RAWS)
        assert first is not None
        first.result()
        pool = working._pool
        assert pool is not None
        (process,) = pool._processes.values()
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        assert working.answer(working.ask(RAWS), RAWS) == prepare(RAWS)
    finally:
        working.close()


def test_what_cannot_be_sent_is_worked_out_here() -> None:
    class Name(str):
        __slots__ = ()

    odd = [[("customer", {"name": Name("客户有限公司")})]]
    working = Preparing()
    try:
        asked = working.ask(odd)
        assert asked is None
        assert working.answer(asked, odd) == prepare([[("customer", {"name": "客户有限公司"})]])
    finally:
        working.close()


def test_no_process_outlives_a_killed_program(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import time\n"
        "from crmdesk.store.preparing import Preparing\n"
        "if __name__ == '__main__':\n"
        "    working = Preparing()\n"
        "    working.ask([[('customer', {'name': 'a'})]]).result()\n"
        "    print(*working._pool._processes, flush=True)\n"
        "    time.sleep(60)\n",
        encoding="utf-8",
    )
    with subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    for _ in range(500):
        if not _lives(child):
            break
        time.sleep(0.02)
    assert not _lives(child)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_many_customers_in_one_action(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "_FLUSH_AT", 7)
    monkeypatch.setattr(loading, "_WORTH_IT", 10)
    before = _indexes(desk)
    with desk.recording("demo", count=50) as made:
        made.expect(50)
        ids = []
        for n in range(50):
            ids.append(made.create("customer", {"number": f"K{n:05}", "name": f"赵{n}", "kind": "individual"}))
            made.create("contact", {"customer_id": ids[-1], "name": f"钱{n}", "position": 0})
        made.create("contact", {"customer_id": ids[3], "name": "孙三", "position": 1})
        made.update("customer", ids[5], {"name": "李五"})
    check_index(desk)
    assert _indexes(desk) == before
    assert [row[1] for row in desk.data.database.execute_sql("SELECT id, name FROM contact WHERE customer_id = 4")] == [
        "钱3",
        "孙三",
    ]
    assert customers.find(desk, customers.Listing(query="孙三")) == [ids[3]]
    assert customers.find(desk, customers.Listing(query="lw")) == [ids[5]]


def test_indexes_of_what_some_have_follow(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "_FLUSH_AT", 7)
    monkeypatch.setattr(loading, "_WORTH_IT", 10)
    before = _indexes(desk)
    codes = {n: f"91330400MA{n:08}" for n in range(30, 50, 3)}
    with desk.recording("demo", count=50) as made:
        made.expect(50)
        for n in range(50):
            flat = {"number": f"K{n:05}", "name": f"赵{n}", "kind": "enterprise", "credit_code": codes.get(n)}
            made.create("customer", flat)
    assert _indexes(desk) == before
    assert desk.data.database.execute_sql("PRAGMA integrity_check").fetchall() == [("ok",)]
    sql = "SELECT credit_code FROM customer INDEXED BY customer_by_credit_code WHERE credit_code IS NOT NULL"
    assert [code for (code,) in desk.data.database.execute_sql(sql)] == sorted(codes.values())


def test_a_failure_leaves_the_indexes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_WORTH_IT", 10)
    before = _indexes(desk)

    def fail() -> None:
        with desk.recording("demo", count=50) as made:
            made.expect(50)
            assert _indexes(desk) != before
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert _indexes(desk) == before


def _indexes(desk: Desk) -> list[tuple[str, str]]:
    sql = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'customer' ORDER BY name"
    return list(desk.data.database.execute_sql(sql).fetchall())


def test_it_needs_neither_qt_nor_peewee() -> None:
    code = f"import sys; import {preparing.__name__}; print([m for m in sys.modules if m in ('peewee', 'PySide6')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
