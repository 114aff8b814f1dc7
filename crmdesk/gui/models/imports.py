"""The imports that were done, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from crmdesk.core.words import Words
from crmdesk.gui.widgets.tables import TONE_ROLE
from crmdesk.services import history
from crmdesk.services.importing_undo import Batch

_NOWHERE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
FILE, WHEN, SHEETS, NEW, UPDATED, STATE = range(6)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class ImportsTable(QAbstractTableModel):
    """File, when, sheets, new and updated customers, and whether it was taken back."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._batches: Sequence[Batch] = ()

    def show_batches(self, batches: Sequence[Batch]) -> None:
        self.beginResetModel()
        self._batches = batches
        self.endResetModel()

    def batch(self, row: int) -> Batch | None:
        """The import in a line."""
        return self._batches[row] if 0 <= row < len(self._batches) else None

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._batches)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else STATE + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        _ = self._words.gettext
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in (NEW, UPDATED):
            return _RIGHT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_("File"), _("When"), _("Sheets"), _("New"), _("Updated"), _("State"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        batch, column = self._batches[index.row()], index.column()
        if role == TONE_ROLE:
            return "text_2" if batch.undone or column == SHEETS else "text"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column in (NEW, UPDATED) else None
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        return self._text(batch, column) if role in shown else None

    def _text(self, batch: Batch, column: int) -> str:
        words = self._words
        match column:
            case 0:
                return batch.file
            case 1:
                return words.moment(history.local_time(batch))
            case 2:
                return ("、" if words.chinese else ", ").join(batch.sheets)
            case 3:
                return words.number(batch.created)
            case 4:
                return words.number(batch.updated)
            case _:
                return words.gettext("taken back") if batch.undone else ""
