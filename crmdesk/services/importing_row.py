"""One row of a file while its fate is being decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crmdesk.core.importing import Double, Outcome, RowProblem
from crmdesk.core.words import Label

_NONE: tuple[RowProblem, ...] = ()


@dataclass(slots=True)
class Row:
    """`draft` is the customer it tells about (an index), `existing` the one of the data file that is meant, `attached`
    that it only names its customer and brings something else."""

    sheet: str
    number: int
    name: str
    outcome: Outcome = Outcome.NEW
    draft: int | None = None
    problems: Sequence[RowProblem] = _NONE
    existing: int | None = None
    double: Double | None = None
    attached: bool = False

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
