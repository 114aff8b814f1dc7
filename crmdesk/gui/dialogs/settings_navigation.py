"""The left side of the settings: the search, the places, and what was found."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from crmdesk.core.finding import Match
from crmdesk.gui.dialogs.settings_pane import Entry
from crmdesk.gui.dialogs.settings_search import entries, find, places
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.place_list import ICON_ROLE, Index, PlaceDelegate
from crmdesk.gui.widgets.rows import Row, TwoLineDelegate, style_list
from crmdesk.gui.widgets.search import SearchBox

WIDTH = 232


class _Places(QAbstractListModel):
    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self.places = places(ui)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.places)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        place = self.places[index.row()]
        return {Qt.ItemDataRole.DisplayRole: place.text, ICON_ROLE: place.icon}.get(role)


class _Found(QAbstractListModel):
    def __init__(self, names: dict[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self._names = names
        self.hits: list[tuple[Entry, Match]] = []

    def show_hits(self, hits: list[tuple[Entry, Match]]) -> None:
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry, hit = self.hits[index.row()]
        place = self._names[entry.place]
        if role == TwoLineDelegate.ROW_ROLE:
            return Row(entry.text, (place,) if entry.target else (), matches=hit.spans)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return entry.text
        return f"{entry.text}, {place}" if role == Qt.ItemDataRole.AccessibleTextRole else None


class SettingsNavigation(Ground):
    """`place_chosen` (key) from the places, `entry_chosen` (place, target) from what was found."""

    place_chosen = Signal(str)
    entry_chosen = Signal(str, str)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__("window", name="settings-navigation", parent=parent)
        self._ui = ui
        self._entries: list[Entry] | None = None
        _ = ui.words.gettext
        self.setFixedWidth(WIDTH)
        self.search = SearchBox(_("Search settings"), width=WIDTH - 2 * tokens.AROUND, name="settings-search")
        self.places = self._list("settings-places", _("Places"), _Places(ui, self))
        self.places.setItemDelegate(PlaceDelegate(WIDTH, self.places))
        names = {place.key: place.text for place in places(ui)}
        self.found = self._list("settings-found", _("Found"), _Found(names, self))
        self.found.setItemDelegate(TwoLineDelegate(parent=self.found))
        self._nothing = Label(_("Nothing is called that."), tone="text_2", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedLayout()
        for widget in (self.places, self.found, self._nothing):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, tokens.AROUND, 1, tokens.BETWEEN)
        column.setSpacing(tokens.BETWEEN)
        beside = QHBoxLayout()
        beside.setContentsMargins(tokens.AROUND, 0, 0, 0)
        beside.addWidget(self.search, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(beside)
        column.addLayout(self._stack, 1)
        self._connect()

    def _list(self, name: str, label: str, model: QAbstractListModel) -> QListView:
        view = QListView()
        style_list(view)
        view.setObjectName(name)
        view.setAccessibleName(label)
        view.setModel(model)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.viewport().setAutoFillBackground(False)
        return view

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search)
        self.search.down.connect(self._down)
        self.search.returnPressed.connect(self.go_to_first)
        self.places.selectionModel().currentChanged.connect(self._place)
        self.found.selectionModel().currentChanged.connect(self._hit)
        self.found.clicked.connect(self._hit)
        self.found.activated.connect(self._activated)

    def forget(self) -> None:
        """Something was written: what can be found is gathered anew."""
        self._entries = None

    def show_place(self, key: str) -> None:
        """Mark a place; tells nobody."""
        model = self.places.model()
        keys = [place.key for place in places(self._ui)]
        self.places.selectionModel().blockSignals(True)
        self.places.setCurrentIndex(model.index(keys.index(key), 0))
        self.places.selectionModel().blockSignals(False)
        self.places.viewport().update()

    def _search(self, text: str) -> None:
        if not text.strip():
            self._stack.setCurrentWidget(self.places)
            return
        if self._entries is None:
            self._entries = entries(self._ui)
        hits = find(self._entries, text)
        model = self.found.model()
        assert isinstance(model, _Found)
        model.show_hits(hits)
        self._stack.setCurrentWidget(self.found if hits else self._nothing)

    def _down(self) -> None:
        view = self._stack.currentWidget()
        if isinstance(view, QListView):
            view.setFocus(Qt.FocusReason.OtherFocusReason)
            if not view.currentIndex().isValid():
                view.setCurrentIndex(view.model().index(0, 0))

    def go_to_first(self) -> None:
        """Enter in the search: the best find, with the keyboard on it."""
        model = self.found.model()
        if self.search.text().strip() and model.rowCount():
            index = self.found.currentIndex()
            self._activated(index if index.isValid() else model.index(0, 0))

    def _place(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.place_chosen.emit(places(self._ui)[index.row()].key)

    def _hit(self, index: QModelIndex, *_ignored: object) -> None:
        self._tell(index)

    def _activated(self, index: QModelIndex) -> None:
        self._tell(index)

    def _tell(self, index: QModelIndex) -> None:
        model = self.found.model()
        if index.isValid() and isinstance(model, _Found):
            entry = model.hits[index.row()][0]
            self.entry_chosen.emit(entry.place, entry.target)
