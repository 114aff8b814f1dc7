"""A date typed or picked from a month; it may be empty."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from crmdesk.core import patterns
from crmdesk.core.words import Words
from crmdesk.gui.theme import tokens
from crmdesk.gui.widgets.buttons import IconButton
from crmdesk.gui.widgets.calendar import CalendarPopup
from crmdesk.gui.widgets.inputs import LineEdit

_PARTS = patterns.late(r"^\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*$")
_BARE = patterns.late(r"^\s*(\d{4})(\d{2})(\d{2})\s*$")
_BUTTON = 24


def read_date(text: str) -> dt.date | None:
    """2026-11-26, 2026/11/26, 2026.11.26, 2026年11月26日 or 20261126; None when it is not a date."""
    found = _PARTS.match(text) or _BARE.match(text)
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups())
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


class DateEdit(LineEdit):
    """`changed` tells that the date (or its absence) is another one; text that is no date stays as typed.

    Up and Down move by a day, Alt+Down or F4 opens the month. `read` and `write` turn text into dates and back.
    """

    changed = Signal()

    def __init__(
        self,
        words: Words,
        *,
        today: Callable[[], dt.date] = dt.date.today,
        read: Callable[[str], dt.date | None] = read_date,
        write: Callable[[dt.date], str] = dt.date.isoformat,
        placeholder: str = "",
        width: int = tokens.NORMAL_INPUT,
        name: str = "",
        label: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(placeholder=placeholder, width=width, name=name, label=label, parent=parent)
        self._words, self._today, self._read, self._write = words, today, read, write
        self._told: dt.date | None = None
        self._popup: CalendarPopup | None = None
        text = words.gettext("Choose a date")
        self._button = IconButton("calendar", text, name=f"{name}-calendar" if name else "", size=_BUTTON, parent=self)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setCursor(Qt.CursorShape.ArrowCursor)
        self._button.setFixedSize(_BUTTON, _BUTTON)
        self._button.clicked.connect(self.open_calendar)
        self.setTextMargins(0, 0, _BUTTON - tokens.INSIDE, 0)
        self.textChanged.connect(self._typed)
        self.editingFinished.connect(self._settle)

    def date(self) -> dt.date | None:
        """The date typed; None when empty or not a date (see `is_valid`)."""
        return self._read(self.text()) if self.text().strip() else None

    def is_valid(self) -> bool:
        """Empty or a real date."""
        return not self.text().strip() or self.date() is not None

    def set_date(self, date: dt.date | None) -> None:
        self.setText(self._write(date) if date else "")

    def setReadOnly(self, read_only: bool) -> None:
        super().setReadOnly(read_only)
        self._button.setVisible(not read_only)

    def open_calendar(self) -> None:
        """The month of the date, or of today, under the input."""
        if self._popup is None:
            self._popup = CalendarPopup(self._words, self._today(), self)
            self._popup.picked.connect(self._picked)
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self._popup.open_at(self.mapToGlobal(QPoint(0, self.height() + 2)), self.date())

    def _picked(self, day: dt.date) -> None:
        self.set_date(day)
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _typed(self, _text: str) -> None:
        date = self.date()
        if date != self._told:
            self._told = date
            self.changed.emit()

    def _settle(self) -> None:
        """A date typed in another form takes the usual one."""
        date = self.date()
        if date is not None and self.text() != self._write(date):
            self.set_date(date)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        date = self.date()
        if event.key() == Qt.Key.Key_F4 or (alt and event.key() == Qt.Key.Key_Down):
            self.open_calendar()
        elif event.key() in steps and date is not None and not self.isReadOnly():
            self.set_date(date + dt.timedelta(days=steps[Qt.Key(event.key())]))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._button.move(self.width() - _BUTTON - 3, (self.height() - _BUTTON) // 2)
