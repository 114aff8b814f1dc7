"""Attachments and photo: kept in the data file, given back byte for byte, refused with the reason."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.services import attachments, customers, history, photos, settings
from crmdesk.services.desk import Desk
from crmdesk.sheets.books import CancelledError

MEGABYTE = 1 << 20


@pytest.fixture
def customer(desk: Desk) -> int:
    return customers.add(desk, {"name": "许念安"})[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "来件"
    made.mkdir()
    return made


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def names(desk: Desk, customer_id: int) -> list[str]:
    return sorted(attachment.name for attachment in attachments.of_customer(desk, customer_id))


def blobs(desk: Desk) -> int:
    return desk.data.database.execute_sql("SELECT count(*) FROM blob").fetchone()[0]


def refusal(does) -> UserError:
    with pytest.raises(UserError) as refused:
        does()
    return refused.value


def test_a_file_comes_back_byte_for_byte(desk: Desk, customer: int, folder: Path):
    content = os.urandom(3 * MEGABYTE + 17)
    told: list[tuple[int, int]] = []
    added = attachments.add_files(
        desk, customer, [write(folder, "合同.pdf", content)], progress=lambda *step: told.append(step)
    )
    assert added.names == ("合同.pdf",)
    assert added.refused == ()
    (one,) = attachments.of_customer(desk, customer)
    assert (one.name, one.size, one.at, one.who, one.notes) == (
        "合同.pdf",
        len(content),
        "2026-11-21T04:00:00Z",
        "陈立",
        "",
    )
    assert attachments.content(desk, one) == content
    assert attachments.content(desk, one, 100) == content[:100]
    attachments.save(desk, one, folder / "出.pdf")
    assert (folder / "出.pdf").read_bytes() == content
    assert told == sorted(told)
    assert told[-1] == (2 * len(content), 2 * len(content))
    assert desk.data.quick_check() is None


def test_the_same_content_is_kept_once_and_the_same_name_gets_a_number(desk: Desk, customer: int, folder: Path):
    other = customers.add(desk, {"name": "单雄信"})[0]
    path = write(folder, "合同.pdf", b"one")
    attachments.add_files(desk, customer, [path])
    attachments.add_files(desk, other, [path])
    assert blobs(desk) == 1
    (again,) = attachments.add_files(desk, customer, [path]).refused
    assert again.code == "attachment-there"
    assert refusal(lambda: attachments.add_files(desk, customer, [path], strict=True)).code == "attachment-there"
    path.write_bytes(b"two")
    (folder / "b").mkdir()
    third = write(folder / "b", "合同.PDF", b"three")
    assert attachments.add_files(desk, customer, [path, third]).names == ("合同 (2).pdf", "合同 (3).PDF")
    assert names(desk, customer) == ["合同 (2).pdf", "合同 (3).PDF", "合同.pdf"]


def test_what_cannot_be_kept_is_left_out_and_told(desk: Desk, customer: int, folder: Path):
    (folder / "资料").mkdir()
    paths = [
        write(folder, "好.txt", b"good"),
        write(folder, "空.txt", b""),
        folder / "资料",
        folder / "没有.txt",
        desk.path,
        desk.path.with_name(desk.path.name + "-wal"),
    ]
    added = attachments.add_files(desk, customer, paths)
    assert added.names == ("好.txt",)
    assert [error.code for error in added.refused] == [
        "attachment-empty",
        "attachment-folder",
        "attachment-missing",
        "attachment-own",
        "attachment-own",
    ]
    assert refusal(lambda: attachments.add_files(desk, customer, paths, strict=True)).code == "attachment-empty"
    none = attachments.add_files(desk, customer, paths[1:])
    assert (none.names, len(none.refused), bool(none.changes)) == ((), 5, False)
    assert names(desk, customer) == ["好.txt"]


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "mkfifo"), reason="no pipes by name here")
def test_a_pipe_is_not_waited_for(desk: Desk, customer: int, folder: Path):
    os.mkfifo(folder / "pipe.txt")
    (error,) = attachments.add_files(desk, customer, [folder / "pipe.txt"]).refused
    assert error.code == "attachment-special"


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="may read everything")
def test_an_unreadable_file_is_told(desk: Desk, customer: int, folder: Path):
    path = write(folder, "锁.txt", b"x")
    path.chmod(0)
    (error,) = attachments.add_files(desk, customer, [path]).refused
    assert error.code == "attachment-unreadable"


def test_the_limit_is_that_of_settings_and_nothing_is_read_for_it(desk: Desk, customer: int, folder: Path, words_en):
    settings.change(desk, "attachments.megabytes", "1")
    exact = write(folder, "刚好.bin", bytes(MEGABYTE))
    with (folder / "录像.mp4").open("wb") as large:
        large.truncate(40_000 * MEGABYTE)
    added = attachments.add_files(desk, customer, [exact, folder / "录像.mp4"])
    assert added.names == ("刚好.bin",)
    sentence = words_en.error(added.refused[0])
    assert "“录像.mp4” has 40,000 MB" in sentence
    assert "1 MB" in sentence
    assert "Settings" in sentence


def test_cancelled_or_changed_midway_nothing_is_kept(desk: Desk, customer: int, folder: Path):
    paths = [write(folder, "一.bin", os.urandom(2 * MEGABYTE)), write(folder, "二.bin", os.urandom(2 * MEGABYTE))]
    for last in range(8):
        steps = iter(range(100))
        with pytest.raises(CancelledError):
            attachments.add_files(desk, customer, paths, cancelled=lambda: next(steps) >= last)  # noqa: B023
        assert (names(desk, customer), blobs(desk)) == ([], 0)

    def change(done: int, total: int) -> None:
        if done == total // 2:
            paths[1].write_bytes(os.urandom(2 * MEGABYTE))

    assert refusal(lambda: attachments.add_files(desk, customer, paths, progress=change)).code == "attachment-changed"
    assert (names(desk, customer), blobs(desk)) == ([], 0)
    assert history.entries(desk)[0].verb == "customer-add"


def test_renaming_remarks_and_their_history(desk: Desk, customer: int, folder: Path, words_zh: Words):
    attachments.add_files(desk, customer, [write(folder, "a.pdf", b"1"), write(folder, "b.pdf", b"2")])
    one = attachments.named(desk, customer, "A.PDF")
    attachments.edit(desk, one.id, {"name": "合同/2026", "notes": "已盖章"})
    assert names(desk, customer) == ["b.pdf", "合同_2026.pdf"]
    assert attachments.named(desk, customer, "合同_2026.pdf").notes == "已盖章"
    assert refusal(lambda: attachments.edit(desk, one.id, {"name": "B"})).code == "attachment-name-used"
    assert refusal(lambda: attachments.edit(desk, one.id, {"name": " "})).code == "name-missing"
    entries = [entry for entry in history.of_customer(desk, customer, words_zh) if entry.field]
    assert {(entry.field, entry.before, entry.after) for entry in entries} == {
        ("文件名", "", "a.pdf"),
        ("文件名", "", "b.pdf"),
        ("文件名", "a.pdf", "合同_2026.pdf"),
        ("备注", "", "已盖章"),
    }
    history.undo(desk)
    assert names(desk, customer) == ["a.pdf", "b.pdf"]


def test_deleting_several_and_undoing(desk: Desk, customer: int, folder: Path):
    attachments.add_files(desk, customer, [write(folder, f"{n}.txt", str(n).encode()) for n in range(3)])
    ids = [attachment.id for attachment in attachments.of_customer(desk, customer)]
    attachments.delete(desk, ids[:2])
    assert len(names(desk, customer)) == 1
    history.undo(desk)
    assert names(desk, customer) == ["0.txt", "1.txt", "2.txt"]
    history.undo(desk)
    assert names(desk, customer) == []
    history.redo(desk)
    assert sorted(attachments.content(desk, a) for a in attachments.of_customer(desk, customer)) == [b"0", b"1", b"2"]
    attachments.delete(desk, ids[:1])
    assert refusal(lambda: attachments.delete(desk, ids)).code == "attachment-unknown"
    assert len(names(desk, customer)) == 2


def test_a_customer_in_the_trash_is_only_read(desk: Desk, customer: int, folder: Path):
    path = write(folder, "a.txt", b"1")
    attachments.add_files(desk, customer, [path])
    (one,) = attachments.of_customer(desk, customer)
    customers.delete(desk, [customer])
    for does in (
        lambda: attachments.add_files(desk, customer, [write(folder, "b.txt", b"2")]),
        lambda: attachments.add_content(desk, customer, "b.txt", b"2"),
        lambda: attachments.edit(desk, one.id, {"notes": "x"}),
        lambda: attachments.delete(desk, [one.id]),
        lambda: photos.put(desk, customer, b"x"),
        lambda: photos.remove(desk, customer),
    ):
        assert refusal(does).code == "record-gone"
    attachments.save(desk, one, folder / "c.txt")
    assert (folder / "c.txt").read_bytes() == b"1"


def test_saving_is_whole_or_not_at_all(desk: Desk, customer: int, folder: Path):
    attachments.add_content(desk, customer, "a.bin", b"x" * 3 * MEGABYTE)
    (one,) = attachments.of_customer(desk, customer)
    target = write(folder, "旧.bin", b"old")
    steps = iter(range(100))
    with pytest.raises(CancelledError):
        attachments.save(desk, one, target, cancelled=lambda: next(steps) >= 2)
    assert target.read_bytes() == b"old"
    assert refusal(lambda: attachments.save(desk, one, folder)).code == "write-folder"
    assert refusal(lambda: attachments.save(desk, one, folder / "无" / "a")).code == "write-folder-missing"
    assert refusal(lambda: attachments.save(desk, one, desk.path)).code == "attachment-save-own"
    desk.data.database.execute_sql("UPDATE blob SET content = zeroblob(size)")
    assert refusal(lambda: attachments.save(desk, one, target)).code == "attachment-damaged"
    assert target.read_bytes() == b"old"
    assert sorted(path.name for path in folder.iterdir()) == ["旧.bin"]


def test_an_opened_copy_is_private_read_only_and_goes_with_the_program(tmp_path: Path):
    script = f"""
from pathlib import Path
from tests.desk import make_desk
from crmdesk.services import attachments, customers
desk = make_desk(Path({str(tmp_path)!r}))
customer, _ = customers.add(desk, {{"name": "许念安"}})
attachments.add_content(desk, customer, "合同.pdf", b"x" * 5_000_000)
path = attachments.open_copy(desk, attachments.of_customer(desk, customer)[0])
assert path.read_bytes() == b"x" * 5_000_000
print(path, oct(path.stat().st_mode & 0o777), oct(path.parent.stat().st_mode & 0o777))
desk.close()
"""
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"}
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=root,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    *path, file_mode, folder_mode = ran.stdout.split()
    assert Path(" ".join(path)).name == "合同.pdf"
    assert not Path(" ".join(path)).parent.exists()
    if os.name != "nt":
        assert (file_mode, folder_mode) == ("0o400", "0o700")


@pytest.mark.parametrize(
    ("name", "content"), [("setup.exe", b"anything"), ("说明", b"MZ\x90"), ("报价.pdf.js", b"x"), ("a.lnk", b"x")]
)
def test_what_could_run_is_never_opened(desk: Desk, customer: int, folder: Path, name: str, content: bytes):
    attachments.add_content(desk, customer, name, content)
    (one,) = attachments.of_customer(desk, customer)
    assert refusal(lambda: attachments.open_copy(desk, one)).code == "attachment-program"
    attachments.save(desk, one, folder / "kept")
    assert (folder / "kept").read_bytes() == content
    if os.name != "nt":
        assert not (folder / "kept").stat().st_mode & stat.S_IXUSR


def test_one_photo_for_each_customer(desk: Desk, customer: int, words_en: Words):
    assert customers.file(desk, customer).photo is None
    photos.put(desk, customer, b"first")
    changes = photos.put(desk, customer, b"second")
    assert changes.touched("customer") == {customer}
    key = customers.file(desk, customer).photo
    assert photos.content(desk, key) == b"second"
    assert not photos.put(desk, customer, b"second")
    photos.remove(desk, customer)
    assert customers.file(desk, customer).photo is None
    told = [
        (entry.field, entry.before, entry.after)
        for entry in history.of_customer(desk, customer, words_en)
        if entry.action.verb.startswith("photo")
    ]
    assert told == [("Photo", "picture", ""), ("Photo", "picture", "another picture"), ("Photo", "", "picture")]
    history.undo(desk)
    assert photos.content(desk, customers.file(desk, customer).photo) == b"second"
    history.undo(desk)
    assert photos.content(desk, customers.file(desk, customer).photo) == b"first"
