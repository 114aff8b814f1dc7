"""What a line of the sources is made of: its customers, its orders and what was spent, each one click away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from crmdesk.core.customers import Listing
from crmdesk.core.filtering import Condition, Filter, Test
from crmdesk.core.sources import Source, Sources
from crmdesk.gui.icons import icon
from crmdesk.gui.jobs import Job, Jobs
from crmdesk.gui.models.insight_sources import ALL, UNKNOWN, name_of
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.labels import Label
from crmdesk.services import sources
from crmdesk.services.desk import Desk


class BehindSource(QObject):
    """`line` names the records of the source in hand. `orders_asked`: its orders are to be shown (`title`,
    `read_orders`); `cost_asked`: a cost of it is to be entered; `copy_asked`: its line."""

    orders_asked = Signal()
    cost_asked = Signal()
    copy_asked = Signal()

    def __init__(self, ui: Ui, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        _ = ui.words.gettext
        self._ui, self._jobs = ui, jobs
        self._found: Sources | None = None
        self._key, self._row = ALL, Source(None)
        self.title = ""
        self.name = Label("", bold=True, name="insight-sources-name")
        self.customers, self.buyers, self.orders = (
            LinkButton("", name=f"insight-sources-to-{name}") for name in ("customers", "buyers", "orders")
        )
        self.customers.clicked.connect(lambda: self.show_customers(buyers=False))
        self.buyers.clicked.connect(lambda: self.show_customers(buyers=True))
        self.orders.clicked.connect(self.show_orders)
        self.line = QWidget()
        self.line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self.line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.AROUND)
        for widget in (self.name, self.customers, self.buyers, self.orders):
            row.addWidget(widget)
        row.addStretch(1)

    def show_source(self, found: Sources, key: str, row: Source) -> None:
        """This line of a table is in hand."""
        self._found, self._key, self._row = found, key, row
        n, number = self._ui.words.ngettext, self._ui.words.number
        self.name.setText(self._name(key, row))
        told = (
            (self.customers, n("{count} customer", "{count} customers", row.customers), row.customers),
            (self.buyers, n("{count} buyer", "{count} buyers", row.buyers), row.buyers),
            (self.orders, n("{count} order", "{count} orders", row.orders), row.orders),
        )
        for link, text, count in told:
            link.setText(text.format(count=number(count)))
            link.setEnabled(count > 0)

    def _name(self, key: str, row: Source) -> str:
        return self._ui.words.gettext("All sources") if key == ALL else name_of(self._ui, row.source)

    # What is opened

    def show_customers(self, key: str = "", row: Source | None = None, *, buyers: bool = False) -> None:
        """The customers of a source (of the one in hand) in their list; `buyers`: those who ordered."""
        _, found = self._ui.words.gettext, self._found
        if found is None:
            return
        key, row = (key, row) if row is not None else (self._key, self._row)
        if not buyers and found.first is None:
            self._ui.bus.show_listing.emit(_everybody(key))
            return
        told = _("Buyers by source: {source}") if buyers else _("Customers by source: {source}")
        title = told.format(source=self._name(key, row))

        def of(desk: Desk, source: str | None) -> Sequence[int]:
            return sources.customers_of(desk, source, found.first, found.last, buyers=buyers)

        wanted = self._wanted(key)

        def work(desk: Desk, _job: Job) -> tuple[int, ...]:
            return tuple(each for source in wanted for each in of(desk, source))

        def done(ids: tuple[int, ...]) -> None:
            self._ui.bus.show_listing.emit(Listing(among=ids, named=title))

        self._jobs.run(self, work, done, self._ui.bus.failed.emit)

    def _wanted(self, key: str) -> list[str | None]:
        """Which sources a line is of."""
        if key == ALL:
            return [row.source for row in self._found.rows] if self._found is not None else []
        return [None if key == UNKNOWN else key]

    def show_orders(self) -> None:
        """The orders of the source in hand."""
        if self._found is not None:
            told = self._ui.words.gettext("Orders by source: {source}")
            self.title = told.format(source=self._name(self._key, self._row))
            self.orders_asked.emit()

    def read_orders(self) -> Callable[[Desk], tuple[Sequence[int], Sequence[int]]]:
        """What reads the ids of these orders, and of what came back without one."""
        found, wanted = self._found, self._wanted(self._key)
        first, last = (found.first, found.last) if found is not None else (None, None)

        def read(desk: Desk) -> tuple[Sequence[int], Sequence[int]]:
            orders = [each for source in wanted for each in sources.orders_of(desk, source, first, last)]
            back = [each for source in wanted for each in sources.returns_of(desk, source, first, last)]
            return orders, back

        return read

    def show_menu(self, _line: object, at: QPoint) -> None:
        """What can be done with the line in hand."""
        _ = self._ui.words.gettext
        menu = QMenu(self.line)
        menu.setObjectName("insight-sources-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entries = (
            ("customers", _("&Customers") + "\tEnter", "people", self.customers.click, self._row.customers > 0),
            ("buyers", _("&Buyers"), "person", self.buyers.click, self._row.buyers > 0),
            ("orders", _("&Orders"), "order", self.orders.click, self._row.orders > 0),
            ("cost", _("&Add a cost..."), "plus", self.cost_asked.emit, True),
            ("copy", _("&Copy") + "\tCtrl+C", "copy", self.copy_asked.emit, True),
        )
        for name, text, sign, does, usable in entries:
            action = menu.addAction(icon(sign), text)
            action.setObjectName(f"insight-sources-menu-{name}")
            action.setEnabled(usable)
            action.triggered.connect(does)
        menu.popup(at)


def _everybody(key: str) -> Listing:
    """All customers of a source, whenever they came: a filter of the list, however many they are."""
    if key == ALL:
        return Listing()
    test, values = (Test.EMPTY, ()) if key == UNKNOWN else (Test.IS, (key,))
    return Listing(filter=Filter((Condition("source", test, values),)))
