"""What an order comes to, below its lines: lines, reduction, payable, profit and what is paid."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.errors import Problem
from crmdesk.core.reckoning import Reckoned
from crmdesk.gui.forms.field_inputs import make_input
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import tabular
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.inputs import set_problem
from crmdesk.gui.widgets.labels import ElidedLabel, Label

_REDUCTION = 96
_HEIGHT = 52


class _Sum(QWidget):
    """A grey word over an amount."""

    def __init__(self, word: str, *, bold: bool = False, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._word = word
        self._value = ElidedLabel(points=tokens.SECTION if bold else tokens.BODY, bold=bold, name=f"{name}-value")
        self._value.setFont(tabular(self._value.font()))
        self._value.setFixedHeight(tokens.CONTROL_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Label(word, points=tokens.SMALL, tone="text_2"))
        column.addWidget(self._value)

    def show_value(self, text: str, tone: str = "text") -> None:
        self._value.set_text(text)
        self._value.set_tone(tone)
        self.setAccessibleName(f"{self._word} {text}".strip())

    def text(self) -> str:
        return self._value.text()


class OrderSums(QWidget):
    """`edited`: another reduction was typed."""

    edited = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        _ = ui.words.gettext
        self._ui = ui
        self._loading = False
        self.setObjectName("order-sums")
        self.setFixedHeight(_HEIGHT)
        field = ui.desk.fields("sales_order")["reduction"]
        self.reduction = make_input(field, ui)
        self.reduction.widget.setMaximumWidth(_REDUCTION)
        self.reduction.edited.connect(self._edited)
        self.amount = _Sum(_("Sum of the lines"), name="sum-lines")
        self.returned = _Sum(ui.words.label(ui.desk.fields("sales_order")["returned"].label), name="sum-returned")
        self.payable = _Sum(_("Payable"), bold=True, name="sum-payable")
        self.profit = _Sum(_("Profit"), name="sum-profit")
        self.paid = _Sum(_("Paid"), name="sum-paid")
        self.due = _Sum(_("Still due"), name="sum-due")
        reduced = QVBoxLayout()
        reduced.setSpacing(2)
        label = Label(ui.words.label(field.label), points=tokens.SMALL, tone="text_2")
        label.setBuddy(self.reduction.widget)
        reduced.addWidget(label)
        reduced.addWidget(self.reduction.widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SECTIONS)
        row.addWidget(self.amount)
        row.addLayout(reduced)
        row.addWidget(self.returned)
        row.addWidget(self.payable)
        row.addWidget(self.profit)
        row.addStretch(1)
        row.addWidget(self.paid)
        row.addWidget(self.due)
        row.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.returned.hide()
        self.show_paid(None, None)

    def load(self, reduction: str) -> None:
        self._loading = True
        self.reduction.set_text(reduction)
        self._loading = False

    def text(self) -> str:
        """The reduction as it was typed."""
        return self.reduction.text()

    def show_sums(self, found: Reckoned) -> None:
        """What the order comes to as it is typed, and what is wrong with the reduction."""
        _, words = self._ui.words.gettext, self._ui.words
        self.amount.show_value(words.money(found.goods))
        self.payable.show_value(words.money(found.payable))
        back = found.amount - found.payable
        self.returned.setVisible(back >= 1)
        self.returned.show_value(words.money(-back))
        self._show_problem(found.problems.get("reduction"))
        if found.profit is None:
            self.profit.show_value(_("Costs are missing") if found.goods else "", "text_2")
            return
        share = "" if found.margin is None else f"  {words.number(found.margin.quantize(Decimal('0.1')))}%"
        self.profit.show_value(f"{words.money(found.profit)}{share}", "bad" if found.profit < 0 else "text")

    def show_paid(self, paid: Decimal | None, due: Decimal | None) -> None:
        """Of an order that is there already."""
        for each, amount in ((self.paid, paid), (self.due, due)):
            each.setVisible(amount is not None)
            if amount is not None:
                each.show_value(self._ui.words.money(amount))

    def _show_problem(self, problem: Problem | None) -> None:
        widget = self.reduction.widget
        set_problem(widget, "" if problem is None else "bad" if problem.hard else "warn")
        told = "" if problem is None else self._ui.words.problem(problem)
        widget.setToolTip(told)
        widget.setAccessibleDescription(told)

    def _edited(self, _key: str) -> None:
        if not self._loading:
            self.edited.emit()
