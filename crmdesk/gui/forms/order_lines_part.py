"""The lines of an order with what helps to write them: products found, prices proposed, the line in hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from crmdesk.core.errors import UserError
from crmdesk.core.reckoning import Proposal, ReckonedLine
from crmdesk.core.sales import Product
from crmdesk.gui import icons
from crmdesk.gui.dialogs.product import ProductDialog
from crmdesk.gui.forms.order_grid import OrderGrid
from crmdesk.gui.forms.order_line_hand import LineInHand
from crmdesk.gui.forms.order_texts import goods_of
from crmdesk.gui.forms.product_finding import ProductFinding
from crmdesk.gui.models.order_lines import EDITED, Goods, OrderLines
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.services import prices, products


class OrderLinesPart(QWidget):
    """`edited`: something was typed; `left`: Enter in the blank last line. `day`: the order's, or None."""

    edited = Signal()
    left = Signal()

    def __init__(self, ui: Ui, over: QWidget, day: Callable[[], dt.date | None]) -> None:
        super().__init__()
        self._ui, self._over, self._day = ui, over, day
        self._customer_id = 0
        self._order_id: int | None = None
        self._proposals: dict[tuple[int, dt.date], Proposal | None] = {}
        self.finding = ProductFinding(ui, over)
        self.lines = OrderLines(ui.desk.fields("order_line"), ui.words)
        self.grid = OrderGrid(ui.words, self.lines, self.finding)
        self.hand = LineInHand(ui)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.BETWEEN, 0, tokens.BETWEEN, 0)
        column.setSpacing(0)
        column.addWidget(self.grid, 1)
        column.addWidget(self.hand)
        self.lines.edited.connect(self.edited)
        self.lines.product_typed.connect(self._named)
        self.grid.left.connect(self.left)
        self.grid.line_changed.connect(self._take_in_hand)
        self.grid.menu_asked.connect(self._show_menu)
        self.finding.picked.connect(self._picked)
        self.finding.new_asked.connect(self.new_product)
        self.finding.missed.connect(self._missed)
        self.hand.last_asked.connect(self.take_last_price)
        self.hand.sample_asked.connect(self._set_sample)
        self.hand.remove_asked.connect(self.grid.remove_line)

    def set_customer(self, customer_id: int, order_id: int | None) -> None:
        """Whose prices are proposed, for which order."""
        self._customer_id, self._order_id = customer_id, order_id
        self._proposals.clear()

    def show_reckoned(self, lines: Sequence[ReckonedLine]) -> None:
        """What the lines come to."""
        self.lines.show_come(lines)
        self._show_hand()

    def go_to_problem(self) -> bool:
        """Put the cursor into the first cell that is refused; False when none is."""
        self.lines.set_in_hand(-1)
        for row in self.lines.rows():
            problem = self.lines.problem(row)
            if problem is not None and problem[1].hard:
                self.grid.go_to(row, problem[0] if problem[0] in EDITED else "product")
                return True
        return False

    def take_keyboard(self) -> None:
        """The first thing to be typed: the product of the blank line."""
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self.grid.go_to(len(self.lines.lines) - 1, "product")

    # The line in hand

    def _take_in_hand(self, row: int) -> None:
        self.lines.set_in_hand(row)
        self._show_hand()

    def _show_hand(self, _row: int = 0) -> None:
        row = min(self.grid.row(), len(self.lines.lines) - 1)
        line, problem = self.lines.lines[row], self.lines.problem(row)
        self.hand.show_line(line, self._proposal(line.goods), problem[1] if problem else None)

    def _proposal(self, goods: Goods | None) -> Proposal | None:
        """None for no product, or one that is gone."""
        if goods is None:
            return None
        key = goods.id, self._day() or self._ui.desk.today()
        if key not in self._proposals:
            try:
                self._proposals[key] = prices.proposal(self._ui.desk, self._customer_id, *key, order_id=self._order_id)
            except UserError:
                self._proposals[key] = None
        return self._proposals[key]

    def _picked(self, product: Product) -> None:
        self._take(self.grid.row(), goods_of(product))

    def _missed(self) -> None:
        """No product is like that: it is said so, and the cell stays in hand."""
        row = self.grid.row()
        self.grid.settle()
        self.grid.go_to(row, "product")

    def _named(self, row: int) -> None:
        """A whole code or name was typed; what else it may mean is said beside the line."""
        try:
            product_id = products.meant(self._ui.desk, self.lines.lines[row].texts["product"])
        except UserError:
            return
        self._set_goods(row, goods_of(products.product(self._ui.desk, product_id)))

    def _take(self, row: int, goods: Goods) -> None:
        self.grid.drop_editor()
        self._set_goods(row, goods)
        self.grid.go_to(row, "quantity")

    def _set_goods(self, row: int, goods: Goods) -> None:
        proposal, words = self._proposal(goods), self._ui.words
        usual = {}
        if proposal is not None and proposal.price is not None:
            usual["price"] = words.money(proposal.price)
        if proposal is not None and proposal.discount:
            usual["discount"] = f"{words.number(proposal.discount)}%"
        self.lines.set_goods(row, goods, usual)

    def new_product(self, name: str) -> None:
        """A product of what was typed."""
        row = self.grid.row()
        self.grid.drop_editor()
        dialog = ProductDialog(self._ui, None, self._over, typed={"name": name} if name else None)
        dialog.accepted.connect(lambda: self._made(row, dialog.product_id))
        dialog.rejected.connect(lambda: self.grid.go_to(row, "product"))
        dialog.open()

    def _made(self, row: int, product_id: int | None) -> None:
        if product_id is not None:
            self._take(row, goods_of(products.product(self._ui.desk, product_id)))

    def take_last_price(self) -> None:
        """The price this customer paid last, for the line in hand."""
        row = self.grid.row()
        proposal = self._proposal(self.lines.lines[row].goods)
        if proposal is None or proposal.last_price is None:
            return
        self.grid.drop_editor()
        words, off = self._ui.words, proposal.last_discount
        self.lines.put(row, "price", words.money(proposal.last_price))
        self.lines.put(row, "discount", f"{words.number(off)}%" if off else "")
        self.grid.go_to(row, "price")

    def _set_sample(self, sample: bool) -> None:
        self.grid.settle()
        self.lines.set_sample(self.grid.row(), sample)

    def _show_menu(self, row: int, at: QPoint) -> None:
        _ = self._ui.words.gettext
        menu = QMenu(self)
        menu.setObjectName("line-menu")
        menu.aboutToHide.connect(menu.deleteLater)
        line = self.lines.lines[row]
        if not line.blank:
            sample = menu.addAction(_("Sample"), lambda: self.lines.set_sample(row, not line.sample))
            sample.setCheckable(True)
            sample.setChecked(line.sample)
            menu.addSeparator()
            menu.addAction(icons.icon("trash"), _("Remove the line") + "\tCtrl+Del", self.grid.remove_line)
            menu.addSeparator()
        menu.addAction(icons.icon("plus"), _("New product..."), lambda: self.new_product(""))
        menu.popup(at)
