"""The search box and the list: what is typed filters, the arrows move, Enter goes to who was found."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from crmdesk.gui.pages.customers import CustomersPage
from crmdesk.gui.widgets.search import SearchBox

_STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WindowSearch(QObject):
    """Keeps the box and the page's list together."""

    def __init__(self, box: SearchBox, page: CustomersPage, parent: QObject) -> None:
        super().__init__(parent)
        self._box = box
        self._page = page
        box.textChanged.connect(page.list.set_query)
        box.left.connect(self.leave)
        box.installEventFilter(self)
        page.query_changed.connect(self._show_query)
        page.search_typed.connect(self._type)

    def leave(self) -> None:
        """The list gets the keyboard."""
        self._page.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._box and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _STEPS:
                self._page.view.step(Qt.Key(event.key()))
                return True
            if event.key() in _ENTER:
                shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self._page.enter()
                if shifted:
                    self._page.view.alone_asked.emit()
                return True
        return False

    def _show_query(self, query: str) -> None:
        if self._box.text() != query:
            self._box.setText(query)

    def _type(self, text: str) -> None:
        self._box.enter()
        if text and text != "/":
            self._box.setText(text)
