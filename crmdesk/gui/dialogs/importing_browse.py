"""The rows of a trial run, and what narrows them down: counts that filter, the search, the order of a column."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.importing import LeftOut, RowPlan, RowProblem
from crmdesk.gui.dialogs.importing_choices import ChoicesRow, counts_of
from crmdesk.gui.dialogs.importing_table import RowView
from crmdesk.gui.jobs import Job
from crmdesk.gui.models import importing_sorting as sorting
from crmdesk.gui.models.importing_cells import CellReading, Head, doubtful_columns, shown_columns
from crmdesk.gui.models.importing_file import ImportFile
from crmdesk.gui.models.importing_rows import RESULT, ROW, SHEET
from crmdesk.gui.models.importing_sorting import ALL, LEFT_OUT, LOOK, Seen, Sorted
from crmdesk.gui.models.importing_telling import Telling
from crmdesk.gui.models.importing_work import ImportWork
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.counts import CountStrip
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.services.desk import Desk
from crmdesk.services.importing_sheets import registry

_AT_ONCE = 2_000
_GAP = 12
_RESULTS = (
    sorting.ERROR, sorting.HELD, sorting.NEW, sorting.UPDATE, sorting.SAME, sorting.SKIPPED, sorting.JOINED,
)  # fmt: skip


class RowsPanel(QWidget):
    """`moved`: another row is the current one, or the same one anew."""

    moved = Signal()

    def __init__(self, ui: Ui, work: ImportWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, self._work = ui, work
        self._filter = ALL
        self._order, self._down = "", False
        self._ranks: array[int] | None = None
        self._ranked = ""
        self._job: Job | None = None
        self._of: ImportFile | None = None
        self._doubtful: set[Head] = set()
        self._seen = Seen(array("l"), array("l"))
        self.telling: Telling | None = None
        self.strip: CountStrip | None = None
        self._counted: tuple[str, ...] = ()
        self.choices = ChoicesRow(ui, work)
        self.existing, self.doubles, self.search = self.choices.existing, self.choices.doubles, self.choices.search
        self.view = RowView(ui.words)
        self.none = ElidedLabel(ui.words.gettext("No such rows"), tone="text_2", align=Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.AROUND, 0, tokens.AROUND, 0)
        column.setSpacing(_GAP)
        self._strip_row = QHBoxLayout()
        column.addLayout(self._strip_row)
        column.addWidget(self.choices)
        column.addSpacing(-tokens.INSIDE)
        column.addWidget(self.view, 1)
        column.addWidget(self.none, 1, Qt.AlignmentFlag.AlignTop)
        self.view.moved.connect(self.moved)
        self.view.sort_asked.connect(self.order_by)
        self.view.selectionModel().selectionChanged.connect(self._selected)
        self.search.textChanged.connect(self._searched)
        self.search.left.connect(self.to_rows)
        self.search.down.connect(self.to_rows)

    def show_work(self, place: int = -1, target: str = "", *, keep_order: bool = False) -> None:
        """What is planned now, with this row (and the cell of this field) as the current one; filter, search and order
        stay. `keep_order`: rows stay where they are though a value changed."""
        work, words = self._work, self._ui.words
        assert work.plan is not None
        assert work.file is not None
        self._show_counts(work.sorted)
        self.choices.show_work()
        known = registry(self._ui.desk)
        if self._of is not work.file:
            self._of, self._doubtful = work.file, set()
        self._doubtful |= doubtful_columns(work.plan.rows, work.sorted.places[LOOK])
        shown = shown_columns(work.plan.sheets, known, words, self._doubtful, text=work.file.is_text)
        reading = CellReading(work.file, words)
        self.telling = Telling(self._ui, work, shown, reading)
        several = len(work.plan.sheets) > 1
        self.view.rows.show_plan(work.plan.rows, work.sorted, shown, reading, work.rows, sheets=several)
        if not keep_order or self._ranks is None or len(self._ranks) != len(work.plan.rows):
            self._ranks = None
        self._narrow(place, target)

    def _show_counts(self, counted: Sorted) -> None:
        _, number = self._ui.words.gettext, self._ui.words.number
        shown = counts_of(self._ui.words, counted)
        keys = tuple(count.key for count in shown)
        if self._filter not in keys:
            self._filter = ALL
        if self.strip is None or self._counted != keys:
            if self.strip is not None:
                self.strip.hide()
                self.strip.deleteLater()
            self._counted = keys
            self.strip = CountStrip(shown, current=self._filter, name="import-counts", label=_("Show only"))
            self.strip.chosen.connect(self._chosen)
            self._strip_row.addWidget(self.strip)
        for count in shown:
            self.strip.set_value(count.key, number(counted.count(count.key)))

    def in_order(self) -> list[QWidget]:
        """What takes the keyboard, as the eye goes."""
        cells = self.strip.findChildren(QAbstractButton) if self.strip else []
        return [*cells, self.existing, self.doubles, self.search, self.view]

    def show_only(self, key: str) -> None:
        """Filter by one of the counts."""
        assert self.strip is not None
        self.strip.set_key(key)
        self._chosen(key)

    def _chosen(self, key: str) -> None:
        self._filter = key
        self._narrow(self.place())

    def _searched(self) -> None:
        self._narrow(self.place())

    def order_by(self, head: str) -> None:
        """By a column, up, then down, then as in the file again; by the row it is the file's order either way."""
        if head != self._order:
            self._order, self._down = head, False
        elif not self._down:
            self._down = True
        else:
            self._order, self._down = "", False
        if head != self._ranked:
            self._ranks = None
        self._narrow(self.place(), self.target())

    def _key_of(self) -> Callable[[int], tuple[int, Any] | None]:
        """What a place is ordered by."""
        assert self._work.plan is not None
        rows, view = self._work.plan.rows, self.view.rows
        if self._order in (ROW, SHEET):
            return lambda place: (0, place)
        if self._order == RESULT:
            ranks = {key: rank for rank, key in enumerate(_RESULTS)}
            return lambda place: (0, ranks[sorting.outcome_key(rows[place])])
        shown, reading = view.shown(view.column_for(self._order)), view.reading
        if shown is None or reading is None:
            return lambda place: (0, place)
        return lambda place: reading.order_of(rows[place], shown)

    def _narrow(self, place: int, target: str = "") -> None:
        """Show what filter and search let through, in order; `place` stays the current row if it is among it."""
        work, needle = self._work, self.search.text().strip()
        if work.plan is None or work.file is None:
            return
        self.view.show_order(self._order, down=self._down)
        counted, rows, cells, key = work.sorted, work.plan.rows, work.file.row, self._filter
        key_of, down, ranks = self._key_of() if self._order else None, self._down, self._ranks

        def work_out(stopping: sorting.Stopping) -> tuple[Seen, array[int] | None]:
            order = ranks
            if order is None and key_of is not None:
                order = sorting.ranked(len(rows), key_of, stopping)
            by = order if key_of is not None else None
            return sorting.narrowed(counted, key, needle, by, rows, cells, stopping, down=down), order

        if self._job is not None:
            self._job.cancel()
            self._job = None
        if len(rows) <= _AT_ONCE or not (needle or key_of):
            self._show_seen(*work_out(sorting.never), place, target)
            return

        def found(answer: tuple[Seen, array[int] | None]) -> None:
            self._job = None
            if work.plan is not None and work.plan.rows is rows:
                self._show_seen(*answer, place, target)

        def on_worker(_desk: Desk, job: Job) -> tuple[Seen, array[int] | None]:
            return work_out(job.is_cancelled)

        self._job = self._ui.jobs.run(self, on_worker, found, self._ui.bus.failed.emit, channel="import-search")

    def _show_seen(self, seen: Seen, ranks: array[int] | None, place: int, target: str) -> None:
        self._seen, self._ranks = seen, ranks
        places, bar = seen.places, self.view.verticalScrollBar()
        top = bar.value()
        self._ranked = self._order or self._ranked
        self.view.rows.show_places(places, in_order=not self._order or self._filter == LEFT_OUT)
        self.view.fit_columns()
        self.view.setVisible(bool(places))
        self.none.setVisible(not places)
        _ = self._ui.words.gettext
        empty = self._work.plan is not None and not self._work.plan.rows
        self.none.set_text(_("There is nobody below the header") if empty else _("No such rows"))
        self.view.executeDelayedItemsLayout()
        bar.setValue(top)
        self._select(place, max(0, self.view.rows.column_for(target)) if target else 0)
        self.moved.emit()

    def _selected(self) -> None:
        """Several rows are selected, or one again."""
        self.moved.emit()

    def place(self) -> int:
        """The place of the current row in the plan, -1 for none."""
        line, places = self.view.currentIndex().row(), self.view.rows.places
        return places[line] if 0 <= line < len(places) else -1

    def target(self) -> str:
        """The field id of the current cell, '' where it stands in no column of the file."""
        shown = self.view.rows.shown(max(0, self.view.currentIndex().column()))
        return shown.target if shown else ""

    def row(self) -> RowPlan | None:
        """The current row."""
        return self.view.rows.row(self.view.currentIndex().row())

    def left_out(self) -> LeftOut | None:
        """The current row where it was left out."""
        return self.view.rows.left_out(self.view.currentIndex().row())

    def selected(self) -> list[RowPlan]:
        """The selected rows, without those that were left out."""
        found = (self.view.rows.row(line) for line in self.view.lines())
        return [row for row in found if row is not None]

    def problem(self) -> RowProblem | None:
        """What is wrong with the current row: with its current cell first."""
        row, column = self.row(), self.view.currentIndex().column()
        if row is None or not row.problems:
            return None
        return next((p for p in row.problems if self.view.rows.column_of(p) == column), row.problems[0])

    def next_place(self) -> int:
        """The place of the next row to look at among those shown, from the top again behind the last, else anywhere;
        -1 when there is no other."""
        here, look = self.place(), self._seen.look
        if self._filter != LEFT_OUT and (line := sorting.after(look, self.view.currentIndex().row())) >= 0:
            place = self.view.rows.places[line]
            if place != here:
                return place
        found = sorting.after(self._work.sorted.places[LOOK], here)
        return found if found != here else -1

    def go_to(self, place: int, problem: RowProblem | None = None) -> None:
        """Make a row the current one, and the cell the problem is about; filter and search give way when they must."""
        column = self.view.rows.column_of(problem) if problem else 0
        if self.view.rows.line_of(place) < 0:
            self.search.blockSignals(True)
            self.search.clear()
            self.search.blockSignals(False)
            self.show_only(ALL)
        self._select(place, column)

    def go_to_field(self, target: str) -> None:
        """Make the cell of a field of the current row the current one."""
        column = self.view.rows.column_for(target)
        if column >= 0:
            self._select(self.place(), column)

    def _select(self, place: int, column: int = 0) -> None:
        """Make a row the current one; the first one where it is not shown."""
        line = max(0, self.view.rows.line_of(place))
        if line < self.view.rows.rowCount():
            index = self.view.rows.index(line, column)
            flags = QItemSelectionModel.SelectionFlag
            self.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.view.scrollTo(index)

    def to_rows(self) -> None:
        """Give the table the keyboard."""
        if not self.view.currentIndex().isValid() and self.view.rows.rowCount():
            self.view.setCurrentIndex(self.view.rows.index(0, 0))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
