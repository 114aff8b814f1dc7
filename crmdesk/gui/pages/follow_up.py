"""The page Follow-up: visit plan, sales plan, potential customers, the funnel, next steps, call campaigns (METHOD.md
sections 1, 2, 3 and 5)."""

from __future__ import annotations

from collections.abc import Callable

from crmdesk.core.changes import Changes
from crmdesk.gui.pages.follow_up_campaigns import CampaignsTab
from crmdesk.gui.pages.follow_up_funnel import FunnelTab
from crmdesk.gui.pages.follow_up_plan import SalesPlanTab
from crmdesk.gui.pages.follow_up_potentials import PotentialsTab
from crmdesk.gui.pages.follow_up_steps import NextStepsTab
from crmdesk.gui.pages.follow_up_tab import FollowUpTab
from crmdesk.gui.pages.follow_up_tabs import CAMPAIGNS, FUNNEL, PLAN, POTENTIALS, STEPS, VISITS, parts_of_follow_up
from crmdesk.gui.pages.follow_up_visits import VisitsTab
from crmdesk.gui.pages.tabbed import TabbedPage
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.tabs import Tab
from crmdesk.services.drafts import Draft


class FollowUpPage(TabbedPage):
    """What each tab shows is looked up when it comes into sight."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, "follow-up", [Tab(key, text) for key, text, _icon in parts_of_follow_up(ui)])
        self.setAccessibleName(ui.words.gettext("Follow-up"))
        ui.bus.changed.connect(self._follow)
        self.choose(self.tabs.key())

    def make(self, key: str) -> FollowUpTab:
        makers: dict[str, Callable[[Ui], FollowUpTab]] = {
            VISITS: VisitsTab, PLAN: SalesPlanTab, POTENTIALS: PotentialsTab, FUNNEL: FunnelTab, STEPS: NextStepsTab,
            CAMPAIGNS: CampaignsTab,
        }  # fmt: skip
        return makers[key](self.ui)

    def choose(self, key: str) -> None:
        super().choose(key)
        self.current.look()

    def can(self) -> frozenset[str]:
        return frozenset({"copy_selected"})

    def copy_selected(self) -> None:
        if self.current.copy():
            self.ui.bus.message.emit(self.ui.words.gettext("Copied the row"), False)

    def go_on(self, draft: Draft) -> None:
        """The call about which something was typed and not saved."""
        self.show_part(CAMPAIGNS)
        tab = self.tab(CAMPAIGNS)
        if isinstance(tab, CampaignsTab):
            tab.go_on(draft)

    def _follow(self, changes: Changes) -> None:
        for tab in self.parts.values():
            tab.follow(changes)
