"""Complaints of sample customers over three years, handled in the six steps: well, late, twice, not yet, or never.

They draw from dice of their own, so that everything else of a seed stays as it is. What was told lately is not told
again soon; the first `PLOTS` come first, so that already a small file shows everything that can happen.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

from msgspec import Struct

from crmdesk.core import complaints, demo_goods
from crmdesk.core.complaints import CLOSED, IMPORTED, OPEN, STEPS, UNRESOLVED
from crmdesk.core.demo import SampleCustomer
from crmdesk.core.demo_complaint_handling import Handling, Plot, moved, who_of
from crmdesk.core.demo_complaint_homes import HOMES
from crmdesk.core.demo_complaint_talk import HANDLED
from crmdesk.core.demo_complaint_words import FIRMS, Case
from crmdesk.core.demo_orders import SampleOrder, Values, workday

PLOTS = (
    *(Plot(OPEN, step, ago=1) for step in STEPS),
    Plot(OPEN, "listen", flaw="no-response", ago=3),
    Plot(OPEN, "restate", flaw="apology-only", ago=5),
    Plot(OPEN, "confirm", flaw="promise-broken", ago=4),
    Plot(OPEN, "listen", rounds=2, ago=1),
    Plot(OPEN, "compensate", rounds=2, ago=1),
    Plot(UNRESOLVED, "confirm"),
    Plot(UNRESOLVED, "restate"),
    Plot(IMPORTED),
    Plot(CLOSED, level="high", ago=6),
    Plot(CLOSED, ago=17),
    Plot(CLOSED, level="high"),
    Plot(CLOSED, rounds=2, level="high"),
    Plot(CLOSED, rounds=2, flaw="reopened"),
    Plot(CLOSED, flaw="late"),
    Plot(CLOSED, flaw="slow"),
    Plot(CLOSED, flaw="blame"),
)
_LATER = (
    *(Plot(CLOSED, level=level) for level in ("high", "high", "basic", "basic", "basic") * 4),
    *(Plot(CLOSED, rounds=2, level=level) for level in ("high", "basic", "basic")),
    *(Plot(CLOSED, flaw=flaw) for flaw in ("late", "slow", "rude", "dodging", "interrogation")),
    Plot(CLOSED, rounds=2, flaw="reopened"),
    Plot(UNRESOLVED, "confirm"),
    Plot(IMPORTED),
    Plot(IMPORTED),
    Plot(OPEN, "confirm", ago=1),
    Plot(OPEN, "compensate", ago=1),
)
_OFTEN = {"complaining": (0, 1, 1, 1, 2)}
_SELDOM = 0.04
_SETTLED = 65
"""Days in which every handling comes to its end."""
_CHANNELS = ("phone",) * 6 + ("message",) * 2 + ("face", "email")


class SampleComplaint(Struct, frozen=True):
    """Typed values by field key; of the complaint `contact` and `sales_order` are places among the customer's contacts
    and orders, `product` is its place in the register."""

    values: Values
    steps: Sequence[Values]
    events: Sequence[Values]


class Teller:
    """Tells the complaints of customers, one after the other from the first on."""

    def __init__(self, seed: int, today: dt.date) -> None:
        self._seed = seed
        self._today = today
        self._goods = demo_goods.products(today)
        self._plots = random.Random(f"{seed}/plots").sample(PLOTS, k=len(PLOTS))  # noqa: S311
        self._told: dict[Case, None] = {}
        """In the order in which they were told last."""

    def of(self, index: int, sample: SampleCustomer, orders: Sequence[SampleOrder]) -> list[SampleComplaint]:
        """The complaints of the customer at this place, oldest first."""
        dice = random.Random(f"{self._seed}/{index}/complaints")  # noqa: S311
        often = dice.choice(_OFTEN.get(sample.story, (0,))) or int(dice.random() < _SELDOM)
        found = []
        for _ in range(often):
            plot = self._plots[-1] if self._plots else dice.choice(_LATER)
            told = self._complaint(dice, plot, sample, orders)
            if told is not None:
                found.append(told)
                self._plots = self._plots[:-1]
        return sorted(found, key=lambda one: one.values["received_at"])

    def _complaint(
        self, dice: random.Random, plot: Plot, sample: SampleCustomer, orders: Sequence[SampleOrder]
    ) -> SampleComplaint | None:
        """None where the customer bought nothing it could complain of."""
        sold = [(place, order) for place, order in enumerate(orders) if order.values.get("delivered_on")]
        old = [each for each in sold if (self._today - each[1].values["delivered_on"]).days > _SETTLED]
        if not (sold if plot.ago else old):
            return None
        place, order = sold[-1] if plot.ago else dice.choice(old)
        line = dice.choice(order.lines)
        goods = self._goods[line["product"]]
        case = self._case(dice, HOMES if sample.values["kind"] == "individual" else FIRMS, goods)
        delivered = order.values["delivered_on"]
        received = _moment(dice, workday(delivered + dt.timedelta(days=dice.randrange(2, 16))))
        who, owner = who_of(sample), sample.values["owner"]
        handling = Handling(dice, plot, case, received, who, owner, line["amount"], goods["name"], sample.contacts)
        steps, events = handling.steps, handling.events
        received, steps, events = moved(plot, received, steps, events, self._today)
        values = self._values(dice, plot, case, handling, received)
        if received.date() > delivered and (received.date() - delivered).days < 120:
            values["sales_order"] = place
        values["product"] = line["product"]
        self._told.pop(case, None)
        self._told[case] = None
        return SampleComplaint({**values, **_course(plot, values, steps, events)}, steps, events)

    def _case(self, dice: random.Random, known: Sequence[Case], goods: Values) -> Case:
        """One that fits the product and was told longest ago; of new ones rather one about such goods."""
        name = f"{goods['category']} {goods['name']}"
        fitting = [case for case in known if case.goods in name]
        fresh = [case for case in fitting if case not in self._told]
        if not fresh:
            return next(case for case in self._told if case in fitting)
        return dice.choice([case for case in fresh if case.goods] or fresh)

    def _values(self, dice: random.Random, plot: Plot, case: Case, handling: Handling, received: dt.datetime) -> Values:
        values: Values = {
            "received_at": received,
            "words": handling.fill(case.words),
            "subject": case.subject if plot.state != OPEN or dice.random() < 0.6 else None,
            "channel": dice.choice(_CHANNELS),
            "contact": handling.contact,
            "category": case.category,
            "severity": case.severity,
            "expects": case.expects if dice.random() < 0.9 else None,
            "responsible": handling.owner,
            "due_on": received.date() + dt.timedelta(days=7),
        }
        if plot.state == IMPORTED:
            values |= {"handling": dice.choice(HANDLED), "due_on": None, "state": CLOSED}
            values |= {"level": dice.choice(("basic", "high", None)), "expects": None}
            values["closed_at"] = dt.datetime.combine(received.date() + dt.timedelta(days=9), dt.time())
        elif plot.state == CLOSED and dice.random() < 0.9:
            values |= {"root_cause": case.cause, "prevention": case.prevention}
        if plot.flaw in complaints.CHECKLIST:
            values[plot.flaw] = True
        return values


def _course(plot: Plot, values: Values, steps: Sequence[Values], events: Sequence[Values]) -> Values:
    done = [complaints.Step(0, step["round"], step["step"], step["at"], step) for step in steps]
    befell = [complaints.Event(0, event["kind"], event["at"], event["round"], event) for event in events]
    course = complaints.course(values, done, befell)
    assert course.state == plot.state
    return {
        "state": course.state,
        "round": course.round,
        "step": course.step,
        "closed_at": course.closed_at,
        "level": course.level,
    }


def _moment(dice: random.Random, day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(dice.randrange(8, 18), dice.randrange(60)))
