"""What the system tells: real signals on a bus of the test's own, and messages as Windows sends them."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from ctypes import wintypes

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crmdesk.gui.window_session import Session, WindowsMessages
from tests.imports import ROOT

HEARS = """
import sys
from PySide6.QtCore import QProcess, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from crmdesk.gui.window_session import Session

application = QApplication([])
heard = []
window = QWidget()
session = Session(window)
session.left.connect(lambda: (heard.append("left"), application.quit()))
for begins in ("false", "true"):
    QProcess.startDetached(
        "dbus-send",
        ["--session", "--type=signal", "/org/gnome/ScreenSaver", sys.argv[1] + ".ActiveChanged", "boolean:" + begins],
    )
QTimer.singleShot(10_000, application.quit)
application.exec()
print(heard)
"""


@pytest.mark.skipif(not shutil.which("dbus-run-session") or not shutil.which("dbus-send"), reason="needs D-Bus")
@pytest.mark.parametrize("saver", ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"])
def test_the_screen_saver_is_heard(saver: str):
    ran = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-W", "error", "-c", HEARS, saver],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (0, "['left']\n"), ran.stderr[-2000:]


@pytest.mark.parametrize(
    ("message", "what", "left"),
    [(0x02B1, 0x7, True), (0x02B1, 0x8, False), (0x0218, 0x4, True), (0x0218, 0x12, False), (0x0100, 0x7, False)],
)
def test_messages_of_windows(qtbot: QtBot, message: int, what: int, left: bool):
    widget = QWidget()
    qtbot.addWidget(widget)
    session = Session(widget)
    heard: list[int] = []
    session.left.connect(lambda: heard.append(1))
    found = wintypes.MSG(message=message, wParam=what)
    answer = WindowsMessages(session).nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(found))
    assert answer == (False, 0)
    assert bool(heard) is left
    session.close()
