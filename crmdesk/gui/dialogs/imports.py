"""The imports that were done, and taking one back at any later time."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.errors import UserError
from crmdesk.gui.dialogs.importing_taking_back import TakingBack
from crmdesk.gui.dialogs.imports_outlook import Outlook
from crmdesk.gui.icons import icon
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.imports import FILE, NEW, SHEETS, STATE, UPDATED, WHEN, ImportsTable
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.tab_order import eye_order
from crmdesk.gui.widgets.tables import inset, lines_table
from crmdesk.services import importing, importing_undo
from crmdesk.services.desk import Desk
from crmdesk.services.importing_undo import Batch, Undone, kept_texts

_SIZE = QSize(920, 620)
_WIDTHS = {FILE: 280, WHEN: 152, SHEETS: 184, NEW: 88, UPDATED: 88, STATE: 96}
_Outlook = tuple[Undone, list[tuple[str, str, str, str]]]


class ImportsDialog(Dialog):
    """The newest import on top; Enter takes back the chosen one. `import_asked`: there is none yet; `customers_asked`
    tells an import whose customers are to be listed."""

    import_asked = Signal()
    customers_asked = Signal(object)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        super().__init__(
            _("Imports"),
            ui.words,
            confirm=_("Take back"),
            cancel=_("Close"),
            size=_SIZE,
            name="imports",
            parent=parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui = ui
        self._busy = self._closing = False
        self._looked_at: Undone | None = None
        self._make_table()
        self.outlook = Outlook(ui)
        self.customers = Button(_("Show the customers"), icon="people", name="imports-show-customers")
        self.customers.clicked.connect(self._show_customers)
        self.add_left(self.customers)
        self.taking_back = TakingBack(ui, self)
        self.taking_back.progressed.connect(self.outlook.show_progress)
        self.taking_back.done.connect(self._taken_back)
        self.taking_back.ended.connect(self._ended)
        self.outlook.progress.cancelled.connect(self.taking_back.stop)
        self._lay_out()
        self._read()
        eye_order(self)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_table(self) -> None:
        self.model = ImportsTable(self._ui.words)
        self.table = lines_table(
            self.model, _WIDTHS, name="imports-table", label=self.windowTitle(), menu=self._show_menu
        )
        self.table.selectionModel().selectionChanged.connect(self._chosen)

    def _lay_out(self) -> None:
        _ = self._ui.words.gettext
        self.empty = EmptyState(
            _("What you import will be listed here, so that it can be taken back at any later time."),
            _("Import..."),
            icon="import",
            name="no-imports",
        )
        self.empty.acted.connect(self._ask_import)
        self.listed = QWidget()
        column = QVBoxLayout(self.listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inset(self.table), 2)
        column.addWidget(self.outlook, 3)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.listed)
        self.pages.addWidget(self.empty)
        self.set_body(self.pages)

    def _read(self) -> None:
        self.model.show_lines(importing.batches(self._ui.desk))
        self.pages.setCurrentWidget(self.listed if self.model.rowCount() else self.empty)
        for button in (self.confirm_button, self.customers):
            button.setVisible(self.model.rowCount() > 0)
        self.table.selectRow(0)
        self._settle()

    def batch(self) -> Batch | None:
        """The chosen import."""
        return self.model.line(self.table.currentIndex().row())

    def _chosen(self, selected: QItemSelection) -> None:
        batch = self.batch()
        if selected.isEmpty() or batch is None:
            return
        self._looked_at = None
        self._settle()
        if batch.undone:
            self.outlook.show_sentence(self._ui.words.gettext("This import was taken back."))
            return
        words, batch_id, masked = self._ui.words, batch.id, self._ui.masking.on

        def work(desk: Desk, job: Job) -> _Outlook:
            undone = importing_undo.preview(desk, batch_id, None, job.is_cancelled)
            return undone, kept_texts(desk, undone.kept, words, masked=masked)

        self.outlook.wait()
        self._ui.jobs.run(self, work, self._show_outlook, self._failed, channel="imports")

    def _show_outlook(self, found: _Outlook) -> None:
        undone, kept = found
        batch = self.batch()
        if batch is not None and batch.id == undone.batch:
            self._looked_at = undone
            self.outlook.show_outlook(undone, kept)
            self._settle()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.outlook.show_sentence(self._ui.sentence(error))
        else:
            self._ui.bus.failed.emit(error)

    def _settle(self) -> None:
        found = self._looked_at
        can = not self._busy and found is not None and bool(found.removed or found.restored)
        self.confirm_button.setEnabled(can)
        self.table.setEnabled(not self._busy)
        batch = self.batch()
        self.customers.setEnabled(not self._busy and batch is not None and not batch.undone)

    def _show_menu(self, place: QPoint) -> None:
        if not self.table.indexAt(place).isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = menu.addAction(icon("undo"), self._ui.words.gettext("Take back"))
        action.setEnabled(self.confirm_button.isEnabled())
        action.triggered.connect(self.accept)
        shown = menu.addAction(icon("people"), self._ui.words.gettext("Show the customers"))
        shown.setEnabled(self.customers.isEnabled())
        shown.triggered.connect(self._show_customers)
        menu.popup(self.table.viewport().mapToGlobal(place))

    def accept(self) -> None:
        """Take the chosen import back; the dialog closes when that is done."""
        batch = self.batch()
        if batch is None or not self.confirm_button.isEnabled():
            return
        self._busy = True
        self._settle()
        self.outlook.show_progress(0, 0)
        self.taking_back.begin(batch.id)

    def _taken_back(self, _undone: Undone) -> None:
        self._closing = True

    def _ended(self, sentence: str) -> None:
        self._busy = False
        self.outlook.progress.hide()
        if self._closing:
            super().accept()
            return
        self._settle()
        self.outlook.say(sentence)

    def _show_customers(self) -> None:
        batch = self.batch()
        if batch is not None:
            super().accept()
            self.customers_asked.emit(batch.id)

    def _ask_import(self) -> None:
        super().accept()
        self.import_asked.emit()

    def reject(self) -> None:
        """Close; while something is being taken back it is stopped first."""
        if self._busy:
            self._closing = True
            self.taking_back.stop()
        else:
            super().reject()
