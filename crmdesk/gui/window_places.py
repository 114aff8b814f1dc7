"""The pages of the window: which there are, which one is shown, and going from one to another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from crmdesk.gui.widgets.navigation import Navigation, Place

TODAY, CUSTOMERS, PRINT = "today", "customers", "print"
_PARTED = "/"


class Page(Struct, frozen=True):
    """One page: made by `make` when it is first gone to. `parts` are keys, words and icons of the tabs it has.

    Of these a page has what it needs: `take_keyboard()`; `close_down()` puts its work down; `part()` and
    `show_part(key)` tell and change its tab; `status()` gives the texts about it in the status line, the signal `shown`
    says that they are others now; `can()` gives the names of those of its verbs that do something now, of
    `delete_selected`, `select_all`, `copy_selected`; `enter_search()` takes the keyboard
    into its own search, True where it has one; `in_front()` gives what is in front of one for whoever prints it, as
    `models.printing.InFront`; `customer_in_hand()` and `customers_in_order()` tell who is selected and
    who is listed, for what is done with a customer from anywhere.
    """

    place: Place
    make: Callable[[], QWidget]
    parts: tuple[tuple[str, str, str], ...] = ()


class Places(QObject):
    """Keeps navigation and pages together, beginning with the customers. `leaving`: another page is about to be shown;
    `went`: it is shown, by its key; `told`: what the page shown says of itself is another thing now."""

    leaving = Signal(str)
    went = Signal(str)
    told = Signal()

    def __init__(self, pages: Sequence[Page], stack: QStackedWidget, navigation: Navigation, parent: QObject) -> None:
        super().__init__(parent)
        self.pages = tuple(pages)
        self._makers = {page.place.key: page.make for page in pages}
        self._made: dict[str, QWidget] = {}
        self._stack = stack
        self._navigation = navigation
        self._current = CUSTOMERS
        navigation.set_current(self._current)
        navigation.chosen.connect(self.go)

    @property
    def current(self) -> str:
        return self._current

    def page(self, key: str) -> QWidget:
        """The page of this key, made now if it was never shown."""
        if key not in self._made:
            page = self._made[key] = self._makers[key]()
            if self._stack.indexOf(page) < 0:
                self._stack.addWidget(page)
            if key != CUSTOMERS and hasattr(page, "shown"):
                page.shown.connect(self.told)
        return self._made[key]

    def go(self, place: str, *, keyboard: bool = True) -> None:
        """Show a page (`orders`) or a tab of it (`orders/payments`) and, unless told otherwise, give it the keyboard.
        A place that is not there leaves everything as it is."""
        key, _parted, part = place.partition(_PARTED)
        if key not in self._makers:
            return
        page = self.page(key)
        if key != self._current:
            self.leaving.emit(key)
            self._current = key
            self._stack.setCurrentWidget(page)
            self.went.emit(key)
        self._navigation.set_current(key)
        if part:
            self.ask("show_part", part)
        take = getattr(self._stack.currentWidget(), "take_keyboard", None)
        if keyboard and take is not None:
            take()

    def place(self) -> str:
        """Where one is, for `go`."""
        part = self.ask("part")
        return f"{self._current}{_PARTED}{part}" if part else self._current

    def can(self, verb: str) -> bool:
        """Whether the page shown does something at this verb now."""
        return verb in (self.ask("can") or ())

    def ask(self, name: str, *given: Any) -> Any:
        """What the page shown answers; None where it does not know the question."""
        does = getattr(self.page(self._current), name, None)
        return does(*given) if does is not None else None

    def close_down(self) -> None:
        """Before the data file is closed."""
        for page in self._made.values():
            down = getattr(page, "close_down", None)
            if down is not None:
                down()
