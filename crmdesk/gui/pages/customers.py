"""The page Customers: the list at the left, the file of the current one beside it; or all of them as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.customers import Listing
from crmdesk.gui.forms.customer_file import CustomerFilePane
from crmdesk.gui.models.printing import InFront
from crmdesk.gui.pages.customers_actions import CustomerActions, open_merging
from crmdesk.gui.pages.customers_doing import Doing
from crmdesk.gui.pages.customers_file import FileSide
from crmdesk.gui.pages.customers_list import LEAST, ListSide
from crmdesk.gui.pages.customers_printing import in_front
from crmdesk.gui.ui import Ui

_SPLITTER = "customers-splitter"
_MOST_SELECTED = 50


class CustomersPage(QWidget):
    """List and file. `shown`: counts, selection or the file changed; `query_changed` is for the search box."""

    shown = Signal()
    query_changed = Signal(str)
    search_typed = Signal(str)
    """Letters typed into the list; empty: the search box is to take the keyboard."""
    alone_asked = Signal(object)
    import_asked = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._spread = False
        self.setObjectName("customers-page")
        self.list = ListSide(ui)
        self.view = self.list.view
        self.pane = CustomerFilePane(ui)
        self.file = FileSide(ui, self.view, self.pane, self)
        self.verbs = CustomerActions(ui, self)
        deeds = {
            "open": self._open_current,
            "alone": self._alone,
            "edit": self._edit,
            "several": self.edit_many,
            "merge": self.merge_two,
            "delete": self.delete_selected,
            "restore": self.restore_selected,
            "copy-row": self.copy_selected,
        }
        self._doing = Doing(ui, self.view, self.file, self.verbs, deeds)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName(_SPLITTER)
        self.splitter.setChildrenCollapsible(False)
        for place, side in enumerate((self.list, self.pane)):
            self.splitter.addWidget(side)
            self.splitter.setStretchFactor(place, place + 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)
        self._connect()
        self.show_table(ui.preferences.customer_view == "table")

    def _connect(self) -> None:
        view, verbs, empty = self.view, self.verbs, self.list.empty
        self.list.shown.connect(self._tell)
        self.list.settled.connect(self._settled)
        self.list.query_changed.connect(self.query_changed)
        self.list.keyboard_refused.connect(self._give_keyboard)
        view.opened.connect(self._open_current)
        view.alone_asked.connect(self._alone)
        view.typed.connect(self.search_typed)
        view.menu_asked.connect(self._show_menu)
        empty.import_asked.connect(self.import_asked)
        empty.new_asked.connect(self.new_customer)
        empty.new_named_asked.connect(self._new_named)
        self.list.head.restore_asked.connect(self.restore_selected)
        self.list.head.table_asked.connect(self.toggle_table)
        self.file.shown.connect(self.shown)
        self.file.created.connect(self.list.reveal)
        self.pane.delete_asked.connect(self.delete)
        self.pane.alone_asked.connect(self.alone_asked)
        verbs.refused.connect(self._take_back)

    def take_keyboard(self) -> None:
        """The list gets it."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def customers_in_order(self) -> Sequence[int]:
        """Everybody listed."""
        return self.list.model.ids

    def in_front(self) -> InFront:
        """What is printed of this page."""
        return in_front(self.list, self.view, self.pane)

    def begin(self, listing: Listing | None = None, customer_id: int | None = None) -> None:
        """Fill the list for the first time; the given customer (else the first) is shown."""
        self.list.begin(listing, customer_id)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.file.catch_up()
        if self._spread:
            return
        self._spread = True
        if not self.splitter.restoreState(self._ui.preferences.geometry(_SPLITTER)):
            third = max(LEAST, round(self.width() / 3 - 3.5))
            self.splitter.setSizes([third, max(1, self.width() - third - 1)])

    # the two views

    def toggle_table(self) -> None:
        """The other view, remembered for the next start."""
        if self.show_table(not self.list.look.on):
            self._ui.preferences.customer_view = "table" if self.list.look.on else "list"
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_filters(self) -> None:
        """Open the filters, or close them."""
        self.list.toggle_filters()

    def show_table(self, table: bool) -> bool:
        """Table or list and file; False when the person stays with what is being typed."""
        if table and not self.list.look.on and not self.file.may_leave():
            return False
        if table and self._spread and not self.list.look.on:
            self._ui.preferences.set_geometry(_SPLITTER, self.splitter.saveState())
        self.pane.setVisible(not table)
        self.list.show_table(table)
        self.file.hold(table)
        return True

    def _leave_table(self) -> None:
        if self.list.look.on:
            self.show_table(False)

    def _open_current(self) -> None:
        """The file of the current customer, with the keyboard in it."""
        was_table, current = self.list.look.on, self.view.current_id()
        self._leave_table()
        if was_table and current is not None and not self.file.show(current):
            return
        self.file.focus()

    def close_down(self) -> None:
        """Before the data file is closed: nothing of this page asks it for anything any more."""
        self.file.close_down()
        if self._spread and not self.list.look.on:
            self._ui.preferences.set_geometry(_SPLITTER, self.splitter.saveState())
        self.list.finder.close()

    def open(self, customer_id: int) -> None:
        """Show a customer, in the list too."""
        self._leave_table()
        self.list.reveal(customer_id)

    def show_touched(self, changes: Changes) -> None:
        """After undo or redo: select the customers concerned, if they are listed."""
        touched = changes.touched("customer")
        if 0 < len(touched) <= _MOST_SELECTED and not self.pane.editing:
            self.list.want(sorted(touched))

    def enter(self) -> None:
        """Enter in the search box: into the list, to the current customer or else the first one."""
        if self.view.current_id() is None and self.view.model().rowCount():
            self.view.go_to(0)
        if self.view.current_id() is not None:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def new_customer(self) -> None:
        self._ui.bus.go.emit("customers")
        self._leave_table()
        self.file.new()

    def delete_selected(self) -> None:
        if not self.list.listing.deleted:
            self.delete(self.view.selected_ids())

    def delete(self, ids: Sequence[int]) -> None:
        """Into the trash; the next one in the list becomes the current one."""
        if self.pane.editing and self.pane.customer_id in ids and not self.file.may_leave():
            return
        self._go_past(ids)
        self.verbs.delete(ids)

    def restore_selected(self) -> None:
        if self.list.listing.deleted:
            ids = self.view.selected_ids()
            self._go_past(ids)
            self.verbs.restore(ids)

    def _go_past(self, ids: Sequence[int]) -> None:
        """These leave the list: go on to the next one now, so that nothing blinks."""
        following = self.view.neighbour(ids)
        if following is not None:
            self.view.select(following)
            self.pane.show_customer(following)
        self.list.leave_out(ids)

    def _tell(self) -> None:
        self.pane.invite(self.list.model.rowCount() > 0)
        self.shown.emit()

    def _take_back(self, ids: Sequence[int]) -> None:
        """They could not be deleted or restored: they are listed again."""
        if not self.pane.editing:
            self.list.want(ids)
        self.list.read_again()

    def can(self) -> frozenset[str]:
        """What can be done with the selected ones now, see `window_places.Page`."""
        verbs = {"select_all"}
        if self.view.selected_count():
            verbs |= {"copy_selected"} if self.list.listing.deleted else {"copy_selected", "delete_selected"}
        return frozenset(verbs)

    def select_all(self) -> None:
        self.view.selectAll()

    def copy_selected(self) -> None:
        """Of the table exactly the columns that are shown."""
        look = self.list.look
        self.verbs.copy_rows(self.view.selected_ids(), look.fields() if look.on else ())

    def edit_many(self) -> None:
        """Change fields and groups of those selected."""
        from crmdesk.gui.dialogs.bulk_edit import BulkEditDialog

        ids = self.view.selected_ids()
        if ids and not self.list.listing.deleted and self.file.may_leave():
            BulkEditDialog(self._ui, ids, self.window()).open()

    def merge_two(self) -> None:
        """Make one file of the two selected; the one made first is the one that stays."""
        if self.file.may_leave():
            open_merging(self._ui, self.view.selected_ids(), self.window())

    def _settled(self, complete: bool) -> None:
        """The file follows the list: the first customer when nobody is shown yet, nobody when nobody is left."""
        if self.pane.editing:
            return
        searching = bool(self.list.listing.query)
        if not self.view.selected_count() and self.list.model.rowCount():
            place = self.list.model.place_of(self.pane.customer_id)
            if place >= 0 or self.pane.customer_id is None or (complete and not searching):
                self.view.go_to(max(0, place), by_hand=False)
        elif complete and not self.list.model.rowCount() and not searching:
            self.pane.show_nothing()
        if self.view.current_id() not in (None, self.pane.customer_id):
            self.file.follow()

    def _new_named(self) -> None:
        self._leave_table()
        self.file.new({"name": " ".join(self.list.listing.query.split())})

    def _alone(self) -> None:
        if (customer_id := self.view.current_id()) is not None:
            self.alone_asked.emit(customer_id)

    def _show_menu(self, at: QPoint) -> None:
        self._doing.show_menu(at, deleted=self.list.listing.deleted, parent=self)

    def _edit(self) -> None:
        if self.list.look.on:
            self._open_current()
        self.file.edit()

    def _give_keyboard(self) -> None:
        self.search_typed.emit("")
