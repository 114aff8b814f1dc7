"""A view of the page Insight with what is drawn at the left and what it is made of at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from crmdesk.gui.charts.with_table import ChartWithTable
from crmdesk.gui.pages.insight_tab import InsightTab
from crmdesk.gui.pages.tiers_people import PeoplePane
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.fact_links import FactLinks

_LEFT, _RIGHT = 452, 684
_LEAST = 400


def flush(links: FactLinks) -> QHBoxLayout:
    """Figures that open something, their words in one line with what stands above and below."""
    row = QHBoxLayout()
    row.setSpacing(0)
    row.addSpacing(-tokens.BETWEEN)
    row.addWidget(links)
    return row


class BesideView(InsightTab):
    """`beside` is what stands in the row above, filled through `inputs`; `left` is filled by whoever derives, which
    calls `lay_out` in the end."""

    def __init__(self, ui: Ui, key: str) -> None:
        super().__init__(ui, key)
        self.beside = QWidget()
        self.inputs = QHBoxLayout(self.beside)
        self.inputs.setContentsMargins(0, 0, 0, 0)
        self.inputs.setSpacing(tokens.BETWEEN)
        ground = Ground("base", name=f"{key}-ground")
        self.left = QVBoxLayout(ground)
        self.left.setContentsMargins(tokens.AROUND, tokens.BUTTON_PADDING, tokens.AROUND, tokens.AROUND)
        self.left.setSpacing(tokens.BETWEEN)
        self.area = QScrollArea()
        self.area.setObjectName(f"{key}-area")
        self.area.setAccessibleName(ui.words.gettext("Figures"))
        self.area.setWidget(ground)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setMinimumWidth(_LEAST)
        self.left.addWidget(self.progress)

    def lay_out(self, right: QWidget) -> None:
        """Both sides, the place between them as it was left."""
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setObjectName(f"{self.key}-splitter")
        self._splitter.setChildrenCollapsible(False)
        for side in (self.area, right):
            self._splitter.addWidget(side)
        self._splitter.setStretchFactor(0, 2)
        self._splitter.setStretchFactor(1, 3)
        self._splitter.setSizes([_LEFT, _RIGHT])
        if not (state := self.ui.preferences.geometry(self._splitter.objectName())).isEmpty():
            self._splitter.restoreState(state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._splitter)

    def close_down(self) -> None:
        self.ui.preferences.set_geometry(self._splitter.objectName(), self._splitter.saveState())
        super().close_down()


class PeopleView(BesideView):
    """At the right customers, in `pane`; at the left a chart, `box`."""

    pane: PeoplePane
    box: ChartWithTable

    def customer_in_hand(self) -> int | None:
        person = self.pane.person()
        return person.customer.id if person is not None else None

    def customers_in_order(self) -> Sequence[int] | None:
        return self.pane.people.ids

    def can(self) -> frozenset[str]:
        return frozenset({"copy_selected", "select_all"})

    def select_all(self) -> None:
        self.pane.table.selectAll()

    def copy_selected(self) -> None:
        """The chart that has the keyboard, else the rows selected."""
        focus = self.window().focusWidget()
        (self.box if focus is not None and self.box.isAncestorOf(focus) else self.pane).copy()

    def status(self) -> list[str]:
        n, count = self.ui.words.ngettext, len(self.pane.people.ids)
        return [n("{count} customer", "{count} customers", count).format(count=self.ui.words.number(count))]
