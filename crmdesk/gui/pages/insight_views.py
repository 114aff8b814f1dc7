"""A tab of the page Insight that has several views, one at a time: a choice left, its own inputs right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.gui.jobs import Jobs
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import horizontal, scheme_of
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.gui.widgets.tab_order import eye_order


class _Head(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(tokens.TAB_ROW_TOP)

    def paintEvent(self, _event: QPaintEvent) -> None:
        horizontal(QPainter(self), 0, self.width(), self.height() - 1, QColor(scheme_of(self.palette()).line))


class ViewsTab(Ground):
    """Each view is an `InsightTab`, made when it is first shown; what it has as `beside` stands right of the choice."""

    shown = Signal()

    def __init__(self, ui: Ui, name: str, views: Sequence[tuple[str, str]]) -> None:
        super().__init__("base", name=f"{name}-tab")
        self.ui = ui
        self.views: dict[str, Any] = {}
        self.choice = SegmentedChoice(
            views, current=views[0][0], name=f"{name}-view", label=ui.words.gettext("What is shown")
        )
        self.beside, self.stack = QStackedWidget(), QStackedWidget()
        self.beside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        head = _Head()
        row = QHBoxLayout(head)
        row.setContentsMargins(tokens.AROUND, 0, tokens.AROUND, 0)
        row.setSpacing(tokens.AROUND)
        row.addWidget(self.choice)
        row.addWidget(self.beside, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.stack, 1)
        self.choice.chosen.connect(self.show_view)
        self.show_view(self.choice.key())

    # What a subclass says

    def make(self, key: str) -> Any:
        """The view of this key; one view may serve several."""
        raise NotImplementedError

    # What all of them do

    @property
    def current(self) -> Any:
        """The view that is shown."""
        return self.views[self.choice.key()]

    @property
    def jobs(self) -> Jobs:
        """The worker of the view that is shown."""
        jobs: Jobs = self.current.jobs
        return jobs

    def show_view(self, key: str) -> None:
        """Show the view of this key."""
        self.choice.set_key(key)
        if key not in self.views:
            made = self.make(key)
            if made not in self.views.values():
                made.shown.connect(self._told)
                self.stack.addWidget(made)
                self.beside.addWidget(made.beside)
            self.views[key] = made
        view = self.views[key]
        self.beside.setCurrentWidget(view.beside)
        self.stack.setCurrentWidget(view)
        if self.window() is not self:
            eye_order(self)
        self.shown.emit()

    def _told(self) -> None:
        if self.sender() is self.current:
            self.shown.emit()

    # What the page asks

    def take_keyboard(self) -> None:
        self.current.take_keyboard()

    def status(self) -> list[str]:
        return list(self.current.status())

    def can(self) -> frozenset[str]:
        return frozenset(self.current.can())

    def copy_selected(self) -> None:
        self.current.copy_selected()

    def select_all(self) -> None:
        self.current.select_all()

    def delete_selected(self) -> None:
        self.current.delete_selected()

    def customer_in_hand(self) -> int | None:
        found: int | None = self.current.customer_in_hand()
        return found

    def customers_in_order(self) -> Sequence[int] | None:
        found: Sequence[int] | None = self.current.customers_in_order()
        return found

    def close_down(self) -> None:
        for view in dict.fromkeys(self.views.values()):
            view.close_down()
