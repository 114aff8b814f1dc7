"""What the columns of a sheet hold as a whole, seen row by row before a single one is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from crmdesk.core import texts
from crmdesk.core.dates import Order
from crmdesk.core.fields import Field, Type
from crmdesk.core.headers import header_key
from crmdesk.core.importing import Column, letters
from crmdesk.core.importing_cells import PART_OF_ONE, How, reader
from crmdesk.core.importing_dates import DateFacts
from crmdesk.core.importing_registry import AS_OF, OWN, Registry

_ALTERNATIVES = {"tier": "grade", "category": "kind"}
_MOST_WORDS = 50
_WHOLE = frozenset({0, 1})


class _Numbers:
    """Whether a percent column holds parts of one (0.95) rather than percents (95)."""

    def __init__(self) -> None:
        self._small = True
        self._parts = False

    def take(self, cell: object) -> None:
        if isinstance(cell, str):
            text = cell.strip()
            if PART_OF_ONE.fullmatch(text):
                self._parts = self._parts or float(text) not in _WHOLE
            else:
                self._small = self._small and not any(character.isdigit() for character in text)
        elif isinstance(cell, int | float) and not isinstance(cell, bool):
            self._small = self._small and 0 <= cell <= 1
            self._parts = self._parts or cell != int(cell)

    @property
    def fractions(self) -> bool:
        return self._small and self._parts


class _Kind:
    """What a new field holds: dates or numbers where every cell is one, else texts."""

    def __init__(self) -> None:
        self._dates = self._numbers = True
        self._any = False

    def take(self, cell: object) -> None:
        self._any = True
        self._dates = self._dates and isinstance(cell, dt.date)
        self._numbers = self._numbers and isinstance(cell, int | float) and not isinstance(cell, bool)

    @property
    def type(self) -> Type:
        if not self._any:
            return Type.TEXT
        return Type.DATE if self._dates else Type.NUMBER if self._numbers else Type.TEXT


class _Words:
    """The words of a column of choices; None when there are too many to be choices."""

    def __init__(self) -> None:
        self.words: set[str] | None = set()

    def take(self, cell: object) -> None:
        if self.words is not None and isinstance(cell, str) and cell.strip():
            self.words.add(cell)
            if len(self.words) > _MOST_WORDS:
                self.words = None


class ColumnFacts:
    """Takes the rows of one sheet, each once, then tells of its columns. `orders` says by header what 1/2/2020 means;
    `how` is what holds for every column (words for an empty cell)."""

    def __init__(
        self,
        columns: Sequence[Column],
        registry: Registry,
        how: How | None = None,
        orders: Mapping[str, str] | None = None,
    ) -> None:
        self._columns = columns
        self._registry = registry
        self._how = how or How()
        self._orders = {header_key(header): order for header, order in (orders or {}).items()}
        self._dates: dict[int, DateFacts] = {}
        self._numbers: dict[int, _Numbers] = {}
        self._kinds: dict[int, _Kind] = {}
        self._words: dict[int, _Words] = {}
        self._takers = [taker for column in columns for taker in self._watch(column)]

    def _watch(self, column: Column) -> Iterator[tuple[int, Callable[[object], None]]]:
        target = column.target or ""
        known = self._registry.field(target)
        if target == AS_OF or (known and known.type in (Type.DATE, Type.BIRTHDAY, Type.MOMENT)):
            facts = self._dates[column.index] = DateFacts()
            yield column.index, facts.take
        elif target.startswith(f"{OWN}."):
            kind = self._kinds[column.index] = _Kind()
            yield column.index, kind.take
        elif known and known.type is Type.PERCENT and "%" not in texts.normal(column.header):
            numbers = self._numbers[column.index] = _Numbers()
            yield column.index, numbers.take
        elif target in _ALTERNATIVES:
            words = self._words[column.index] = _Words()
            yield column.index, words.take

    def take(self, row: Sequence[object]) -> None:
        """Look at one row that is a record."""
        width = len(row)
        for index, take in self._takers:
            if index < width and (cell := row[index]) is not None:
                take(cell)

    def how(self, column: Column) -> How:
        """How the cells of a column are to be read."""
        dates, numbers = self._dates.get(column.index), self._numbers.get(column.index)
        if dates:
            chosen = self.chosen_order(column)
            return replace(
                self._how,
                order=chosen or dates.order,
                serials=dates.serials,
                exchanged=dates.exchanged and chosen is None,
            )
        return replace(self._how, fractions=True) if numbers and numbers.fractions else self._how

    def chosen_order(self, column: Column) -> Order | None:
        """What the person said of a column's dates."""
        for header in (
            f"{column.group} {column.header}",
            f"{column.header} ({letters(column.index)})",
            column.header,
            "",
        ):
            order = self._orders.get(header_key(header))
            if order is not None:
                return "dmy" if order == "dmy" else "mdy"
        return None

    def own_type(self, column: Column) -> Type:
        """What a field of the user's own would hold that is made of a column."""
        kind = self._kinds.get(column.index)
        return kind.type if kind else Type.TEXT

    def settled(self) -> tuple[Column, ...]:
        """The columns with what their cells as a whole tell: tiers whose every word is a grade (A, B, C) are grades,
        categories that are kinds are kinds; dates whose order has to be asked for."""
        taken = {column.target for column in self._columns}
        result = []
        for column in self._columns:
            settled = column
            other = _ALTERNATIVES.get(column.target or "")
            if other and other not in taken and self._only_fits(column, other):
                taken.add(other)
                settled = replace(settled, target=other)
            dates = self._dates.get(column.index)
            if dates and column.target != AS_OF and (dates.undecided or dates.exchanged):
                settled = replace(settled, asks="date-order")
            result.append(settled)
        return tuple(result)

    def _only_fits(self, column: Column, other: str) -> bool:
        words = self._words[column.index].words if column.index in self._words else None
        this: Field | None = self._registry.customer.get(column.target or "")
        that: Field | None = self._registry.customer.get(other)
        if not words or this is None or that is None:
            return False
        here, there = reader(this), reader(that)
        return all(there(word).word is None for word in words) and any(here(word).word for word in words)
