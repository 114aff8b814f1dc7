"""The tiers of sample customers: a run saved a year ago and one of today, policies, a few set by hand, and who closed
down in between."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Collection, Container

from msgspec.structs import replace

from crmdesk.assets import load_words
from crmdesk.core import demo_tiers as told
from crmdesk.core import tiers as rules
from crmdesk.core.demo import SampleCustomer
from crmdesk.core.demo_dealing import Dealing
from crmdesk.core.periods import YEAR, add_months
from crmdesk.core.value_basis import DEFAULT_BASIS, last_months
from crmdesk.services import customers, orders, payments, policies, products, tiers
from crmdesk.services.desk import Desk
from crmdesk.services.tiers import Ranking
from crmdesk.store import six_questions as store

_CLOSED = (
    ("川沐纸品经营部", "0571-0000 0188", "杭州市", 640), ("泊远日杂商行", "0574-0000 0192", "宁波市", 180),
    ("临屿五金店", "0573-0000 0196", "嘉兴市", 0),
)  # fmt: skip
"""Name, phone, city, and how many of a product were bought in the year before the first run."""
_MANY = 200
"""Among fewer customers all are as they were."""


class Story:
    """Gathers the customers as they are made, then tells how they were classed a year ago and are today, in actions of
    their own, the first ones dated a year ago."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._then = add_months(desk.today(), -YEAR)
        self.stories: dict[int, str] = {}
        self._wanted: set[int] = set()
        self._newcomers: set[int] = set()
        """Whom nobody knew a year ago."""

    def add(self, customer_id: int, sample: SampleCustomer, dealing: Dealing) -> None:
        self.stories[customer_id] = sample.story
        if sample.values.get("wanted"):
            self._wanted.add(customer_id)
        if dealing.first_on is not None and dealing.first_on > self._then:
            self._newcomers.add(customer_id)

    def tell(self) -> None:
        """Policies, both runs, who closed down between them, and the few set by hand."""
        desk, earlier = self._desk, self._at(self._then)
        policies.set_policies(earlier, told.POLICIES, load_words("zh_CN"))
        closed = self._closing() if len(self.stories) >= _MANY else []
        tiers.save(earlier, _without(tiers.classify(earlier, DEFAULT_BASIS), self._newcomers))
        if closed:
            customers.delete(self._at(desk.today() - dt.timedelta(days=90)), closed)
        ranking = tiers.classify(desk, DEFAULT_BASIS)
        tiers.save(desk, ranking)
        self._by_hand(ranking)

    def _at(self, day: dt.date) -> Desk:
        """The same data file on that day."""
        at = self._desk.clock() - (self._desk.today() - day)
        return Desk(self._desk.data, self._desk.who, lambda: at)

    def _closing(self) -> list[int]:
        """Customers beside all the others who are gone by the second run; they paid what they bought."""
        made, sold = [], products.products(self._desk, limit=1)
        for place, (name, phone, city, quantity) in enumerate(_CLOSED):
            day = dt.date(self._then.year - 1, 3 + 2 * place, 12)
            desk, typed = self._at(day), {"name": name, "phone": phone, "city": city, "owner": self._desk.who}
            customer_id, _changes = customers.add(desk, typed)
            made.append(customer_id)
            if quantity and sold:
                line = {"product": sold[0].code, "quantity": str(quantity)}
                order_id, _changes = orders.add(desk, customer_id, {"date": day.isoformat()}, [line])
                payments.add(desk, customer_id, payments.defaults(desk, customer_id, order_id), order_id)
        return made

    def _by_hand(self, ranking: Ranking) -> None:
        """The best customer of each kind; none where there is nobody."""
        levels = [level.key for level in ranking.division.levels for _ in range(level.count)]

        def first(level: str, wanted: Container[int]) -> int | None:
            return next((i for i, at in zip(ranking.ids, levels, strict=True) if at == level and i in wanted), None)

        def of(story: str) -> set[int]:
            return {customer_id for customer_id, each in self.stories.items() if each == story}

        cross = {row[0] for row in store.complained(self._desk.data, last_months(ranking.today), ranking.period)}
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
