"""Call campaigns: whom to call, with which words, and what came of each call (METHOD.md section 5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from crmdesk.core import texts
from crmdesk.core.campaigns import REACHED, Call, Campaign
from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.interactions import problems
from crmdesk.core.moments import to_text
from crmdesk.services import file_parts, reading, staff
from crmdesk.services.desk import Desk
from crmdesk.services.reading import Typed
from crmdesk.store import campaigns as store

if TYPE_CHECKING:
    from crmdesk.store.recording import Recording

__all__ = [
    "Call",
    "Campaign",
    "add",
    "add_customers",
    "call",
    "call_of",
    "calls",
    "campaign",
    "campaigns",
    "delete",
    "edit",
    "named",
    "next_call",
    "read",
    "read_call",
    "record",
    "take_off",
]

_KIND, _CALL = "campaign", "campaign_call"
_STEP = ("next_step", "next_date")


def campaigns(desk: Desk) -> list[Campaign]:
    """Every campaign with what came of its calls, the newest first. Reads every call."""
    return store.campaigns(desk.data)


def campaign(desk: Desk, campaign_id: int) -> Campaign:
    """One of them. Raises UserError('campaign-unknown')."""
    found = next((one for one in store.campaigns(desk.data) if one.id == campaign_id), None)
    if found is None:
        raise UserError("campaign-unknown")
    return found


def named(desk: Desk, name: str) -> Campaign:
    """The campaign of this name. Raises UserError('campaign-named')."""
    folded = texts.fold(name)
    found = next((one for one in store.campaigns(desk.data) if texts.fold(one.name) == folded), None)
    if found is None:
        raise UserError("campaign-named", name=texts.clean(name))
    return found


def read(desk: Desk, typed: Mapping[str, str], *, new: bool, campaign_id: int | None = None) -> Typed:
    """Parse a campaign's form and say what is wrong with it: 'campaign-exists' for a name that is taken."""
    read_ = reading.read_typed(desk.fields(_KIND), typed, new=new)
    found = dict(read_.problems)
    name = read_.values.get("name")
    if name and any(
        one.id != campaign_id and texts.fold(one.name) == texts.fold(name) for one in store.campaigns(desk.data)
    ):
        found["name"] = Problem("campaign-exists", {"name": name}, hard=True)
    return Typed(read_.values, found)


def add(desk: Desk, typed: Mapping[str, str], customer_ids: Iterable[int]) -> tuple[int, Changes]:
    """A new campaign with these customers, each once, in this order; those in the trash are left out.

    Raises UserError for a refused value; 'campaign-nobody'.
    """
    fields = desk.fields(_KIND)
    read_ = read(desk, typed, new=True)
    reading.refuse(fields, read_)
    with desk.recording("campaign-add", count=0) as made:
        customers = store.not_listed(desk.data, None, customer_ids)
        if not customers:
            raise UserError("campaign-nobody")
        made.rename(count=len(customers))
        campaign_id = made.create(_KIND, reading.to_flat(desk, made, fields, read_.values))
        _list(made, campaign_id, customers)
    return campaign_id, made.result


def edit(desk: Desk, campaign_id: int, typed: Mapping[str, str]) -> Changes:
    """Change some fields. Raises UserError for a refused value; 'campaign-unknown'."""
    fields = desk.fields(_KIND)
    read_ = read(desk, typed, new=False, campaign_id=campaign_id)
    reading.refuse(fields, read_)
    with desk.recording("campaign-edit") as made:
        _living(desk, campaign_id)
        made.update(_KIND, campaign_id, reading.to_flat(desk, made, fields, read_.values))
    return made.result


def delete(desk: Desk, campaign_id: int) -> Changes:
    """Take a campaign away; the contacts made through it stay. Raises UserError('campaign-unknown')."""
    with desk.recording("campaign-delete") as made:
        _living(desk, campaign_id)
        made.update(_KIND, campaign_id, {"deleted_at": desk.now()})
    return made.result


def add_customers(desk: Desk, campaign_id: int, customer_ids: Iterable[int]) -> Changes:
    """More customers at the end of the list; those on it already stay where they are.

    Raises UserError('campaign-unknown').
    """
    with desk.recording("campaign-more", count=0) as made:
        _living(desk, campaign_id)
        customers = store.not_listed(desk.data, campaign_id, customer_ids)
        made.rename(count=len(customers))
        _list(made, campaign_id, customers)
    return made.result


def take_off(desk: Desk, call_id: int) -> Changes:
    """Take a customer off the list; a contact made stays. Raises UserError('call-unknown')."""
    with desk.recording("campaign-less", number="") as made:
        made.rename(number=_call(desk, call_id).customer_number)
        made.update(_CALL, call_id, {"deleted_at": desk.now()})
    return made.result


def calls(
    desk: Desk,
    campaign_id: int,
    *,
    open_only: bool = False,
    outcomes: Sequence[str] = (),
    limit: int | None = None,
) -> list[Call]:
    """In the order of the list: all, those still to be called, or those with one of these outcomes."""
    return store.calls(desk.data, campaign_id, outcomes, limit, open_only=open_only)


def next_call(desk: Desk, campaign_id: int, after: int | None = None) -> Call | None:
    """The next one still to be called behind the call `after`, then from the top; None when nobody is left. The one
    just skipped comes again when it is the last."""
    found = store.next_call(desk.data, campaign_id, after) if after is not None else None
    return found or store.next_call(desk.data, campaign_id, 0)


def call(desk: Desk, call_id: int) -> Call | None:
    """One of them; None when it is gone."""
    return store.call(desk.data, call_id)


def call_of(desk: Desk, campaign_id: int, customer_id: int, number: str) -> Call:
    """The call of a customer. Raises UserError('call-not-listed')."""
    call_id = store.of_customer(desk.data, campaign_id, customer_id)
    if call_id is None:
        raise UserError("call-not-listed", number=number)
    return _call(desk, call_id)


def read_call(desk: Desk, typed: Mapping[str, str]) -> Typed:
    """Parse what came of a call (`outcome notes next_step next_date`) and say what is wrong with it."""
    of_call = {key: typed[key] for key in ("outcome", "notes") if key in typed}
    of_step = {key: typed[key] for key in _STEP if key in typed}
    one, other = (
        reading.read_typed(desk.fields(kind), found, new=False)
        for kind, found in ((_CALL, of_call), ("interaction", of_step))
    )
    found = {**one.values, **other.values}
    doubtful = problems({**found, "at": None}, desk.clock(), frozenset(typed))
    return Typed(found, {**doubtful, **one.problems, **other.problems})


def record(
    desk: Desk, call_id: int, outcome: str, notes: str = "", next_step: str = "", next_date: str = ""
) -> Changes:
    """What came of a call just made. Where somebody was reached, or something is to be done next, it is logged as a
    contact made in the same action; said again, that contact is changed.

    Raises UserError for a refused value; 'call-outcome' without one, 'call-unknown'.
    """
    typed = {"outcome": outcome, "notes": notes, "next_step": next_step, "next_date": next_date}
    read_ = read_call(desk, typed)
    for kind, own in (("interaction", True), (_CALL, False)):
        refused = {key: problem for key, problem in read_.problems.items() if (key in _STEP) is own}
        reading.refuse(desk.fields(kind), Typed(read_.values, refused))
    if read_.values.get("outcome") is None:
        known = desk.fields(_CALL)["outcome"].choices
        raise UserError("call-outcome", known=tuple(choice.label for choice in known))
    with desk.recording("campaign-call", number="") as made:
        found = _call(desk, call_id)
        made.rename(number=found.customer_number)
        file_parts.customer_number(desk, found.customer_id)
        at = to_text(desk.clock().replace(second=0, microsecond=0, tzinfo=None))
        interaction = _log(desk, made, found, at, read_.values)
        flat = {"outcome": read_.values["outcome"], "notes": read_.values.get("notes"), "at": at}
        made.update(_CALL, call_id, {**flat, "interaction": interaction})
    return made.result


def _log(desk: Desk, made: Recording, found: Call, at: str, said: Mapping[str, Any]) -> int | None:
    """The contact made; None where nobody was reached."""
    reached = said["outcome"] in REACHED or any(said.get(key) is not None for key in _STEP)
    name = (desk.records.read(_KIND, found.campaign_id) or {}).get("name")
    next_date = said.get("next_date")
    flat = {
        "purpose": name,
        "content": said.get("notes"),
        "next_step": said.get("next_step"),
        "next_date": None if next_date is None else next_date.isoformat(),
    }
    before = None if found.interaction_id is None else desk.records.read("interaction", found.interaction_id)
    if before is not None and "deleted_at" not in before:
        made.update("interaction", found.interaction_id or 0, flat if reached else {"deleted_at": desk.now()})
        return found.interaction_id if reached else None
    if not reached:
        return None
    who = {"by": desk.who or None, "role": staff.role_of(desk, desk.who)}
    return made.create("interaction", {**flat, **who, "at": at, "kind": "call", "customer_id": found.customer_id})


def _list(made: Recording, campaign_id: int, customers: Iterable[int]) -> None:
    for customer in customers:
        made.create(_CALL, {"campaign": campaign_id, "customer_id": customer})


def _living(desk: Desk, campaign_id: int) -> None:
    flat = desk.records.read(_KIND, campaign_id)
    if flat is None or "deleted_at" in flat:
        raise UserError("campaign-unknown")


def _call(desk: Desk, call_id: int) -> Call:
    found = store.call(desk.data, call_id)
    if found is None:
        raise UserError("call-unknown")
    return found
