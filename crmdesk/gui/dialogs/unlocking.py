"""Opening an encrypted data file: its password is asked, another file or leaving offered."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from crmdesk.core.words import Words
from crmdesk.gui.dialogs.files import OPEN, QUIT, RESTORE
from crmdesk.gui.dialogs.trouble import Troubles
from crmdesk.gui.dialogs.unlocking_form import UnlockForm
from crmdesk.gui.theme import tokens
from crmdesk.gui.widgets.buttons import Button, LinkButton
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.tab_order import eye_order
from crmdesk.services.security import Key

_WIDTH = 460
UNLOCKED = "unlocked"


class UnlockDialog(Dialog):
    """`choice` is `UNLOCKED` (then `key` opens the file), `files.OPEN` for another file,
    `files.RESTORE` for a backup in its place, or `files.QUIT`.

    `leaving` are the words of the answer that gives it up; `detail` says more about what is being opened.
    """

    def __init__(
        self, path: Path, words: Words, *, leaving: str = "", detail: str = "", parent: QWidget | None = None
    ) -> None:
        _ = words.gettext
        super().__init__(_("Password"), words, cancel=leaving or _("Quit"), name="unlocking", parent=parent)
        self.choice, self.path = QUIT, path
        self.key: Key | None = None
        self._troubles = Troubles(words, self)
        self.body.setContentsMargins(*[tokens.SECTIONS] * 4)
        told = _("“{file}” is protected by a password.").format(file=path.stem)
        sentence = Label(told, bold=True, wrap=True, name="unlocking-sentence")
        sentence.setMinimumWidth(_WIDTH - 2 * tokens.SECTIONS)
        self.body.addWidget(sentence)
        self.body.addWidget(Label(detail or str(path), tone="text_2", points=tokens.SMALL, wrap=True))
        self.body.addSpacing(tokens.BETWEEN)
        self.form = UnlockForm(path, words, name="unlocking-form")
        self.form.opened.connect(self._opened)
        self.form.failed.connect(self._troubles.show)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        if not leaving:
            another = Button(_("Open another file..."), name="unlocking-open")
            another.clicked.connect(self._another)
            self.add_before_confirm(another)
            restore = LinkButton(_("Restore a backup..."), name="unlocking-restore")
            restore.clicked.connect(self._restore)
            self.add_left(restore)
        self.cancel_button.setDefault(False)
        self.setMinimumWidth(_WIDTH)
        eye_order(self)
        self.form.take_keyboard()

    def done(self, result: int) -> None:
        self.form.close_down()
        super().done(result)

    def _opened(self, key: Key) -> None:
        self.choice, self.key = UNLOCKED, key
        self.accept()

    def _restore(self) -> None:
        self.choice = RESTORE
        self.accept()

    def _another(self) -> None:
        self.choice = OPEN
        self.accept()


def ask_key(path: Path, words: Words, parent: QWidget | None, *, detail: str = "") -> Key | None:
    """The key of an encrypted data file or backup, typed by the person; None when they gave it up."""
    dialog = UnlockDialog(path, words, leaving=words.gettext("Cancel"), detail=detail, parent=parent)
    dialog.exec()
    dialog.deleteLater()
    return dialog.key
