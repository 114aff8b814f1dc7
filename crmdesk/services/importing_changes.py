"""From drafts to what will be written: stored values, new customers whole, existing ones only where they change."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from crmdesk.core import texts
from crmdesk.core.fields import Fields, Type
from crmdesk.core.importing import Change, Options, Outcome
from crmdesk.core.importing_orders import DEALS, PRODUCT
from crmdesk.core.importing_registry import BY_KIND
from crmdesk.core.importing_rows import ADDRESS_PARTS
from crmdesk.services import customers, reading
from crmdesk.services.desk import Desk
from crmdesk.services.importing_complaints import KINDS as COMPLAINTS
from crmdesk.services.importing_complaints import Complaints
from crmdesk.services.importing_deals import NOTHING, Deals, having
from crmdesk.services.importing_drafts import Draft, agree, settle_addresses
from crmdesk.services.importing_links import CONTACT, ORDER, Own, own_of
from crmdesk.services.importing_matching import Matching
from crmdesk.services.importing_parts import Parts, PlannedPart
from crmdesk.services.importing_planned import PlannedCustomer, PlannedCustomers
from crmdesk.services.importing_products import Products
from crmdesk.services.importing_references import OwnFields, References
from crmdesk.store import importing as store
from crmdesk.store.columns import as_stored, converters, from_column
from crmdesk.store.records import Flat

Found = Sequence[tuple[int, dict[str, Any]]]
_PIECE = 500
_ORDER = (Outcome.NEW, Outcome.UPDATE, Outcome.SAME, Outcome.SKIP, Outcome.JOINED)


class Changes:
    """Works out what each draft comes to; sets the outcome of the rows that began one of an existing customer.

    `fields` are the customer's with those the file declares. `changes` has by row what it changes.
    """

    def __init__(self, desk: Desk, options: Options, matching: Matching, fields: Fields, own: OwnFields) -> None:
        self._desk = desk
        self._options = options
        self._rows = matching.rows
        self._drafts = matching.drafts
        self._named = matching.named
        self._parts_only = matching.parts_only
        self._standing = matching.standing
        self._headers = matching.headers
        self._fields = fields
        self._elsewhere = frozenset(f.key for f in fields.all if f.type in (Type.GROUPS, Type.CUSTOMER))
        self._stored = converters(f for f in fields.all if f.key not in self._elsewhere)
        self._groups = reading.group_names(desk)
        self._dynamic = reading.dynamic_groups(desk)
        self._marks = customers.first_marks(desk)
        self._products = Products(desk, matching.standing)
        self._parts = Parts(desk, self._say, self._products.meant)
        self._complaints = Complaints(desk, self._products, self._say, self._header, lambda i: self._rows[i].number)
        self._deals = Deals(self._parts, self._products, self._say, settled=bool(options.settled))
        self._own = own
        self.changes: dict[int, tuple[Change, ...]] = {}

    def planned(self) -> PlannedCustomers:
        """One for each draft, in the same order. Customers that are skipped write nothing."""
        references = References(self._desk, self._fields, self._rows, self._drafts, self._named)
        result = PlannedCustomers(large=self._drafts.is_packed)
        drafts = iter(self._drafts) if self._named else self._drafts.drained()  # who is named is looked up again
        for start, chunk in _pieces(drafts):
            for draft in chunk:
                settle_addresses(draft)
            existing = self._read_existing(chunk)
            self._complaints.look_up(chunk)
            for i, draft in enumerate(chunk, start):
                if draft.existing is None:
                    result.append(self._new(i, draft, references))
                    continue
                planned = PlannedCustomer(draft.existing, {})
                if known := existing.get(draft.existing):
                    self._compare(i, draft, planned, known, references)
                result.append(planned)
        return result

    def _read_existing(self, drafts: Sequence[Draft]) -> dict[int, _Existing]:
        """The customers of the data file that these drafts may change."""
        wanted = [draft.existing for draft in drafts if draft.existing and self._may_write(draft)]
        if not wanted:
            return {}
        flats = self._desk.records.read_many("customer", wanted)
        kinds = {kind for draft in drafts for kind in _asked(draft)}
        there = {kind: self._desk.records.children(kind, wanted) for kind in kinds}
        return {i: _Existing(flats[i], {kind: there[kind].get(i, {}) for kind in kinds}) for i in wanted}

    def standing(self) -> dict[str, list[PlannedPart]]:
        """What is to be written of records that belong to no customer, by kind."""
        result: dict[str, list[PlannedPart]] = {}
        kinds = {kind for kind, _ in self._standing}
        there = {kind: self._desk.records.read_many(kind, store.living(self._desk.data, kind)) for kind in kinds}
        for kind in kinds:
            drafts = {draft.place: draft for (other, _), draft in self._standing.items() if other == kind}
            treats = {place: "skip" if draft.treat == "create" else draft.treat for place, draft in drafts.items()}
            found = [(place, draft.values) for place, draft in drafts.items()]
            for compared in self._parts.compare(kind, found, there[kind], treats):
                self.changes[compared.place] = compared.changes
                self._rows[compared.place].outcome = compared.outcome if self._parts_only else Outcome.JOINED
                if compared.planned:
                    result.setdefault(kind, []).append(compared.planned)
        if self._products.new:
            lined = [self._parts.new(PRODUCT, values) for values in self._products.new.values()]
            result.setdefault(PRODUCT, []).extend(lined)
        return result

    def _say(self, place: int, code: str, target: str = "", **params: Any) -> None:
        """Note a problem of the row at a place; `target` is the column's field id."""
        self._rows[place].say(code, self._header(place, target) or None, **params)

    def _header(self, place: int, target: str) -> str:
        return self._headers.get((self._rows[place].sheet, target), "")

    def _may_write(self, draft: Draft) -> bool:
        return self._parts_only or draft.treat in ("update", "fill") or _deals_in(draft)

    def _new(self, i: int, draft: Draft, references: References) -> PlannedCustomer:
        if draft.stated:
            self._settle_stated(draft, self._marks)
        values = draft.values
        if not values.get("kind"):
            values["kind"] = customers.guessed_kind(values)
        groups = self._by_hand(draft)
        ids, pointing = references.of(i, draft)
        flat = self._flat(values, {**self._marks, **ids, **self._own.values(draft)})
        planned = PlannedCustomer(None, flat, groups, pointing, number_used=draft.again)
        if not draft.parts and not draft.deals:
            return planned
        own = own_of(draft, {}, {}, values.get("name", ""))
        for kind, found in self._complaints.in_order(draft, own, {}):
            if parts := self._parts.new_ones(kind, found, own):
                planned.parts[kind] = parts
        self._complaints.settle(planned, {})
        if draft.deals:
            planned.deals = self._deals.planned(draft, own, NOTHING)
        self._add_contacts(planned, own)
        return planned

    def _add_contacts(self, planned: PlannedCustomer, own: Own) -> None:
        """Contacts that an order or a contact made names and that are not there yet."""
        for name in own.missing.values():
            planned.add(CONTACT, self._parts.new(CONTACT, {"name": name}))

    def _flat(self, values: Mapping[str, Any], flat: Flat) -> Flat:
        if not self._elsewhere.isdisjoint(values):
            values = {key: value for key, value in values.items() if key not in self._elsewhere}
        return {**flat, **values, **as_stored(values, self._stored)}

    def _settle_stated(self, draft: Draft, marks: Mapping[str, Any]) -> None:
        """Words for what the program works out: nothing where they say the same, else kept beside it or told."""
        row = self._rows[draft.place]
        for key, (value, text, header) in draft.stated.items():
            if value is not None and value == marks.get(key):
                continue
            if key == "stage":
                draft.values.setdefault("stated_stage", text)
            else:
                row.say("derived-left-out", header, text=text)

    def _compare(
        self, i: int, draft: Draft, planned: PlannedCustomer, known: _Existing, references: References
    ) -> None:
        told: list[Change] = []
        if not self._parts_only and draft.treat != "skip":
            told = self._compare_customer(i, draft, planned, known, references)
        main = {**known.flat, **planned.flat}
        own = own_of(draft, known.parts.get(CONTACT, {}), known.parts.get(ORDER, {}), known.flat["name"])
        for kind, found in self._complaints.in_order(draft, own, known.parts, lambda i: self._treat(i, draft)):
            if draft.treat == "skip" and not (self._parts_only or BY_KIND[kind].plain):
                continue
            wanted = self._further(found, main, known.parts[kind]) if kind == "address" else found
            treats = {place: self._treat(place, draft) for place, _ in wanted}
            for compared in self._parts.compare(kind, wanted, known.parts[kind], treats, own):
                if compared.planned:
                    planned.add(kind, compared.planned)
                if self._parts_only:
                    self._tell(compared.place, compared.outcome)
                    self.changes[compared.place] = (*self.changes.get(compared.place, ()), *compared.changes)
                told += compared.changes
        self._complaints.settle(planned, known.parts)
        if draft.deals:
            planned.deals = [deal for deal in self._deals.planned(draft, own, having(known.parts)) if deal.writes]
            told += [change for deal in planned.deals for change in deal.changes]
        self._add_contacts(planned, own)
        if not self._parts_only:
            unchanged = Outcome.SKIP if draft.treat == "skip" else Outcome.SAME
            self._rows[draft.place].outcome = Outcome.UPDATE if planned.writes else unchanged
            self.changes[draft.place] = tuple(told)

    def _tell(self, place: int, outcome: Outcome) -> None:
        """A row that brings several parts counts as the most that becomes of one."""
        former = self._rows[place].outcome if place in self.changes else Outcome.JOINED
        self._rows[place].outcome = min(former, outcome, key=_ORDER.index)

    def _compare_customer(
        self, i: int, draft: Draft, planned: PlannedCustomer, known: _Existing, references: References
    ) -> list[Change]:
        """What becomes of the customer's own values."""
        self._settle_stated(draft, known.flat)
        ids, pointing = references.of(i, draft)
        wanted = self._flat(draft.values, {**ids, **self._own.values(draft)})
        planned.flat = self._differing(known.flat, wanted, draft)
        told = [self._change(key, known.flat.get(key), value) for key, value in planned.flat.items()]
        planned.references = {key: at for key, at in pointing.items() if _may(draft, known.flat, key)}
        told += [Change(key, None, draft.values[key]) for key in planned.references]
        planned.groups = self._new_groups(known.flat, draft)
        return told + [Change("groups", None, group) for group in planned.groups]

    def _treat(self, place: int, draft: Draft) -> str:
        """How the row at this place treats what is there already."""
        if not self._parts_only:
            return draft.treat
        row = self._rows[place]
        return self._options.rows.get((row.sheet, row.number), self._options.existing)

    def _differing(self, flat: Flat, wanted: Flat, draft: Draft) -> Flat:
        if draft.treat == "fill" and not agree(_address(wanted), _address(flat)):
            wanted = {key: value for key, value in wanted.items() if key not in ADDRESS_PARTS}
        return {
            key: value
            for key, value in wanted.items()
            if value is not None and value != flat.get(key) and _may(draft, flat, key)
        }

    def _change(self, key: str, old: Any, new: Any) -> Change:
        known = self._fields.get(key)
        if known is None or known.type is Type.CUSTOMER:
            return Change(key, old, new)
        return Change(key, from_column(known, old), from_column(known, new))

    def _new_groups(self, flat: Flat, draft: Draft) -> tuple[str, ...]:
        names = self._by_hand(draft)
        there = {texts.fold(self._groups[group]) for group in flat.get("groups", ()) if group in self._groups}
        if there and draft.treat == "fill":
            return ()
        return tuple(name for name in names if texts.fold(name) not in there)

    def _by_hand(self, draft: Draft) -> tuple[str, ...]:
        """The groups a draft names, without dynamic ones, which is told: a filter decides who is in those."""
        names: tuple[str, ...] = draft.values.get("groups") or ()
        kept = tuple(name for name in names if texts.fold(name) not in self._dynamic)
        if left_out := [name for name in names if name not in kept]:
            header = self._fields["groups"].label.zh
            self._rows[draft.place].say("derived-left-out", header, text="; ".join(left_out))
        return kept

    def _further(self, found: Found, main: Flat, there: Mapping[int, Flat]) -> Found:
        """The further addresses without those that only repeat the customer's own."""
        own = _address(main)
        listed = [_address(other) for other in there.values()]
        flats = [(self._parts.flat("address", address), place, address) for place, address in found]
        return [
            (place, address)
            for flat, place, address in flats
            if "label" in flat or flat in listed or not flat.items() <= own.items()
        ]


class _Existing(Struct, frozen=True):
    """A customer in the data file with what belongs to it, as stored."""

    flat: Flat
    parts: Mapping[str, Mapping[int, Flat]]


def _deals_in(draft: Draft) -> bool:
    """Whether a draft brings orders, payments, contacts made …, which a customer that is skipped gets all the same."""
    return bool(draft.deals) or any(BY_KIND[kind].plain for kind in draft.parts)


def _asked(draft: Draft) -> set[str]:
    """The kinds of record of which a draft has to know what there is already."""
    deals = {*DEALS, *DEALS.values()} if draft.deals else set()
    complaints = () if COMPLAINTS.isdisjoint(draft.parts) else COMPLAINTS
    return {*draft.parts, *deals, *complaints, *((CONTACT, ORDER) if _deals_in(draft) else ())}


def _pieces(drafts: Iterator[Draft]) -> Iterator[tuple[int, list[Draft]]]:
    """Some hundred at a time, with the index of the first."""
    start = 0
    while piece := list(itertools.islice(drafts, _PIECE)):
        yield start, piece
        start += len(piece)


def _may(draft: Draft, flat: Mapping[str, Any], key: str) -> bool:
    return draft.treat != "fill" or flat.get(key) is None


def _address(flat: Mapping[str, Any]) -> dict[str, Any]:
    return {key: flat[key] for key in ADDRESS_PARTS if flat.get(key) is not None}
