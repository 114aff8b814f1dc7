"""A section of the basics with a table of parts: the first few, all of them by a link."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.customers import Part
from crmdesk.core.words import Words
from crmdesk.gui.forms.part_table import PartTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.heads import SectionHead

_MOST = 8


class PartsSection(QWidget):
    """Hidden while there are none. `add_asked`: a further one."""

    add_asked = Signal()

    def __init__(self, words: Words, table: PartTable, title: str, add: str, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._words = words
        self.table = table
        self._parts: Sequence[Part] = ()
        self._whole = False
        self._columns: list[str] = []
        self.head = SectionHead(title, link=add, link_icon="plus", name=f"{name}-head")
        self.head.acted.connect(self.add_asked)
        self.every = LinkButton("", name=f"{name}-all")
        self.every.clicked.connect(self._show_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.BETWEEN)
        column.addWidget(self.head)
        column.addWidget(table)
        column.addWidget(self.every, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_parts(self, parts: Sequence[Part], *, fixed: bool, same: bool) -> None:
        """These parts; `fixed`: nothing can be added; `same`: it is the file that was shown before."""
        self._parts = parts
        self._whole = self._whole and same
        self.head.show_link(not fixed)
        self.setVisible(bool(parts))
        if parts or self.table.model().rowCount():
            self._fill()

    def _show_all(self) -> None:
        self._whole = True
        self._fill()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        filled = {key for part in self._parts for key in part.values}
        always = self.table.shape.matters[: self.table.shape.always]
        shape = self.table.shape
        fitting = shape.fitting(self.width(), self.table.headings)
        self._columns = [key for key in fitting if key in filled or key in always]
        self.table.show_parts(self._parts if self._whole else self._parts[:_MOST], self._columns, self.width())
        self.table.keep_whole()
        self.every.setText(self._words.gettext("Show all {count}").format(count=len(self._parts)))
        self.every.setVisible(len(self._parts) > _MOST and not self._whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fill()
