"""The lines of an order while they are typed: texts by field key, and beside them what they come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from crmdesk.core import values
from crmdesk.core.discounts import in_percent, in_tenths
from crmdesk.core.errors import Problem
from crmdesk.core.fields import Fields
from crmdesk.core.reckoning import ReckonedLine
from crmdesk.core.words import Words
from crmdesk.gui.widgets.tables import STATE_ROLE, TONE_ROLE

COLUMNS = ("product", "description", "quantity", "price", "discount", "amount", "cost", "profit")
EDITED = ("product", "description", "quantity", "price", "discount", "cost")
FIGURES = frozenset({"quantity", "price", "discount", "amount", "cost", "profit"})
_MISSING = frozenset({"required-missing", "line-price-missing"})
"""What is not said of a line as long as it is being written."""

_PRICING = frozenset({"product", "quantity", "price", "discount", "sample"})
"""What a line's amount and cost are worked out from."""
SAMPLE_ROLE = int(Qt.ItemDataRole.UserRole) + 31
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class Goods(Struct, frozen=True):
    """The product of a line."""

    id: int
    code: str
    name: str
    unit: str = ""


class OrderLine(Struct):
    """One line: what was typed, its product once it is told, what the program filled in by itself (`usual`)."""

    texts: dict[str, str] = field(default_factory=dict)
    goods: Goods | None = None
    usual: dict[str, str] = field(default_factory=dict)
    come: ReckonedLine = field(default_factory=ReckonedLine)

    @property
    def blank(self) -> bool:
        return self.goods is None and not any(text.strip() for key, text in self.texts.items() if key != "id")

    @property
    def sample(self) -> bool:
        return bool(self.texts.get("sample"))


class OrderLines(QAbstractTableModel):
    """The last line is always a blank one. `edited`: what was typed in the lines changed; `product_typed`: a row whose
    product is a text now."""

    edited = Signal()
    product_typed = Signal(int)

    def __init__(self, fields: Fields, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fields, self._words = fields, words
        self.lines: list[OrderLine] = [OrderLine()]
        self._in_hand = -1
        self._headings = [self._heading(key) for key in COLUMNS]

    def _heading(self, key: str) -> str:
        known = self._fields.get(key)
        return self._words.label(known.label) if known is not None else self._words.gettext("Profit")

    # What stands in it

    def load(self, lines: Sequence[OrderLine]) -> None:
        """Begin with these lines."""
        self.beginResetModel()
        for line in lines:
            line.texts = {key: self._usual_form(key, text) for key, text in line.texts.items() if text}
        self.lines = [*lines, OrderLine()]
        self.endResetModel()

    def texts(self) -> list[dict[str, str]]:
        """What the lines say, blank ones left out, each product by its code."""
        return [self._told(line) for line in self.lines if not line.blank]

    @staticmethod
    def _told(line: OrderLine) -> dict[str, str]:
        """Price and discount are always said: what was emptied is not proposed again."""
        told = {"price": "", "discount": "", **{key: text for key, text in line.texts.items() if text.strip()}}
        if line.goods is not None:
            told["product"] = line.goods.code or line.goods.name
        return told

    def rows(self) -> list[int]:
        """The rows of the lines in `texts`, in the same order."""
        return [row for row, line in enumerate(self.lines) if not line.blank]

    def show_come(self, come: Sequence[ReckonedLine]) -> None:
        """What the lines of `texts` come to, in the same order."""
        for row, each in zip(self.rows(), come, strict=False):
            self.lines[row].come = each
        self._tell(0, len(self.lines) - 1)

    def problem(self, row: int) -> tuple[str, Problem] | None:
        """The worst thing wrong with a line: its column and what."""
        found = list(self.problems(row).items()) if 0 <= row < len(self.lines) else []
        found.sort(key=lambda each: not each[1].hard)
        return next(iter(found), None)

    def problems(self, row: int) -> Mapping[str, Problem]:
        """By field key; what is missing in the line in hand is not said yet."""
        known = self.lines[row].come.problems
        return known if row != self._in_hand else {k: p for k, p in known.items() if p.code not in _MISSING}

    def set_in_hand(self, row: int) -> None:
        """The line being written; -1: everything is said."""
        self._in_hand = row
        self._tell(0, len(self.lines) - 1)

    # Changing it

    def put(self, row: int, key: str, text: str) -> None:
        """Type into a cell; an empty cost is worked out again, and the amount where its terms changed."""
        line = self.lines[row]
        text = self._usual_form(key, text)
        if line.texts.get(key, "") == text:
            return
        line.texts[key] = text
        if key == "product":
            line.goods = None
        line.usual.pop(key, None)
        if key in _PRICING:
            line.texts.pop("amount", None)
            if key in ("product", "quantity"):
                line.texts.pop("cost", None)
        line.come = ReckonedLine()
        self._written(row)
        if key == "product" and text:
            self.product_typed.emit(row)

    def set_goods(self, row: int, goods: Goods, usual: Mapping[str, str]) -> None:
        """The product of a line; `usual` (price, discount) goes where nothing else was typed."""
        line = self.lines[row]
        kept = {key: text for key, text in line.texts.items() if text and text != line.usual.get(key)}
        kept = {key: text for key, text in kept.items() if key not in ("product", "amount", "cost")}
        line.goods = goods
        line.usual = {key: self._usual_form(key, text) for key, text in usual.items() if text and key not in kept}
        line.texts = {"product": goods.name, **line.usual, **kept}
        line.come = ReckonedLine()
        self._written(row)

    def set_sample(self, row: int, sample: bool) -> None:
        """Given away: no price, no discount."""
        line = self.lines[row]
        for key in ("price", "discount", "amount") if sample else ():
            line.texts.pop(key, None)
        if sample:
            line.texts["sample"] = self._words.gettext("Yes")
        else:
            line.texts.pop("sample", None)
            line.texts.update(line.usual)
        line.come = ReckonedLine()
        self._written(row)

    def remove(self, row: int) -> None:
        """Take a line out."""
        if 0 <= row < len(self.lines) - 1:
            self.beginRemoveRows(_NOWHERE, row, row)
            del self.lines[row]
            self.endRemoveRows()
            self.edited.emit()

    def _written(self, row: int) -> None:
        if row == len(self.lines) - 1 and not self.lines[row].blank:
            self.beginInsertRows(_NOWHERE, row + 1, row + 1)
            self.lines.append(OrderLine())
            self.endInsertRows()
        self._tell(row, row)
        self.edited.emit()

    def _usual_form(self, key: str, text: str) -> str:
        """An amount or number the usual way where it can be read without a doubt; 八折 as 20 %."""
        text = text.strip()
        if key == "discount":
            return self._discount(in_percent(text))
        if key not in FIGURES or not text:
            return text
        parsed = values.parse(self._fields[key], text)
        if parsed.value is None or parsed.problem is not None:
            return text
        return values.typed(self._fields[key], parsed.value, self._words)

    def _discount(self, text: str) -> str:
        """In Chinese 八折 is said of it, since 20 % is understood both ways there."""
        percent = values.parse(self._fields["discount"], text)
        if percent.value is None or percent.problem is not None:
            return text
        tenths = in_tenths(percent.value) if self._words.chinese else ""
        return tenths or f"{values.typed(self._fields['discount'], percent.value, self._words).removesuffix('%')}%"

    def _tell(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))

    # What the view asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.editable(index.row(), COLUMNS[index.column()]) else flags

    def editable(self, row: int, key: str) -> bool:
        """A sample has no price and no discount."""
        return key in EDITED and not (self.lines[row].sample and key in ("price", "discount"))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and COLUMNS[section] in FIGURES:
            return _RIGHT
        return self._headings[section] if role == Qt.ItemDataRole.DisplayRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        self.put(index.row(), COLUMNS[index.column()], str(value))
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, key = self.lines[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.EditRole:
            return line.texts.get(key, "")
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(line, key)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if key in FIGURES else None
        if role == TONE_ROLE:
            return self._tone(line, key)
        problem = self.problems(index.row()).get(key)
        if role == STATE_ROLE:
            return None if problem is None else "bad" if problem.hard else "warn"
        if role == SAMPLE_ROLE:
            return line.sample and key == "product"
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._told_of(line, key, problem)
        return None

    def _shown(self, line: OrderLine, key: str) -> str:
        text = line.texts.get(key, "")
        if key == "quantity" and text and line.goods is not None and line.goods.unit:
            return f"{text} {line.goods.unit}"
        if key in ("amount", "cost", "profit"):
            amount = getattr(line.come, key)
            return self._words.money(amount) if amount is not None else text
        return text

    def _tone(self, line: OrderLine, key: str) -> str:
        if key == "profit" and line.come.profit is not None and line.come.profit < 0:
            return "bad"
        worked_out = key == "profit" or (key == "cost" and not line.texts.get("cost"))
        return "text_2" if worked_out else "text"

    def _told_of(self, line: OrderLine, key: str, problem: Problem | None) -> str:
        if problem is not None:
            return self._words.problem(problem)
        return self._shown(line, key)
