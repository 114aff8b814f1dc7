"""An encrypted data file beside a plain one: opening, importing 20,000 customers, searching, in one run."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from crmdesk.core.customers import Listing
from crmdesk.services import customers, importing, security
from crmdesk.services.desk import open_desk
from crmdesk.store import copying
from crmdesk.store.keys import Key
from tests.bench import rows
from tests.desk import make_desk

ROWS = 20_000
ROUNDS = 9
QUERIES = ("张江", "zhongguo", "0013", "南 海", "u19999", "有限公司")
LIMIT = {"open": 3.0, "import": 1.6, "search": 2.0}
"""Times as long as plain: more than was measured, less than anybody would bear."""


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def test_encrypted_beside_plain(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = rows.workbook(tmp_path / "in.xlsx", ROWS)
    plain, locked = tmp_path / "plain.crmdesk", tmp_path / "locked.crmdesk"
    keys: dict[Path, Key | None] = {plain: None}
    took: dict[str, dict[Path, list[float]]] = {what: {plain: [], locked: []} for what in LIMIT}

    def importing_anew(path: Path) -> None:
        copying.remove(path)
        make_desk(tmp_path, path.name).close()
        keys[path] = security.set_password(path, "松下问童子") if path == locked else None
        desk = open_desk(path, key=keys[path])
        took["import"][path].append(seconds(lambda: importing.import_file(desk, book)))
        desk.close()

    def opening(path: Path) -> None:
        took["open"][path].append(seconds(lambda: open_desk(path, key=keys[path]).close()))

    def searching(path: Path) -> None:
        desk = open_desk(path, key=keys[path])  # anew, so that pages are decrypted again
        took["search"][path].append(seconds(lambda: [customers.find(desk, Listing(query=each)) for each in QUERIES]))
        desk.close()

    for work, times in ((importing_anew, 2), (opening, 4 * ROUNDS), (searching, ROUNDS)):
        for turn in range(times):
            for path in (plain, locked) if turn % 2 else (locked, plain):
                work(path)
    key = keys[locked]
    unlocking = seconds(lambda: security.unlock(locked, "松下问童子"))
    changing = seconds(lambda: security.set_password(locked, "言师采药去", key=key))
    best = {what: {path: min(found) for path, found in by.items()} for what, by in took.items()}
    with capsys.disabled():
        print(f"\nencrypted beside plain, {ROWS:,} customers ({dt.date.today().isoformat()})")
        for what, by in best.items():
            line = f"{by[plain] * 1000:>10.1f} ms{by[locked] * 1000:>10.1f} ms{by[locked] / by[plain]:>8.2f}"
            print(f"{what:<10}{line}")
        size = locked.stat().st_size / (1 << 20)
        print(f"the key from the password {unlocking:.2f} s; a new password for {size:.0f} MB {changing:.2f} s")
    assert {what for what, by in best.items() if by[locked] / by[plain] > LIMIT[what]} == set()
