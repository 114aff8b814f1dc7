"""Groups of customers, by hand or dynamic (METHOD.md section 1): making, changing, filling, deleting."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from types import EllipsisType
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from crmdesk.core import filtering, texts, values
from crmdesk.core.changes import Changes
from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Type
from crmdesk.core.filtering import Condition, Filter
from crmdesk.core.groups import COLORS
from crmdesk.services import listing
from crmdesk.services.bulk import Cancelled, Progress, Updates, unhindered, update_each
from crmdesk.services.desk import Desk
from crmdesk.store import structure as store
from crmdesk.store.listing import where_of

if TYPE_CHECKING:
    from crmdesk.store.recording import Recording

_SEPARATORS = ";；、，\n"


class Group(Struct, frozen=True):
    """A group. `color` is a key of `core.groups.COLORS` or ''; `filter` decides who is in a dynamic one, None: by hand.

    `customers` is how many there are, None as long as nobody counted.
    """

    id: int
    name: str
    color: str = ""
    filter: Filter | None = None
    customers: int | None = None

    @property
    def dynamic(self) -> bool:
        return self.filter is not None


def all_groups(desk: Desk) -> list[Group]:
    """Every group in the order in which they were made, without counting."""
    return [
        Group(row.id, row.name, row.color or "", None if row.filter is None else filtering.from_json(row.filter))
        for row in store.groups(desk.data)
    ]


def counts(desk: Desk) -> dict[int, int]:
    """How many customers each group has. It may take a second with very many customers.

    A dynamic group whose filter fits no more (its field or word is gone) is left out.
    """
    members = store.members(desk.data)
    found: dict[int, int] = {}
    for group in all_groups(desk):
        if group.filter is None:
            found[group.id] = members.get(group.id, 0)
            continue
        with contextlib.suppress(UserError):
            found[group.id] = count_of(desk, group.filter)
    return found


def count_of(desk: Desk, filter_: Filter) -> int:
    """How many customers a filter lets through. Raises UserError when it cannot be answered."""
    where = where_of(desk.data, listing.basis(desk), Listing(filter=filter_))
    return store.count(desk.data, where.sql, where.params)


def named(desk: Desk, name: str) -> Group:
    """The group with this name, whatever its case and width. Raises UserError('group-unknown')."""
    folded = texts.fold(name)
    found = next((group for group in all_groups(desk) if texts.fold(group.name) == folded), None)
    if found is None:
        raise UserError("group-unknown", name=name)
    return found


def add(desk: Desk, name: str, color: str = "", filter: Filter | None = None) -> tuple[int, Changes]:  # noqa: A002
    """Make a group; with a `filter` it is dynamic.

    Raises UserError: name missing or used, unknown colour, unfit filter.
    """
    name = _free_name(desk, name)
    _check(desk, color, filter, name)
    with desk.recording("group-add") as made:
        group_id = made.create(
            "customer_group",
            {
                "name": name,
                "color": color or None,
                "filter": None if filter is None else _by_keys(desk, filter).to_json(),
            },
        )
    return group_id, made.result


def edit(
    desk: Desk,
    group_id: int,
    *,
    name: str | None = None,
    color: str | None = None,
    filter: Filter | EllipsisType | None = ...,  # noqa: A002
) -> Changes:
    """Change what is given; whoever was put into a group that becomes dynamic is taken out of it.

    Raises UserError like `add`, and 'record-gone'.
    """
    former = next((group for group in all_groups(desk) if group.id == group_id), None)
    if former is None:
        raise UserError("record-gone")
    sets: dict[str, Any] = {}
    if name is not None:
        sets["name"] = _free_name(desk, name, group_id)
    if color is not None:
        sets["color"] = color or None
    if not isinstance(filter, EllipsisType):
        sets["filter"] = None if filter is None else _by_keys(desk, filter).to_json()
    _check(desk, color or "", None if isinstance(filter, EllipsisType) else filter, sets.get("name", former.name))
    with desk.recording("group-edit") as made:
        made.update("customer_group", group_id, sets)
        if former.filter is None and sets.get("filter") is not None:
            update_each(desk, made, store.members_of(desk.data, group_id), _mover(group_id, inside=False), ("groups",))
        if sets.get("name", former.name) != former.name:
            replace_in_filters(desk, made, "groups", former.name, sets["name"])
    return made.result


def delete(desk: Desk, group_id: int) -> Changes:
    """Take a group away; its customers stay, and undo puts them into it again."""
    with desk.recording("group-delete") as made:
        made.update("customer_group", group_id, {"deleted_at": desk.now()})
    return made.result


def put_in(
    desk: Desk, group_id: int, ids: Iterable[int], progress: Progress | None = None, cancelled: Cancelled | None = None
) -> Changes:
    """Put customers into a group by hand, in one action. Raises UserError('group-dynamic') or 'record-gone'."""
    return _move(desk, group_id, list(ids), "group-put-in", progress, cancelled)


def take_out(
    desk: Desk, group_id: int, ids: Iterable[int], progress: Progress | None = None, cancelled: Cancelled | None = None
) -> Changes:
    """Take customers out of a group by hand, in one action. Raises UserError('group-dynamic') or 'record-gone'."""
    return _move(desk, group_id, list(ids), "group-take-out", progress, cancelled)


def replace_in_filters(desk: Desk, made: Recording, field: str, value: str, replacement: str | None) -> None:
    """Inside an action: dynamic groups that ask for one value of a field ask for another one instead.

    Without a replacement it is dropped where others are asked for beside it; a filter never grows wider.
    """
    for group in all_groups(desk):
        if group.filter is None:
            continue
        conditions = tuple(_replaced(condition, field, value, replacement) for condition in group.filter.conditions)
        if conditions != group.filter.conditions:
            made.update("customer_group", group.id, {"filter": replace(group.filter, conditions=conditions).to_json()})


def _replaced(condition: Condition, field: str, value: str, replacement: str | None) -> Condition:
    if condition.field != field or value not in condition.values:
        return condition
    others = [replacement if each == value else each for each in condition.values]
    kept = tuple(dict.fromkeys(each for each in others if each is not None))
    return replace(condition, values=kept) if kept else condition


def _move(
    desk: Desk,
    group_id: int,
    ids: Sequence[int],
    verb: str,
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> Changes:
    group = next((group for group in all_groups(desk) if group.id == group_id), None)
    if group is None:
        raise UserError("record-gone")
    if group.dynamic:
        raise UserError("group-dynamic", name=group.name)

    with unhindered(), desk.recording(verb, count=0) as made:
        moved = _mover(group_id, inside=verb == "group-put-in")
        changed = update_each(desk, made, ids, moved, ("groups",), progress, cancelled)
        made.rename(count=changed)
    return made.result


def _mover(group_id: int, *, inside: bool) -> Updates:
    """What puts customers into a group, or takes them out."""

    def moved(flats: Mapping[int, Mapping[str, Any]]) -> dict[int, dict[str, Any]]:
        sets = {}
        for customer_id, flat in flats.items():
            there = set(flat.get("groups", ()))
            wanted = there | {group_id} if inside else there - {group_id}
            if wanted != there:
                sets[customer_id] = {"groups": sorted(wanted) or None}
        return sets

    return moved


def clean_name(name: str) -> str:
    """The name of a group as it is kept. Raises UserError where it says nothing or holds what parts names in a list."""
    clean = texts.clean(name)
    if not texts.fold(clean):
        raise UserError("group-name-missing")
    mark = next((mark for mark in _SEPARATORS if mark in clean), None)
    if mark is not None:
        raise UserError("group-name-parted", mark=mark)
    return clean


def _free_name(desk: Desk, name: str, group_id: int | None = None) -> str:
    """The name as it is kept; it has to differ from every other group's."""
    clean = clean_name(name)
    for group in all_groups(desk):
        if group.id != group_id and texts.fold(group.name) == texts.fold(clean):
            raise UserError("group-name-used", name=group.name)
    return clean


def _by_keys(desk: Desk, filter_: Filter) -> Filter:
    """The filter with choices by key and groups by their own names, so that it follows them when they change."""
    fields = desk.fields("customer")
    names = {texts.fold(group.name): group.name for group in all_groups(desk)}

    def meant(condition: Condition) -> Condition:
        field = fields.get(condition.field)
        if field is not None and field.type is Type.CHOICE:
            found = (field.choice(text) or values.find_choice(field, text) for text in condition.values)
            keys = (choice.key if choice else text for choice, text in zip(found, condition.values, strict=True))
            return replace(condition, values=tuple(dict.fromkeys(keys)))
        if field is not None and field.type is Type.GROUPS:
            return replace(condition, values=tuple(names.get(texts.fold(text), text) for text in condition.values))
        return condition

    return replace(filter_, conditions=tuple(map(meant, filter_.conditions)))


def _check(desk: Desk, color: str, filter_: Filter | None, name: str) -> None:
    if color and color not in COLORS:
        raise UserError("group-color-unknown", color=color, known=", ".join(COLORS))
    if filter_ is not None:
        listing.check(desk, filter_, name)
