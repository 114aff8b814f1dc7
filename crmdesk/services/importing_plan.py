"""What an import would do: the plan that the window shows and that is written as it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import overload

from msgspec import Struct, field

from crmdesk.core.importing import Change, Counts, Options, Outcome, Result, RowPlan, RowProblem, SheetPlan
from crmdesk.core.importing_registry import KINDS as ROW_KINDS
from crmdesk.services.importing_declared import NewField
from crmdesk.services.importing_parts import PlannedPart
from crmdesk.services.importing_planned import PlannedCustomers
from crmdesk.services.importing_row import Rows

WHAT_OF = {kind.kind: kind.what for kind in ROW_KINDS}
"""How many records of a kind is called."""

_ALWAYS = ("contacts", "addresses")


class PlannedRows(Sequence[RowPlan]):
    """The rows of a plan in the file's order, each made when it is asked for."""

    def __init__(self, rows: Rows, changes: Mapping[int, tuple[Change, ...]]) -> None:
        self._rows = rows
        self._changes = changes

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> RowPlan: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[RowPlan]: ...
    def __getitem__(self, index: int | slice) -> RowPlan | Sequence[RowPlan]:
        if isinstance(index, slice):
            return [self._made(i) for i in range(*index.indices(len(self._rows)))]
        return self._made(range(len(self._rows))[index])

    def __iter__(self) -> Iterator[RowPlan]:
        return map(self._made, range(len(self._rows)))

    def problems(self) -> Iterator[RowProblem]:
        """Every problem of every row."""
        return self._rows.problems()

    def outcomes(self) -> Iterator[Outcome]:
        """What becomes of each row."""
        return self._rows.outcomes()

    def _made(self, i: int) -> RowPlan:
        row = self._rows[i]
        return RowPlan(
            row.sheet,
            row.number,
            row.outcome,
            row.draft,
            row.name,
            self._changes.get(i, ()),
            row.problems,
            row.double,
            row.existing,
        )


class Plan(Struct, frozen=True):
    """What an import would do; nothing is written yet. `seen` is the earlier import of the very same file, if any.

    `customers` belong to the rows by index, `standing` are records of their own by kind; `parts_only`: no row is about
    a customer itself. `new_fields` are own fields to be made, by key, `new_words` words of lists. `mark` is the state
    of the data file the plan was made for.
    """

    file: str
    fingerprint: str
    options: Options
    sheets: tuple[SheetPlan, ...]
    rows: PlannedRows
    counts: Counts
    customers: PlannedCustomers
    new_fields: Mapping[str, NewField]
    mark: tuple[int, int]
    seen: int | None = None
    standing: Mapping[str, Sequence[PlannedPart]] = field(default_factory=dict)
    new_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parts_only: bool = False
    outcomes: Mapping[Outcome, int] = field(default_factory=dict)
    """How many rows there are of each outcome."""

    @property
    def problems(self) -> tuple[RowProblem, ...]:
        return tuple(self.rows.problems())

    @property
    def writes(self) -> bool:
        """Whether anything would be written."""
        return any(self.standing.values()) or self.customers.new + self.customers.changed > 0

    @property
    def also(self) -> dict[str, int]:
        """How many contacts, further addresses, notes … would be new or changed, where customers are counted."""
        if self.parts_only:
            return {}
        found = Counter({kind: len(parts) for kind, parts in self.standing.items()})
        found.update(self.customers.parts)
        named = {what: found[kind] for kind, what in WHAT_OF.items()}
        return {what: count for what, count in named.items() if count or what in _ALWAYS}

    def result(self, batch: int | None = None) -> Result:
        """The plan as what came of it; without a batch as what would come of it."""
        told = self.counts, self.also, self.sheets, self.problems, self.seen, self.customers.open_orders
        return Result(batch, self.file, *told)


def counted(outcomes: Mapping[Outcome, int]) -> Counts:
    """The counts of DESIGN.md section 5; rows that are held back are among the skipped ones."""
    found = Counter(outcomes)
    return Counts(
        created=found[Outcome.NEW],
        updated=found[Outcome.UPDATE],
        skipped=found[Outcome.SAME] + found[Outcome.SKIP] + found[Outcome.HELD],
        errors=found[Outcome.ERROR],
        joined=found[Outcome.JOINED],
        held=found[Outcome.HELD],
    )
