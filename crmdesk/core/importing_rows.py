"""One row of a sheet to what it says of a customer, its contacts, its addresses and whatever else belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from crmdesk.core import texts
from crmdesk.core.errors import Problem
from crmdesk.core.fields import Field, Type, user_field
from crmdesk.core.importing import Column as PlanColumn
from crmdesk.core.importing import RowProblem, distinct_headers
from crmdesk.core.importing_apart import FURTHER_PHONES, Apart, add_line, deal_phones, one_name, with_whole_name
from crmdesk.core.importing_cells import CellReader, date_of, moment_reader, reader, shown
from crmdesk.core.importing_complaints import INSIDE
from crmdesk.core.importing_facts import ColumnFacts
from crmdesk.core.importing_finishing import Finishing, RowRead
from crmdesk.core.importing_quick import Quick, nothing, quick
from crmdesk.core.importing_registry import AS_OF, BY_KIND, OWN, Registry, owner_of, target_of
from crmdesk.core.importing_sheets import Row
from crmdesk.core.importing_split import phones

__all__ = ["ADDRESS_PARTS", "Registry", "RowRead", "RowReader"]

ADDRESS_PARTS = ("country", "region", "province", "city", "district", "address", "postcode")
"""The customer's fields that together are one address."""

_MOST_WORDS = 5_000
_BY_WORD = frozenset({Type.CHOICE, Type.YES_NO, Type.GROUPS})
_DIGITS_LOST = frozenset(
    f"{family}-digits-lost" for family in ("phone", "id", "credit", "money", "number", "cell")
)  # the file lost them, not the person: never stored as if right

Part = tuple[str, int]
"""A kind of record and which of several in the row."""


Slow = Callable[[RowRead, object], Any]


class _Column(Struct, frozen=True):
    index: int
    header: str
    kind: str
    number: int
    key: str
    field: Field
    read: CellReader
    implicit: bool


class RowReader:
    """Reads the rows of one sheet, in one thread at a time. `implicit` tells for each column whether it is the
    contact's only by its company; `facts` have taken every row; with `split` cells that hold several values are taken
    apart where that is clear, with `states` words for what the program works out are kept.

    `parts_only`: the sheet holds contacts or other parts of customers that it only names.
    """

    def __init__(
        self,
        sheet: str,
        columns: Sequence[PlanColumn],
        implicit: Sequence[bool],
        facts: ColumnFacts,
        registry: Registry,
        *,
        split: bool = True,
        states: bool = True,
    ) -> None:
        self._states = states
        self._sheet = sheet
        self._registry = registry
        self._facts = facts
        self.columns = tuple(columns)
        targets = {c.target for c in columns if c.target} - {AS_OF}
        own = {target for target in targets if "." not in target}
        self.parts_only = own <= {"number", "name"} and "number" in own and targets > own and not any(implicit)
        self._apart = Apart(targets) if split and not self.parts_only else None
        self._headers = {c.target: h for c, h in zip(columns, distinct_headers(self.columns), strict=True) if c.target}
        self._several: list[tuple[_Column, list[str], str]] = []
        ordering = [c for target in (AS_OF, "sales_order.date") for c in columns if c.target == target]
        self._as_of, self._order = (ordering[0].index, facts.how(ordering[0]).order) if ordering else (-1, None)
        self._halves = one_name(columns)
        self._padding = [None] * (1 + max((c.index for c in columns), default=0))
        self._customer: list[tuple[int, str, Quick, Slow]] = []
        self._parts: list[tuple[_Column, Quick, Slow]] = []
        for column, header, hidden in zip(columns, distinct_headers(tuple(columns)), implicit, strict=True):
            if column.target and column.target != AS_OF:
                self._add(column, header, hidden)
        hidden_parts = frozenset(column.key for column, _, _ in self._parts if column.implicit)
        contact = self._apart.contact if self._apart else None
        self._finishing = Finishing(registry, self._headers, hidden_parts, contact, parts_only=self.parts_only)

    def _add(self, plan: PlanColumn, header: str, hidden: bool) -> None:
        kind, number, key = owner_of(plan.target or "")
        known = self.field(plan.target or "")
        how = self._facts.how(plan)
        if key == "name":
            how = replace(how, blanks=how.blanks - {"NULL"})
        if kind == OWN:
            known = user_field(plan.target or "", key, self._facts.own_type(plan))
        moment = kind in BY_KIND and key == "at" and key in BY_KIND[kind].told
        read = moment_reader if moment else reader(known, how)
        column = _Column(plan.index, header, kind, number, key, known, read, hidden)
        words: dict[object, Any] | None = {} if known.type in _BY_WORD else None
        take = nothing if moment else words.get if words is not None else quick(known, how)
        if kind and kind != OWN:
            self._parts.append((column, take, self._slow(column, words)))
        elif kind == OWN or known.derived:
            self._customer.append((plan.index, key, nothing, self._beside(column)))
        else:
            self._customer.append((plan.index, key, take, self._slow(column, words)))

    def field(self, target: str) -> Field:
        """The field of a column."""
        found = self._registry.field(target)
        if found is None:
            raise ValueError(target)
        return found

    def read(self, row: Row, number: int) -> RowRead:
        """What the row says; `number` is the one the spreadsheet program shows."""
        values: dict[str, Any] = {}
        result = RowRead(number, values)
        if len(row) < len(self._padding):
            row = [*row, *self._padding[len(row) :]]
        if self._halves:
            row = with_whole_name(row, self._halves)
        for index, key, take, slow in self._customer:
            cell = row[index]
            if cell is not None:
                value = take(cell)
                if value is None:
                    value = slow(result, cell)
                if value is not None:
                    values[key] = value
        if self._as_of >= 0:
            result.as_of = date_of(row[self._as_of], self._order)
        found = self._part_values(result, row) if self._parts else {}
        if self._several:
            self._deal(result, found)
        if self._apart and (further := self._apart.address(values)):
            result.parts["address"] = further
        if found:
            for target, problem, text in self._finishing.finish(result, found):
                self._say(result, self._headers.get(target, ""), problem, text)
        return result

    def _part_values(self, result: RowRead, row: Row) -> dict[Part, dict[str, Any]]:
        found: dict[Part, dict[str, Any]] = {}
        for column, take, slow in self._parts:
            cell = row[column.index]
            if cell is not None:
                value = take(cell)
                if value is None:
                    value = slow(result, cell)
                if value is not None:
                    found.setdefault((column.kind, column.number), {})[column.key] = value
        return found

    def _slow(self, column: _Column, words: dict[object, Any] | None) -> Slow:
        """A function for cells of which there may be something to say."""

        def slow(result: RowRead, cell: object) -> Any:
            read = column.read(cell)
            if read.word is not None and read.problem is not None:
                self._keep_word(result, column, cell, read.word, read.problem)
                return None
            if read.problem is not None:
                if read.problem.code == "phone-several" and self._is_several(column, cell):
                    return None
                self._say(result, column.header, read.problem, cell)
            elif words is not None and isinstance(cell, str) and len(words) < _MOST_WORDS:
                words[cell] = read.value
            return read.value

        return slow

    def _is_several(self, column: _Column, cell: object) -> bool:
        numbers = phones(shown(cell)) if self._apart and column.key in ("mobile", "phone") else []
        if numbers:
            self._several.append((column, numbers, shown(cell)))
        return bool(numbers)

    def _deal(self, result: RowRead, found: dict[Part, dict[str, Any]]) -> None:
        """Give each number of cells with several its place; what is left over is kept and told."""
        for column, numbers, text in self._several:
            part = (column.kind, column.number)
            left = deal_phones(found.setdefault(part, {}) if column.kind else result.values, numbers)
            if not left:
                continue
            kept = "; ".join(left)
            if column.kind == "contact":
                found[part]["notes"] = add_line(found[part].get("notes"), f"{FURTHER_PHONES}: {kept}")
                place = self._registry.contact["notes"].label.zh
            else:
                result.own[FURTHER_PHONES] = "; ".join(filter(None, (result.own.get(FURTHER_PHONES), kept)))
                place = FURTHER_PHONES
            self._say(result, column.header, Problem("phones-kept", {"text": kept, "kept": place}), text)
        self._several.clear()

    def _beside(self, column: _Column) -> Slow:
        """A function for a column beside the customer's fields: the user's own, or what the program works out."""
        label = column.key

        def own(result: RowRead, cell: object) -> Any:
            read = column.read(cell)
            if read.problem is not None:
                self._say(result, column.header, read.problem, cell)
            if read.value is not None:
                result.own[label] = read.value

        def stated(result: RowRead, cell: object) -> Any:
            read = column.read(cell)
            if self._states and (read.value is not None or read.word):
                result.stated[column.key] = (read.value, texts.clean(shown(cell)), column.header)

        return own if column.kind == OWN else stated

    def _keep_word(self, result: RowRead, column: _Column, cell: object, word: str, problem: Problem) -> None:
        """A word that is no choice goes into a text of its record, where it has one, else into a field of the user's
        own; what no record can be without is refused."""
        params = {"text": word, "field": column.field.label, "kept": column.header}
        if column.kind not in INSIDE:
            result.own[column.header] = word
        elif column.field.required:
            self._say(result, column.header, problem, cell)
            return
        else:
            result.kept.append((column.header, word))
            params["kept"] = self.field(target_of(column.kind, 1, INSIDE[column.kind])).label
        self._say(result, column.header, Problem("choice-kept", params), cell)

    def _say(self, result: RowRead, header: str, problem: Problem, cell: object) -> None:
        refused = problem.hard or problem.code in _DIGITS_LOST
        result.problems.append(
            RowProblem(self._sheet, result.row, header, problem.code, problem.params, shown(cell)[:200], refused)
        )
