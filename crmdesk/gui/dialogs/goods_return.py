"""Goods of an order that came back: how much of each can still do so, and what that takes off."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.sales import GoodsReturn, Order
from crmdesk.gui.dialogs.short_form import ShortForm
from crmdesk.gui.models.return_lines import AMOUNT, BACK, LEFT, PRODUCT, BackLine, ReturnLines
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.form import ProblemMark
from crmdesk.gui.widgets.grid import EDITED_AT_ONCE, LINE, TAB, GridDelegate, type_into
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.tables import style_table
from crmdesk.services import orders, returns

_WIDTH, _LEAST, _MOST = 760, 420, 640
_HEAD = 196
"""The height of the fields: in two columns three rows, the last one of several lines."""
_HEADS = ("date", "number", "reason", "notes")
_COLUMNS = {LEFT: 112, BACK: 112, AMOUNT: 120}


class ReturnTable(QTableView):
    """Typed into on the spot; Enter goes to the next line. `left`: beyond the last cell (1), before the first (-1)."""

    left = Signal(int)

    def __init__(self, model: ReturnLines, label: str) -> None:
        super().__init__()
        self.setObjectName("return-lines")
        self.setAccessibleName(label)
        model.setParent(self)
        style_table(self, sortable=False)
        delegate = GridDelegate("return", self)
        delegate.step_asked.connect(self._step, Qt.ConnectionType.QueuedConnection)
        self.setItemDelegate(delegate)
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(EDITED_AT_ONCE)
        header = self.horizontalHeader()
        header.setSectionsMovable(False)
        header.setSectionResizeMode(PRODUCT, QHeaderView.ResizeMode.Stretch)
        for column, width in _COLUMNS.items():
            header.resizeSection(column, width)

    def go_to(self, row: int, column: int = BACK) -> None:
        """Type into this cell."""
        type_into(self, self.model().index(row, column))

    def settle(self) -> None:
        """What is being typed is in the line then."""
        self.setCurrentIndex(QModelIndex())

    def _step(self, how: str, by: int) -> None:
        """Down the quantities; Tab takes the amounts too; beyond the last line out of the table."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        if how == TAB:
            cells = [(line, each) for line in range(self.model().rowCount()) for each in (BACK, AMOUNT)]
            place = cells.index((row, column)) + by
            if 0 <= place < len(cells):
                self.go_to(*cells[place])
                return
        elif 0 <= row + by < self.model().rowCount():
            self.go_to(row + by, column)
            return
        elif how == LINE:
            self.go_to(row, column)
            return
        self.settle()
        self.left.emit(by)


class ReturnDialog(ShortForm):
    """A new return of an order, or one that is there."""

    def __init__(self, ui: Ui, order: Order, back: GoodsReturn | None = None, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        self._order, self._back = order, back
        known = ui.desk.fields("goods_return")
        title = (_("Return {number}") if back else _("Return of order {number}")).format(
            number=back.number if back else order.number
        )
        goods = returns.returnable(order, back.id if back else None)
        size = QSize(_WIDTH, max(_LEAST, min(_MOST, 348 + tokens.TABLE_ROW * len(goods))))
        super().__init__(
            ui, title, [known[key] for key in _HEADS], size=size, label=_("Return"), name="return-dialog", parent=parent
        )
        self.lines = ReturnLines(ui.desk.fields("return_line"), ui.words)
        self.table = ReturnTable(self.lines, _("What comes back"))
        self._sum = Label("", bold=True, name="return-sum")
        self._mark = ProblemMark()
        self._mark.setObjectName("return-problem")
        self._lay_out()
        self.lines.show_lines([self._line(one.product_id, BackLine(one)) for one in goods])
        self.lines.edited.connect(self._reckon)
        self.table.left.connect(self._leave_table)
        self._base = self.lines.told()
        self._begin()

    def _lay_out(self) -> None:
        every = LinkButton(self.ui.words.gettext("All of it"), name="return-all")
        every.clicked.connect(self.lines.take_all)
        foot = QHBoxLayout()
        foot.setContentsMargins(tokens.BETWEEN, 0, tokens.BETWEEN, 0)
        foot.addWidget(every)
        foot.addWidget(self._mark)
        foot.addStretch(1)
        foot.addWidget(self._sum)
        lower = QWidget()
        column = QVBoxLayout(lower)
        column.setContentsMargins(tokens.BETWEEN, 0, tokens.BETWEEN, tokens.AROUND)
        column.setSpacing(tokens.BETWEEN)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self.form.setFixedHeight(_HEAD)
        self.body.insertWidget(self.body.indexOf(self.form) + 1, lower, 1)

    def _line(self, product_id: int, line: BackLine) -> BackLine:
        """With what came back of it in the return that is there."""
        mine = [each for each in self._back.lines if each.product_id == product_id] if self._back is not None else []
        if mine:
            words = self.ui.words
            quantity = sum((each.quantity for each in mine), Decimal(0))
            amount = sum((each.amount for each in mine), Decimal(0))
            line.texts = {"quantity": words.number(quantity)}
            if amount != line.goods.amount_of(quantity):
                line.texts["amount"] = words.money(amount)
        return line

    def _begin(self) -> None:
        known, words, back = self.ui.desk.fields("goods_return"), self.ui.words, self._back
        if back is not None:
            self.begin({key: values.typed(known[key], getattr(back, key) or None, words) for key in self.keys})
        else:
            self.begin({}, {"date": self.ui.desk.today().isoformat()})
        self._reckon()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self.table, lambda: self.table.go_to(0))

    def _reckon(self) -> None:
        mine = self._back.id if self._back is not None else None
        found = returns.read(self.ui.desk, self._order.id, {}, self.lines.told(), new=False, return_id=mine)
        self.lines.show_read(found.lines, found.line_problems)
        _, money = self.ui.words.gettext, self.ui.words.money
        self._sum.setText(_("Takes off {amount}").format(amount=money(found.amount)))
        at = self.lines.first_problem()
        problem = self.lines.problem(at[0]) if at is not None else None
        self._mark.show_problem("bad" if problem else "", self.ui.words.problem(problem) if problem else "")
        self.notice.hide()

    def _leave_table(self, by: int) -> None:
        (self.confirm_button if by > 0 else self.form.inputs["notes"].widget).setFocus()

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        found = returns.read(self.ui.desk, self._order.id, typed, None, new=self._back is None).head.problems
        return {key: problem for key, problem in found.items() if key in typed}

    def accept(self) -> None:
        """Save, unless a line is refused: then the cursor goes there."""
        self.table.settle()
        at = self.lines.first_problem()
        if at is not None:
            self.table.go_to(*at)
            return
        super().accept()

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        _, desk, lines = self.ui.words.gettext, self.ui.desk, self.lines.told()
        if self._back is None:
            made, changes = returns.add(desk, self._order.id, typed, lines)
        else:
            made = self._back.id
            changes = returns.edit(desk, made, self.form.changes(), lines if lines != self._base else None)
        return changes, _("Saved return {number}").format(number=returns.goods_return(desk, made).number)

    def changed(self) -> bool:
        return super().changed() or self.lines.told() != self._base


def open_return(ui: Ui, order_id: int, parent: QWidget, back: GoodsReturn | None = None) -> ReturnDialog | None:
    """The dialog, unless nothing of the order can come back any more: that is said."""
    order = orders.order(ui.desk, order_id)
    if back is None and not returns.returnable(order):
        ui.bus.failed.emit(UserError("return-too-many", count=0))
        return None
    dialog = ReturnDialog(ui, order, back, parent)
    dialog.open()
    return dialog
