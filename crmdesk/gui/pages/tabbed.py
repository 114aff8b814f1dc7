"""A page of several tabs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.tabs import Tab, TabRow

if TYPE_CHECKING:
    from crmdesk.gui.models.printing import InFront


class TabbedPage(Ground):
    """One tab at a time, each made when it is first shown. It answers what `window_places.Page` asks by asking the tab,
    which needs `take_keyboard`, `status` and the signal `shown`, and of the rest what it can."""

    shown = Signal()

    def __init__(self, ui: Ui, name: str, tabs: Sequence[Tab]) -> None:
        super().__init__("base", name=f"{name}-page")
        self.ui = ui
        told = ui.words.gettext("Parts of this page")
        self.tabs = TabRow(tabs, height=tokens.TAB_ROW_TOP, name=f"{name}-tabs", label=told)
        self.parts: dict[str, Any] = {}
        self.stack = QStackedWidget()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.tabs)
        self.column.addWidget(self.stack, 1)
        self.tabs.chosen.connect(self.choose)

    # What a subclass says

    def make(self, key: str) -> Any:
        """The tab of this key."""
        raise NotImplementedError

    # What all of them do

    def choose(self, key: str) -> None:
        """Show the tab of this key, which is there."""
        self.stack.setCurrentWidget(self.tab(key))
        self.shown.emit()

    def tab(self, key: str) -> Any:
        """The tab of this key, made now if it was never shown."""
        if key not in self.parts:
            part = self.parts[key] = self.make(key)
            part.shown.connect(self._told)
            self.stack.addWidget(part)
        return self.parts[key]

    @property
    def current(self) -> Any:
        """The tab that is shown."""
        return self.parts[self.tabs.key()]

    def _told(self) -> None:
        if self.sender() is self.current:
            self.shown.emit()

    # What the window asks

    def part(self) -> str:
        """Which tab is shown; '' for the first."""
        key = self.tabs.key()
        return "" if key == self.tabs.keys()[0] else key

    def show_part(self, key: str) -> None:
        """Show a tab by its key; the first one where it is not there now."""
        self.tabs.set_key(key)
        self.choose(self.tabs.key())

    def customer_in_hand(self) -> int | None:
        """Who is selected; None where the tab lists no customers."""
        found = getattr(self.current, "customer_in_hand", lambda: None)()
        return found if isinstance(found, int) else None

    def in_front(self) -> InFront:
        """What Ctrl+P prints of the tab: what it says itself, else who is selected and who is listed."""
        from crmdesk.gui.models.printing import customers_in_front

        found = getattr(self.current, "in_front", lambda: None)()
        return found if found is not None else customers_in_front(self.customer_in_hand(), self.customers_in_order())

    def customers_in_order(self) -> Sequence[int] | None:
        """Who is listed, in the order of the tab."""
        found = getattr(self.current, "customers_in_order", lambda: None)()
        return tuple(found) if found is not None else None

    def take_keyboard(self) -> None:
        self.current.take_keyboard()

    def enter_search(self) -> bool:
        return bool(getattr(self.current, "enter_search", lambda: False)())

    def status(self) -> list[str]:
        return list(self.current.status())

    def can(self) -> frozenset[str]:
        return frozenset(getattr(self.current, "can", frozenset)())

    def delete_selected(self) -> None:
        self.current.delete_selected()

    def copy_selected(self) -> None:
        self.current.copy_selected()

    def select_all(self) -> None:
        self.current.select_all()

    def close_down(self) -> None:
        for part in self.parts.values():
            down = getattr(part, "close_down", None)
            if down is not None:
                down()
