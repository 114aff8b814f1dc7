"""Files that are written where one says: the name proposed, the system's dialog, the work beside the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QFileDialog, QWidget

from crmdesk.core.errors import UserError
from crmdesk.gui.jobs import Job
from crmdesk.gui.ui import Ui
from crmdesk.services.desk import Desk

Result = TypeVar("Result")
FOLDER = "export"
"""Under which the folder of the last export is remembered."""
_WORKBOOK = ".xlsx"


def export_folder(ui: Ui) -> Path:
    """The folder of the last export, else the person's documents."""
    return ui.preferences.present_folder(FOLDER)


def free_name(ui: Ui, stem: str, ending: str) -> Path:
    """客户_2026-11-21.xlsx, or with a number where that is there already."""
    folder = export_folder(ui)
    number, path = 1, folder / f"{stem}{ending}"
    while path.exists():
        number += 1
        path = folder / f"{stem} ({number}){ending}"
    return path


def ask_table(ui: Ui, title: str, stem: str, parent: QWidget, *, text: bool = True) -> Path | None:
    """Where a table is to be written, as a workbook or (`text`) as text; None when that was left."""
    _ = ui.words.gettext
    kinds = {_WORKBOOK: _("Excel workbook"), ".csv": _("Text table")}
    if not text:
        del kinds[".csv"]
    filters = ";;".join(f"{words} (*{ending})" for ending, words in kinds.items())
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(free_name(ui, stem, _WORKBOOK)), filters)
    if not chosen:
        return None
    return Path(chosen) if Path(chosen).suffix else Path(chosen + _WORKBOOK)


def write_file(
    ui: Ui,
    owner: QWidget,
    target: Path,
    work: Callable[[Desk, Job], Result],
    told: Callable[[Result], str],
    folder: str = FOLDER,
) -> None:
    """Do `work` beside the window; then its folder is remembered and the status line says what is `told`. What kept it
    from being written is said by the window."""

    def done(result: Result) -> None:
        ui.preferences.set_folder(folder, str(target.parent))
        ui.bus.message.emit(told(result), False)

    def failed(error: Exception) -> None:
        if not isinstance(error, UserError) or error.code != "cancelled":
            ui.bus.failed.emit(error)

    ui.jobs.run(owner, work, done, failed)
