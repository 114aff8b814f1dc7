"""Saving the problems of an import as a table."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from crmdesk.gui.jobs import Job
from crmdesk.gui.ui import Ui
from crmdesk.services import reporting
from crmdesk.services.desk import Desk
from crmdesk.services.importing import Plan

_FOLDER = "report"


def save_problems(ui: Ui, parent: QWidget, plan: Plan, folder: Path) -> None:
    """Ask where to, beginning in the folder of the last one, else in `folder`; then write."""
    _ = ui.words.gettext
    start = Path(ui.preferences.folder(_FOLDER) or folder)
    name = _("Problems of {file}.xlsx").format(file=Path(plan.file).stem)
    kinds = _("Excel workbook") + " (*.xlsx)"
    path, _kind = QFileDialog.getSaveFileName(parent, _("Save the problems"), str(start / name), kinds)
    if not path:
        return
    chosen = Path(path) if path.lower().endswith(".xlsx") else Path(f"{path}.xlsx")

    def work(_desk: Desk, _job: Job) -> Path:
        reporting.write_problems(chosen, plan.problems, ui.words)
        return chosen

    def saved(path: Path) -> None:
        ui.preferences.set_folder(_FOLDER, str(path.parent))
        ui.bus.message.emit(ui.words.gettext("Saved {path}").format(path=path), False)

    ui.jobs.run(parent, work, saved, ui.bus.failed.emit)
