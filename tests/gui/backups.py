"""For the tests of backups in the window: folders on other disks, and what the system's dialogs would answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from crmdesk import app
from crmdesk.gui.widgets.notices import NoticeBar
from crmdesk.gui.window import MainWindow
from crmdesk.services.backups import Backup

PAGE = 4_096


def damage(path: Path) -> None:
    """Some pages in the middle are gone."""
    content = bytearray(path.read_bytes())
    content[3 * PAGE : 9 * PAGE] = bytes(6 * PAGE)
    path.write_bytes(content)


def choose_folder(monkeypatch: pytest.MonkeyPatch, folder: Path | str) -> None:
    """The system's dialog for folders answers this one; '' gives it up."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked, **_more: str(folder))


def choose_file(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    """The system's dialog for opening a file answers this one."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked, **_more: (str(path), ""))


def names(found: list[Backup]) -> list[str]:
    """What the backups are called."""
    return [backup.path.name for backup in found]


def program_of(window: MainWindow) -> app.Program:
    program = window.findChild(app.Program)
    assert program is not None
    return program


def trigger(window: MainWindow, name: str) -> None:
    action = window.findChild(QAction, name)
    assert action is not None
    action.trigger()


def right(window: MainWindow) -> str:
    return window.content.status.findChild(QObject, "status-right").accessibleName()


def notice(window: MainWindow, name: str) -> NoticeBar | None:
    found = [bar for bar in window.findChildren(NoticeBar, name) if bar.isVisible()]
    return found[0] if found else None


def rest(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.frame is not None and not window.ui.jobs.busy)


def reopened(qtbot: QtBot, window: MainWindow) -> None:
    """Until the data file is in the window again."""
    qtbot.waitUntil(lambda: window.frame is not None and window.content.page.list.count is not None, timeout=20_000)
    qtbot.waitUntil(lambda: not window.ui.jobs.busy and not window.content.page.list.finder.jobs.busy)
