"""The password: set, changed and removed in the window, with the recovery sheet and the older backups after it."""

from __future__ import annotations

from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QImage, QKeyEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from crmdesk import app
from crmdesk.core.errors import UserError
from crmdesk.core.passwords import SHORT
from crmdesk.core.words import Words
from crmdesk.gui.dialogs import recovery
from crmdesk.gui.dialogs.password import PasswordDialog
from crmdesk.gui.dialogs.password_backups import DELETE, ENCRYPT, LEAVE, OtherBackups
from crmdesk.gui.dialogs.password_input import PasswordLine
from crmdesk.gui.dialogs.password_new import NewPassword
from crmdesk.gui.dialogs.recovery import RecoveryDialog
from crmdesk.gui.dialogs.settings import SettingsDialog
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.notices import NoticeBar
from crmdesk.gui.window import MainWindow
from crmdesk.services import backups, security
from crmdesk.services.desk import Desk
from tests.gui.conftest import PASSWORD, PEOPLE, OpenWindow

NEW = "lantern over 白河 9"


def type_into(line: PasswordLine, text: str) -> None:
    line.setText(text)
    line.textEdited.emit(text)


def open_dialog(window: MainWindow) -> PasswordDialog:
    action = window.findChild(QAction, "password")
    assert action is not None
    action.trigger()
    dialog = window.findChild(PasswordDialog)
    assert dialog is not None
    return dialog


def type_new(dialog: PasswordDialog, password: str) -> None:
    type_into(dialog.new.first.input.line, password)
    type_into(dialog.new.again.input.line, password)


def wait_for(qtbot: QtBot, window: MainWindow, kind: type) -> object:
    def there() -> bool:
        return window.frame is not None and any(each.isVisible() for each in window.findChildren(kind))

    qtbot.waitUntil(there, timeout=20_000)
    return next(each for each in window.findChildren(kind) if each.isVisible())


def test_a_file_gets_a_password(qtbot: QtBot, shown: OpenWindow, desk: Desk, tmp_path: Path):
    backups.make(desk)
    window, path = shown(desk), desk.path
    dialog = open_dialog(window)
    assert (dialog.what, dialog.confirm_button.isEnabled()) == ("set", False)
    type_new(dialog, PASSWORD)
    assert not dialog.confirm_button.isEnabled(), "what it means is not understood yet"
    dialog.understood.setChecked(True)
    dialog.confirm_button.click()
    sheet = wait_for(qtbot, window, RecoveryDialog)
    assert security.is_protected(path)
    assert window.ui.desk.data.key == security.unlock(path, PASSWORD)

    assert not sheet.confirm_button.isEnabled()
    qtbot.waitUntil(lambda: not sheet._page.isNull())
    sheet._save(tmp_path / "sheet.pdf")
    qtbot.waitUntil(sheet.confirm_button.isEnabled, timeout=20_000)
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    sheet.confirm_button.click()

    older = wait_for(qtbot, window, OtherBackups)
    assert [older.list.item(row).toolTip() for row in range(older.list.count())] == [
        str(backup.path) for backup in security.plain_backups(window.ui.desk)
    ]
    assert older.answer == ENCRYPT
    older.confirm_button.click()
    qtbot.waitUntil(lambda: "Encrypted 1 backup." in window.content.status.message(), timeout=20_000)
    assert security.plain_backups(window.ui.desk) == []
    assert window.findChild(NoticeBar, "sheet-notice") is None


def test_a_sheet_put_off_is_pointed_out(qtbot: QtBot, shown: OpenWindow, locked_desk: Desk, preferences):
    preferences.owe_sheet(locked_desk.path, owed=True)
    window = shown(locked_desk)
    bar = window.findChild(NoticeBar, "sheet-notice")
    bar.buttons["sheet"].click()
    dialog = window.findChild(PasswordDialog)
    assert dialog.what == "sheet"
    type_into(dialog.present.input.line, PASSWORD)
    dialog.confirm_button.click()
    sheet = wait_for(qtbot, window, RecoveryDialog)
    qtbot.waitUntil(lambda: not sheet._page.isNull())
    sheet.cancel_button.click()
    assert len(window.findChildren(NoticeBar, "sheet-notice")) == 1
    window.content.security.show_sheet().kept.emit()
    assert not preferences.owes_sheet(locked_desk.path)
    assert not bar.isVisible()


def test_the_password_is_changed(qtbot: QtBot, shown: OpenWindow, locked_desk: Desk):
    made = backups.make(locked_desk)
    former = locked_desk.data.key
    window, path = shown(locked_desk), locked_desk.path
    dialog = open_dialog(window)
    assert dialog.what == "change"
    type_new(dialog, NEW)
    type_into(dialog.present.input.line, "wrong")
    dialog.confirm_button.click()
    qtbot.waitUntil(lambda: dialog.present.problem() == ("bad", "The password is wrong."))
    qtbot.waitUntil(lambda: dialog.trying.ready)
    type_into(dialog.present.input.line, PASSWORD)
    assert dialog.present.problem() == ("", "")
    QTest.keyClick(dialog.present.input.line, Qt.Key.Key_Return)
    sheet = wait_for(qtbot, window, RecoveryDialog)
    assert window.ui.desk.data.key != former
    with pytest.raises(UserError, match="password-wrong"):
        security.unlock(path, PASSWORD)
    qtbot.waitUntil(lambda: not sheet._page.isNull())
    sheet.reject()
    older = wait_for(qtbot, window, OtherBackups)
    assert older.list.item(0).toolTip() == str(made.path)
    older.confirm_button.click()
    qtbot.waitUntil(lambda: "Encrypted 1 backup." in window.content.status.message(), timeout=20_000)
    assert security.locked_backups(window.ui.desk) == []
    assert security.unlock(made.path, NEW) is not None


def test_the_password_is_removed(qtbot: QtBot, shown: OpenWindow, locked_desk: Desk):
    window, path = shown(locked_desk), locked_desk.path
    dialog = open_dialog(window)
    dialog.choice.chosen.emit("remove")
    assert not dialog.new.isVisible()
    assert not dialog.confirm_button.isDefault()
    type_into(dialog.present.input.line, PASSWORD)
    dialog.confirm_button.click()
    qtbot.waitUntil(lambda: window.frame is not None and window.ui.desk.data.key is None, timeout=20_000)
    assert not security.is_protected(path)
    assert "not encrypted any more" in window.content.status.message()
    qtbot.waitUntil(lambda: window.content.page.list.count == len(PEOPLE))


def test_when_it_fails_the_file_is_open_as_before(
    qtbot: QtBot, shown: OpenWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    def full(*_args: object, **_named: object) -> None:
        raise UserError("file-in-use", path="there")

    monkeypatch.setattr(security, "set_password", full)
    told: list[BaseException] = []
    window = shown(desk)
    monkeypatch.setattr(MainWindow, "show_error", lambda _window, error: told.append(error))
    dialog = open_dialog(window)
    type_new(dialog, PASSWORD)
    dialog.understood.setChecked(True)
    dialog.confirm_button.click()
    qtbot.waitUntil(lambda: bool(told))
    assert [error.code for error in told if isinstance(error, UserError)] == ["file-in-use"]
    qtbot.waitUntil(lambda: window.frame is not None and window.content.page.list.count == len(PEOPLE))
    assert window.ui.desk.data.key is None


def test_it_can_be_cancelled(qtbot: QtBot, shown: OpenWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch):
    def patient(_path: Path, _password: str, *, key: object, progress, cancelled) -> None:
        assert key is None
        while not cancelled():
            progress(1, 4)
        raise security.CancelledError

    monkeypatch.setattr(security, "set_password", patient)
    window = shown(desk)
    dialog = open_dialog(window)
    type_new(dialog, PASSWORD)
    dialog.understood.setChecked(True)
    dialog.confirm_button.click()
    program = window.findChild(app.Program)
    assert program.desk is None
    cancel = window.centralWidget().findChild(Button, "working-progress-cancel")
    cancel.click()
    qtbot.waitUntil(lambda: window.frame is not None and window.content.page.list.count == len(PEOPLE))
    assert window.ui.desk.data.key is None
    assert window.findChild(RecoveryDialog) is None


def test_the_window_can_be_closed_meanwhile(
    qtbot: QtBot, shown: OpenWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    ended: list[bool] = []

    def patient(_path: Path, _password: str, *, key: object, progress, cancelled) -> None:
        while not cancelled():
            progress(1, 4)
        ended.append(True)
        raise security.CancelledError

    monkeypatch.setattr(security, "set_password", patient)
    window = shown(desk)
    dialog = open_dialog(window)
    type_new(dialog, PASSWORD)
    dialog.understood.setChecked(True)
    dialog.confirm_button.click()
    assert window.close()
    assert ended == [True]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Best are several words"),
        ("abc", f"Shorter than {SHORT} characters"),
        ("password", "first that is tried"),
        ("19900501", "Digits alone"),
        (PASSWORD, "Hard to guess."),
    ],
)
def test_how_easily_it_is_guessed_is_said(qtbot: QtBot, words_en: Words, typed: str, told: str):
    new = NewPassword(words_en, label_width=120, name="new")
    qtbot.addWidget(new)
    type_into(new.first.input.line, typed)
    assert told in new.strength.text()


def test_nothing_typed_stays(qtbot: QtBot, shown: OpenWindow, desk: Desk):
    window = shown(desk)
    dialog = PasswordDialog(window.ui, parent=window)
    type_new(dialog, PASSWORD)
    dialog.reject()
    assert dialog.new.first.input.text() == dialog.new.again.input.text() == ""


def test_both_must_be_the_same(qtbot: QtBot, words_en: Words):
    new = NewPassword(words_en, label_width=120, name="new")
    qtbot.addWidget(new)
    type_into(new.first.input.line, PASSWORD)
    type_into(new.again.input.line, PASSWORD[:4])
    assert (new.password(), new.again.problem()[0]) == ("", ""), "still being typed"
    type_into(new.again.input.line, PASSWORD[:4] + "x")
    assert (new.password(), new.again.problem()) == ("", ("bad", "Not the same."))
    type_into(new.again.input.line, PASSWORD)
    assert (new.password(), new.again.problem()[0]) == (PASSWORD, "")


def test_it_can_be_looked_at(qtbot: QtBot, words_en: Words):
    new = NewPassword(words_en, label_width=120, name="new")
    qtbot.addWidget(new)
    line, eye = new.first.input.line, new.first.input.eye
    assert line.echoMode() is PasswordLine.EchoMode.Password
    eye.click()
    assert (line.echoMode(), eye.accessibleName()) == (PasswordLine.EchoMode.Normal, "Hide what is typed")
    new.clear()
    assert line.echoMode() is PasswordLine.EchoMode.Password


@pytest.mark.parametrize(
    ("text", "shift", "on"), [("a", False, False), ("A", True, False), ("A", False, True), ("a", True, True)]
)
def test_caps_lock_is_noticed(qtbot: QtBot, text: str, shift: bool, on: bool):
    line = PasswordLine(name="line", label="Password")
    qtbot.addWidget(line)
    said: list[bool] = []
    line.capitals.connect(said.append)
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    line.keyPressEvent(QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_A, held, text))
    assert said == ([True] if on else [])


def test_the_answers_about_older_backups(qtbot: QtBot, shown: OpenWindow, locked_desk: Desk, tmp_path: Path):
    window = shown(locked_desk)
    made = backups.make(locked_desk)
    for answer in (LEAVE, DELETE):
        dialog = OtherBackups(window.ui, [made], None, plain=True, parent=window)
        dialog.open()
        dialog.answers[answer].setChecked(True)
        assert dialog.confirm_button.text() == {LEAVE: "Leave", DELETE: "Delete"}[answer]
        dialog.accept()
        qtbot.waitUntil(lambda dialog=dialog: not dialog.isVisible(), timeout=20_000)
        assert made.path.exists() is (answer == LEAVE)
    assert [backup.reason for backup in backups.all_of(locked_desk)] == ["password"], "one was made before"


def test_the_page_is_printed(qtbot: QtBot, tmp_path: Path):
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "page.pdf"))
    page = QImage(210, 297, QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    assert recovery.paint_page(page, printer)
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")


def test_where_no_page_can_be_saved_it_is_said(
    qtbot: QtBot, shown: OpenWindow, locked_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    window = shown(locked_desk)
    sheet = window.content.security.show_sheet()
    qtbot.waitUntil(lambda: not sheet._page.isNull())
    gone = tmp_path / "gone" / "sheet.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(gone.with_suffix("")), ""))
    sheet.save_button.click()
    qtbot.waitUntil(lambda: "could not be saved" in sheet.state.text(), timeout=20_000)
    assert "sheet.pdf" in sheet.state.text()
    assert not sheet.confirm_button.isEnabled()


def test_the_page_never_takes_the_place_of_the_data_file(
    qtbot: QtBot, shown: OpenWindow, locked_desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    window = shown(locked_desk)
    sheet = window.content.security.show_sheet()
    qtbot.waitUntil(lambda: not sheet._page.isNull())
    data = locked_desk.path
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(data), ""))
    sheet.save_button.click()
    qtbot.waitUntil(sheet.confirm_button.isEnabled, timeout=20_000)
    assert data.with_name(f"{data.name}.pdf").read_bytes().startswith(b"%PDF")
    assert not data.read_bytes().startswith(b"%PDF")


def test_nothing_of_the_dialog_stays(qtbot: QtBot, window: MainWindow):
    def opened() -> int:
        dialog = open_dialog(window)
        dialog.close()
        qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
        return len(QApplication.allWidgets())

    assert opened() == opened() == opened()


def test_the_settings_lead_there(qtbot: QtBot, shown: OpenWindow, locked_desk: Desk):
    window = shown(locked_desk)
    window.ui.bus.open_settings.emit("security")
    settings = window.findChild(SettingsDialog)
    settings.pane.findChild(Button, "security-remove").click()
    dialog = window.findChild(PasswordDialog)
    assert dialog.what == "remove"
    assert not settings.isVisible()
    dialog.close()
