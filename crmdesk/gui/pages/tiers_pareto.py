"""The tab 80/20 of the page Tiers: what the best 20 % bring, whom loyalty pays with, and who only costs (METHOD.md
section 4)."""

from __future__ import annotations

import time
from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from crmdesk.core.loyalty_value import Matrix
from crmdesk.core.pareto import Pareto
from crmdesk.core.six_questions import Question
from crmdesk.core.tier_words import TierWords
from crmdesk.core.value_basis import BASES, Period
from crmdesk.gui.charts.with_table import ChartWithTable
from crmdesk.gui.jobs import Job
from crmdesk.gui.models import tiers_charts as charts
from crmdesk.gui.models.tiers_lists import best, in_cell
from crmdesk.gui.models.tiers_people import People
from crmdesk.gui.models.tiers_questions import people as people_of
from crmdesk.gui.pages.complaints_loaded import Loaded
from crmdesk.gui.pages.tiers_people import PeoplePane
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.labels import ElidedLabel, Paragraph, label_of
from crmdesk.gui.widgets.notices import ProgressLine
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.services import costing, loyalty_value, tiers
from crmdesk.services.desk import Desk
from crmdesk.services.tiers import Ranking

PARETO = "tiers-pareto"
COST, BEST, CELL = "cost", "best", "cell"
_SPLITTER = "tiers-pareto-splitter"
_LEFT, _RIGHT = 500, 636
_LEAST = 420
_A_WHILE = 0.4
"""Seconds after which it is told how far the reckoning is."""


class Found(Struct, frozen=True):
    """All the tab shows, by one ranking; `burdens` are by profit, whatever the basis is."""

    ranking: Ranking
    pareto: Pareto
    matrix: Matrix
    burdens: Question


class ParetoPart(Loaded):
    """A value of a chart opens the customers it is made of, in the list at the right."""

    kinds = ("customer", "sales_order", "goods_return", "complaint", "interaction", "tier_run", "setting")

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, PARETO)
        _ = ui.words.gettext
        self.found: Found | None = None
        self.cell: tuple[str, str] | None = None
        self._begun = 0.0
        self.basis = ComboBox(
            [(key, ui.words.label(label)) for key, label in BASES.items()], name=f"{PARETO}-basis", label=_("Ranked by")
        )
        self.basis.set_key(tiers.basis(ui.desk))
        self.basis.picked.connect(lambda _key: self.load())
        self.period = ElidedLabel(tone="text_2", name=f"{PARETO}-period")
        self.notes = Paragraph("", points=tokens.SMALL, tone="text_2", name=f"{PARETO}-notes")
        self.progress = ProgressLine(_("Cancel"), name=f"{PARETO}-progress")
        self.progress.cancelled.connect(self._cancel)
        self.progress.hide()
        self.boxes = {key: ChartWithTable(ui, name=f"{PARETO}-{key}") for key in (charts.CURVE, charts.CELLS)}
        self.boxes[charts.CURVE].opened.connect(lambda place, _series: self.show_best(int(place)))
        self.boxes[charts.CELLS].opened.connect(self.show_cell)
        lists = [(COST, _("Only cost")), (BEST, _("Best 20%")), (CELL, _("Loyalty × value"))]
        self.lists = SegmentedChoice(lists, current=COST, name=f"{PARETO}-lists", label=_("Customers shown"))
        self.lists.chosen.connect(lambda _key: self._show_list())
        self.pane = PeoplePane(ui, name=f"{PARETO}-people", label=_("Customers"))
        self.pane.moved.connect(self.shown)
        self._lay_out()

    def _lay_out(self) -> None:
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setObjectName(_SPLITTER)
        self._splitter.setChildrenCollapsible(False)
        for side in (self._make_left(), self._make_right()):
            self._splitter.addWidget(side)
        self._splitter.setStretchFactor(0, 2)
        self._splitter.setStretchFactor(1, 3)
        self._splitter.setSizes([_LEFT, _RIGHT])
        if not (state := self.ui.preferences.geometry(_SPLITTER)).isEmpty():
            self._splitter.restoreState(state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._splitter)

    def _make_left(self) -> QWidget:
        head = QHBoxLayout()
        head.setSpacing(tokens.BETWEEN)
        for widget in (label_of(self.basis), self.basis):
            head.addWidget(widget)
        head.addWidget(self.period, 1)
        ground = Ground("base", name=f"{PARETO}-ground")
        column = QVBoxLayout(ground)
        column.setContentsMargins(tokens.AROUND, tokens.BUTTON_PADDING, tokens.AROUND, tokens.AROUND)
        column.setSpacing(tokens.BUTTON_PADDING)
        column.addLayout(head)
        column.addWidget(self.progress)
        column.addWidget(self.boxes[charts.CURVE], 1)
        column.addSpacing(tokens.BUTTON_PADDING)
        column.addWidget(self.boxes[charts.CELLS], 1)
        column.addWidget(self.notes)
        self.area = QScrollArea()
        self.area.setObjectName(f"{PARETO}-area")
        self.area.setAccessibleName("80/20")
        self.area.setWidget(ground)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setMinimumWidth(_LEAST)
        return self.area

    def _make_right(self) -> QWidget:
        ground = Ground("base", name=f"{PARETO}-right")
        row = QHBoxLayout()
        row.setContentsMargins(tokens.AROUND, tokens.BUTTON_PADDING, tokens.AROUND, 0)
        row.addWidget(self.lists)
        row.addStretch(1)
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.pane, 1)
        return ground

    # What is shown

    def ask(self) -> Callable[[Desk, Job], Found]:
        basis, today = self.basis.key(), self.ui.desk.today()
        self._begun = time.monotonic()

        def read(desk: Desk, job: Job) -> Found:
            ranking = tiers.classify(desk, basis, "pyramid", today, progress=job.progress, cancelled=job.is_cancelled)
            matrix = loyalty_value.matrix(desk, today, ranking=ranking, cancelled=job.is_cancelled)
            return Found(ranking, tiers.pareto(ranking), matrix, costing.burdens(desk, today))

        return read

    def progressed(self, done: int, total: int | None) -> None:
        """Told once it takes a while."""
        if time.monotonic() - self._begun > _A_WHILE:
            said = self.ui.words.gettext("{count} customers reckoned").format(count=self.ui.words.number(done))
            self.progress.show_progress(said, done, total or 0)
            self.progress.show()

    def _cancel(self) -> None:
        """What is shown stays what it was."""
        self.progress.hide()
        if self.job is not None:
            self.job.cancel()
        if self.found is not None:
            self.basis.set_key(self.found.ranking.basis)

    def answered(self, found: Found) -> None:
        self.progress.hide()
        self.found = found
        told = self.told(found.ranking.basis, found.ranking.period)
        self.period.set_text(told.days())
        self.boxes[charts.CURVE].set_chart(charts.curve(self.ui, found.pareto, told))
        self.boxes[charts.CELLS].set_chart(charts.cells(self.ui, found.matrix, told))
        self.notes.setText("\n".join(note.told(self.ui.words) for note in found.matrix.notes))
        cost = self.ui.words.gettext("Only cost")
        self.lists.set_text(COST, f"{cost} {self.ui.words.number(found.burdens.count)}")
        self._show_list()

    def told(self, basis: str, period: Period) -> TierWords:
        """The words of a basis."""
        return TierWords(self.ui.words, basis, period)

    def _show_list(self) -> None:
        found = self.found
        if found is None:
            return
        self.pane.show_people(self._people(found, self.lists.key()))

    def _people(self, found: Found, key: str) -> People:
        told = self.told(found.ranking.basis, found.ranking.period)
        if key == BEST:
            return best(self.ui, found.ranking, found.pareto, found.matrix, told)
        if key == CELL:
            loyalty, value = self.cell or ("returning", "high")
            return in_cell(self.ui, found.ranking, found.matrix, loyalty, value, told)
        return people_of(self.ui, found.burdens)

    def show_best(self, place: int) -> None:
        """The first ones, and of them the one at this place."""
        self.lists.set_key(BEST)
        self._show_list()
        self.pane.go_to(place - 1)
        self.pane.take_keyboard()

    def show_cell(self, loyalty: str, value: str) -> None:
        """Those of a cell."""
        self.cell = (loyalty, value)
        self.lists.set_key(CELL)
        self._show_list()
        self.pane.take_keyboard()

    # What the page asks

    def give_keyboard(self) -> None:
        if self.pane.people.ids:
            self.pane.take_keyboard()
        else:
            self.basis.setFocus(Qt.FocusReason.OtherFocusReason)

    def customer_in_hand(self) -> int | None:
        person = self.pane.person()
        return person.customer.id if person is not None else None

    def status(self) -> list[str]:
        if self.found is None:
            return []
        n, count = self.ui.words.ngettext, self.found.ranking.count
        return [n("{count} customer", "{count} customers", count).format(count=self.ui.words.number(count))]

    def can(self) -> frozenset[str]:
        return frozenset({"copy_selected", "select_all"})

    def select_all(self) -> None:
        self.pane.table.selectAll()

    def copy_selected(self) -> None:
        """The chart that has the keyboard, else the rows selected."""
        focus = self.window().focusWidget()
        box = next((box for box in self.boxes.values() if focus is not None and box.isAncestorOf(focus)), None)
        (box or self.pane).copy()

    def close_down(self) -> None:
        self.ui.preferences.set_geometry(_SPLITTER, self._splitter.saveState())
        super().close_down()
