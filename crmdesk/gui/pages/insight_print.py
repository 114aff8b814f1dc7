"""The overview on paper: printed, or saved as a PDF page."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtWidgets import QFileDialog, QWidget

from crmdesk.core.overview import Overview
from crmdesk.core.printing import usual_style
from crmdesk.core.printing_kinds import known
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.printing import InFront, with_chosen
from crmdesk.gui.models.printing_work import ENDING, Asked, PrintWork, Saved
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.saving import export_folder, write_file
from crmdesk.services.desk import Desk

KIND = "overview"


def print_overview(ui: Ui, found: Overview) -> None:
    """Open the print dialog with the overview of that day."""
    ui.bus.print_asked.emit(InFront(KIND, chosen={"day": found.today}), KIND)


def save_overview(ui: Ui, found: Overview, owner: QWidget) -> None:
    """Ask where, and write the page there."""
    _ = ui.words.gettext
    title, kind = _("Business overview"), _("PDF page")
    name = f"{title} {found.today.isoformat()}{ENDING}"
    path, _kind = QFileDialog.getSaveFileName(
        owner, _("Save as PDF"), str(export_folder(ui) / name), f"{kind} (*{ENDING})"
    )
    if path:
        chosen = Path(path)  # any other ending might be the data file's own
        right = chosen.suffix.casefold() == ENDING
        write_overview(ui, found, chosen if right else chosen.with_name(f"{chosen.name}{ENDING}"), owner)


def write_overview(ui: Ui, found: Overview, target: Path, owner: QWidget) -> None:
    """Write the page; what kept it from being written is said by the window."""
    kind, words = known(KIND), ui.words
    style = replace(usual_style(kind), masked=ui.masking.on, stamped=True)
    asked = Asked(KIND, with_chosen(kind, style, {"day": found.today}))

    def work(desk: Desk, job: Job) -> Saved:
        return PrintWork(words).save(desk, asked, target, job.progress, job.is_cancelled)

    saved = words.gettext("Saved as “{file}”").format(file=target.name)
    write_file(ui, owner, target, work, lambda _result: saved)
