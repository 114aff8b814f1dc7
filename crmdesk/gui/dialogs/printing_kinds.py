"""The kinds of printed matter in a list at the left."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget

from crmdesk.core.printing import PrintKind
from crmdesk.core.printing_kinds import KINDS
from crmdesk.core.words import Words
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import scheme_of, sized, text_width, vertical
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.place_list import ICON_ROLE, Index, PlaceDelegate
from crmdesk.gui.widgets.rows import style_list

_LEAST, _MOST = 136, 224
_BESIDE = 2 * tokens.BETWEEN + tokens.BETWEEN + tokens.ICON + tokens.BETWEEN + 2 * tokens.INSIDE
_ICONS = {
    "file": "person",
    "briefing": "document",
    "list": "list",
    "visits": "calendar",
    "report": "today",
    "complaint": "complaint",
    "quotation": "order",
    "delivery": "order",
    "statement": "money",
    "offer": "gift",
    "letter": "mail",
    "labels": "table",
    "envelopes": "mail",
    "blank": "pencil",
    "overview": "insight",
}


def icon_of(kind: PrintKind) -> str:
    return _ICONS.get(kind.key, "print")


class _Kinds(QAbstractListModel):
    def __init__(self, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self.kinds = list(KINDS.values())

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.kinds)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        kind = self.kinds[index.row()]
        return {
            Qt.ItemDataRole.DisplayRole: self._words.label(kind.label),
            Qt.ItemDataRole.ToolTipRole: self._words.label(kind.hint),
            ICON_ROLE: icon_of(kind),
        }.get(role)


class KindList(Ground):
    """`chosen`: another kind is wanted, by its key."""

    chosen = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__("base", name="print-kinds-side", parent=parent)
        self.view = QListView()
        style_list(self.view)
        self.view.setObjectName("print-kinds")
        self.view.setAccessibleName(words.gettext("What is printed"))
        self._model = _Kinds(words, self)
        self.view.setModel(self._model)
        width = self._wanted_width()
        self.view.setItemDelegate(PlaceDelegate(width, self.view))
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.viewport().setAutoFillBackground(False)
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.setFixedWidth(width)
        self.setFocusProxy(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, tokens.BETWEEN, 1, tokens.BETWEEN)
        column.addWidget(self.view)

    def _wanted_width(self) -> int:
        """As wide as the longest name, also when it is marked."""
        marked = sized(self.font(), tokens.BODY, True)
        names = (str(self._model.index(row, 0).data()) for row in range(self._model.rowCount()))
        return max(_LEAST, min(_MOST, max(text_width(marked, name) for name in names) + _BESIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        vertical(QPainter(self), self.width() - 1, 0, self.height(), QColor(scheme_of(self.palette()).line))

    def key(self) -> str:
        """The kind that is marked."""
        index = self.view.currentIndex()
        return self._model.kinds[index.row()].key if index.isValid() else ""

    def set_key(self, key: str) -> None:
        """Mark a kind; tells nobody. The first one where it is not there."""
        keys = [kind.key for kind in self._model.kinds]
        blocked = self.view.selectionModel().blockSignals(True)
        self.view.setCurrentIndex(self._model.index(keys.index(key) if key in keys else 0, 0))
        self.view.selectionModel().blockSignals(blocked)
        self.view.viewport().update()

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._model.kinds[index.row()].key)
