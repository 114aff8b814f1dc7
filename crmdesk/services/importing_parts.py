"""What belongs to a customer or stands alone: contacts, addresses, notes … against what the data file has of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from crmdesk.core import losses, sales_plan, tasks, texts
from crmdesk.core.errors import Problem
from crmdesk.core.fields import Field, Type
from crmdesk.core.importing import Change, Outcome
from crmdesk.core.importing_orders import DEALS
from crmdesk.core.importing_registry import BY_KIND, others
from crmdesk.services import staff
from crmdesk.services.desk import Desk
from crmdesk.services.importing_kinds import KINDS, address_line, stored_moment
from crmdesk.services.importing_links import COMPLAINT, LINKS, ORDER, Named, Own, Say, contact_key
from crmdesk.store import competitors, importing
from crmdesk.store.columns import from_column, to_column
from crmdesk.store.records import Flat

Values = Mapping[str, Any]
Found = Sequence[tuple[int, Values]]
_CAMPAIGN = ("campaign_call", "campaign")
LOSS = "loss"
_LOST = ("lost_on", "won_back_on")
_NEEDED = {"instalment": ORDER, "complaint_step": COMPLAINT, "complaint_event": COMPLAINT}
"""What some kinds of record cannot be without."""
_RULES: Mapping[str, Callable[[Values, dt.date], Mapping[str, Problem]]] = {
    "task": lambda values, today: tasks.problems(values, today, frozenset(values)),
    "sales_target": lambda values, _today: sales_plan.problems(values),
}
"""What is wrong about a whole record, by field."""
_PLAIN = (Type.DATE, Type.INTEGER, Type.MONEY, Type.CHOICE)


class PlannedPart(Struct, frozen=True):
    """A record of a customer's, or one of its own, to be written: a new one (id None, whole) or the changed values of
    one there. What the file itself brings is named (`importing_links.Named`) in the place of its id; `key` is how this
    one is named where its number may become another."""

    id: int | None
    flat: Mapping[str, Any]
    key: str = ""


class Compared(Struct, frozen=True):
    """What becomes of one part, told to the row that brought it: nothing is written without `planned`."""

    place: int
    outcome: Outcome
    planned: PlannedPart | None = None
    changes: tuple[Change, ...] = ()


class Parts:
    """Makes stored values of parts and compares them with those that are there. `say` notes a problem of a row;
    `products` tells which product a text means."""

    def __init__(self, desk: Desk, say: Say, products: Callable[[str], int | Named | None]) -> None:
        self._desk = desk
        self._say = say
        self._products = products
        self._register: Mapping[str, str] | None = None
        more = others(desk.fields)
        self._fields: Mapping[str, Mapping[str, Field]] = {
            kind: (more.get(kind) or desk.fields(kind)).by_key for kind in (*KINDS, *DEALS, *DEALS.values())
        }
        self._names = competitors.names(desk.data)
        self._standing = {
            "competitor": {contact_key(name): i for i, name in self._names.items()},
            "campaign": {contact_key(name): i for i, name in importing.campaigns(desk.data)},
        }

    def flat(self, kind: str, values: Values, own: Own | None = None, place: int = -1) -> Flat:
        """The values of a part as they are stored. `own`: what its customer has that it may name; `place`: its row."""
        by_key = self._fields[kind]
        result: Flat = {}
        for key, value in values.items():
            known = by_key[key]
            if known.type in LINKS or (kind, key) == _CAMPAIGN:
                result[key] = self._link(kind, known, value, own or Own(), place)
            elif known.type is Type.PRODUCT or key == COMPLAINT:
                result[key] = self._products(value) if key != COMPLAINT else (own or Own()).complaints.get(value)
            elif known.key == "at" and known.type is not Type.MOMENT:
                result[key] = stored_moment(value)
            else:
                result[key] = value if type(value) is str else to_column(known, value)
        return {key: value for key, value in result.items() if value is not None}

    def _link(self, kind: str, known: Field, text: str, own: Own, place: int) -> int | Named | None:
        """The record that a text names."""
        if known.type is Type.CONTACT:
            return own.contact(text)
        if known.type is Type.ORDER:
            meant = own.orders.get(text)
            if meant is None and place >= 0:
                refused = kind == "instalment"
                self._say(place, "import-order-unknown", f"{kind}.{known.key}", refused=refused, text=text)
            return meant
        record = LINKS.get(known.type, "campaign")
        return self._standing[record].get(contact_key(text)) or Named(record, contact_key(text), text)

    def new(self, kind: str, values: Values, own: Own | None = None, place: int = -1) -> PlannedPart:
        """A part that is not there yet, whole."""
        return self._whole(kind, values, self.flat(kind, values, own, place))

    def _whole(self, kind: str, values: Values, flat: Flat, key: str = "") -> PlannedPart:
        KINDS[kind].complete(self._desk, flat, values)
        if kind == "interaction" and "by" in flat and "role" not in flat:
            self._add_role(flat)
        return PlannedPart(None, flat, key)

    def _add_role(self, flat: Flat) -> None:
        """A person of ours made the contact in the role that the register gives them."""
        if self._register is None:
            self._register = staff.roles(self._desk)
        role = self._register.get(texts.fold(flat["by"]))
        if role is not None:
            flat["role"] = role

    def compare(
        self,
        kind: str,
        found: Found,
        there: Mapping[int, Flat],
        treats: Mapping[int, str],
        own: Own | None = None,
    ) -> Iterator[Compared]:
        """For each part of the file (with the place of its row) what becomes of it. `treats`: how its row treats what
        is there already, by place. What is equal is found first, so that likes are not taken for each other."""
        found, wanted = self._whole_ones(kind, found, own, there)
        likes = _Likes(kind, there)
        meant: dict[int, int] = {}
        for exact in (True, False):
            for i, (place, _) in enumerate(found):
                if i not in meant and treats[place] != "create":
                    at = likes.take(wanted[i], exact=exact)
                    if at is not None:
                        meant[i] = at
        for i, (place, values) in enumerate(found):
            key = own.add_complaint(place, meant.get(i)) if own and kind == COMPLAINT else ""
            yield self._compared(kind, place, values, wanted[i], there, meant.get(i), treats[place], key)

    def new_ones(self, kind: str, found: Found, own: Own) -> list[PlannedPart]:
        """Parts (with the places of their rows) of a customer that is new."""
        found, wanted = self._whole_ones(kind, found, own)
        keys = [own.add_complaint(place, None) if kind == COMPLAINT else "" for place, _ in found]
        parts = zip(found, wanted, keys, strict=True)
        return [self._whole(kind, values, flat, key) for (_, values), flat, key in parts]

    def _whole_ones(
        self, kind: str, found: Found, own: Own | None, there: Mapping[int, Flat] = MappingProxyType({})
    ) -> tuple[Found, list[Flat]]:
        """Those that can be, as they are stored: an instalment is one of an order, a step one of a complaint; nobody is
        lost who is lost already."""
        if kind == LOSS:
            found = self._one_at_a_time(found, there)
        flats = [self.flat(kind, values, own, place) for place, values in found]
        if kind not in _NEEDED and kind not in _RULES:
            return found, flats
        whole = [(part, flat) for part, flat in zip(found, flats, strict=True) if self._can_be(kind, part[0], flat)]
        return [part for part, _ in whole], [flat for _, flat in whole]

    def _one_at_a_time(self, found: Found, there: Mapping[int, Flat]) -> Found:
        """The losses of a customer that do not begin or end while it was lost already. One of the same day is meant."""
        days = [tuple(from_column(self._fields[LOSS][key], flat.get(key)) for key in _LOST) for flat in there.values()]
        kept = []
        for place, values in found:
            lost_on, back_on = (values.get(key) for key in _LOST)
            others = [each for each in days if each[0] != lost_on]
            over = losses.problems(lost_on, back_on, dt.date.max, others=others).get("lost_on")
            if over is not None:
                self._say(place, over.code, f"{LOSS}.lost_on", refused=True, **over.params)
                continue
            days.append((lost_on, back_on))
            kept.append((place, values))
        return kept

    def _can_be(self, kind: str, place: int, flat: Flat) -> bool:
        """Whether there can be such a part; if not, its row says why."""
        if kind in _NEEDED:
            return _NEEDED[kind] in flat
        fields = self._fields[kind]
        values = {key: from_column(fields[key], value) for key, value in flat.items() if fields[key].type in _PLAIN}
        refused = [(key, each) for key, each in _RULES[kind](values, self._desk.today()).items() if each.hard]
        for key, problem in refused:
            self._say(place, problem.code, f"{kind}.{key}", refused=True, **problem.params)
        return not refused

    def _compared(
        self,
        kind: str,
        place: int,
        values: Values,
        wanted: Flat,
        there: Mapping[int, Flat],
        at: int | None,
        treat: str,
        key: str,
    ) -> Compared:
        if at is None:
            return Compared(place, Outcome.NEW, self._whole(kind, values, wanted, key), (self._told_new(kind, values),))
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
        changes = tuple(self.change(kind, key, old.get(key), flat[key]) for key in flat)
        return Compared(place, Outcome.UPDATE, PlannedPart(at, flat), changes)

    def _told_new(self, kind: str, values: Values) -> Change:
        """A new part is told by what leads it."""
        if kind == "address":
            return Change("address", None, address_line(values))
        lead = BY_KIND[kind].lead or next(iter(values))
        return Change(f"{kind}.{lead}", None, values[lead])

    def change(self, kind: str, key: str, old: Any, new: Any) -> Change:
        """A value that changes, as it can be shown."""
        return Change(f"{kind}.{key}", *(self._told(self._fields[kind][key], value) for value in (old, new)))

    def _told(self, field: Field, stored: Any) -> Any:
        if isinstance(stored, Named):
            return stored.text or stored.key
        if field.type in LINKS or field.type is Type.PRODUCT or field.key == COMPLAINT:
            return self._names.get(stored, stored) if field.type is Type.COMPETITOR else stored
        return from_column(field, stored)


class _Likes:
    """The records of a customer that no part of the file means yet; only those that share a key are looked at."""

    def __init__(self, kind: str, there: Mapping[int, Flat]) -> None:
        self._kind = KINDS[kind]
        self._taken: set[int] = set()
        self._shelves: dict[Hashable, dict[int, Flat]] = {}
        for i, flat in there.items():
            for key in self._kind.keys(flat):
                self._shelves.setdefault(key, {})[i] = flat

    def take(self, wanted: Flat, *, exact: bool) -> int | None:
        """The one that says all of what is wanted, or else the one that is meant."""
        shelf = self._shelves.get(next(iter(self._kind.keys(wanted)), None), {})
        free = ((i, other) for i, other in shelf.items() if i not in self._taken)
        if exact:
            at = next((i for i, other in free if wanted.items() <= other.items()), None)
        else:
            at = self._kind.same(free, wanted)
        if at is not None:
            self._taken.add(at)
            del shelf[at]
        return at
