"""A tab of the page Insight that has several views, one at a time: a choice left, its own inputs right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.gui.jobs import Jobs
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import horizontal, scheme_of
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.gui.widgets.tab_order import eye_order


class _Head(QWidget):
    """What is beside the choice goes on in a second line where there is no room for both."""

    def __init__(self, choice: QWidget, beside: QStackedWidget) -> None:
        super().__init__()
        self._choice, self._beside = choice, beside
        beside.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(tokens.AROUND, 0, tokens.AROUND, 0)
        self._grid.setHorizontalSpacing(tokens.AROUND)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(choice, 0, 0)
        self._grid.addWidget(beside, 0, 1)
        self.setFixedHeight(tokens.TAB_ROW_TOP)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.arrange()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """One line or two, as what is shown now needs."""
        view = self._beside.currentWidget()
        needed = 0 if view is None else view.sizeHint().width()
        room = self.width() - 2 * tokens.AROUND - self._choice.sizeHint().width() - tokens.AROUND
        line = 1 if needed > room else 0
        if self.height() != (line + 1) * tokens.TAB_ROW_TOP:
            self._grid.addWidget(self._beside, line, 0 if line else 1, 1, 2 if line else 1)
            self.setFixedHeight((line + 1) * tokens.TAB_ROW_TOP)

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
        self._head = _Head(self.choice, self.beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
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
        self._head.arrange()
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
