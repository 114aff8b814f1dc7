"""What customers expect and feel: levels of satisfaction and the loyalty matrix (METHOD.md section 7)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct, field

from crmdesk.core.errors import Problem

Level = Literal["dissatisfied", "basic", "high"]
Loyalty = Literal["loyal", "contested", "hopeful", "destructive"]
LEVELS: tuple[Level, ...] = ("dissatisfied", "basic", "high")
MATRIX: Mapping[tuple[bool, bool], Loyalty] = {
    (True, True): "loyal",
    (True, False): "contested",
    (False, True): "hopeful",
    (False, False): "destructive",
}
"""By whether the product and whether the service satisfies."""
LEAST, MOST = 1, 10
ASPECTS = ("overall", "product", "service")
ANSWERS = ("praises", "asks_by_name", "buys_again", "recommended")


class Scores(Struct, frozen=True):
    """What was expected and what was felt, each from 1 to 10; None where nobody said."""

    expected: int | None = None
    felt: int | None = None

    @property
    def level(self) -> Level | None:
        """Below what was expected, equal to it, or above; None where one of the two is not known."""
        if self.expected is None or self.felt is None:
            return None
        return LEVELS[(self.felt > self.expected) - (self.felt < self.expected) + 1]

    @property
    def satisfactory(self) -> bool | None:
        """Whether it was at least as good as expected."""
        return None if self.level is None else self.level != "dissatisfied"


class Survey(Struct, frozen=True):
    """What a customer said on a day. `answers`: those of `ANSWERS` that were given."""

    id: int
    customer_id: int
    on: dt.date
    overall: Scores = Scores()
    product: Scores = Scores()
    service: Scores = Scores()
    answers: Mapping[str, bool] = field(default_factory=dict)

    @property
    def level(self) -> Level | None:
        """How satisfied on the whole; told from product and service, the worse of the two, where the whole was not
        asked."""
        if self.overall.level is not None:
            return self.overall.level
        parts = [LEVELS.index(scores.level) for scores in (self.product, self.service) if scores.level is not None]
        return LEVELS[min(parts)] if parts else None

    @property
    def loyalty(self) -> Loyalty | None:
        """The field of the matrix; None where product or service was not judged."""
        product, service = self.product.satisfactory, self.service.satisfactory
        return None if product is None or service is None else MATRIX[product, service]


def problems(values: Mapping[str, int | None]) -> Mapping[str, Problem]:
    """Scores by field. Hard code: survey-score (not from 1 to 10)."""
    return {
        key: Problem("survey-score", {"score": score}, hard=True)
        for key, score in values.items()
        if score is not None and not LEAST <= score <= MOST
    }


def counted(loyalties: Iterable[Loyalty | None]) -> Mapping[Loyalty, int]:
    """How many stand in each field of the matrix; who was not judged in none."""
    found = Counter(loyalties)
    return {loyalty: found[loyalty] for loyalty in MATRIX.values()}
