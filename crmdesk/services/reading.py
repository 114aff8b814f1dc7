"""From what was typed to values that can be stored: parsing, required fields, references to other customers, groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from crmdesk.core import texts, values
from crmdesk.core.customers import Part
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.fields import Field, Fields, Type
from crmdesk.core.orders import to_fen
from crmdesk.core.privacy import CONSENT, consent_problems
from crmdesk.services.desk import Desk
from crmdesk.store import competitors, interactions, structure
from crmdesk.store import customers as store
from crmdesk.store.columns import from_column, to_column

if TYPE_CHECKING:
    from crmdesk.store.recording import Recording

_NEVER_EMPTIED = ("number", "kind")
"""Given by the program where a new record has none; there is no emptying them later."""


class Typed(Struct, frozen=True):
    """What came of a form: values by field key (None empties a field) and what is to be said about each."""

    values: Mapping[str, Any]
    problems: Mapping[str, Problem]

    @property
    def refused(self) -> bool:
        return any(problem.hard for problem in self.problems.values())


def read_typed(fields: Fields, typed: Mapping[str, str], *, new: bool) -> Typed:
    """Parse typed texts by field key. A new record also needs its required fields.

    Raises UserError for a key that is no field, or one that is worked out by the program.
    """
    read: dict[str, Any] = {}
    problems: dict[str, Problem] = {}
    for key, text in typed.items():
        field = known_field(fields, key)
        parsed = values.parse(field, text)
        if parsed.problem is not None:
            problems[key] = parsed.problem
        if not parsed.refused:
            read[key] = parsed.value
    for field in fields.all:
        missing = read.get(field.key) is None and (new or field.key in typed) and field.key not in problems
        if missing and (field.required or (not new and field.key in _NEVER_EMPTIED)):
            code = "name-missing" if field.key == "name" else "required-missing"
            problems[field.key] = Problem(code, {"field": field.label}, hard=True)
    return Typed(read, problems)


def with_consent(desk: Desk, record: str, read: Typed, record_id: int | None = None) -> Typed:
    """What is to be said about consent beside the rest, where one of its days is typed."""
    typed = {key: value for key, value in read.values.items() if key in CONSENT}
    if not typed:
        return read
    flat = desk.records.read(record, record_id) if record_id is not None else None
    stored = from_flat(desk.fields(record), {key: flat[key] for key in CONSENT if key in flat}) if flat else {}
    return Typed(read.values, {**consent_problems({**stored, **typed}), **read.problems})


def known_field(fields: Fields, key: str) -> Field:
    field = fields.get(key)
    if field is None:
        raise UserError("field-unknown", field=key)
    if field.derived:
        raise UserError("field-derived", field=field.label)
    return field


def refuse(fields: Fields, typed: Typed) -> None:
    """Raise the first hard problem as a UserError that names the field."""
    for key, problem in typed.problems.items():
        if problem.hard:
            if problem.code in ("name-missing", "required-missing"):
                raise UserError(problem.code, **problem.params)
            raise UserError("value-refused", field=fields[key].label, reason=problem)


def to_flat(
    desk: Desk, made: Recording, fields: Fields, read: Mapping[str, Any], *, customer_id: int | None = None
) -> dict[str, Any]:
    """Stored values of typed ones; groups and competitors that do not exist are created in the same action. A contact
    is one of the customer `customer_id`.

    Raises UserError when a field names a customer or contact that cannot be told.
    """
    flat: dict[str, Any] = {}
    for key, value in read.items():
        field = fields[key]
        if field.type is Type.GROUPS:
            flat[key] = group_ids(desk, made, value or ()) or None
        elif field.type is Type.CUSTOMER and value is not None:
            flat[key] = customer_meant(desk, value)
        elif field.type is Type.COMPETITOR and value is not None:
            flat[key] = competitor_id(desk, made, value)
        elif field.type is Type.CONTACT and value is not None:
            flat[key] = contact_meant(desk, customer_id, value)
        else:
            flat[key] = to_column(field, value)
    return flat


def from_flat(fields: Fields, flat: Mapping[str, Any]) -> dict[str, Any]:
    """Typed values of a flat row, fields only. Groups, customers and competitors stay ids."""
    return {field.key: from_column(field, flat[field.key]) for field in fields.all if field.key in flat}


def customer_meant(desk: Desk, text: str) -> int:
    """The customer that a number, or a name that only one has, means."""
    found = store.id_of_number(desk.data, text)
    if found and not found[1]:
        return found[0]
    ids = store.ids_by_name(desk.data, text)
    if len(ids) == 1:
        return ids[0]
    if len(ids) > 1:
        raise UserError("customer-ambiguous", name=text)
    raise UserError("customer-unknown", number=text)


def contact_meant(desk: Desk, customer_id: int | None, text: str) -> int:
    """The contact of a customer that a name, or a form of address only one has, means; of several with one name the
    main one, else the first. Raises UserError('contact-not-there')."""
    folded = texts.fold(text)
    known = [] if customer_id is None else interactions.contacts_named(desk.data, customer_id)
    named = [key for key, name, _ in known if texts.fold(name) == folded]
    called = [key for key, _, form in known if form and texts.fold(form) == folded]
    if not named and len(called) != 1:
        raise UserError("contact-not-there", name=text)
    return (named or called)[0]


def in_fen(read: Typed, *keys: str) -> Typed:
    """What was read, these amounts rounded half up to the fen: nobody pays less. Soft: money-rounded."""
    values_, problems = dict(read.values), dict(read.problems)
    for key in keys:
        amount = values_.get(key)
        if amount is not None and amount != to_fen(amount):
            values_[key] = to_fen(amount)
            problems[key] = Problem("money-rounded", {"places": 2, "value": to_fen(amount)})
    return Typed(values_, problems)


def contact_problem(desk: Desk, customer_id: int | None, read: Typed) -> Typed:
    """What was read, with what is wrong about the contact it names."""
    text = read.values.get("contact")
    if text is None or customer_id is None:
        return read
    try:
        contact_meant(desk, customer_id, text)
    except UserError as error:
        return Typed(read.values, {**read.problems, "contact": Problem(error.code, error.params, hard=True)})
    return read


def group_ids(desk: Desk, made: Recording, names: Iterable[str]) -> list[int]:
    """The ids of groups by name, creating those that do not exist. Raises UserError('group-dynamic')."""
    known = {texts.fold(name): group for group, name in group_names(desk).items()}
    dynamic = dynamic_groups(desk)
    result = []
    for name in names:
        folded = texts.fold(name)
        if folded in dynamic:
            raise UserError("group-dynamic", name=name)
        if folded not in known:
            known[folded] = made.create("customer_group", {"name": name})
        result.append(known[folded])
    return sorted(set(result))


def group_names(desk: Desk) -> dict[int, str]:
    """Every living group by id."""
    return {group.id: group.name for group in structure.groups(desk.data)}


def dynamic_groups(desk: Desk) -> frozenset[str]:
    """The folded names of the groups that a filter fills: nobody is put into them by hand."""
    return frozenset(texts.fold(group.name) for group in structure.groups(desk.data) if group.filter is not None)


def competitor_id(desk: Desk, made: Recording, name: str) -> int:
    """The competitor of this name, put into the register when it is not there yet."""
    folded = texts.fold(name)
    known = (key for key, other in competitors.names(desk.data).items() if texts.fold(other) == folded)
    found = next(known, None)
    return made.create("competitor", {"name": name}) if found is None else found


def with_competitors(desk: Desk, elsewhere: tuple[Part, ...]) -> tuple[Part, ...]:
    """What is bought elsewhere with the names of competitors in place of their ids."""
    if not any("competitor" in part.values for part in elsewhere):
        return elsewhere
    known = competitors.names(desk.data, deleted=True)
    return tuple(
        Part(part.id, {key: known.get(value) if key == "competitor" else value for key, value in part.values.items()})
        for part in elsewhere
    )
