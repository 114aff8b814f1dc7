"""The page Follow-up: potential customers, the funnel, next steps, call campaigns (METHOD.md sections 2, 3 and 5)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from crmdesk.core.changes import Changes
from crmdesk.gui.pages.follow_up_campaigns import CampaignsTab
from crmdesk.gui.pages.follow_up_funnel import FunnelTab
from crmdesk.gui.pages.follow_up_potentials import PotentialsTab
from crmdesk.gui.pages.follow_up_steps import NextStepsTab
from crmdesk.gui.pages.follow_up_tab import FollowUpTab
from crmdesk.gui.pages.follow_up_tabs import CAMPAIGNS, FUNNEL, POTENTIALS, STEPS, parts_of_follow_up
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.tabs import Tab, TabRow
from crmdesk.services.drafts import Draft


class FollowUpPage(Ground):
    """Each tab is made when it is first looked at; `shown`: the page says something else of itself now."""

    shown = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__("base", name="follow-up-page")
        _ = ui.words.gettext
        self._ui = ui
        self.setAccessibleName(_("Follow-up"))
        self._makers: dict[str, Callable[[], FollowUpTab]] = {
            POTENTIALS: lambda: PotentialsTab(ui),
            FUNNEL: lambda: FunnelTab(ui),
            STEPS: lambda: NextStepsTab(ui),
            CAMPAIGNS: lambda: CampaignsTab(ui),
        }
        tabs = [Tab(key, text) for key, text, _icon in parts_of_follow_up(ui)]
        self.tabs = TabRow(tabs, height=tokens.TAB_ROW_TOP, name="follow-up-tabs", label=_("Follow-up"))
        self.tabs.chosen.connect(self._choose)
        self._stack = QStackedWidget()
        self._made: dict[str, FollowUpTab] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        ui.bus.changed.connect(self._follow)
        self._choose(self.tabs.key())

    # What the window asks, see `window_places.Page`

    def take_keyboard(self) -> None:
        self._tab().take_keyboard()

    def part(self) -> str:
        return self.tabs.key()

    def show_part(self, key: str) -> None:
        if key in self._makers:
            self.tabs.set_key(key)
            self._choose(key)

    def status(self) -> list[str]:
        return self._tab().status()

    def can(self) -> frozenset[str]:
        return frozenset({"copy_selected"})

    def copy_selected(self) -> None:
        if self._tab().copy():
            self._ui.bus.message.emit(self._ui.words.gettext("Copied the row"), False)

    def close_down(self) -> None:
        for tab in self._made.values():
            tab.close_down()

    def go_on(self, draft: Draft) -> None:
        """The call about which something was typed and not saved."""
        self.show_part(CAMPAIGNS)
        tab = self.tab(CAMPAIGNS)
        if isinstance(tab, CampaignsTab):
            tab.go_on(draft)

    # Inside

    def tab(self, key: str) -> FollowUpTab:
        """The tab of this key, made now if it was never shown."""
        if key not in self._made:
            tab = self._made[key] = self._makers[key]()
            tab.shown.connect(self.shown)
            self._stack.addWidget(tab)
        return self._made[key]

    def _tab(self) -> FollowUpTab:
        return self.tab(self.tabs.key())

    def _choose(self, key: str) -> None:
        tab = self.tab(key)
        self._stack.setCurrentWidget(tab)
        self._tab().look()
        self.shown.emit()

    def _follow(self, changes: Changes) -> None:
        for tab in self._made.values():
            tab.follow(changes)
