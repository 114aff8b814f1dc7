"""Our people: names, roles, who owns and keeps files, their commission (METHOD.md sections 3 and 5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from crmdesk.core import pinyin, texts
from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.settings import PERSON_NAME
from crmdesk.core.staff import StaffMember
from crmdesk.services import reading
from crmdesk.services.desk import Desk
from crmdesk.services.reading import Typed
from crmdesk.store import settings as settings_store
from crmdesk.store import staff as store
from crmdesk.store.records import chunks

if TYPE_CHECKING:
    from crmdesk.store.recording import Recording

__all__ = ["StaffMember", "add", "delete", "edit", "me", "member", "names", "read", "role_of", "roles", "staff"]

_KIND = "staff"


def staff(desk: Desk, *, left: bool = False, counted: bool = True) -> list[StaffMember]:
    """Everybody by name (Chinese names by pinyin); with `left` also those who left, with `counted` how many files each
    owns, which reads every customer."""
    today = desk.today()
    everybody = store.register(desk.data, counted=counted)
    found = [one for one in everybody if left or one.left_on is None or one.left_on > today]
    return sorted(found, key=lambda one: (pinyin.sort_key(one.name), one.id))


def names(desk: Desk) -> list[str]:
    """The names of those who work here, for completion."""
    return sorted(present(desk), key=pinyin.sort_key)


def present(desk: Desk) -> list[str]:
    """The names of those who work here, as they were added."""
    return store.present(desk.data, desk.today())


def member(desk: Desk, staff_id: int) -> StaffMember:
    """One of our people. Raises UserError('staff-unknown')."""
    found = next((one for one in store.register(desk.data, counted=True) if one.id == staff_id), None)
    if found is None:
        raise UserError("staff-unknown")
    return found


def me(desk: Desk) -> StaffMember | None:
    """Who is working, where the register knows them; without how many files they own."""
    return next((one for one in store.register(desk.data) if one.name == desk.who), None)


def role_of(desk: Desk, name: str) -> str | None:
    """The role of a person of ours."""
    return roles(desk).get(texts.fold(name))


def roles(desk: Desk) -> dict[str, str]:
    """The roles of our people, also of those who left, by name as `texts.fold` makes it."""
    found: dict[str, str] = {}
    for _, name, role, _left_on in store.people(desk.data):
        if role is not None:
            found.setdefault(texts.fold(name), role)
    return found


def read(desk: Desk, typed: Mapping[str, str], *, new: bool, staff_id: int | None = None) -> Typed:
    """Parse a person's form and say what is wrong with it: 'staff-exists' for a name that is taken."""
    read_ = reading.read_typed(desk.fields(_KIND), typed, new=new)
    problems = dict(read_.problems)
    name = read_.values.get("name")
    if name:
        folded = texts.fold(name)
        if any(key != staff_id and texts.fold(other) == folded for key, other, *_ in store.people(desk.data)):
            problems["name"] = Problem("staff-exists", {"name": name}, hard=True)
    return Typed(read_.values, problems)


def add(desk: Desk, typed: Mapping[str, str]) -> tuple[int, Changes]:
    """Somebody new. Raises UserError for a refused value."""
    fields = desk.fields(_KIND)
    read_ = read(desk, typed, new=True)
    reading.refuse(fields, read_)
    with desk.recording("staff-add") as made:
        staff_id = made.create(_KIND, reading.to_flat(desk, made, fields, read_.values))
    return staff_id, made.result


def edit(desk: Desk, staff_id: int, typed: Mapping[str, str]) -> Changes:
    """Change some fields; an empty text empties one. A new name takes the old one's place wherever it stands: owner and
    keeper of files, contacts made, objections, orders. That reads every one of them.

    Raises UserError for a refused value; 'staff-unknown'.
    """
    fields = desk.fields(_KIND)
    read_ = read(desk, typed, new=False, staff_id=staff_id)
    reading.refuse(fields, read_)
    with desk.recording("staff-edit") as made:
        old = _living_name(desk, staff_id)
        made.update(_KIND, staff_id, reading.to_flat(desk, made, fields, read_.values))
        new = read_.values.get("name", old)
        if new != old:
            _rename(desk, made, old, new)
    if new != old and desk.who == old:
        desk.who = new
    return made.result


def delete(desk: Desk, staff_id: int) -> Changes:
    """Take a person out of the register; the name stays where it stands. Raises UserError('staff-unknown')."""
    with desk.recording("staff-delete") as made:
        _living_name(desk, staff_id)
        made.update(_KIND, staff_id, {"deleted_at": desk.now()})
    return made.result


def _rename(desk: Desk, made: Recording, old: str, new: str) -> None:
    for kind, key in store.NAMED:
        for chunk in chunks(store.naming(desk.data, kind, key, old)):
            made.update_many(kind, {record: {key: new} for record in chunk})
    if settings_store.get(desk.data, PERSON_NAME.key) == old:
        setting = settings_store.id_of(desk.data, PERSON_NAME.key)
        if setting is not None:
            made.update("setting", setting, {"value": new})


def _living_name(desk: Desk, staff_id: int) -> str:
    flat = desk.records.read(_KIND, staff_id)
    if flat is None or "deleted_at" in flat:
        raise UserError("staff-unknown")
    return str(flat["name"])
