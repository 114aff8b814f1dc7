"""Everything that was done to the data file: looked through, taken back one by one, exported."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.past import Past
from crmdesk.gui.dialogs.past_details import PastDetails
from crmdesk.gui.dialogs.past_filters import PastFilters
from crmdesk.gui.dialogs.said import Said
from crmdesk.gui.icons import icon
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.past import STATE, WHAT, WHEN, WHO, PastTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.saving import ask_table, write_file
from crmdesk.gui.widgets.tab_order import eye_order
from crmdesk.gui.widgets.tables import inset, lines_table
from crmdesk.services import past
from crmdesk.services.desk import Desk

_SIZE = QSize(1160, 660)
_WIDTHS = {WHEN: 152, WHO: 120, WHAT: 560, STATE: 96}
_Found = tuple[Past, Sequence[int], list[str]]


class HistoryDialog(Dialog):
    """Actions above, the newest first; below what the chosen one changed. `customer_id`: whose history it begins
    with."""

    def __init__(self, ui: Ui, customer_id: int | None = None, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        super().__init__(_("History"), ui.words, size=_SIZE, name="past", parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui = ui
        self._people: list[str] = []
        self._make_table()
        self.details = PastDetails(ui)
        self.details.open_asked.connect(self._open)
        self.export = Button(_("Export..."), icon="export", name="past-export")
        self.export.clicked.connect(self._export)
        self._lay_out()
        self._foot_line = Said(ui, _SIZE.width() // 2, name="past")
        self.add_left(self._foot_line)
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.setDefault(False)  # Enter belongs to the inputs and lists
        self.filters.changed.connect(self.look)
        ui.bus.changed.connect(self.look)
        ui.masking.changed.connect(self._chosen)
        if customer_id is not None:
            self.filters.show_customer(customer_id)
        self.look()
        eye_order(self)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_table(self) -> None:
        self.model = PastTable(self._ui)
        self.table = lines_table(self.model, _WIDTHS, name="past-table", label=self.windowTitle(), menu=self._show_menu)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)

    def _lay_out(self) -> None:
        _ = self._ui.words.gettext
        whole = QWidget()
        self.filters = PastFilters(self._ui, whole)
        above = QHBoxLayout()
        above.setContentsMargins(tokens.AROUND, tokens.BETWEEN + tokens.INSIDE, tokens.AROUND, tokens.BETWEEN)
        above.setSpacing(tokens.BETWEEN)
        above.addWidget(self.filters, 1)
        above.addWidget(self.export, 0, Qt.AlignmentFlag.AlignBottom)
        self.empty = EmptyState(
            _("Whatever you add, change or delete is noted here, so that it can be looked up and taken back."),
            name="past-empty",
        )
        self.none = EmptyState(_("Nothing like this was done."), _("Show everything"), name="past-none")
        self.none.acted.connect(self.filters.show_everything)
        listed = QWidget()
        halves = QVBoxLayout(listed)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(0)
        halves.addLayout(inset(self.table), 3)
        halves.addWidget(self.details, 2)
        self.pages = QStackedWidget()
        for page in (listed, self.empty, self.none):
            self.pages.addWidget(page)
        self._listed = listed
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self.pages, 1)
        self.set_body(whole)

    def look(self, _changes: object = None) -> None:
        """What is wanted, as it is now: on the worker, since there may be a million."""
        wanted, known = self.filters.wanted(), self._people

        def work(desk: Desk, _job: Job) -> _Found:
            return wanted, past.find(desk, wanted), known or past.people(desk)

        self._ui.jobs.run(self, work, self._show, self._ui.bus.failed.emit, channel="past")

    def _show(self, found: _Found) -> None:
        wanted, ids, people = found
        if people != self._people:
            self._people = people
            self.filters.show_people(people)
        former = self.details.action.id if self.details.action is not None else None
        self.model.show_ids(ids)
        self.pages.setCurrentWidget(self._listed if ids else self.empty if wanted.everything else self.none)
        self.export.setEnabled(bool(ids))
        place = self.model.place_of(former)
        self.table.selectRow(max(place, 0))
        self._chosen()

    def _chosen(self, *_rows: object) -> None:
        self.details.show_action(self.model.line(self.table.currentIndex().row()))

    def _open(self, customer_id: int) -> None:
        self.accept()
        self._ui.bus.open_customer.emit(customer_id)

    def _export(self) -> None:
        _ = self._ui.words.gettext
        path = ask_table(self._ui, _("Export the history"), _("History"), self)
        if path is None:
            return
        words, wanted = self._ui.words, self.filters.wanted()

        def work(desk: Desk, job: Job) -> int:
            return past.write(desk, path, words, wanted, cancelled=job.is_cancelled)

        write_file(self._ui, self, path, work, lambda _rows: _("The history is in {path}").format(path=path))

    def _show_menu(self, place: QPoint) -> None:
        if not self.table.indexAt(place).isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        back = menu.addAction(icon("undo"), self.details.back.text())
        back.setEnabled(self.details.back.isEnabled())
        back.triggered.connect(self.details.take_back)
        menu.popup(self.table.viewport().mapToGlobal(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._foot_line.takes(event):
            super().keyPressEvent(event)
