"""Before unsaved changes are left: save them, give them up, or go on editing."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from crmdesk.core.words import Words
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.labels import Label

SAVE, DISCARD, STAY = "save", "discard", "stay"
_WIDTH = 420


class LeaveDialog(Dialog):
    """Names what was changed; `answer` is one of `SAVE`, `DISCARD`, `STAY`."""

    def __init__(self, words: Words, name: str, parent: QWidget | None) -> None:
        _ = words.gettext
        super().__init__(
            _("Unsaved changes"), words, confirm=_("Save"), cancel=_("Go on editing"), name="leave", parent=parent
        )
        self.answer = STAY
        question = _("Save the changes to “{name}”?").format(name=name)
        self.body.addWidget(Label(question, bold=True, wrap=True, name="leave-question"))
        self.body.addWidget(Label(_("What was typed is lost if you give it up."), tone="text_2", wrap=True))
        self.setMinimumWidth(_WIDTH)
        self.discard_button = Button(_("Give up changes"), name="leave-discard")
        self.discard_button.clicked.connect(self._discard)
        self.add_left(self.discard_button)

    def accept(self) -> None:
        self.answer = SAVE
        super().accept()

    def _discard(self) -> None:
        self.answer = DISCARD
        super().accept()


def ask_to_leave(words: Words, name: str, parent: QWidget | None) -> str:
    """`SAVE`, `DISCARD` or `STAY`."""
    dialog = LeaveDialog(words, name, parent)
    dialog.exec()
    answer = dialog.answer
    dialog.deleteLater()
    return answer
