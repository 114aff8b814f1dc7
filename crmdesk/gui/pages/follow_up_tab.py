"""What the tabs of the page Follow-up have in common."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.changes import Changes
from crmdesk.gui.pages.follow_up_table import FollowUpTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui


class FollowUpTab(QWidget):
    """Reads while it is looked at, else when it comes into sight. `shown`: the status line says something else of it
    now. Whoever derives names the kinds of record it shows, and makes `table`."""

    shown = Signal()
    KINDS: tuple[str, ...] = ()
    table: FollowUpTable
    """The one that is copied from, and whose columns remember."""

    def __init__(self, ui: Ui, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._ui = ui
        self._stale = True
        ui.masking.changed.connect(self.read)

    def lay_out(self, head: QWidget, first: QWidget, *instead: QWidget) -> None:
        """The head with its `first` input, below it the table or one of those `instead` of it."""
        inset = QWidget()
        row = QHBoxLayout(inset)
        row.setContentsMargins(tokens.BETWEEN, 0, tokens.BETWEEN, 0)
        row.addWidget(self.table)
        self._first = first
        self._stack = QStackedWidget()
        for page in (inset, *instead):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._stack, 1)

    # What the page asks

    def take_keyboard(self) -> None:
        """The table gets it, or the way out of an empty one."""
        target = self.table if self._stack.currentIndex() == 0 else self._first
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def status(self) -> list[str]:
        """What the status line says of it."""
        return []

    def copy(self) -> bool:
        """Copy the current line; False where there is none."""
        return self.table.copy_line()

    def customer_of(self, line: Any) -> int | None:
        """Whom a line of the table is about."""
        return getattr(line, "customer_id", None)

    def customer_in_hand(self) -> int | None:
        """Who stands in the current line."""
        table = getattr(self, "table", None)
        return self.customer_of(table.line()) if table is not None and table.line() is not None else None

    def customers_in_order(self) -> list[int]:
        """Who is listed, each once."""
        table = getattr(self, "table", None)
        found = (self.customer_of(line) for line in table.lines()) if table is not None else ()
        return list(dict.fromkeys(each for each in found if each is not None))

    def follow(self, changes: Changes) -> None:
        """Something was written: look again, now or when it is shown."""
        if changes.everything or any(changes.touched(kind) for kind in self.KINDS):
            self.read()

    def look(self) -> None:
        """It comes into sight."""
        if self._stale:
            self.read()

    def close_down(self) -> None:
        self.table.remember()

    # Inside

    def read(self, _why: object = None) -> None:
        """Look up anew what it shows, now or when it comes into sight."""
        self._stale = not self.isVisible()
        if not self._stale:
            self._look_up()

    def _look_up(self) -> None:
        raise NotImplementedError
