"""The page Print: every kind of printed matter, of whom, how, and the pages (METHOD.md sections 1, 6, 11, 13, 15)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from crmdesk.gui.dialogs.printing_pane import PrintPane
from crmdesk.gui.models.printing import InFront
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Ground


class PrintPage(Ground):
    """What was in front on the page before is what is printed at first."""

    shown = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__("base", name="print-page")
        self.ui = ui
        self.setAccessibleName(ui.words.gettext("Print"))
        self.pane = PrintPane(ui, name="print-centre")
        self.pane.foot.addWidget(self.pane.doing.buttons, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pane)

    def show_front(self, front: InFront) -> None:
        """What one had in front before coming here; the kind stays that of the last time."""
        if not self.pane.kinds.key():
            self.pane.show_front(front, self.ui.preferences.print_kind)
        elif front != self.pane.front:
            self.pane.show_front(front, self.pane.kind.key)

    # What the window asks

    def take_keyboard(self) -> None:
        self.pane.take_keyboard()

    def print_now(self) -> bool:
        """Ctrl+P: print what is shown."""
        self.pane.doing.print()
        return True

    def status(self) -> list[str]:
        return []

    def close_down(self) -> None:
        self.pane.doing.stop()
