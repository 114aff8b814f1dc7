"""Who is about to need what, how well that is foretold, and what it rests on (METHOD.md section 13)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from crmdesk.core import settings as declared
from crmdesk.core.errors import UserError
from crmdesk.core.money import from_units
from crmdesk.core.next_purchase_accuracy import Accuracy, Foretold, Tally
from crmdesk.core.next_purchase_days import LEAST_DATES, By, Key, groups, timing
from crmdesk.core.next_purchase_pairs import Pair, Pairs
from crmdesk.core.reasons import Reason
from crmdesk.core.repurchase import MOST_DAYS, Case, Need, Offered, Purchase, Soon
from crmdesk.core.value_basis import last_months
from crmdesk.services import next_purchase, prices, products, settings
from crmdesk.services.desk import Desk
from crmdesk.services.next_purchase import NextPurchase
from crmdesk.services.tiers_values import Watch
from crmdesk.store import repurchase as store
from crmdesk.store import tier_runs, tiers

__all__ = ["Accuracy", "By", "Case", "Need", "Purchase", "Soon", "accuracy", "behind", "cases", "for_offers",
           "of_customer", "of_customers", "overdue", "rows", "soon"]  # fmt: skip

Progress = Callable[[int, int], None]
Days = dict[int, list[int]]
"""By product the rising ordinals on which a customer bought it."""
_OF_CATEGORY = 3
"""So many products of a category are told with their price."""


def soon(
    desk: Desk,
    today: dt.date | None = None,
    days: int = 14,
    *,
    by: By = "product",
    owner: str | None = None,
    spent: Decimal | int = 0,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Soon:
    """Who is about to need what within so many days, and apart from them what is overdue; `rows` and `overdue` make
    pages of it.

    By product where it was bought on three dates, the rest by category; `by` 'category': every category. None of
    customers in the trash or lost, nothing that is no longer sold. `owner`: of one salesperson's customers; `spent`: of
    who bought for so many yuan in the last 12 months. One pass through all orders, a second for every few hundred
    thousand lines: on the worker. Raises UserError('repurchase-days'), CancelledError.
    """
    today = today or desk.today()
    if not 1 <= days <= MOST_DAYS:
        raise UserError("repurchase-days", most=MOST_DAYS)
    register = store.register(desk.data)
    categories = {product: category for product, (category, _) in register.items()}
    spenders = _spenders(desk, today, spent)
    coming, late = Pairs(1), Pairs(1)
    now = today.toordinal()
    orders = LEAST_DATES if today <= desk.today() else 0  # orders dated ahead do not count in what is stored yet
    passed = store.bought_often(desk.data, today, orders, owner)
    for customer_id, days_of in _by_customer(passed, Watch(store.last_id(desk.data), progress, cancelled)):
        if spenders is not None and customer_id not in spenders:
            continue
        for group in groups(days_of, categories, by):
            usual = timing(group.days)
            if usual.on <= now + days and usual.expected(now) and any(register[one][1] for one in group.goods):
                (late if usual.last_likely < now else coming).append(customer_id, group.key, (usual.on,))
    coming.in_turn(lambda numbers: numbers[0] - now if numbers[0] >= now else days + now - numbers[0])
    late.in_turn(lambda numbers: -numbers[0])
    why = None if coming else _why_nobody(desk, today, days)
    return Soon(today, days, by, coming, late, why)


def for_offers(
    desk: Desk,
    today: dt.date | None = None,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Soon:
    """What stands on the offer sheets given today: needs until the next one, of who spends enough, both as set."""
    spent, days = settings.get(desk, declared.OFFER_FROM), settings.get(desk, declared.OFFER_DAYS)
    return soon(desk, today, days, spent=spent, progress=progress, cancelled=cancelled)


def rows(desk: Desk, found: Soon, first: int = 0, most: int = 50) -> list[Need]:
    """Those coming, from the place `first` (from 0) on; fewer where the records have changed since."""
    return _needs(desk, found, found.coming[first : first + most])


def overdue(desk: Desk, found: Soon, first: int = 0, most: int = 50) -> list[Need]:
    """The same of those overdue."""
    return _needs(desk, found, found.overdue[first : first + most])


def of_customer(desk: Desk, customer_id: int, today: dt.date | None = None, by: By = "product") -> list[Need]:
    """All that is foretold of one customer, with prices: what is still expected first, then the earliest."""
    return of_customers(desk, (customer_id,), today or desk.today(), by).get(customer_id, [])


def of_customers(desk: Desk, ids: Sequence[int], today: dt.date, by: By = "product") -> dict[int, list[Need]]:
    """`of_customer` of several; those of whom nothing can be said are left out."""
    foretold = next_purchase.of_customers(desk, ids, today, by)
    priced = _priced(desk, [(customer_id, each) for customer_id, many in foretold.items() for each in many], today)
    made: dict[int, list[Need]] = {}
    for need in priced:
        made.setdefault(need.customer_id, []).append(need)
    return made


def behind(desk: Desk, customer_id: int, key: Key, today: dt.date | None = None) -> list[Purchase]:
    """The purchases that a prediction rests on (`NextPurchase.key`: a product or a category), the newest first."""
    product, category = (key, "") if isinstance(key, int) else (None, key)
    until = today or desk.today()
    return [
        Purchase(order_id, number, dt.date.fromisoformat(day), name, unit, from_units(quantity, 3), from_units(amount))
        for order_id, number, day, name, unit, quantity, amount in store.lines(
            desk.data, customer_id, until, product=product, category=category
        )
    ]


def accuracy(
    desk: Desk,
    today: dt.date | None = None,
    *,
    by: By = "product",
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Accuracy:
    """How well the last purchases up to a day were foretold from those before them, beside two simpler guesses;
    `cases` makes pages of it. One pass through all orders: on the worker. Raises CancelledError."""
    today = today or desk.today()
    categories = {product: category for product, (category, _) in store.register(desk.data).items()}
    tally = Tally(today, categories, by)
    watch = Watch(store.last_id(desk.data), progress, cancelled)
    for customer_id, days_of in _by_customer(store.bought(desk.data, today), watch):
        tally.add(customer_id, days_of)
    return tally.accuracy()


def cases(desk: Desk, found: Accuracy, first: int = 0, most: int = 50) -> list[Case]:
    """What an accuracy was worked out from, the largest misses first."""
    several = found.cases[first : first + most]
    shown = tier_runs.customers(desk.data, {customer_id for customer_id, _, _ in several})
    named = {
        each.id: each.name
        for each in products.by_ids(desk, {key for _, key, _ in several if _is_product(key)}, counted=False)
    }
    made = []
    for customer_id, key, numbers in several:
        who, case = shown.get(customer_id, {}), Foretold(*numbers)
        made.append(Case(
            customer_id, who.get("number", ""), who.get("name", ""), who.get("kind", ""),
            "product" if _is_product(key) else "category", named.get(key, "") if _is_product(key) else key,
            dt.date.fromordinal(case.foretold), dt.date.fromordinal(case.came), case.miss, case.margin, case.hit,
        ))  # fmt: skip
    return made


def _is_product(key: Key) -> bool:
    return isinstance(key, int)


def _by_customer(passed: Iterable[list[store.Row]], watch: Watch) -> Iterator[tuple[int, Days]]:
    """Each customer's days by product, of rows that come by customer and in time."""
    ordinals = _Ordinals()
    for customer_id, mine in groupby(_watched(passed, watch), itemgetter(0)):
        days_of: Days = {}
        odd: set[int] = set()
        bought = list(mine)
        for _, day, product, quantity in bought:
            on = ordinals[day]
            days = days_of.setdefault(product, [])
            if not days or days[-1] != on:
                days.append(on)
            if quantity <= 0:
                odd.add(product)
        for product in odd:
            days_of[product] = _days_with_goods(row for row in bought if row[2] == product)
        yield customer_id, {product: days for product, days in days_of.items() if days} if odd else days_of


def _watched(passed: Iterable[list[store.Row]], watch: Watch) -> Iterator[store.Row]:
    for several in passed:
        watch.at(several[0][0])
        yield from several


def _days_with_goods(rows: Iterable[store.Row]) -> list[int]:
    """The days on which more of a product was bought than taken off again."""
    of_day: dict[str, int] = {}
    for _, day, _, quantity in rows:
        of_day[day] = of_day.get(day, 0) + quantity
    return [dt.date.fromisoformat(day).toordinal() for day, quantity in of_day.items() if quantity > 0]


class _Ordinals(dict[str, int]):
    """Days by their text, each worked out once."""

    def __missing__(self, day: str) -> int:
        self[day] = dt.date.fromisoformat(day).toordinal()
        return self[day]


def _spenders(desk: Desk, today: dt.date, spent: Decimal | int) -> set[int] | None:
    """Who bought for so much in the last 12 months; None: everybody counts."""
    if spent <= 0:
        return None
    least = int(Decimal(spent).scaleb(4))
    sums = tiers.sums(desk.data, "sales", last_months(today))
    return {customer_id for several in sums for customer_id, value in several if value >= least}


def _why_nobody(desk: Desk, today: dt.date, days: int) -> Reason:
    if next(store.bought(desk.data, today), None) is None:
        return Reason("repurchase-nothing")
    return Reason("repurchase-nobody", {"days": days, "dates": LEAST_DATES})


def _needs(desk: Desk, found: Soon, several: Sequence[Pair]) -> list[Need]:
    ids = list({customer_id for customer_id, _, _ in several})
    foretold = next_purchase.of_customers(desk, ids, found.today, found.by)
    each = {(customer_id, one.key): one for customer_id, many in foretold.items() for one in many}
    still = [(customer_id, each[customer_id, key]) for customer_id, key, _ in several if (customer_id, key) in each]
    return _priced(desk, still, found.today)


def _priced(desk: Desk, several: Sequence[tuple[int, NextPurchase]], today: dt.date) -> list[Need]:
    shown = tier_runs.customers(desk.data, {customer_id for customer_id, _ in several})
    wanted = {goods.id for _, each in several for goods in each.goods[:_OF_CATEGORY]}
    register = {product.id: product for product in products.by_ids(desk, wanted, counted=False)}
    made = []
    for customer_id, each in several:
        if who := shown.get(customer_id):
            offered = tuple(
                Offered(goods, prices.proposal_of(desk, customer_id, register[goods.id], today))
                for goods in each.goods[:_OF_CATEGORY]
                if goods.id in register
            )
            made.append(Need(
                customer_id, who["number"], who["name"], who["kind"], who["tier"], who["owner"], each, offered, today
            ))  # fmt: skip
    return made
