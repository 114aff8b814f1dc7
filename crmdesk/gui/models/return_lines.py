"""What of an order can still come back, and how much of it does now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct, field
from PySide6.QtCore import QModelIndex, Qt, Signal

from crmdesk.core import values
from crmdesk.core.errors import Problem
from crmdesk.core.fields import Fields
from crmdesk.core.words import Words
from crmdesk.gui.models.columns_table import Index
from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.gui.widgets.tables import STATE_ROLE
from crmdesk.services.returns import Returnable

PRODUCT, LEFT, BACK, AMOUNT = range(4)
_KEYS = {BACK: "quantity", AMOUNT: "amount"}


class BackLine(Struct):
    """One product; `texts`: what was typed (quantity, amount); `amount`: what it takes off."""

    goods: Returnable
    texts: dict[str, str] = field(default_factory=dict)
    amount: Decimal | None = None
    problems: Mapping[str, Problem] = field(default_factory=dict)

    @property
    def blank(self) -> bool:
        return not self.texts.get("quantity", "").strip()


class ReturnLines(PlainTable[BackLine]):
    """`edited`: another quantity or amount was typed."""

    edited = Signal()
    figures = (LEFT, BACK, AMOUNT)

    def __init__(self, fields: Fields, words: Words) -> None:
        super().__init__()
        self._fields, self._words = fields, words

    def headings(self) -> Sequence[str]:
        _, label = self._words.gettext, self._words.label
        product, amount = label(self._fields["product"].label), label(self._fields["amount"].label)
        return (product, _("Can come back"), _("Comes back"), amount)

    def text(self, line: BackLine, column: int) -> str:
        unit = f" {line.goods.unit}" if line.goods.unit else ""
        if column == PRODUCT:
            return line.goods.name
        if column == LEFT:
            return f"{self._words.number(line.goods.quantity)}{unit}"
        if column == BACK:
            return f"{line.texts['quantity']}{unit}" if not line.blank else ""
        return self._words.money(line.amount) if line.amount is not None and not line.blank else ""

    def tone(self, line: BackLine, column: int) -> str:
        return "text_2" if column == LEFT or (column == AMOUNT and not line.texts.get("amount")) else "text"

    def told(self) -> list[dict[str, str]]:
        """The lines with something that comes back, as texts."""
        kept = (line for line in self.lines if not line.blank)
        return [{"product": line.goods.code or line.goods.name, **_filled(line.texts)} for line in kept]

    def show_read(self, lines: Sequence[Mapping[str, Any]], problems: Sequence[Mapping[str, Problem]]) -> None:
        """What the lines of `told` come to, in the same order."""
        kept = [line for line in self.lines if not line.blank]
        for line in self.lines:
            line.amount, line.problems = None, {}
        for line, read, told in zip(kept, lines, problems, strict=False):
            line.amount, line.problems = read.get("amount"), told
        self._tell()

    def put(self, row: int, column: int, text: str) -> None:
        """Type into a cell."""
        line, key = self.lines[row], _KEYS[column]
        parsed = values.parse(self._fields[key], text)
        if parsed.value is not None and parsed.problem is None:
            text = values.typed(self._fields[key], parsed.value, self._words)
        if text.strip() == line.texts.get(key, ""):
            return
        line.texts[key] = text.strip()
        if key == "quantity":
            line.texts.pop("amount", None)
        self._tell()
        self.edited.emit()

    def take_all(self) -> None:
        """Everything comes back."""
        for line in self.lines:
            line.texts = {"quantity": self._words.number(line.goods.quantity)}
        self._tell()
        self.edited.emit()

    def first_problem(self) -> tuple[int, int] | None:
        """Row and column of the first cell that is refused."""
        for row, line in enumerate(self.lines):
            if any(problem.hard for problem in line.problems.values()):
                return row, AMOUNT if "amount" in line.problems else BACK
        return None

    def problem(self, row: int) -> Problem | None:
        found = self.line(row)
        return next(iter(found.problems.values()), None) if found is not None else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in _KEYS else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        self.put(index.row(), index.column(), str(value))
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.EditRole:
            return line.texts.get(_KEYS.get(index.column(), ""), "")
        key = _KEYS.get(index.column(), "product")
        problem = line.problems.get(key)
        if role == STATE_ROLE:
            return None if problem is None else "bad" if problem.hard else "warn"
        if role == Qt.ItemDataRole.ToolTipRole and problem is not None:
            return self._words.problem(problem)
        return super().data(index, role)

    def _tell(self) -> None:
        last = self.index(len(self.lines) - 1, AMOUNT) if self.lines else QModelIndex()
        self.dataChanged.emit(self.index(0, 0), last)


def _filled(texts: Mapping[str, str]) -> dict[str, str]:
    return {key: text for key, text in texts.items() if text}
