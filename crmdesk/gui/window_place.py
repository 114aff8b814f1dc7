"""Where one is in the window and what is being typed there: remembered before all is put away, brought back later."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from crmdesk.core.customers import Listing
from crmdesk.gui.forms.drafts import DraftKeeper
from crmdesk.gui.forms.file_window import FileWindow
from crmdesk.gui.window import MainWindow
from crmdesk.gui.window_places import CUSTOMERS
from crmdesk.services import drafts


class Place(Struct, frozen=True):
    """The page, the list, the customer and part of the file shown, files in windows of their own; `typing`: the drafts
    of forms that were open, `editing`: the form of the customer was open."""

    listing: Listing | None = None
    customer_id: int | None = None
    tab: str = ""
    alone: tuple[int, ...] = ()
    editing: bool = False
    typing: tuple[str, ...] = ()
    page: str = CUSTOMERS


def remember(window: MainWindow) -> Place:
    """Where the window is now."""
    content = window.content
    page = content.page
    return Place(
        listing=page.list.listing,
        customer_id=page.pane.customer_id,
        tab=page.pane.tabs.key(),
        alone=tuple(content.alone_ids()),
        editing=page.pane.editing,
        typing=tuple(sorted(content.ui.bus.typed)),
        page=content.places.place(),
    )


def bring_back(window: MainWindow, place: Place) -> None:
    """Show the same again. Texts in forms that cannot be opened beside others are offered, as after a crash."""
    content = window.content
    if place.customer_id is not None:
        content.show_tab(place.tab)
    for customer_id in place.alone:
        content.open_alone(customer_id)
    found = [draft for draft in drafts.offered(content.ui.desk) if draft.key in place.typing]
    here = [draft for draft in found if draft.customer_id == place.customer_id]
    for draft in sorted(here, key=lambda each: each.form not in ("customer", "note")):
        if not content.page.pane.editing:
            content.drafts.go_on(draft)
    if place.editing and place.customer_id is not None and not here:
        content.page.file.edit()
    if place.page != CUSTOMERS:
        content.places.go(place.page)


def keep_typed(window: MainWindow) -> None:
    """Write what is being typed into the data file now; nobody else may be writing."""
    for keeper in window.findChildren(DraftKeeper):
        keeper.keep_now()


def put_away_all(window: MainWindow) -> None:
    """Close menus, dialogs and files in windows of their own, without asking and without giving up what is typed."""
    for widget in window.findChildren(QWidget):
        if widget.isWindow():
            widget.hide()
        if isinstance(widget, QDialog | FileWindow):
            widget.deleteLater()


def end_questions() -> None:
    """Close every dialog and menu, so that what waits in the middle of something for their answer goes on."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog | QMenu):
            widget.hide()
