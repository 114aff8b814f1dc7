"""How a complaint of a sample customer was handled: step by step, in one round or two, in time or not."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct

from crmdesk.core.complaints import CLOSED, GIVEN_UP, IMPORTED, OPEN, REOPENED, STEPS, UNRESOLVED
from crmdesk.core.demo import SampleCustomer
from crmdesk.core.demo_complaint_talk import AGAIN, APOLOGIES, LEVELS, SUDDEN, WHY_AGAIN, Again
from crmdesk.core.demo_complaint_words import Case
from crmdesk.core.demo_orders import Values
from crmdesk.core.pinyin import is_han

_DAY = dt.timedelta(days=1)
_OPENS, _SHUTS = 9, 18
_MANAGER = "李明远"
_PAUSES = {"listen": (8, 150), "apologise": (2, 12), "restate": (5, 50), "empathise": (2, 15)}
"""Minutes after the step before."""
_LEAST = Decimal(20)


class Plot(Struct, frozen=True):
    """How a complaint goes: its state, the step an open or unresolved one has come to, its rounds, how satisfied the
    customer is in the end, what goes wrong, and how many days ago the last thing was done (0: when the order says)."""

    state: str
    step: str = "confirm"
    rounds: int = 1
    level: str = "basic"
    flaw: str = ""
    ago: int = 0


class Handling:
    """What was done about one complaint: `steps` and `events`, typed values by field key."""

    def __init__(
        self,
        dice: random.Random,
        plot: Plot,
        case: Case,
        received: dt.datetime,
        who: str,
        owner: str,
        worth: Decimal,
        product: str,
        contacts: Sequence[Mapping[str, Any]],
    ) -> None:
        self._dice = dice
        self._plot = plot
        self._case = case
        self._worth = worth
        self._at = received
        self._slots = {"who": who, "owner": owner, "product": _spoken(product)}
        self._slots["amount"] = _told(self._amount(case))
        self._apologies = dice.sample(APOLOGIES, k=2)
        self.owner = owner
        self.contact = 0 if contacts else None
        self.steps: list[Values] = []
        self.events: list[Values] = []
        if plot.state != IMPORTED:
            self._go()

    def fill(self, text: str) -> str:
        """A text with its places filled."""
        return text.format(**self._slots)

    def _go(self) -> None:
        plot, case = self._plot, self._case
        again = self._dice.choice(AGAIN[case.category]) if plot.rounds > 1 else None
        for round_ in range(1, plot.rounds + 1):
            last = round_ == plot.rounds
            said: Case | Again = case if round_ == 1 or again is None else again
            until = STEPS.index(plot.step) if last and plot.state != CLOSED else len(STEPS)
            for step in STEPS[:until]:
                self._do(round_, step, said)
            if not last and plot.flaw != "reopened" and again is not None:
                self.steps[-1] |= {"level": "dissatisfied", "text": self.fill(again.dissatisfied)}
            elif not last:
                self._pause(dt.timedelta(days=self._dice.randrange(9, 15)))
                self._befell(REOPENED, round_ + 1, {"text": self._dice.choice(WHY_AGAIN)})
        if plot.state == UNRESOLVED:
            self._give_up()

    def _do(self, round_: int, step: str, said: Case | Again) -> None:
        values: Values = {"round": round_, "step": step, "by": self.owner, "contact": self.contact}
        self.steps.append(values)
        if step == "compensate":
            self._pause(_DAY * self._dice.choice((0, 1, 1)) + dt.timedelta(minutes=self._dice.randrange(40, 300)))
            self._compensate(values, said)
        elif step == "confirm":
            self._confirm(values)
        else:
            self._pause(dt.timedelta(minutes=self._dice.randrange(*_PAUSES[step])))
            if step == "listen" and round_ == 1 and self._plot.flaw == "slow":
                self._pause(dt.timedelta(hours=30))
            values["text"] = self.fill(self._apologies[round_ - 1] if step == "apologise" else getattr(said, step))
        values["at"] = self._at

    def _compensate(self, values: Values, said: Case | Again) -> None:
        values["kind"] = said.kind
        if said.kind != "none":
            values["amount"] = self._amount(said)
            self._slots["amount"] = _told(values["amount"])
            promised = self._at.date() + _DAY * self._dice.choice((1, 2, 3))
            late = 3 if self._plot.flaw == "late" else 0
            values |= {"promised_on": promised, "delivered_on": promised + late * _DAY}
            if self._plot.flaw == "promise-broken":
                values |= {"promised_on": self._at.date() + _DAY, "delivered_on": None}
        if values["round"] > 1:
            values["by"] = _MANAGER
        values["text"] = self.fill(said.arranged)

    def _amount(self, said: Case | Again) -> Decimal | None:
        """Yuan; None for no compensation."""
        if said.kind == "none":
            return None
        if said.worth.startswith("="):
            return Decimal(said.worth[1:])
        amount = self._worth * Decimal(said.worth) / 100
        step = 10 if amount > 1_000 else 1
        return max(_LEAST, amount // step * step)

    def _confirm(self, values: Values) -> None:
        done = next(step for step in reversed(self.steps) if step["step"] == "compensate").get("delivered_on")
        if done is not None:
            self._at = max(self._at, dt.datetime.combine(done, dt.time(_OPENS, 30)))
        self._pause(_DAY * self._dice.randrange(1, 4) + dt.timedelta(minutes=self._dice.randrange(200)))
        level = self._plot.level if values["round"] == self._plot.rounds else "basic"
        told = self.fill(self._case.confirm) + self._dice.choice(LEVELS[level])
        values |= {
            "level": level,
            "text": told,
            "confirmed_by": self._dice.choice(("phone", "phone", "face", "message")),
        }
        if self._dice.random() < 0.2:
            values["by"] = _MANAGER

    def _give_up(self) -> None:
        self._pause(_DAY * self._dice.randrange(5, 10))
        reason = self._dice.choice([key for key in SUDDEN if key != "law" or self._case.severity == "serious"])
        tries = {"tries": self._dice.choice((3, 3, 4, 5))} if reason == "unreachable" else {}
        text = self._dice.choice(SUDDEN[reason])
        self._befell(GIVEN_UP, self._plot.rounds, {"reason": reason, "text": text, **tries})

    def _befell(self, kind: str, round_: int, more: Values) -> None:
        self.events.append({"kind": kind, "at": self._at, "by": self.owner, "round": round_, **more})

    def _pause(self, time: dt.timedelta) -> None:
        """Later, in working hours."""
        self._at += time
        if self._at.hour >= _SHUTS:
            self._at = dt.datetime.combine(self._at.date() + _DAY, dt.time(_OPENS, self._at.minute))
        elif self._at.hour < _OPENS:
            self._at = self._at.replace(hour=_OPENS)


def moved(
    plot: Plot, received: dt.datetime, steps: Sequence[Values], events: Sequence[Values], today: dt.date
) -> tuple[dt.datetime, list[Values], list[Values]]:
    """The same so much later or earlier that the last thing was done so many days ago: in the evening where a round
    begins with it, so that nothing is late yet the next day."""
    if not plot.ago:
        return received, list(steps), list(events)
    day = today - plot.ago * _DAY
    evening = dt.datetime.combine(day, dt.time(17, 5 + received.minute % 50))
    if not steps:
        return evening, [], []
    away = day - steps[-1]["at"].date()
    done = [_later(step, away) for step in steps]
    if plot.state == OPEN and done[-1]["step"] == "confirm":
        done[-1]["at"] = evening
    for step in done:
        if step.get("delivered_on") is not None and step["delivered_on"] >= today:
            step["delivered_on"] = None
    return received + away, done, list(events)


def _later(values: Values, by: dt.timedelta) -> Values:
    return {key: value + by if isinstance(value, dt.date) else value for key, value in values.items()}


def who_of(sample: SampleCustomer) -> str:
    """What we call the person who complains."""
    if sample.contacts:
        return str(sample.contacts[0].get("salutation") or sample.contacts[0]["name"])
    form = {"male": "先生", "female": "女士"}.get(sample.values.get("gender", ""), "")
    return f"{sample.values['name']}{form}"


def _spoken(product: str) -> str:
    """A product as people call it, without its measures."""
    words = [word for word in product.split("（", maxsplit=1)[0].split() if is_han(word[0])]
    return words[0] if words and len(words[0]) > 1 else product


def _told(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:,} 元"
