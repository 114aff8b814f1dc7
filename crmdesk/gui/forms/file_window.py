"""A file in a window of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.changes import Changes
from crmdesk.gui.forms.customer_file import CustomerFilePane
from crmdesk.gui.ui import Ui
from crmdesk.services import customers

_WIDTH, _HEIGHT = 760, 660


class FileWindow(QWidget):
    """Shows one customer; closing it asks when something is unsaved. It goes with the window it was opened from."""

    def __init__(self, ui: Ui, customer_id: int, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("file-window")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui = ui
        self.pane = CustomerFilePane(ui)
        self.pane.actions_part.hide_window_action()
        self.pane.delete_asked.connect(self._delete)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pane)
        self.resize(_WIDTH, _HEIGHT)
        self.pane.show_customer(customer_id)
        ui.bus.changed.connect(self._changed)
        ui.masking.changed.connect(self._entitle)
        self._entitle()

    def _changed(self, changes: Changes) -> None:
        self.pane.refresh(changes)
        if self.pane.customer_id is None:
            self.close()
        else:
            self._entitle()

    def _entitle(self) -> None:
        self.setWindowTitle(self.pane.head.title())

    def _delete(self, ids: list[int]) -> None:
        _ = self._ui.words.gettext
        said = _("“{name}” is in the trash").format(name=self.pane.head.title())
        self._ui.write(lambda: customers.delete(self._ui.desk, ids), said)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self.pane.may_leave())
