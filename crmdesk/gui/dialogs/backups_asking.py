"""What is asked about a backup: its password where it has another one, and whether it is really to be deleted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.gui.dialogs.unlocking import ask_key
from crmdesk.gui.models.backups import why
from crmdesk.gui.theme import tokens
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.labels import Label
from crmdesk.services import restoring, security
from crmdesk.services.backups import Backup
from crmdesk.services.security import Key

_WIDTH = 440


def key_of(path: Path, here: Key | None, words: Words, parent: QWidget | None) -> Key | None:
    """The key of a backup; None for a plain one. A password is asked where that of the data file (`here`) does not fit.

    Raises UserError: 'cancelled' when the person gave it up; 'file-missing', 'file-not-ours', damaged.
    """
    if not security.is_protected(path):
        return None
    if here is not None and restoring.fits(path, here):
        return here
    _ = words.gettext
    told = _("It was backed up under another password, or is of another data file.") if here is not None else ""
    key = ask_key(path, words, parent, detail=told or str(path))
    if key is None:
        raise UserError("cancelled")
    return key


class DeletingBackup(Dialog):
    """Names what is deleted; the safe answer is the default."""

    def __init__(self, backup: Backup, words: Words, parent: QWidget | None = None) -> None:
        _ = words.gettext
        super().__init__(
            _("Delete a backup"), words, confirm=_("Delete"), danger=True, name="backup-deleting", parent=parent
        )
        self.body.setContentsMargins(*[tokens.SECTIONS] * 4)
        told = _("Delete the backup of {when}?").format(when=words.moment(backup.at))
        sentence = Label(told, bold=True, wrap=True, name="backup-deleting-sentence")
        sentence.setMinimumWidth(_WIDTH)
        self.body.addWidget(sentence)
        reason = why(backup, words)
        detail = _("{reason}. It cannot be brought back.").format(reason=reason) if reason else ""
        self.body.addWidget(Label(detail or _("It cannot be brought back."), tone="text_2", wrap=True))
        self.body.addWidget(Label(str(backup.path), points=tokens.SMALL, tone="text_2", wrap=True, selectable=True))
