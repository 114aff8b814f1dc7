"""An order being written: its lines, what they come to, its head; reckoned anew with everything that is typed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.reckoning import Reckoned
from crmdesk.core.sales import Order
from crmdesk.gui.forms.drafts import in_words
from crmdesk.gui.forms.order_head import OrderHead
from crmdesk.gui.forms.order_lines_part import OrderLinesPart
from crmdesk.gui.forms.order_risk import RiskBar
from crmdesk.gui.forms.order_sums import OrderSums
from crmdesk.gui.forms.order_texts import head_texts, instalment_texts, lines_from, lines_of, new_texts
from crmdesk.gui.models.order_lines import OrderLine
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import colour, vertical
from crmdesk.gui.ui import Ui
from crmdesk.services import orders, reading

LINES, INSTALMENTS, REDUCTION = "lines", "instalments", "reduction"


class OrderForm(QWidget):
    """`changed`: something was typed; `troubled`: why it cannot be reckoned, such as a customer deleted meanwhile;
    `above`: the row over the lines."""

    changed = Signal()
    troubled = Signal(str)

    def __init__(self, ui: Ui, over: QWidget) -> None:
        super().__init__()
        self._ui = ui
        self._customer_id = 0
        self._order: Order | None = None
        self._state = "ordered"
        self._base: dict[str, str] = {}
        self._date = ""
        self.reckoned: Reckoned | None = None
        self.head = OrderHead(ui, self._check)
        self.part = OrderLinesPart(ui, over, self._day)
        self.sums = OrderSums(ui)
        self.risk = RiskBar(ui)
        self.above = QHBoxLayout()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.reckon)
        self._lay_out()
        for edited in (
            self.part.edited, self.head.changed, self.head.instalments.changed, self.sums.edited
        ):  # fmt: skip
            edited.connect(self._edited)
        self.head.edited.connect(self._follow_date)
        self.part.left.connect(self.sums.reduction.focus)

    def _lay_out(self) -> None:
        self.above.setContentsMargins(tokens.AROUND, 0, tokens.AROUND, tokens.BETWEEN)
        sums = QVBoxLayout()
        sums.setContentsMargins(tokens.AROUND, tokens.BETWEEN, tokens.AROUND, tokens.AROUND)
        sums.addWidget(self.sums)
        left = QVBoxLayout()
        left.setContentsMargins(0, tokens.AROUND, 0, 0)
        left.setSpacing(0)
        left.addLayout(self.above)
        left.addWidget(self.part, 1)
        left.addLayout(sums)
        left.addWidget(self.risk)
        self.head.setFixedWidth(self.head.wanted_width())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addLayout(left, 1)
        row.addWidget(self.head)

    # What stands in it

    def begin(self, customer_id: int, state: str) -> None:
        """A new order of this customer."""
        self._load(customer_id, state, new_texts(self._ui.desk, customer_id, state), (), ())

    def show_order(self, order: Order) -> None:
        """One that is there already."""
        self._order = order
        desk, words = self._ui.desk, self._ui.words
        self._load(
            order.customer_id,
            order.state,
            head_texts(order, desk.fields("sales_order"), words),
            lines_of(order),
            instalment_texts(order, words),
        )
        placed = order.state == "ordered"
        self.sums.show_paid(order.paid if placed else None, order.due if placed else None)

    def _load(
        self,
        customer_id: int,
        state: str,
        typed: Mapping[str, str],
        lines: Sequence[OrderLine],
        instalments: Sequence[Mapping[str, str]],
    ) -> None:
        self._customer_id = customer_id
        self.head.set_customer(customer_id)
        self.part.set_customer(customer_id, self._order.id if self._order is not None else None)
        self.head.marks_changes = self._order is not None
        self.head.load(typed)
        self.head.instalments.load(instalments)
        self.sums.load(typed.get(REDUCTION, ""))
        self.part.lines.load(lines)
        self.set_state(state)
        self._base, self._date = self.texts(), self.head.text("date")
        self.reckon()

    def set_state(self, state: str) -> None:
        """Whether it is an offer or an order."""
        self._state = state
        order = self._order
        self.head.set_state(state, delivered=order is not None and order.values.get("delivered_on") is not None)
        self._soon.start()

    @property
    def state(self) -> str:
        return self._state

    def texts(self) -> dict[str, str]:
        """Everything that stands in it by field key; lines and instalments as JSON."""
        return {
            **{key: each.text() for key, each in self.head.inputs.items()},
            REDUCTION: self.sums.text(),
            LINES: json.dumps(self.part.lines.texts(), ensure_ascii=False),
            INSTALMENTS: json.dumps(self.head.instalments.texts(), ensure_ascii=False),
        }

    def changes(self) -> dict[str, str]:
        """What differs from what it began with."""
        return {key: text for key, text in self.texts().items() if text != self._base.get(key, "")}

    def typed(self) -> dict[str, str]:
        """The head for the service: of a new order all that is asked, else what was changed."""
        if self._order is not None:
            return {key: text for key, text in self.changes().items() if key not in (LINES, INSTALMENTS)}
        asked = {**{key: self.head.text(key) for key in self.head.asked()}, REDUCTION: self.sums.text()}
        return {"state": self._state, **asked}

    def write(self) -> tuple[int, Changes]:
        """Keep it; returns the order's id. Raises UserError for what is refused."""
        desk, lines, parts = self._ui.desk, self.line_texts(), self.instalment_texts()
        if self._order is None:
            return orders.add(desk, self._customer_id, self.typed(), lines, parts)
        changed, order_id = self.changes(), self._order.id
        kept_lines, kept_parts = lines if LINES in changed else None, parts if INSTALMENTS in changed else None
        return order_id, orders.edit(desk, order_id, self.typed(), kept_lines, kept_parts)

    def line_texts(self) -> list[dict[str, str]]:
        return self.part.lines.texts()

    def instalment_texts(self) -> list[dict[str, str]]:
        return self.head.instalments.texts()

    def put(self, texts: Mapping[str, str]) -> None:
        """What an earlier session left, as if it had been typed now."""
        for key, text in in_words(self.head, texts).items():
            self.head.put(key, text)
        if REDUCTION in texts:
            self.sums.reduction.set_text(texts[REDUCTION])
        if LINES in texts:
            self.part.lines.load(lines_from(self._ui.desk, _listed(texts[LINES])))
        if INSTALMENTS in texts:
            self.head.instalments.load(_listed(texts[INSTALMENTS]))
        self.head.check()
        self._edited()

    def name(self) -> str:
        """What it is called, in a question and in a draft."""
        return self.head.text("number") or self._ui.words.gettext("New order")

    # Reckoning

    def reckon(self) -> None:
        """What the lines come to now, and what is to be said about them."""
        self._soon.stop()
        if not self._customer_id:
            return
        typed = {key: self.head.text(key) for key in self.head.asked()} | {REDUCTION: self.sums.text()}
        order_id = self._order.id if self._order is not None else None
        lines, instalments = self.line_texts(), self.instalment_texts()
        try:
            found = orders.reckon(
                self._ui.desk, self._customer_id, {**typed, "state": self._state}, lines, order_id,
                instalments=instalments,
            )  # fmt: skip
        except UserError as error:
            self.troubled.emit(self._ui.sentence(error))
            return
        self.reckoned = found
        self.part.show_reckoned(found.lines)
        self.sums.show_sums(found)
        self.head.instalments.show_wanted(found.payable)
        self.head.show_problems(found.problems)
        self.risk.show_risk(found.risk, self._order)

    def refused(self) -> bool:
        """Whether something must be mended first; the cursor is there then."""
        self.part.grid.settle()
        self.reckon()
        if self.part.go_to_problem():
            return True
        if not self.head.check():
            self.head.focus(self.head.refused()[0])
            return True
        problems = self.reckoned.problems if self.reckoned is not None else {}
        if (reduction := problems.get(REDUCTION)) is not None and reduction.hard:
            self.sums.reduction.focus()
            return True
        return self.head.instalments.go_to_problem()

    def empty(self) -> Problem | None:
        """What is said of an order without lines."""
        return self.reckoned.problems.get("") if self.reckoned is not None else None

    def _day(self) -> dt.date | None:
        """The order's date as it is typed."""
        day = values.parse(self.head.inputs["date"].field, self.head.text("date")).value
        return day if isinstance(day, dt.date) else None

    def _follow_date(self, key: str) -> None:
        """A new order is signed on its date as long as nothing else was typed."""
        if key == "date" and self._order is None and self.head.text("signed_on") == self._date:
            self.head.put("signed_on", self.head.text("date"))
        self._date = self.head.text("date")

    def _check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        found = reading.read_typed(self._ui.desk.fields("sales_order"), typed, new=self._order is None).problems
        return {key: problem for key, problem in found.items() if key in typed}

    def _edited(self) -> None:
        self._soon.start()
        self.changed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        vertical(QPainter(self), self.head.x() - 1, 0, self.height(), colour(self.palette(), "line"))


def _listed(text: str) -> list[dict[str, str]]:
    """Texts of lines or instalments out of a draft."""
    try:
        return [{str(key): str(value) for key, value in each.items()} for each in json.loads(text)]
    except (ValueError, AttributeError, TypeError):
        return []
