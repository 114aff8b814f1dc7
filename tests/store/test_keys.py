"""Encrypted data files: SQLCipher's own derivation, nothing readable on disk, whole copies."""

from __future__ import annotations

from pathlib import Path

import pytest
from playhouse.sqlcipher_ext import SqlCipherDatabase

from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.services import customers
from crmdesk.services.desk import Desk, open_desk
from crmdesk.services.security import unlock
from crmdesk.store import copying
from crmdesk.store.keys import Key, connecting, salt_of
from tests.desk import make_desk

CANARY = "金丝雀有限公司"


def encrypted(desk: Desk, path: Path, key: Key) -> Path:
    """A copy of a plain data file that a key opens."""
    desk.data.database.execute_sql(f'ATTACH ? AS locked KEY "{key.passphrase()}"', (str(path),))
    desk.data.database.execute_sql("SELECT sqlcipher_export('locked')")
    for pragma in ("application_id", "user_version"):
        desk.data.database.execute_sql(f"PRAGMA locked.{pragma} = {desk.data.database.pragma(pragma)}")
    desk.data.database.execute_sql("DETACH locked")
    return path


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    desk = make_desk(tmp_path)
    customers.add(desk, {"name": CANARY})
    path = encrypted(desk, tmp_path / "锁.crmdesk", Key.new("pass 'word\" 密码"))
    desk.close()
    return path


def test_the_key_is_the_one_sqlcipher_derives(locked: Path) -> None:
    other = SqlCipherDatabase(str(locked), autoconnect=False, passphrase="pass 'word\" 密码")
    other.connect()
    assert other.execute_sql("SELECT name FROM customer").fetchone() == (CANARY,)
    other.close()


def test_it_opens_with_its_password_only(locked: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert salt_of(locked) == locked.read_bytes()[:16]
    for password, code in (("other", "password-wrong"), ("", "password-empty")):
        with pytest.raises(UserError) as caught:
            unlock(locked, password)
        assert caught.value.code == code
    with pytest.raises(UserError) as caught:
        open_desk(locked)
    assert caught.value.code == "password-needed"
    with pytest.raises(UserError) as caught:
        open_desk(locked, key=Key.new("other"))
    assert caught.value.code == "password-wrong"
    assert capfd.readouterr().err == ""


def test_a_file_without_password_needs_no_key(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    assert salt_of(desk.path) is None
    assert unlock(desk.path, "whatever") is None
    again = open_desk(desk.path, key=Key.new("x"))
    assert again.data.key is None
    again.close()
    desk.close()


def test_nothing_is_readable_while_it_is_used(locked: Path, tmp_path: Path) -> None:
    desk = open_desk(locked, key=unlock(locked, "pass 'word\" 密码"))
    customers.add(desk, {"name": CANARY + "二", "mobile": "13800138000"})
    copying.copy(desk.data.database, tmp_path / "copy.crmdesk", desk.data.key)
    files = [path for path in tmp_path.iterdir() if path.name.startswith(("锁", "copy"))]
    assert {path.name for path in files} >= {"锁.crmdesk", "锁.crmdesk-wal", "copy.crmdesk"}
    for path in files:
        content = path.read_bytes()
        assert CANARY.encode() not in content
        assert b"13800138000" not in content
    desk.close()
    copied = open_desk(tmp_path / "copy.crmdesk", key=unlock(tmp_path / "copy.crmdesk", "pass 'word\" 密码"))
    assert len(customers.find(copied, Listing())) == 2
    copied.close()


def test_a_copy_that_is_stopped_or_fails_leaves_the_former_one(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    target = tmp_path / "copies" / "a.crmdesk"
    with pytest.raises(UserError) as caught:
        copying.copy(desk.data.database, target, None)
    assert caught.value.code == "backup-failed"
    target.parent.mkdir()
    copying.copy(desk.data.database, target, None)
    former = target.read_bytes()
    customers.add(desk, {"name": CANARY})
    with pytest.raises(copying.Stopped):
        copying.copy(desk.data.database, target, None, cancelled=lambda: True)
    assert target.read_bytes() == former
    assert [path.name for path in target.parent.iterdir()] == ["a.crmdesk"]
    assert copying.sound(target, None)
    desk.close()


def test_a_damaged_page_is_seen(locked: Path) -> None:
    key = unlock(locked, "pass 'word\" 密码")
    assert copying.sound(locked, key)
    content = bytearray(locked.read_bytes())
    content[len(content) // 2] ^= 1
    locked.write_bytes(content)
    assert not copying.sound(locked, key)
    database = connecting(locked, key)
    database.connect()
    database.close()
