"""Ctrl+P: what is in front of one, printed; another kind, others and another look can be chosen here."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from crmdesk.gui.dialogs.printing_pane import PrintPane
from crmdesk.gui.models.printing import InFront
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Dialog

_SIZE = QSize(1120, 640)
_LEAST = QSize(880, 480)


class PrintDialog(Dialog):
    """`kind`: wanted instead of what one mostly prints of it. Closing it stops what is being printed."""

    def __init__(self, ui: Ui, front: InFront, parent: QWidget | None = None, *, kind: str = "") -> None:
        super().__init__(ui.words.gettext("Print"), ui.words, size=_SIZE, name="print-dialog", parent=parent)
        self.setMinimumSize(_LEAST)
        self.pane = PrintPane(ui, name="print-pane")
        self.set_body(self.pane)
        self.add_before_confirm(self.pane.doing.buttons)
        self.cancel_button.setDefault(False)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.pane.doing.print)
        self.pane.show_front(front, kind)
        self.pane.take_keyboard()

    def keyPressEvent(self, event) -> None:
        """Enter in an input sets the pages anew; it prints nothing."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        else:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Stop what is being printed, or leave."""
        if self.pane.doing.running:
            self.pane.doing.stop()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.pane.doing.stop()
        super().closeEvent(event)
