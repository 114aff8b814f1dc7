"""Backups: whole and checked, where they belong, rotated, and when one is due."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import shutil
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import pytest

from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.services import backups, bulk_edit, customers, history, importing, restoring, settings
from crmdesk.services.backups import Backup
from crmdesk.services.desk import Desk, open_desk
from crmdesk.sheets.books import CancelledError
from crmdesk.store import backups as store
from crmdesk.store import copying
from tests.desk import NOW, clock, make_desk

SUFFIX = ".crmdesk"


@pytest.fixture
def full(desk: Desk) -> Desk:
    customers.add(desk, {"name": "禾砚精密"}, [{"name": "周砚秋"}])
    return desk


def names_in(path: Path) -> list[str]:
    opened = open_desk(path, create=False, who="陈立", clock=clock)
    with contextlib.closing(opened):
        return [row.name for row in customers.rows(opened, customers.find(opened, Listing(sort="number")))]


def later(desk: Desk, **parts: float) -> None:
    """Let time go on."""
    at = desk.clock() + dt.timedelta(**parts)
    desk.clock = lambda: at


def chosen(desk: Desk, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    settings.change(desk, "backups.folder", str(folder))
    return folder


def test_a_backup_is_an_ordinary_data_file(full: Desk) -> None:
    told: list[tuple[int, int | None]] = []
    made = backups.make(full, progress=lambda done, total: told.append((done, total)))
    assert made.path == full.path.parent / "华东客户-backups" / f"华东客户-20261121-120000-manual{SUFFIX}"
    assert (made.at, made.reason, made.encrypted, made.outside, made.missed) == (NOW, "manual", False, False, None)
    assert made.size == made.path.stat().st_size
    assert told[-2][0] == told[-2][1] == told[-1][0]
    assert told[-1][1] is None
    assert names_in(made.path) == ["禾砚精密"]
    assert backups.all_of(full) == [made]
    assert backups.latest(full) == made
    assert backups.folder(full) == made.path.parent


def test_two_in_one_second_do_not_meet(full: Desk) -> None:
    first, second = backups.make(full), backups.make(full)
    assert (second.at - first.at, second.path != first.path) == (dt.timedelta(seconds=1), True)
    assert backups.all_of(full) == [second, first]


def test_an_open_backup_is_listed_once(full: Desk) -> None:
    made = backups.make(full)
    with contextlib.closing(open_desk(made.path)) as opened:
        customers.edit(opened, 1, {"city": "嘉兴市"})
        assert made.path.with_name(made.path.name + "-shm").exists()
        for suffix in (None, SUFFIX):
            assert [b.path for b in backups.listed(made.path.parent, full.path.stem, suffix)] == [made.path]


def test_a_target_is_a_folder_or_a_new_file(full: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    in_folder = backups.make(full, target=stick)
    as_file = backups.make(full, target=stick / "给会计.crmdesk")
    assert in_folder.path == stick / f"华东客户-20261121-120000-manual{SUFFIX}"
    assert {backup.path for backup in backups.all_of(full)} == {in_folder.path, as_file.path}
    for target, code in (
        (as_file.path, "file-exists"),
        (full.path, "file-exists"),
        (tmp_path / "no" / "x.crmdesk", "file-folder-missing"),
    ):
        with pytest.raises(UserError) as caught:
            backups.make(full, target=target)
        assert caught.value.code == code
    backups.delete(in_folder)
    assert backups.all_of(full) == [as_file]


def test_two_data_files_of_one_name_do_not_mix(full: Desk, tmp_path: Path) -> None:
    shared = chosen(full, tmp_path / "shared")
    (tmp_path / "b").mkdir()
    other = make_desk(tmp_path / "b")
    customers.add(other, {"name": "别人"})
    chosen(other, shared)
    mine, theirs = backups.make(full), backups.make(other)
    assert mine.path.parent.parent == theirs.path.parent.parent == shared
    assert backups.all_of(full) == [mine]
    assert backups.all_of(other) == [theirs]
    other.close()


def test_a_chosen_folder_that_is_gone_is_told_and_done_without(full: Desk, tmp_path: Path) -> None:
    stick = chosen(full, tmp_path / "stick")
    kept = backups.make(full)
    assert kept.missed is None
    away = stick.rename(tmp_path / "away")
    made = backups.make(full, "daily")
    assert (made.missed, made.path.parent) == (stick, backups.beside(full.path))
    assert not stick.exists()
    away.rename(stick)
    assert {backup.path for backup in backups.all_of(full)} == {kept.path, made.path}


@pytest.mark.parametrize("hindrance", ["a file in its place", "no room"])
def test_a_chosen_folder_that_takes_nothing_is_done_without(
    full: Desk, tmp_path: Path, hindrance: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = chosen(full, tmp_path / "stick")
    if hindrance == "no room":
        short_of_room(monkeypatch, lambda folder: folder.is_relative_to(stick))
    else:
        backups.folder(full).write_bytes(b"")
    made = backups.make(full)
    assert (made.missed, made.path.parent) == (stick, backups.beside(full.path))


def short_of_room(monkeypatch: pytest.MonkeyPatch, where: Callable[[Path], bool]) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(10**9, 0, 200_000 if where(folder) else 10**9))


def test_room_is_looked_for_before(full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    short_of_room(monkeypatch, lambda _folder: True)
    with pytest.raises(UserError) as caught:
        backups.make(full)
    assert caught.value.code == "backup-no-room"
    assert caught.value.params["free"] == "196 KB"
    assert re.fullmatch(r"\d\.\d MB", caught.value.params["needed"])
    assert backups.all_of(full) == []


def test_a_folder_to_choose_is_there(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    for typed in (str(tmp_path / "no"), str(tmp_path / "file")):
        with pytest.raises(UserError) as caught:
            settings.change(desk, "backups.folder", typed)
        assert caught.value.code == "backup-folder"
    chosen(desk, tmp_path / "b")
    assert backups.folder(desk).parent == tmp_path / "b"
    settings.change(desk, "backups.folder", "")
    assert backups.folder(desk) == backups.beside(desk.path)


def test_once_a_day_and_only_after_changes(desk: Desk) -> None:
    assert backups.daily(desk) is None
    customers.add(desk, {"name": "甲"})
    assert backups.daily(desk) is not None
    customers.add(desk, {"name": "乙"})
    later(desk, hours=11)
    assert backups.daily(desk) is None
    later(desk, hours=1)
    made = backups.daily(desk)
    assert made is not None
    assert made.at.date() == dt.date(2026, 11, 22)
    later(desk, days=3)
    assert backups.daily(desk) is None
    history.undo(desk)
    assert backups.daily(desk) is not None
    later(desk, days=1)
    assert backups.daily(desk) is None


def test_a_backup_elsewhere_or_one_that_is_gone_does_not_do(full: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    backups.make(full, target=stick)
    made = backups.daily(full)
    assert made is not None
    backups.delete(made)
    assert backups.daily(full) is not None


def test_before_something_big(full: Desk) -> None:
    made = backups.before(full, "import")
    assert made is not None
    assert made.reason == "import"
    assert backups.before(full, "bulk") is None
    customers.edit(full, 1, {"city": "嘉兴市"})
    assert backups.before(full, "bulk") is not None
    history.undo(full)
    assert backups.before(full, "bulk") is not None
    history.redo(full)
    assert backups.before(full, "bulk") is not None


def test_nothing_is_backed_up_inside_a_transaction(full: Desk) -> None:
    with full.data.write(), pytest.raises(RuntimeError, match="transaction"):
        backups.make(full)
    assert backups.all_of(full) == []


def test_cancelled_nothing_is_left(full: Desk) -> None:
    with pytest.raises(CancelledError):
        backups.make(full, cancelled=lambda: True)
    assert list(backups.folder(full).iterdir()) == []


def test_the_check_can_be_cancelled_too(full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "_STEPS", 50)
    told: list[int | None] = []
    with pytest.raises(CancelledError):
        backups.make(full, progress=lambda _done, total: told.append(total), cancelled=lambda: None in told)
    assert list(backups.folder(full).iterdir()) == []


def test_older_ones_make_room(full: Desk) -> None:
    settings.change_several(full, {"backups.daily": "2", "backups.weekly": "0", "backups.monthly": "0"})
    by_hand = backups.make(full)
    for day in range(20):
        later(full, days=1)
        customers.edit(full, 1, {"city": f"{day}"})
        assert backups.daily(full) is not None
    left = backups.all_of(full)
    assert [(full.clock() - b.at).days for b in left] == [0, 1, 2, 20]
    assert left[-1] == by_hand


def test_a_clock_set_back_costs_no_good_copy(full: Desk) -> None:
    settings.change_several(full, {"backups.daily": "1", "backups.weekly": "0", "backups.monthly": "0"})
    later(full, days=300)
    ahead = backups.make(full, "daily")
    later(full, days=-300)
    made = []
    for _ in range(5):
        later(full, days=5)
        made.append(backups.make(full, "daily"))
    assert backups.all_of(full) == [ahead, made[-1]]


def test_what_a_killed_program_left_goes(full: Desk) -> None:
    made = backups.make(full)
    old = made.path.with_name(f"华东客户-20261101-120000-daily{SUFFIX}.partial")
    fresh = made.path.with_name(f"华东客户-20261121-115959-daily{SUFFIX}.partial")
    for path, at in ((old, NOW - dt.timedelta(days=20)), (fresh, NOW)):
        path.write_bytes(b"half")
        os.utime(path, (at.timestamp(), at.timestamp()))
    assert backups.all_of(full) == [made]
    backups.make(full)
    assert (old.exists(), fresh.exists()) == (False, True)


def test_a_copy_on_another_disk_is_asked_for(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(store, "_disk", lambda folder: "stick" if folder.is_relative_to(stick) else "disk")
    later(desk, days=-20)
    assert backups.outside_overdue(desk) is None
    customers.add(desk, {"name": "甲"})
    assert backups.outside_overdue(desk) is None
    later(desk, days=15)
    backups.make(desk)
    assert backups.outside_overdue(desk) == 15
    made = backups.make(desk, target=stick)
    assert made.outside
    assert [backup.outside for backup in backups.all_of(desk)] == [False, True]
    later(desk, days=14)
    assert backups.outside_overdue(desk) is None
    later(desk, days=1)
    assert backups.outside_overdue(desk) == 15
    settings.change(desk, "backups.outside_days", "0")
    assert backups.outside_overdue(desk) is None


def reasons(desk: Desk) -> list[str]:
    return [backup.reason for backup in backups.all_of(desk)]


def test_an_import_is_preceded_by_a_backup_of_what_was_there(desk: Desk, tmp_path: Path) -> None:
    sheet = tmp_path / "客户.csv"
    sheet.write_text("客户名称,手机\n甲,13900000001\n", encoding="utf-8")
    importing.import_file(desk, sheet)
    assert reasons(desk) == []
    importing.import_file(desk, sheet)
    assert reasons(desk) == []
    sheet.write_text("客户名称,手机\n乙,13900000002\n", encoding="utf-8")
    importing.preview_file(desk, sheet)
    assert reasons(desk) == []
    importing.import_file(desk, sheet)
    (made,) = backups.all_of(desk)
    assert made.reason == "import"
    assert names_in(made.path) == ["甲"]
    assert customers.total(desk) == 2


def test_a_cancelled_backup_cancels_the_import(full: Desk, tmp_path: Path) -> None:
    sheet = tmp_path / "客户.csv"
    sheet.write_text("客户名称\n乙\n", encoding="utf-8")
    book = importing.read_book(sheet)
    plan = importing.plan(full, book)
    with pytest.raises(CancelledError):
        importing.apply(full, plan, cancelled=lambda: True)
    assert (customers.total(full), reasons(full)) == (1, [])


def test_bulk_work_is_preceded_by_a_backup(desk: Desk) -> None:
    ids = [customers.add(desk, {"name": f"客户{i}"})[0] for i in range(backups.MANY)]
    bulk_edit.apply(desk, ids[1:], {"city": "嘉兴市"})
    customers.delete(desk, ids[:1])
    assert reasons(desk) == []
    customers.restore(desk, ids[:1])
    bulk_edit.apply(desk, ids, {"city": "杭州市"})
    assert reasons(desk) == ["bulk"]
    later(desk, minutes=1)
    customers.delete(desk, ids)
    assert reasons(desk) == ["bulk", "bulk"]
    assert len(names_in(backups.all_of(desk)[0].path)) == backups.MANY


def test_what_is_listed_can_be_restored(full: Desk) -> None:
    made: Backup = backups.make(full)
    assert restoring.fits(made.path, None)
    assert copying.sound(made.path, None)
    assert backups.listed(made.path.parent, full.path.stem)[0].path == made.path


def test_the_newest_is_told_by_the_instant_also_after_a_journey_west(desk: Desk) -> None:
    customers.add(desk, {"name": "甲"})
    backups.make(desk)
    desk.clock = lambda: (NOW + dt.timedelta(hours=1)).astimezone(dt.timezone(-dt.timedelta(hours=8)))
    newest = backups.make(desk)
    assert backups.latest(desk) == newest
