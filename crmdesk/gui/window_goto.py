"""What Ctrl+K offers beside customers: pages, groups and places in Settings, and every action of the menus."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core import settings
from crmdesk.core.choices import TIER
from crmdesk.core.customers import Listing
from crmdesk.core.filtering import Condition, Filter, Test
from crmdesk.gui.models.goto import ACTION, PLACE, Entry
from crmdesk.gui.pages.customers import CustomersPage
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.search import SearchBox
from crmdesk.gui.window_menus import WindowMenus, plain
from crmdesk.gui.window_places import CUSTOMERS, Places
from crmdesk.services import reading

if TYPE_CHECKING:
    from crmdesk.gui.dialogs.goto import GotoPopup

_ALREADY_PLACES = frozenset({"show-all", "show-trash", "goto"})
_PAGES = "go-"
_IN_MENUS = frozenset({"new-from-sheet", "record-interaction", "log-complaint"})


class Goto(QObject):
    """Opens the popup over the search box."""

    def __init__(
        self,
        ui: Ui,
        page: CustomersPage,
        places: Places,
        menus: WindowMenus,
        new: QMenu,
        search: SearchBox,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._widget = parent
        self._ui = ui
        self._page = page
        self._pages = places
        self._menus = menus
        self._new = new
        self._search = search

    @cached_property
    def popup(self) -> GotoPopup:
        """Made when it is first asked for."""
        from crmdesk.gui.dialogs.goto import GotoPopup

        popup = GotoPopup(self._ui, self._page.list.finder.jobs, self.entries, self._widget)
        popup.customer_asked.connect(self._open)
        popup.listing_asked.connect(self._list)
        popup.used.connect(self._ui.preferences.count_action)
        return popup

    def open(self) -> None:
        self.popup.open_at(self._search)

    def entries(self) -> list[Entry]:
        """Everything but the customers."""
        return [*self._places(), *self._actions()]

    def _places(self) -> Iterator[Entry]:
        from crmdesk.gui.dialogs.settings_search import places

        _, words = self._ui.words.gettext, self._ui.words
        listing = Listing(sort=self._page.list.listing.sort)
        keys = _told("Ctrl+2")
        page = _("Customers")
        yield self._listing("customers", _("All customers"), listing, page, "person", keys)
        yield self._listing("trash", _("Trash"), replace(listing, deleted=True), page, "trash")
        complaining = Filter((Condition("open_complaints", Test.FILLED),))
        told = _("Customers with open complaints")
        yield self._listing("complaining", told, replace(listing, filter=complaining), page, "complaint")
        for choice in TIER:
            label = words.label(choice.label)
            yield self._listing(f"tier-{choice.key}", label, replace(listing, tier=choice.key), page, "tiers")
        for group, name in reading.group_names(self._ui.desk).items():
            yield self._listing(f"group-{group}", name, replace(listing, group=name), _("Group"), "people")
        yield from self._further_pages()
        for place in places(self._ui):
            yield self._setting(place.key, place.text, _("Settings"), place.icon)
        for setting in settings.SETTINGS:
            told = _("Settings") + f" › {words.label(settings.GROUPS[setting.group])}"
            yield self._setting(setting.key, words.label(setting.label), told)

    def _further_pages(self) -> Iterator[Entry]:
        """Pages beside the customers, and their tabs."""
        for number, page in enumerate(self._pages.pages, 1):
            place = page.place
            if place.key == CUSTOMERS:
                continue
            yield self._page_entry(place.key, place.text, "", place.icon, _told(f"Ctrl+{number}"))
            for key, text, sign in page.parts:
                if text != place.text:
                    yield self._page_entry(f"{place.key}/{key}", text, place.text, sign)

    def _page_entry(self, key: str, title: str, second: str, sign: str, keys: str = "") -> Entry:
        return Entry(PLACE, f"page-{key}", title, lambda: self._ui.bus.go.emit(key), second, sign, keys)

    def _listing(self, key: str, title: str, listing: Listing, second: str, sign: str, keys: str = "") -> Entry:
        return Entry(PLACE, key, title, lambda: self._show(listing), second, sign, keys)

    def _setting(self, key: str, title: str, second: str, sign: str = "settings") -> Entry:
        return Entry(PLACE, f"setting-{key}", title, lambda: self._ui.bus.open_settings.emit(key), second, sign)

    def _actions(self) -> Iterator[Entry]:
        for new in self._new.actions():
            if new.objectName() and new.objectName() not in _IN_MENUS:
                yield _action(new, new.toolTip(), "")
        for action, titles in self._menus.actions():
            name = action.objectName()
            if name not in _ALREADY_PLACES and not name.startswith(_PAGES):
                yield _action(action, plain(action.text()), " › ".join(titles))

    def _show(self, listing: Listing) -> None:
        self._pages.go(CUSTOMERS)
        self._page.list.show_listing(listing)
        self._page.view.setFocus()

    def _open(self, customer_id: int) -> None:
        self._pages.go(CUSTOMERS)
        self._page.open(customer_id)
        self._page.view.setFocus()

    def _list(self, query: str) -> None:
        self._pages.go(CUSTOMERS, keyboard=False)
        self._search.enter()
        self._search.setText(query)


def _action(action: QAction, title: str, second: str) -> Entry:
    def trigger() -> None:
        action.trigger()

    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return Entry(ACTION, action.objectName() or title, title, trigger, second, _sign(action), keys)


def _sign(action: QAction) -> str:
    """The icon's name, as our own icons tell it."""
    return action.icon().name()


def _told(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
