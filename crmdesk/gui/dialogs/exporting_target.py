"""Where a file goes: its line in a dialog, and that nothing is replaced unasked."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QWidget

from crmdesk.core.errors import UserError
from crmdesk.gui.dialogs.importing_parts import Trouble
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.inputs import LineEdit
from crmdesk.gui.widgets.saving import export_folder, free_name
from crmdesk.services.targets import check_ending


class TargetLine(QWidget):
    """A path and a button that asks for one. `typed`: another file is meant now.

    `title` is that of the system's dialog, `filters` its kinds of file by ending.
    """

    typed = Signal()

    def __init__(
        self, ui: Ui, title: str, filters: dict[str, str], *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        _ = ui.words.gettext
        self._ui = ui
        self._title = title
        self._filters = filters
        self._ending = next(iter(filters))
        self._proposed = ""
        self._agreed: Path | None = None
        self.edit = LineEdit(width=0, name=f"{name}-path", label=_("File"))
        self.browse = Button(_("Choose..."), name=f"{name}-browse")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.BETWEEN)
        row.addWidget(self.edit, 1)
        row.addWidget(self.browse)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setFocusProxy(self.edit)
        self.edit.textEdited.connect(self._edited)
        self.browse.clicked.connect(self._browse)

    def path(self) -> Path | None:
        """The file meant, with its folder and ending; None where nothing is said."""
        text = self.edit.text().strip()
        if not text:
            return None
        with contextlib.suppress(RuntimeError):  # ~ and a name nobody has is a name like any other
            text = str(Path(text).expanduser())
        path = export_folder(self._ui) / text
        if not path.name:
            return None
        return path if path.suffix else path.with_name(path.name + self._ending)

    def propose(self, stem: str, ending: str) -> None:
        """Another name or kind of file; what was typed keeps its name."""
        self._ending = ending
        path = self.path()
        if path is None or self.edit.text() == self._proposed:
            path = free_name(self._ui, stem, ending)
            self._proposed = str(path)
        self._show(path.with_suffix(ending))

    def settled(self, trouble: Trouble, confirm: Button) -> Path | None:
        """The file to be written; None while something is in the way, which is said: no name, an ending of no kind, or
        a file that is there already. That one is asked about once, by another word on the button.
        """
        path, _ = self.path(), self._ui.words.gettext
        if path is None:
            trouble.say(_("Say where the file is to go."))
            self.take_focus()
            return None
        try:
            check_ending(path, tuple(self._filters))
        except UserError as error:
            trouble.say(self._ui.sentence(error))
            return None
        if path.is_file() and self._agreed != path:
            self._agreed = path
            trouble.say(_("“{file}” is there already and would be replaced.").format(file=path.name), warn=True)
            confirm.setText(_("Replace"))
            return None
        return path

    def forget(self) -> None:
        """What was agreed for one file does not hold for another."""
        self._agreed = None

    def set_running(self, running: bool) -> None:
        self.edit.setEnabled(not running)
        self.browse.setEnabled(not running)

    def take_focus(self) -> None:
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, path: Path) -> None:
        self.edit.setText(str(path))
        self.edit.setCursorPosition(len(self.edit.text()))
        self.forget()

    def _edited(self) -> None:
        self.forget()
        self.typed.emit()

    def _browse(self) -> None:
        ending = self._ending
        filters = ";;".join(f"{words} (*{known})" for known, words in self._filters.items())
        start = str(self.path() or free_name(self._ui, self._title, ending))
        now = f"{self._filters[ending]} (*{ending})"
        path, _kind = QFileDialog.getSaveFileName(self, self._title, start, filters, now)
        if not path:
            return
        chosen = Path(path) if Path(path).suffix else Path(path + ending)
        self._show(chosen)
        self.typed.emit()
        self._agreed = chosen if chosen.is_file() and chosen == Path(path) else None
