"""The sales plan as tables: customers with their targets, which are typed into, and the sums of each owner."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct
from PySide6.QtCore import Qt, Signal

from crmdesk.core.errors import Problem
from crmdesk.core.money import parse_money
from crmdesk.core.sales_plan import Figures, OwnerTotal, PlanRow
from crmdesk.gui.models.columns_table import Index
from crmdesk.gui.models.funnel import whole_yuan
from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import Badge
from crmdesk.gui.widgets.tables import STATE_ROLE

CUSTOMER, TIER, OWNER, TARGET, LAST_YEAR, THIS_YEAR, AVERAGE, PROGRESS = range(8)
SORTS = ("name", "tier", "owner", "target", "last_year", "this_year", "monthly_average", "progress")
"""What each column orders by (`core.sales_plan.SORTS`)."""
_PERCENT = 100


def percent(share: Decimal | None, ui: Ui) -> str:
    """62%; '' for none."""
    return "" if share is None else f"{ui.words.number(int(share * _PERCENT))}%"


class SalesPlanTable(PlainTable[PlanRow]):
    """`typed`: a line and its new target; what cannot be read stays in its cell. `refused`: why that is so, or ''."""

    figures = frozenset({TARGET, LAST_YEAR, THIS_YEAR, AVERAGE})
    typed = Signal(object, object)
    refused = Signal(str)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui, self._words = ui, ui.words
        self._fields, self._target = ui.desk.fields("customer"), ui.desk.fields("sales_target")["amount"]
        self._year = ui.desk.today().year
        self._typed: dict[int, tuple[str, Problem]] = {}

    def show_year(self, year: int) -> None:
        """What the headings say."""
        self._year = year
        self._typed.clear()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, PROGRESS)

    def headings(self) -> Sequence[str]:
        _, label, fields = self._words.gettext, self._words.label, self._fields
        return (
            _("Customer"), label(fields["tier"].label), label(fields["owner"].label), label(self._target.label),
            _("Sales {year}").format(year=self._year - 1), _("Sales {year}").format(year=self._year),
            _("Monthly average"), _("Progress"),
        )  # fmt: skip

    def text(self, line: PlanRow, column: int) -> str:
        match column:
            case _ if column == CUSTOMER:
                return self._ui.masking.text(line.name)
            case _ if column == TIER:
                return self._ui.shown(self._fields["tier"], line.tier)
            case _ if column == OWNER:
                return self._ui.masking.text(line.owner or "")
            case _ if column == TARGET:
                return self._target_told(line)
            case _ if column == PROGRESS:
                return percent(line.progress, self._ui)
        amount = (line.last_year, line.this_year, line.monthly_average)[column - LAST_YEAR]
        return whole_yuan(amount, self._ui) if amount else ""

    def _target_told(self, line: PlanRow) -> str:
        if line.customer_id in self._typed:
            return self._typed[line.customer_id][0]
        return "" if line.target is None else self._amount(line.target)

    def _amount(self, amount: Decimal) -> str:
        return whole_yuan(amount, self._ui) if amount == amount.to_integral_value() else self._words.money(amount)

    def tone(self, line: PlanRow, column: int) -> str:
        if column == PROGRESS and line.figures.behind:
            return "warn"
        return "text_2" if column in (OWNER, LAST_YEAR, AVERAGE) else "text"

    def badge(self, line: PlanRow, column: int) -> Badge | None:
        return badges.tier(line.tier, self.text(line, TIER)) if column == TIER and line.tier else None

    # Typing into it

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        typed = index.column() == TARGET and not self._ui.masking.on
        return flags | Qt.ItemFlag.ItemIsEditable if typed else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line = self.line(index.row())
        if role != Qt.ItemDataRole.EditRole or line is None:
            return False
        parsed = parse_money(str(value))
        problem = parsed.problem if parsed.refused else None
        if problem is None and parsed.value is not None and parsed.value < 0:
            problem = Problem("target-negative", hard=True)
        if problem is not None:
            self._typed[line.customer_id] = (str(value), problem)
        else:
            self._typed.pop(line.customer_id, None)
        self.dataChanged.emit(index, index)
        told = self._words.gettext("{number}: {reason}")
        self.refused.emit(
            "" if problem is None else told.format(number=line.number, reason=self._words.problem(problem))
        )
        if problem is None and parsed.value != line.target:
            self.typed.emit(line, parsed.value)
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line(index.row())
        if line is not None and index.column() == TARGET:
            if role == Qt.ItemDataRole.EditRole:
                return self._target_told(line)
            if role == STATE_ROLE:
                return "bad" if line.customer_id in self._typed else None
            if role == Qt.ItemDataRole.ToolTipRole and line.customer_id in self._typed:
                return self._words.problem(self._typed[line.customer_id][1])
        return super().data(index, role)

    def show_again(self, lines: Sequence[PlanRow]) -> bool:
        """The same customers in the same order with other figures, without a reset; False where they are others."""
        if [each.customer_id for each in lines] != [each.customer_id for each in self.lines]:
            return False
        self.lines = lines
        if lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, PROGRESS))
        return True


class OwnerLine(Struct, frozen=True):
    """The sums of one person's customers; `key` as the services know them: None for all, '' for those of nobody."""

    key: str | None
    total: OwnerTotal

    @property
    def figures(self) -> Figures:
        return self.total.figures


O_NAME, O_TARGET, O_PROGRESS = range(3)


class OwnersTable(PlainTable[OwnerLine]):
    """All, then owner by owner."""

    figures = frozenset({O_TARGET})

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui

    def headings(self) -> Sequence[str]:
        _ = self._ui.words.gettext
        owner, target = self._ui.desk.fields("customer")["owner"], self._ui.desk.fields("sales_target")["amount"]
        return (self._ui.words.label(owner.label), self._ui.words.label(target.label), _("Progress"))

    def text(self, line: OwnerLine, column: int) -> str:
        _ = self._ui.words.gettext
        if column == O_NAME:
            return self._ui.masking.text(line.key) if line.key else _("All") if line.key is None else _("Nobody")
        if column == O_PROGRESS:
            return percent(line.figures.progress, self._ui)
        return whole_yuan(line.figures.target, self._ui) if line.figures.target is not None else ""

    def tone(self, line: OwnerLine, column: int) -> str:
        return "warn" if column == O_PROGRESS and line.figures.behind else "text"
