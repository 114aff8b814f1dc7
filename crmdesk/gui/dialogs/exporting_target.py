"""What an export holds, and where it goes unless the person says otherwise."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from crmdesk.core.words import Words
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
    stem = ui.words.gettext("Customers") + f"_{ui.desk.today().isoformat()}"
    folder = export_folder(ui)
    number, path = 1, folder / f"{stem}{ending}"
    while path.exists():
        number += 1
        path = folder / f"{stem} ({number}){ending}"
    return path


def format_note(ending: str, words: Words) -> str:
    """What a file of this kind holds."""
    _ = words.gettext
    notes = {
        ".xlsx": _("Customers, contacts and further addresses; can be imported again without a change"),
        ".csv": _("Only the customers, as a text table"),
        ".vcf": _("One card for each customer and contact, for a phone; not every field"),
        ".json": _("Everything, for other programs"),
    }
    return notes.get(ending, "")
