"""The records an indicator is counted from, as a list: surveys, customers, offers (METHOD.md section 7)."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.errors import UserError
from crmdesk.core.indicators import Indicator
from crmdesk.core.loyalty import TITLES, Behind, Record
from crmdesk.core.value_basis import Period
from crmdesk.gui.icons import icon
from crmdesk.gui.jobs import Job, Jobs
from crmdesk.gui.models.loyalty import whole_period
from crmdesk.gui.models.loyalty_tables import R_CUSTOMER, R_DAY, R_NUMBER, R_WHY, RecordsTable
from crmdesk.gui.pages.copied_rows import copy_rows
from crmdesk.gui.pages.orders_table import WorkTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.gui.widgets.tables import inset
from crmdesk.services import loyalty
from crmdesk.services.desk import Desk

PART, WHOLE = "part", "whole"
_WIDTHS = {R_NUMBER: 84, R_DAY: 96}
_SHARES = {R_CUSTOMER: 3, R_WHY: 4}


class RecordsPane(QWidget):
    """`moved`: another record is in hand. Enter opens it, Shift+Enter its customer's file."""

    moved = Signal()

    def __init__(self, ui: Ui, jobs: Jobs, *, name: str) -> None:
        super().__init__()
        _ = ui.words.gettext
        self._ui, self._jobs, self._name = ui, jobs, name
        self.setObjectName(name)
        self._indicator: Indicator | None = None
        self._period: Period | None = None
        self.behind: Behind | None = None
        self.title = ElidedLabel(bold=True, name=f"{name}-title")
        self.note = ElidedLabel(points=tokens.SMALL, tone="text_2", name=f"{name}-note")
        which = [(PART, _("Those that count")), (WHOLE, _("All"))]
        self.which = SegmentedChoice(which, current=PART, name=f"{name}-which", label=_("Records shown"))
        self.which.chosen.connect(lambda _key: self._read())
        self.model = RecordsTable(ui, self)
        self.table = WorkTable(
            self.model, _WIDTHS, shares=_SHARES, name=f"{name}-table", label=_("Records"), clear=True
        )
        self.empty = EmptyState("", name=f"{name}-empty")
        self._lay_out()
        self.table.selection_changed.connect(self.moved)
        self.table.opened.connect(self.open)
        self.table.beside_asked.connect(self._open_customer)
        self.table.copy_asked.connect(self.copy)
        self.table.menu_asked.connect(self._show_menu)

    def _lay_out(self) -> None:
        told = QVBoxLayout()
        told.setSpacing(0)
        for widget in (self.title, self.note):
            told.addWidget(widget)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(tokens.AROUND, 0, tokens.AROUND, tokens.INSIDE)
        self.head.setSpacing(tokens.AROUND)
        self.head.addLayout(told, 1)
        self.head.addWidget(self.which)
        self.stack = QStackedWidget()
        for page in (self.table, self.empty):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.head)
        column.addLayout(inset(self.stack), 1)

    # What is shown

    def show_indicator(self, indicator: Indicator, period: Period) -> None:
        """What this indicator of this period is counted from."""
        self._indicator, self._period = indicator, period
        words = self._ui.words
        self.title.set_text(words.label(TITLES[indicator.key]))
        self.note.set_text(whole_period(self._ui, period))
        counted = indicator.counted
        part, whole = words.gettext("Those that count"), words.gettext("All")
        self.which.set_text(PART, f"{part} {words.number(counted.part)}")
        self.which.set_text(WHOLE, f"{whole} {words.number(counted.whole)}")
        self._read()

    def _read(self) -> None:
        indicator, period = self._indicator, self._period
        if indicator is None or period is None:
            return
        whole = self.which.key() == WHOLE

        def work(desk: Desk, _job: Job) -> Behind:
            return loyalty.behind(desk, indicator.key, period.first, period.last, whole=whole)

        self._jobs.run(self, work, self._answered, self._ui.bus.failed.emit, channel=self._name)

    def _answered(self, found: Behind) -> None:
        _ = self._ui.words.gettext
        other = self.behind is None or (self.behind.key, self.behind.period) != (found.key, found.period)
        self.behind = found
        self.model.show_behind(found)
        self.table.show_ids(found.ids, other=other)
        why = self._indicator.why.told(self._ui.words) if self._indicator is not None and self._indicator.why else ""
        self.empty.set_sentence(why or _("Nobody and nothing counts here."))
        self.stack.setCurrentWidget(self.table if found.ids else self.empty)
        if found.ids and (other or not self.table.selected_count()):
            self.table.go_to(0)
        self.moved.emit()

    # What is done

    def record(self) -> Record | None:
        """The one in hand."""
        row: Record | None = self.table.current_row() if self.table.selected_count() else None
        return row

    def open(self) -> None:
        """The survey, the order or offer, or the customer."""
        record, bus = self.record(), self._ui.bus
        if record is not None:
            opens = {"survey": bus.open_survey, "order": bus.open_order, "customer": bus.open_customer}
            try:
                opens[record.kind].emit(record.id)
            except UserError as error:
                bus.failed.emit(error)

    def _open_customer(self) -> None:
        record = self.record()
        if record is not None:
            self._ui.bus.open_customer.emit(record.customer_id)

    def _show_menu(self, at: QPoint) -> None:
        record, _ = self.record(), self._ui.words.gettext
        if record is None:
            return
        menu = QMenu(self)
        menu.setObjectName(f"{self._name}-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entries = [("open", _("&Open") + "\tEnter", self.open)]
        if record.kind != "customer":
            entries.append(("people", _("Open the &file") + "\tShift+Enter", self._open_customer))
        entries.append(("copy", _("&Copy") + "\tCtrl+C", self.copy))
        for sign, text, does in entries:
            action = menu.addAction(icon(sign), text)
            action.setObjectName(f"record-{sign}")
            action.triggered.connect(does)
        menu.popup(at)

    def copy(self) -> None:
        """The rows selected, as spreadsheets take them."""
        copy_rows(self._ui, self.table)

    # What the page asks

    def status(self) -> list[str]:
        n, count = self._ui.words.ngettext, len(self.model.ids)
        return [n("{count} record", "{count} records", count).format(count=self._ui.words.number(count))]

    def customer_in_hand(self) -> int | None:
        record = self.record()
        return record.customer_id if record is not None else None

    def take_keyboard(self) -> None:
        if self.stack.currentWidget() is self.table:
            self.table.take_keyboard()
