"""The runs of tiers that were saved; one can be deleted (METHOD.md section 4)."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from crmdesk.gui.models.tiers_runs import BASIS, BOUNDS, COUNT, DAY, SAVED, WHO, RunsTable
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, tip
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.tables import lines_table
from crmdesk.services import tiers

_SIZE = QSize(760, 360)
_WIDTHS = {SAVED: 136, DAY: 104, BASIS: 136, COUNT: 80, WHO: 80}


class RunsDialog(Dialog):
    """The newest first; the first one is what tiers follow."""

    def __init__(self, ui: Ui, scheme: str, parent: QWidget) -> None:
        _ = ui.words.gettext
        super().__init__(_("Saved runs"), ui.words, size=_SIZE, name="tier-runs", parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui, self._scheme = ui, scheme
        told = _("Tiers follow the newest one. Deleting it can be undone.")
        self.body.addWidget(Label(told, tone="text_2", wrap=True))
        self.model = RunsTable(ui)
        self.table = lines_table(self.model, {}, name="tier-runs-table", label=self.windowTitle(), stretched=BOUNDS)
        for column, width in _WIDTHS.items():
            self.table.setColumnWidth(column, max(width, self.table.horizontalHeader().sectionSizeHint(column)))
        self.empty = EmptyState(_("No ranking was saved yet."), name="tier-runs-empty")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self.body.addWidget(self.stack, 1)
        self.delete_button = Button(_("Delete"), icon="trash", name="tier-runs-delete")
        self.delete_button.setToolTip(tip(_("Delete the run"), "Del"))
        self.delete_button.clicked.connect(self.delete)
        self.add_left(self.delete_button)
        ui.bus.changed.connect(self._show)
        ui.bus.failed.connect(self._show)
        self._show()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, _why: object = None) -> None:
        row = max(0, self.table.currentIndex().row())
        self.model.show_lines([run for run in tiers.runs(self._ui.desk) if run.scheme == self._scheme])
        count = self.model.rowCount()
        self.stack.setCurrentWidget(self.table if count else self.empty)
        self.delete_button.setEnabled(count > 0)
        if count:
            self.table.selectRow(min(row, count - 1))

    def delete(self) -> None:
        """The run in hand; tiers follow the one before it then, which takes a while where there are many customers."""
        run = self.model.line(self.table.currentIndex().row())
        if run is not None and self.delete_button.isEnabled():
            self.delete_button.setEnabled(False)
            told = self._ui.words.gettext("Run of {day} deleted").format(day=self._ui.words.date(run.today))
            self._ui.write_later(lambda desk: tiers.delete_run(desk, run.id), told)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete()
        else:
            super().keyPressEvent(event)
