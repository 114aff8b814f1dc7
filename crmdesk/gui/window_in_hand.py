"""Whom one has to do with just now, for what is recorded of them from anywhere: by a shortcut, from a menu."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar, QWidget

from crmdesk.gui.forms.file_window import FileWindow
from crmdesk.gui.icons import icon
from crmdesk.gui.pages.customers import CustomersPage
from crmdesk.gui.window_places import CUSTOMERS, Places

if TYPE_CHECKING:
    from crmdesk.gui.dialogs.customer_record import CustomerRecordDialog


class InHand(QObject):
    """The customer in sight and the window one works in."""

    def __init__(self, page: CustomersPage, places: Places, parent: QWidget) -> None:
        super().__init__(parent)
        self._page, self._places, self._widget = page, places, parent

    def alone(self) -> FileWindow | None:
        """The file's own window in which one works."""
        window = QApplication.activeWindow()
        return window if isinstance(window, FileWindow) else None

    def over(self) -> QWidget:
        """The window a dialog belongs to: a file's own, where one works in that."""
        return self.alone() or self._widget.window()

    def customer_id(self) -> int | None:
        """Whose file is shown beside the list, or who is selected on another page."""
        if self._places.current == CUSTOMERS:
            return None if self._page.isHidden() else self._page.pane.customer_id
        found = self._places.ask("customer_in_hand")
        return found if isinstance(found, int) else None

    def in_order(self) -> Sequence[int] | None:
        """The customers that the page shown lists, in its order; None where it lists none."""
        found = self._places.ask("customers_in_order")
        return found if isinstance(found, Sequence | array) else None

    def record_here(self, make: Callable[[int | None], CustomerRecordDialog | None]) -> None:
        """Open the dialog that `make` gives for a customer (None: it is refused now): the one in sight, unless another
        one is typed; a file's own window is of nobody else."""
        alone = self.alone()
        if alone is not None:
            self.record(make, alone.pane.customer_id)
            return
        dialog = make(self.customer_id())
        if dialog is not None:
            dialog.open()
            dialog.begin_with_customer()

    def record(self, make: Callable[[int | None], CustomerRecordDialog | None], customer_id: int | None) -> None:
        """Open it for this customer; None: to be picked."""
        dialog = make(customer_id)
        if dialog is not None:
            dialog.open()
            dialog.begin_with_text()

    def action(self, name: str, text: str, told: str, sign: str, keys: str, does: Callable[[], object]) -> QAction:
        """An entry for menus whose keys work in every window; `told` is its tooltip."""
        made = QAction(icon(sign), text, self)
        made.setObjectName(name)
        made.setToolTip(told)
        made.setShortcut(QKeySequence(keys))
        made.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)  # a file in its own window too
        made.triggered.connect(does)
        self._widget.addAction(made)
        return made

    def offer_in(self, new: QMenu, bar: QMenuBar, action: QAction, after: str = "") -> None:
        """Stand in the menus New, below a new customer, and File, above importing; or below the entry `after`."""
        _insert(new, action, after, new.actions()[1])
        file = bar.findChild(QMenu, "menu-file")
        before = _named(file, "import") if file is not None else None
        if file is not None and before is not None and _insert(file, action, after, before):
            file.insertSeparator(before)


def _named(menu: QMenu, name: str) -> QAction | None:
    return next((each for each in menu.actions() if each.objectName() == name), None)


def _insert(menu: QMenu, action: QAction, after: str, before: QAction) -> bool:
    """Below the entry `after`, else above `before`, which is told."""
    former = _named(menu, after) if after else None
    entries = menu.actions()
    place = entries[entries.index(former) + 1] if former is not None else before
    menu.insertAction(place, action)
    return former is None
