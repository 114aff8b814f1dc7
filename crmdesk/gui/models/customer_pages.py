"""Pages of customers for the list and the table: read when they are painted, the ones looked at last are kept."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from crmdesk.core.customers import CustomerFile, CustomerRow, Listing
from crmdesk.core.fields import Field, Fields
from crmdesk.gui.models import customer_matches as matching
from crmdesk.gui.models.customer_cells import Cell, cell_of
from crmdesk.gui.models.customer_rows import IN_ROW, as_row, found_elsewhere, unseen
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.rows import Row
from crmdesk.services import customers
from crmdesk.services import listing as lists

PAGE = 32
_PAGES_KEPT = 64
_TOGETHER = 12


class Page(Struct):
    """What was read of one page, and what was made of it so far. None: not read yet."""

    ids: array[int]
    customers: dict[int, CustomerRow] | None = None
    values: dict[int, Mapping[str, Any]] | None = None
    sorted_by: dict[int, str] | None = None
    unseen: dict[int, list[str]] = field(default_factory=dict)
    files: dict[int, CustomerFile | None] = field(default_factory=dict)
    rows: dict[int, Row] = field(default_factory=dict)
    cells: dict[tuple[int, str], Cell] = field(default_factory=dict)


class CustomerPages:
    """The pages of one answer. What cannot be read is told once and shown empty."""

    def __init__(self, ui: Ui) -> None:
        self._ui = ui
        self._pages: OrderedDict[int, Page] = OrderedDict()
        self._listing = Listing()
        self._words: list[str] = []
        self._fields = Fields("customer", ())
        self._keys: tuple[str, ...] = ()

    def begin(self, listing: Listing) -> None:
        """Another answer: nothing read before holds."""
        self._listing = listing
        self._words = matching.query_words(listing.query)
        self._fields = self._ui.desk.fields("customer")
        self._pages.clear()

    def set_keys(self, keys: Sequence[str]) -> None:
        """The columns whose values are read for the table."""
        self._keys = tuple(keys)
        for page in self._pages.values():
            page.values = None
            page.cells.clear()

    def forget(self, number: int) -> None:
        self._pages.pop(number, None)

    def numbers(self) -> list[int]:
        """The pages read so far."""
        return list(self._pages)

    def row(self, ids: array[int], place: int) -> Row | None:
        """What the list paints at a place; None for a customer that is gone."""
        page, customer_id = self._page(ids, place), ids[place]
        found = page.rows.get(customer_id)
        if found is None:
            if page.customers is None:
                rows = self._told(lambda: customers.rows(self._ui.desk, page.ids), [])
                page.customers = {row.id: self._ui.masking.row(row) for row in rows}
            customer = page.customers.get(customer_id)
            if customer is None:
                return None
            elsewhere = self._elsewhere(page, customer) if self._words else ""
            value = self._sorted_by(page, customer_id)
            found = page.rows[customer_id] = as_row(customer, self._listing, self._ui.words, value, elsewhere)
        return found

    def cell(self, ids: array[int], place: int, column: Field) -> Cell:
        """What the table paints at a place under one of its columns."""
        page, customer_id = self._page(ids, place), ids[place]
        known = page.cells.get((customer_id, column.key))
        if known is None:
            if page.values is None:
                rows = self._told(lambda: lists.cells(self._ui.desk, page.ids, (*self._keys, "kind"), dynamic=True), [])
                page.values = dict(zip(page.ids, rows, strict=False))
            row = page.values.get(customer_id, {})
            value = self._ui.masking.value(column, row.get(column.key), row.get("kind"))
            known = cell_of(column, value, self._ui.words, self._words)
            page.cells[customer_id, column.key] = known
        return known

    def _page(self, ids: array[int], place: int) -> Page:
        number = place // PAGE
        page = self._pages.get(number)
        if page is not None:
            self._pages.move_to_end(number)
            return page
        page = self._pages[number] = Page(ids[number * PAGE : (number + 1) * PAGE])
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        return page

    def _sorted_by(self, page: Page, customer_id: int) -> str:
        """The value of the field by which the list is sorted, where the row does not show it anyway."""
        sort = "created_on" if self._listing.sort == "created" else self._listing.sort
        field_ = self._fields.get(sort)
        if sort in IN_ROW or field_ is None:
            return ""
        if page.sorted_by is None:
            rows = self._told(lambda: lists.cells(self._ui.desk, page.ids, (sort, "kind")), [])
            shown = (self._ui.shown(field_, row.get(sort), row.get("kind")) for row in rows)
            page.sorted_by = dict(zip(page.ids, (" ".join(text.split()) for text in shown), strict=False))
        return page.sorted_by.get(customer_id, "")

    def _elsewhere(self, page: Page, customer: CustomerRow) -> str:
        """Where the search found what the row does not show. Files of neighbours are read together, each once."""
        missing = self._unseen(page, customer)
        if not missing:
            return ""
        if customer.id not in page.files:
            rows, first = page.customers or {}, page.ids.index(customer.id)
            beside = [rows[i] for i in page.ids[first : first + _TOGETHER] if i in rows and i not in page.files]
            wanted = [row.id for row in beside if self._unseen(page, row)]
            page.files.update(dict.fromkeys(wanted))
            files = self._told(lambda: lists.searched(self._ui.desk, wanted), [])
            page.files.update((file.id, self._ui.read(file)) for file in files)
        file = page.files.get(customer.id)
        return found_elsewhere(file, missing, self._ui.words, self._fields) if file is not None else ""

    def _unseen(self, page: Page, customer: CustomerRow) -> list[str]:
        missing = page.unseen.get(customer.id)
        if missing is None:
            missing = page.unseen[customer.id] = unseen(customer, self._listing)
        return missing

    def _told(self, read, otherwise):
        try:
            return read()
        except Exception as error:  # noqa: BLE001 - raising here would be told again at every repaint
            self._ui.bus.failed.emit(error)
            return otherwise
