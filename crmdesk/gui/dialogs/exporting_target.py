"""Where an export goes unless the person says otherwise."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from crmdesk.gui.ui import Ui

FOLDER = "export"


def export_folder(ui: Ui) -> Path:
    """The folder of the last export, else the person's documents."""
    known = Path(ui.preferences.folder(FOLDER))
    if known.is_absolute() and known.is_dir():
        return known
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def free_name(ui: Ui, ending: str) -> Path:
    """客户_2026-11-21.xlsx, or with a number where that is there already."""
    stem = f"{ui.words.gettext('Customers')}_{ui.desk.today().isoformat()}"
    folder = export_folder(ui)
    number, path = 1, folder / f"{stem}{ending}"
    while path.exists():
        number += 1
        path = folder / f"{stem} ({number}){ending}"
    return path
