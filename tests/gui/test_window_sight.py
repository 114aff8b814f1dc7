"""The window begins with what one sees of it; the rest follows the first sight."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from crmdesk.app.starting import program_of
from crmdesk.assets import load_words
from crmdesk.core.errors import UserError
from crmdesk.gui.dialogs.trouble import Troubles
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.window import MainWindow
from crmdesk.services import day as days
from crmdesk.services import tasks
from crmdesk.services.desk import Desk

LONG = 60


class Painted(QObject):
    """Whether `window` was complete when rows of a list were painted for the first time."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.complete: bool | None = None
        self._window = window
        for view in window.findChildren(QObject, "today-promised-list"):
            view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 — Qt's name
        if event.type() == QEvent.Type.Paint and self.complete is None and watched.parent().model().rowCount():
            self.complete = completed(self._window)
        return False


def completed(window: MainWindow) -> bool:
    """Whether all of the content is there; asking the window for it would make it."""
    return window.findChild(QAction, "export") is not None


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """What is told of a page Today that cannot be read."""
    told: list[BaseException] = []
    monkeypatch.setattr(Troubles, "show", lambda _self, error: told.append(error))

    def fail(*_given: object, **_named: object) -> None:
        raise UserError("file-busy")

    monkeypatch.setattr(days, "day", fail)
    return told


@pytest.fixture
def begun(desk: Desk, preferences: Preferences, theme: object, qtbot: QtBot) -> Iterator[MainWindow]:
    """A window as the program begins with it, on a day with a task."""
    tasks.add(desk, 1, {"text": "Send the samples", "due_on": desk.today().isoformat()})
    window = program_of(desk, load_words("en"), preferences).window
    yield window
    window.close()


class FirstPainting(QObject):
    """How many rows the list had that was painted first of all."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.rows: int | None = None
        self._view = window.findChild(QObject, "today-promised-list")
        window.findChild(QObject, "today-page").installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 — Qt's name
        if event.type() == QEvent.Type.Paint and self.rows is None:
            self.rows = self._view.model().rowCount()
        return False


def test_the_first_painting_is_whole(begun: MainWindow, qtbot: QtBot) -> None:
    first = FirstPainting(begun)
    begun.ui.jobs.deliver_within(LONG)
    begun.show()
    qtbot.waitUntil(lambda: first.rows is not None)
    assert first.rows == 1
    qtbot.waitUntil(lambda: completed(begun))


def test_the_first_rows_are_painted_before_the_rest_is_made(begun: MainWindow, qtbot: QtBot) -> None:
    assert not completed(begun)
    assert next(action.text() for action in begun.findChild(QMenu, "menu-file").parent().actions()) == "&File"
    painted = Painted(begun)
    begun.show()
    qtbot.waitUntil(lambda: completed(begun))
    assert painted.complete is False
    assert begun.content.places.current == "today"
    qtbot.waitUntil(lambda: begun.content.page.list.count is not None)


def test_whoever_does_something_has_the_whole_window(begun: MainWindow, qtbot: QtBot) -> None:
    held = threading.Event()
    begun.ui.jobs.run(begun, lambda _desk, _job: held.wait(20), lambda _: None, begun.ui.bus.failed.emit)
    begun.show()
    qtbot.waitExposed(begun)
    begun.activateWindow()
    qtbot.waitUntil(begun.isActiveWindow)
    assert not completed(begun)
    qtbot.keyClick(begun.windowHandle(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert completed(begun)
    assert begun.content.search.hasFocus()
    held.set()


def test_what_fails_at_first_sight_is_told(failing: list[BaseException], begun: MainWindow, qtbot: QtBot) -> None:
    begun.show()
    qtbot.waitUntil(lambda: bool(failing))
    assert isinstance(failing[0], UserError)
    qtbot.waitUntil(lambda: completed(begun))
    assert len(failing) == 1


def test_work_waits_for_the_whole_window(begun: MainWindow, qtbot: QtBot) -> None:
    was: list[bool] = []
    begun.when_complete(lambda: was.append(completed(begun)))
    begun.show()
    qtbot.waitUntil(lambda: bool(was))
    assert was == [True]
    begun.when_complete(lambda: was.append(True))
    qtbot.waitUntil(lambda: len(was) == 2)
