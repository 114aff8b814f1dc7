"""The tab Table of the page Complaints: all of them, searched, filtered, ordered by any column, to be written out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu

from crmdesk.core.complaint_lists import ComplaintRow, Complaints
from crmdesk.gui.jobs import Job, Jobs
from crmdesk.gui.models import complaints as columns
from crmdesk.gui.models.complaints import SORTS, ComplaintsTable
from crmdesk.gui.pages.complaints_filters import Filters, FoldingButtons
from crmdesk.gui.pages.orders_part import FIRST, Part
from crmdesk.gui.pages.orders_table import WorkTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import text_width
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.badges import badge_width
from crmdesk.gui.widgets.buttons import Button, tip
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.saving import ask_table, write_file
from crmdesk.services import complaint_export, complaint_lists, complaints
from crmdesk.services.desk import Desk

TABLE = "complaints-table"
_WIDTHS = {
    columns.NUMBER: 72, columns.RECEIVED: 92, columns.CATEGORY: 88, columns.SEVERITY: 72, columns.STATE: 104,
    columns.ROUND: 48, columns.STEP: 104, columns.DUE: 92, columns.RESPONSIBLE: 72, columns.WARNINGS: 152,
    columns.AGE: 64, columns.LEVEL: 88, columns.CLOSED: 92, columns.PRODUCT: 160, columns.ORDER: 84,
    columns.CHANNEL: 72,
}  # fmt: skip
_SHARES = {columns.CUSTOMER: 3, columns.WHAT: 4}
_BY_ROOM = (
    columns.WARNINGS, columns.AGE, columns.CATEGORY, columns.SEVERITY, columns.PRODUCT, columns.ORDER, columns.CLOSED,
    columns.CHANNEL, columns.LEVEL,
)  # fmt: skip
"""Columns there are where the window is wide enough, in this order."""
_LEAST_SHARED, _MOST_SHARED = 272, 480
"""What customer and words of a complaint get before any of them; what they get before the columns after `_FIRST`."""
_FIRST = (columns.WARNINGS, columns.AGE)
_CUT = 152
"""Warnings are not wider while the shared columns have less than they should."""
_NEWEST_FIRST = frozenset({columns.RECEIVED, columns.CLOSED, columns.AGE, columns.ROUND, columns.SEVERITY})


class _RoomyTable(WorkTable):
    """More columns, the wider it is."""

    _own: Mapping[int, int] = {}

    def resizeEvent(self, event: QResizeEvent) -> None:
        if not self._own:
            self._own = {each: self.columnWidth(each) for each in _WIDTHS}  # as hidden ones have none
        width = self._own
        room = event.size().width() - sum(width[each] for each in _WIDTHS if each not in _BY_ROOM)
        warned = room - width[columns.AGE] - _MOST_SHARED
        self.setColumnWidth(columns.WARNINGS, max(_CUT, min(width[columns.WARNINGS], warned)))
        for column in _BY_ROOM:
            room -= self.columnWidth(column) if column == columns.WARNINGS else width[column]
            self.setColumnHidden(column, room < (_LEAST_SHARED if column in _FIRST else _MOST_SHARED))
        super().resizeEvent(event)


class Found(Struct, frozen=True):
    """Ids, and who is responsible for any complaint."""

    ids: Sequence[int]
    names: list[str]


class ComplaintsTablePart(Part):
    """Enter opens a complaint's card, Shift+Enter its customer's file."""

    kinds = frozenset({"complaint", "complaint_step", "complaint_event", "customer"})
    record = "complaint"

    def __init__(self, ui: Ui) -> None:
        _ = ui.words.gettext
        jobs = Jobs(ui.desk)
        searched = _("Number, customer, what was said, expected and done")
        super().__init__(ui, jobs, TABLE, search=_("Search complaints"), searched=searched)
        jobs.setParent(self)
        self._asked = Complaints(sort="received_at", descending=True)
        self.model = ComplaintsTable(ui, self)
        table = _RoomyTable(
            self.model, self._widths(), shares=_SHARES, name=TABLE, label=_("Complaints"), sorted_by=tuple(SORTS)
        )
        table.show_order(columns.RECEIVED, descending=True)
        table.sort_asked.connect(self._sort)
        self.filters = Filters(ui, self.head, key=TABLE, open_alone=False, parent=self)
        self.filters.changed.connect(self.load)
        self.head.addStretch(1)
        self.export = Button(_("Export..."), icon="export", name=f"{TABLE}-export")
        self.export.setToolTip(_("Write the complaints listed into a spreadsheet"))
        self.export.clicked.connect(self.export_listed)
        log = Button(_("Log a complaint..."), icon="plus", icon_tone="accent", name=f"{TABLE}-new")
        log.setToolTip(tip(_("Log a complaint"), "Ins, Ctrl+Shift+K"))
        log.clicked.connect(self.add)
        self.head.addWidget(self.export)
        self.head.addWidget(log)
        FoldingButtons(self.head, (self.export, log), self)
        self._nothing = _("Complaints of all customers will be listed here.")
        empty = EmptyState(self._nothing, _("Log a complaint..."), icon="plus", name="no-complaints")
        empty.acted.connect(self.add)
        self.lay_out(table, empty, self.filters.narrowing)

    def _widths(self) -> dict[int, int]:
        """States, steps and warnings have room for their words in both languages."""
        telling, sides = self.model.telling, 2 * tokens.BETWEEN
        states = max(badge_width(badge, self.font()) for badge in telling.states())
        steps = max(text_width(self.font(), name) for name in telling.step_names())
        warnings = max(text_width(self.font(), name) for name in telling.warning_names())
        return {
            **_WIDTHS,
            columns.STATE: max(_WIDTHS[columns.STATE], states + sides),
            columns.STEP: steps + sides,
            columns.WARNINGS: warnings + tokens.ICON + tokens.INSIDE + 2 + sides,
        }

    # what is listed

    def show_list(self, wanted: Complaints) -> None:
        """List these instead: where a figure was opened, what it is made of."""
        self._search_quietly(wanted.query)
        self.filters.show(wanted)
        self.load()

    def _search_quietly(self, text: str) -> None:
        assert self.search is not None
        blocked = self.search.blockSignals(True)
        self.search.setText(text)
        self.search.blockSignals(blocked)

    def clear(self) -> None:
        self._search_quietly("")
        self.filters.clear()
        self.load()

    def _sort(self, column: int) -> None:
        key, same = SORTS[column], SORTS[column] == self._asked.sort
        descending = not self._asked.descending if same else column in _NEWEST_FIRST
        self._asked = replace(self._asked, sort=key, descending=descending)
        self.table.show_order(column, descending=descending)
        self.load()

    def listing(self) -> Complaints:
        """What is listed now."""
        assert self.search is not None
        return self.filters.wanted(replace(self._asked, query=self.search.text()))

    def first(self) -> Callable[[Desk], Sequence[int]] | None:
        asked = self.listing()
        by_index = asked.sort in ("received_at", "due_on") and not (asked.query or asked.warned)
        return (lambda desk: complaint_lists.find(desk, asked, FIRST)) if by_index else None

    def ask(self) -> Callable[[Desk], Found]:
        asked = self.listing()

        def read(desk: Desk) -> Found:
            names = [name for name, _count in complaint_lists.responsible(desk)]
            return Found(complaint_lists.find(desk, asked), names)

        return read

    def answered(self, found: Found) -> None:
        self.count = len(found.ids)
        self.filters.set_responsible(found.names)
        self.table.show_ids(found.ids)
        self.export.setEnabled(bool(found.ids))
        filtered = bool(self.listing().query) or self.filters.active
        self.empty.set_sentence(self.ui.words.gettext("No complaint is like that.") if filtered else self._nothing)

    def counted(self, count: int) -> str:
        n = self.ui.words.ngettext
        return n("{count} complaint", "{count} complaints", count).format(count=self.ui.words.number(count))

    # what is done

    def row(self) -> ComplaintRow | None:
        row: ComplaintRow | None = self.table.current_row()
        return row

    def open_selected(self) -> None:
        if (complaint_id := self.table.current_id()) is not None:
            self.ui.bus.open_complaint.emit(complaint_id)

    def open_customer(self) -> None:
        if (row := self.row()) is not None:
            self.ui.bus.open_customer.emit(row.customer_id)

    def add(self) -> None:
        self.ui.bus.log_complaint.emit(self.listing().customer_id)

    def delete_selected(self) -> None:
        ids = self.table.selected_ids()
        if ids:
            n, number = self.ui.words.ngettext, self.ui.words.number
            said = n("{count} complaint deleted", "{count} complaints deleted", len(ids)).format(count=number(len(ids)))
            self.write(lambda desk: complaints.delete(desk, ids), said)

    def fill_menu(self, menu: QMenu) -> None:
        if self.row() is None:
            return
        _, add = self.ui.words.gettext, self.entry
        add(menu, "open", _("&Open"), self.open_selected, "Enter", "complaint")
        add(menu, "customer", _("Customer's &file"), self.open_customer, "Shift+Enter", "person")
        menu.addSeparator()
        add(menu, "copy", _("&Copy"), self.copy_selected, "Ctrl+C", "copy")
        add(menu, "delete", _("&Delete"), self.delete_selected, "Del", "trash")

    def export_listed(self) -> None:
        """What is listed into a workbook or a table of text."""
        _ = self.ui.words.gettext
        stem = "_".join((_("Complaints"), self.ui.desk.today().isoformat()))
        target = ask_table(self.ui, _("Export complaints"), stem, self)
        if target is not None:
            self.write_list(target)

    def write_list(self, target: Path) -> None:
        """Write the list as it is now; personal data stays hidden where it is."""
        ui, ids, mask = self.ui, list(self.model.ids), self.ui.masking.on

        def work(desk: Desk, job: Job) -> int:
            return complaint_export.write(desk, ids, target, ui.words, mask=mask, cancelled=job.is_cancelled)

        def told(count: int) -> str:
            return ui.words.gettext("{rows} in {file}").format(rows=self.counted(count), file=target.name)

        write_file(ui, self, target, work, told)

    def close_down(self) -> None:
        self.jobs.close()
