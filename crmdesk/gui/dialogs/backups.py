"""The backups of the data file: where they lie, making one, and choosing one to check, restore or delete."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QItemSelection, QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.gui.dialogs.backups_chosen import ChosenBackup
from crmdesk.gui.dialogs.backups_head import BackupsHead
from crmdesk.gui.dialogs.backups_making import MakingBackup
from crmdesk.gui.dialogs.files import kinds
from crmdesk.gui.icons import icon
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.backups import DISK, PASSWORD, SIZE, WHEN, WHY, BackupsTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.tab_order import eye_order
from crmdesk.gui.widgets.tables import lines_table
from crmdesk.services import backups
from crmdesk.services.backups import Backup
from crmdesk.services.desk import Desk

_SIZE = QSize(960, 620)
_WIDTHS = {WHEN: 144, WHY: 208, SIZE: 80, PASSWORD: 96, DISK: 104}


class BackupsDialog(Dialog):
    """The newest on top; Enter looks at the chosen one to restore it (`restore_asked` tells its path).

    `making` makes them, for the window too.
    """

    restore_asked = Signal(object)

    def __init__(self, ui: Ui, making: MakingBackup, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        super().__init__(
            _("Backups"), ui.words, confirm=_("Restore..."), cancel=_("Close"), size=_SIZE, name="backups",
            parent=parent,
        )  # fmt: skip
        self._ui, self._making = ui, making
        self._wanted: Backup | None = None
        self.head = BackupsHead(ui)
        self.chosen = ChosenBackup(ui)
        self._make_table()
        self.now = Button(_("Back up now"), icon="save", name="backups-now")
        self.copy = Button(_("Copy to another disk..."), name="backups-copy")
        self.other = Button(_("Restore from another file..."), name="backups-other")
        for button, does in ((self.now, self._now), (self.copy, self._copy), (self.other, self._other)):
            button.clicked.connect(does)
            self.add_left(button)
        self._lay_out()
        self._connect()
        self.read()
        eye_order(self)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_table(self) -> None:
        self.model = BackupsTable(self._ui.words, encrypted=self._ui.desk.data.key is not None)
        label = self.windowTitle()
        self.table = lines_table(self.model, _WIDTHS, name="backups-table", label=label, menu=self._show_menu)

    def _lay_out(self) -> None:
        _ = self._ui.words.gettext
        told = _("Backups of this data file are listed here: one on each day with changes, and whenever you want one.")
        self.empty = EmptyState(told, name="no-backups")
        inset = QWidget()
        row = QVBoxLayout(inset)
        row.setContentsMargins(tokens.BETWEEN, 0, tokens.BETWEEN, 0)
        row.addWidget(self.table)
        self.pages = QStackedWidget()
        self.pages.addWidget(inset)
        self.pages.addWidget(self.empty)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, self.pages, self.chosen):
            column.addWidget(part, 1 if part is self.pages else 0)
        self.set_body(whole)

    def _connect(self) -> None:
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.table.doubleClicked.connect(self.accept)
        self.chosen.deleted.connect(self._deleted)
        self.chosen.changed.connect(self._settle)
        self.chosen.stop_asked.connect(self._making.stop)
        self._making.progressed.connect(self._progressed)
        self._making.made.connect(self._made)
        self._making.refused.connect(self.chosen.refuse)
        self._making.ended.connect(self._making_ended)
        self._ui.bus.changed.connect(self._changed)

    def read(self) -> None:
        """List what is there now; the same one stays chosen."""
        self._ui.jobs.run(self, _all, self._show, self._failed, channel="backups")
        self._settle()

    def backup(self) -> Backup | None:
        """The chosen backup."""
        return self.model.line(self.table.currentIndex().row())

    def _show(self, found: list[Backup]) -> None:
        kept, self._wanted = self._wanted or self.backup(), None
        self.table.selectionModel().blockSignals(True)
        self.model.show_lines(found)
        self.table.selectRow(self.model.row_of(kept))
        self.table.selectionModel().blockSignals(False)
        said, tone = self.chosen.said(), self.chosen.tone
        self.chosen.show_backup(self.backup())
        self.chosen.say(said, tone)
        self.head.show_backups(found)
        self.pages.setCurrentIndex(0 if found else 1)
        self._settle()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.chosen.refuse(error)
        else:
            self._ui.bus.failed.emit(error)

    def _selected(self, selected: QItemSelection) -> None:
        if not selected.isEmpty():
            self.chosen.show_backup(self.backup())
            self._settle()

    def _settle(self) -> None:
        busy = self._making.busy or self.chosen.busy
        self.chosen.settle(busy=busy)
        self.confirm_button.setEnabled(self.backup() is not None and not busy)
        self.table.setEnabled(not self._making.busy)
        for button in (self.now, self.copy, self.other):
            button.setEnabled(not busy)

    # making

    def _now(self) -> None:
        self._making.begin()

    def _copy(self) -> None:
        self._making.ask_folder(self)

    def _progressed(self, share: int, told: str) -> None:
        self.chosen.show_progress(told, share, 100)
        self._settle()

    def _made(self, backup: Backup) -> None:
        words, self._wanted = self._ui.words, backup
        _ = words.gettext
        if backup.missed is not None:
            params = {"folder": str(backup.missed), "used": str(backup.path.parent)}
            self.chosen.say(words.message("backup-missed", params), "warn")
        elif self._making.elsewhere and not backup.outside:
            told = _("Copied, but to the same disk: if it fails both are lost. Better choose another disk.")
            self.chosen.say(told, "warn")
        else:
            self.chosen.say(_("Backed up and checked."), "good")
        self.read()

    def _making_ended(self) -> None:
        self.chosen.progress.hide()
        self._settle()

    # the chosen one

    def _deleted(self, _backup: Backup) -> None:
        self._wanted = self.model.line(self.table.currentIndex().row() + 1)
        self.read()

    def _show_menu(self, place: QPoint) -> None:
        if not self.table.indexAt(place).isValid():
            return
        _ = self._ui.words.gettext
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entries = (
            ("restore", _("Restore..."), self.accept),
            ("shield", _("Check this backup"), self.chosen.check),
            ("folder", _("Show in the folder"), self.chosen.show_file),
            ("trash", _("Delete..."), self.chosen.ask_delete),
        )
        for sign, text, does in entries:
            action = menu.addAction(icon(sign), text)
            action.setEnabled(self.confirm_button.isEnabled())
            action.triggered.connect(does)
        menu.popup(self.table.viewport().mapToGlobal(place))

    # leaving

    def accept(self) -> None:
        """Look at what restoring the chosen backup would change."""
        backup = self.backup()
        if backup is not None and self.confirm_button.isEnabled():
            self.restore_asked.emit(backup.path)

    def _other(self) -> None:
        words = self._ui.words
        folder = str(backups.folder(self._ui.desk).parent)
        title = words.gettext("Restore from another file")
        path, _kind = QFileDialog.getOpenFileName(self, title, folder, kinds(words))
        if path:
            self.restore_asked.emit(Path(path))

    def reject(self) -> None:
        """What is being made goes on without this list."""
        self.chosen.stop()
        super().reject()

    def _changed(self, changes: Changes) -> None:
        if changes.everything or changes.touched("setting"):
            self.head.show_folder()
            self.read()


def _all(desk: Desk, _job: Job) -> list[Backup]:
    return backups.all_of(desk)
