"""Nothing of what an encrypted data file holds can be read anywhere on the disk while one works with it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook

from crmdesk.services import security
from tests.desk import make_desk
from tests.imports import ROOT

ROWS = 3_000
NAME, PHONE, EMAIL, NOTE, DRAFT = "金丝雀", "13812345678", "jinsique@beispiel.example", "只有鸟知道", "还没写完的鸟"
CANARIES = {
    text.encode(encoding)
    for text in (NAME, PHONE, "138 1234 5678", EMAIL, NOTE, DRAFT, "jinsique", "附件里的鸟", "鸟备份")
    for encoding in ("utf-8", "utf-16-le", "gb18030")
}

WORK = """
import sys
from pathlib import Path
from crmdesk.core.customers import Listing
from crmdesk.services import attachments, backups, bulk_edit, customers, drafts, duplicates, history, importing, notes
from crmdesk.services.desk import open_desk
from crmdesk.services.security import unlock

def pause(what):
    print(what, flush=True)
    sys.stdin.readline()

if __name__ == "__main__":
    path, book, name, phone, note, draft = Path(sys.argv[1]), *sys.argv[2:]
    desk = open_desk(path, key=unlock(path, "松下问童子"))
    told = []
    importing.import_file(desk, book, progress=lambda *each: told.append(each))
    pause("imported")
    customers.edit(desk, 1, {"phone": phone, "notes": note})
    notes.add(desk, 1, note)
    drafts.keep(desk, drafts.key_of("new"), draft, {"name": draft})
    attachments.add_content(desk, 1, "鸟备份.txt", ("附件里的鸟" * 5000).encode())
    pause("edited")
    assert customers.find(desk, Listing(query=name)) and customers.find(desk, Listing(query="jinsique"))
    duplicates.pairs(desk)
    customers.delete(desk, list(range(1, 900)))
    pause("deleted")
    history.undo(desk)
    history.undo(desk)
    history.redo(desk)
    backups.make(desk)
    pause("undone")
    desk.close()
    pause("closed")
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """What is imported lies elsewhere: that it can be read is its owner's matter."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("客户")
    sheet.append(["客户名称", "手机", "邮箱", "备注"])
    for i in range(ROWS):
        sheet.append([f"{NAME}{i}有限公司", PHONE[:-4] + f"{i:04}" if i else PHONE, EMAIL if i else "", NOTE])
    (tmp_path / "given").mkdir()
    path = tmp_path / "given" / "in.xlsx"
    book.save(path)
    return path


def readable(folders: list[Path]) -> Iterator[tuple[str, str]]:
    """The files that hold a canary, and which."""
    for folder in folders:
        for path in folder.rglob("*"):
            try:
                content = path.read_bytes() if path.is_file() else b""
            except FileNotFoundError:
                continue
            yield from ((path.name, repr(canary)) for canary in CANARIES if canary in content)


@pytest.mark.parametrize("protected", [True, False])
def test_nothing_can_be_read_while_one_works(tmp_path: Path, book: Path, protected: bool) -> None:
    folders = [tmp_path / name for name in ("desk", "temp", "state", "config", "data")]
    for folder in folders:
        folder.mkdir()
    desk = make_desk(folders[0])
    desk.close()
    if protected:
        security.set_password(desk.path, "松下问童子")
    own = {"TMPDIR": "temp", "TEMP": "temp", "TMP": "temp", "SQLITE_TMPDIR": "temp", "XDG_STATE_HOME": "state"}
    own |= {"XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data"}
    environment = {**os.environ, **{name: str(tmp_path / folder) for name, folder in own.items()}}
    script = tmp_path / "work.py"
    script.write_text(WORK, encoding="utf-8")
    command = [sys.executable, str(script), str(desk.path), str(book), NAME, PHONE, NOTE, DRAFT]
    environment["PYTHONPATH"] = str(ROOT)
    found, steps, seen = set(), [], set()
    child = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )
    assert child.stdin is not None
    assert child.stdout is not None
    os.set_blocking(child.stdout.fileno(), False)
    while child.poll() is None:
        found |= set(readable(folders))
        seen |= {path.name for folder in folders for path in folder.rglob("*") if path.is_file()}
        step = child.stdout.readline()
        if step:
            steps.append(step.strip())
            found |= set(readable(folders))
            child.stdin.write("\n")
            child.stdin.flush()
    child.communicate()
    found |= set(readable(folders))
    assert (child.returncode, steps) == (0, ["imported", "edited", "deleted", "undone", "closed"])
    assert {desk.path.name, desk.path.name + "-wal"} <= seen
    assert any(path.suffix == ".crmdesk" for path in (folders[0] / f"{desk.path.stem}-backups").iterdir())
    if protected:
        assert found == set()
    else:
        assert {repr(text.encode()) for text in (NAME, EMAIL, NOTE, DRAFT, "jinsique")} <= {what for _, what in found}
