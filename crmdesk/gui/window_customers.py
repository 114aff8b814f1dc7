"""The page Customers in the window: welcome in its place while there is nobody, and what leads to it from elsewhere."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget

from crmdesk.core.customers import Listing
from crmdesk.gui.pages.customers import CustomersPage
from crmdesk.gui.pages.welcome import WelcomePage
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.search import SearchBox
from crmdesk.gui.window_places import CUSTOMERS, Places
from crmdesk.gui.window_search import WindowSearch
from crmdesk.services import reading, sample


class WindowCustomers(QObject):
    """`changed_place`: welcome or the list was put in the other's place."""

    changed_place = Signal()

    def __init__(self, ui: Ui, page: CustomersPage, welcome: WelcomePage, search: SearchBox, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui
        self._page = page
        self._welcome = welcome
        self._search = search
        self._searching = WindowSearch(search, page, self)
        self._groups = reading.group_names(ui.desk)

    def follow(self, places: Places, stack: QStackedWidget) -> None:
        """From now on; the list that the search box filters is shown as soon as somebody types there."""
        self._places, self._stack = places, stack
        self._search.textEdited.connect(self.come)
        self._page.search_typed.connect(self.come)
        self._ui.bus.open_customer.connect(self.open)
        self._ui.bus.show_listing.connect(self.show_listing)

    def come(self, _text: str = "") -> None:
        """Show the page; whoever types in the search box goes on typing there."""
        if self._places.current == CUSTOMERS:
            return
        typing = self._search.hasFocus()
        self._places.go(CUSTOMERS, keyboard=False)
        if typing:
            self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    def open(self, customer_id: int) -> None:
        """Show a customer's file beside the list."""
        self.come()
        self._page.open(customer_id)

    def show_listing(self, listing: Listing) -> None:
        """Show certain customers in the list."""
        self.come()
        self._page.list.show_listing(listing)

    def settle(self) -> None:
        """Welcome, where nobody is in the data file, not even in the trash, nor being typed; else the list."""
        if self._places.current != CUSTOMERS:
            return
        few = not self._page.list.total
        empty = few and not self._page.pane.editing and sample.is_empty(self._ui.desk)
        wanted = self._welcome if empty else self._page
        if self._stack.currentWidget() is wanted:
            return
        self._stack.setCurrentWidget(wanted)
        self.changed_place.emit()
        if empty:
            self._welcome.take_keyboard()
        elif not self._page.pane.editing:
            self._searching.leave()

    def follow_groups(self) -> None:
        """The group that is listed may be called otherwise now, or be gone: then everybody is listed."""
        before, self._groups = self._groups, reading.group_names(self._ui.desk)
        listing = self._page.list.listing
        group = next((key for key, name in before.items() if name == listing.group), None)
        if group is not None and self._groups.get(group) != listing.group:
            self._page.list.show_listing(replace(listing, group=self._groups.get(group)))
