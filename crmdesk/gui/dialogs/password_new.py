"""Typing a new password twice, with a word on how easily it is guessed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.passwords import weakness
from crmdesk.core.words import Words
from crmdesk.gui.dialogs.password_input import PasswordInput
from crmdesk.gui.theme import tokens
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.labels import Label


class PasswordRow(FormRow):
    """A password in a form; Caps Lock is pointed out unless something else is."""

    def __init__(self, words: Words, label: str, *, label_width: int, name: str) -> None:
        self.input = PasswordInput(words, name=name, label=label)
        super().__init__(label, self.input, label_width=label_width)
        self._words = words
        self._problem = ("", "")
        self.input.capitals.connect(self._capitals)

    def set_problem(self, state: str, text: str = "") -> None:
        super().set_problem(state, text)
        self._problem = state, text
        self.input.set_state(state)

    def _capitals(self, on: bool) -> None:
        if self._problem[0] == "bad":
            return
        super().set_problem("warn" if on else "", self._words.gettext("Caps Lock is on.") if on else "")


class NewPassword(QWidget):
    """`changed`: something was typed; `entered`: Return in the second line."""

    changed = Signal()
    entered = Signal()

    def __init__(self, words: Words, *, label_width: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = words.gettext
        self._words = words
        self.setObjectName(name)
        self.first = PasswordRow(words, _("New password"), label_width=label_width, name=f"{name}-first")
        self.again = PasswordRow(words, _("Once more"), label_width=label_width, name=f"{name}-again")
        self.strength = Label("", points=tokens.SMALL, tone="text_2", wrap=True, name=f"{name}-strength")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.first)
        foot = QHBoxLayout()
        foot.setContentsMargins(label_width + tokens.LABEL_GAP_EDIT, 0, 0, tokens.INSIDE)
        foot.addWidget(self.strength)
        column.addLayout(foot)
        column.addWidget(self.again)
        for row in (self.first, self.again):
            row.input.changed.connect(self._typed)
        self.first.input.entered.connect(self._next)
        self.again.input.entered.connect(self.entered)
        self._tell()

    def password(self) -> str:
        """What was typed twice alike, or ''."""
        typed = self.first.input.text()
        return typed if typed == self.again.input.text() else ""

    def clear(self) -> None:
        """Nothing typed stays."""
        self.first.input.clear()
        self.again.input.clear()
        self._typed()

    def _next(self) -> None:
        self.again.input.select()

    def _typed(self) -> None:
        self._tell()
        first, again = self.first.input.text(), self.again.input.text()
        apart = bool(again) and not first.startswith(again)
        self.again.set_problem("bad" if apart else "", self._words.gettext("Not the same.") if apart else "")
        self.changed.emit()

    def _tell(self) -> None:
        """How easily it is guessed; a weak one is not refused."""
        _ = self._words.gettext
        typed = self.first.input.text()
        found = weakness(typed)
        if not typed:
            self.strength.set_tone("text_2")
            self.strength.setText(_("Best are several words that only you put together."))
        elif found is not None:
            self.strength.set_tone("warn")
            self.strength.setText(self._words.problem(found))
        else:
            self.strength.set_tone("good")
            self.strength.setText(_("Hard to guess."))
