"""The disk fills up while the whole data file is written anew: backup, restoring, migration, password, salvaging. The
data file holds what it held, former backups too, nothing lies about, and it works once there is room."""

from __future__ import annotations

import itertools
import re
import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from crmdesk.services import backups, customers, restoring, salvaging, security
from crmdesk.services.desk import open_desk
from crmdesk.store import copying
from crmdesk.store.database import SCHEMA
from crmdesk.store.keys import Key
from tests.damage import PAGE, zero
from tests.desk import clock
from tests.faults import disks
from tests.faults.disks import Disk, names, refused, rows_of
from tests.faults.soak import master
from tests.store.test_fixtures import FIXTURES

disk = disks.disk
CUSTOMERS = 24
CODES = {"file-full", "file-failed", "backup-failed", "backup-no-room"}
BACKUP = re.compile(r"-backups$|-(migration|restore)\.crmdesk$")


@dataclass(frozen=True)
class Work:
    """What is done with the data file, which `key` opens."""

    do: Callable[[], object]
    key: Key | None = None


def backing_up(path: Path) -> Work:
    with closing(open_desk(path, who="陈立", clock=clock)) as desk:
        backups.make(desk)

    def make() -> None:
        with closing(open_desk(path, who="陈立", clock=clock)) as desk:
            backups.make(desk)

    return Work(make)


def restoring_one(path: Path) -> Work:
    with closing(open_desk(path, who="陈立", clock=clock)) as desk:
        made = backups.make(desk).path
        customers.add(desk, {"name": "后来的"})
    return Work(lambda: restoring.restore(path, made, clock=clock))


def restoring_an_old_one(path: Path) -> Work:
    old = FIXTURES / "schema-1.crmdesk"
    return Work(lambda: restoring.restore(path, old, clock=clock))


def migrating(path: Path) -> Work:
    shutil.copyfile(FIXTURES / f"schema-{SCHEMA - 1}.crmdesk", path)
    return Work(lambda: open_desk(path, who="陈立", clock=clock).close())


def migrating_from_the_first(path: Path) -> Work:
    shutil.copyfile(FIXTURES / "schema-1.crmdesk", path)
    return Work(lambda: open_desk(path, who="陈立", clock=clock).close())


def encrypting(path: Path) -> Work:
    return Work(lambda: security.set_password(path, "new"))


def another_password(path: Path) -> Work:
    key = security.set_password(path, "former")
    return Work(lambda: security.set_password(path, "new", key=key), key)


def decrypting(path: Path) -> Work:
    key = security.set_password(path, "former")
    return Work(lambda: security.remove_password(path, key), key)


def salvaging_it(path: Path) -> Work:
    zero(path, 60, 61)
    return Work(lambda: salvaging.salvage(path, path.with_name("new.crmdesk"), clock=clock))


def beginning_another(path: Path) -> Work:
    return Work(lambda: open_desk(path.with_name("new.crmdesk"), clock=clock).close())


WORK: dict[str, Callable[[Path], Work]] = {
    "backup": backing_up,
    "restore": restoring_one,
    "restore an old one": restoring_an_old_one,
    "migration": migrating,
    "migration from the first": migrating_from_the_first,
    "password": encrypting,
    "another password": another_password,
    "no password": decrypting,
    "salvage": salvaging_it,
    "a new file": beginning_another,
}


@pytest.fixture
def path(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = Path(shutil.copyfile(master(CUSTOMERS), disk.folder / "华东客户.crmdesk"))
    (disk.folder / "temp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(disk.folder / "temp"))
    return made


def stepped(path: Path, disk: Disk, what: str, step: int) -> int:
    """Give the work more and more room until it is done; returns how often there was too little."""
    work = WORK[what](path)
    damaged = what == "salvage"
    before = path.read_bytes() if damaged else rows_of(path, work.key)
    there = names(disk.folder)
    failed = 0
    for size in itertools.chain((0, PAGE), itertools.count(2 * PAGE, step)):
        if (code := refused(disk, size, work.do)) is None:
            break
        assert code in CODES, size
        failed += 1
        assert {name for name in names(disk.folder) - there if not BACKUP.search(name)} == set(), size
        if damaged:
            assert path.read_bytes() == before
        else:
            assert rows_of(path, work.key) == before, size
            assert copying.sound(path, work.key)
        for backup in path.parent.rglob("*-backups/*"):
            assert copying.sound(backup, work.key)
    assert names(disk.folder) >= there
    return failed


def then_all_is_well(path: Path, disk: Disk, what: str, step: int) -> int:
    failed = stepped(path, disk, what, step)
    made = path.with_name("new.crmdesk") if what in ("salvage", "a new file") else path
    key = security.unlock(made, "new") if security.is_protected(made) else None
    assert salvaging.check(made, key).sound
    return failed


@pytest.mark.parametrize("what", list(WORK))
def test_it_is_as_it_was(path: Path, disk: Disk, what: str) -> None:
    assert then_all_is_well(path, disk, what, 64 * PAGE) >= 3


@pytest.mark.soak
@pytest.mark.parametrize("what", list(WORK))
def test_it_is_as_it_was_at_every_page(path: Path, disk: Disk, what: str) -> None:
    then_all_is_well(path, disk, what, PAGE)
