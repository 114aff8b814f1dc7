"""All that belongs to the window beside what one sees of it: made, with its modules, when it is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from crmdesk.gui.ui import Ui
from crmdesk.gui.window_places import CUSTOMERS
from crmdesk.gui.window_shell import Shell

if TYPE_CHECKING:
    from crmdesk.gui.dialogs.trouble import Troubles
    from crmdesk.gui.forms.customer_file import CustomerFilePane
    from crmdesk.gui.window_new import NewMenu


class FullShell(Shell):
    """A shell, and after `make` the page of the customers, the menus and what the window does and tells."""

    def __init__(self, ui: Ui, troubles: Troubles, parent: QWidget | None = None) -> None:
        super().__init__(ui, lambda: self.page, parent)
        self.troubles = troubles

    def may_leave(self) -> bool:
        """Whether nothing typed would be lost."""
        raise NotImplementedError

    def panes(self) -> list[CustomerFilePane]:
        """Every file that is open: beside the list and in windows of their own."""
        return [self.page.pane, *(window.pane for window in self.dialogs.file_windows())]

    def make(self) -> None:
        """Make it, each from what was made before."""
        self._make_customers()
        self._make_actions()
        self._make_tellers()

    def _make_customers(self) -> None:
        from crmdesk.gui.pages.customers import CustomersPage
        from crmdesk.gui.pages.welcome import WelcomePage
        from crmdesk.gui.window_customers import WindowCustomers
        from crmdesk.gui.window_dialogs import WindowDialogs
        from crmdesk.gui.window_history import HistoryActions

        ui = self.ui
        self.page = CustomersPage(ui)
        self.welcome = WelcomePage(ui)
        self.stack.addWidget(self.places.page(CUSTOMERS))
        self.stack.addWidget(self.welcome)
        self.customers = WindowCustomers(ui, self.page, self.welcome, self.search, self)
        self.history = HistoryActions(ui, self)
        self.dialogs = WindowDialogs(ui, self.page, self.history, self.troubles, self)

    def _make_actions(self) -> None:
        from crmdesk.gui.window_drafts import DraftOffers
        from crmdesk.gui.window_goto import Goto
        from crmdesk.gui.window_menus import Parts, WindowMenus
        from crmdesk.gui.window_new import NewMenu

        ui = self.ui
        new = NewMenu(ui, self.page, self.dialogs, self)
        self.new.menu().deleteLater()
        self.new.setMenu(new)
        parts = Parts(self.page, self.history, self.dialogs, self.navigation, self.places)
        self.menus = WindowMenus(ui, parts, self.top.menus, self)
        self.drafts = DraftOffers(ui, self.page, self.notices, self)
        self._record_from_anywhere(new)
        self.goto = Goto(ui, self.page, self.places, self.menus, new, self.search, self)

    def _record_from_anywhere(self, new: NewMenu) -> None:
        from crmdesk.gui.window_asking import WindowAsking
        from crmdesk.gui.window_complaining import WindowComplaining
        from crmdesk.gui.window_daily import WindowDaily
        from crmdesk.gui.window_dealing import WindowDealing
        from crmdesk.gui.window_in_hand import InHand
        from crmdesk.gui.window_printing import WindowPrinting
        from crmdesk.gui.window_sales import WindowSales

        hand = InHand(self.page, self.places, self)
        self.dealing = WindowDealing(self.ui, hand, self.drafts, self)
        self.complaining = WindowComplaining(self.ui, hand, self.drafts, self)
        self.daily = WindowDaily(self.ui, hand, self.drafts, self)
        for each in (self.dealing, self.complaining, self.daily):
            each.offer_in(new, self.top.menus)
        self.printing = WindowPrinting(self.ui, hand, self.places, self)
        self.printing.offer_in(self.top.menus)
        self.sales = WindowSales(self.ui, self.drafts, self)
        self.asking = WindowAsking(self.ui, hand, self.drafts, self)

    def _make_tellers(self) -> None:
        from crmdesk.gui.window_backups import WindowBackups
        from crmdesk.gui.window_elsewhere import Elsewhere
        from crmdesk.gui.window_masking import MaskingSwitch
        from crmdesk.gui.window_security import WindowSecurity
        from crmdesk.gui.window_status import WindowStatus
        from crmdesk.gui.window_waiting import Waiting

        ui = self.ui
        self.teller = WindowStatus(ui, self.page, self.places, self.history, self.status, self)
        self._waiting = Waiting(ui, self.teller, self)
        self.elsewhere = Elsewhere(ui, self, self)
        self.security = WindowSecurity(ui, self, self)
        self.backups = WindowBackups(ui, self, self.teller, self)
        self.masking = MaskingSwitch(ui, self.menus, self.status, self.teller, self.may_leave, self)
