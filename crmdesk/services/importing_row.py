"""The rows of a file while their fate is being decided, a million of them in some fifty megabytes."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, overload

from crmdesk.core.importing import Double, Outcome, RowProblem
from crmdesk.core.words import Label
from crmdesk.services.importing_shelf import Shelf

_OUTCOMES = tuple(Outcome)
_NUMBER_OF = {outcome: number for number, outcome in enumerate(_OUTCOMES)}
_NONE: tuple[RowProblem, ...] = ()


class Rows(Sequence["Row"]):
    """Every row in the file's order. What all rows have is kept in arrays, what few have by their place.

    `large`: their names are packed.
    """

    def __init__(self, *, large: bool = False) -> None:
        self._sheets: list[str] = []
        self._sheet = array("H")
        self._number = array("q")
        self._outcome = array("B")
        self._draft = array("q")
        self._names: Shelf[str] = Shelf(packed=large)
        self._problems: dict[int, tuple[RowProblem, ...]] = {}
        self._existing: dict[int, int] = {}
        self._doubles: dict[int, Double] = {}
        self._attached: set[int] = set()

    def append(self, sheet: str, number: int, name: str, problems: Sequence[RowProblem], *, attached: bool) -> Row:
        """Another row, new until something else is known."""
        if not self._sheets or self._sheets[-1] != sheet:
            self._sheets.append(sheet)
        place = len(self._number)
        self._sheet.append(len(self._sheets) - 1)
        self._number.append(number)
        self._outcome.append(_NUMBER_OF[Outcome.NEW])
        self._draft.append(-1)
        self._names.append(name)
        if problems:
            self._problems[place] = tuple(problems)
        if attached:
            self._attached.add(place)
        return Row(self, place)

    def __len__(self) -> int:
        return len(self._number)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return [Row(self, i) for i in range(*place.indices(len(self)))]
        return Row(self, range(len(self))[place])

    def problems(self) -> Iterator[RowProblem]:
        """Every problem of every row, in the file's order."""
        return (problem for place in sorted(self._problems) for problem in self._problems[place])

    def outcomes(self) -> Iterator[Outcome]:
        """What becomes of each row."""
        return map(_OUTCOMES.__getitem__, self._outcome)

    def counted(self) -> Counter[Outcome]:
        """How many rows there are of each outcome."""
        return Counter({_OUTCOMES[number]: count for number, count in Counter(self._outcome).items()})

    def renumber_drafts(self, kept: Sequence[int]) -> None:
        """Drafts have other indexes now: `kept[old]` is the new one, -1 for one that is gone."""
        self._draft = array("q", (kept[draft] if draft >= 0 else -1 for draft in self._draft))


class Row:
    """One row. `draft` is the customer it tells about (an index), `existing` the one of the data file that is meant,
    `attached` that it only names its customer and brings something else."""

    __slots__ = ("_place", "_rows")

    def __init__(self, rows: Rows, place: int) -> None:
        self._rows = rows
        self._place = place

    @property
    def sheet(self) -> str:
        return self._rows._sheets[self._rows._sheet[self._place]]

    @property
    def number(self) -> int:
        return self._rows._number[self._place]

    @property
    def name(self) -> str:
        return self._rows._names[self._place]

    @name.setter
    def name(self, name: str) -> None:
        self._rows._names[self._place] = name

    @property
    def outcome(self) -> Outcome:
        return _OUTCOMES[self._rows._outcome[self._place]]

    @outcome.setter
    def outcome(self, outcome: Outcome) -> None:
        self._rows._outcome[self._place] = _NUMBER_OF[outcome]

    @property
    def draft(self) -> int | None:
        draft = self._rows._draft[self._place]
        return draft if draft >= 0 else None

    @draft.setter
    def draft(self, draft: int | None) -> None:
        self._rows._draft[self._place] = -1 if draft is None else draft

    @property
    def existing(self) -> int | None:
        return self._rows._existing.get(self._place)

    @existing.setter
    def existing(self, existing: int | None) -> None:
        if existing is not None:
            self._rows._existing[self._place] = existing
        else:
            self._rows._existing.pop(self._place, None)

    @property
    def double(self) -> Double | None:
        return self._rows._doubles.get(self._place)

    @double.setter
    def double(self, double: Double) -> None:
        self._rows._doubles[self._place] = double

    @property
    def attached(self) -> bool:
        return self._place in self._rows._attached

    @property
    def problems(self) -> tuple[RowProblem, ...]:
        return self._rows._problems.get(self._place, _NONE)

    @problems.setter
    def problems(self, problems: tuple[RowProblem, ...]) -> None:
        if problems:
            self._rows._problems[self._place] = problems
        else:
            self._rows._problems.pop(self._place, None)

    def say(
        self, code: str, column: str | None = None, *, refused: bool = False, text: str | Label = "", **params: Any
    ) -> None:
        """Note a problem of this row; `text` is the cell and fills {text} in the sentence."""
        params = {"text": text, **params} if text else params
        cell = text.zh if isinstance(text, Label) else text
        self.add(RowProblem(self.sheet, self.number, column, code, params, cell, refused))

    def add(self, *problems: RowProblem) -> None:
        """Note problems that are made already."""
        self.problems = (*self.problems, *problems)
        if any(problem.refused for problem in problems):
            self.outcome = Outcome.ERROR
