"""The left side of the page Customers: which customers are listed, and who of them is selected after every change."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.customers import Listing
from crmdesk.core.filtering import Filter
from crmdesk.gui.models.customer_finder import CustomerFinder
from crmdesk.gui.models.customer_list import CustomerListModel
from crmdesk.gui.pages.customers_empty import EmptyList
from crmdesk.gui.pages.customers_filters import FilterBar
from crmdesk.gui.pages.customers_head import CustomersHead, known_sort
from crmdesk.gui.pages.customers_table import TableLook
from crmdesk.gui.pages.customers_view import CustomerView, Place
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.services import groups

LEAST = 320
_FIELDS = ("user_field", "choice")
_FEW = 50


class ListSide(Ground):
    """Head, list, and the sentence of an empty one. `shown`: counts or selection changed."""

    shown = Signal()
    settled = Signal(bool)
    """The list shows another answer; True: it is whole."""
    query_changed = Signal(str)
    """For the search box: the list was given another query than the one typed there."""
    keyboard_refused = Signal()
    """The list had the keyboard and became empty."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__("base", name="customers-list-side", parent=parent)
        self._ui = ui
        self.total: int | None = None
        self.count: int | None = None
        self._wanted: tuple[int, ...] = ()
        self._must_see = False
        self._kept: Place | None = None
        self._begun: tuple[Listing, array[int]] | None = None
        self.listing = remembered(ui)
        self.model = CustomerListModel(ui, self)
        self.finder = CustomerFinder(ui, self)
        self.view = CustomerView(self.model)
        self.view.setAccessibleName(ui.words.gettext("Customers"))
        self.look = TableLook(ui, self.view, self.model)
        self.head = CustomersHead(ui, self.listing)
        self.filters = FilterBar(ui, self.listing)
        self.empty = EmptyList(ui.words)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self.setMinimumWidth(LEAST)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.filters)
        column.addWidget(self._stack, 1)
        self._connect(ui)

    def _connect(self, ui: Ui) -> None:
        self.finder.found.connect(self._found)
        self.finder.counted.connect(self._counted)
        self.head.listing_asked.connect(self.show_listing)
        self.head.filters_asked.connect(self.toggle_filters)
        self.head.columns_asked.connect(self._choose_columns)
        self.filters.listing_asked.connect(self.show_listing)
        self.filters.emptied.connect(self.view.setFocus)
        self.look.sort_asked.connect(self.head.sort_by)
        self.view.selection_changed.connect(self.shown)
        self.view.left.connect(self.clear_query)
        self.empty.all_asked.connect(self.show_all)
        self.empty.unfiltered_asked.connect(self.clear_filters)
        ui.bus.changed.connect(self._changed)

    def begin(self, listing: Listing | None, customer_id: int | None) -> None:
        """Fill the list for the first time; the given customer is the current one."""
        self._wanted = () if customer_id is None else (customer_id,)
        self.listing = possible(self._ui, listing or self.listing)
        self._say_listing()
        self.finder.begin(self.listing)

    def _say_listing(self) -> None:
        self.head.set_listing(self.listing)
        self.filters.set_listing(self.listing)
        self.look.show_order(self.listing)

    def set_query(self, query: str) -> None:
        """What stands in the search box."""
        if query != self.listing.query:
            self._ask(replace(self.listing, query=query))

    def show_listing(self, listing: Listing) -> None:
        """Another order, group, tier, or the trash."""
        if (listing.sort, listing.descending) != (self.listing.sort, self.listing.descending):
            self._ui.preferences.customer_sort = listing.sort
            self._ui.preferences.customer_descending = listing.descending
        typed = self.listing.query
        if listing != self.listing:
            self._ask(listing)
        if listing.query != typed:
            self.query_changed.emit(listing.query)

    def show_all(self) -> None:
        self.show_listing(self._plain())

    def show_trash(self) -> None:
        self.show_listing(replace(self._plain(), deleted=True))

    def show_batch(self, batch: int) -> None:
        """Those that an import made or changed."""
        self.show_listing(replace(self._plain(), batch=batch))

    def show_untouched(self, ids: tuple[int, ...]) -> None:
        """Those that nobody touched for years."""
        self.show_listing(replace(self._plain(), among=ids))

    def _plain(self) -> Listing:
        """All customers in the present order."""
        return Listing(sort=self.listing.sort, descending=self.listing.descending)

    def clear_filters(self) -> None:
        self.show_listing(replace(self.listing, filter=Filter()))

    def toggle_filters(self) -> None:
        """Open the filters with the keyboard in them, or close them and go back to the list."""
        shown = not self.filters.facets_shown()
        self._ui.preferences.filters_open = shown
        self.filters.show_facets(shown)
        if shown:
            self.filters.focus()
        else:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_table(self, table: bool) -> None:
        """All columns, or the list of one."""
        self.look.set_on(table)
        self.head.show_table(table)
        self._stack.setContentsMargins(tokens.BETWEEN if table else 0, 0, 0, 0)

    def _choose_columns(self) -> None:
        button = self.head.columns_button()
        self.look.choose_columns(button.mapToGlobal(button.rect().bottomLeft()))

    def clear_query(self) -> None:
        self.show_listing(replace(self.listing, query=""))

    def want(self, ids: Iterable[int]) -> None:
        """Select these with the next answer, if they are in it."""
        self._wanted, self._must_see = tuple(ids), False

    def leave_out(self, ids: Sequence[int]) -> None:
        """Do not wait for the next answer with taking a few out."""
        if len(ids) > _FEW or self.model.listing != self.listing:
            return
        left = array("q", self.model.ids)
        for customer_id in ids:
            left.remove(customer_id)
        place = self.view.place()
        self.model.show(left, self.listing)
        self.view.restore(place, scroll=True)
        self.shown.emit()

    def read_again(self) -> None:
        """Ask for the present listing once more; what is selected stays."""
        self.finder.find(self.listing, whole=True)

    def reveal(self, customer_id: int) -> None:
        """Select a customer; when the listing leaves them out, all customers are listed."""
        self._wanted, self._must_see = (customer_id,), True
        if self.model.place_of(customer_id) >= 0:
            self._settle(complete=True)
        else:
            self.finder.find(self.listing, whole=True)

    def _ask(self, listing: Listing) -> None:
        self.listing = listing
        self._kept = self._kept or self.view.place()
        self._say_listing()
        self.finder.find(listing, first=self.view.two_screens())

    def _found(self, listing: Listing, ids: array[int], complete: bool) -> None:
        former, kept = self.model.listing, self._kept or self.view.place()
        grows = former == listing and ids[: len(self.model.ids)] == self.model.ids
        self.view.show_answer(ids, listing)
        if not grows:
            self.view.restore(kept, scroll=former == listing)
            if former != listing:
                self._begin_at(former, listing)
        elif complete:
            self._restore_rest(kept, listing)
        if complete:
            self._kept = None
            self.count = len(ids)
            self.head.set_count(self.count)
        if ids or complete:
            self._explain(listing, empty=not ids)
        self._settle(complete)
        self._begun = None if complete or grows else (former, self.view.selected_ids())
        self.shown.emit()

    def _restore_rest(self, kept: Place, listing: Listing) -> None:
        """The first rows of an answer were shown before the others were known, which may hold who was selected."""
        if self._begun is None or self.view.selected_ids() != self._begun[1]:
            return
        if len(kept.selected) > len(self._begun[1]):
            was_there = self.view.current_id() == kept.current
            self.view.restore(kept, scroll=False)
            if not was_there and _same_but_order(self._begun[0], listing):
                self.view.centre()

    def _begin_at(self, former: Listing, listing: Listing) -> None:
        """A new answer begins at its top; another order keeps the current customer in sight."""
        current = self.view.currentIndex()
        if current.isValid() and _same_but_order(former, listing):
            self.view.centre()
        else:
            self.view.scrollToTop()

    def _explain(self, listing: Listing, *, empty: bool) -> None:
        if not empty:
            from_sentence = self.empty.isAncestorOf(self.window().focusWidget() or self)
            self._stack.setCurrentWidget(self.view)
            if from_sentence:
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        had_keyboard = self.window().focusWidget() is self.view
        self.empty.explain(listing, self.head.title())
        self._stack.setCurrentWidget(self.empty)
        if had_keyboard and listing.query:
            self.keyboard_refused.emit()
        elif had_keyboard:
            self.empty.take_keyboard()

    def _settle(self, complete: bool) -> None:
        """Select whom the person is to see."""
        wanted = [customer_id for customer_id in self._wanted if self.model.place_of(customer_id) >= 0]
        if len(wanted) == 1:
            self.view.select(wanted[0])
        elif wanted:
            self.view.restore(Place(array("q", wanted), wanted[0], None, 0), scroll=False)
            self.view.scrollTo(self.view.currentIndex())
        plain = self._plain()
        if complete and self._wanted and not wanted and self._must_see and self.listing != plain:
            self.show_listing(plain)
        elif wanted or complete:
            self._wanted = ()
        self.settled.emit(complete)

    def _counted(self, total: int) -> None:
        self.total = total
        self.shown.emit()

    def _changed(self, changes: Changes) -> None:
        if changes.everything or any(changes.touched(kind) for kind in _FIELDS):
            self.look.refresh_fields()
            self.filters.refresh_fields()
            self.model.read_again()
            self.show_listing(possible(self._ui, self.listing))
        self.model.refresh(changes)
        if changes.everything or changes.touched("customer") or self._regrouped(changes):
            self.finder.find(self.listing, whole=True)
            self.finder.count()

    def _regrouped(self, changes: Changes) -> bool:
        """Whether a group that decides who is listed may be another one now."""
        return bool(changes.touched("customer_group")) and bool(self.listing.group or self.listing.filter)


def remembered(ui: Ui) -> Listing:
    """All customers in the order left here, if there still is such an order."""
    sort = ui.preferences.customer_sort
    known = known_sort(ui, sort)
    return Listing(sort=sort if known else "opened", descending=known and ui.preferences.customer_descending)


def possible(ui: Ui, listing: Listing) -> Listing:
    """The listing without group, and without order and conditions by fields, that are gone."""
    if listing.group and all(group.name != listing.group for group in groups.all_groups(ui.desk)):
        listing = replace(listing, group=None)
    fields = ui.desk.fields("customer")
    kept = tuple(c for c in listing.filter.conditions if fields.get(c.field) is not None)
    listing = replace(listing, filter=replace(listing.filter, conditions=kept))
    return listing if known_sort(ui, listing.sort) else replace(listing, sort="opened", descending=False)


def _same_but_order(one: Listing, other: Listing) -> bool:
    return replace(one, sort=other.sort, descending=other.descending) == other
