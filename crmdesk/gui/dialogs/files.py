"""Choosing a data file: an existing one, a new one, and what to do when one cannot be opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.gui.theme import tokens
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.labels import Label

SUFFIX = ".crmdesk"
OPEN, NEW, QUIT = "open", "new", "quit"
RESTORE, REPAIR = "restore", "repair"
LOST = ("file-damaged", "file-not-ours", "file-empty", "file-failed")
"""What a backup helps against, by code."""
_WIDTH = 440


def ask_open(parent: QWidget | None, words: Words, folder: Path) -> Path | None:
    """Which existing data file to open; None when the person changed their mind."""
    _ = words.gettext
    path, _kind = QFileDialog.getOpenFileName(parent, _("Open a data file"), str(folder), kinds(words))
    return Path(path) if path else None


def ask_new(parent: QWidget | None, words: Words, folder: Path) -> Path | None:
    """Where a new data file goes; None when the person changed their mind. Raises UserError('file-exists')."""
    _ = words.gettext
    path, _kind = QFileDialog.getSaveFileName(
        parent,
        _("New data file"),
        str(folder / (_("Customers") + SUFFIX)),
        kinds(words),
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


def kinds(words: Words) -> str:
    """The kinds of file for the dialogs of the system: data files, then all."""
    _ = words.gettext
    return _("Data files") + f" (*{SUFFIX});;" + _("All files") + " (*)"


class FileTrouble(Dialog):
    """A data file could not be opened: the sentence, and the ways on. `choice` is `OPEN`, `NEW` or `QUIT`, and where
    it is `lost` also `RESTORE` or `REPAIR`."""

    def __init__(self, sentence: str, words: Words, parent: QWidget | None = None, *, lost: bool = False) -> None:
        _ = words.gettext
        super().__init__(
            _("The data file cannot be opened"), words, cancel=_("Quit"), name="file-trouble", parent=parent
        )
        self.choice = QUIT
        text = Label(sentence, wrap=True, selectable=True, name="file-trouble-sentence")
        text.setMinimumWidth(_WIDTH)
        self.body.setContentsMargins(*[tokens.SECTIONS] * 4)
        self.body.addWidget(text)
        self._answers: dict[QObject, str] = {}
        if lost:
            self._answer(RESTORE, _("Restore a backup..."))
            self._answer(REPAIR, _("Repair into a new file..."))
        self._answer(OPEN, _("Open another file..."))
        self._answer(NEW, _("New..."))
        next(button for button in self._answers if isinstance(button, Button)).setDefault(True)

    def _answer(self, choice: str, text: str) -> None:
        button = Button(text, name=f"file-trouble-{choice}")
        button.clicked.connect(self._answered)
        self._answers[button] = choice
        self.add_before_confirm(button)

    def _answered(self) -> None:
        self.choice = self._answers[self.sender()]
        self.accept()
