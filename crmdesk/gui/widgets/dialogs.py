"""The frame of every dialog of ours: content on white, answers below, the confirming one left of Cancel."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.words import Words
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import fill, horizontal, scheme_of
from crmdesk.gui.widgets.buttons import Button

_FOOT = 52


class Ground(QWidget):
    """A widget filled with the content's colour (`base`) or the window's (`window`)."""

    def __init__(self, token: str = "base", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token = token
        self.setObjectName(name)

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill(QPainter(self), self.rect(), QColor(getattr(scheme_of(self.palette()), self._token)))


class _Foot(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(_FOOT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        scheme = scheme_of(self.palette())
        fill(painter, self.rect(), QColor(scheme.window))
        horizontal(painter, 0, self.width(), 0, QColor(scheme.line))


class Dialog(QDialog):
    """`body` is the layout of the content, 16 around. `confirm` empty: nothing to confirm, Cancel closes.

    `danger` keeps the default on Cancel and the confirming button plain: for what cannot be undone.
    """

    def __init__(
        self,
        title: str,
        words: Words,
        *,
        confirm: str = "",
        cancel: str = "",
        size: QSize | None = None,
        danger: bool = False,
        name: str = "dialog",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        self.setMaximumHeight(tokens.DIALOG_MAX_HEIGHT)
        _ = words.gettext
        self.content = Ground("base", name=f"{name}-content", parent=self)
        self.body = QVBoxLayout(self.content)
        self.body.setContentsMargins(*[tokens.AROUND] * 4)
        self.body.setSpacing(tokens.BETWEEN)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.content, 1)
        column.addWidget(self._make_foot(confirm, cancel or (_("Cancel") if confirm else _("Close")), danger, name))
        if size is not None:
            self.resize(size)

    def _make_foot(self, confirm: str, cancel: str, danger: bool, name: str) -> QWidget:
        foot = _Foot(self)
        self._foot_row = QHBoxLayout(foot)
        self._left_count = 0
        self._foot_row.setContentsMargins(tokens.AROUND, tokens.BETWEEN + 5, tokens.AROUND, tokens.BETWEEN + 3)
        self.confirm_button = Button(confirm, kind="plain" if danger else "main", name=f"{name}-confirm")
        if not confirm:
            self.confirm_button.hide()
        self.cancel_button = Button(cancel, name=f"{name}-cancel")
        self.confirm_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        self._foot_row.addStretch(1)
        self._foot_row.addWidget(self.confirm_button)
        self._foot_row.addWidget(self.cancel_button)
        (self.cancel_button if danger or not confirm else self.confirm_button).setDefault(True)
        return foot

    def add_left(self, widget: QWidget) -> None:
        """Something at the left end of the button row."""
        self._foot_row.insertWidget(self._left_count, widget)
        self._left_count += 1

    def add_before_confirm(self, widget: QWidget) -> None:
        """Such as Back, left of the confirming answer."""
        self._foot_row.insertWidget(self._foot_row.indexOf(self.confirm_button), widget)

    def set_body(self, widget: QWidget) -> None:
        """Content that fills the dialog to its edges."""
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(widget)


class FormDialog(Dialog):
    """A dialog with a form, which the keys that save a form accept."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if asks_to_save(event):
            self.accept()
        else:
            super().keyPressEvent(event)


def asks_to_save(event: QKeyEvent) -> bool:
    """Whether a key saves a form wherever one is in it: Ctrl+S or Ctrl+Enter."""
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return control and event.key() in (Qt.Key.Key_S, Qt.Key.Key_Return, Qt.Key.Key_Enter)
