"""A page of a file that is a table: facts above it, a head with what can be added, or a sentence where it is empty."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.gui.forms.late_page import LatePage
from crmdesk.gui.forms.layouts import around
from crmdesk.gui.theme import tokens
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.heads import EmptyState, FactStrip, SectionHead


class TablePage(LatePage):
    """`empty` invites to add the first one, `bare` stands in its place for a file that is only read."""

    facts: FactStrip
    head: SectionHead
    table: QWidget
    empty: EmptyState
    bare: EmptyState

    def lay_out(self, buttons: Sequence[Button]) -> None:
        """Place what was made."""
        self._head_row = QHBoxLayout()
        self._head_row.setSpacing(tokens.BETWEEN)
        self._head_row.addWidget(self.head, 1)
        for button in buttons:
            self._head_row.addWidget(button)
        self._facts_row, self._table_row = QVBoxLayout(), QVBoxLayout()
        self._facts_row.addWidget(self.facts)
        self._table_row.addWidget(self.table)
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, tokens.AROUND, 0, 0)
        column.setSpacing(tokens.BETWEEN)
        column.addLayout(self._facts_row)
        column.addSpacing(tokens.INSIDE)
        column.addLayout(self._head_row)
        column.addLayout(self._table_row, 1)
        self._stack = QStackedWidget()
        for page in (full, self.empty, self.bare):
            self._stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def has_keyboard(self) -> bool:
        """Whether one works on this page."""
        return self._stack.isAncestorOf(self.window().focusWidget() or self._stack)

    def show_whether(self, some: bool, *, keyboard: bool) -> None:
        """The table, where there is something; it takes the keyboard where the page had it."""
        fixed = self._file is not None and self._file.deleted
        self._stack.setCurrentIndex(0 if some else 2 if fixed else 1)
        if keyboard and some and not self.table.hasFocus():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        margin = around(self.width())
        beside = margin - tokens.BETWEEN  # the words of the table line up with what is above
        self._facts_row.setContentsMargins(margin, 0, margin, 0)
        self._head_row.setContentsMargins(margin, 0, margin, 0)
        self._table_row.setContentsMargins(beside, 0, beside, 0)
        super().resizeEvent(event)
