"""The whole data file under another key: nothing lost, nothing left, nobody else at it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from crmdesk.core.errors import UserError
from crmdesk.services import customers, demo
from crmdesk.services.desk import Desk, open_desk
from crmdesk.store import copying, rekeying
from crmdesk.store.copying import Stopped
from crmdesk.store.keys import Key, salt_of
from crmdesk.store.opening import open_file
from tests.desk import make_desk

ONE, OTHER = Key.new("one"), Key.new("other")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    desk = make_desk(tmp_path)
    demo.fill(desk, 300, 3, dealings=0)
    customers.delete(desk, [2])
    desk.close()
    return desk.path


def contents(path: Path, key: Key | None) -> dict[str, object]:
    """Every row of every table, and what the file says of itself."""
    data = open_file(path, create=False, key=key)
    try:
        ask = data.database.execute_sql
        tables = ask("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        real = [name for name, sql in tables if not sql.startswith("CREATE VIRTUAL")]
        found: dict[str, object] = {name: ask(f'SELECT * FROM "{name}"').fetchall() for name in real}
        found["schema"] = ask("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
        found["pragmas"] = [data.database.pragma(name) for name in ("application_id", "user_version")]
        found["search"] = ask("SELECT rowid FROM customer_search WHERE customer_search MATCH 'person:李*'").fetchall()
        ask("INSERT INTO customer_search (customer_search) VALUES ('integrity-check')")
        assert data.quick_check() is None
        return found
    finally:
        data.close()


def test_there_and_back_nothing_is_lost(path: Path) -> None:
    before = contents(path, None)
    path.chmod(0o640)
    rekeying.rekey(path, None, ONE)
    assert salt_of(path) == ONE.salt == path.read_bytes()[:16]
    assert contents(path, ONE) == before
    rekeying.rekey(path, ONE, OTHER)
    assert salt_of(path) == OTHER.salt
    assert contents(path, OTHER) == before
    assert copying.sound(path, OTHER)
    rekeying.rekey(path, OTHER, None)
    assert salt_of(path) is None
    assert contents(path, None) == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(("key", "code"), [(None, "password-needed"), (OTHER, "password-wrong")])
def test_an_encrypted_file_needs_its_key(path: Path, key: Key | None, code: str) -> None:
    rekeying.rekey(path, None, ONE)
    with pytest.raises(UserError) as caught:
        rekeying.rekey(path, key, None)
    assert caught.value.code == code
    assert salt_of(path) == ONE.salt


def test_what_is_no_data_file_is_left_alone(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.crmdesk"
    other.write_bytes(path.read_bytes())
    data = open_file(other)
    data.database.pragma("application_id", 7)
    data.close()
    for place, code in ((other, "file-not-ours"), (tmp_path / "none.crmdesk", "file-missing")):
        with pytest.raises(UserError) as caught:
            rekeying.rekey(place, None, ONE)
        assert caught.value.code == code
    assert not (tmp_path / "none.crmdesk").exists()


@pytest.fixture
def opened(path: Path) -> Iterator[Desk]:
    desk = open_desk(path)
    yield desk
    desk.close()


def test_a_file_that_is_open_is_refused(opened: Desk) -> None:
    with pytest.raises(UserError) as caught:
        rekeying.rekey(opened.path, None, ONE)
    assert caught.value.code == "file-in-use"
    customers.add(opened, {"name": "仍可写"})
    assert not [each for each in opened.path.parent.iterdir() if each.name.endswith((".changing", ".former"))]


def test_nobody_can_write_meanwhile(path: Path) -> None:
    refused = []

    def progress(_done: int, _total: int | None) -> None:
        if not refused:
            with pytest.raises(UserError) as caught:
                open_desk(path)
            mode = path.with_name(f".{path.name}.changing").stat().st_mode & 0o077
            refused.append((caught.value.code, mode if os.name != "nt" else 0))

    rekeying.rekey(path, None, ONE, progress)
    assert refused == [("file-busy", 0)]


def test_a_second_one_does_not_disturb_the_first(path: Path) -> None:
    before = contents(path, None)
    refused = []

    def progress(_done: int, total: int | None) -> None:
        if not refused and total is None:
            with pytest.raises(UserError) as caught:
                rekeying.rekey(path, None, OTHER)
            refused.append(caught.value.code)

    rekeying.rekey(path, None, ONE, progress)
    assert refused[0] in {"file-busy", "file-in-use"}
    assert contents(path, ONE) == before


def test_progress_and_stopping(path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    with pytest.raises(Stopped):
        rekeying.rekey(path, None, ONE, lambda *each: told.append(each), lambda: bool(told))
    assert salt_of(path) is None
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    written = [done for done, total in told if total]
    assert written == sorted(written)
    with pytest.raises(Stopped):
        rekeying.rekey(path, None, ONE, lambda *each: told.append(each), lambda: told[-1][1] is None)
    assert told[-1][1] is None
    assert salt_of(path) is None


def test_the_old_bytes_are_overwritten(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shredded: dict[str, bytes] = {}
    remove = copying.remove

    def removing(each: Path) -> None:
        if each.is_file():
            shredded[each.name] = each.read_bytes()
        remove(each)

    monkeypatch.setattr(copying, "remove", removing)
    size = path.stat().st_size
    rekeying.rekey(path, None, ONE)
    assert shredded == {f".{path.name}.former": bytes(size)}


def test_a_file_system_without_links_will_do(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError("no links")

    monkeypatch.setattr(os, "link", no_links)
    rekeying.rekey(path, None, ONE)
    assert salt_of(path) == ONE.salt


def test_a_link_to_the_file_stays_one(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.crmdesk"
    link.symlink_to(path)
    rekeying.rekey(link, None, ONE)
    assert link.is_symlink()
    assert salt_of(path) == ONE.salt
