"""The line at the foot of a dialog that stays open: what was just done, with *Undo*. The status line lies behind it."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core.errors import UserError
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton, tip
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.services import history


class Said(QWidget):
    """Hears of what is done by itself; `takes` is for the keys of its dialog."""

    def __init__(self, ui: Ui, width: int, *, name: str) -> None:
        _ = ui.words.gettext
        super().__init__()
        self._ui = ui
        self.text = ElidedLabel(tone="text_2", name=f"{name}-said")
        self.text.setFixedWidth(width)
        self.undo = LinkButton(_("Undo"), tip_text=tip(_("Undo"), "Ctrl+Z"), name=f"{name}-undo")
        self.undo.clicked.connect(self._undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.undo)
        row.addWidget(self.text)
        self.undo.hide()
        ui.bus.message.connect(self._say)

    def takes(self, event: QKeyEvent) -> bool:
        """Undo what is said, where the keys ask for that; whether they did."""
        asked = event.matches(QKeySequence.StandardKey.Undo) and not self.undo.isHidden()
        if asked:
            self._undo()
        return asked

    def _say(self, text: str, undo: bool) -> None:
        self.text.set_text(text)
        self.undo.setVisible(undo)

    def _undo(self) -> None:
        try:
            action, changes = history.undo(self._ui.desk)
        except UserError as error:
            self._ui.bus.failed.emit(error)
            return
        words = self._ui.words
        told = words.gettext("Undone: {action}").format(action=history.describe(action, words))
        self._ui.bus.changed.emit(changes)
        self._ui.bus.message.emit(told, False)
