"""What is in the window for one data file in one language; another language or file makes a new one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.gui.ui import Ui
from crmdesk.gui.window_making import FullShell
from crmdesk.gui.window_places import CUSTOMERS, TODAY
from crmdesk.gui.window_sight import FirstSight
from crmdesk.services import sample

if TYPE_CHECKING:
    from crmdesk.core.customers import Listing
    from crmdesk.gui.dialogs.trouble import Troubles
    from crmdesk.gui.widgets.notices import NoticeBar

FIRST = TODAY
"""The page on which the window opens."""
_STRUCTURE = ("user_field", "choice")
"""Kinds of record whose labels stand in forms, menus and tables; groups are read anew wherever they are shown."""


class Frame(FullShell):
    """Top row, navigation, page, status line. What only the program can do is asked for by `dialogs`.

    It is made in two steps: the shell with the page Today, and, by `complete`, all the rest.
    """

    renewal_asked = Signal()
    """What the frame shows of fields and lists is stale: it is to be made anew, at the same place."""
    seen = Signal()
    """The page Today was painted with what is on it: time for the rest."""

    def __init__(self, ui: Ui, troubles: Troubles, parent: QWidget | None = None) -> None:
        super().__init__(ui, troubles, parent)
        self._stale = False
        self._begins: tuple[Listing | None, int | None] = (None, None)
        self.completed = False
        ui.bus.failed.connect(self._failed)

    def begin(self, listing: Listing | None = None, customer_id: int | None = None) -> bool:
        """What is to be shown: this list and customer; none: the page Today. An empty data file says welcome instead.
        Returns whether the page is there and the rest may wait until it was `seen`."""
        self._begins = listing, customer_id
        if listing is not None or FIRST == CUSTOMERS or sample.is_empty(self.ui.desk):
            return False
        self.places.go(FIRST)
        sight = FirstSight(self.places.page(FIRST), self.ui.jobs, self)
        sight.over.connect(self.seen)
        return True

    def complete(self) -> bool:
        """Make the rest; False where it is there already."""
        if self.completed:
            return False
        self.completed = True
        self.make()
        self._connect()
        self._show()
        return True

    def _connect(self) -> None:
        from crmdesk.gui.window_complaints import WindowComplaints
        from crmdesk.gui.window_counts import WindowCounts
        from crmdesk.gui.window_follow_up import WindowFollowUp

        WindowFollowUp(self.places, self.drafts, self)
        WindowComplaints(self.ui, self.places, self.drafts, self)
        WindowCounts(self.ui, self.navigation, self)
        page, bus, menus = self.page, self.ui.bus, self.menus
        menus.find_asked.connect(self._find)
        menus.goto_asked.connect(self.goto.open)
        menus.copy_asked.connect(self.copy)
        menus.select_all_asked.connect(self.select_all)
        page.alone_asked.connect(self.open_alone)
        page.import_asked.connect(self.import_sheet)
        page.shown.connect(self._tell)
        page.pane.show_listing_asked.connect(page.list.show_listing)
        self.welcome.import_asked.connect(self.import_sheet)
        self.welcome.new_asked.connect(self.page.new_customer)
        self.welcome.sample_made.connect(self._open_sample)
        self.dialogs.password_asked.connect(self.security.show_password)
        self.dialogs.backup_asked.connect(self.backups.back_up_now)
        self.dialogs.backups_asked.connect(self.backups.show_list)
        self.dialogs.sample_asked.connect(self.welcome.make_sample)
        self.drafts.discarded.connect(self._discarded)
        self.navigation.folded.connect(self._folded)
        bus.changed.connect(self._changed)
        bus.go.connect(self.places.go)
        self.places.went.connect(self._tell)
        self.places.told.connect(self._tell)
        self.customers.follow(self.places, self.stack)
        self.customers.changed_place.connect(menus.settle)
        bus.open_settings.connect(self.dialogs.show_settings)

    def _show(self) -> None:
        from crmdesk.gui.window_privacy import WindowPrivacy

        listing, customer_id = self._begins
        if listing is not None and listing.query:
            self.search.blockSignals(True)
            self.search.setText(listing.query)
            self.search.blockSignals(False)
        if self.places.current == CUSTOMERS:
            self.page.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if customer_id is not None:
            self.page.pane.show_customer(customer_id)
        self.page.begin(listing, customer_id)
        if sample.is_sample(self.ui.desk):
            self.sample_notice()
        self._tell()
        self.drafts.look()
        self.elsewhere.begin()
        self.security.begin()
        WindowPrivacy(self.ui, self, self.dialogs, self).begin()
        self.backups.begin()
        self.ui.clipboard.watch(self.ui.desk)

    def show_tab(self, key: str) -> None:
        """Another part of the file that is shown, once it is."""
        pane = self.page.pane
        if pane.customer_id is not None and key:
            pane.tabs.set_key(key)
            pane.tabs.chosen.emit(key)

    def may_leave(self) -> bool:
        """Whether nothing typed would be lost, here or in a file's own window."""
        if self.page.pane.editing:
            self.customers.come()
        return self.page.file.may_leave() and all(one.pane.may_leave() for one in self.dialogs.file_windows())

    def close_down(self) -> None:
        """Before the data file is closed or another frame takes the place of this one."""
        self.elsewhere.close_down()
        self._waiting.close_down()
        self.teller.close_down()
        self.places.close_down()
        for window in self.dialogs.file_windows():
            window.close()

    def typing(self) -> bool:
        """Whether something is being typed that a new frame would lose."""
        windows = self.dialogs.file_windows()
        editing = self.page.pane.editing or any(window.pane.editing for window in windows)
        forms = any(dialog.isVisible() for dialog in self.findChildren(QDialog))
        return editing or forms or bool(self.ui.bus.typed)

    def alone_ids(self) -> list[int]:
        """Whose files are open in windows of their own."""
        return [pane.customer_id for pane in self.panes()[1:] if pane.customer_id is not None]

    # what is shown

    def _tell(self) -> None:
        self.teller.tell()
        self.menus.settle()
        self.drafts.settle()
        self.customers.settle()
        if self._stale and not self.typing():
            self._stale = False
            self.renewal_asked.emit()

    def _find(self) -> None:
        """A page that has a search of its own is searched there."""
        if not self.places.ask("enter_search"):
            self.search.enter()

    def _changed(self, changes: Changes) -> None:
        if changes.everything or changes.touched("customer_group"):
            self.customers.follow_groups()
        if any(changes.touched(kind) for kind in _STRUCTURE):
            self._stale = True
        if self._stale:
            self._tell()

    def _discarded(self, text: str, back) -> None:
        self.teller.offer(text, self.ui.words.gettext("Undo"), back)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, UserError) and error.code in ("nothing-to-undo", "nothing-to-redo"):
            self.teller.say(self.ui.sentence(error), False)
        else:
            self.troubles.show(error)

    def sample_notice(self) -> NoticeBar:
        """Say that the customers shown are made up, and lead back."""
        bar = self.notices.show_sample()
        bar.answered.connect(self.dialogs.back_asked)
        return bar

    # what the menus do

    def copy(self) -> None:
        from crmdesk.gui.window_history import text_input

        focus = text_input()
        if focus is not None:
            focus.copy()
        else:
            self.places.ask("copy_selected")

    def select_all(self) -> None:
        from crmdesk.gui.window_history import text_input

        focus = text_input()
        if focus is not None:
            focus.selectAll()
        else:
            self.places.ask("select_all")

    def import_sheet(self, path: Path | None = None, more: Sequence[Path] = ()) -> None:
        self.dialogs.import_sheet(path, more)

    def export(self) -> None:
        self.dialogs.export()

    def open_alone(self, customer_id: int) -> None:
        self.dialogs.open_alone(customer_id)

    def _open_sample(self, path: Path) -> None:
        self.dialogs.file_asked.emit(path, False)

    def _folded(self, folded: bool) -> None:
        self.ui.preferences.navigation_folded = folded
