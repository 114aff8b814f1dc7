"""Where backups go, and when the last one went to another disk: above their list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from crmdesk.core.errors import UserError
from crmdesk.core.settings import BACKUP_FOLDER
from crmdesk.gui.dialogs.settings_declared import label_width
from crmdesk.gui.dialogs.settings_folder import choose_folder
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.form import ProblemMark
from crmdesk.gui.widgets.labels import ElidedLabel, Label
from crmdesk.services import backups, settings
from crmdesk.services.backups import Backup


class BackupsHead(QWidget):
    """Folder and *Another disk*, two lines."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("backups-head")
        _ = ui.words.gettext
        self._ui = ui
        self._folder = ElidedLabel(name="backups-folder")
        self._outside = ElidedLabel(name="backups-outside")
        self._problem = ProblemMark()
        self.change = Button(_("Change..."), name="backups-change")
        self.open = Button(_("Open the folder"), name="backups-open")
        self.change.clicked.connect(self._change)
        self.open.clicked.connect(self._open)
        labels = (ui.words.label(BACKUP_FOLDER.label), _("Last on another disk"))
        wide = label_width(ui, list(labels), self, least=1)
        grid = QGridLayout(self)
        grid.setContentsMargins(tokens.AROUND, tokens.AROUND - tokens.INSIDE, tokens.AROUND, tokens.AROUND)
        grid.setHorizontalSpacing(tokens.LABEL_GAP_READ)
        grid.setVerticalSpacing(tokens.INSIDE)
        for row, text in enumerate(labels):
            label = Label(text, tone="text_2")
            label.setFixedWidth(wide)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.setRowMinimumHeight(row, tokens.CONTROL_HEIGHT)
        first, second = QHBoxLayout(), QHBoxLayout()
        for line in (first, second):
            line.setSpacing(tokens.BETWEEN)
        first.addWidget(self._folder)
        first.addWidget(self.change)
        first.addWidget(self.open)
        first.addWidget(self._problem, 1)
        first.addStretch(1)
        second.addWidget(self._outside)
        second.addStretch(1)
        grid.addLayout(first, 0, 1)
        grid.addLayout(second, 1, 1)
        grid.setColumnStretch(1, 1)
        self.show_folder()
        self.show_backups(())

    def show_folder(self) -> None:
        """Where the next backup goes."""
        folder = backups.folder(self._ui.desk)
        self._folder.set_text(str(folder))
        self.open.setEnabled(folder.is_dir())

    def show_backups(self, found: Sequence[Backup]) -> None:
        """What is there now, newest first."""
        _ = self._ui.words.gettext
        last = next((backup for backup in found if backup.outside), None)
        if last is None:
            self._outside.set_text(_("None. If this disk fails the backups are lost with the data file."))
        else:
            self._outside.set_text(self._ui.words.moment(last.at))
        self._outside.set_tone("text" if last is not None else "warn")
        self.open.setEnabled(backups.folder(self._ui.desk).is_dir())

    def _change(self) -> None:
        found = choose_folder(self._ui, self)
        if not found:
            return
        _ = self._ui.words.gettext
        try:
            changes = settings.change(self._ui.desk, BACKUP_FOLDER.key, str(Path(found)))
        except UserError as error:
            self._problem.show_problem("bad", self._ui.sentence(error))
            return
        self._problem.show_problem("", "")
        self._ui.wrote(changes, _("{setting}: changed.").format(setting=self._ui.words.label(BACKUP_FOLDER.label)))

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(backups.folder(self._ui.desk))))
