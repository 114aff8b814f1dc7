"""The attachments of one customer as the rows of a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from crmdesk.core import pinyin
from crmdesk.core.attachments import Attachment, shown_size
from crmdesk.core.fields import Fields
from crmdesk.core.words import Words
from crmdesk.gui import icons
from crmdesk.gui.widgets.tables import TONE_ROLE
from crmdesk.services import history

COLUMNS = ("name", "size", "at", "who", "notes")
EDITED = frozenset({"name", "notes"})
ATTACHMENT_ROLE = int(Qt.ItemDataRole.UserRole) + 31
ICONS = {
    "picture": "picture",
    "text": "document",
    "table": "table",
    "document": "document",
    "mail": "mail",
    "media": "media",
    "archive": "archive",
    "program": "warning",
    "other": "attachment",
}
Index = QModelIndex | QPersistentModelIndex

_SORTS: dict[str, Callable[[Attachment], Any]] = {
    "name": lambda a: pinyin.sort_key(a.name),
    "size": lambda a: a.size,
    "at": lambda a: (a.at, a.id),
    "who": lambda a: pinyin.sort_key(a.who),
    "notes": lambda a: (not a.notes, pinyin.sort_key(a.notes)),
}


class AttachmentsModel(QAbstractTableModel):
    """`edit_asked`: an attachment, the field and what was typed for it."""

    edit_asked = Signal(object, str, str)

    def __init__(self, fields: Fields, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields, self._words = fields, words
        self._rows: list[Attachment] = []
        self._order = ("at", True)
        self.fixed = False

    def show(self, attachments: Sequence[Attachment]) -> None:
        """Show these, in the order chosen before."""
        self.beginResetModel()
        self._rows = self._sorted(attachments)
        self.endResetModel()

    def at(self, row: int) -> Attachment:
        return self._rows[row]

    def row_of(self, attachment_id: int) -> int:
        """-1 when it is not among them."""
        return next((row for row, one in enumerate(self._rows) if one.id == attachment_id), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not self.fixed and index.isValid() and COLUMNS[index.column()] in EDITED:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words.label(self._fields[COLUMNS[section]].label)
        if role == Qt.ItemDataRole.TextAlignmentRole and COLUMNS[section] == "size":
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        attachment, key = self._rows[index.row()], COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._text(attachment, key)
            case Qt.ItemDataRole.EditRole:
                return getattr(attachment, key) if key in EDITED else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self._words.label(self._fields[key].label)} {self._text(attachment, key)}"
            case Qt.ItemDataRole.DecorationRole if key == "name":
                return icons.icon(ICONS[attachment.kind], "warn" if attachment.kind == "program" else "text_2")
            case Qt.ItemDataRole.TextAlignmentRole if key == "size":
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == TONE_ROLE:
            return "text" if key in EDITED else "text_2"
        return attachment if role == ATTACHMENT_ROLE else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """What was typed is handed over; the model is filled again when it was written."""
        attachment, key = self._rows[index.row()], COLUMNS[index.column()]
        if role != Qt.ItemDataRole.EditRole or str(value).strip() == getattr(attachment, key):
            return False
        self.edit_asked.emit(attachment, key, str(value))
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(COLUMNS):
            return
        self._order = (COLUMNS[column], order == Qt.SortOrder.DescendingOrder)
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self._rows[index.row()].id for index in before]
        self._rows = self._sorted(self._rows)
        places = {one.id: row for row, one in enumerate(self._rows)}
        after = [self.index(places[i], index.column()) for i, index in zip(ids, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _sorted(self, attachments: Sequence[Attachment]) -> list[Attachment]:
        key, descending = self._order
        return sorted(attachments, key=_SORTS[key], reverse=descending)

    def _text(self, attachment: Attachment, key: str) -> str:
        if key == "size":
            return shown_size(attachment.size)
        if key == "at":
            return self._words.moment(history.local_time(attachment))
        return str(getattr(attachment, key))
