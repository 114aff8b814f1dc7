"""Contacts made with a sample customer, its objections, its monthly record and how promising it is."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from crmdesk.core.choices import SCREENING
from crmdesk.core.demo_orders import Buyer, SampleOrder, Values, workday
from crmdesk.core.demo_talk import COLD, HOME, KINDS, MONTH_NOTES, NEEDS, OBJECTIONS, PROMISES, TALK, USAGE

_MINUTES = {"visit": (40, 60, 90), "call": (5, 10, 15), "came": (60, 90), "meal": (90, 120)}
_EVERY = {"loyal": 55, "growing": 60, "steady": 85, "leaving": 100, "complaining": 60, "silent": 150, "new": 14}
_EXCHANGED = ("information", "information", "feeling", "opinion", None, None)
_ROLES = ("sales-manager", "李明远"), ("general-manager", "周启明"), ("marketing-director", "赵思敏")


def interactions(who: Buyer, contacts: int, ordered: Sequence[dt.date], roles: dict[str, str]) -> list[Values]:
    """Contacts made, oldest first; `contact` is the place among the customer's contacts, `ordered` the days of orders.

    The next steps of the former ones are done; that of the last one may be open.
    """
    days = _days(who)
    made = [_interaction(who, day, contacts, ordered, roles) for day in days]
    for before, after in itertools.pairwise(made):
        if "next_step" in before:
            before["next_done_on"] = after["at"].date()
    if made and "next_step" in made[-1]:
        _leave_open(who, made[-1])
    return made


def _days(who: Buyer) -> list[dt.date]:
    """Days of contacts: rarer long ago and with private persons; customers who leave were not seen for long."""
    dice = who.dice
    usual = _EVERY[who.story] * (1 if who.firm else 1.8)
    length = 75 if who.story == "new" else dice.randrange(400, 900)
    ago = dice.uniform(1, usual) if who.story not in ("leaving", "silent") else dice.uniform(25, 160)
    days: list[dt.date] = []
    while ago < length and len(days) < 16:
        days.append(workday(who.today - dt.timedelta(days=int(ago) + 1)))
        ago += usual * dice.uniform(0.5, 1.6)
    return days[::-1]


def _interaction(who: Buyer, day: dt.date, contacts: int, ordered: Sequence[dt.date], roles: dict[str, str]) -> Values:
    dice = who.dice
    phase = _phase(day, ordered)
    cold = not ordered and who.story == "silent"
    way, purpose, content, following = dice.choice(COLD if cold else (TALK if who.firm else HOME)[phase])
    kind = dice.choice(KINDS[way])
    at = dt.datetime.combine(day, dt.time(dice.randrange(9, 18), dice.randrange(0, 60, 5)))
    values: Values = {"at": at, "kind": kind, "by": who.owner, "role": roles.get(who.owner), "purpose": purpose}
    values |= {"content": content, "phase": phase, "exchanged": dice.choice(_EXCHANGED)}
    if who.firm and kind in ("visit", "meal", "came") and dice.random() < 0.12:
        values["role"], values["by"] = dice.choice(_ROLES)
    if contacts:
        values["contact"] = 0 if dice.random() < 0.6 else dice.randrange(contacts)
    if kind in _MINUTES:
        values["minutes"] = dice.choice(_MINUTES[kind])
    if kind == "meal":
        values["cost"] = Decimal(dice.randrange(180, 900, 10))
    elif kind == "visit" and dice.random() < 0.3:
        values["cost"] = Decimal(dice.randrange(20, 160, 5))
    _more(who, values)
    if dice.random() < 0.7:
        values["next_step"] = following
        values["next_date"] = workday(day + dt.timedelta(days=dice.randrange(4, 22)))
    return values


def _phase(day: dt.date, ordered: Sequence[dt.date]) -> str:
    earlier = [each for each in ordered if each <= day]
    if not earlier:
        return "before"
    return "during" if (day - earlier[-1]).days < 12 else "after"


def _more(who: Buyer, values: Values) -> None:
    dice = who.dice
    if not who.firm:
        return
    if values["phase"] == "after" and dice.random() < 0.25:
        values["usage"] = dice.choice(USAGE).format(count=dice.randrange(20, 400, 10))
    if dice.random() < 0.12:
        values["needs"] = dice.choice(NEEDS)
    if dice.random() < 0.15:
        values["promise"] = dice.choice(PROMISES)


def _leave_open(who: Buyer, values: Values) -> None:
    """The next step of the last contact: due about now, or somewhat forgotten."""
    drawn = who.dice.random()
    if drawn < (0.7 if who.story == "silent" else 0.4):
        values["next_done_on"] = min(who.today - dt.timedelta(days=1), max(values["next_date"], values["at"].date()))
    else:
        away = who.dice.randrange(-9, 1) if drawn < 0.6 else who.dice.randrange(0, 16)
        values["next_date"] = max(values["at"].date(), who.today + dt.timedelta(days=away))


def objections(who: Buyer, contacts: int) -> list[Values]:
    """What they objected to and what became of it."""
    dice = who.dice
    count = 1 if dice.random() < (0.4 if who.story in ("new", "silent", "leaving") else 0.12) else 0
    made = []
    for kind, text, answer in dice.sample(OBJECTIONS, k=count):
        day = workday(who.today - dt.timedelta(days=dice.randrange(3, 200)))
        values: Values = {"raised_on": day, "kind": kind, "text": text, "by": who.owner}
        values["contact"] = 0 if contacts else None
        values["outcome"] = dice.choice(("open", "resolved", "resolved", "unresolved"))
        if values["outcome"] != "open":
            values["answer"] = answer
        made.append(values)
    return made


def monthly(who: Buyer) -> list[Values]:
    """What was recorded of the last months of some enterprises."""
    dice = who.dice
    if not who.firm or dice.random() > 0.35 or who.story in ("new", "silent"):
        return []
    average = Decimal(int(who.size * dice.uniform(8, 40)) * 10_000 + 20_000)
    made = []
    month = who.today.replace(day=1)
    for _ in range(dice.randrange(3, 9)):
        month = (month - dt.timedelta(days=1)).replace(day=1)
        worth = (average * Decimal(dice.randrange(85, 116)) / 100) // 1000 * 1000
        made.append({"month": month, "average_sales": worth, "notes": dice.choice(MONTH_NOTES) or None})
    return made[::-1]


def prospects(who: Buyer, made: Sequence[SampleOrder]) -> Values:
    """How promising a customer is: for those who do not buy yet in full."""
    dice = who.dice
    values: Values = {"recognises": dice.choice(("yes", "yes", "unknown", "no"))}
    if any(order.values["state"] == "ordered" for order in made):
        if who.firm and dice.random() < 0.25:
            values |= {"price_level": dice.choice(("A 价", "B 价")), "discount": Decimal(dice.choice((2, 3, 5)))}
        return values
    values["intent"] = dice.choice(("clear", "clear", "has", "has", "none") if who.story == "new" else ("has", "none"))
    values["belonging"] = dice.choice(("yes", "unknown", "no"))
    values["need_kind"] = dice.choice(("future", "discount", "chance"))
    values["need_length"] = dice.choice(("long", "long", "once"))
    if values["intent"] != "none":
        days = dice.randrange(6, 100) if values["intent"] == "clear" else dice.randrange(40, 200)
        amount = Decimal(max(3, int(who.size * dice.uniform(3, 18)))) * 1_000
        values |= {
            "expected_on": workday(who.today + dt.timedelta(days=days)),
            "expected_amount": amount,
            "expected_profit": (amount * dice.randrange(18, 34) / 100) // 100 * 100,
        }
    return values


def screenings(who: Buyer, values: dict[str, Any]) -> list[Values]:
    """What of the checklist was ticked for a customer who does not buy yet."""
    if "intent" not in values or who.dice.random() < 0.3:
        return []
    keys = [choice.key for choice in SCREENING]
    return [
        {"item": key, "passed": who.dice.random() < 0.7} for key in who.dice.sample(keys, k=who.dice.randrange(2, 6))
    ]
