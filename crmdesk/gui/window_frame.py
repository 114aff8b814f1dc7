"""What is in the window for one data file in one language; another language or file makes a new one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.gui.dialogs.trouble import Troubles
from crmdesk.gui.forms.customer_file import CustomerFilePane
from crmdesk.gui.pages.customers import CustomersPage
from crmdesk.gui.pages.welcome import WelcomePage
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import MenuButton
from crmdesk.gui.widgets.navigation import Navigation
from crmdesk.gui.widgets.notices import NoticeBar
from crmdesk.gui.widgets.search import SearchBox
from crmdesk.gui.widgets.statusline import StatusLine
from crmdesk.gui.widgets.toprow import TopRow
from crmdesk.gui.window_asking import WindowAsking
from crmdesk.gui.window_backups import WindowBackups
from crmdesk.gui.window_complaining import WindowComplaining
from crmdesk.gui.window_complaints import WindowComplaints
from crmdesk.gui.window_counts import WindowCounts
from crmdesk.gui.window_customers import WindowCustomers
from crmdesk.gui.window_daily import WindowDaily
from crmdesk.gui.window_dealing import WindowDealing
from crmdesk.gui.window_dialogs import WindowDialogs
from crmdesk.gui.window_drafts import DraftOffers
from crmdesk.gui.window_elsewhere import Elsewhere
from crmdesk.gui.window_follow_up import WindowFollowUp
from crmdesk.gui.window_goto import Goto
from crmdesk.gui.window_history import HistoryActions, text_input
from crmdesk.gui.window_in_hand import InHand
from crmdesk.gui.window_masking import MaskingSwitch
from crmdesk.gui.window_menus import GOTO, Parts, WindowMenus
from crmdesk.gui.window_new import NewMenu
from crmdesk.gui.window_notices import WindowNotices
from crmdesk.gui.window_pages import window_pages
from crmdesk.gui.window_places import CUSTOMERS, TODAY, Places
from crmdesk.gui.window_printing import WindowPrinting
from crmdesk.gui.window_privacy import WindowPrivacy
from crmdesk.gui.window_sales import WindowSales
from crmdesk.gui.window_security import WindowSecurity
from crmdesk.gui.window_status import WindowStatus
from crmdesk.gui.window_waiting import Waiting
from crmdesk.services import demo

_STRUCTURE = ("user_field", "choice")
"""Kinds of record whose labels stand in forms, menus and tables; groups are read anew wherever they are shown."""


class Frame(QWidget):
    """Top row, navigation, page, status line. What only the program can do is asked for by `dialogs`."""

    renewal_asked = Signal()
    """What the frame shows of fields and lists is stale: it is to be made anew, at the same place."""

    def __init__(self, ui: Ui, troubles: Troubles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = ui.words.gettext
        self.ui = ui
        self.setObjectName("frame")
        self._troubles = troubles
        self._stale = False
        self.search = SearchBox(_("Search customers, contacts, phones"), hint=GOTO)
        self.search.setAcceptDrops(False)
        self.page = CustomersPage(ui)
        self.welcome = WelcomePage(ui)
        self.customers = WindowCustomers(ui, self.page, self.welcome, self.search, self)
        self.history = HistoryActions(ui, self)
        self.dialogs = WindowDialogs(ui, self.page, self.history, troubles, self)
        pages = window_pages(ui, self.page)
        places = [page.place for page in pages]
        self.navigation = Navigation(places, ui.words, folded=ui.preferences.navigation_folded)
        self._pages = QStackedWidget()
        self.places = Places(pages, self._pages, self.navigation, self)
        self.status = StatusLine()
        new = NewMenu(ui, self.page, self.dialogs, self)
        self.new = MenuButton(_("New"), new, icon="plus", icon_tone="accent", name="new")
        self.new.setToolTip(_("New customer, order, payment, or many from a spreadsheet"))
        self.top = TopRow(self.search, self.new)
        parts = Parts(self.page, self.history, self.dialogs, self.navigation, self.places)
        self.menus = WindowMenus(ui, parts, self.top.menus, self)
        self.teller = WindowStatus(ui, self.page, self.places, self.history, self.status, self)
        self._waiting = Waiting(ui, self.teller, self)
        self.elsewhere = Elsewhere(ui, self, self)
        self._notices = WindowNotices(ui.words)
        self.security = WindowSecurity(ui, self, self)
        self.backups = WindowBackups(ui, self, self.teller, self)
        self.drafts = DraftOffers(ui, self.page, self._notices, self)
        self._record_from_anywhere(new)
        self._lay_out()
        self.goto = Goto(ui, self.page, self.places, self.menus, new, self.search, self)
        self.masking = MaskingSwitch(ui, self.menus, self.status, self.teller, self.may_leave, self)
        self._connect()

    def _record_from_anywhere(self, new: NewMenu) -> None:
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

    def _lay_out(self) -> None:
        self._pages.addWidget(self.places.page(CUSTOMERS))
        self._pages.addWidget(self.welcome)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        middle.addWidget(self._pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addLayout(self._notices)
        column.addLayout(middle, 1)
        column.addWidget(self.status)

    def _connect(self) -> None:
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
        bus.failed.connect(self._failed)
        bus.go.connect(self.places.go)
        self.places.went.connect(self._tell)
        self.places.told.connect(self._tell)
        self.customers.follow(self.places, self._pages)
        self.customers.changed_place.connect(menus.settle)
        bus.open_settings.connect(self.dialogs.show_settings)

    def begin(self, listing: Listing | None = None, customer_id: int | None = None) -> None:
        """Show this list and customer; none: the page Today, an empty data file says welcome instead."""
        if listing is not None and listing.query:
            self.search.blockSignals(True)
            self.search.setText(listing.query)
            self.search.blockSignals(False)
        self.page.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if customer_id is not None:
            self.page.pane.show_customer(customer_id)
        self.page.begin(listing, customer_id)
        if listing is None and not demo.is_empty(self.ui.desk):
            self.places.go(TODAY)
        if demo.is_sample(self.ui.desk):
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

    def panes(self) -> list[CustomerFilePane]:
        """Every file that is open: beside the list and in windows of their own."""
        return [self.page.pane, *(window.pane for window in self.dialogs.file_windows())]

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
            self._troubles.show(error)

    def notice(
        self,
        sentence: str,
        detail: str = "",
        *,
        tone: str = "bad",
        answers: Sequence[tuple[str, str]] = (),
        name: str = "window-notice",
    ) -> NoticeBar:
        """Point something out above the page; without other answers it can be closed."""
        return self._notices.show_bar(sentence, detail, tone=tone, answers=answers, name=name)

    def sample_notice(self) -> NoticeBar:
        """Say that the customers shown are made up, and lead back."""
        bar = self._notices.show_sample()
        bar.answered.connect(self.dialogs.back_asked)
        return bar

    # what the menus do

    def copy(self) -> None:
        focus = text_input()
        if focus is not None:
            focus.copy()
        else:
            self.places.ask("copy_selected")

    def select_all(self) -> None:
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
