"""Pictures of backups: the list, restoring with what differs, a damaged one, notices, and a lost data file."""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from crmdesk.app import open_window
from crmdesk.core.errors import UserError
from crmdesk.core.settings import BACKUP_FOLDER
from crmdesk.gui.dialogs.backups import BackupsDialog
from crmdesk.gui.dialogs.backups_asking import DeletingBackup
from crmdesk.gui.dialogs.files import FileTrouble
from crmdesk.gui.dialogs.repairing import RepairDialog
from crmdesk.gui.dialogs.restoring import RestoreDialog
from crmdesk.gui.dialogs.restoring_lost import LostFile
from crmdesk.gui.dialogs.settings import SettingsDialog
from crmdesk.gui.pages.locked import WorkingPage
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.window import MainWindow
from crmdesk.services import backups, customers
from crmdesk.services.desk import Desk, open_desk
from crmdesk.tour import WHO, clock
from crmdesk.tour.camera import OFFICE, Camera, put_up, settle

_PAGE = 4_096
_PATIENCE = 30.0
_NAMES = ("禾砚精密机械（嘉兴）有限公司", "拾山食品（绍兴）有限公司", "许念安", "云岫茶业有限公司", "单雄信")


def picture_backups(camera: Camera, window: MainWindow) -> None:
    """On a small data file of its own, with backups of three days."""
    with tempfile.TemporaryDirectory(prefix="crmdesk-tour-") as name:
        folder = Path(name)
        desk = _backed_up(folder / "华东客户.crmdesk")
        own = put_up(open_window(desk, window.ui.words, Preferences(folder / "window.ini")))
        _notices(camera, own)
        _list(camera, own)
        _restoring(camera, own)
        _settings(camera, own)
        own.close()
        own.deleteLater()
        _lost(camera, desk.path, window)
    settle(window.ui.jobs)
    window.activateWindow()


def _backed_up(path: Path) -> Desk:
    desk = open_desk(path, who=WHO, clock=clock)
    for days, reason in ((3, "daily"), (2, "daily"), (1, "import")):
        at = clock() - dt.timedelta(days=days)
        desk.clock = partial(_still, at)
        for name in _NAMES[:3]:
            customers.add(desk, {"name": name if days == 3 else f"{name[:2]}{days}号店"})
        backups.make(desk, reason)
    desk.clock = clock
    for name in _NAMES[3:]:
        customers.add(desk, {"name": name})
    return desk


def _still(at: dt.datetime) -> dt.datetime:
    return at


def _notices(camera: Camera, window: MainWindow) -> None:
    ui, own = window.ui, window.content.backups
    _ = ui.words.gettext
    own.back_up_now()
    camera.take(window, "backed-up", ui.jobs, showing=_("Show"))
    own.remind(19)
    camera.take(window, "backup-reminder", ui.jobs, showing=_("Copy to another disk..."))
    own.take_down_all()
    own.tell_damaged()
    own.daily_failed(UserError("backup-no-room", folder="华东客户-backups", needed="62 MB", free="8 MB"))
    camera.take(window, "backup-failed", ui.jobs, showing=_("Try again"))
    own.take_down_all()


def _list(camera: Camera, window: MainWindow) -> None:
    ui, words = window.ui, window.ui.words
    dialog = BackupsDialog(ui, window.content.backups.making, window)
    dialog.show()
    settle(ui.jobs)
    dialog.table.selectRow(2)
    dialog.chosen.check()
    camera.take(dialog, "backups", ui.jobs, showing=words.moment(clock() - dt.timedelta(days=2)))
    backup = dialog.backup()
    assert backup is not None
    asked = DeletingBackup(backup, words, dialog)
    asked.show()
    camera.take(asked, "backup-deleting", ui.jobs, showing=words.gettext("Delete"))
    asked.close()
    dialog.close()
    settle(ui.jobs)


def _restoring(camera: Camera, window: MainWindow) -> None:
    ui, words = window.ui, window.ui.words
    found = backups.all_of(ui.desk)
    dialog = RestoreDialog(ui, found[2].path, window)
    dialog.show()
    camera.take(dialog, "restore", ui.jobs, showing=words.gettext("Newest change"))
    dialog.close()
    _damage(found[1].path)
    dialog = RestoreDialog(ui, found[1].path, window)
    dialog.show()
    camera.take(dialog, "restore-damaged", ui.jobs, showing=words.moment(found[0].at))
    dialog.close()
    page = WorkingPage(ui.desk.path, words.gettext("Restoring the backup."), words)
    page.resize(OFFICE)
    page.show_progress(62, 100)
    page.show()
    camera.take(page, "restoring", ui.jobs, showing=words.gettext("Restoring the backup."))
    page.close()


def _settings(camera: Camera, window: MainWindow) -> None:
    ui = window.ui
    dialog = SettingsDialog(ui, BACKUP_FOLDER.key, window)
    dialog.show()
    camera.take(dialog, "settings-backups", ui.jobs, showing=ui.words.label(BACKUP_FOLDER.label))
    dialog.close()


def _lost(camera: Camera, path: Path, window: MainWindow) -> None:
    """The data file is damaged at the start: the ways on, and its backups."""
    ui, words = window.ui, window.ui.words
    sentence = words.error(UserError("file-damaged", path=path.name, detail="malformed"))
    trouble = FileTrouble(sentence, words, window, lost=True)
    trouble.show()
    camera.take(trouble, "file-lost", ui.jobs, showing=sentence)
    trouble.close()
    dialog = LostFile(path, backups.listed(backups.beside(path), path.stem), words, None, window)
    dialog.show()
    _wait(dialog)
    camera.take(dialog, "restore-lost", ui.jobs, showing=words.gettext("Damaged"))
    dialog.close()
    _damage(path)
    repair = RepairDialog(path, words, None, window)
    repair.show()
    camera.take(repair, "repair", ui.jobs, showing=words.gettext("Repair"))
    repair.accept()
    _wait(repair)
    camera.take(repair, "repaired", ui.jobs, showing=words.gettext("Open the new file"))
    repair.close()


def _wait(dialog: LostFile | RepairDialog) -> None:
    until = time.monotonic() + _PATIENCE
    while dialog.busy and time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.005)


def _damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[3 * _PAGE : 9 * _PAGE] = bytes(6 * _PAGE)
    path.write_bytes(content)
