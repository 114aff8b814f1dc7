"""A data file that cannot be opened: its good backups are listed, and one takes its place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.gui.dialogs.backups_asking import key_of
from crmdesk.gui.dialogs.files import kinds
from crmdesk.gui.dialogs.importing_parts import Trouble
from crmdesk.gui.dialogs.work_alone import WorkAloneDialog
from crmdesk.gui.jobs_alone import Alone, Cancelled, Progress
from crmdesk.gui.models.backups_found import BAD, CUSTOMERS, GOOD, LOCKED, NEWEST, WHEN, WHY, Found, FoundTable
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.notices import ProgressLine
from crmdesk.gui.widgets.tab_order import eye_order
from crmdesk.gui.widgets.tables import lines_table
from crmdesk.services import restoring
from crmdesk.services.backups import Backup
from crmdesk.services.restoring_looking import sound
from crmdesk.services.security import CancelledError, Key

_SIZE = QSize(760, 480)
_WIDTHS = {WHEN: 144, WHY: 208, CUSTOMERS: 120, NEWEST: 152}


class LostFile(WorkAloneDialog):
    """`restored` after the chosen backup took the place of `path`, which `key` opens then. What stood there is kept
    beside it. `here_key` opens encrypted backups of it, where it is known.
    """

    _looked = Signal(int, object)

    def __init__(
        self, path: Path, found: Sequence[Backup], words: Words, here_key: Key | None, parent: QWidget | None = None
    ) -> None:
        _ = words.gettext
        super().__init__(
            _("Restore a backup"), words, confirm=_("Restore"), cancel=_("Back"), size=_SIZE, name="lost", parent=parent
        )
        self.restored = False
        self.key: Key | None = None
        self._path, self._here_key = path, here_key
        self._looking = Alone(self)
        told = _("The newest sound backup of “{file}” is chosen. What is there now is kept beside it.")
        if not found:
            told = _("No backup of “{file}” was found. Look for one on other disks.")
        self.body.addWidget(Label(told.format(file=path.stem), wrap=True, name="lost-sentence"))
        self.model = FoundTable(words, found, self)
        self._make_table()
        self.trouble = Trouble(name="lost-trouble")
        self.progress = ProgressLine(_("Cancel"), name="lost-progress")
        self.progress.cancelled.connect(self._work.cancel)
        self.progress.hide()
        for part in (self.trouble, self.progress):
            self.body.addWidget(part)
        self.other = Button(_("Another file..."), name="lost-other")
        self.other.clicked.connect(self._another)
        self.add_left(self.other)
        self._looked.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._settle()
        eye_order(self)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look(found)

    def _make_table(self) -> None:
        self.table = lines_table(self.model, _WIDTHS, name="lost-table", label=self.windowTitle())
        self.table.doubleClicked.connect(self.accept)
        self.table.selectionModel().selectionChanged.connect(self._settle)
        self.body.addWidget(self.table, 1)

    # looking at them

    def _look(self, found: Sequence[Backup]) -> None:
        key = self._here_key

        def work(_progress: Progress, cancelled: Cancelled) -> None:
            for row, backup in enumerate(found):
                self._looked.emit(row, _examined(backup, key, cancelled))

        if found:
            self._looking.run(work, self._all_looked, self._looking_failed)

    @Slot(int, object)
    def _show(self, row: int, found: Found) -> None:
        self.model.set_found(row, found)
        if found.state == GOOD and not self.table.selectionModel().hasSelection():
            self.table.selectRow(row)
        self._settle()

    def _all_looked(self, _nothing: object) -> None:
        if not self.table.selectionModel().hasSelection():
            self.table.selectRow(0)
        self._settle()

    def _looking_failed(self, error: Exception) -> None:
        if not isinstance(error, CancelledError):
            self._troubles.show(error)

    @property
    def busy(self) -> bool:
        """Whether some were not looked at yet, or one is being restored."""
        return self._looking.busy or self._work.busy

    def chosen(self) -> Found | None:
        """The chosen line."""
        return self.model.line(self.table.currentIndex().row())

    def _settle(self) -> None:
        found = self.chosen()
        some = found is not None and found.state in (GOOD, LOCKED)
        self.confirm_button.setEnabled(some and not self._work.busy)
        for part in (self.table, self.other):
            part.setEnabled(not self._work.busy)

    # restoring one

    def accept(self) -> None:
        """Put the chosen one in place."""
        found = self.chosen()
        if found is not None and self.confirm_button.isEnabled():
            self._restore(found.backup.path)

    def _another(self) -> None:
        _ = self._words.gettext
        path, _kind = QFileDialog.getOpenFileName(
            self, _("Restore from another file"), str(self._path.parent), kinds(self._words)
        )
        if path:
            self._restore(Path(path))

    def _restore(self, backup: Path) -> None:
        self.trouble.say("")
        self._looking.cancel()
        try:
            self.key = key = key_of(backup, self._here_key, self._words, self)
        except UserError as error:
            self._failed(error)
            return
        path, here_key = self._path, self._here_key

        def work(progress: Progress, cancelled: Cancelled) -> None:
            restoring.restore(path, backup, key=key, here_key=here_key, progress=progress, cancelled=cancelled)

        self._work.run(work, self._done, self._failed, self._progressed)
        self._progressed(0, 0)
        self.progress.show()
        self._settle()

    def _progressed(self, done: int, total: int | None) -> None:
        _ = self._words.gettext
        if total is None:
            self.progress.show_progress(_("Checking what was written"), 1, 1)
            return
        share = 100 * done // total if total else 0
        self.progress.show_progress(_("Restoring... {share} %").format(share=share), share, 100)

    def _done(self, _nothing: object) -> None:
        self.restored = True
        super().accept()

    def _failed(self, error: Exception) -> None:
        self.progress.hide()
        self._settle()
        if isinstance(error, UserError):
            self.trouble.say("" if error.code == "cancelled" else self._words.error(error))
        else:
            self._troubles.show(error)

    def done(self, result: int) -> None:
        self._looking.close()
        super().done(result)


def _examined(backup: Backup, key: Key | None, cancelled: Cancelled) -> Found:
    """On a thread of its own: whether a backup is good, and what it holds. Raises CancelledError."""
    try:
        if not restoring.fits(backup.path, key):
            return Found(backup, LOCKED)
        if sound(backup.path, key, cancelled):
            return Found(backup, GOOD, restoring.preview(None, backup.path, key).there)
    except CancelledError:
        raise
    except UserError:
        return Found(backup, BAD)
    return Found(backup, BAD)
