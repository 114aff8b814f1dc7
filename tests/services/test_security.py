"""Setting, changing and removing the password, and what becomes of the backups."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmdesk.core import recovery
from crmdesk.core.errors import UserError
from crmdesk.services import backups, customers, security
from crmdesk.services.desk import Desk, open_desk
from crmdesk.store.keys import Key, salt_of
from tests.desk import clock, make_desk

CANARY = "金丝雀有限公司"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A data file with one customer and two backups."""
    desk = make_desk(tmp_path)
    customers.add(desk, {"name": CANARY})
    backups.make(desk)
    customers.add(desk, {"name": "绿城物业"})
    backups.make(desk)
    desk.close()
    return desk.path


def opened(path: Path, key: Key | None) -> Desk:
    return open_desk(path, create=False, who="陈立", clock=clock, key=key)


def code_of(path: Path, typed: str) -> str:
    with pytest.raises(UserError) as caught:
        security.unlock(path, typed)
    return caught.value.code


def test_password_and_recovery_key_open_it(path: Path) -> None:
    assert not security.is_protected(path)
    key = security.set_password(path, "松下问童子")
    assert security.is_protected(path)
    text = "-".join(recovery.written(key.raw))
    for typed in ("松下问童子", text, text.replace("-", "  "), text.replace("0", "O")):
        assert security.unlock(path, typed) == key
    desk = opened(path, key)
    assert customers.file(desk, 1).values["name"] == CANARY
    desk.close()
    wrong = text[:-1] + str((int(text[-1]) + 1) % 10)
    assert code_of(path, "松下问童女") == "password-wrong"
    assert code_of(path, " ") == "password-empty"
    assert code_of(path, wrong) == "recovery-groups"
    assert code_of(path, text[:-2]) == "recovery-groups"
    assert code_of(path, text.replace("-", "")[:-6]) == "recovery-short"
    assert code_of(path, "-".join(recovery.written(Key.new("其他").raw))) == "recovery-other"


def test_what_a_killed_restore_or_backup_left_stays_readable_nowhere(path: Path) -> None:
    left = [path.parent / f".{path.stem}-restoring-abc" / path.name, backups.beside(path) / f"{path.stem}-1.partial"]
    left[0].parent.mkdir()
    for each in left:
        each.write_bytes(path.read_bytes())
    security.set_password(path, "松下问童子")
    assert [each for each in (*left, left[0].parent) if each.exists()] == []


def test_the_same_password_typed_by_other_means(path: Path) -> None:
    key = security.set_password(path, "Cafe\u0301１２３4")
    assert security.unlock(path, "Caf\u00e91234") == key


@pytest.mark.parametrize("password", ["", "  ", "\u3000"])
def test_an_empty_password_is_refused(path: Path, password: str) -> None:
    before = path.read_bytes()
    with pytest.raises(UserError) as caught:
        security.set_password(path, password)
    assert caught.value.code == "password-empty"
    assert path.read_bytes() == before


def test_after_a_change_only_the_new_one_opens_it(path: Path) -> None:
    former = security.set_password(path, "first")
    with pytest.raises(UserError) as caught:
        security.set_password(path, "second")
    assert caught.value.code == "password-needed"
    key = security.set_password(path, "second", key=former)
    assert code_of(path, "first") == "password-wrong"
    assert code_of(path, "-".join(recovery.written(former.raw))) == "recovery-other"
    assert security.unlock(path, "second") == key
    with pytest.raises(UserError) as caught:
        security.remove_password(path, former)
    assert caught.value.code == "password-wrong"
    security.remove_password(path, key)
    assert not security.is_protected(path)
    assert security.unlock(path, "") is None


def test_plain_backups_are_encrypted_with_the_key_of_the_file(path: Path) -> None:
    key = security.set_password(path, "first")
    desk = opened(path, key)
    plain = [backup.path for backup in security.plain_backups(desk)]
    assert len(plain) == 2
    assert CANARY.encode() in plain[0].read_bytes()
    told: list[tuple[int, int | None]] = []
    done = security.protect_backups(plain, "encrypt", key=key, progress=lambda *each: told.append(each))
    assert (done.done, done.failed) == (2, ())
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert security.plain_backups(desk) == security.locked_backups(desk) == []
    made = backups.make(desk)
    desk.close()
    for backup in (*plain, made.path):
        assert CANARY.encode() not in backup.read_bytes()
        for typed in ("first", "-".join(recovery.written(key.raw))):
            assert security.unlock(backup, typed) == key
    names = []
    for backup in plain:
        copy = opened(backup, key)
        names.append(customers.file(copy, 1).values["name"])
        copy.close()
    assert names == [CANARY, CANARY]
    assert sorted(each.name for each in plain[0].parent.iterdir()) == sorted(
        {each.name for each in (*plain, made.path)}
    )


def test_backups_of_an_earlier_password(path: Path) -> None:
    first = security.set_password(path, "first")
    desk = opened(path, first)
    security.protect_backups([backup.path for backup in security.plain_backups(desk)], "encrypt", key=first)
    desk.close()
    second = security.set_password(path, "second", key=first)
    desk = opened(path, second)
    locked = [backup.path for backup in security.locked_backups(desk)]
    assert len(locked) == 2
    assert security.unlock(locked[0], "first") == first
    assert security.protect_backups(locked, "encrypt", key=second).failed == tuple(locked)
    assert security.protect_backups(locked, "encrypt", key=second, former=Key.new("no")).failed == tuple(locked)
    assert security.protect_backups(locked[:1], "encrypt", key=second, former=first).failed == ()
    assert [backup.path for backup in security.locked_backups(desk)] == locked[1:]
    assert security.protect_backups(locked[1:], "delete", key=second).done == 1
    assert [backup.path for backup in backups.all_of(desk)] == locked[:1]
    desk.close()


def test_what_a_killed_change_left_is_cleared(path: Path) -> None:
    plain = path.read_bytes()
    key = security.set_password(path, "first")
    former, changing = (path.with_name(f".{path.name}.{what}") for what in ("former", "changing"))
    former.write_bytes(plain)
    changing.write_bytes(plain)
    security.unlock(path, "first")
    assert not former.exists()
    assert not changing.exists()
    assert salt_of(path) == key.salt
    desk = opened(path, key)
    backup = security.plain_backups(desk)[0].path
    backup.with_name(f".{backup.name}.former").hardlink_to(backup)
    security.plain_backups(desk)
    assert [each.name for each in backup.parent.iterdir() if each.name.startswith(".")] == []
    assert CANARY.encode() in backup.read_bytes()
    desk.close()


def test_protecting_can_be_stopped(path: Path) -> None:
    key = security.set_password(path, "first")
    desk = opened(path, key)
    plain = [backup.path for backup in security.plain_backups(desk)]
    with pytest.raises(security.CancelledError):
        security.protect_backups(plain, "encrypt", key=key, cancelled=lambda: True)
    assert [backup.path for backup in security.plain_backups(desk)] == plain
    desk.close()
    with pytest.raises(security.CancelledError):
        security.remove_password(path, key, cancelled=lambda: True)
    assert security.is_protected(path)
