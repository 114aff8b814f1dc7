"""Pictures of the import and export dialogs, driven as a person would."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from crmdesk.gui.dialogs.exporting import ExportDialog
from crmdesk.gui.dialogs.importing import DONE, TRIAL, ImportDialog
from crmdesk.gui.window import MainWindow
from crmdesk.services import history
from crmdesk.tour import sample
from crmdesk.tour.camera import Camera, settle
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
    _until(dialog)
    camera.take(dialog, "import-columns", ui.jobs, showing="客户名称")
    dialog.accept()
    _until(dialog)
    expect(dialog.step == TRIAL, "the trial run was not reached")
    dialog.trial_page.panel.choices.existing.set_key("update")
    dialog.trial_page.panel.choices.existing_chosen.emit("update")
    _until(dialog)
    dialog.trial_page.go_to_next()
    camera.take(dialog, "import-trial", ui.jobs, showing=sample.FIRST)
    dialog.accept()
    _until(dialog)
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


def _until(dialog: ImportDialog) -> None:
    """Until the dialog's work is done."""
    until = time.monotonic() + 30
    QApplication.processEvents()
    while dialog.work.phase:
        QApplication.processEvents()
        time.sleep(0.002)
        expect(time.monotonic() < until, "the import dialog did not come to rest")
