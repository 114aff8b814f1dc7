"""One window for one data file: a second start brings the first one's window to the front."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from crmdesk import app
from crmdesk.app import instance
from crmdesk.app.instance import Claims
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers
from crmdesk.services.desk import Desk
from tests.desk import make_desk
from tests.imports import ROOT

FIRST = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from crmdesk.app import instance, run_window
from crmdesk.gui.window import MainWindow

application = QApplication([])
forward = instance.come_forward

def told():
    forward()
    print("came", flush=True)

instance.come_forward = told
shown = []
timer = QTimer(interval=20)

def look():
    windows = [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow) and each.isVisible()]
    if windows and not shown and windows[0].content.page.list.count is not None:
        shown.append(windows[0])
        print("shown", flush=True)
    if shown and sys.argv[2:] == ["close"]:
        shown[0].close()

timer.timeout.connect(look)
timer.start()
sys.exit(run_window(Path(sys.argv[1]), "en"))
"""

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts the program with its window on a data file; it is killed in the end."""
    own = {name: str(tmp_path / name) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
    started: list[subprocess.Popen[str]] = []

    def start(path: Path, *more: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-W", "error", "-c", FIRST, str(path), *more],
            cwd=ROOT,
            env={**os.environ, **own, "PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    desk = make_desk(tmp_path)
    customers.add(desk, {"name": "禾砚"})
    desk.close()
    return desk.path


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_second_start_brings_the_first_window_forward(tmp_path: Path, path: Path, start: Start):
    first = start(path)
    assert line(first) == "shown"
    other_way = tmp_path / "link"
    other_way.symlink_to(tmp_path)
    second = start(other_way / path.name)
    out, error = second.communicate(timeout=60)
    assert (second.returncode, out) == (0, "")
    assert error.splitlines()[-1] == "The data file is open already; its window was brought to the front."
    assert line(first) == "came"
    assert first.poll() is None


def test_after_a_kill_the_next_start_opens_the_file(path: Path, start: Start):
    first = start(path)
    assert line(first) == "shown"
    first.send_signal(signal.SIGKILL)
    first.wait()
    again = start(path, "close")
    out, error = again.communicate(timeout=60)
    assert (again.returncode, out) == (0, "shown\n"), error


def test_another_file_gets_a_window_of_its_own(tmp_path: Path, path: Path, start: Start):
    first = start(path)
    assert line(first) == "shown"
    second = start(tmp_path / "第二个.crmdesk", "close")
    out, error = second.communicate(timeout=60)
    assert (second.returncode, out) == (0, "shown\n"), error


def test_opening_a_file_that_another_window_has(
    qtbot: QtBot, tmp_path: Path, window: MainWindow, desk: Desk, start: Start
):
    there = make_desk(tmp_path, "别处开着.crmdesk")
    customers.add(there, {"name": "禾砚"})
    there.close()
    first = start(there.path)
    assert line(first) == "shown"
    program = window.findChild(app.Program)
    program.claims = Claims()
    assert program.claims.take(desk.path)
    program.open_file(there.path, False)
    assert line(first) == "came"
    assert window.ui.desk is desk
    assert window.content.teller.said()[0] == "别处开着 is open in another window."
    third = make_desk(tmp_path, "第三个.crmdesk")
    third.close()
    program.open_file(third.path, False)
    assert window.ui.desk.path == third.path
    others = Claims()
    assert others.take(desk.path)
    others.keep(None)
    wrong = tmp_path / "wrong.crmdesk"
    wrong.write_bytes(b"something else" * 500)
    program.open_file(wrong, False)
    assert window.ui.desk.path == third.path
    assert list(program.claims._held) == [instance._name(third.path)]


@pytest.mark.usefixtures("qapp")
def test_a_program_that_does_not_answer_holds_nobody_up(path: Path, monkeypatch: pytest.MonkeyPatch):
    """The lock is held by a living program of which nothing more is heard."""
    monkeypatch.setattr(instance, "_TRY_MS", 1)
    stuck = Claims()
    assert stuck.take(path)
    next(iter(stuck._held.values()))._begin.stop()
    second = Claims()
    assert second.take(path)
    second.keep(None)
    stuck.keep(None)


def test_users_have_names_of_their_own(path: Path, monkeypatch: pytest.MonkeyPatch):
    mine = instance._name(path)
    monkeypatch.setattr(instance.getpass, "getuser", lambda: "somebody-else")
    assert instance._name(path) != mine
    assert path.stem not in mine


def test_a_minimised_window_comes_back(qtbot: QtBot, window: MainWindow):
    window.showMinimized()
    qtbot.waitUntil(window.isMinimized)
    instance.come_forward()
    qtbot.waitUntil(lambda: not window.isMinimized() and window.isActiveWindow())
