"""Pictures of exporting: columns, presets, one kind alone, and the template to be filled in."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QWidget

from crmdesk.core.customers import Listing
from crmdesk.gui.dialogs.exporting import ExportDialog
from crmdesk.gui.dialogs.exporting_columns import ColumnsDialog
from crmdesk.gui.dialogs.exporting_presets import NameDialog
from crmdesk.gui.dialogs.exporting_template import TemplateDialog
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers, history
from crmdesk.tour.camera import Camera, settle
from crmdesk.tour.job import TourFailed

Opened = TypeVar("Opened", bound=QWidget)

_COLUMNS = ("name", "number", "phone", "owner", "tier")
_SELECTED = 3
_PRESET = "月度名单"


def picture_exporting(camera: Camera, window: MainWindow) -> None:
    """The export of some customers with chosen columns, kept as a preset; then the template."""
    ui, _ = window.ui, window.ui.words.gettext
    selected = customers.find(ui.desk, Listing(sort="number"))[:_SELECTED]
    listed = customers.find(ui.desk, Listing(query="有限公司"))
    dialog = ExportDialog(ui, selected, window, listed=listed)
    dialog.show()
    inputs = dialog.inputs
    inputs.what.set_key("customers")
    inputs.what.picked.emit("customers")
    inputs.columns_button.click()
    settle(ui.jobs)
    columns = _opened(dialog, ColumnsDialog)
    columns.chosen.click()
    columns.none_link.click()
    for key in _COLUMNS:
        columns.list.set_on(key, True)
    columns.chosen.click()
    camera.take(columns, "export-columns", ui.jobs, showing=columns.windowTitle())
    columns.accept()
    settle(ui.jobs)
    dialog.presets.save_as()
    naming = _opened(dialog, NameDialog)
    naming.name.setText(_PRESET)
    camera.take(naming, "export-preset", ui.jobs, showing=naming.windowTitle())
    naming.accept()
    camera.take(dialog, "export-chosen", ui.jobs, showing=_PRESET)
    dialog.presets.fill()
    dialog.presets.popup(dialog.presets_button.mapToGlobal(dialog.presets_button.rect().topLeft()))
    camera.take(dialog.presets, "export-presets", ui.jobs, showing=_("Presets"))
    dialog.presets.close()
    ui.wrote(history.undo(ui.desk)[1])
    _close(dialog, window)
    template = TemplateDialog(ui, window)
    template.show()
    camera.take(template, "template", ui.jobs, showing=template.windowTitle())
    _close(template, window)


def _opened(dialog: QWidget, kind: type[Opened]) -> Opened:
    """The dialog of this kind that another one opened."""
    found = dialog.findChild(kind)
    if not isinstance(found, kind):
        raise TourFailed(f"{kind.__name__} was not opened")
    return found


def _close(dialog: QWidget, window: MainWindow) -> None:
    dialog.close()
    settle(window.ui.jobs)
