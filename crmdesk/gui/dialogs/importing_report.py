"""Saving the rows of an import as a table of the user's own, with what was wrong in front of each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from crmdesk.core.words import Words
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.importing_work import ImportWork
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import MenuButton
from crmdesk.services import reporting
from crmdesk.services.desk import Desk

_FOLDER = "report"
_ENDING = ".xlsx"


class ReportButton(MenuButton):
    """`asked` tells whether every row is wanted, or only those with something said about them."""

    asked = Signal(bool)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        _ = words.gettext
        self._menu = QMenu()
        super().__init__(_("Save the rows with problems as a table"), self._menu, name="import-report", parent=parent)
        self._words = words
        self._only = self._menu.addAction(_("Only the rows with problems..."))
        self._every = self._menu.addAction(_("All rows..."))
        self._menu.triggered.connect(self._asked)

    def show_rows(self, *, not_imported: bool) -> None:
        """What there is: rows with problems, or after the import also some that were not imported."""
        _ = self._words.gettext
        if not_imported:
            self.setText(_("Save the rows not imported as a table"))
            self._only.setText(_("Only the rows not imported or with problems..."))
        else:
            self.setText(_("Save the rows with problems as a table"))
            self._only.setText(_("Only the rows with problems..."))

    def _asked(self, action: QAction) -> None:
        self.asked.emit(action is self._every)


def save_rows(ui: Ui, parent: QWidget, work: ImportWork, said: Callable[[str], None], *, every: bool) -> None:
    """Ask where to, beginning in the folder of the last one, else in that of the file; then write."""
    plan, file = work.plan, work.file
    if plan is None or file is None:
        return
    _ = ui.words.gettext
    start = Path(ui.preferences.folder(_FOLDER) or (work.path.parent if work.path else Path.home()))
    name = _("Result of {file}.xlsx").format(file=Path(plan.file).stem)
    kinds = _("Excel workbook") + f" (*{_ENDING})"
    path, _kind = QFileDialog.getSaveFileName(parent, _("Save the rows as a table"), str(start / name), kinds)
    if not path:
        return
    chosen = Path(path) if path.lower().endswith(_ENDING) else Path(f"{path}{_ENDING}")
    book = file.book()

    def write(desk: Desk, job: Job) -> int:
        return reporting.write_returned(desk, chosen, book, plan, ui.words, every=every, cancelled=job.is_cancelled)

    def saved(_count: int) -> None:
        ui.preferences.set_folder(_FOLDER, str(chosen.parent))
        said(ui.words.gettext("Saved {path}").format(path=chosen))

    ui.jobs.run(parent, write, saved, ui.bus.failed.emit)
