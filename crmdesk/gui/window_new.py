"""The menu of the button New: what can be added from anywhere."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.gui.icons import icon
from crmdesk.gui.pages.customers import CustomersPage
from crmdesk.gui.ui import Ui
from crmdesk.gui.window_bar import IMPORT, NEW
from crmdesk.gui.window_dialogs import WindowDialogs


class NewMenu(QMenu):
    """Orders, offers and payments are those of the customer whose file is shown; on other pages one is picked first.
    The tooltip of an entry says in full what it does."""

    def __init__(self, ui: Ui, page: CustomersPage, dialogs: WindowDialogs, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._page = page
        _ = ui.words.gettext
        self.setObjectName("menu-new")
        customer = self.addAction(icon("person"), _("&Customer"), QKeySequence(NEW), page.new_customer)
        customer.setObjectName("new-customer")
        customer.setToolTip(_("New customer"))
        self.addSeparator()
        entries = (
            ("new-order", _("&Order..."), _("New order"), "order", self._order),
            ("new-offer", _("O&ffer..."), _("New offer"), "document", self._offer),
            ("new-payment", _("&Payment..."), _("Record a payment"), "check", self._payment),
        )
        for name, text, told, sign, does in entries:
            action = self.addAction(icon(sign), text, does)
            action.setObjectName(name)
            action.setToolTip(told)
        self.addSeparator()
        told = QKeySequence(IMPORT).toString(QKeySequence.SequenceFormat.NativeText)
        many = self.addAction(icon("import"), _("From a &spreadsheet...") + f"\t{told}", dialogs.import_sheet)
        many.setObjectName("new-from-sheet")

    def customer_id(self) -> int | None:
        """Whose file is in sight."""
        return None if self._page.isHidden() or self._page.pane.isHidden() else self._page.pane.customer_id

    def _order(self) -> None:
        self._ui.bus.new_order.emit(self.customer_id(), "ordered")

    def _offer(self) -> None:
        self._ui.bus.new_order.emit(self.customer_id(), "offer")

    def _payment(self) -> None:
        self._ui.bus.record_payment.emit(self.customer_id(), None)
