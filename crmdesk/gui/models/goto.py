"""What “go to” offers: one list of heads and entries, of several kinds, filtered by what was typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from crmdesk.core import finding
from crmdesk.core.finding import Span

CUSTOMER, ORDER, COMPLAINT, PLACE, ACTION, ALL = "customer", "order", "complaint", "place", "action", "all"
ENTRY_ROLE = int(Qt.ItemDataRole.UserRole) + 1
Index = QModelIndex | QPersistentModelIndex


class Entry(Struct, frozen=True):
    """One thing to go to or do. `second` is where it belongs, quietly; `also` are other words that find it."""

    kind: str
    key: str
    title: str
    does: Callable[[], object]
    second: str = ""
    icon: str = ""
    keys: str = ""
    also: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


class Head(Struct, frozen=True):
    """The name of a section."""

    title: str


def found(entries: Sequence[Entry], query: str, most: int) -> list[Entry]:
    """Those that match, the best first; of equally good ones in their order."""
    ranked = []
    for place, entry in enumerate(entries):
        match = finding.match(entry.title, query)
        other = None if match else finding.best((entry.second, *entry.also), query)
        if match is not None:
            ranked.append((-match.rank, place, replace(entry, spans=match.spans)))
        elif other is not None and query.strip():
            ranked.append((-other[1].rank + len(finding.Rank), place, entry))
    return [entry for _rank, _place, entry in sorted(ranked, key=lambda each: each[:2])[:most]]


class GotoModel(QAbstractListModel):
    """Rows of `Head` and `Entry`; heads cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Head | Entry] = []

    def show(self, sections: Sequence[tuple[str, Sequence[Entry]]], note: str = "") -> None:
        """Sections by name; empty ones and nameless heads are left out. `note` stands above them."""
        self.beginResetModel()
        self.rows = [Head(note)] if note else []
        for title, entries in sections:
            if entries and title:
                self.rows.append(Head(title))
            self.rows += entries
        self.endResetModel()

    def entry(self, row: int) -> Entry | None:
        found_ = self.rows[row] if 0 <= row < len(self.rows) else None
        return found_ if isinstance(found_, Entry) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return chosen if self.entry(index.row()) else Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ENTRY_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.title if isinstance(row, Head) else ", ".join(filter(None, (row.title, row.second, row.keys)))
        return None
