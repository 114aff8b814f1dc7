"""Work in a child process that acknowledges each action once it is done, and what must hold after it was killed."""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
import time
from pathlib import Path

from crmdesk.services import salvaging
from crmdesk.services.desk import open_desk
from crmdesk.services.security import Key, unlock
from tests.imports import ROOT

PATIENCE = 90

# Each line that it prints names an action that is committed: `verb action-id`.
WORKER = """
import itertools, random, sys
from pathlib import Path
from crmdesk.core.importing import Options
from crmdesk.services import bulk_edit, contacts, customers, history, importing, notes, security
from crmdesk.services.desk import open_desk
from tests.services.importing import book

path, what, seed, password = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
chance = random.Random(seed)
desk = open_desk(path, key=security.unlock(path, password) if password else None)
desk.data.database.execute_sql("PRAGMA wal_autocheckpoint = 30")

def edit(turn):
    id_, _ = customers.add(desk, {"name": f"{seed}号客户{turn}"}, [{"name": "联系人", "mobile": "13800138000"}])
    notes.add(desk, id_, "记录" * chance.randrange(1, 900))
    customers.edit(desk, chance.randrange(1, id_ + 1), {"address": f"街道{turn}号" * 9})
    if turn % 5 == 4:
        history.undo(desk)

def imports(turn):
    rows = [["客户名称", "手机", "地址"]] + [
        [f"{seed}批{turn}第{i}家", f"139{seed % 100:02}{turn:02}{i:04}", "长街" * 30] for i in range(400)
    ]
    importing.apply(desk, importing.plan(desk, book(rows), Options()))

def bulk(turn):
    ids = [row[0] for row in desk.data.database.execute_sql("SELECT id FROM customer WHERE deleted_at IS NULL")]
    bulk_edit.apply(desk, ids, {"city": f"城市{turn}"})

work = {"edit": edit, "import": imports, "bulk": bulk}[what]
print("begun", flush=True)
for turn in itertools.count():
    work(turn)
    (last,) = desk.data.database.execute_sql("SELECT max(id) FROM action WHERE state = 'done'").fetchone()
    print("done", last, flush=True)
"""


def killed(path: Path, what: str, seed: int, seconds: float, password: str = "", *, waits: bool = True) -> int:
    """Let a child work for so long, after its first action if it `waits` for that, then kill it; returns the last
    acknowledged action."""
    child = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(path), what, str(seed), password],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        assert child.stdout is not None
        first = child.stdout.readline()
        assert first == b"begun\n", child.stderr and child.stderr.read()[-2000:]
        acknowledged = child.stdout.readline() if waits else b""
        time.sleep(seconds)
    finally:
        child.kill()
        out, error = child.communicate(timeout=PATIENCE)
    assert error == b"", error[-2000:]
    lines = [line.split() for line in (acknowledged + out).decode().splitlines(keepends=True) if line.endswith("\n")]
    return max((int(line[1]) for line in lines), default=0)


def assert_whole(path: Path, acknowledged: int, key: Key | None = None) -> None:
    """The file is sound, what was acknowledged is there, and every action of the history is there as a whole."""
    found = salvaging.check(path, key)
    assert list(found.problems) == []
    with contextlib.closing(open_desk(path, create=False, key=key)) as desk:
        execute = desk.data.database.execute_sql
        assert execute("SELECT count(*) FROM action WHERE id = ?", (acknowledged,)).fetchone() == (acknowledged > 0,)
        created = "SELECT count(*) FROM change WHERE kind = 'customer' AND before IS NULL AND after IS NULL"
        missing = f"{created} AND record_id NOT IN (SELECT id FROM customer)"
        assert execute(missing).fetchone() == (0,)
        batches = execute(
            "SELECT b.created, (SELECT count(*) FROM change c WHERE c.action_id = b.action_id AND c.kind = 'customer') "
            "FROM import_batch b"
        ).fetchall()
        assert [pair for pair in batches if pair[0] != pair[1]] == []
        torn = execute(
            "SELECT a.id FROM action a WHERE NOT EXISTS (SELECT 1 FROM change c WHERE c.action_id = a.id)"
        ).fetchall()
        assert torn == []
        cities = execute("SELECT count(DISTINCT city) FROM customer WHERE city LIKE '城市%'").fetchone()
        assert cities[0] <= 1


def rounds(path: Path, what: str, count: int, seed: int, longest: float, password: str = "") -> int:
    """So many kills at random moments; after each of them the file is whole. Returns how many actions were done."""
    chance = random.Random(seed)
    last = 0
    for turn in range(count):
        done = killed(path, what, seed + turn, chance.uniform(0, longest), password, waits=turn % 2 == 0)
        last = max(last, done)
        assert_whole(path, done, unlock(path, password) if password else None)
    return last
