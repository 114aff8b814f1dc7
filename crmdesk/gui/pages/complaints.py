"""The page Complaints: the cases through their six steps, all of them as a table, a board by steps, figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from crmdesk.core.complaint_lists import Complaints
from crmdesk.core.printing import About
from crmdesk.gui.models.printing import InFront
from crmdesk.gui.pages.complaints_cases import CasesPart
from crmdesk.gui.pages.complaints_tabs import BOARD, CASES, FIGURES, TABLE, parts_of_complaints
from crmdesk.gui.pages.tabbed import TabbedPage
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.tabs import Tab
from crmdesk.services.drafts import Draft

_OF_CASE = "."


class ComplaintsPage(TabbedPage):
    """The row of tabs stands over the list alone beside a card, so that the card has the whole height."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, "complaints", [Tab(key, text) for key, text, _icon in parts_of_complaints(ui)])
        self.setAccessibleName(ui.words.gettext("Complaints"))
        self.choose(CASES)

    def make(self, key: str) -> QWidget:
        makers: dict[str, Callable[[Ui], QWidget]] = {
            CASES: CasesPart, TABLE: _table, BOARD: _board, FIGURES: _figures,
        }  # fmt: skip
        part: Any = makers[key](self.ui)
        if hasattr(part, "list_asked"):
            part.list_asked.connect(self.show_list)
        return part

    def choose(self, key: str) -> None:
        self.tab(key)
        place = self.cases.list.column if key == CASES else self.column
        place.insertWidget(0, self.tabs)
        self.tabs.show()
        super().choose(key)

    @property
    def cases(self) -> CasesPart:
        """The tab of the cases, which is always there."""
        part = self.parts[CASES]
        assert isinstance(part, CasesPart)
        return part

    def open(self, complaint_id: int, *, keyboard: bool = True) -> None:
        """The card of a complaint."""
        self.tabs.set_key(CASES)
        self.choose(CASES)
        self.cases.open(complaint_id, keyboard=keyboard)

    def show_list(self, wanted: Complaints) -> None:
        """These complaints as a table, such as those a figure is made of."""
        self.tabs.set_key(TABLE)
        self.choose(TABLE)
        table: Any = self.parts[TABLE]
        table.show_list(wanted)
        table.take_keyboard()

    def go_on(self, complaint_id: int, draft: Draft) -> None:
        """What was typed about a complaint and not saved."""
        self.open(complaint_id, keyboard=False)
        if self.cases.card.complaint_id == complaint_id:
            self.cases.card.go_on(draft)

    # What the window asks

    def part(self) -> str:
        """The tab, and of the cases which one."""
        if self.tabs.key() != CASES:
            return self.tabs.key()
        shown = self.cases.complaint_id
        return f"{CASES}{_OF_CASE}{shown}" if shown is not None else ""

    def show_part(self, key: str) -> None:
        """Show a tab by its key, a case by its id behind it; the first one where it is not there."""
        tab, _dot, complaint = key.partition(_OF_CASE)
        super().show_part(tab)
        if complaint.isdecimal():
            self.cases.open(int(complaint), keyboard=False)

    def in_front(self) -> InFront:
        """The complaint whose card is shown, or those selected in the table."""
        part: Any = self.current
        if self.tabs.key() == CASES:
            shown, listed = self.cases.complaint_id, self.cases.list.model.ids
            selected = (shown,) if shown is not None else ()
        elif self.tabs.key() == TABLE:
            selected, listed = tuple(part.table.selected_ids()), part.table.model().ids
        else:
            return super().in_front()
        whose = self.customer_in_hand()
        here = {About.COMPLAINTS: selected, About.CUSTOMERS: (whose,) if whose is not None else ()}
        return InFront("complaint", here, {About.COMPLAINTS: listed})

    def customer_in_hand(self) -> int | None:
        """Whose complaint is shown."""
        return self.cases.customer_in_hand if self.tabs.key() == CASES else None


def _table(ui: Ui) -> QWidget:
    from crmdesk.gui.pages.complaints_table import ComplaintsTablePart

    return ComplaintsTablePart(ui)


def _board(ui: Ui) -> QWidget:
    from crmdesk.gui.pages.complaints_board import ComplaintsBoardPart

    return ComplaintsBoardPart(ui)


def _figures(ui: Ui) -> QWidget:
    from crmdesk.gui.pages.complaints_figures import ComplaintsFiguresPart

    return ComplaintsFiguresPart(ui)
