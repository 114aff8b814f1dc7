"""Steps and events that a file brings: whether they can be, and where their complaints stand with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from msgspec.structs import asdict, fields, replace

from crmdesk.core.complaint_steps import OF_STEP, between, called, problems
from crmdesk.core.complaints import (
    DISSATISFIED,
    GIVEN_UP,
    REOPENED,
    STEPS,
    Complaint,
    Course,
    Event,
    Step,
    course,
    earlier,
)
from crmdesk.core.errors import Problem
from crmdesk.core.registry import REGISTRY
from crmdesk.services.importing_drafts import Draft
from crmdesk.services.importing_links import Named, Own, Say
from crmdesk.services.importing_parts import PlannedPart
from crmdesk.services.importing_planned import PlannedCustomer
from crmdesk.store.columns import from_column
from crmdesk.store.complaints import stands
from crmdesk.store.records import Flat

COMPLAINT: Final = "complaint"
STEP: Final = "complaint_step"
EVENT: Final = "complaint_event"
COURSE: Final = tuple(field.name for field in fields(Course))
"""Fields of a complaint that follow from its steps and events."""

Values = dict[str, Any]
Found = Sequence[tuple[int, Values]]
There = Mapping[str, Mapping[int, Flat]]
Ref = int | Named


def course_of(values: Mapping[str, Any], steps: Iterable[Step] = (), events: Iterable[Event] = ()) -> dict[str, Any]:
    """Where a complaint stands, as values by field key."""
    return asdict(course(values, steps, events))


def typed(kind: str, flat: Mapping[str, Any]) -> Values:
    """Stored values as the rules want them; what names another record is left as it is."""
    fields = REGISTRY[kind]
    return {key: from_column(known, value) for key, value in flat.items() if (known := fields.get(key)) is not None}


def step_of(values: Mapping[str, Any], id_: int = 0) -> Step:
    return Step(id_, values["round"], values["step"], values["at"], values)


def event_of(values: Mapping[str, Any], id_: int = 0) -> Event:
    return Event(id_, values["kind"], values["at"], values.get("round") or 1, values)


class Steps:
    """The steps and events of one customer after the other. `now` is local."""

    def __init__(self, say: Say, now: dt.datetime) -> None:
        self._say = say
        self._now = now
        self._own = Own()
        self._brought: Found = ()
        self._received: dict[str, dt.datetime] = {}
        self._done: dict[Ref, dict[tuple[int, str], Step]] = {}
        self._events: dict[Ref, list[Event]] = {}

    def begin(self, draft: Draft, own: Own, there: There) -> None:
        """The next customer, of which complaints are known by now: `own` says which a number means."""
        self._own, self._brought = own, draft.parts.get(STEP, ())
        self._received = {}
        for number, ref in own.complaints.items():
            if isinstance(ref, int) and ref in there.get(COMPLAINT, {}):
                self._received[number] = typed(COMPLAINT, there[COMPLAINT][ref])["received_at"]
        for place, values in draft.parts.get(COMPLAINT, ()):
            if place in own.called:
                self._received.setdefault(own.called[place], values["received_at"])
        self._done, self._events = {}, {}
        for flat in there.get(STEP, {}).values():
            step = step_of(typed(STEP, flat))
            self._done.setdefault(flat[COMPLAINT], {})[step.round, step.step] = step
        for flat in there.get(EVENT, {}).values():
            self._events.setdefault(flat[COMPLAINT], []).append(event_of(typed(EVENT, flat)))

    def events(self, found: Found) -> Found:
        """The events that can be. Codes: those of giving up and reopening."""
        result = []
        for place, values in found:
            ref = self._own.complaints.get(values[COMPLAINT])
            if ref is None:
                self._unknown(place, EVENT, values)
                continue
            if wrong := _wrong_event(values):
                key, problem = wrong
                self._say(place, problem.code, f"{EVENT}.{key}", refused=True, **problem.params)
                continue
            known = self._events.setdefault(ref, [])
            same = next((one for one in known if (one.kind, one.at) == (values["kind"], values["at"])), None)
            values.setdefault("round", same.round if same else self._round(ref, values))
            if same is None:
                known.append(event_of(values))
            result.append((place, values))
        return result

    def _round(self, ref: Ref, values: Values) -> int:
        """In which round an event happened, or which it began, where the file does not say."""
        at, brought = values["at"], (step for _, step in self._brought if step[COMPLAINT] == values[COMPLAINT])
        steps = [*self._done.get(ref, {}).values(), *map(step_of, brought)]
        rounds = [one.round + (one.values.get("level") == DISSATISFIED) for one in steps if not earlier(at, one.at)]
        begun = [one.round for one in self._events[ref] if one.kind == REOPENED and not earlier(at, one.at)]
        return max((1, *rounds, *begun)) + int(values["kind"] == REOPENED)

    def steps(self, found: Found) -> Found:
        """The steps that can be, in the order of rounds and steps; the others are refused with the reason."""
        known = []
        for place, values in found:
            if values[COMPLAINT] in self._own.complaints:
                known.append((place, values))
            else:
                self._unknown(place, STEP, values)
        result, taken = [], set()
        for place, values in sorted(known, key=lambda part: (part[1]["round"], STEPS.index(part[1]["step"]))):
            ref, key = self._own.complaints[values[COMPLAINT]], (values["round"], values["step"])
            wrong = ("step", Problem("complaint-step-twice", hard=True)) if (ref, key) in taken else None
            if wrong := wrong or self._wrong(ref, key, values):
                self._say(place, wrong[1].code, f"{STEP}.{wrong[0]}", refused=True, **wrong[1].params)
                continue
            taken.add((ref, key))
            done = self._done.setdefault(ref, {})
            done[key] = step_of({**(done[key].values if key in done else {}), **values})
            result.append((place, values))
        return result

    def _unknown(self, place: int, kind: str, values: Values) -> None:
        self._say(place, "import-complaint-unknown", f"{kind}.{COMPLAINT}", refused=True, text=values[COMPLAINT])

    def _wrong(self, ref: Ref, key: tuple[int, str], values: Values) -> tuple[str, Problem] | None:
        """The field and why the step cannot be: out of order, of another step, or not whole."""
        done = self._done.get(ref, {})
        round_, step = key
        place = STEPS.index(step)
        if key not in done and ((place and (round_, STEPS[place - 1]) not in done) or not self._begun(ref, round_)):
            following = next((one for one in STEPS if (round_, one) not in done), step)
            told = {"number": STEPS.index(following) + 1, "step": called(following)}
            return "step", Problem("step-order", told, hard=True)
        foreign = [name for other, names in OF_STEP.items() if other != step for name in names if name in values]
        if foreign:
            label = REGISTRY[STEP][foreign[0]].label
            return foreign[0], Problem("complaint-step-foreign", {"field": label, "step": called(step)}, hard=True)
        whole = {**(done[key].values if key in done else {}), **values}
        received: dt.datetime = self._received.get(values[COMPLAINT]) or values["at"]
        others = [one for at, one in done.items() if at != key]
        one = Complaint(0, "", 0, {"received_at": received, "round": round_})
        allowed = between(one, others, self._events.get(ref, ()), step, round_)
        told_of = problems(step, whole, (), allowed, received.date(), self._now)
        return next(((name, problem) for name, problem in told_of.items() if problem.hard), None)

    def _begun(self, ref: Ref, round_: int) -> bool:
        """Whether a round can have begun: the first one, after a dissatisfied customer, or by reopening."""
        before = self._done.get(ref, {}).get((round_ - 1, STEPS[-1]))
        reopened = any(event.kind == REOPENED and event.round == round_ for event in self._events.get(ref, ()))
        return round_ == 1 or reopened or (before is not None and before.values.get("level") == DISSATISFIED)


def _wrong_event(values: Mapping[str, Any]) -> tuple[str, Problem] | None:
    kind = values["kind"]
    if kind == GIVEN_UP and "reason" not in values:
        return "reason", Problem("unresolved-reason", hard=True)
    if kind == GIVEN_UP and "text" not in values:
        return "text", Problem("unresolved-text", hard=True)
    if kind == REOPENED and "text" not in values:
        return "text", Problem("reopen-reason", hard=True)
    return None


def settle(planned: PlannedCustomer, there: There) -> None:
    """Write into the planned complaints where they stand with the steps and events that are planned; one of which
    nothing else changes is added."""
    stored = there.get(COMPLAINT, {})
    steps = {ref: [step_of(v) for v in each] for ref, each in _with_planned(STEP, planned, there).items()}
    events = {ref: [event_of(v) for v in each] for ref, each in _with_planned(EVENT, planned, there).items()}
    touched = {ref for kind in (STEP, EVENT) for ref in _refs(kind, planned, there)}
    made: list[PlannedPart] = []
    for part in planned.parts.pop(COMPLAINT, ()):
        ref = part.id if part.id is not None else Named(COMPLAINT, part.key)
        untouched = part.id is not None and ref not in touched and part.flat.keys().isdisjoint(COURSE)
        before = stored.get(part.id or 0, {})
        made.append(part if untouched else _settled(part, before, steps.get(ref, ()), events.get(ref, ())))
        touched.discard(ref)
    also = [ref for ref in touched if isinstance(ref, int) and ref in stored]
    made += [_settled(PlannedPart(i, {}), stored[i], steps.get(i, ()), events.get(i, ())) for i in also]
    if made := [part for part in made if part.id is None or part.flat]:
        planned.parts[COMPLAINT] = made


def _settled(part: PlannedPart, before: Flat, steps: Iterable[Step], events: Iterable[Event]) -> PlannedPart:
    whole = {key: value for key, value in {**before, **part.flat}.items() if key in COURSE}
    now = stands(course(typed(COMPLAINT, whole), steps, sorted(events, key=lambda event: event.at)))
    kept = {key: value for key, value in part.flat.items() if key not in COURSE}
    differs = {key: value for key, value in now.items() if value != before.get(key)}
    return replace(part, flat={**kept, **differs})


def _refs(kind: str, planned: PlannedCustomer, there: There) -> set[Ref]:
    stored = there.get(kind, {})
    return {
        part.flat[COMPLAINT] if part.id is None else stored[part.id][COMPLAINT] for part in planned.parts.get(kind, ())
    }


def _with_planned(kind: str, planned: PlannedCustomer, there: There) -> dict[Ref, list[Values]]:
    """The steps or events of each complaint as they will be, in their order."""
    changed = {part.id: part.flat for part in planned.parts.get(kind, ()) if part.id is not None}
    flats = [{**flat, **changed.get(i, {})} for i, flat in there.get(kind, {}).items()]
    flats += [dict(part.flat) for part in planned.parts.get(kind, ()) if part.id is None]
    found: dict[Ref, list[Values]] = {}
    for flat in flats:
        found.setdefault(flat[COMPLAINT], []).append(typed(kind, flat))
    return found
