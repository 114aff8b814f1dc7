"""Customers: looking them up, opening a file, adding, editing, deleting and restoring (METHOD.md section 1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from crmdesk.core import customers, names
from crmdesk.core.changes import Changes
from crmdesk.core.customers import CustomerFile, CustomerRow, Listing, Part, Reference
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.fields import ENTERPRISE, Type
from crmdesk.services import listing as lists
from crmdesk.services import reading
from crmdesk.services.desk import Desk
from crmdesk.services.reading import Typed
from crmdesk.store import customers as store
from crmdesk.store import merging as merging_store
from crmdesk.store import tier_marks
from crmdesk.store.numbers import Numbers

if TYPE_CHECKING:
    from crmdesk.store.recording import Recording

_LIKELY = 50
"""From this score on a likeness of names is worth saying while one types."""


class Double(Struct, frozen=True):
    """Another customer that may be the one being typed, and why: the same 'phone', the same 'name', the same phone but
    for its 'area' code, or a company whose name is 'similar': the same but for its place and legal form, a homophone, a
    slip, the short form."""

    row: CustomerRow
    why: str


def first_marks(desk: Desk) -> dict[str, Any]:
    """What a new customer has: the marks that METHOD.md section 3 gives one without orders, and the day."""
    return {"stage": "potential", "life_cycle": "acquisition", "created_on": desk.today().isoformat()}


def find(desk: Desk, listing: Listing, limit: int | None = None) -> list[int]:
    """The ids a list shows, in its order. Raises UserError: 'filter-unfit', 'sort-unknown'."""
    return lists.find(desk, listing, limit)


def rows(desk: Desk, ids: Sequence[int]) -> list[CustomerRow]:
    """What a list paints for these ids."""
    return lists.rows(desk, ids)


def total(desk: Desk) -> int:
    return store.total(desk.data)


def id_of(desk: Desk, number: str) -> int:
    """The living customer with this number. Raises UserError: 'customer-unknown', 'customer-merged' (into which one),
    'customer-in-trash'."""
    found = store.id_of_number(desk.data, number)
    if found is None:
        raise UserError("customer-unknown", number=number)
    if found[1]:
        if into := merging_store.merged_into(desk.data, found[0]):
            raise UserError("customer-merged", number=number, into=into)
        raise UserError("customer-in-trash", number=number)
    return found[0]


def file(desk: Desk, customer_id: int) -> CustomerFile:
    """A whole file. Raises UserError('record-gone')."""
    found = files(desk, (customer_id,))
    if not found:
        raise UserError("record-gone")
    return found[0]


def files(desk: Desk, ids: Sequence[int]) -> list[CustomerFile]:
    """Whole files in this order; those gone are left out."""
    fields = desk.fields("customer")
    flats = desk.records.read_many("customer", ids)
    parts = {kind: desk.records.children(kind, ids) for kind in ("contact", "address", "elsewhere")}
    groups = reading.group_names(desk) if any("groups" in flat for flat in flats.values()) else {}
    pointing = [field.key for field in fields.all if field.type is Type.CUSTOMER]
    meant = store.numbers_of(desk.data, {flat[key] for flat in flats.values() for key in pointing if key in flat})
    result = []
    for customer_id in ids:
        flat = flats.get(customer_id)
        if flat is None:
            continue
        values = reading.from_flat(fields, flat)
        references = {key: Reference(flat[key], *meant[flat[key]]) for key in pointing if key in flat}
        values.update({key: reference.number for key, reference in references.items()})
        if "groups" in flat:
            values["groups"] = tuple(groups[group] for group in flat["groups"] if group in groups)
        values.update(customers.computed(values))
        contacts, addresses, elsewhere = (
            tuple(
                Part(part_id, reading.from_flat(desk.fields(kind), part))
                for part_id, part in parts[kind].get(customer_id, {}).items()
            )
            for kind in ("contact", "address", "elsewhere")
        )
        elsewhere = reading.with_competitors(desk, elsewhere)
        whole = CustomerFile(
            customer_id, values, contacts, addresses, references, "deleted_at" in flat, elsewhere, flat.get("photo")
        )
        result.append(whole)
    return result


def read(desk: Desk, typed: Mapping[str, str], *, new: bool, customer_id: int | None = None) -> Typed:
    """Parse a customer's form and say what is wrong with it, without writing anything. A life cycle that is typed is
    one set by hand."""
    from crmdesk.services import relations

    fields = desk.fields("customer")
    read_ = reading.read_typed(fields, customers.by_hand(typed), new=new)
    read_ = reading.with_consent(desk, "customer", read_, customer_id)
    problems = {**_unreasoned(desk, read_, customer_id), **read_.problems}
    number = read_.values.get("number")
    if number and (used := _number_problem(desk, number, customer_id)):
        problems["number"] = used
    for field in fields.all:
        text = read_.values.get(field.key)
        if field.type is Type.CUSTOMER and text:
            try:
                meant = reading.customer_meant(desk, text)
                if meant == customer_id:
                    problems[field.key] = Problem("reference-self", hard=True)
                elif field.key == "parent_company" and relations.comes_round(desk, customer_id, meant):
                    name = store.numbers_of(desk.data, (meant,))[meant][1]
                    problems[field.key] = Problem("parent-circle", {"name": name}, hard=True)
            except UserError as error:
                problems[field.key] = Problem(error.code, error.params, hard=True)
    return Typed(read_.values, problems)


def add(desk: Desk, typed: Mapping[str, str], contacts: Iterable[Mapping[str, str]] = ()) -> tuple[int, Changes]:
    """A new file from what was typed, with its contacts. Returns its id.

    Without a number it gets the next free one; without a kind it is guessed from the name and what is filled.
    Raises UserError for the first value that is refused.
    """
    read_ = read(desk, typed, new=True)
    reading.refuse(desk.fields("customer"), read_)
    with desk.recording("customer-add", number="") as made:
        customer_id, number = create(desk, made, read_.values)
        made.rename(number=number)
        for position, contact in enumerate(contacts):
            fields = desk.fields("contact")
            part = reading.read_typed(fields, contact, new=True)
            reading.refuse(fields, part)
            flat = reading.to_flat(desk, made, fields, part.values)
            made.create("contact", {**flat, "customer_id": customer_id, "position": position})
    return customer_id, made.result


def create(desk: Desk, made: Recording, values: Mapping[str, Any]) -> tuple[int, str]:
    """Create one customer inside an action from values already checked. Returns its id and number."""
    numbers = Numbers(desk.data, "customer")
    filled = dict(values)
    number = filled.get("number")
    if number:
        numbers.seen(number)
    else:
        number = numbers.next()
    numbers.save()
    filled["number"] = number
    if not filled.get("kind"):
        filled["kind"] = guessed_kind(filled)
    flat = reading.to_flat(desk, made, desk.fields("customer"), filled)
    filled_in = {key: value for key, value in flat.items() if value is not None}
    return made.create("customer", {**first_marks(desk), **filled_in}), number


def guessed_kind(values: Mapping[str, Any]) -> str:
    """Individual or enterprise, from the name and which fields are filled."""
    if names.looks_like_company(values["name"]):
        return ENTERPRISE
    return names.guess_kind(values["name"], **{key: value for key, value in values.items() if key != "name"})


def edit(desk: Desk, customer_id: int, typed: Mapping[str, str]) -> Changes:
    """Change some fields of a file; an empty text empties the field.

    Raises UserError for the first value that is refused, or when the file is gone.
    """
    fields = desk.fields("customer")
    read_ = read(desk, typed, new=False, customer_id=customer_id)
    reading.refuse(fields, read_)
    values = dict(read_.values)
    with desk.recording("customer-edit", number="") as made:
        flat = desk.records.read("customer", customer_id)
        if flat is None or "deleted_at" in flat:
            raise UserError("record-gone")
        if (used := values.get("number")) and (problem := _number_problem(desk, used, customer_id)):
            raise UserError(problem.code, **problem.params)
        if used:
            numbers = Numbers(desk.data, "customer")
            numbers.seen(used)
            numbers.save()
        made.rename(number=values.get("number") or flat["number"])
        made.update("customer", customer_id, tier_marks.typed(reading.to_flat(desk, made, fields, values), flat))
    return made.result


def delete(desk: Desk, ids: Sequence[int]) -> Changes:
    """Put files into the trash, with everything in them. A backup goes before very many."""
    from crmdesk.services import backups

    if len(ids) >= backups.MANY:
        backups.before(desk, "bulk")
    return _set(desk, ids, {"deleted_at": desk.now()}, "customers-delete")


def restore(desk: Desk, ids: Sequence[int]) -> Changes:
    """Take files out of the trash. What a merged one gave away stays where it is; undo of the merge brings it back."""
    return _set(desk, ids, {"deleted_at": None, "merged_into": None}, "customers-restore")


def id_in_trash(desk: Desk, number: str) -> int:
    """The customer in the trash with this number. Raises UserError."""
    found = store.id_of_number(desk.data, number)
    if found is None:
        raise UserError("customer-unknown", number=number)
    if not found[1]:
        raise UserError("customer-not-in-trash", number=number)
    return found[0]


def note_opened(desk: Desk, customer_id: int) -> None:
    """Remember that a file was looked at, for the order *recently opened*."""
    with desk.data.write(beside=True):
        store.note_opened(desk.data, customer_id, desk.now())


def doubles(desk: Desk, typed: Mapping[str, str], customer_id: int | None = None) -> list[Double]:
    """Customers that may be the one being typed, the strongest likeness first."""
    from crmdesk.services import duplicates

    found: dict[int, str] = {}
    for key in ("mobile", "phone"):
        for other in store.ids_by_phone(desk.data, typed.get(key, "")):
            found.setdefault(other, "phone")
        for other in duplicates.ids_by_phone_tail(desk, typed.get(key, "")):
            found.setdefault(other, "area")
    name = typed.get("name", "").strip()
    for other in store.ids_by_name(desk.data, name) if name else ():
        found.setdefault(other, "name")
    for double in duplicates.likely(desk, {"name": name}) if name else ():
        if double.score >= _LIKELY:
            found.setdefault(double.customer.id, "similar")
    apart = {customer_id, *duplicates.not_same_as(desk, customer_id)} if customer_id is not None else ()
    for other in apart:
        found.pop(other or 0, None)
    return [Double(row, found[row.id]) for row in store.rows(desk.data, list(found)[:20])]


def _set(desk: Desk, ids: Sequence[int], values: Mapping[str, Any], verb: str) -> Changes:
    shown = ", ".join(number for number, _ in store.numbers_of(desk.data, ids[:5]).values())
    with desk.recording(verb, numbers=shown + (" …" if len(ids) > 5 else "")) as made:
        made.expect_touched(len(ids))
        made.update_many("customer", dict.fromkeys(ids, values))
    return made.result


def _unreasoned(desk: Desk, read_: Typed, customer_id: int | None) -> dict[str, Problem]:
    """A life cycle set by hand wants a reason (METHOD.md section 3)."""
    if not read_.values.get("life_cycle_by_hand") or read_.values.get("life_cycle_reason"):
        return {}
    key = "life_cycle_reason"
    if key not in read_.values and customer_id is not None:
        flat = desk.records.read_many("customer", (customer_id,), (key,)).get(customer_id, {})
        if key in flat:
            return {}
    return {key: Problem("overrule-reason", {"field": desk.fields("customer")["life_cycle"].label})}


def _number_problem(desk: Desk, number: str, customer_id: int | None) -> Problem | None:
    found = store.id_of_number(desk.data, number)
    if found is None or found[0] == customer_id:
        return None
    name = store.numbers_of(desk.data, (found[0],))[found[0]][1]
    return Problem("number-used-in-trash" if found[1] else "number-used", {"number": number, "name": name}, hard=True)
