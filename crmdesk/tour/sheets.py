"""Pictures of the import and export dialogs, driven as a person would."""

from __future__ import annotations

from pathlib import Path

from crmdesk.gui.dialogs.exporting import ExportDialog
from crmdesk.gui.dialogs.importing import DONE, TRIAL, ImportDialog
from crmdesk.gui.window import MainWindow
from crmdesk.services import history
from crmdesk.tour import sample
from crmdesk.tour.camera import Camera, settle, settle_import
from crmdesk.tour.job import expect

_COUNT = 120


def picture_sheets(camera: Camera, window: MainWindow, folder: Path) -> None:
    """Each step of importing a second list over the first, and the export dialog."""
    ui = window.ui
    workbook = folder / "2026秋季展会名单.xlsx"
    sample.write_second(workbook, _COUNT, ui.words)
    dialog = ImportDialog(ui, None, window)
    dialog.show()
    camera.take(dialog, "import-file", ui.jobs, showing=dialog.windowTitle())
    dialog.open_file(workbook)
    settle_import(dialog)
    camera.take(dialog, "import-columns", ui.jobs, showing="客户名称")
    dialog.accept()
    settle_import(dialog)
    expect(dialog.step == TRIAL, "the trial run was not reached")
    dialog.trial_page.panel.choices.existing.set_key("update")
    dialog.trial_page.panel.choices.existing_chosen.emit("update")
    settle_import(dialog)
    dialog.trial_page.go_to_next()
    camera.take(dialog, "import-trial", ui.jobs, showing=sample.FIRST)
    dialog.accept()
    settle_import(dialog)
    expect(dialog.step == DONE, "the import did not end")
    camera.take(dialog, "import-done", ui.jobs, showing=dialog.windowTitle())
    dialog.accept()
    settle(ui.jobs)
    camera.take(window, "customers-imported", ui.jobs, showing=ui.words.gettext("Undo"))
    ui.wrote(history.undo(ui.desk)[1])
    export = ExportDialog(ui, None, window)
    export.show()
    camera.take(export, "export", ui.jobs, showing=export.windowTitle())
    export.reject()
    settle(ui.jobs)
