"""Marking customers lost and won back (METHOD.md section 8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from crmdesk.core import losses as rules
from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.life_cycle import Cycle
from crmdesk.core.losses import Loss
from crmdesk.core.reasons import Reason
from crmdesk.services import file_parts, reading
from crmdesk.services.desk import Desk
from crmdesk.services.reading import Typed
from crmdesk.store import losses as store

__all__ = [
    "Loss",
    "customers_of",
    "defaults",
    "delete",
    "edit",
    "loss",
    "mark_lost",
    "marked",
    "of_customer",
    "present",
    "read",
    "win_back",
]

_KIND = "loss"
_WON_BACK = ("won_back_on", "won_back_text")
_MOST_NAMED = 5


def defaults(desk: Desk) -> dict[str, str]:
    """What a new loss begins with, as it is typed: today, and who works here."""
    return {"lost_on": desk.today().isoformat(), "by": desk.who}


def read(
    desk: Desk, typed: Mapping[str, str], *, new: bool, customer_id: int | None = None, loss_id: int | None = None
) -> Typed:
    """Parse the form of a loss (`loss_id`: of one that is there) and say what is wrong with it; nothing is written.

    Codes beside those of values: those of `core.losses.problems`, `won-back-text` (how, but not when). A day on which
    it was won back is typed for a loss that is there only.
    """
    if new and (unknown := next((key for key in _WON_BACK if key in typed), None)):
        raise UserError("field-unknown", field=unknown)
    read_ = reading.read_typed(desk.fields(_KIND), typed, new=new)
    before = loss(desk, loss_id) if loss_id is not None else None
    owner = before.customer_id if before else customer_id
    days = {"lost_on": before.lost_on if before else None, "won_back_on": before.won_back_on if before else None}
    days |= {key: read_.values[key] for key in days if key in read_.values}
    others = [
        (each.lost_on, each.won_back_on)
        for each in (of_customer(desk, owner) if owner is not None else ())
        if each.id != loss_id
    ]
    last_order_on = store.last_order(desk.data, owner) if owner is not None else None
    found = rules.problems(
        days["lost_on"], days["won_back_on"], desk.today(), last_order_on=last_order_on, others=others
    )
    return Typed(read_.values, {**found, **read_.problems})


def mark_lost(desk: Desk, ids: Sequence[int], typed: Mapping[str, str]) -> Changes:
    """Mark customers lost: `lost_on` (today), `reason`, `competitor`, `text`, `by` (who works here). One action.

    Raises UserError for a refused value; 'lost-already' (names the numbers), 'record-gone'.
    """
    fields = desk.fields(_KIND)
    whole = {**defaults(desk), **typed}
    with desk.recording("loss-add", number="") as made:
        numbers = _numbers(desk, ids)
        made.rename(number=_named(numbers.values()))
        known = _present(desk, ids)
        if there := [numbers[customer_id] for customer_id in ids if customer_id in known]:
            raise UserError("lost-already", number=_named(there))
        flat = None
        for customer_id in dict.fromkeys(ids):
            read_ = read(desk, whole, new=True, customer_id=customer_id)
            reading.refuse(fields, read_)
            flat = flat or reading.to_flat(desk, made, fields, read_.values)
            made.create(_KIND, {**flat, "customer_id": customer_id})
    return made.result


def win_back(desk: Desk, ids: Sequence[int], typed: Mapping[str, str] | None = None) -> Changes:
    """Lost customers were won back: `won_back_on` (today), `won_back_text`. One action.

    Raises UserError for a refused value; 'not-lost' (names the numbers), 'record-gone'.
    """
    fields = desk.fields(_KIND)
    whole = {"won_back_on": desk.today().isoformat(), **(typed or {})}
    if unknown := next((key for key in whole if key not in _WON_BACK), None):
        raise UserError("field-unknown", field=unknown)
    with desk.recording("loss-won-back", number="") as made:
        numbers = _numbers(desk, ids)
        made.rename(number=_named(numbers.values()))
        known = _present(desk, ids)
        if missing := [numbers[customer_id] for customer_id in ids if customer_id not in known]:
            raise UserError("not-lost", number=_named(missing))
        for customer_id in dict.fromkeys(ids):
            read_ = read(desk, whole, new=False, loss_id=known[customer_id])
            if read_.values.get("won_back_on") is None and not read_.refused:
                raise UserError("required-missing", field=fields["won_back_on"].label)
            reading.refuse(fields, read_)
            made.update(_KIND, known[customer_id], reading.to_flat(desk, made, fields, read_.values))
    return made.result


def edit(desk: Desk, loss_id: int, typed: Mapping[str, str]) -> Changes:
    """Change a loss; an empty `won_back_on` makes the customer lost again. Raises UserError for a refused value;
    'loss-unknown', 'record-gone'."""
    fields = desk.fields(_KIND)
    with desk.recording("loss-edit", number="") as made:
        made.rename(number=file_parts.owner_number(desk, _KIND, loss_id))
        read_ = read(desk, typed, new=False, loss_id=loss_id)
        reading.refuse(fields, read_)
        made.update(_KIND, loss_id, reading.to_flat(desk, made, fields, read_.values))
    return made.result


def delete(desk: Desk, loss_id: int) -> Changes:
    """Take a loss out: it never was one. Raises UserError('loss-unknown')."""
    return file_parts.delete(desk, _KIND, loss_id)


def loss(desk: Desk, loss_id: int) -> Loss:
    """One of them. Raises UserError('loss-unknown')."""
    found = store.losses(desk.data, (loss_id,)).get(loss_id)
    if found is None:
        raise UserError("loss-unknown")
    return found


def customers_of(desk: Desk, ids: Sequence[int]) -> list[int]:
    """Whose losses these are, in their order, each of them once."""
    read_ = desk.records.read_many(_KIND, ids, ("customer_id",))
    return list(dict.fromkeys(int(read_[loss_id]["customer_id"]) for loss_id in ids if loss_id in read_))


def of_customer(desk: Desk, customer_id: int) -> list[Loss]:
    """Every loss of a customer, the latest first."""
    ids = store.of_customer(desk.data, customer_id)
    found = store.losses(desk.data, ids)
    return [found[id_] for id_ in ids]


def present(desk: Desk, customer_id: int) -> Loss | None:
    """The loss for which a customer counts as lost today; None: it is not lost."""
    held = _present(desk, (customer_id,)).get(customer_id)
    return None if held is None else loss(desk, held)


def marked(desk: Desk, customer_id: int, today: dt.date) -> Cycle | None:
    """The period of life of a customer that is marked lost on a day, and why; None for one that is not."""
    held = store.present(desk.data, (customer_id,), today).get(customer_id)
    if held is None:
        return None
    found = loss(desk, held)
    reason = desk.fields(_KIND)["reason"].choice(found.reason)
    params = {"lost_on": found.lost_on, "reason": reason.label if reason else found.reason}
    return Cycle("ended", Reason("life-marked-lost", params))


def _present(desk: Desk, ids: Sequence[int]) -> dict[int, int]:
    """By customer the loss that holds, of those who are lost."""
    return store.present(desk.data, ids, desk.today())


def _numbers(desk: Desk, ids: Sequence[int]) -> dict[int, str]:
    read_ = desk.records.read_many("customer", ids, ("number", "deleted_at"))
    if any(customer_id not in read_ or "deleted_at" in read_[customer_id] for customer_id in ids):
        raise UserError("record-gone")
    return {customer_id: str(read_[customer_id]["number"]) for customer_id in ids}


def _named(numbers: Iterable[str]) -> str:
    """The first few of very many."""
    named = list(numbers)
    return ", ".join(named[:_MOST_NAMED]) + (", …" if len(named) > _MOST_NAMED else "")
