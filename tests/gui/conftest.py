"""Windows on real data files: a few customers of everybody's own, thousands from one master file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol, TypeVar
from unittest.mock import patch

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.app import open_window
from crmdesk.assets import load_words
from crmdesk.core.words import Words
from crmdesk.gui.forms.drafts import CONTINUE
from crmdesk.gui.jobs import Jobs
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.theme import palette
from crmdesk.gui.ui import Bus, Ui
from crmdesk.gui.window import MainWindow
from crmdesk.gui.window_places import CUSTOMERS
from crmdesk.services import customers, security
from crmdesk.services.desk import Desk, open_desk
from tests.desk import clock, make_desk

PEOPLE = (
    {"name": "张伟", "mobile": "13900000013", "city": "杭州市", "owner": "陈立"},
    {"name": "禾砚精密机械（嘉兴）有限公司", "phone": "0573-00000014", "city": "嘉兴市", "owner": "陈立"},
    {"name": "单雄信", "mobile": "13900000015", "city": "宁波市", "owner": "王晓"},
    {"name": "拾山食品（绍兴）有限公司", "phone": "0575-00000016", "city": "绍兴市", "owner": "王晓"},
    {"name": "许念安", "mobile": "13900000017", "city": "杭州市", "owner": "陈立"},
)

PASSWORD = "kettle and 绿山 47"

Dialogue = TypeVar("Dialogue", bound=QDialog)
Part = TypeVar("Part", bound=QWidget)
OpenWindow = Callable[..., MainWindow]
Hand = Callable[..., None]


class PutUp(Protocol):
    def __call__(self, dialog: Dialogue) -> Dialogue: ...


def opened(window: QWidget, kind: type[Dialogue]) -> Dialogue:
    """The one dialog of this kind that is open."""
    dialogs = [each for each in window.findChildren(kind) if each.isVisible()]
    assert len(dialogs) == 1
    return dialogs[0]


def go_on(window: QWidget, qtbot: QtBot) -> None:
    """Go on with the draft that the window offers."""
    qtbot.waitUntil(lambda: window.findChild(QWidget, "window-drafts") is not None)
    window.findChild(QWidget, "window-drafts").answered.emit(CONTINUE)


def enter(text: str) -> None:
    """Text into whatever has the keyboard, as an input method hands it over."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(QApplication.focusWidget(), event)


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "window.ini")


@pytest.fixture
def empty_desk(tmp_path: Path) -> Iterator[Desk]:
    """A new data file without customers."""
    desk = make_desk(tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def desk(empty_desk: Desk) -> Desk:
    """A data file with `PEOPLE` in it; everybody is to be undone one by one."""
    for person in PEOPLE:
        customers.add(empty_desk, person)
    return empty_desk


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[palette.Theme]:
    """The program's style and fonts, light."""
    theme = qapp.findChild(palette.Theme) or palette.apply(qapp, "light")
    theme.choose("light")
    yield theme
    theme.choose("light")


@pytest.fixture
def ui(desk: Desk, words_en: Words, preferences: Preferences, theme: palette.Theme) -> Iterator[Ui]:
    """What pages and forms are given, on a data file with `PEOPLE`."""
    jobs = Jobs(desk)
    made = Ui(desk, words_en, jobs, Bus(), preferences)
    yield made
    made.clipboard.stop()
    jobs.close()


@pytest.fixture
def shown(qtbot: QtBot, preferences: Preferences, theme: palette.Theme, empty_desk: Desk) -> Iterator[OpenWindow]:
    """Opens and shows a window on a data file, with its customers; closes it in the end, whatever is unsaved.

    It begins there at once: making the page Today and putting it away again is nearly half of opening a window.
    """
    opened: list[MainWindow] = []

    def show(desk: Desk, words: Words | None = None) -> MainWindow:
        with patch("crmdesk.gui.window_frame.FIRST", CUSTOMERS):
            window = open_window(desk, words or load_words("en"), preferences)
        opened.append(window)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        window.content.places.go(CUSTOMERS)
        qtbot.waitUntil(lambda: window.isActiveWindow() and window.content.page.list.count is not None)
        qtbot.waitUntil(lambda: not window.content.page.list.finder.jobs.busy)
        return window

    yield show
    for window in opened:
        _put_away(window)


@pytest.fixture
def window(shown: OpenWindow, desk: Desk) -> MainWindow:
    """A window on a data file with `PEOPLE`, the list with the keyboard."""
    return shown(desk)


@pytest.fixture
def locked_desk(desk: Desk) -> Desk:
    """`PEOPLE` in a data file under `PASSWORD`."""
    path = desk.path
    desk.close()
    return open_desk(path, who="陈立", clock=clock, key=security.set_password(path, PASSWORD))


@pytest.fixture
def put_up(qtbot: QtBot, ui: Ui) -> Iterator[PutUp]:
    """Shows a dialog and waits until it has the keyboard and what it reads is there; it is put away in the end, before
    Python takes it apart."""
    shown: list[QDialog] = []

    def show(dialog: Dialogue) -> Dialogue:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog, before_close_func=QWidget.hide)  # closing one may ask, and nobody would answer
        shown.append(dialog)
        dialog.show()
        qtbot.waitUntil(dialog.isActiveWindow)
        qtbot.waitUntil(lambda: not ui.jobs.busy)
        return dialog

    yield show
    for dialog in shown:
        if shiboken6.isValid(dialog):
            dialog.hide()


@pytest.fixture
def put(qtbot: QtBot, ui: Ui) -> Iterator[Callable[[Callable[[Ui], Part]], Part]]:
    """One tab of a page alone, once what it reads is there, with the keyboard."""
    made: list[QWidget] = []

    def put(kind: Callable[[Ui], Part]) -> Part:
        part = kind(ui)
        made.append(part)
        qtbot.addWidget(part)
        part.resize(1136, 632)
        part.show()
        qtbot.waitUntil(part.isActiveWindow)
        qtbot.waitUntil(lambda: not part.jobs.busy and not ui.jobs.busy)
        part.take_keyboard()
        return part

    yield put
    for part in made:
        part.close_down()


@pytest.fixture
def answer(qtbot: QtBot) -> Callable[[str], list[str]]:
    """Press this button of the next dialog; the list tells which dialogs asked, and what."""

    def answer(button: str) -> list[str]:
        asked: list[str] = []

        def press() -> None:
            dialog = QApplication.activeModalWidget()
            if dialog is None:
                QTimer.singleShot(10, press)
                return
            question = dialog.findChild(QWidget, "leave-question")
            asked.append(question.text() if question else dialog.windowTitle())
            dialog.findChild(QWidget, button).click()

        QTimer.singleShot(0, press)
        return asked

    return answer


def _put_away(window: MainWindow) -> None:
    for widget in (window, *window.findChildren(QWidget)):
        if shiboken6.isValid(widget) and widget.isWindow() and widget is not window:
            widget.hide()
    if window.frame is not None and window.content.page.pane.editing:
        window.content.page.pane.show_nothing()
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def press(qtbot: QtBot) -> Hand:
    """A key, given so many times to whatever has the keyboard."""

    def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1) -> None:
        for _time in range(times):
            focus = QApplication.focusWidget()
            assert focus is not None
            qtbot.keyClick(focus, key, modifiers)

    return press
