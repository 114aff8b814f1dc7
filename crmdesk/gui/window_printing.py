"""Printing from anywhere: Ctrl+P prints what is in front, the page Print begins with it."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from crmdesk.core.printing import About
from crmdesk.gui.models.printing import NOTHING, InFront
from crmdesk.gui.ui import Ui
from crmdesk.gui.window_dialogs import show
from crmdesk.gui.window_in_hand import InHand
from crmdesk.gui.window_places import PRINT, Places

KEYS = "Ctrl+P"


class WindowPrinting(QObject):
    """`action` is the entry in the menu File, with its keys."""

    def __init__(self, ui: Ui, hand: InHand, places: Places, parent: QWidget) -> None:
        super().__init__(parent)
        _ = ui.words.gettext
        self._ui, self._hand, self._places = ui, hand, places
        self._front = NOTHING
        told = _("Print what is in front of you")
        self.action: QAction = hand.action("print", _("&Print..."), told, "print", KEYS, self.print_here)
        places.leaving.connect(self._leave)
        places.went.connect(self._went)
        ui.bus.print_asked.connect(self.print)

    def offer_in(self, bar: QMenuBar) -> None:
        """Stand in the menu File, below exporting."""
        file = bar.findChild(QMenu, "menu-file")
        entries = file.actions() if file is not None else []
        names = [each.objectName() for each in entries]
        if file is not None and "export" in names:
            file.insertAction(entries[names.index("export") + 1], self.action)

    def print_here(self) -> None:
        """The dialog with what is in front; on the page Print what that shows."""
        if self._hand.alone() is None and self._places.ask("print_now"):
            return
        self.print(self.front(), "")

    def print(self, front: InFront, kind: str) -> None:
        """The dialog with certain records; `kind` unless one mostly prints another of them."""
        from crmdesk.gui.dialogs.printing import PrintDialog

        show(PrintDialog(self._ui, front, self._hand.over(), kind=kind))

    def front(self) -> InFront:
        """What is in front of the person now."""
        alone = self._hand.alone()
        if alone is not None and alone.pane.customer_id is not None:
            return InFront("file", {About.CUSTOMERS: (alone.pane.customer_id,)})
        found = self._places.ask("in_front")
        return found if isinstance(found, InFront) else NOTHING

    def _leave(self, key: str) -> None:
        if key == PRINT:
            self._front = self.front()

    def _went(self, key: str) -> None:
        if key == PRINT:
            self._places.ask("show_front", self._front)
