"""The tab Products: the register, with promotions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu

from crmdesk.core.sales import Product
from crmdesk.gui.jobs import Jobs
from crmdesk.gui.models.receivables import ProductsTable
from crmdesk.gui.pages.orders_part import Part
from crmdesk.gui.pages.orders_table import WorkTable
from crmdesk.gui.pages.orders_tabs import PRODUCTS
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, tip
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.inputs import CheckBox
from crmdesk.services import products
from crmdesk.services.desk import Desk

_WIDTHS = {0: 104, 2: 104, 3: 64, 4: 96, 5: 96, 6: 72, 7: 168, 8: 88, 9: 104}


class ProductsPart(Part):
    """Enter opens the form of a product."""

    kinds = frozenset({"product", "order_line"})
    record = "product"
    of_customers = False

    def __init__(self, ui: Ui, jobs: Jobs) -> None:
        _ = ui.words.gettext
        super().__init__(ui, jobs, PRODUCTS, search=_("Search products"), searched=_("Code, name, category"))
        self.model = ProductsTable(ui, self)
        table = WorkTable(self.model, _WIDTHS, shares={1: 1}, name="products-table", label=_("Products"))
        self.discontinued = CheckBox(_("Also what is no longer sold"), name="products-discontinued")
        self.discontinued.toggled.connect(lambda _on: self.load())
        button = Button(_("Product..."), icon="plus", icon_tone="accent", name="products-new")
        button.setToolTip(tip(_("New product"), "Ins"))
        button.clicked.connect(self.add)
        self.head.addWidget(self.discontinued)
        self.head.addStretch(1)
        self.head.addWidget(button)
        empty = EmptyState("", _("New product..."), icon="plus", name="no-products")
        empty.acted.connect(self.add)
        self.lay_out(table, empty)

    def ask(self) -> Callable[[Desk], Sequence[Product]]:
        query, all_ = self.search.text() if self.search is not None else "", self.discontinued.isChecked()
        return lambda desk: products.products(desk, query, discontinued=all_)

    def answered(self, found: Sequence[Product]) -> None:
        _ = self.ui.words.gettext
        self.count = len(found)
        self.table.show_ids(self.model.show_rows(found))
        searched = self.search is not None and self.search.text().strip()
        listed = _("What you sell will be listed here, with prices, costs and promotions.")
        self.empty.set_sentence(_("No product is like that.") if searched else listed)
        self.show_sums(())

    def counted(self, count: int) -> str:
        n = self.ui.words.ngettext
        return n("{count} product", "{count} products", count).format(count=self.ui.words.number(count))

    # what is done

    def row(self) -> Product | None:
        row: Product | None = self.table.current_row()
        return row

    def open_selected(self) -> None:
        if (row := self.row()) is not None:
            self._form(row.id)

    def add(self) -> None:
        self._form(None)

    def _form(self, product_id: int | None) -> None:
        from crmdesk.gui.dialogs.product import ProductDialog

        ProductDialog(self.ui, product_id, self.window()).open()

    def delete_selected(self) -> None:
        row = self.row() if self.is_one() else None
        if row is not None:
            product_id, _ = row.id, self.ui.words.gettext
            said = _("Product {code} deleted").format(code=row.code or row.name)
            self.write(lambda desk: products.delete(desk, product_id), said)

    def _sell(self, *, again: bool) -> None:
        row = self.row()
        if row is None:
            return
        _ = self.ui.words.gettext
        told = _("{name} is sold again") if again else _("{name} is no longer sold")
        typed = {"discontinued": "" if again else "yes"}
        self.write(lambda desk: products.edit(desk, row.id, typed), told.format(name=row.name))

    def fill_menu(self, menu: QMenu) -> None:
        row = self.row()
        if row is None:
            return
        _, add = self.ui.words.gettext, self.entry
        add(menu, "open", _("&Edit"), self.open_selected, "Enter", "pencil")
        again = bool(row.values.get("discontinued"))
        add(menu, "sold", _("&Sell again") if again else _("&No longer sold"), lambda: self._sell(again=again))
        menu.addSeparator()
        add(menu, "copy", _("&Copy"), self.copy_selected, "Ctrl+C", "copy")
        add(menu, "delete", _("&Delete"), self.delete_selected, "Del", "trash")
