"""The page Tiers: the pyramid, ABC, 80/20, the six questions, and how each tier is dealt with (METHOD.md sections 4
and 12)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from crmdesk.gui.models.printing import InFront, customers_in_front
from crmdesk.gui.pages.tabbed import TabbedPage
from crmdesk.gui.pages.tiers_tabs import ABC, PARETO, POLICY, PYRAMID, QUESTIONS, parts_of_tiers
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import horizontal, scheme_of
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.tab_order import eye_order
from crmdesk.gui.widgets.tabs import Tab

_OF_CUSTOMER = "."


class _Beside(QStackedWidget):
    """What the tab shown has to say and to do, right of the tabs, over the line below them."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("tiers-beside")
        self.setFixedHeight(tokens.TAB_ROW_TOP)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._nothing = QWidget()
        self.addWidget(self._nothing)

    def show_head(self, head: QWidget | None) -> None:
        """None: nothing stands there."""
        if head is not None and self.indexOf(head) < 0:
            self.addWidget(head)
        shown = head if head is not None else self._nothing
        former = self.currentWidget()
        if former is not None:
            former.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        shown.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCurrentWidget(shown)
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        line = QColor(scheme_of(self.palette()).line)
        horizontal(QPainter(self), 0, self.width(), self.height() - 2, line)


class TiersPage(TabbedPage):
    """A tab begins with who was in hand before. It may have a `head`, which stands right of the tabs."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, "tiers", [Tab(key, text) for key, text, _icon in parts_of_tiers(ui)])
        self.setAccessibleName(ui.words.gettext("Tiers"))
        self.beside = _Beside()
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self.tabs, 1)
        top.addWidget(self.beside)
        self.column.insertLayout(0, top)
        self.choose(PYRAMID)

    def make(self, key: str) -> Any:
        makers: dict[str, Callable[[Ui], QWidget]] = {
            PYRAMID: _pyramid, ABC: _abc, PARETO: _pareto, QUESTIONS: _questions, POLICY: _policy,
        }  # fmt: skip
        part: Any = makers[key](self.ui)
        if hasattr(part, "arranged"):
            part.arranged.connect(self._order)
        return part

    def choose(self, key: str) -> None:
        made = key in self.parts
        in_hand = getattr(self.stack.currentWidget(), "customer_in_hand", lambda: None)()
        part = self.tab(key)
        if not made and in_hand is not None and hasattr(part, "show_customer"):
            part.show_customer(in_hand)
        self.beside.show_head(getattr(part, "head", None))
        super().choose(key)
        self._order()

    def _order(self) -> None:
        """Tab goes as the eye does; again when a tab has other things in it."""
        if self.window() is not self:
            eye_order(self)

    # What the window asks

    def show_part(self, key: str) -> None:
        """Show a tab by its key, '' for the first; behind it may stand a customer's id, who is then shown there."""
        tab, _dot, customer = key.partition(_OF_CUSTOMER)
        self.tabs.set_key(tab or PYRAMID)
        self.choose(self.tabs.key())
        if customer.isdecimal() and hasattr(self.current, "show_customer"):
            self.current.show_customer(int(customer))

    def in_front(self) -> InFront:
        """What Ctrl+P prints: the overview, or something of the customer selected."""
        return replace(customers_in_front(self.customer_in_hand(), None), kind="overview")

    def delete_selected(self) -> None:
        """Nothing is deleted here."""


def _pyramid(ui: Ui) -> QWidget:
    from crmdesk.gui.pages.tiers_ranked import RankedPart

    return RankedPart(ui, "pyramid")


def _abc(ui: Ui) -> QWidget:
    from crmdesk.gui.pages.tiers_ranked import RankedPart

    return RankedPart(ui, "abc")


def _pareto(ui: Ui) -> QWidget:
    from crmdesk.gui.pages.tiers_pareto import ParetoPart

    return ParetoPart(ui)


def _questions(ui: Ui) -> QWidget:
    from crmdesk.gui.pages.tiers_questions import QuestionsPart

    return QuestionsPart(ui)


def _policy(ui: Ui) -> QWidget:
    from crmdesk.gui.pages.tiers_policy import PolicyPart

    return PolicyPart(ui)
