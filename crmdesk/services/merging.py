"""Merging two files of one customer: field by field, with everything attached, undone like any other action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from crmdesk.assets import load_words
from crmdesk.core import merging, phones, values
from crmdesk.core.attachments import free_name
from crmdesk.core.changes import Changes
from crmdesk.core.customers import CustomerFile
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Field, Fields, Type
from crmdesk.core.merging import BOTH, FROM, INTO, FieldPair
from crmdesk.core.notes import MOST_CHARACTERS
from crmdesk.core.registry import PARTS, REGISTRY
from crmdesk.core.words import Words
from crmdesk.services import customers
from crmdesk.services.desk import Desk
from crmdesk.store import blobs, duplicates, relations, tier_marks
from crmdesk.store import customers as customers_store
from crmdesk.store import merging as store
from crmdesk.store.columns import from_column
from crmdesk.store.recording import Recording
from crmdesk.store.records import Flat

NO_CHOICES: Mapping[str, str] = MappingProxyType({})
_ALIKE = frozenset({"contact", "address", "elsewhere", "monthly"})
"""Parts that do not move over where the other file says all that they do."""
_ONE_EACH = {"screening": "item", "campaign_call": "campaign", "sales_target": "year"}
"""Parts of which a file has one for each value of a field: that of the file that stays."""
_NAMING_CONTACTS = frozenset(kind for kind in PARTS if "contact" in REGISTRY[kind].by_key)
_OTHER_PHONE = {"mobile": "phone", "phone": "mobile"}
_JPEG = b"\xff\xd8"


class Comparison(Struct, frozen=True):
    """Two files side by side: the one that stays (`into`) and the other one.

    `fields`: every field that either has a value for; `moves`: how many records move over by kind of record, under
    'customer_group' how many groups it comes into and under 'customer' how many files name the one that goes.
    """

    into: CustomerFile
    other: CustomerFile
    fields: tuple[FieldPair, ...]
    moves: Mapping[str, int]


def compare(desk: Desk, from_id: int, into_id: int) -> Comparison:
    """What merging two files would bring together. Raises UserError like `merge`."""
    _two(desk, from_id, into_id)
    into, other = customers.file(desk, into_id), customers.file(desk, from_id)
    moves = {kind: len(_moving(desk, kind, from_id, into_id)) for kind in PARTS}
    moves["customer_group"] = len(set(other.values.get("groups", ())) - set(into.values.get("groups", ())))
    moves["customer"] = len(_naming(desk, from_id, into_id))
    fields = merging.field_pairs(desk.fields("customer"), *(_typed(desk, one) for one in (into, other)))
    return Comparison(into, other, fields, moves)


def _typed(desk: Desk, file: CustomerFile) -> Mapping[str, Any]:
    """The values of a file without what was worked out for it."""
    marks = desk.records.read_many("customer", (file.id,), tier_marks.fixing(tier_marks.KEYS))[file.id]
    return tier_marks.by_hand({**file.values, **marks})


def checked(desk: Desk, choices: Mapping[str, str]) -> None:
    """Whether fields can be chosen so. Raises UserError: 'field-unknown', 'merge-kept', 'merge-choice'."""
    merging.checked(desk.fields("customer"), choices)


def merge(
    desk: Desk, from_id: int, into_id: int, choices: Mapping[str, str] = NO_CHOICES, words: Words | None = None
) -> Changes:
    """Bring everything of one file into another one; the former goes into the trash and knows where its content is.

    `choices` say by field whose value stays: 'into' (where it has one, else the other's), 'from' or, for long texts,
    'both'. A value that does not stay is kept in a note, written in the language of `words`; a phone in the other
    phone field where that is free. Groups are united; everything that belongs to the former file (contacts, notes,
    contacts made, orders, money …) and what names it moves over, but for what the other one says already.

    Raises UserError: 'merge-self', 'record-gone', 'customer-in-trash', 'field-unknown', 'merge-kept', 'merge-choice'.
    """
    fields = desk.fields("customer")
    merging.checked(fields, choices)
    with desk.recording("merge", number="", into="") as made:
        from_, into = _two(desk, from_id, into_id)
        made.rename(number=from_["number"], into=into["number"])
        one = _One(desk, fields, from_id, into_id, words or load_words("zh_CN"))
        one.values(tier_marks.by_hand(from_), tier_marks.by_hand(into), choices)
        one.photo(made, from_, into)
        for kind in PARTS:
            one.parts(made, kind)
        one.references(made)
        one.marks(made)
        made.update("customer", into_id, tier_marks.typed(one.sets, into))
        one.note(made, from_)
        made.update("customer", from_id, {"deleted_at": desk.now(), "merged_into": into_id})
    return made.result


class _One:
    """One merge under way: what the file that stays gets, and what is only noted."""

    def __init__(self, desk: Desk, fields: Fields, from_id: int, into_id: int, words: Words) -> None:
        self.sets: Flat = {}
        self._desk = desk
        self._fields = fields
        self._from = from_id
        self._into = into_id
        self._words = words
        self._lost: list[tuple[Field, Any]] = []
        self._same: Mapping[int, int] = {}

    def values(self, from_: Flat, into: Flat, choices: Mapping[str, str]) -> None:
        for field in merging.fields_of(self._fields):
            mine, theirs = into.get(field.key), from_.get(field.key)
            choice = choices.get(field.key, FROM if mine is None else INTO)
            if field.type is Type.CUSTOMER:
                self._named(field, mine, theirs, choice)
            else:
                self._value(field, mine, theirs, choice)
        self._spare_phones(into)
        days = [flat["created_on"] for flat in (from_, into) if "created_on" in flat]
        self.sets["created_on"] = min(days, default=None)
        if groups := {*into.get("groups", ()), *from_.get("groups", ())}:
            self.sets["groups"] = sorted(groups)

    def _value(self, field: Field, mine: Any, theirs: Any, choice: str) -> None:
        if choice == BOTH and mine and theirs:
            self.sets[field.key] = merging.joined(mine, theirs)
            return
        stays, goes = (theirs, mine) if choice == FROM else (mine, theirs)
        if choice == FROM:
            self.sets[field.key] = theirs
        if goes is not None and not merging.same(field, stays, goes):
            self._lost.append((field, goes))

    def _named(self, field: Field, mine: int | None, theirs: int | None, choice: str) -> None:
        """A field that names a customer: never this one itself, and no line of parents that comes round."""
        allowed = {customer for customer in (mine, theirs) if customer and self._can_name(field, customer)}
        first, second = (theirs, mine) if choice == FROM else (mine, theirs)
        stays = next((customer for customer in (first, second) if customer in allowed), None)
        self.sets[field.key] = stays
        self._lost += [(field, customer) for customer in (mine, theirs) if customer in allowed and customer != stays]

    def _can_name(self, field: Field, customer: int) -> bool:
        both = {self._from, self._into}
        if customer in both:
            return False
        return field.key != "parent_company" or both.isdisjoint(relations.ancestors(self._desk.data, customer))

    def _spare_phones(self, into: Flat) -> None:
        """A number that does not stay goes into the other phone field where that is free."""
        for field, number in list(self._lost):
            other = _OTHER_PHONE.get(field.key, "")
            if not other:
                continue
            there = self.sets.get(other, into.get(other))
            if there is None:
                self.sets[other] = number
            if there is None or merging.same(field, there, number):
                self._lost.remove((field, number))

    def photo(self, made: Recording, from_: Flat, into: Flat) -> None:
        """The picture comes over; where there is one already it is kept as an attachment."""
        picture = from_.get("photo")
        if not picture or picture == into.get("photo"):
            return
        if "photo" not in into:
            self.sets["photo"] = picture
            return
        content = blobs.get(self._desk.data, picture) or b""
        name = f"{from_['number']}{'.jpg' if content.startswith(_JPEG) else '.png'}"
        taken = (part["name"] for part in self._children("attachment", self._into).values())
        flat = {"name": free_name(name, taken), "size": len(content), "blob": picture}
        made.create("attachment", {**flat, "customer_id": self._into, "at": self._desk.now(), "who": self._desk.who})

    def parts(self, made: Recording, kind: str) -> None:
        there = self._children(kind, self._into)
        moving = _moving(self._desk, kind, self._from, self._into)
        place = 1 + max((part.get("position", 0) for part in there.values()), default=-1)
        has_main = any(part.get("main") for part in there.values())
        names = [part["name"] for part in there.values()] if kind == "attachment" else []
        sets: dict[int, Flat] = {}
        if kind == "contact":
            self._same = self._same_contacts(moving, there)
        for i, (part_id, part) in enumerate(moving.items()):
            sets[part_id] = {"customer_id": self._into}
            if kind in _NAMING_CONTACTS and part.get("contact") in self._same:
                sets[part_id]["contact"] = self._same[part["contact"]]
            if kind == "contact":
                sets[part_id] |= {"position": place + i} | ({"main": None} if has_main and part.get("main") else {})
            elif kind == "attachment":
                sets[part_id]["name"] = free_name(part["name"], names)
                names.append(sets[part_id]["name"])
        made.update_many(kind, sets)

    def _same_contacts(self, moving: Mapping[int, Flat], there: Mapping[int, Flat]) -> dict[int, int]:
        """Who stands in the other file for each contact that does not move over."""
        fields = self._desk.fields("contact")
        staying = {i: part for i, part in self._children("contact", self._from).items() if i not in moving}
        found = {i: merging.container(fields, part, there) for i, part in staying.items()}
        return {i: other for i, other in found.items() if other is not None}

    def references(self, made: Recording) -> None:
        for field in relations.POINTING:
            ids = [i for i in store.pointing(self._desk.data, field, self._from) if i not in (self._from, self._into)]
            made.update_many("customer", {i: {field: self._into} for i in ids})

    def marks(self, made: Recording) -> None:
        """Whom the file that goes was said not to be, the other one is not either."""
        rows = duplicates.not_same_rows(self._desk.data, self._from)
        known = duplicates.not_same(self._desk.data)
        for row, one, other in rows:
            third = other if one == self._from else one
            pair = tuple(sorted((third, self._into)))
            if third == self._into or pair in known:
                made.update("not_same", row, {"deleted_at": self._desk.now()})
            else:
                made.update("not_same", row, {"one": pair[0], "other": pair[1]})

    def note(self, made: Recording, from_: Flat) -> None:
        """Where it came from, and each value that did not stay."""
        _ = self._words.gettext
        lines = [_("Merged from {number} {name}").format(number=from_["number"], name=from_["name"])]
        mark = "：" if self._words.chinese else ": "
        lines += [f"{self._words.label(field.label)}{mark}{self._shown(field, value)}" for field, value in self._lost]
        for text in _cut("\n".join(lines)):
            flat = {"customer_id": self._into, "text": text, "at": self._desk.now(), "who": self._desk.who}
            made.create("note", flat)

    def _shown(self, field: Field, stored: Any) -> str:
        if field.type is Type.CUSTOMER:
            return " ".join(customers_store.numbers_of(self._desk.data, (stored,)).get(stored, ()))
        if field.type is Type.PHONE:
            return phones.format_phone(stored)
        return values.show(field, from_column(field, stored), self._words)

    def _children(self, kind: str, customer_id: int) -> dict[int, Flat]:
        return self._desk.records.children(kind, (customer_id,)).get(customer_id, {})


def _two(desk: Desk, from_id: int, into_id: int) -> tuple[Flat, Flat]:
    """Both files. Raises UserError where they are one, or one of them is gone or in the trash."""
    if from_id == into_id:
        raise UserError("merge-self")
    flats = desk.records.read_many("customer", (from_id, into_id))
    if len(flats) < 2:
        raise UserError("record-gone")
    for flat in flats.values():
        if "deleted_at" in flat:
            raise UserError("customer-in-trash", number=flat["number"])
    return flats[from_id], flats[into_id]


def _moving(desk: Desk, kind: str, from_id: int, into_id: int) -> dict[int, Flat]:
    """The parts that move over: those that say anything the other file does not have."""
    found = desk.records.children(kind, (from_id, into_id))
    mine, theirs = found.get(from_id, {}), found.get(into_id, {})
    if kind in _ONE_EACH:
        known = {part[_ONE_EACH[kind]] for part in theirs.values()}
        return {i: part for i, part in mine.items() if part[_ONE_EACH[kind]] not in known}
    if kind == "attachment":
        there = {(part["blob"], part["name"]) for part in theirs.values()}
        return {i: part for i, part in mine.items() if (part["blob"], part["name"]) not in there}
    if kind not in _ALIKE:
        return mine
    fields = desk.fields(kind)
    return {i: part for i, part in mine.items() if merging.container(fields, part, theirs) is None}


def _naming(desk: Desk, from_id: int, into_id: int) -> Sequence[int]:
    found = {i for field in relations.POINTING for i in store.pointing(desk.data, field, from_id)}
    return sorted(found - {from_id, into_id})


def _cut(text: str) -> list[str]:
    return [text[start : start + MOST_CHARACTERS] for start in range(0, len(text), MOST_CHARACTERS)]
