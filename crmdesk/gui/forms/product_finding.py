"""Finding a product by its code, name or pinyin while it is typed into an input."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from crmdesk.core.sales import Product
from crmdesk.core.texts import fold
from crmdesk.gui.jobs import Job
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.found_list import FoundList
from crmdesk.gui.widgets.pick_list import Pick
from crmdesk.services import products
from crmdesk.services.desk import Desk

_MOST = 8
_PAUSE = 60
_NEW = "new"


class ProductFinding(QObject):
    """Serves one input at a time. `picked`: a product; `new_asked`: what was typed is to become one. Enter while the
    products are still being looked for takes the best one that comes; `missed`: none came."""

    picked = Signal(object)
    new_asked = Signal(str)
    missed = Signal()

    def __init__(self, ui: Ui, over: QWidget) -> None:
        super().__init__(over)
        self._ui = ui
        self._known: dict[str, Product] = {}
        self._wanted = ""
        self._looking = self._taking = False
        self.list = FoundList(over, name="found-products", label=ui.words.gettext("Products found"))
        self.list.chosen.connect(self._chosen)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._look)

    def serve(self, line: QLineEdit) -> None:
        """Look for what is typed into this input from now on."""
        self._wanted = ""
        self._looking = self._taking = False
        self.list.serve(line)
        line.textEdited.connect(self._typed)

    def open(self) -> None:
        """Show what there is without anything typed."""
        self._look()

    def _typed(self, _text: str) -> None:
        self._taking, self._looking = False, True
        self._pause.start()

    def _look(self) -> None:
        line = self.list.line()
        if line is None:
            return
        self._pause.stop()
        self._looking = True
        query = self._wanted = line.text().strip()

        def work(desk: Desk, _job: Job) -> list[Product]:
            return products.products(desk, query, limit=_MOST)

        self._ui.jobs.run(self, work, self._found, self._ui.bus.failed.emit, channel=f"products-{id(self)}")

    def _found(self, found: list[Product]) -> None:
        line = self.list.line()
        if line is None or not line.hasFocus() or line.text().strip() != self._wanted:
            return
        _ = self._ui.words.gettext
        self._looking = False
        self._known = {str(product.id): product for product in found}
        if self._taking:
            self._take_best(found)
            return
        picks = [Pick(key, product.name, self._beside(product)) for key, product in self._known.items()]
        same = any(fold(self._wanted) in (fold(product.name), fold(product.code)) for product in found)
        if self._wanted and not same:
            picks.append(Pick(_NEW, _("New product “{name}”...").format(name=self._wanted)))
        self.list.show_found(picks)

    def _take_best(self, found: list[Product]) -> None:
        self._taking = False
        if found:
            self.picked.emit(found[0])
        else:
            self.missed.emit()

    def press(self, event: QKeyEvent) -> bool:
        """Whether a key of the input's was meant for what is found."""
        if self.list.press(event):
            return True
        line = self.list.line()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
        if not (enter and self._looking and line is not None and line.text().strip()):
            return False
        self._taking = True
        if self._pause.isActive():
            self._look()
        return True

    def _beside(self, product: Product) -> str:
        """Code and price."""
        price = product.values.get("price")
        shown = self._ui.words.money(price) if price is not None else ""
        unit = f" / {product.values['unit']}" if shown and product.values.get("unit") else ""
        return "  ".join(part for part in (product.code, f"{shown}{unit}") if part)

    def _chosen(self, key: str) -> None:
        if key == _NEW:
            self.new_asked.emit(self._wanted)
        elif key in self._known:
            self.picked.emit(self._known[key])
