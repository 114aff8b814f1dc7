"""The thin line at the bottom: what is open, what was just done (with Undo), when it was backed up, who I am."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import fill, horizontal, scheme_of, sized
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.labels import ElidedLabel


class StatusLine(QWidget):
    """24 high. `acted` tells that the link behind the message was clicked, `sign_pressed` that the sign was."""

    acted = Signal()
    sign_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status-line")
        self.setFixedHeight(tokens.STATUS_LINE)
        self._left = _Texts("status-left", self)
        self._right = _Texts("status-right", self)
        self._message = ElidedLabel(points=tokens.SMALL, tone="text_2", name="status-message")
        self._message.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._link = LinkButton("", name="status-action")
        self._link.setFont(sized(self._link.font(), tokens.SMALL))
        self._link.clicked.connect(self.acted)
        self._sign = LinkButton("", icon="eye-off", name="status-sign")
        self._sign.setFont(sized(self._sign.font(), tokens.SMALL))
        self._sign.clicked.connect(self.sign_pressed)
        self._sign.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.AROUND, 2, tokens.AROUND, 0)
        row.setSpacing(tokens.AROUND)
        row.addWidget(self._left)
        row.addWidget(self._message)
        row.addWidget(self._link)
        row.addStretch(1)
        row.addWidget(self._sign)
        row.addWidget(self._right)
        self.clear_message()

    def set_left(self, texts: Sequence[str]) -> None:
        """File, count, selection …"""
        self._left.set_texts(texts)

    def set_right(self, texts: Sequence[str]) -> None:
        """Last backup, who I am."""
        self._right.set_texts(texts)

    def set_sign(self, text: str, hint: str = "") -> None:
        """A state of the whole window that a click ends; '' for none."""
        self._sign.setText(text)
        self._sign.setToolTip(hint)
        self._sign.setAccessibleDescription(hint)
        self._sign.setVisible(bool(text))

    def say(self, text: str, action: str = "", hint: str = "") -> None:
        """What was just done; `action` is the link behind it, `hint` its shortcut."""
        self._message.set_text(text)
        self._message.setVisible(bool(text))
        self._link.setText(f"{action} {hint}".strip())
        self._link.setVisible(bool(action))

    def message(self) -> str:
        return self._message.text()

    def clear_message(self) -> None:
        self.say("")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        scheme = scheme_of(self.palette())
        fill(painter, self.rect(), QColor(scheme.window))
        horizontal(painter, 0, self.width(), 0, QColor(scheme.line))


class _Texts(QWidget):
    """A few short texts with 16 pixels between them."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(tokens.AROUND)
        self._labels: list[ElidedLabel] = []

    def set_texts(self, texts: Sequence[str]) -> None:
        shown = [text for text in texts if text]
        while len(self._labels) < len(shown):
            label = ElidedLabel(points=tokens.SMALL, tone="text_2")
            self._labels.append(label)
            self._row.addWidget(label)
        for place, label in enumerate(self._labels):
            label.set_text(shown[place] if place < len(shown) else "")
            label.setVisible(place < len(shown))
        self.setAccessibleName(" ".join(shown))
        self.setVisible(bool(shown))
