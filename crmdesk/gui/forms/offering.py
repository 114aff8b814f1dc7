"""Offers what the data file holds for the words in an input: orders of a customer, products."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from crmdesk.core.sales_lists import Orders
from crmdesk.gui.jobs import Job
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.found_list import FoundList
from crmdesk.gui.widgets.pick_list import Pick
from crmdesk.services import orders, products
from crmdesk.services.desk import Desk

Find = Callable[[Desk, str], Sequence[Pick]]
"""What is found for a text, on the worker; the key of what is chosen becomes the input's text."""

_MOST = 8


class Offering(QObject):
    """Serves one input; Down in it shows everything. `over`: the widget over which the list lies."""

    _line: QLineEdit | None = None  # of the class too: events come while Python takes the object apart

    def __init__(self, ui: Ui, line: QLineEdit, over: QWidget, find: Find, *, label: str) -> None:
        super().__init__(line)
        self._ui, self._line, self._find = ui, line, find
        self._wanted = ""
        self.list = FoundList(over, name=f"{line.objectName()}-found", label=label)
        self.list.chosen.connect(line.setText)
        line.installEventFilter(self)
        self.list.serve(line)
        line.textEdited.connect(self._look)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        line = self._line
        if line is None or watched is not line or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        asked = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down
        if asked:
            self._look(line.text())
        return asked

    def _look(self, text: str) -> None:
        query = self._wanted = text.strip()
        find = self._find

        def work(desk: Desk, _job: Job) -> tuple[str, Sequence[Pick]]:
            return query, find(desk, query)

        self._ui.jobs.run(self, work, self._found, self._ui.bus.failed.emit, channel=f"offer-{id(self)}")

    def _found(self, answer: tuple[str, Sequence[Pick]]) -> None:
        line = self._line
        if answer[0] == self._wanted and line is not None and line.hasFocus():
            shown = self._ui.masking.text
            self.list.show_found([Pick(pick.key, shown(pick.text), pick.note) for pick in answer[1]])


def offer_orders(ui: Ui, line: QLineEdit, over: QWidget, customer: Callable[[], int | None]) -> Offering:
    """The orders of the customer meant now, the newest first; the number is put into the input."""
    words = ui.words

    def find(desk: Desk, query: str) -> Sequence[Pick]:
        customer_id = customer()
        if customer_id is None:
            return ()
        rows = orders.rows(desk, orders.find(desk, Orders(query=query, customer_id=customer_id), _MOST))
        return [
            Pick(row.number, row.number, "  ".join(filter(None, (words.date(row.date), row.products)))) for row in rows
        ]

    return Offering(ui, line, over, find, label=words.gettext("Orders"))


def offer_products(ui: Ui, line: QLineEdit, over: QWidget) -> Offering:
    """Products by name, pinyin or code; the name is put into the input, the code where several have that name."""

    def find(desk: Desk, query: str) -> Sequence[Pick]:
        found = products.products(desk, query, limit=_MOST)
        names = [product.name for product in found]
        return [
            Pick(product.name if names.count(product.name) == 1 else product.code, product.name, product.code)
            for product in found
        ]

    return Offering(ui, line, over, find, label=ui.words.gettext("Products found"))
