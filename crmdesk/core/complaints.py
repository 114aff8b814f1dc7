"""Complaints through the six handling steps: where a complaint stands, what it warns of, who hears of it
(METHOD.md section 6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from crmdesk.core import patterns
from crmdesk.core.errors import Problem

STEPS = ("listen", "apologise", "restate", "empathise", "compensate", "confirm")
OPEN, CLOSED, UNRESOLVED, IMPORTED = "open", "closed", "unresolved", "imported"
DISSATISFIED, BASIC, HIGH = "dissatisfied", "basic", "high"
SATISFIED = (BASIC, HIGH)
"""Levels that close a complaint."""
REOPENED, GIVEN_UP, MOVED = "reopened", "unresolved", "moved"
"""Kinds of event."""
CHECKLIST = ("blame", "rude", "dodging", "nonverbal", "interrogation")
"""Wrong ways of handling that the handler ticks at closing: fields of a complaint, codes of warnings."""
AFTERWARDS = ("root_cause", "prevention", *CHECKLIST)
"""Fields of a complaint that are filled in with the sixth step or after it."""

_DAY = dt.timedelta(days=1)
_APOLOGY_DAYS = 3
_HOURS_TOLD = 72
"""Longer waits are told in days."""
_LONGEST_HEADLINE = 40
_FIRST_SENTENCE = patterns.late(r".+?(?=[。！？!?；;\n]|\. |\.$|$)")
_CLAUSE_ENDS = "，,、：:"
_SHORT, _LEAST = 16, 6
_QUOTES = "“”\"'‘’「」『』 "


def number_of_step(step: str) -> int:
    """1 to 6."""
    return STEPS.index(step) + 1


class Step(Struct, frozen=True):
    """A step that is done: typed values by field key, without empty ones. `at` is local, midnight a day alone;
    `contact` among the values is the name; it is missing where the contact was deleted, `contact_id` is kept then."""

    id: int
    round: int
    step: str
    at: dt.datetime
    values: Mapping[str, Any]
    contact_id: int | None = None


class Event(Struct, frozen=True):
    """What befell a complaint beside its steps. `round`: of 'reopened' the one that begins, of the others the one in
    which it happened; `text` of 'moved' is the number of the customer it was taken from."""

    id: int
    kind: str
    at: dt.datetime
    round: int
    values: Mapping[str, Any]


class Complaint(Struct, frozen=True):
    """A complaint: typed values by field key, without empty ones; contact and product by name, order by number."""

    id: int
    number: str
    customer_id: int
    values: Mapping[str, Any]
    contact_id: int | None = None
    order_id: int | None = None
    product_id: int | None = None
    product_code: str | None = None

    @property
    def state(self) -> str:
        return str(self.values["state"])

    @property
    def is_open(self) -> bool:
        return self.state == OPEN

    @property
    def round(self) -> int:
        return int(self.values.get("round") or 1)

    @property
    def step(self) -> str | None:
        """The step to be done next; of a closed one the sixth, of an unresolved one where it stopped."""
        step: str | None = self.values.get("step")
        return step

    @property
    def level(self) -> str | None:
        level: str | None = self.values.get("level")
        return level

    @property
    def received_at(self) -> dt.datetime:
        at: dt.datetime = self.values["received_at"]
        return at

    @property
    def headline(self) -> str:
        return headline(self.values)


class Course(Struct, frozen=True):
    """Where a complaint stands; `step` is the one to be done next (closed: the sixth; unresolved: where it stopped;
    imported: None), `level` the last one reached that still holds."""

    state: str
    round: int
    step: str | None
    closed_at: dt.datetime | None
    level: str | None


class Warned(Struct, frozen=True):
    """A warning. Its sentence is the message 'warning-<code>', which says all; 'warned-<code>' only names it and
    `params['detail']`, a Problem of its own, tells the rest where there is more. `holds`: true now, else it was so."""

    code: str
    params: Mapping[str, Any]
    holds: bool


class Hearing(Struct, frozen=True):
    """How many people hear of it; `more`: so many at least."""

    people: int
    more: bool = False


def course(stated: Mapping[str, Any], steps: Iterable[Step], events: Iterable[Event]) -> Course:
    """Where a complaint stands, from its steps and events. Without both, as its values (`stated`) say: closed is
    'imported' then, and what is open begins with the first step."""
    done = list(steps)
    turns = [event for event in events if event.kind in (REOPENED, GIVEN_UP)]
    if not done and not turns:
        return _stated(stated)
    begun = [event.round for event in turns if event.kind == REOPENED]
    ended = [one.round + 1 for one in done if one.values.get("level") == DISSATISFIED]
    now = max((1, *begun, *ended, *(one.round for one in done)))
    of_round = {one.step: one for one in done if one.round == now}
    confirm = of_round.get("confirm")
    if confirm is not None and confirm.values.get("level") in SATISFIED:
        return Course(CLOSED, now, "confirm", confirm.at, confirm.values["level"])
    following = next((step for step in STEPS if step not in of_round), "confirm")
    former = next((one.values.get("level") for one in done if (one.round, one.step) == (now - 1, "confirm")), None)
    level = former if former == DISSATISFIED else None
    given_up = [event.at for event in turns if event.kind == GIVEN_UP and event.round == now]
    if given_up:
        return Course(UNRESOLVED, now, following, given_up[-1], level)
    return Course(OPEN, now, following, None, level)


def _stated(stated: Mapping[str, Any]) -> Course:
    state = stated.get("state") or OPEN
    if state == OPEN:
        return Course(OPEN, 1, STEPS[0], None, None)
    round_ = stated.get("round") or 1
    if state == UNRESOLVED:
        return Course(UNRESOLVED, round_, stated.get("step") or STEPS[0], stated.get("closed_at"), stated.get("level"))
    return Course(IMPORTED, round_, None, stated.get("closed_at"), stated.get("level"))


def begins(complaint: Complaint, steps: Sequence[Step], events: Sequence[Event]) -> dict[int, dt.datetime]:
    """When each round began, up to the present one: with the complaint, a reopening or a dissatisfied customer."""
    found = {1: complaint.received_at}
    reopened = {event.round: event.at for event in events if event.kind == REOPENED}
    confirmed = {one.round: one.at for one in steps if one.step == "confirm"}
    for round_ in range(2, complaint.round + 1):
        first = min((one.at for one in steps if one.round == round_), default=None)
        at = reopened.get(round_) or confirmed.get(round_ - 1) or first
        found[round_] = at or found[round_ - 1]
    return found


def hears(state: str, level: str | None) -> Hearing | None:
    """How many people hear of it; None where nothing is known of how it ended."""
    if state in (OPEN, UNRESOLVED) or level == DISSATISFIED:
        return Hearing(22)
    return {BASIC: Hearing(8), HIGH: Hearing(10, more=True)}.get(level or "")


def headline(values: Mapping[str, Any]) -> str:
    """What a complaint is called: its subject, else how the customer's words begin."""
    if values.get("subject"):
        return str(values["subject"])
    words = str(values.get("words") or "").strip(_QUOTES + "\n")
    found = _FIRST_SENTENCE.match(words)
    first = found[0] if found else words
    if len(first) > _SHORT:
        ends = [place for place, sign in enumerate(first) if sign in _CLAUSE_ENDS and place >= _LEAST]
        first = first[: ends[0]] if ends else first
    first = first.strip(_QUOTES + _CLAUSE_ENDS) or str(values.get("words") or "").strip()
    return first if len(first) <= _LONGEST_HEADLINE else f"{first[:_LONGEST_HEADLINE].rstrip()}…"


def alone(at: dt.datetime) -> bool:
    """Whether only the day is known."""
    return at.time() == dt.time()


def earlier(one: dt.datetime, other: dt.datetime) -> bool:
    """Whether `one` is surely before `other`: by the day where the hour of either is not known."""
    return one.date() < other.date() if alone(one) or alone(other) else one < other


def until(at: dt.datetime, days: int) -> dt.datetime:
    """When so many days have passed since; a day alone counts from its end."""
    return at + (days + alone(at)) * _DAY


def warnings(
    complaint: Complaint, steps: Sequence[Step], events: Sequence[Event], now: dt.datetime
) -> tuple[Warned, ...]:
    """What the record warns of, those that hold now first. `now` is local.

    Each round: 'no-response' (no step within 24 hours after it began), 'apology-only' (an apology with nothing after
    it for three days), 'promise-broken'; then what was ticked in the checklist.
    """
    found: list[Warned] = []
    for round_, began in begins(complaint, steps, events).items():
        of_round = sorted((one for one in steps if one.round == round_), key=lambda one: STEPS.index(one.step))
        present = round_ == complaint.round
        running = present and complaint.is_open
        given_up = [event.at for event in events if event.kind == GIVEN_UP and event.round == round_]
        ended = max(given_up, default=complaint.values.get("closed_at") if present and of_round else None)
        watch = _Watch(round_, now if running else ended, running)
        found += watch.response(began, of_round)
        found += watch.apology(of_round)
        found += [warned for one in of_round for warned in _promise(one, now)]
    found += [Warned(key, {}, holds=False) for key in CHECKLIST if complaint.values.get(key)]
    return tuple(sorted(found, key=lambda warned: not warned.holds))


class _Watch(Struct, frozen=True):
    """One round; `end` is now while it is `running`, else when it ended; None where that is not known."""

    round: int
    end: dt.datetime | None
    running: bool

    def response(self, began: dt.datetime, of_round: Sequence[Step]) -> list[Warned]:
        answered = min((one.at for one in of_round), default=None)
        return self._late("no-response", began, until(began, 1), answered)

    def apology(self, of_round: Sequence[Step]) -> list[Warned]:
        apology = next((one for one in of_round if one.step == "apologise"), None)
        if apology is None:
            return []
        after = [one.at for one in of_round if STEPS.index(one.step) > STEPS.index("apologise")]
        return self._late("apology-only", apology.at, until(apology.at, _APOLOGY_DAYS), min(after, default=None))

    def _late(self, code: str, since: dt.datetime, limit: dt.datetime, done: dt.datetime | None) -> list[Warned]:
        at = done or self.end
        late = at is not None and (at > limit or (at == done == limit and alone(since)))  # done on a later day alone
        if at is None or not late:
            return []
        passed = {"hours": int((at - since) / dt.timedelta(hours=1)), "days": (at.date() - since.date()).days}
        how = "done" if done else "open" if self.running else "never"
        by_day = code == "no-response" and (passed["hours"] > _HOURS_TOLD or alone(since) or alone(at))
        detail = Problem(f"{code}-{how}{'-days' * (by_day and how != 'never')}", {"round": self.round, **passed})
        return [Warned(code, {"round": self.round, **passed, "detail": detail}, holds=how == "open")]


def _promise(step: Step, now: dt.datetime) -> list[Warned]:
    """A promise of step 5 that was not kept on its day."""
    promised, delivered = step.values.get("promised_on"), step.values.get("delivered_on")
    if promised is None or step.values.get("kind") == "none" or (delivered or now.date()) <= promised:
        return []
    late = ((delivered or now.date()) - promised).days
    told = {"round": step.round, "promised": promised, "days": late}
    detail = Problem("promise-broken-done" if delivered else "promise-broken-open", told)
    return [Warned("promise-broken", {**told, "detail": detail}, holds=delivered is None)]
