"""The log: it says when the program started and where it went wrong, and never what anybody typed."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, QUrl, qInstallMessageHandler, qWarning
from PySide6.QtGui import QDesktopServices, QImage
from pytestqt.qtbot import QtBot

from crmdesk.core.trouble import report, system
from crmdesk.gui.window import MainWindow
from crmdesk.gui.window_log import ErrorHook, log_to, names_in
from crmdesk.services import customers
from crmdesk.services.desk import Desk
from crmdesk.services.log import Log, log_file

CANARIES = ("金丝雀张伟", "13912345678", "canary@example.com", "QCanary", "110101199001011237")
TOLD = "，".join(CANARIES)


def clean(path: Path) -> str:
    text = "".join(each.read_text(encoding="utf-8") for each in path.parent.glob(f"{path.name}*"))
    for canary in CANARIES:
        assert canary not in text
    return text


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return Log(tmp_path / "state" / "crmdesk.log")


@pytest.fixture
def qt_log(log: Log) -> Iterator[Log]:
    """What Qt says goes to the log, as while the program runs."""
    former = qInstallMessageHandler(None)
    log_to(log)
    yield log
    qInstallMessageHandler(former)


class Failing:
    """An object of somebody's, whose text is personal."""

    def __repr__(self) -> str:
        return TOLD

    __str__ = __repr__


def fails(kind: type[Exception]) -> None:
    name = TOLD
    try:
        int(name)
    except ValueError as error:
        raise kind(f"{name} {Failing()}") from error


@pytest.mark.parametrize("kind", [ValueError, KeyError, RuntimeError, OSError])
def test_a_mistake_is_logged_without_its_words(log: Log, kind: type[Exception]):
    with pytest.raises(kind) as caught:
        fails(kind)
    caught.value.add_note(TOLD)
    ErrorHook(log).tell(caught.value)
    text = clean(log.path)
    assert kind.__name__ in text
    assert "ValueError" in text
    assert "test_window_log.py" in text
    assert " fails\n" in text


def test_a_mistake_of_a_thread_too(log: Log):
    hook = ErrorHook(log)
    hook.install()
    try:
        thread = threading.Thread(target=fails, args=(RuntimeError,))
        thread.start()
        thread.join()
    finally:
        hook.remove()
    assert "RuntimeError" in clean(log.path)


def test_what_qt_quotes_is_left_out(qt_log: Log, tmp_path: Path):
    qWarning(f"QFont::setPointSizeF: Point size <= 0 for {TOLD}")
    qWarning(f"QObject: Cannot create children for {TOLD} at {tmp_path / CANARIES[0]}.png")
    qWarning(TOLD)
    QImage(str(tmp_path / "没有.png")).save(str(tmp_path / f"{CANARIES[0]}.unknown"))
    text = clean(qt_log.path)
    assert "Qt: QFont::setPointSizeF\n" in text
    assert "Qt: QObject\n" in text
    assert "Started: CRM Desk" in text


@pytest.mark.parametrize(
    ("category", "text", "kept"),
    [
        ("qt.qpa.fonts", "cannot open 张伟", ["qt.qpa.fonts"]),
        ("default", "QPainter::begin: Paint device returned engine == 0", ["QPainter::begin"]),
        ("张伟", "QZhangWei is gone", []),
        ("qt.Zhang", "QWidget::zhang and QWidget", ["QWidget"]),
        ("", "", []),
    ],
)
def test_only_names_of_qt_are_kept(category: str, text: str, kept: list[str]):
    assert names_in(category, text) == kept


def test_messages_that_are_no_complaints_are_not_logged(qt_log: Log):
    handler = qInstallMessageHandler(None)
    assert handler is not None
    before = clean(qt_log.path)
    handler(QtMsgType.QtDebugMsg, QMessageLogContext(), TOLD)
    handler(QtMsgType.QtInfoMsg, QMessageLogContext(), TOLD)
    assert clean(qt_log.path) == before


def test_nothing_typed_in_the_window_gets_into_the_log(
    qtbot: QtBot, qt_log: Log, window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    hook = ErrorHook(qt_log)
    monkeypatch.setattr(customers, "edit", lambda _desk, _id, typed: fails(RuntimeError) or typed)
    page = window.content.page
    qtbot.waitUntil(lambda: page.pane.customer_id is not None)
    page.pane.start_editing("name")
    page.pane.editing_part.form.put("name", CANARIES[0])
    page.pane.editing_part.form.put("notes", TOLD)
    with pytest.raises(RuntimeError) as caught:
        page.file.save()
    hook.tell(caught.value)
    assert "editing.py" in clean(qt_log.path)


def test_the_log_stays_small_and_keeps_two_files(log: Log):
    for _turn in range(1_300):
        log.mistake("x" * 1_000)
    sizes = [path.stat().st_size for path in log.path.parent.iterdir()]
    assert len(sizes) == 2
    assert max(sizes) <= 500_000


def test_a_log_that_cannot_be_written_disturbs_nobody(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    (tmp_path / "state").write_text("a file, no folder")
    Log(tmp_path / "state" / "crmdesk.log").mistake("x")
    blocked = Log(tmp_path / "other" / "crmdesk.log")
    blocked.path.mkdir()
    blocked.mistake("x")
    assert capfd.readouterr() == ("", "")


def test_what_libraries_log_stays_out(log: Log):
    log.started("here")
    logging.getLogger("crmdesk").error(TOLD)
    logging.getLogger("peewee").error(TOLD)
    assert clean(log.path).count("\n") == 1


def test_places_are_told_without_folders_of_the_machine():
    def raised(filename: str) -> str:
        try:
            exec(compile("1 / 0", filename, "exec"), {})  # noqa: S102 - a place of our choice
        except ZeroDivisionError as error:
            return report(error, system("1.0"))
        return ""

    told = {
        "/home/张伟/crmdesk/crmdesk/core/names.py": "  crmdesk/core/names.py:1 <module>",
        r"C:\Users\张伟\venv\Lib\site-packages\peewee.py": "  peewee.py:1 <module>",
        "/home/张伟/crmdesk/lib/site-packages/playhouse/x.py": "  playhouse/x.py:1 <module>",
        "/home/张伟/script.py": "  script.py:1 <module>",
    }
    for filename, line in told.items():
        text = raised(filename)
        assert line in text.splitlines()
        assert "张伟" not in text


COMMAND = """
import sys
from crmdesk.cli import run
from crmdesk.services import customers

def breaks(*_given, **_more):
    raise RuntimeError(" ".join(sys.argv))

customers.add = breaks
sys.exit(run.main(sys.argv[1:]))
"""


def test_a_mistake_of_a_command_is_in_the_same_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    arguments = ["--data", str(tmp_path / "x.crmdesk"), "add", "customer", f"name={CANARIES[0]}", f"notes={TOLD}"]
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, *arguments], capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert done.returncode == 1, done.stderr
    assert "RuntimeError" in done.stderr
    assert "RuntimeError" in clean(log_file())


def test_the_help_menu_shows_the_folder_with_the_log(window: MainWindow, monkeypatch: pytest.MonkeyPatch):
    opened: list[QUrl] = []
    answers = [True, False]
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or answers.pop(0))
    entry = window.content.findChild(QObject, "show-log")
    entry.trigger()
    assert Path(opened[0].toLocalFile()) == log_file().parent
    assert log_file().parent.is_dir()
    assert window.content.teller.said()[0] == ""
    entry.trigger()
    assert str(log_file().parent) in window.content.teller.said()[0]
