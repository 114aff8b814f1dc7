"""The list of likely doubles: both names, why, and how sure it is in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from crmdesk.core.words import Words
from crmdesk.gui.widgets.rows import Row, TwoLineDelegate
from crmdesk.services.duplicates import Pair

VERY_LIKELY, LIKELY = 80, 55
Index = QModelIndex | QPersistentModelIndex


def score_words(score: int, words: Words) -> str:
    """How sure it is."""
    _ = words.gettext
    if score >= VERY_LIKELY:
        return _("Very likely")
    return _("Likely") if score >= LIKELY else _("Possible")


def reasons(pair: Pair, words: Words) -> str:
    """Why the two may be one, the strongest reason first."""
    return " · ".join(words.problem(reason) for reason in pair.reasons)


class PairModel(QAbstractListModel):
    """Pairs, best first; those that are dealt with go."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.pairs: list[Pair] = []

    def show(self, pairs: Sequence[Pair]) -> None:
        self.beginResetModel()
        self.pairs = list(pairs)
        self.endResetModel()

    def pair(self, row: int) -> Pair | None:
        return self.pairs[row] if 0 <= row < len(self.pairs) else None

    def drop(self, unwanted: Callable[[Pair], bool]) -> None:
        """Take out the pairs that are dealt with; the others stay where they are."""
        for row in reversed(range(len(self.pairs))):
            if unwanted(self.pairs[row]):
                self.beginRemoveRows(QModelIndex(), row, row)
                del self.pairs[row]
                self.endRemoveRows()

    def put(self, row: int, pair: Pair) -> None:
        """A pair as it is now."""
        self.pairs[row] = pair
        self.dataChanged.emit(self.index(row), self.index(row))

    def rows_of(self, customers: Collection[int]) -> list[int]:
        """The rows of the pairs that any of these customers is in."""
        return [row for row, pair in enumerate(self.pairs) if {pair.one.id, pair.other.id} & set(customers)]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.pairs)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        pair = self.pair(index.row())
        if pair is None:
            return None
        if role == TwoLineDelegate.ROW_ROLE:
            return self._row(pair)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            sure = score_words(pair.score, self._words)
            return ", ".join((pair.one.name, pair.other.name, sure, reasons(pair, self._words)))
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{pair.one.name}\n{pair.other.name}\n{reasons(pair, self._words)}"
        return None

    def _row(self, pair: Pair) -> Row:
        second = (pair.other.name,) if pair.other.name != pair.one.name else ()
        told = (*second, self._words.problem(pair.reasons[0])) if pair.reasons else second
        sure = score_words(pair.score, self._words)
        return Row(pair.one.name, told, right=sure, right_tone="text" if pair.score >= VERY_LIKELY else "text_2")
