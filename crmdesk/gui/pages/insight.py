"""The page Insight: who stays, who leaves, what each is worth, what they need next, where they come from (METHOD.md
sections 7, 8, 9, 10, 13 and 15)."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from crmdesk.gui.models.printing import InFront
from crmdesk.gui.pages.insight_tabs import make_tab, parts_of_insight
from crmdesk.gui.pages.tabbed import TabbedPage
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.tab_order import eye_order
from crmdesk.gui.widgets.tabs import Tab

_OF_CUSTOMER = "."


class InsightPage(TabbedPage):
    """What each tab shows is looked up when it comes into sight."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, "insight", [Tab(key, text) for key, text, _icon in parts_of_insight(ui)])
        self.setAccessibleName(ui.words.gettext("Insight"))
        self.choose(self.tabs.key())

    def make(self, key: str) -> QWidget:
        return make_tab(self.ui, key)

    def choose(self, key: str) -> None:
        super().choose(key)
        if self.window() is not self:
            eye_order(self)

    def in_front(self) -> InFront:
        """The overview, what customers will need soon, else who is selected and listed."""
        kinds = {"overview": "overview", "repurchase": "offer"}
        front = super().in_front()
        return replace(front, kind=kinds.get(self.tabs.key(), front.kind))

    def show_part(self, key: str) -> None:
        """Show a tab by its key; behind it may stand a customer's id (`value.17`), who is then shown there."""
        tab, _dot, customer = key.partition(_OF_CUSTOMER)
        super().show_part(tab)
        if customer.isdecimal() and hasattr(self.current, "show_customer"):
            self.current.show_customer(int(customer))
