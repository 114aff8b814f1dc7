"""Lists of customers: which ones, any field as a column, the cells of some rows, how many there are of each value, and
the dynamic groups a customer is in (METHOD.md section 1)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from crmdesk.core import texts
from crmdesk.core.customers import CustomerFile, CustomerRow, Listing, Part
from crmdesk.core.errors import UserError
from crmdesk.core.fields import ENTERPRISE, INDIVIDUAL, Field, Type
from crmdesk.core.filtering import Filter
from crmdesk.core.settings import COMPLETE_ENTERPRISE, COMPLETE_INDIVIDUAL, REACHABLE_AIM
from crmdesk.services import settings
from crmdesk.services.desk import Desk
from crmdesk.services.reading import from_flat
from crmdesk.store import cells as store
from crmdesk.store import customers as customers_store
from crmdesk.store import listing as ids_store
from crmdesk.store.columns import from_column
from crmdesk.store.expressions import Basis
from crmdesk.store.filtering import Filters
from crmdesk.store.ordering import Where
from crmdesk.store.structure import groups as all_groups

Count = tuple[str | None, int]
"""A value as a condition takes it (None: empty), and how many customers have it."""


def basis(desk: Desk) -> Basis:
    """What queries of lists need to know: the fields, the day, and what counts for completeness."""
    fields = desk.fields("customer")
    complete = {
        kind: tuple(dict.fromkeys(key for key in settings.get(desk, setting) if key in fields.by_key))
        for kind, setting in ((ENTERPRISE, COMPLETE_ENTERPRISE), (INDIVIDUAL, COMPLETE_INDIVIDUAL))
    }
    return Basis(fields, desk.today(), complete, settings.get(desk, REACHABLE_AIM))


def find(desk: Desk, listing: Listing, limit: int | None = None) -> list[int]:
    """The ids a list shows, in its order.

    Raises UserError: 'filter-unfit' (with `field` and a `reason`), 'sort-unknown'.
    """
    return ids_store.find_ids(desk.data, basis(desk), listing, limit)


def rows(desk: Desk, ids: Sequence[int]) -> list[CustomerRow]:
    """What a list paints for these ids, in this order; those gone meanwhile are left out."""
    return customers_store.rows(desk.data, ids)


def searched(desk: Desk, ids: Sequence[int]) -> list[CustomerFile]:
    """The files of these customers with nothing in them but what a search looks at; those gone are left out."""
    fields = {kind: desk.fields(kind) for kind in ("customer", "contact", "address")}
    keys = {kind: [field.key for field in of.all if field.searched] for kind, of in fields.items()}
    flats = desk.records.read_many("customer", ids, ["number", "name", "kind", *keys["customer"]])
    parts = {kind: desk.records.children(kind, ids, keys=keys[kind]) for kind in ("contact", "address")}

    def of(kind: str, customer_id: int) -> tuple[Part, ...]:
        found = parts[kind].get(customer_id, {}).items()
        return tuple(Part(part, from_flat(fields[kind], flat)) for part, flat in found)

    there = [customer_id for customer_id in ids if customer_id in flats]
    return [
        CustomerFile(each, from_flat(fields["customer"], flats[each]), of("contact", each), of("address", each))
        for each in there
    ]


def check(desk: Desk, filter_: Filter, group: str | None = None) -> None:
    """Whether a filter can be used, as that of a dynamic group of this name or by itself.

    Raises UserError('filter-unfit'), also where the group would depend on itself.
    """
    Filters(desk.data, basis(desk)).of(filter_, (texts.fold(group),) if group else ())


def columns(desk: Desk) -> list[Field]:
    """Every field a list can show, in the order of the file."""
    return [field for field in desk.fields("customer").all if field.listed]


def cells(desk: Desk, ids: Sequence[int], keys: Sequence[str], *, dynamic: bool = False) -> list[dict[str, Any]]:
    """The values of some fields for each of these customers, in this order; None where there is none.

    Typed like those of a file, with these exceptions: a customer that is named is a text `number name`; `dynamic` adds
    the dynamic groups to `groups`. A customer that is gone meanwhile has None everywhere. Keys that are no field (one
    deleted meanwhile) are left out.
    """
    ground = basis(desk)
    fields = [field for field in map(ground.fields.get, keys) if field is not None]
    plain = [field for field in fields if field.type is not Type.GROUPS]
    stored = store.values(desk.data, ground, ids, plain)
    found = {i: {f.key: from_column(f, v) for f, v in zip(plain, row, strict=True)} for i, row in stored.items()}
    _name_references(desk, plain, found)
    for field in fields:
        if field.type is Type.GROUPS:
            groups = _groups(desk, ground, list(stored), dynamic=dynamic)
            for customer_id, values in found.items():
                values[field.key] = groups.get(customer_id)
    empty = dict.fromkeys((field.key for field in fields), None)
    return [found.get(customer_id) or dict(empty) for customer_id in ids]


def groups_of(desk: Desk, customer_id: int) -> tuple[str, ...]:
    """The dynamic groups a customer is in, by name, in the order in which they were made.

    One whose filter fits no more (its field is gone) is left out.
    """
    filters = Filters(desk.data, basis(desk), one=True)
    return tuple(name for name, ids in _dynamic(desk, filters, (customer_id,)) if ids)


def quick_counts(desk: Desk, listing: Listing, field_key: str) -> list[Count]:
    """How many customers of a list have each value of a field, for choosing among them.

    The list's own condition on that field does not count, so that what was not chosen keeps its number. Values are
    texts as a `Condition` takes them: choice keys in the order of the list, group names (dynamic ones too), 'yes' and
    'no', ISO dates; None is how many have none. Choices that nobody has are left out. Raises UserError('field-unknown')
    and those of `find`.
    """
    ground = basis(desk)
    field = ground.fields.get(field_key)
    if field is None:
        raise UserError("field-unknown", field=field_key)
    others = _without(listing, field)
    where = ids_store.searched(others, ids_store.where_of(desk.data, ground, others))
    if field.type is Type.GROUPS:
        return _group_counts(desk, Filters(desk.data, ground), where)
    found = store.count_values(desk.data, ground, field, where)
    if field.type is Type.CUSTOMER:
        numbers = customers_store.numbers_of(desk.data, [value for value, _ in found if value is not None])
        return [(numbers[value][0] if value is not None else None, count) for value, count in found]
    return _in_order(field, [(_as_condition(field, value), count) for value, count in found])


def _without(listing: Listing, field: Field) -> Listing:
    """The list without its own condition on a field; one that lets any of several through stays whole."""
    filter_ = listing.filter if listing.filter.any_of else listing.filter.without(field.key)
    tier = None if field.key == "tier" else listing.tier
    group = None if field.type is Type.GROUPS else listing.group
    return replace(listing, filter=filter_, tier=tier, group=group)


def _group_counts(desk: Desk, filters: Filters, where: Where) -> list[Count]:
    members = dict(store.count_members(desk.data, where))
    found: list[Count] = []
    for group in all_groups(desk.data):
        if group.filter is None:
            found.append((group.name, members.get(group.id, 0)))
            continue
        with contextlib.suppress(UserError):
            found.append((group.name, store.count(desk.data, where, *filters.dynamic(group.name, group.filter))))
    return [*found, (None, members[None])]


def _as_condition(field: Field, stored: Any) -> str | None:
    if stored is None:
        return None
    value = from_column(field, stored)
    return ("yes" if value else "no") if field.type is Type.YES_NO else str(value)


def _in_order(field: Field, found: list[Count]) -> list[Count]:
    """Choices in the order of their list; empty ones last."""
    places = {choice.key: place for place, choice in enumerate((*field.choices, *field.retired))}
    if field.type is Type.YES_NO:
        places = {"yes": 0, "no": 1}
    return sorted(found, key=lambda row: (row[0] is None, places.get(row[0] or "", len(places))))


def _name_references(desk: Desk, fields: Sequence[Field], found: Mapping[int, dict[str, Any]]) -> None:
    pointing = [field.key for field in fields if field.type is Type.CUSTOMER]
    if not pointing:
        return
    meant = {row[key] for row in found.values() for key in pointing} - {None}
    names = customers_store.numbers_of(desk.data, meant)
    for row in found.values():
        for key in pointing:
            row[key] = " ".join(names[row[key]]) if row[key] in names else None


def _groups(desk: Desk, ground: Basis, ids: Sequence[int], *, dynamic: bool) -> dict[int, tuple[str, ...]]:
    """The names of the groups each customer is in."""
    names = {group.id: group.name for group in all_groups(desk.data)}
    members = store.memberships(desk.data, ids)
    found = {i: [names[group] for group in groups if group in names] for i, groups in members.items()}
    if dynamic:
        for name, inside in _dynamic(desk, Filters(desk.data, ground, one=True), ids):
            for customer_id in inside:
                found.setdefault(customer_id, []).append(name)
    return {customer_id: tuple(of) for customer_id, of in found.items() if of}


def _dynamic(desk: Desk, filters: Filters, ids: Sequence[int]) -> Iterator[tuple[str, set[int]]]:
    """Each dynamic group that can be asked, with those of these customers that it holds."""
    for group in all_groups(desk.data):
        if group.filter is not None:
            with contextlib.suppress(UserError):
                yield group.name, store.inside(desk.data, filters, group.name, group.filter, ids)
