"""What opens an encrypted data file: its password or the key of the recovery sheet."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.gui.dialogs.password_input import PasswordInput
from crmdesk.gui.dialogs.unlocking_key import KeyGroups
from crmdesk.gui.dialogs.unlocking_trying import Trying
from crmdesk.gui.theme import tokens
from crmdesk.gui.widgets.buttons import Button, LinkButton
from crmdesk.gui.widgets.form import ProblemMark


class UnlockForm(QWidget):
    """`opened` tells the key; `failed` an exception that is no fault of what was typed."""

    opened = Signal(object)
    failed = Signal(object)

    def __init__(self, path: Path, words: Words, *, name: str = "unlock", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        _ = words.gettext
        self.setObjectName(name)
        self.trying = Trying(path, self)
        self.password = PasswordInput(words, name=f"{name}-password", label=_("Password"))
        self.password.line.setPlaceholderText(_("Password"))
        self.groups = KeyGroups(words, name=f"{name}-group")
        self.mark = ProblemMark(wrap=True)
        self.capitals = ProblemMark(wrap=True)
        self.unlock = Button(_("Unlock"), kind="main", icon="lock", icon_tone="on_accent", name=f"{name}-button")
        self.other_way = LinkButton(_("Use the recovery sheet..."), name=f"{name}-other-way")
        self._lay_out()
        self._connect()
        self._show_way(sheet=False)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(tokens.AROUND)
        row.addWidget(self.unlock)
        row.addWidget(self.other_way)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.BETWEEN)
        for widget in (self.password, self.groups, self.capitals, self.mark):
            column.addWidget(widget)
        column.addSpacing(tokens.INSIDE)
        column.addLayout(row)

    def _connect(self) -> None:
        for one in (self.password, self.groups):
            one.entered.connect(self._attempt)
            one.changed.connect(self._typed)
        self.password.capitals.connect(self._tell_capitals)
        self.unlock.clicked.connect(self._attempt)
        self.other_way.clicked.connect(self._turn)
        self.trying.opened.connect(self._opened)
        self.trying.refused.connect(self._refused)
        self.trying.changed.connect(self._settle)

    @property
    def by_sheet(self) -> bool:
        """Whether the key of the recovery sheet is being typed."""
        return not self.groups.isHidden()

    def take_keyboard(self) -> None:
        field = self.groups.lines[0] if self.by_sheet else self.password.line
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_down(self) -> None:
        """Forget what was typed."""
        self.trying.close()
        self.password.clear()
        self.groups.clear()

    def _turn(self) -> None:
        self._show_way(sheet=not self.by_sheet)
        self.take_keyboard()

    def _show_way(self, *, sheet: bool) -> None:
        _ = self._words.gettext
        self.password.setVisible(not sheet)
        self.groups.setVisible(sheet)
        self.other_way.setText(_("Use the password") if sheet else _("Use the recovery sheet..."))
        self.capitals.show_problem("", "")
        self.mark.show_problem("", "")
        self._settle()

    def _typed(self) -> None:
        if self.mark.text():
            self.mark.show_problem("", "")
            self.password.set_state("")
        self._settle()

    def _attempt(self) -> None:
        if self.unlock.isEnabled():
            self.trying.attempt(self.groups.text() if self.by_sheet else self.password.text())

    def _settle(self) -> None:
        _ = self._words.gettext
        trying = self.trying
        typed = self.groups.whole() if self.by_sheet else bool(self.password.text())
        self.unlock.setEnabled(trying.ready and typed)
        text = _("Unlock")
        if trying.waiting:
            text = _("Wait {seconds} s").format(seconds=trying.waiting)
        elif trying.busy:
            text = _("Checking...")
        self.unlock.setText(text)

    def _opened(self, key: object) -> None:
        self.password.clear()
        self.groups.clear()
        self.opened.emit(key)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self.failed.emit(error)
            return
        self.mark.show_problem("bad", self._words.error(error))
        if not self.by_sheet:
            self.password.set_state("bad")
            self.password.select()

    def _tell_capitals(self, on: bool) -> None:
        told = self._words.gettext("Caps Lock is on.") if on else ""
        self.capitals.show_problem("warn" if on else "", told)
