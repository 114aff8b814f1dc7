"""The tab Churn of the page Insight: who left, why, when and what it costs; who is at risk and what helps (METHOD.md
section 8)."""

from __future__ import annotations

from crmdesk.gui.pages.insight_tab import InsightTab
from crmdesk.gui.pages.insight_views import ViewsTab
from crmdesk.gui.ui import Ui

CHURN = "insight-churn"
LOST, RISK = "lost", "risk"


class ChurnTab(ViewsTab):
    """Its views are made when they are first shown."""

    def __init__(self, ui: Ui) -> None:
        _ = ui.words.gettext
        super().__init__(ui, CHURN, [(LOST, _("Lost and won back")), (RISK, _("At risk"))])

    def make(self, key: str) -> InsightTab:
        from crmdesk.gui.pages.insight_churn_lost import LostView
        from crmdesk.gui.pages.insight_churn_risk import RiskView

        return LostView(self.ui) if key == LOST else RiskView(self.ui)
