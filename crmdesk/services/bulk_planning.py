"""What becomes of each of many customers when the same values are set and groups joined or left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from crmdesk.core import texts
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.fields import Field, Type
from crmdesk.services import groups, listing, reading
from crmdesk.services.bulk import Cancelled, Progress
from crmdesk.services.desk import Desk
from crmdesk.sheets.books import CancelledError
from crmdesk.store import cells as store
from crmdesk.store import customers as customers_store
from crmdesk.store import relations as relations_store
from crmdesk.store import tier_marks
from crmdesk.store.columns import from_column, to_column
from crmdesk.store.records import chunks

OWN_ALONE = frozenset({"number", "name", "mobile", "phone", "id_number", "credit_code"})
"""Fields that tell one customer from another: never the same in several."""

MOST_SAMPLES = 200
_CHUNK = 1_000
_TOLD = ("number", "name", "kind")

Sets = dict[int, dict[str, Any]]
"""Stored values that are to be set, by customer."""


class Sample(NamedTuple):
    """One value that would change; `before` and `after` as in a file: typed, groups by name, customers by number."""

    number: str
    name: str
    field: str
    before: Any
    after: Any


class Refusal(NamedTuple):
    """A customer that stays as it is, and why; without a number where it is gone for good."""

    number: str
    problem: Problem


class GroupMoves:
    """Groups to be joined and left, by id; those that do not exist yet have negative ids until they are made."""

    def __init__(self, desk: Desk, replaced: Sequence[str] | None, add: Sequence[str], remove: Sequence[str]) -> None:
        self._desk = desk
        known = groups.all_groups(desk)
        self._known = {texts.fold(group.name): group.id for group in known}
        self._dynamic = {group.id: group.name for group in known if group.dynamic}
        self.names = {group.id: group.name for group in known}
        self.new: dict[int, str] = {}
        self._made: dict[int, int] = {}
        self._replaces = replaced is not None
        self._into = {self._meant(name, make=True) for name in (*(replaced or ()), *add)}
        self._out_of = {self._meant(name, make=False) for name in remove}
        self.new = {stand_in: name for stand_in, name in self.new.items() if stand_in not in self._out_of}

    def __bool__(self) -> bool:
        return self._replaces or bool(self._into or self._out_of)

    def after(self, there: Sequence[int]) -> list[int]:
        """The groups of a customer who was in these."""
        kept = () if self._replaces else there
        return sorted({*kept, *self._into} - self._out_of)

    def settle(self, made: Mapping[int, int]) -> None:
        """Groups that were new exist now, under these ids."""
        self._made = {**self._made, **made}
        self.new = {}

    def settled(self, groups: Sequence[int]) -> list[int]:
        """The same groups by the ids they have now."""
        return sorted(self._made.get(group, group) for group in groups)

    def shown(self, groups: Sequence[int]) -> tuple[str, ...] | None:
        """The names of groups, new ones last; those deleted are not shown."""
        known = sorted((group for group in groups if group in self.names), key=lambda group: (group < 0, abs(group)))
        return tuple(self.names[group] for group in known) or None

    def _meant(self, name: str, *, make: bool) -> int:
        folded = texts.fold(name)
        found = self._known.get(folded)
        if found is None:
            if not make or not folded:
                raise UserError("group-unknown", name=name)
            found = -1 - len(self.new)
            self._known[folded] = found
            self.new[found] = self.names[found] = groups.clean_name(name)
        if found in self._dynamic:
            raise UserError("group-dynamic", name=self._dynamic[found])
        return found


class Plan:
    """What is to be done, read once, and what came of each customer so far.

    Raises UserError: 'bulk-field', 'bulk-nothing', a value that is refused, a group that is unknown or dynamic.
    """

    def __init__(
        self, desk: Desk, changes: Mapping[str, str], groups_add: Sequence[str], groups_remove: Sequence[str]
    ) -> None:
        if not (changes or groups_add or groups_remove):
            raise UserError("bulk-nothing")
        self._desk = desk
        self._basis = listing.basis(desk)
        fields = self._basis.fields
        for key in changes.keys() & OWN_ALONE:
            raise UserError("bulk-field", field=fields[key].label)
        typed = reading.read_typed(fields, changes, new=False)
        reading.refuse(fields, typed)
        replaced = (typed.values["groups"] or ()) if "groups" in typed.values else None
        self.groups = GroupMoves(desk, replaced, groups_add, groups_remove)
        self._fields = [fields[key] for key in typed.values if key != "groups"]
        self._stored = {f.key: self._as_stored(f, typed.values[f.key]) for f in self._fields}
        self._parents = self._line_of_parents()
        self.warnings = typed.problems
        self.changed = self.same = 0
        self.refused: list[Refusal] = []
        self.samples: list[Sample] = []

    def by_chunks(self, ids: Sequence[int], progress: Progress | None, cancelled: Cancelled | None) -> Iterator[Sets]:
        """What is to be set, some thousand customers at a time. Raises CancelledError."""
        done = 0
        for chunk in chunks(dict.fromkeys(ids), _CHUNK):
            if cancelled is not None and cancelled():
                raise CancelledError
            yield self._of_chunk(chunk)
            done += len(chunk)
            if progress is not None:
                progress(done, len(ids))

    def _of_chunk(self, ids: Sequence[int]) -> Sets:
        told = [self._basis.fields[key] for key in _TOLD]
        rows = store.values(self._desk.data, self._basis, ids, [*told, *self._fields])
        living = store.living(self._desk.data, ids)
        members = store.memberships(self._desk.data, ids) if self.groups else {}
        marks = tier_marks.fixing(self._stored)
        fixed = self._desk.records.read_many("customer", ids, marks) if marks else {}
        sets: Sets = {}
        refused = len(self.refused)
        for customer_id in ids:
            number, name, kind, *now = rows.get(customer_id, ("", "", "", *[None] * len(self._fields)))
            problem = self._problem(customer_id, number, kind) if customer_id in living else _absent(number)
            if problem is not None:
                self.refused.append(Refusal(number, problem))
                continue
            there = members.get(customer_id, [])
            values = self._differing(number, name, now, there, fixed.get(customer_id, {}))
            if values:
                sets[customer_id] = values
        self.changed += len(sets)
        self.same += len(ids) - len(sets) - (len(self.refused) - refused)
        return sets

    def _differing(
        self, number: str, name: str, now: Sequence[Any], there: Sequence[int], fixed: Mapping[str, Any]
    ) -> dict[str, Any]:
        """What has to be set, noting samples of it. `fixed`: whether its tier and grade are by hand."""
        typed = tier_marks.typed(self._stored, fixed)
        values = {key: typed[key] for key in typed.keys() - self._stored.keys() if typed[key] != fixed.get(key)}
        for field, before in zip(self._fields, now, strict=True):
            after = self._stored[field.key]
            if before != after and field.key in typed:
                values[field.key] = after
                if len(self.samples) < MOST_SAMPLES:
                    self.samples.append(
                        Sample(number, name, field.key, self._shown(field, before), self._shown(field, after))
                    )
        if self.groups:
            wanted = self.groups.after(there)
            if wanted != sorted(there):
                values["groups"] = wanted
                if len(self.samples) < MOST_SAMPLES:
                    names = (self.groups.shown(there), self.groups.shown(wanted))
                    self.samples.append(Sample(number, name, "groups", *names))
        return values

    def _problem(self, customer_id: int, number: str, kind: str) -> Problem | None:
        """Why a customer cannot be given the values."""
        kind = self._stored.get("kind") or kind
        for field in self._fields:
            after = self._stored[field.key]
            if after is None:
                continue
            if kind not in field.kinds:
                return Problem("bulk-kind", {"field": field.label}, hard=True)
            if field.type is Type.CUSTOMER and after == customer_id:
                return Problem("reference-self", hard=True)
        if customer_id in self._parents:
            parent = customers_store.numbers_of(self._desk.data, (self._stored["parent_company"],))
            return Problem("parent-circle", {"name": parent[self._stored["parent_company"]][1]}, hard=True)
        return None

    def _as_stored(self, field: Field, value: Any) -> Any:
        if field.type is Type.CUSTOMER and value is not None:
            return reading.customer_meant(self._desk, value)
        return to_column(field, value)

    def _shown(self, field: Field, stored: Any) -> Any:
        if field.type is Type.CUSTOMER and stored is not None:
            return customers_store.numbers_of(self._desk.data, (stored,)).get(stored, (None, None))[0]
        return from_column(field, stored)

    def _line_of_parents(self) -> frozenset[int]:
        """Customers above the parent company to be set, who cannot belong to it."""
        parent = self._stored.get("parent_company")
        return frozenset() if parent is None else frozenset(relations_store.ancestors(self._desk.data, parent))


def _absent(number: str) -> Problem:
    return Problem("customer-in-trash", {"number": number}, hard=True) if number else Problem("record-gone", hard=True)
