"""The tab Value of the page Insight: lifetime values and customer equity, time against profit, delivered value
(METHOD.md section 9)."""

from __future__ import annotations

from collections.abc import Callable

from crmdesk.gui.pages.insight_tab import InsightTab
from crmdesk.gui.pages.insight_views import ViewsTab
from crmdesk.gui.ui import Ui

VALUE = "insight-value"
WORTH, TIME, DELIVERED = "worth", "time", "delivered"


class ValueTab(ViewsTab):
    """Its views are made when they are first shown."""

    def __init__(self, ui: Ui) -> None:
        _ = ui.words.gettext
        views = [(WORTH, _("Lifetime value")), (TIME, _("Time and profit")), (DELIVERED, _("Delivered value"))]
        super().__init__(ui, VALUE, views)

    def make(self, key: str) -> InsightTab:
        from crmdesk.gui.pages.insight_value_delivered import DeliveredView
        from crmdesk.gui.pages.insight_value_time import TimeView
        from crmdesk.gui.pages.insight_value_worth import WorthView

        makers: dict[str, Callable[[Ui], InsightTab]] = {WORTH: WorthView, TIME: TimeView, DELIVERED: DeliveredView}
        return makers[key](self.ui)

    def show_customer(self, customer_id: int) -> None:
        """How the lifetime value of a customer comes about."""
        self.show_view(WORTH)
        self.current.show_worth(customer_id)
