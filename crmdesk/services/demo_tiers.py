"""The tiers of sample customers: a run saved a year ago and one of today, policies, and a few set by hand."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Container
from dataclasses import replace

from crmdesk.assets import load_words
from crmdesk.core import demo_tiers as told
from crmdesk.core import tiers as rules
from crmdesk.core.demo import SampleCustomer
from crmdesk.core.demo_dealing import Dealing
from crmdesk.core.periods import YEAR, add_months
from crmdesk.core.value_basis import DEFAULT_BASIS, last_months
from crmdesk.services import policies, tiers
from crmdesk.services.desk import Desk
from crmdesk.services.tiers import Ranking
from crmdesk.store import six_questions as store


class Story:
    """Gathers the customers as they are made, then tells how they were classed a year ago and are today, in actions of
    their own, the first ones dated a year ago."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._then = add_months(desk.today(), -YEAR)
        self._stories: dict[int, str] = {}
        self._wanted: set[int] = set()
        self._newcomers: set[int] = set()
        """Whom nobody knew a year ago."""

    def add(self, customer_id: int, sample: SampleCustomer, dealing: Dealing) -> None:
        self._stories[customer_id] = sample.story
        if sample.values.get("wanted"):
            self._wanted.add(customer_id)
        if dealing.first_on is not None and dealing.first_on > self._then:
            self._newcomers.add(customer_id)

    def tell(self) -> None:
        """Policies, both runs, and the few set by hand."""
        desk = self._desk
        at = desk.clock() - (desk.today() - self._then)
        earlier = Desk(desk.data, desk.who, lambda: at)
        policies.set_policies(earlier, told.POLICIES, load_words("zh_CN"))
        tiers.save(earlier, _without(tiers.classify(earlier, DEFAULT_BASIS), self._newcomers))
        ranking = tiers.classify(desk, DEFAULT_BASIS)
        tiers.save(desk, ranking)
        self._by_hand(ranking)

    def _by_hand(self, ranking: Ranking) -> None:
        """The best customer of each kind; none where there is nobody."""
        levels = [level.key for level in ranking.division.levels for _ in range(level.count)]

        def first(level: str, wanted: Container[int]) -> int | None:
            return next((i for i, at in zip(ranking.ids, levels, strict=True) if at == level and i in wanted), None)

        def of(story: str) -> set[int]:
            return {customer_id for customer_id, each in self._stories.items() if each == story}

        cross = {row[0] for row in store.complained(self._desk.data, last_months(ranking.today))}
        chosen = [
            (first("bronze", of("growing")), "silver", told.RISING),
            (first("silver", of("leaving")), "bronze", told.LEAVING),
            (first("bronze", cross) or first("iron", cross), "silver", told.COMPLAINING),
        ]
        for customer_id, tier, reason in chosen:
            if customer_id is not None:
                tiers.set_tier(self._desk, customer_id, tier, reason)
        hoped = first("iron", self._wanted)
        if hoped is not None:
            tiers.set_grade(self._desk, hoped, "A", told.WANTED)


def _without(ranking: Ranking, newcomers: Collection[int]) -> Ranking:
    """A ranking as it was while some were not customers yet."""
    kept = [place for place, customer_id in enumerate(ranking.ids) if customer_id not in newcomers]
    ids = array("q", (ranking.ids[place] for place in kept))
    values = array("q", (ranking.values[place] for place in kept))
    division = rules.pyramid(values, ranking.basis, ranking.division.bounds)
    return replace(ranking, ids=ids, values=values, division=division, notes=division.notes)
