"""The program is killed while the password is being set: the data file is the old one or the new one, whole."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from crmdesk.services import customers, demo, security
from crmdesk.services.desk import open_desk
from crmdesk.store import copying
from crmdesk.store.keys import Key
from tests.desk import make_desk
from tests.imports import ROOT

CANARY = "金丝雀有限公司"
CUSTOMERS = 400

# Kills itself at a place: before or after a call, or the second time SQLite tells how far it is.
SCRIPT = """
import os, signal, sys
from pathlib import Path
from crmdesk.services import security
from crmdesk.store import copying, database, rekeying

path, place = Path(sys.argv[1]), sys.argv[2]
def die():
    os.kill(os.getpid(), signal.SIGKILL)

def dying(module, name, after, nth):
    real, calls = getattr(module, name), []
    def call(*arguments, **named):
        calls.append(name)
        if len(calls) == nth and not after:
            die()
        answer = real(*arguments, **named)
        if len(calls) == nth:
            die()
        return answer
    setattr(module, name, call)

database._STEPS = 500
told = []
def progress(done, total):
    told.append(done)
    if place == "exporting" and len(told) == 2:
        die()
    if place == "checking" and total is None:
        die()

if "-" in place:
    when, what = place.split("-")
    names = {"check": (copying, "sound", 1), "sync": (copying, "sync", 1), "link": (os, "link", 1),
             "replace": (os, "replace", 1), "overwrite": (rekeying, "_let_go", 2), "remove": (copying, "remove", 3)}
    module, name, nth = names[what]
    dying(module, name, when == "after", nth)
if len(sys.argv) > 3:
    security.remove_password(path, security.unlock(path, sys.argv[3]), progress=progress)
else:
    security.set_password(path, "new password", progress=progress)
"""
PLACES = (
    "exporting",
    "checking",
    "after-check",
    "before-sync",
    "after-sync",
    "before-link",
    "after-link",
    "before-replace",
    "after-replace",
    "before-overwrite",
    "before-remove",
    "after-overwrite",
)


def killed(path: Path, place: str, *arguments: str) -> None:
    command = [sys.executable, "-c", SCRIPT, str(path), place, *arguments]
    child = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert child.returncode == -signal.SIGKILL, (child.returncode, child.stderr[-1000:])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    desk = make_desk(tmp_path)
    demo.fill(desk, CUSTOMERS, 5, dealings=0)
    customers.add(desk, {"name": CANARY})
    desk.close()
    return desk.path


def whole(path: Path, key: Key | None) -> bool:
    desk = open_desk(path, create=False, key=key)
    found = customers.file(desk, CUSTOMERS + 1).values["name"]
    sound = desk.data.quick_check() is None
    desk.close()
    return sound and found == CANARY and copying.sound(path, key)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.parametrize("place", PLACES)
def test_setting_a_password(path: Path, place: str) -> None:
    killed(path, place)
    replaced = place in PLACES[PLACES.index("after-replace") :]
    assert security.is_protected(path) == replaced
    key = security.unlock(path, "new password")
    assert whole(path, key)
    if not replaced:
        key = security.set_password(path, "new password")
        assert whole(path, key)
    for left in path.parent.iterdir():
        assert CANARY.encode() not in left.read_bytes()
    assert [left.name for left in path.parent.iterdir() if left.name.startswith(".")] == []


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.parametrize("place", ["exporting", "checking", "before-replace", "after-replace"])
def test_removing_it(path: Path, place: str) -> None:
    key = security.set_password(path, "secret")
    killed(path, place, "secret")
    assert security.is_protected(path) == (place != "after-replace")
    assert whole(path, security.unlock(path, "secret"))
    if security.is_protected(path):
        assert [left.name for left in path.parent.iterdir() if left.name.startswith(".")] == []
        security.remove_password(path, key)
        assert whole(path, None)


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit")
def test_a_full_disk(path: Path) -> None:
    full = """
import resource, sys
from pathlib import Path
from crmdesk.core.errors import UserError
from crmdesk.services import security
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
try:
    security.set_password(Path(sys.argv[1]), "new password")
except UserError as error:
    print(error.code)
"""
    before = path.read_bytes()
    command = [sys.executable, "-c", full, str(path)]
    child = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert (child.returncode, child.stdout) == (0, "file-failed\n"), child.stderr  # ENOSPC itself is "file-full"
    assert path.read_bytes()[100:] == before[100:]  # the head says that the journal is folded in
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert whole(path, None)
