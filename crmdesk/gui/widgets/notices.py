"""Progress of long work, and the amber bar that points something out without being in the way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from crmdesk.gui.icons import draw_icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed, fill, horizontal, scheme_of
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.labels import ElidedLabel

_LOW, _HIGH = 44, 60
_LARGE_ICON = 20
_BAR = 4


class ProgressLine(QWidget):
    """A sentence over a thin bar; Cancel (`cancelled`) where a word for it is given."""

    cancelled = Signal()

    def __init__(self, cancel: str = "", *, name: str = "progress", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._text = ElidedLabel(points=tokens.SMALL, tone="text_2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setObjectName(f"{name}-bar")
        self._bar.setFixedHeight(_BAR)
        self._cancel = Button(cancel, name=f"{name}-cancel")
        if not cancel:
            self._cancel.hide()
        self._cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.AROUND)
        column = QVBoxLayout()
        column.setSpacing(tokens.INSIDE)
        column.addStretch()
        column.addWidget(self._text)
        column.addWidget(self._bar)
        column.addStretch()
        row.addLayout(column, 1)
        row.addWidget(self._cancel)

    def show_progress(self, text: str, done: int, total: int) -> None:
        """`total` 0: how much is not known, the bar stays empty."""
        self._text.set_text(text)
        self._bar.setAccessibleName(text)
        scale = 10_000
        share = min(scale, done * scale // total) if total > 0 else 0
        self._bar.setRange(0, scale)
        self._bar.setValue(share)


class NoticeBar(QWidget):
    """A triangle, a sentence, a quieter second one, and answers; `answered` tells the key of the button.

    `tone` is 'warn', 'bad', 'good', or 'plain' for what is neither; `on_top` of a page its line is below it;
    `typed`: the sentence is mostly people's own data.
    """

    answered = Signal(str)

    def __init__(
        self,
        title: str,
        detail: str = "",
        buttons: Sequence[tuple[str, str]] = (),
        *,
        tone: str = "warn",
        on_top: bool = False,
        typed: bool = False,
        margin: int = tokens.AROUND,
        name: str = "notice",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._on_top = on_top
        self._margin = margin
        self._icon = tokens.ICON
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._title = ElidedLabel(title)
        self._detail = ElidedLabel(detail, points=tokens.SMALL, tone="text_2")
        if typed:
            for label in (self._title, self._detail):
                label.setFont(as_typed(label.font()))
        row = QHBoxLayout(self)
        row.setContentsMargins(margin, 0 if on_top else 1, margin, 1 if on_top else 0)
        self._space = QSpacerItem(0, 0, QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        row.addItem(self._space)
        row.setSpacing(tokens.BETWEEN)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(self._title)
        words.addWidget(self._detail)
        words.addStretch()
        row.addLayout(words, 1)
        self.buttons = {key: self._button(key, text, row) for key, text in buttons}
        self.set_text(title, detail)

    def _button(self, key: str, text: str, row: QHBoxLayout) -> Button:
        button = Button(text, name=f"{self.objectName()}-{key}")
        button.clicked.connect(self._answer)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return button

    def _answer(self) -> None:
        pressed = self.sender()
        for key, button in self.buttons.items():
            if button is pressed:
                self.answered.emit(key)

    def set_text(self, title: str, detail: str = "") -> None:
        """One line, or a bold one with a quieter one below."""
        font = self._title.font()
        font.setBold(bool(detail))
        self._title.setFont(font)
        self._title.set_text(title)
        self._detail.set_text(detail)
        self._detail.setVisible(bool(detail))
        self.setAccessibleName(f"{title} {detail}".strip())
        self._icon = _LARGE_ICON if detail else tokens.ICON
        gap = tokens.BETWEEN + (tokens.INSIDE if detail else 0)
        self._space.changeSize(self._icon + gap, 0, QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        self.setFixedHeight(_HIGH if detail else _LOW)
        if (layout := self.layout()) is not None:
            layout.invalidate()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        scheme = scheme_of(self.palette())
        fill(
            painter,
            self.rect(),
            QColor(scheme.hover if self._tone == "plain" else getattr(scheme, f"{self._tone}_tint")),
        )
        horizontal(painter, 0, self.width(), self.height() - 1 if self._on_top else 0, QColor(scheme.line))
        name = {"warn": "warning", "bad": "error", "good": "done", "plain": "info"}[self._tone]
        icon = QRectF(self._margin, 0 if self._on_top else 1, self._icon, self.height() - 1)
        draw_icon(painter, name, icon, QColor(getattr(scheme, "accent" if self._tone == "plain" else self._tone)))


class Noticing(Protocol):
    """Whoever shows bars above the page."""

    def notice(
        self,
        sentence: str,
        detail: str = "",
        *,
        tone: str = "bad",
        answers: Sequence[tuple[str, str]] = (),
        name: str = "window-notice",
    ) -> NoticeBar: ...
