"""What was found for the words in an input, in a list below it that lies inside the window.

Not a popup of the system: input methods fail in those. The keyboard stays in the input.
"""

from __future__ import annotations

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import box, scheme_of
from crmdesk.gui.widgets.pick_list import Pick, PickList

_MOST_LINES = 9
_LEAST, _MOST = 280, 520
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class FoundList(QFrame):
    """Serves one input at a time; `chosen`: the key of a line. Up and Down move, Enter and (once
    something is typed) Tab choose, Esc closes. While the answer to what was typed last is still to come, Enter and Tab
    choose only what the arrows went to: the first line answers to something else."""

    chosen = Signal(str)
    _line: QLineEdit | None = None  # of the class too: events come while Python takes the object apart

    def __init__(self, over: QWidget, *, name: str, label: str) -> None:
        super().__init__(over)
        self._over = over
        self._answered, self._stepped = "", False
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.list = PickList(name=f"{name}-list", label=label)
        self.list.one = True
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.ticked.connect(self._clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[tokens.INSIDE] * 4)
        column.addWidget(self.list)
        self.hide()

    def serve(self, line: QLineEdit) -> None:
        """What is found from now on is for this input."""
        self.leave()
        if (former := self.line()) is not None:
            former.removeEventFilter(self)
        self._line = line
        line.installEventFilter(self)

    def line(self) -> QLineEdit | None:
        """The input that is served; inputs of tables come and go."""
        return self._line if self._line is not None and shiboken6.isValid(self._line) else None

    def show_found(self, picks: Sequence[Pick]) -> None:
        """Show these lines, the first one ready to be chosen; none: nothing is shown."""
        line = self.line()
        if line is None or not picks or not line.isVisible():
            self.leave()
            return
        self._answered, self._stepped = line.text(), False
        self.list.set_picks(picks)
        first = next((row for row, pick in enumerate(picks) if not pick.head), 0)
        self.list.setCurrentIndex(self.list.model().index(first, 0))
        height = min(_MOST_LINES, len(picks)) * tokens.TABLE_ROW
        self.list.setFixedHeight(height)
        width = max(_LEAST, line.width(), min(_MOST, self.list.wanted_width() + 2 * tokens.AROUND))
        self.resize(width, height + 2 * tokens.INSIDE)
        self.move(self._place(line))
        self.show()
        self.raise_()

    def _place(self, line: QLineEdit) -> QPoint:
        """Below the input, above it where there is no room."""
        below = line.mapTo(self._over, QPoint(0, line.height() + 2))
        left = max(0, min(below.x(), self._over.width() - self.width() - tokens.INSIDE))
        if below.y() + self.height() <= self._over.height() - tokens.INSIDE:
            return QPoint(left, below.y())
        return QPoint(left, max(0, line.mapTo(self._over, QPoint(0, 0)).y() - self.height() - 2))

    def leave(self) -> None:
        """Close it."""
        self.hide()

    def current(self) -> str:
        """The key that Enter would choose; '' while nothing is shown."""
        return "" if self.isHidden() else self.list.key_at(self.list.currentIndex())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._line and not self.isHidden():
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self.press(event)
            if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
                if event.key() == Qt.Key.Key_Escape:
                    event.accept()
                    return True
            elif event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
                self.leave()
        return super().eventFilter(watched, event)

    def press(self, event: QKeyEvent) -> bool:
        """Whether a key was meant for the list; for editors of tables, whose delegate sees keys before anybody else."""
        if self.isHidden():
            return False
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Tab and self._line is not None and not self._line.text():
            self.leave()
            return False
        if key in _ENTER and not self._stepped and self._line is not None and self._line.text() != self._answered:
            self.leave()
            return False
        if key in _STEPS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._step(_STEPS[key])
        elif key in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._choose()
        elif key == Qt.Key.Key_Escape:
            self.leave()
        else:
            return False
        return True

    def _step(self, by: int) -> None:
        keys = self.list.all_keys()
        row = self.list.currentIndex().row() + by
        self._stepped = True
        if 0 <= row < len(keys):
            self.list.setCurrentIndex(self.list.model().index(row, 0))

    def _choose(self) -> None:
        key = self.current()
        self.leave()
        if key:
            self.chosen.emit(key)

    def _clicked(self, key: str, _on: bool) -> None:
        self.leave()
        self.chosen.emit(key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        scheme = scheme_of(self.palette())
        box(QPainter(self), self.rect(), QColor(scheme.raised), QColor(scheme.line_strong), radius=tokens.RADIUS)
