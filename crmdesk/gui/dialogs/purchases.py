"""The purchases that a prediction rests on; each opens its order (METHOD.md section 13)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from crmdesk.core.repurchase import Purchase
from crmdesk.gui.dialogs.records import RecordsDialog
from crmdesk.gui.models.repurchase import PurchasesTable
from crmdesk.gui.ui import Ui

_SIZE = QSize(680, 420)
_WIDTHS = {0: 112, 1: 120, 3: 96, 4: 112}
_PRODUCT = 2


class PurchasesDialog(RecordsDialog):
    """`whose`: the customer's name; `told`: what is bought and how."""

    def __init__(self, ui: Ui, whose: str, told: str, found: Sequence[Purchase], parent: QWidget) -> None:
        title = ui.words.gettext("What it rests on – {name}").format(name=ui.masking.text(whose))
        super().__init__(
            ui, title, told, PurchasesTable(ui), found, _WIDTHS, stretched=_PRODUCT, size=_SIZE, name="purchases",
            parent=parent,
        )  # fmt: skip

    def open_record(self, record: Purchase) -> bool:
        self.ui.bus.open_order.emit(record.order_id)
        return True
