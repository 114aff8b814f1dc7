"""Starting: which data file, what when it cannot be opened, errors nobody caught, the check in the background."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from crmdesk import app
from crmdesk.app import starting
from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.gui.dialogs import files
from crmdesk.gui.dialogs.files import FileTrouble
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.theme import palette
from crmdesk.gui.widgets.notices import NoticeBar
from crmdesk.gui.window import MainWindow
from crmdesk.services.desk import Desk
from crmdesk.store.database import DataFile
from tests.imports import ROOT

RUN = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from crmdesk.app import run_window
from crmdesk.gui.window import MainWindow

application = QApplication([])
timer = QTimer(interval=20)

def close():
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow) and window.isVisible() and window.content.page.list.count is not None:
            print(window.windowTitle(), window.content.page.list.count)
            window.close()

timer.timeout.connect(close)
timer.start()
sys.exit(run_window(None, "zh_CN"))
"""


def test_the_program_runs_and_ends_in_order(tmp_path: Path):
    folders = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
    environment = {**os.environ, **{name: str(tmp_path / name) for name in folders}, "PYTHONIOENCODING": "utf-8"}
    for _turn in range(2):
        result = subprocess.run(
            [sys.executable, "-W", "error", "-c", RUN],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert (result.returncode, result.stdout) == (0, "客户档案 — 客户档案 0\n"), result.stderr[-2000:]
        assert "Traceback" not in result.stderr
    assert (tmp_path / "XDG_DATA_HOME" / "crmdesk" / "客户档案.crmdesk").is_file()
    assert not (tmp_path / "XDG_DATA_HOME" / "crmdesk" / "客户档案.crmdesk-wal").exists()
    (log,) = (tmp_path / "XDG_STATE_HOME").rglob("*.log*")
    lines = log.read_text(encoding="utf-8").splitlines()
    assert [" INFO Started: CRM Desk " in line for line in lines] == [True, True]


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "wrong.crmdesk"
    path.write_bytes(b"something else" * 500)
    return path


def answering(*choices: str) -> Callable[[FileTrouble], int]:
    """Stands for a person who gives these answers one after the other."""
    left = list(choices)

    def answer(dialog: FileTrouble) -> int:
        dialog.choice = left.pop(0)
        return 1

    return answer


def test_a_file_that_cannot_be_opened_leads_to_another(
    wrong: Path, tmp_path: Path, words_en: Words, theme: palette.Theme, monkeypatch: pytest.MonkeyPatch
):
    good = tmp_path / "good.crmdesk"
    monkeypatch.setattr(FileTrouble, "exec", answering(files.OPEN, files.NEW, files.NEW))
    monkeypatch.setattr(files, "ask_open", lambda _parent, _words, _folder: None)
    asked: list[Path] = []

    def new(_parent: object, _words: Words, folder: Path) -> Path:
        asked.append(folder)
        if len(asked) == 1:
            raise UserError("file-exists", path="there")
        return good

    monkeypatch.setattr(files, "ask_new", new)
    desk = app.choose_desk(wrong, words_en)
    assert desk is not None
    assert desk.path == good
    assert asked == [tmp_path, tmp_path]
    desk.close()


def test_a_file_that_cannot_be_opened_may_be_given_up(
    wrong: Path, words_en: Words, theme: palette.Theme, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(FileTrouble, "exec", answering(files.QUIT))
    assert app.choose_desk(wrong, words_en) is None
    assert wrong.read_bytes() == b"something else" * 500


def test_the_answers_of_the_trouble_dialog(qtbot: QtBot, words_en: Words, theme: palette.Theme):
    for name, choice in (("file-trouble-open", files.OPEN), ("file-trouble-new", files.NEW)):
        dialog = FileTrouble("No.", words_en)
        qtbot.addWidget(dialog)
        dialog.findChild(files.Button, name).click()
        assert (dialog.choice, dialog.result()) == (choice, 1)
    dialog = FileTrouble("No.", words_en)
    qtbot.addWidget(dialog)
    dialog.reject()
    assert dialog.choice == files.QUIT


def test_a_new_file_never_replaces_one(tmp_path: Path, words_en: Words, monkeypatch: pytest.MonkeyPatch):
    there = tmp_path / "there.crmdesk"
    there.touch()
    answer = {"path": str(there)}
    monkeypatch.setattr(files.QFileDialog, "getSaveFileName", lambda *_a, **_k: (answer["path"], ""))
    with pytest.raises(UserError, match="file-exists"):
        files.ask_new(None, words_en, tmp_path)
    answer["path"] = str(tmp_path / "another")
    assert files.ask_new(None, words_en, tmp_path) == tmp_path / "another.crmdesk"
    answer["path"] = ""
    assert files.ask_new(None, words_en, tmp_path) is None


def test_the_last_file_is_opened_again(tmp_path: Path, preferences: Preferences):
    known = tmp_path / "known.crmdesk"
    known.touch()
    preferences.note_file(known)
    assert app.last_file(preferences) == known
    known.unlink()
    assert app.last_file(preferences).name == "客户档案.crmdesk"


class Receiver(QObject):
    """Stands for the window."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[tuple[str, threading.Thread]] = []

    def take(self, error: BaseException) -> None:
        self.taken.append((type(error).__name__, threading.current_thread()))


def test_errors_of_every_thread_reach_the_main_one(qtbot: QtBot):
    hook, receiver = starting.ErrorHook(), Receiver()
    hook.caught.connect(receiver.take)
    former = sys.excepthook
    hook.install()
    try:
        for fails in (lambda: 1 / 0, lambda: tuple[int]()[0]):
            thread = threading.Thread(target=fails)
            thread.start()
            thread.join()
        qtbot.waitUntil(lambda: len(receiver.taken) == 2)
    finally:
        hook.remove()
    assert receiver.taken == [("ZeroDivisionError", threading.main_thread()), ("IndexError", threading.main_thread())]
    assert sys.excepthook is former


def test_a_damaged_file_is_pointed_out(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(DataFile, "quick_check", lambda _data: "row 3 missing from index")
    program = window.findChild(app.Program)
    program.check_in_background()
    qtbot.waitUntil(lambda: window.findChild(NoticeBar, "damaged-notice") is not None)
    bar = window.findChild(NoticeBar, "damaged-notice")
    assert "The data file is damaged." in bar.accessibleName()
    bar.buttons["close"].click()
    qtbot.waitUntil(lambda: window.findChild(NoticeBar, "damaged-notice") is None)


def test_a_sound_file_is_not_mentioned(qtbot: QtBot, window: MainWindow, desk: Desk):
    program = window.findChild(app.Program)
    program.check_in_background()
    qtbot.waitUntil(lambda: not program._checker.busy)
    assert window.findChild(NoticeBar, "damaged-notice") is None
    assert desk.data.quick_check() is None
