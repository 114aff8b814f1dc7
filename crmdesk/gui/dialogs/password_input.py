"""An input for a password: hidden unless one looks at it, and it says when Caps Lock is on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from crmdesk.core.words import Words
from crmdesk.gui.theme import tokens
from crmdesk.gui.widgets.buttons import IconButton
from crmdesk.gui.widgets.inputs import LineEdit


class PasswordLine(LineEdit):
    """`capitals`: whether Caps Lock seems to be on, as far as what is typed shows it."""

    capitals = Signal(bool)

    def __init__(self, *, name: str, label: str, width: int = tokens.LONG_INPUT) -> None:
        super().__init__(width=width, name=name, label=label)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._locked = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text, shift = event.text(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_CapsLock:
            self._tell(locked=not self._locked)
        elif text.isalpha() and text.isascii():
            self._tell(locked=text.isupper() != shift)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._tell(locked=False)

    def _tell(self, *, locked: bool) -> None:
        if locked != self._locked:
            self._locked = locked
            self.capitals.emit(locked)


class PasswordInput(QWidget):
    """The line with an eye behind it. `changed` when something was typed, `entered` for Return."""

    changed = Signal()
    entered = Signal()
    capitals = Signal(bool)

    def __init__(self, words: Words, *, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = words.gettext
        self._names = _("Show what is typed"), _("Hide what is typed")
        self.line = PasswordLine(name=name, label=label)
        self.eye = IconButton("eye", self._names[0], name=f"{name}-eye")
        self.eye.setCheckable(True)
        self.eye.toggled.connect(self._look)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.INSIDE)
        row.addWidget(self.line, 1)
        row.addWidget(self.eye)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(tokens.LONG_INPUT + tokens.INSIDE + self.eye.sizeHint().width())
        self.setFocusProxy(self.line)
        self.setAccessibleName(label)
        self.line.textEdited.connect(self._edited)
        self.line.capitals.connect(self.capitals)
        self.line.installEventFilter(self)

    def text(self) -> str:
        return self.line.text()

    def clear(self) -> None:
        """Forget what was typed, and hide it again."""
        self.line.clear()
        self.eye.setChecked(False)

    def select(self) -> None:
        """The keyboard, with what was typed selected."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.selectAll()

    def set_state(self, state: str) -> None:
        """`bad`, `warn` or empty, at the edge of the line."""
        self.line.setProperty("state", state)
        self.line.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return True
        return super().eventFilter(watched, event)

    def _edited(self, _text: str) -> None:
        self.changed.emit()

    def _look(self, looked: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if looked else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        self.eye.set_icon("eye-off" if looked else "eye", "text_2")
        self.eye.setAccessibleName(self._names[looked])
        self.eye.setToolTip(self._names[looked])
