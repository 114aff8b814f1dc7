"""The list of customers: ids only; rows are read by the page when they are painted."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Iterable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from crmdesk.core.changes import Changes
from crmdesk.core.customers import Listing
from crmdesk.gui.models.customer_rows import as_row, spoken
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.rows import Row, TwoLineDelegate
from crmdesk.services import customers

PAGE = 64
_PAGES_KEPT = 32
_NOWHERE = QModelIndex()
_ROW = TwoLineDelegate.ROW_ROLE


class CustomerListModel(QAbstractListModel):
    """A million ids take 8 MB; of the rows only the pages looked at last are kept."""

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._ids: array[int] = array("q")
        self._listing = Listing()
        self._pages: OrderedDict[int, dict[int, Row]] = OrderedDict()

    @property
    def listing(self) -> Listing:
        """What the ids shown now are the answer to."""
        return self._listing

    @property
    def ids(self) -> array[int]:
        return self._ids

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        place = index.row()
        if not 0 <= place < len(self._ids):
            return None
        if role == _ROW:
            return self.row(place)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self.row(place)
            if row is None:
                return ""
            return row.title if role == Qt.ItemDataRole.DisplayRole else spoken(row)
        return None

    def row(self, place: int) -> Row | None:
        """What is painted at a place; None for a customer that is gone."""
        number = place // PAGE
        page = self._pages.get(number)
        if page is None:
            page = self._read(number)
        else:
            self._pages.move_to_end(number)
        return page.get(self._ids[place])

    def id_at(self, place: int) -> int | None:
        return self._ids[place] if 0 <= place < len(self._ids) else None

    def place_of(self, customer_id: int | None) -> int:
        """-1 when the list does not show this customer."""
        if customer_id is None:
            return -1
        try:
            return self._ids.index(customer_id)
        except ValueError:
            return -1

    def runs_of(self, ids: Iterable[int]) -> list[tuple[int, int]]:
        """Where these customers stand, as (first, last) of neighbouring places."""
        wanted = set(ids)
        runs: list[tuple[int, int]] = []
        if not wanted:
            return runs
        for place, customer_id in enumerate(self._ids):
            if customer_id in wanted:
                if runs and runs[-1][1] == place - 1:
                    runs[-1] = (runs[-1][0], place)
                else:
                    runs.append((place, place))
        return runs

    def show(self, ids: array[int], listing: Listing) -> None:
        """Another answer. Rows that go on are added, the same ids stay; anything else is a reset."""
        alike = listing == self._listing
        before = len(self._ids)
        if alike and ids[:before] == self._ids:
            if len(ids) > before:
                self.beginInsertRows(_NOWHERE, before, len(ids) - 1)
                self._pages.pop(before // PAGE, None)
                self._ids = ids
                self.endInsertRows()
            return
        self.beginResetModel()
        self._ids, self._listing = ids, listing
        self._pages.clear()
        self.endResetModel()

    def refresh(self, changes: Changes) -> None:
        """Read again what an action touched, where it is shown."""
        touched = changes.touched("customer")
        for number in list(self._pages):
            first = number * PAGE
            shown = self._ids[first : first + PAGE]
            if changes.everything or not touched.isdisjoint(shown):
                del self._pages[number]
                self.dataChanged.emit(self.index(first), self.index(min(first + PAGE, len(self._ids)) - 1))

    def _read(self, number: int) -> dict[int, Row]:
        ids = self._ids[number * PAGE : (number + 1) * PAGE]
        page: dict[int, Row] = {}
        try:
            rows = customers.rows(self._ui.desk, ids)
        except Exception as error:  # noqa: BLE001 - raising here would be told again at every repaint
            self._ui.bus.failed.emit(error)
        else:
            page = {row.id: as_row(row, self._listing, self._ui.words) for row in rows}
        self._pages[number] = page
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        return page
