"""What belongs to a customer or stands alone: contacts, addresses, notes … against what the data file has of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crmdesk.core import texts
from crmdesk.core.fields import Fields, Type
from crmdesk.core.importing import Change, Outcome
from crmdesk.core.importing_registry import BY_KIND
from crmdesk.services.desk import Desk
from crmdesk.services.importing_kinds import KINDS, address_line, stored_moment
from crmdesk.store import competitors
from crmdesk.store.columns import from_column, to_column
from crmdesk.store.records import Flat

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """A record of a customer's, or one of its own, to be written: a new one (id None, whole) or the changed values of
    one there. A competitor that is not in the register yet is named in the place of its id."""

    id: int | None
    flat: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Compared:
    """What becomes of one part, told to the row that brought it: nothing is written without `planned`."""

    place: int
    outcome: Outcome
    planned: PlannedPart | None = None
    changes: tuple[Change, ...] = ()


class Parts:
    """Makes stored values of parts and compares them with those that are there."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._fields: Mapping[str, Fields] = {kind: desk.fields(kind) for kind in KINDS}
        self._names = competitors.names(desk.data)
        self._competitors = {texts.fold(name): i for i, name in self._names.items()}

    def flat(self, kind: str, values: Values) -> Flat:
        """The values of a part as they are stored."""
        by_key = self._fields[kind].by_key
        result: Flat = {}
        for key, value in values.items():
            known = by_key[key]
            if known.type is Type.COMPETITOR:
                result[key] = self._competitors.get(texts.fold(value), value)
            elif key == "at":
                result[key] = stored_moment(value)
            else:
                result[key] = value if type(value) is str else to_column(known, value)
        return result

    def new(self, kind: str, values: Values) -> PlannedPart:
        """A part that is not there yet, whole."""
        flat = self.flat(kind, values)
        KINDS[kind].complete(self._desk, flat, values)
        return PlannedPart(None, flat)

    def compare(
        self, kind: str, found: Sequence[tuple[int, Values]], there: Mapping[int, Flat], treats: Mapping[int, str]
    ) -> Iterator[Compared]:
        """For each part of the file (with the place of its row) what becomes of it. `treats`: how its row treats what
        is there already, by place. What is equal is found first, so that likes are not taken for each other."""
        free = dict(there)
        wanted = [self.flat(kind, values) for _, values in found]
        meant: dict[int, int] = {}
        for exact in (True, False):
            for i, (place, _) in enumerate(found):
                if i not in meant and treats[place] != "create":
                    at = _equal(free, wanted[i]) if exact else KINDS[kind].same(free.items(), wanted[i])
                    if at is not None:
                        meant[i] = at
                        del free[at]
        for i, (place, values) in enumerate(found):
            yield self._compared(kind, place, values, wanted[i], there, meant.get(i), treats[place])

    def _compared(
        self, kind: str, place: int, values: Values, wanted: Flat, there: Mapping[int, Flat], at: int | None, treat: str
    ) -> Compared:
        if at is None:
            return Compared(place, Outcome.NEW, self.new(kind, values), (self._told_new(kind, values),))
        if treat == "skip":
            return Compared(place, Outcome.SKIP)
        old = there[at]
        flat = {
            key: value
            for key, value in wanted.items()
            if value != old.get(key) and (treat != "fill" or old.get(key) is None)
        }
        if not flat:
            return Compared(place, Outcome.SAME)
        changes = tuple(Change(f"{kind}.{key}", *self._told(kind, key, old.get(key), flat[key])) for key in flat)
        return Compared(place, Outcome.UPDATE, PlannedPart(at, flat), changes)

    def _told_new(self, kind: str, values: Values) -> Change:
        """A new part is told by what leads it."""
        if kind == "address":
            return Change("address", None, address_line(values))
        lead = BY_KIND[kind].lead or ""
        return Change(f"{kind}.{lead}", None, values[lead])

    def _told(self, kind: str, key: str, old: Any, new: Any) -> tuple[Any, Any]:
        field = self._fields[kind][key]
        if field.type is Type.COMPETITOR:
            return self._names.get(old, old), self._names.get(new, new)
        return from_column(field, old), from_column(field, new)


def _equal(there: Mapping[int, Flat], wanted: Flat) -> int | None:
    """The one that says all of what is wanted."""
    return next((i for i, other in there.items() if wanted.items() <= other.items()), None)
