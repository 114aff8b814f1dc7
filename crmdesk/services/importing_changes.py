"""From drafts to what will be written: stored values, new customers whole, existing ones only where they change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crmdesk.core import texts
from crmdesk.core.fields import Type
from crmdesk.core.importing import Change, Options, Outcome
from crmdesk.core.importing_rows import ADDRESS_PARTS
from crmdesk.services import customers, reading
from crmdesk.services.desk import Desk
from crmdesk.services.importing_drafts import Draft, agree, same_contact, settle_addresses
from crmdesk.services.importing_matching import Row
from crmdesk.services.importing_references import OwnFields, References
from crmdesk.store.columns import from_column, to_column
from crmdesk.store.records import Flat, chunks


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """A contact or further address to be written: a new one (id None, whole) or the changed values of one there."""

    id: int | None
    flat: Mapping[str, Any]


@dataclass(slots=True)
class PlannedCustomer:
    """What is to be written of one customer. `id` None: a new one. `groups` are names to be added, `references` point
    at other planned customers by their index."""

    id: int | None
    flat: Flat
    groups: tuple[str, ...] = ()
    references: Mapping[str, int] = field(default_factory=dict)
    contacts: list[PlannedPart] = field(default_factory=list)
    addresses: list[PlannedPart] = field(default_factory=list)
    number_used: bool = False

    @property
    def writes(self) -> bool:
        whole = self.id is None or bool(self.flat or self.groups or self.references)
        return whole or bool(self.contacts or self.addresses)


class Changes:
    """Works out what each draft comes to; sets the outcome of the rows that began one of an existing customer."""

    def __init__(self, desk: Desk, options: Options, rows: Sequence[Row], drafts: Sequence[Draft]) -> None:
        self._desk = desk
        self._options = options
        self._rows = rows
        self._drafts = drafts
        self._fields = desk.fields("customer")
        self._by_key = {kind: desk.fields(kind).by_key for kind in ("customer", "contact", "address")}
        self._groups = reading.group_names(desk)
        self._dynamic = reading.dynamic_groups(desk)
        self._marks = customers.first_marks(desk)
        self.own = OwnFields(desk)
        self.changes: dict[int, list[Change]] = {}

    def planned(self) -> list[PlannedCustomer]:
        """One for each draft, in the same order. Customers that are skipped write nothing."""
        writing = self._options.existing in ("update", "fill") or self._options.what == "contacts"
        for draft in self._drafts:
            settle_addresses(draft)
        references = References(self._desk, self._fields, self._rows, self._drafts)
        result = [
            PlannedCustomer(draft.existing, {}) if draft.existing else self._new(i, draft, references)
            for i, draft in enumerate(self._drafts)
        ]
        if writing:
            pairs = {draft.existing: i for i, draft in enumerate(self._drafts) if draft.existing}
            for chunk in chunks(pairs):
                flats = self._desk.records.read_many("customer", chunk)
                contacts = self._desk.records.children("contact", chunk)
                addresses = self._desk.records.children("address", chunk)
                for customer_id in chunk:
                    known = _Existing(flats[customer_id], contacts.get(customer_id, {}), addresses.get(customer_id, {}))
                    self._compare(pairs[customer_id], result[pairs[customer_id]], known, references)
        return result

    def _new(self, i: int, draft: Draft, references: References) -> PlannedCustomer:
        self._settle_stated(draft, self._marks)
        values = draft.values
        if not values.get("kind"):
            values["kind"] = customers.guessed_kind(values)
        groups = self._by_hand(draft)
        ids, pointing = references.of(i, draft)
        flat = self._flat("customer", values, {**self._marks, **ids, **self.own.values(draft)})
        contacts = [PlannedPart(None, self._flat("contact", c)) for _, c in draft.contacts]
        addresses = [PlannedPart(None, self._flat("address", a)) for a in draft.addresses]
        return PlannedCustomer(None, flat, groups, pointing, contacts, addresses, draft.again)

    def _flat(self, kind: str, values: Mapping[str, Any], flat: Flat | None = None) -> Flat:
        fields = self._by_key[kind]
        result = flat if flat is not None else {}
        for key, value in values.items():
            known = fields[key]
            if known.type is not Type.GROUPS and known.type is not Type.CUSTOMER:
                result[key] = value if type(value) is str else to_column(known, value)
        return result

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

    def _compare(self, i: int, planned: PlannedCustomer, known: _Existing, references: References) -> None:
        draft = self._drafts[i]
        row = self._rows[draft.place]
        changes: list[Change] = []
        if self._options.what != "contacts":
            self._settle_stated(draft, known.flat)
            ids, pointing = references.of(i, draft)
            wanted = self._flat("customer", draft.values, {**ids, **self.own.values(draft)})
            planned.flat = self._differing(known.flat, wanted, draft)
            changes += [self._change(key, known.flat.get(key), value) for key, value in planned.flat.items()]
            planned.references = {key: at for key, at in pointing.items() if self._may(known.flat, key)}
            changes += [Change(key, None, draft.values[key]) for key in planned.references]
            planned.groups = self._new_groups(known.flat, draft)
            changes += [Change("groups", None, group) for group in planned.groups]
            planned.addresses = self._further(known, draft, {**known.flat, **planned.flat})
            changes += [Change("address", None, _line(part.flat)) for part in planned.addresses]
        for place, outcome, told in self._contacts(known, draft, planned):
            changes += told
            if self._options.what == "contacts":
                self._rows[place].outcome = outcome
                self.changes[place] = told
        if self._options.what != "contacts":
            row.outcome = Outcome.UPDATE if planned.writes else Outcome.SAME
            self.changes[draft.place] = changes

    def _may(self, flat: Mapping[str, Any], key: str) -> bool:
        return self._options.existing != "fill" or flat.get(key) is None

    def _differing(self, flat: Flat, wanted: Flat, draft: Draft) -> Flat:
        if self._options.existing == "fill" and not agree(_address(wanted), _address(flat)):
            wanted = {key: value for key, value in wanted.items() if key not in ADDRESS_PARTS}
        return {
            key: value
            for key, value in wanted.items()
            if value is not None and value != flat.get(key) and self._may(flat, key)
        }

    def _change(self, key: str, old: Any, new: Any) -> Change:
        known = self._fields.get(key)
        if known is None or known.type is Type.CUSTOMER:
            return Change(key, old, new)
        return Change(key, from_column(known, old), from_column(known, new))

    def _new_groups(self, flat: Flat, draft: Draft) -> tuple[str, ...]:
        names = self._by_hand(draft)
        there = {texts.fold(self._groups[group]) for group in flat.get("groups", ()) if group in self._groups}
        if there and self._options.existing == "fill":
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

    def _further(self, known: _Existing, draft: Draft, flat: Flat) -> list[PlannedPart]:
        """Further addresses that are not there yet, with or without a word on their use."""
        main = _address(flat)
        there = list(known.addresses.values())
        result = []
        for address in draft.addresses:
            wanted = self._flat("address", address)
            same = [other for other in there if _line(other) == _line(wanted)]
            if same:
                there.remove(same[0])
            elif "label" in wanted or not (wanted.items() <= main.items()):
                result.append(PlannedPart(None, wanted))
        return result

    def _contacts(
        self, known: _Existing, draft: Draft, planned: PlannedCustomer
    ) -> Iterator[tuple[int, Outcome, list[Change]]]:
        """For each contact of the draft: the row that brought it, what becomes of it, what changes."""
        there = list(known.contacts.items())
        fields = self._by_key["contact"]
        for place, contact in draft.contacts:
            at = None if self._options.existing == "create" else same_contact(there, contact)
            wanted = self._flat("contact", contact)
            if at is None:
                planned.contacts.append(PlannedPart(None, wanted))
                yield place, Outcome.NEW, [Change("contact.name", None, contact["name"])]
                continue
            old = known.contacts[at]
            there = [(i, other) for i, other in there if i != at]
            flat = {k: v for k, v in wanted.items() if v != old.get(k) and self._may(old, k)}
            if self._options.existing == "skip" or not flat:
                yield place, Outcome.SKIP if self._options.existing == "skip" else Outcome.SAME, []
                continue
            planned.contacts.append(PlannedPart(at, flat))
            named = {k: (from_column(fields[k], old.get(k)), from_column(fields[k], v)) for k, v in flat.items()}
            yield place, Outcome.UPDATE, [Change(f"contact.{k}", *values) for k, values in named.items()]


@dataclass(frozen=True, slots=True)
class _Existing:
    """A customer in the data file with what belongs to it, as stored."""

    flat: Flat
    contacts: Mapping[int, Flat]
    addresses: Mapping[int, Flat]


def _address(flat: Mapping[str, Any]) -> dict[str, Any]:
    return {key: flat[key] for key in ADDRESS_PARTS if flat.get(key) is not None}


def _line(address: Mapping[str, Any]) -> str:
    """An address in one line, with its use."""
    return " ".join(str(address[key]) for key in ("label", *ADDRESS_PARTS) if address.get(key))
