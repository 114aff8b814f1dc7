"""Pictures of the password: set, changed, removed; its recovery sheet, the older backups, the locked window."""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog

from crmdesk.app import Program, open_window
from crmdesk.core import recovery
from crmdesk.gui.dialogs.password import CHANGE, REMOVE, PasswordDialog
from crmdesk.gui.dialogs.password_backups import OtherBackups
from crmdesk.gui.dialogs.recovery import RecoveryDialog
from crmdesk.gui.dialogs.unlocking import UnlockDialog
from crmdesk.gui.pages.locked import LockPage, WorkingPage
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.widgets.inputs import LineEdit
from crmdesk.gui.window import MainWindow
from crmdesk.paper.recovery import RecoverySheet
from crmdesk.services import customers, security
from crmdesk.services.backups import Backup
from crmdesk.services.desk import Desk, open_desk
from crmdesk.tour import WHO, clock
from crmdesk.tour.camera import Camera, put_up, settle
from crmdesk.tour.job import expect

_PASSWORD = "绿山 kettle 47"
_KEY = bytes(range(11, 11 + recovery.KEY_BYTES))
_PATIENCE = 30.0


def picture_security(camera: Camera, window: MainWindow) -> None:
    """The data file of the window stays as it is; a small one is encrypted beside it."""
    _setting(camera, window)
    with tempfile.TemporaryDirectory(prefix="crmdesk-tour-") as name:
        folder = Path(name)
        desk = _encrypted(folder / "华东客户.crmdesk")
        other = put_up(open_window(desk, window.ui.words, Preferences(folder / "window.ini")))
        _managing(camera, other)
        _sheet(camera, other)
        _backups(camera, other)
        _locked(camera, other, window)
        other.close()
        other.deleteLater()
        settle(window.ui.jobs)
    window.activateWindow()


def _encrypted(path: Path) -> Desk:
    desk = open_desk(path, who=WHO, clock=clock)
    customers.add(desk, {"name": "禾砚精密机械（嘉兴）有限公司", "phone": "0573-0000 0014"})
    desk.close()
    key = security.set_password(path, _PASSWORD)
    return open_desk(path, who=WHO, clock=clock, key=key)


def _setting(camera: Camera, window: MainWindow) -> None:
    ui = window.ui
    program = window.findChild(Program)
    expect(program is not None, "the window has no program")
    window.lock_asked.emit()
    told = ui.words.gettext("Set a password first: without one there is nothing to lock.")
    camera.take(window, "password-first", ui.jobs, showing=told)
    window.content.security.answer_first("close")
    dialog = PasswordDialog(ui, parent=window)
    dialog.show()
    _type(dialog.new.first.input.line, "19900501")
    camera.take(dialog, "password-weak", ui.jobs, showing=dialog.new.strength.text())
    for row in (dialog.new.first, dialog.new.again):
        _type(row.input.line, _PASSWORD)
    dialog.understood.setChecked(True)
    camera.take(dialog, "password-set", ui.jobs, showing=ui.words.gettext("Hard to guess."))
    _away(dialog, window)


def _managing(camera: Camera, window: MainWindow) -> None:
    ui = window.ui
    for what in (CHANGE, REMOVE):
        dialog = PasswordDialog(ui, what, window)
        dialog.show()
        camera.take(dialog, f"password-{what}", ui.jobs, showing=ui.words.gettext("Present password"))
        _away(dialog, window)
    window.content.dialogs.show_settings("security")
    settings = window.content.dialogs.open_settings()
    expect(settings is not None, "the settings did not open")
    if settings is not None:
        camera.take(settings, "settings-security", ui.jobs, showing=ui.words.gettext("Is set"))
        _away(settings, window)


def _sheet(camera: Camera, window: MainWindow) -> None:
    ui = window.ui
    sheet = RecoverySheet(ui.desk.path.name, _KEY, clock(), WHO)
    dialog = RecoveryDialog(ui, window, sheet=sheet)
    dialog.show()
    camera.take(dialog, "recovery-sheet", ui.jobs, showing=ui.words.gettext("The second key to your data"))
    _away(dialog, window)


def _backups(camera: Camera, window: MainWindow) -> None:
    """Of files that are not there: nothing is done with them."""
    at, day = clock(), dt.timedelta(days=1)
    folder = Path("华东客户-backups")
    found = [_backup(folder, at - day * age) for age in (1, 2, 4)]
    dialog = OtherBackups(window.ui, found, None, plain=True, parent=window)
    dialog.show()
    camera.take(dialog, "password-backups", window.ui.jobs, showing=str(folder))
    _away(dialog, window)


def _backup(folder: Path, at: dt.datetime) -> Backup:
    return Backup(folder / f"华东客户-{at:%Y%m%d-%H%M%S}-daily.crmdesk", at, "daily", 3_400_000, encrypted=False)


def _locked(camera: Camera, window: MainWindow, other: MainWindow) -> None:
    words, jobs, path = window.ui.words, other.ui.jobs, window.ui.desk.path
    window.lock_asked.emit()
    _until(lambda: isinstance(window.centralWidget(), LockPage))
    page = window.centralWidget()
    if not isinstance(page, LockPage):
        return
    camera.take(window, "locked", jobs, showing=path.stem)
    _type(page.form.password.line, "wrong")
    page.form.unlock.click()
    _until(lambda: bool(page.form.mark.text()))
    camera.take(window, "locked-wrong", jobs, showing=page.form.mark.text())
    _until(lambda: page.form.trying.ready)
    page.form.other_way.click()
    for line, group in zip(page.form.groups.lines, recovery.written(_KEY)[:6], strict=False):
        line.setText(group)
    _type(page.form.groups.lines[6], "123456")
    camera.take(window, "locked-sheet", jobs, showing="123456")
    page.close_down()
    dialog = UnlockDialog(path, words, parent=window)
    dialog.show()
    camera.take(dialog, "unlock", jobs, showing=path.stem)
    _away(dialog, other)
    working = WorkingPage(path, words.gettext("Encrypting: the whole data file is written anew."), words)
    window.show_alone(working, words)
    working.show_progress(61, 100)
    camera.take(window, "encrypting", jobs, showing=path.stem)


def _type(line: LineEdit, text: str) -> None:
    line.setText(text)
    line.textEdited.emit(text)


def _away(dialog: QDialog, window: MainWindow) -> None:
    dialog.close()
    dialog.deleteLater()
    settle(window.ui.jobs)


def _until(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + _PATIENCE
    while not condition():
        QApplication.processEvents()
        time.sleep(0.005)
        expect(time.monotonic() < until, "the window did not lock or unlock")
