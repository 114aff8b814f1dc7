"""All customers ranked by value and cut into tiers or classes: what a ranking holds and shows (METHOD.md section 4)."""

from __future__ import annotations

import datetime as dt
from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from decimal import Decimal
from operator import neg
from typing import Any

from msgspec import Struct

from crmdesk.core.clv import Assumptions
from crmdesk.core.money import from_units
from crmdesk.core.pareto import share
from crmdesk.core.ranking import Run, Scheme, TierRow
from crmdesk.core.reasons import Reason
from crmdesk.core.scoring import Weights
from crmdesk.core.tiers import Division
from crmdesk.core.value_basis import Period
from crmdesk.services.desk import Desk
from crmdesk.store import tier_runs as store


class Ranking(Struct, frozen=True, eq=False):
    """Every living customer as it was when this was worked out, best first; nothing here changes later.

    `ids` and `values` (whole ten-thousandths) are by rank. `at`: the UTC instant; `notes`: what is to be said about the
    whole. `former`: what it is compared with (`services.tiers.former`). `assumptions` are those of lifetime
    values, `weights` those of scores, `facts` what scores rest on (`core.scoring.PARTS`) of `scored` (ids).
    """

    basis: str
    scheme: Scheme
    today: dt.date
    period: Period
    at: str
    division: Division
    ids: array[int]
    values: array[int]
    notes: tuple[Reason, ...]
    former: Run | None
    assumptions: Assumptions | None = None
    weights: Weights | None = None
    scored: array[int] | None = None
    facts: Mapping[str, Sequence[int | None]] | None = None

    @property
    def count(self) -> int:
        return len(self.ids)

    @property
    def negative(self) -> int:
        """How many have a value below zero."""
        return self.count - self._above_zero_or_nothing

    @property
    def zero(self) -> int:
        """How many have no value: nothing in the period, or what cancels out."""
        return self._above_zero_or_nothing - self.division.positive

    @property
    def _above_zero_or_nothing(self) -> int:
        return bisect_left(self.values, 1, key=neg)

    def rank_of(self, customer_id: int) -> int | None:
        """From 1 on; None of who is not in it (new since, or in the trash)."""
        try:
            return self.ids.index(customer_id) + 1
        except ValueError:
            return None

    def value_at(self, rank: int) -> Decimal:
        return from_units(self.values[rank - 1])

    def level_at(self, rank: int) -> str:
        return self.division.at(rank).key

    def rows(self, desk: Desk, first: int, count: int) -> list[TierRow]:
        """The places from the `first` (from 0) on."""
        return self.rows_at(desk, range(first + 1, min(first + count, self.count) + 1))

    def rows_at(self, desk: Desk, ranks: Sequence[int]) -> list[TierRow]:
        """These places, in this order; a page at a time."""
        ids = [self.ids[rank - 1] for rank in ranks]
        shown = store.customers(desk.data, ids)
        before = store.places(desk.data, self.former.id, ids) if self.former else {}
        cumulated = self._cumulated(ranks)
        return [self._row(rank, customer, shown, before, cumulated) for rank, customer in zip(ranks, ids, strict=True)]

    def _row(
        self,
        rank: int,
        customer: int,
        shown: Mapping[int, Mapping[str, Any]],
        before: Mapping[int, tuple[int, int, str]],
        cumulated: Mapping[int, int],
    ) -> TierRow:
        value = self.values[rank - 1]
        brought = int(self.division.brought.scaleb(4))
        plain = shown.get(customer, {})
        return TierRow(
            rank,
            customer,
            from_units(value),
            share(value, brought) if value >= 0 else None,
            share(cumulated[rank], brought) if value >= 0 else None,
            self.level_at(rank),
            plain.get("number", ""),
            plain.get("name", ""),
            plain.get("kind", ""),
            plain.get("city"),
            plain.get("tier"),
            bool(plain.get("tier_fixed")),
            plain.get("grade"),
            bool(plain.get("grade_fixed")),
            plain.get("stage"),
            plain.get("owner"),
            moved=before[customer][0] - rank if customer in before else None,
            tier_reason=plain.get("tier_reason") or "",
            grade_reason=plain.get("grade_reason") or "",
        )

    def _cumulated(self, ranks: Sequence[int]) -> Mapping[int, int]:
        """What the first so many bring together, without what is below zero."""
        found, done, so_far = {}, 0, 0
        for rank in sorted(ranks):
            until = min(rank, self.division.positive)
            so_far += sum(self.values[done:until])
            done = max(done, until)
            found[rank] = so_far
        return found
