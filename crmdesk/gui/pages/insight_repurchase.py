"""The tab Next purchase of the page Insight: who is about to need what, and how well that is foretold (METHOD.md
section 13)."""

from __future__ import annotations

from crmdesk.gui.pages.insight_repurchase_accuracy import AccuracyView
from crmdesk.gui.pages.insight_repurchase_soon import SoonView
from crmdesk.gui.pages.insight_tab import InsightTab
from crmdesk.gui.pages.insight_views import ViewsTab
from crmdesk.gui.ui import Ui

REPURCHASE = "insight-repurchase"
SOON, LATER, LATE, ACCURACY = "14", "30", "late", "accuracy"


class RepurchaseTab(ViewsTab):
    """Its views are made when they are first shown; the lists are one."""

    def __init__(self, ui: Ui) -> None:
        _ = ui.words.gettext
        days = _("{count} days")
        views = [
            (SOON, days.format(count=SOON)), (LATER, days.format(count=LATER)), (LATE, _("Not come yet")),
            (ACCURACY, _("Accuracy")),
        ]  # fmt: skip
        super().__init__(ui, REPURCHASE, views)

    def make(self, key: str) -> InsightTab:
        if key == ACCURACY:
            return AccuracyView(self.ui)
        known = next((view for view in self.views.values() if isinstance(view, SoonView)), None)
        return known or SoonView(self.ui)

    def show_view(self, key: str) -> None:
        super().show_view(key)
        if isinstance(self.current, SoonView):
            self.current.show_days(int(LATER if key == LATE else key), late=key == LATE)
