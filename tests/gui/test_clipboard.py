"""What was copied is forgotten again: after the time that is set, and when the data file is put away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from crmdesk.core.errors import UserError
from crmdesk.core.settings import CLIPBOARD_SECONDS
from crmdesk.gui.clipboard import Clipboard
from crmdesk.services import settings
from crmdesk.services.desk import Desk

_PHONE = "13812345678"


@pytest.fixture
def clipboard(qapp, empty_desk: Desk) -> Iterator[Clipboard]:
    """Forgets what is personal after a second."""
    settings.change(empty_desk, CLIPBOARD_SECONDS.key, "1")
    QGuiApplication.clipboard().clear()
    clipboard = Clipboard()
    clipboard.watch(empty_desk)
    yield clipboard
    clipboard.stop()
    QGuiApplication.clipboard().clear()


def _held() -> str:
    return QGuiApplication.clipboard().text()


@pytest.mark.parametrize(("text", "personal"), [(f"电话 {_PHONE}", False), ("a@canary.cn", False), ("zhou_wx", True)])
def test_what_is_personal_goes_after_a_while(clipboard: Clipboard, qtbot: QtBot, text: str, personal: bool):
    clipboard.put_text(text, personal=personal)
    assert _held() == text
    qtbot.waitUntil(lambda: _held() == "", timeout=3000)


def test_what_is_not_personal_stays(clipboard: Clipboard):
    clipboard.put_text("禾砚精密机械")
    clipboard.forget()
    assert _held() == "禾砚精密机械"


def test_what_somebody_else_copied_meanwhile_stays(clipboard: Clipboard):
    clipboard.put_text(_PHONE)
    QGuiApplication.clipboard().setText("from elsewhere")
    clipboard.forget()
    assert _held() == "from elsewhere"


def test_inputs_copy_by_themselves_and_are_noticed(clipboard: Clipboard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clipboard, "_is_ours", lambda: True)  # the offscreen platform never says so
    line = QLineEdit(_PHONE)
    qtbot.addWidget(line)
    line.selectAll()
    line.copy()
    assert _held() == _PHONE
    qtbot.waitUntil(lambda: _held() == "", timeout=3000)


def test_a_long_table_counts_as_personal(clipboard: Clipboard):
    clipboard.put_text("客户\n" * 20_000)
    clipboard.stop()
    assert _held() == ""


def test_putting_the_data_file_away_forgets_at_once(clipboard: Clipboard):
    clipboard.put_text(_PHONE)
    clipboard.stop()
    assert _held() == ""


def test_without_a_time_nothing_is_taken_from_anybody(clipboard: Clipboard, empty_desk: Desk):
    settings.change(empty_desk, CLIPBOARD_SECONDS.key, "0")
    clipboard.put_text(_PHONE)
    clipboard.stop()
    assert _held() == _PHONE


def test_a_table_stays_as_its_text_when_the_program_ends(clipboard: Clipboard):
    """Data made in Python that outlives it ended the program with a crash."""
    data = QMimeData()
    data.setText("a\tb")
    data.setHtml("<b>a</b>")
    clipboard.put(data)
    assert QGuiApplication.clipboard().mimeData().hasHtml()
    clipboard.stop()
    assert QGuiApplication.clipboard().text() == "a\tb"
    assert not QGuiApplication.clipboard().mimeData().hasHtml()


class _Held:
    """The system's clipboard while another program does not let go of it."""

    def __init__(self, board: QClipboard) -> None:
        self._board = board

    def text(self) -> str:
        return self._board.text()

    def setText(self, text: str) -> None:  # noqa: N802
        pass

    def setMimeData(self, data: QMimeData) -> None:  # noqa: N802
        pass


@pytest.mark.parametrize("what", ["text", "table"])
def test_a_clipboard_that_another_program_holds(clipboard: Clipboard, monkeypatch: pytest.MonkeyPatch, what: str):
    clipboard.put_text("禾砚精密机械")
    held, table = _Held(QGuiApplication.clipboard()), QMimeData()
    table.setText(_PHONE)
    with monkeypatch.context() as patched:
        patched.setattr(QGuiApplication, "clipboard", lambda: held)
        with pytest.raises(UserError, match="clipboard-busy"):
            clipboard.put_text(_PHONE) if what == "text" else clipboard.put(table)
    clipboard.put_text(f"电话\r\n{_PHONE}")
    assert _PHONE in _held()
