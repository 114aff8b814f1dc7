"""One section of a day: its name with a note and a link, and below it its rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.gui.pages.today_day_showing import Part
from crmdesk.gui.theme import tokens
from crmdesk.gui.widgets.day_list import DayList
from crmdesk.gui.widgets.heads import SectionHead
from crmdesk.gui.widgets.labels import ElidedLabel


class TodaySection(QWidget):
    """`linked`: the link at the right. `side`: in the narrow column."""

    linked = Signal()

    def __init__(
        self,
        key: str,
        title: str,
        *,
        link: str = "",
        link_icon: str = "",
        side: bool = False,
        acts: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__()
        self.setObjectName(f"today-{key}")
        self._side = side
        self.head = SectionHead(title, link=link, link_icon=link_icon, name=f"today-{key}-head")
        self.head.acted.connect(self.linked)
        inset = QWidget()
        row = QVBoxLayout(inset)
        row.setContentsMargins(tokens.AROUND, 0, tokens.AROUND, 0)
        row.setSpacing(tokens.BETWEEN)
        row.addWidget(self.head)
        self.list = DayList(side=side, acts=acts, name=f"today-{key}-list", label=title)
        self._empty = ElidedLabel(tone="text_2", name=f"today-{key}-empty")
        row.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.INSIDE if side else tokens.BETWEEN)
        column.addWidget(inset)
        column.addWidget(self.list)

    def show_part(self, part: Part) -> None:
        """Other rows; without any a section at the left says so, one at the side does not show."""
        if part.title:
            self.head.set_title(part.title)
            self.list.setAccessibleName(part.title)
        if not self._side:
            self.head.set_link(part.link)
        self.head.set_note(part.note)
        self.list.show_lines(part.lines)
        self._empty.set_text(part.empty)
        self._empty.setVisible(not part.lines and bool(part.empty))
        self.setVisible(bool(part.lines or part.empty))
        if (layout := self.layout()) is not None:
            layout.activate()  # the pane is as high as its rows at once, not some events later
