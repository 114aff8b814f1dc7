"""Choosing a data file: an existing one, a new one, and what to do when one cannot be opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.gui.theme import tokens
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.labels import Label

SUFFIX = ".crmdesk"
OPEN, NEW, QUIT = "open", "new", "quit"
_WIDTH = 440


def ask_open(parent: QWidget | None, words: Words, folder: Path) -> Path | None:
    """Which existing data file to open; None when the person changed their mind."""
    _ = words.gettext
    path, _kind = QFileDialog.getOpenFileName(parent, _("Open a data file"), str(folder), _kinds(words))
    return Path(path) if path else None


def ask_new(parent: QWidget | None, words: Words, folder: Path) -> Path | None:
    """Where a new data file goes; None when the person changed their mind. Raises UserError('file-exists')."""
    _ = words.gettext
    path, _kind = QFileDialog.getSaveFileName(
        parent,
        _("New data file"),
        str(folder / (_("Customers") + SUFFIX)),
        _kinds(words),
        options=QFileDialog.Option.DontConfirmOverwrite,
    )
    if not path:
        return None
    chosen = Path(path)
    if not chosen.suffix:
        chosen = chosen.with_suffix(SUFFIX)
    if chosen.exists():
        raise UserError("file-exists", path=str(chosen))
    return chosen


def _kinds(words: Words) -> str:
    _ = words.gettext
    return _("Data files") + f" (*{SUFFIX});;" + _("All files") + " (*)"


class FileTrouble(Dialog):
    """A data file could not be opened: the sentence, and the ways on. `choice` is `OPEN`, `NEW` or `QUIT`."""

    def __init__(self, sentence: str, words: Words, parent: QWidget | None = None) -> None:
        _ = words.gettext
        super().__init__(
            _("The data file cannot be opened"), words, cancel=_("Quit"), name="file-trouble", parent=parent
        )
        self.choice = QUIT
        text = Label(sentence, wrap=True, selectable=True, name="file-trouble-sentence")
        text.setMinimumWidth(_WIDTH)
        self.body.setContentsMargins(*[tokens.SECTIONS] * 4)
        self.body.addWidget(text)
        another = Button(_("Open another..."), name="file-trouble-open")
        new = Button(_("New..."), name="file-trouble-new")
        another.clicked.connect(self._open)
        new.clicked.connect(self._new)
        self.add_before_confirm(another)
        self.add_before_confirm(new)
        another.setDefault(True)

    def _open(self) -> None:
        self.choice = OPEN
        self.accept()

    def _new(self) -> None:
        self.choice = NEW
        self.accept()
