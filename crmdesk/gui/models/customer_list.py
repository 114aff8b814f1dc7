"""The customers listed: ids only. Column 0 is a row of the list, the others are the columns of the table."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from crmdesk.core.changes import Changes
from crmdesk.core.customers import Listing
from crmdesk.core.fields import Field
from crmdesk.gui.models.customer_cells import Cell, is_figure
from crmdesk.gui.models.customer_pages import PAGE, CustomerPages
from crmdesk.gui.models.customer_rows import spoken
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.rows import Row, TwoLineDelegate

BADGE_ROLE = int(Qt.ItemDataRole.UserRole) + 31
MATCHES_ROLE = int(Qt.ItemDataRole.UserRole) + 32
_NOWHERE = QModelIndex()
_ROW = TwoLineDelegate.ROW_ROLE
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CustomerListModel(QAbstractTableModel):
    """A million ids take 8 MB; of the rows only the pages looked at last are kept."""

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = ui.words
        self._ids: array[int] = array("q")
        self._listing = Listing()
        self._columns: tuple[Field, ...] = ()
        self._pages = CustomerPages(ui)
        ui.masking.changed.connect(self.read_again)

    @property
    def listing(self) -> Listing:
        """What the ids shown now are the answer to."""
        return self._listing

    @property
    def ids(self) -> array[int]:
        return self._ids

    @property
    def columns(self) -> tuple[Field, ...]:
        """The fields of the table's columns; that of the model's column 1 is the first."""
        return self._columns

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else 1 + len(self._columns)

    def index(self, row: int, column: int = 0, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> QModelIndex:
        """Without a column: the row of the list."""
        inside = 0 <= row < len(self._ids) and 0 <= column <= len(self._columns)
        return self.createIndex(row, column) if inside and not parent.isValid() else QModelIndex()

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        place, column = index.row(), index.column()
        if not 0 <= place < len(self._ids):
            return None
        if column:
            return self._cell_data(place, column, role)
        if role == _ROW:
            return self.row(place)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self.row(place)
            if row is None:
                return ""
            return row.title if role == Qt.ItemDataRole.DisplayRole else spoken(row)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 < section <= len(self._columns):
            return None
        field = self._columns[section - 1]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if is_figure(field) else _LEFT
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words.label(field.label)
        return None

    def row(self, place: int) -> Row | None:
        """What is painted at a place of the list; None for a customer that is gone."""
        return self._pages.row(self._ids, place)

    def cell(self, place: int, column: int) -> Cell:
        """What is painted in the table, by the model's column."""
        return self._pages.cell(self._ids, place, self._columns[column - 1])

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
                self._pages.forget(before // PAGE)
                self._ids = ids
                self.endInsertRows()
            return
        self.beginResetModel()
        self._ids, self._listing = ids, listing
        self._pages.begin(listing)
        self.endResetModel()

    def show_columns(self, columns: Sequence[Field]) -> None:
        """Other columns of the table; a reset. The same ones again change nothing."""
        if tuple(columns) == self._columns:
            return
        self.beginResetModel()
        self._columns = tuple(columns)
        self._pages.set_keys([field.key for field in columns])
        self.endResetModel()

    def read_again(self) -> None:
        """Fields or lists of choices changed, or personal data is hidden: nothing read before holds."""
        self._pages.begin(self._listing)
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1, len(self._columns)))

    def refresh(self, changes: Changes) -> None:
        """Read again what an action touched, where it is shown."""
        touched = changes.touched("customer")
        for number in self._pages.numbers():
            first = number * PAGE
            shown = self._ids[first : first + PAGE]
            if changes.everything or not touched.isdisjoint(shown):
                self._pages.forget(number)
                last = min(first + PAGE, len(self._ids)) - 1
                self.dataChanged.emit(self.index(first), self.index(last, len(self._columns)))

    def _cell_data(self, place: int, column: int, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self.cell(place, column).text
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if is_figure(self._columns[column - 1]) else _LEFT
        if role == BADGE_ROLE:
            return self.cell(place, column).badge
        return self.cell(place, column).matches if role == MATCHES_ROLE else None
