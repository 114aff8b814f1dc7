"""The tab of a file with its complaints: how many, what they cost us, each of them, logging a new one."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from msgspec import Struct
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from crmdesk.core.complaint_lists import ComplaintRow
from crmdesk.core.complaints import OPEN, SATISFIED
from crmdesk.core.customers import CustomerFile
from crmdesk.core.periods import YEAR, add_months
from crmdesk.gui import icons
from crmdesk.gui.dialogs.complaint_doing import delete_complaint, fill_complaint_menu
from crmdesk.gui.forms.file_complaints_table import FileComplaintsTable
from crmdesk.gui.forms.links import copy_text
from crmdesk.gui.forms.table_page import TablePage
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.file_complaints import FileComplaints
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, tip
from crmdesk.gui.widgets.heads import EmptyState, Fact, FactStrip, SectionHead
from crmdesk.services import complaint_lists, complaints
from crmdesk.services.desk import Desk

LOG_KEYS = "Ctrl+Shift+K"


class _Read(Struct, frozen=True):
    customer_id: int
    rows: list[ComplaintRow]
    compensation: Decimal
    since: dt.date
    """The first day of the last twelve months."""


class FileComplaintsPage(TablePage):
    """Reads the complaints only while it is looked at."""

    table: FileComplaintsTable

    def __init__(self, ui: Ui) -> None:
        _ = ui.words.gettext
        super().__init__(ui, "file-complaints-page", _("Complaints"))
        self.facts = FactStrip(name="file-complaints-facts")
        self.head = SectionHead(_("Complaints"), name="file-complaints-head")
        self.log_button = Button(
            _("Log a complaint"), icon="plus", icon_tone="accent", hint=LOG_KEYS, name="file-log-complaint"
        )
        self.log_button.setToolTip(tip(_("Log a complaint"), LOG_KEYS))
        self.model = FileComplaints(ui)
        self.table = FileComplaintsTable(self.model, _("Complaints"))
        told = _("No complaint of this customer is known. One that is heard and settled well keeps the customer.")
        self.empty = EmptyState(told, _("Log a complaint"), icon="plus", hint=LOG_KEYS, name="file-complaints-empty")
        self.bare = EmptyState(_("There are no complaints."), name="file-complaints-none")
        self.menu: QMenu | None = None
        self.lay_out((self.log_button,))
        self.empty.acted.connect(self.log)
        self.log_button.clicked.connect(self.log)
        self.table.open_asked.connect(self._open)
        self.table.delete_asked.connect(self._delete)
        self.table.menu_asked.connect(self.show_menu)
        self.table.add_asked.connect(self.log)
        self.table.copy_asked.connect(lambda text: copy_text(ui, text))

    # The interface to the file

    def show_file(self, file: CustomerFile) -> None:
        """The complaints of this file, read once the page is looked at."""
        if self._file is None or self._file.id != file.id:
            self.model.show(())
        self.log_button.setVisible(not file.deleted)
        self._take_file(file)

    def show_nothing(self) -> None:
        """No file is shown any more."""
        self._file = None

    def _read_file(self, file: CustomerFile) -> None:
        customer_id = file.id

        def work(desk: Desk, _job: Job) -> _Read:
            today = desk.today()
            since = add_months(today, -YEAR) + dt.timedelta(days=1)
            spent = complaint_lists.compensation(desk, customer_id, since, today)
            return _Read(customer_id, complaint_lists.of_customer(desk, customer_id), spent, since)

        self._ui.jobs.run(self, work, self._answered, self._ui.bus.failed.emit, channel=f"file-complaints-{id(self)}")

    def _answered(self, read: _Read) -> None:
        if self._file is None or self._file.id != read.customer_id:
            return
        had = self.has_keyboard()
        self.model.show(read.rows)
        self.facts.set_facts(self._facts(read))
        self.show_whether(bool(read.rows), keyboard=had)

    def _facts(self, read: _Read) -> list[Fact]:
        _, words = self._ui.words.gettext, self._ui.words
        still_open = [row for row in read.rows if row.state == OPEN]
        lately = [row for row in read.rows if row.received_at.date() >= read.since]
        ended = [row for row in read.rows if row.level is not None and row.state != OPEN]
        satisfied = sum(row.level in SATISFIED for row in ended)
        found = [
            Fact(_("Still open"), words.number(len(still_open)), "bad" if still_open else "text"),
            Fact(_("In the last 12 months"), words.number(len(lately))),
        ]
        if ended:
            told = _("{count} of {total}").format(count=words.number(satisfied), total=words.number(len(ended)))
            found.append(Fact(_("Satisfied in the end"), told))
        if read.compensation:
            found.append(Fact(_("Compensation, last 12 months"), words.money(read.compensation)))
        return found

    # What one can do

    def log(self) -> None:
        """Log a complaint of the customer shown."""
        if self._file is not None and not self._file.deleted:
            self._ui.bus.log_complaint.emit(self._file.id)

    def _open(self, row: ComplaintRow) -> None:
        self._ui.bus.open_complaint.emit(row.id)

    def _delete(self, row: ComplaintRow) -> None:
        if self._file is not None and not self._file.deleted:
            delete_complaint(self._ui, row.id)

    def show_menu(self, row: ComplaintRow, at: QPoint) -> None:
        """Open it, its order, and what else can be done with it now."""
        if self._file is None or self._file.deleted:
            return
        _ = self._ui.words.gettext
        menu = self.menu = QMenu(self.window())
        menu.setObjectName("file-complaints-menu")
        menu.aboutToHide.connect(menu.deleteLater)
        opening = menu.addAction(icons.icon("complaint"), _("&Open") + "\tEnter")
        opening.setObjectName("complaint-open")
        opening.triggered.connect(lambda: self._open(row))
        order_id = row.order_id
        if order_id is not None:
            shown = menu.addAction(icons.icon("order"), _("&Show order {number}").format(number=row.order))
            shown.setObjectName("complaint-order")
            shown.triggered.connect(lambda: self._ui.bus.open_order.emit(order_id))
        menu.addSeparator()
        fill_complaint_menu(self._ui, menu, complaints.complaint(self._ui.desk, row.id), self.window())
        menu.popup(at)
