"""Opening an encrypted data file: at the start, from the menu, by password and by the key of the recovery sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmdesk import app
from crmdesk.core import recovery
from crmdesk.core.words import Words
from crmdesk.gui.dialogs import files, unlocking_trying
from crmdesk.gui.dialogs.unlocking import UNLOCKED, UnlockDialog
from crmdesk.gui.dialogs.unlocking_key import KeyGroups
from crmdesk.gui.theme import palette
from crmdesk.services import customers, security
from crmdesk.services.desk import Desk, open_desk
from tests.desk import make_desk
from tests.gui.conftest import OpenWindow

PASSWORD = "kettle and 绿山 47"
RAW = bytes(range(7, 39))


@pytest.fixture
def locked_path(tmp_path: Path) -> Path:
    """An encrypted data file with one customer, nobody has it open."""
    folder = tmp_path / "locked"
    folder.mkdir()
    desk = make_desk(folder, "加密.crmdesk")
    customers.add(desk, {"name": "张伟"})
    desk.close()
    security.set_password(desk.path, PASSWORD)
    return desk.path


@pytest.fixture
def groups(qtbot: QtBot, words_en: Words, theme: palette.Theme) -> KeyGroups:
    made = KeyGroups(words_en, name="key")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.lines[0].setFocus()
    return made


def typed(dialog: UnlockDialog, text: str) -> None:
    dialog.form.password.line.setText(text)
    dialog.form.password.line.textEdited.emit(text)


def test_the_password_opens_it(qtbot: QtBot, words_en: Words, theme: palette.Theme, locked_path: Path):
    dialog = UnlockDialog(locked_path, words_en)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.form.unlock.isEnabled()
    typed(dialog, "wrong")
    QTest.keyClick(dialog.form.password.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.form.mark.text() == "The password is wrong.")
    typed(dialog, PASSWORD)
    assert dialog.form.mark.text() == ""
    qtbot.waitUntil(dialog.form.unlock.isEnabled)
    QTest.keyClick(dialog.form.password.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.choice == UNLOCKED)
    desk = open_desk(locked_path, key=dialog.key)
    desk.close()
    assert dialog.form.password.text() == ""


def test_giving_up_waits_for_nobody(qtbot: QtBot, words_en: Words, theme: palette.Theme, locked_path: Path):
    dialog = UnlockDialog(locked_path, words_en)
    qtbot.addWidget(dialog)
    typed(dialog, PASSWORD)
    dialog.form.unlock.click()
    dialog.reject()
    assert (dialog.choice, dialog.key, dialog.form.trying.busy) == (files.QUIT, None, False)


def answering(does: Callable[[UnlockDialog], None]) -> Callable[[UnlockDialog], int]:
    def answer(dialog: UnlockDialog) -> int:
        does(dialog)
        return 1

    return answer


def opens(dialog: UnlockDialog) -> None:
    dialog.key = security.unlock(dialog.path, PASSWORD)
    dialog.choice = UNLOCKED


def test_the_program_asks_at_the_start(
    locked_path: Path, words_en: Words, theme: palette.Theme, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(UnlockDialog, "exec", answering(opens))
    desk = app.choose_desk(locked_path, words_en)
    assert desk is not None
    assert desk.data.key is not None
    desk.close()


def test_at_the_start_another_file_can_be_opened(
    locked_path: Path, tmp_path: Path, words_en: Words, theme: palette.Theme, monkeypatch: pytest.MonkeyPatch
):
    other = make_desk(tmp_path, "plain.crmdesk")
    other.close()
    chosen = [None, other.path]
    monkeypatch.setattr(UnlockDialog, "exec", answering(lambda dialog: setattr(dialog, "choice", files.OPEN)))
    monkeypatch.setattr(files, "ask_open", lambda *_args: chosen.pop(0))
    desk = app.choose_desk(locked_path, words_en)
    assert desk is not None
    assert (desk.path, desk.data.key) == (other.path, None)
    desk.close()


def test_at_the_start_one_can_leave(
    locked_path: Path, words_en: Words, theme: palette.Theme, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(UnlockDialog, "exec", lambda _dialog: 0)
    assert app.choose_desk(locked_path, words_en) is None


def test_the_menu_opens_an_encrypted_file(
    qtbot: QtBot, shown: OpenWindow, desk: Desk, locked_path: Path, monkeypatch: pytest.MonkeyPatch
):
    window = shown(desk)
    monkeypatch.setattr(UnlockDialog, "exec", lambda _dialog: 0)
    window.file_asked.emit(locked_path, False)
    assert window.ui.desk is desk
    monkeypatch.setattr(UnlockDialog, "exec", answering(opens))
    window.file_asked.emit(locked_path, False)
    assert window.ui.desk.path == locked_path
    qtbot.waitUntil(lambda: window.content.page.list.count == 1)


def test_wrong_ones_are_counted_over_both_ways(
    qtbot: QtBot, words_en: Words, theme: palette.Theme, locked_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(unlocking_trying, "SECOND", 150)
    dialog = UnlockDialog(locked_path, words_en)
    qtbot.addWidget(dialog)
    typed(dialog, "wrong")
    dialog.form.unlock.click()
    qtbot.waitUntil(lambda: dialog.form.trying.waiting == 1)
    dialog.form.other_way.click()
    key = " ".join(recovery.written(RAW))
    dialog.form.groups.lines[3].setText(key)
    dialog.form.groups.lines[3].textEdited.emit(key)
    qtbot.waitUntil(dialog.form.unlock.isEnabled)
    dialog.form.unlock.click()
    qtbot.waitUntil(lambda: dialog.form.trying.waiting == 2)
    assert "another data file" in dialog.form.mark.text()


def test_groups_are_typed_one_after_the_other(qtbot: QtBot, groups: KeyGroups):
    for group in recovery.written(RAW):
        assert not groups.whole()
        qtbot.keyClicks(QApplication.focusWidget(), group)
    assert groups.whole()
    assert recovery.read(groups.text()) == RAW


def test_a_mistyped_group_is_pointed_out_at_once(qtbot: QtBot, groups: KeyGroups):
    first, *_rest = recovery.written(RAW)
    wrong = first[:-1] + str((int(first[-1]) + 1) % 10)
    qtbot.keyClicks(groups.lines[0], wrong)
    assert groups.wrong() == [1]
    assert QApplication.focusWidget() is groups.lines[0]
    assert groups.lines[0].property("state") == "bad"
    QTest.keyClick(groups.lines[0], Qt.Key.Key_Backspace)
    assert groups.wrong() == []
    qtbot.keyClicks(groups.lines[0], first[-1])
    assert QApplication.focusWidget() is groups.lines[1]
    QTest.keyClick(groups.lines[1], Qt.Key.Key_Backspace)
    assert QApplication.focusWidget() is groups.lines[0]


@pytest.mark.parametrize("apart", ["", " ", "-", "\n"])
def test_a_whole_key_can_be_pasted_anywhere(qtbot: QtBot, groups: KeyGroups, apart: str):
    QApplication.clipboard().setText(apart.join(recovery.written(RAW)))
    groups.lines[5].setFocus()
    groups.lines[5].paste()
    assert groups.whole()
    assert recovery.read(groups.text()) == RAW


def test_some_groups_go_on_where_they_are_pasted(groups: KeyGroups):
    QApplication.clipboard().setText(" ".join(recovery.written(RAW)[4:7]))
    groups.lines[4].setFocus()
    groups.lines[4].paste()
    assert [line.text() for line in groups.lines[3:8]] == ["", *recovery.written(RAW)[4:7], ""]
