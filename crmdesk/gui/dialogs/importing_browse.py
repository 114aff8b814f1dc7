"""The rows of a trial run, and what narrows them down: counts that filter, the search, how existing customers count."""

from __future__ import annotations

from array import array

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.importing import RowPlan, RowProblem
from crmdesk.gui.dialogs.importing_table import RowView
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.importing_cells import CellReading, shown_columns
from crmdesk.gui.models.importing_sorting import ALL, DOUBLE, JOINED, LOOK, NEW, PROBLEM, SAME, UPDATE, Sorted, holding
from crmdesk.gui.models.importing_work import ImportWork
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import text_width
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.counts import Count, CountStrip
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.labels import ElidedLabel, Label
from crmdesk.gui.widgets.search import SearchBox
from crmdesk.services.desk import Desk
from crmdesk.services.importing_sheets import registry

_AT_ONCE = 2_000
_SEARCH_WIDTH = 176
_ARROW = 48
"""Room beside the words of a choice."""
_GAP = 12


class RowsPanel(QWidget):
    """`moved`: another row is the current one, or the same one anew. `existing_chosen` tells one of
    `core.importing.EXISTING`; `rows_unwanted` that the rows shown are to be left out, `rows_wanted` that all of those
    come back."""

    moved = Signal()
    existing_chosen = Signal(str)
    rows_wanted = Signal()
    rows_unwanted = Signal()

    def __init__(self, ui: Ui, work: ImportWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, self._work = ui, work
        self._filter = ALL
        self.strip: CountStrip | None = None
        self.view = RowView(ui.words)
        self.none = ElidedLabel(ui.words.gettext("No such rows"), tone="text_2", align=Qt.AlignmentFlag.AlignHCenter)
        self.restore = LinkButton("", name="import-restore-rows")
        self.skip_all = LinkButton("", name="import-leave-out-all")
        self._make_choices()
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.AROUND, 0, tokens.AROUND, 0)
        column.setSpacing(_GAP)
        self._strip_row = QHBoxLayout()
        column.addLayout(self._strip_row)
        column.addLayout(self._choices_row())
        column.addSpacing(-tokens.INSIDE)
        column.addWidget(self.view, 1)
        column.addWidget(self.none, 1, Qt.AlignmentFlag.AlignTop)
        self.view.moved.connect(self.moved)
        self.restore.clicked.connect(self.rows_wanted)
        self.skip_all.clicked.connect(self.rows_unwanted)

    def _make_choices(self) -> None:
        _ = self._ui.words.gettext
        ways = [
            ("update", _("Update, but never with blanks")),
            ("fill", _("Fill in only what is missing")),
            ("skip", _("Leave them as they are")),
            ("create", _("Add them once more as new")),
        ]
        width = max(text_width(self.font(), words) for _key, words in ways) + _ARROW
        self.existing = ComboBox(ways, width=width, name="import-existing", label=_("Existing customers"))
        self.existing.set_key(self._work.existing)
        self.existing.picked.connect(self.existing_chosen)
        self.search = SearchBox(_("Find in the rows"), width=_SEARCH_WIDTH, name="import-search")
        self.search.textChanged.connect(self._searched)
        self.search.left.connect(self.to_rows)
        self.search.down.connect(self.to_rows)

    def _choices_row(self) -> QHBoxLayout:
        label = Label(self._ui.words.gettext("Existing customers"), tone="text_2")
        label.setBuddy(self.existing)
        row = QHBoxLayout()
        row.setSpacing(tokens.BETWEEN)
        for widget in (label, self.existing, self.skip_all, self.restore):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.search)
        return row

    def show_work(self, place: int = -1) -> None:
        """What is planned now, with this row as the current one; filter and search stay."""
        work, words = self._work, self._ui.words
        assert work.plan is not None
        assert work.file is not None
        self._show_counts(work.sorted)
        self.existing.set_key(work.existing)
        count = words.number(len(work.plan.rows))
        self.search.setPlaceholderText(words.gettext("Find in {count} rows").format(count=count))
        left = work.file.left_out
        text = words.ngettext("{count} row left out: take back", "{count} rows left out: take back", left)
        self.restore.setText(text.format(count=words.number(left)))
        self.restore.setVisible(bool(left))
        shown = shown_columns(work.plan.sheets, registry(self._ui.desk), words, text=work.file.is_text)
        reading = CellReading(work.file, words)
        several = len(work.plan.sheets) > 1
        self.view.rows.show_plan(work.plan.rows, work.sorted, shown, reading, sheets=several)
        self._show_places(work.sorted.places[ALL])
        self.view.fit_columns()
        self._narrow(place)

    def _show_counts(self, sorting: Sorted) -> None:
        _, number = self._ui.words.gettext, self._ui.words.number
        counts = [
            Count(ALL, _("All")),
            Count(NEW, _("New"), icon="plus"),
            Count(UPDATE, _("Update"), icon="pencil"),
            Count(SAME, _("Same"), icon="equals"),
            Count(JOINED, _("Joined"), icon="merge"),
            Count(DOUBLE, _("Possible double"), icon="warning", tone="warn"),
            Count(PROBLEM, _("With problems"), icon="error", tone="bad"),
        ]
        shown = [count for count in counts if count.key != JOINED or sorting.places[JOINED]]
        if self._filter not in {count.key for count in shown}:
            self._filter = ALL
        if self.strip is None or (self.strip.findChild(QWidget, f"count-{JOINED}") is None) == (len(shown) == 7):
            if self.strip is not None:
                self.strip.hide()
                self.strip.deleteLater()
            self.strip = CountStrip(shown, current=self._filter, name="import-counts", label=_("Show only"))
            self.strip.chosen.connect(self._chosen)
            self._strip_row.addWidget(self.strip)
        for count in shown:
            self.strip.set_value(count.key, number(len(sorting.places[count.key])))

    def in_order(self) -> list[QWidget]:
        """What takes the keyboard, as the eye goes."""
        cells = self.strip.findChildren(QAbstractButton) if self.strip else []
        return [*cells, self.existing, self.skip_all, self.restore, self.search, self.view]

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

    def _narrow(self, place: int) -> None:
        """Show what filter and search let through; `place` stays the current row if it is among it."""
        work, needle = self._work, self.search.text().strip()
        if work.plan is None or work.file is None:
            return
        places, rows, cells = work.sorted.places[self._filter], work.plan.rows, work.file.row
        if not needle or len(places) <= _AT_ONCE:
            self._show_places(holding(needle, places, rows, cells) if needle else places, place)
            return

        def search(_desk: Desk, job: Job) -> array[int]:
            return holding(needle, places, rows, cells, job.is_cancelled)

        def found(answer: array[int]) -> None:
            if work.plan is not None and work.plan.rows is rows:
                self._show_places(answer, place)

        self._ui.jobs.run(self, search, found, self._ui.bus.failed.emit, channel="import-search")

    def _show_places(self, places: array[int], place: int = -1) -> None:
        self.view.rows.show_places(places)
        n, count = self._ui.words.ngettext, len(places)
        text = n("Leave out this {count} row", "Leave out these {count} rows", count)
        self.skip_all.setText(text.format(count=self._ui.words.number(count)))
        self.skip_all.setVisible(self._filter == DOUBLE and count > 0)
        self.view.setVisible(bool(places))
        self.none.setVisible(not places)
        _ = self._ui.words.gettext
        empty = self._work.plan is not None and not self._work.plan.rows
        self.none.set_text(_("There are no rows with customers below the header") if empty else _("No such rows"))
        self._select(place)
        self.moved.emit()

    def place(self) -> int:
        """The place of the current row in the plan, -1 for none."""
        line, places = self.view.currentIndex().row(), self.view.rows.places
        return places[line] if 0 <= line < len(places) else -1

    def row(self) -> RowPlan | None:
        """The current row."""
        return self.view.rows.row(self.view.currentIndex().row())

    def problem(self) -> RowProblem | None:
        """What is wrong with the current row: with its current cell first."""
        row, column = self.row(), self.view.currentIndex().column()
        if row is None or not row.problems:
            return None
        return next((p for p in row.problems if self.view.rows.column_of(p) == column), row.problems[0])

    def to_look_at(self) -> array[int]:
        """Places of the rows with something to look at, of the kind that is filtered by if it is one."""
        return self._work.sorted.places[self._filter if self._filter in (DOUBLE, PROBLEM) else LOOK]

    def go_to(self, place: int, problem: RowProblem) -> None:
        """Make a row the current one, and the cell the problem is about; filter and search give way when they must."""
        if self.view.rows.line_of(place) < 0:
            self.search.blockSignals(True)
            self.search.clear()
            self.search.blockSignals(False)
            self.show_only(ALL)
        self._select(place, self.view.rows.column_of(problem))

    def _select(self, place: int, column: int = 0) -> None:
        line = self.view.rows.line_of(place)
        if line >= 0:
            self.view.setCurrentIndex(self.view.rows.index(line, column))

    def to_rows(self) -> None:
        """Give the table the keyboard."""
        if not self.view.currentIndex().isValid() and self.view.rows.rowCount():
            self.view.setCurrentIndex(self.view.rows.index(0, 0))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
