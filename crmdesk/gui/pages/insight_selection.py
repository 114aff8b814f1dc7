"""The tab Selection of the page Insight: good, watched and poor customers, risks of big ones (METHOD.md section 10)."""

from __future__ import annotations

from crmdesk.gui.pages.insight_tab import InsightTab
from crmdesk.gui.pages.insight_views import ViewsTab
from crmdesk.gui.ui import Ui

SELECTION = "insight-selection"
VERDICTS, RISKS = "verdicts", "risks"


class SelectionTab(ViewsTab):
    """Its views are made when they are first shown."""

    def __init__(self, ui: Ui) -> None:
        _ = ui.words.gettext
        super().__init__(
            ui, SELECTION, [(VERDICTS, _("Good and poor customers")), (RISKS, _("Risks of big customers"))]
        )

    def make(self, key: str) -> InsightTab:
        from crmdesk.gui.pages.insight_selection_list import AssessedView

        return AssessedView(self.ui, key)
