"""Erasing a customer or a contact for good, so that nothing of it stays in the data file (METHOD.md section 14; PIPL
article 47). It cannot be undone; the window and the command line ask first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct, field

from crmdesk.core.changes import Changes
from crmdesk.core.customers import Reference
from crmdesk.core.errors import UserError
from crmdesk.services import backups, privacy
from crmdesk.services.backups import Backup
from crmdesk.services.desk import Desk
from crmdesk.store import cleaning
from crmdesk.store import customers as customers_store
from crmdesk.store import erasing as store
from crmdesk.store import erasing_history as history
from crmdesk.store import merging as merging_store

__all__ = ["Erased", "Erasure", "clean", "contact_of", "erase", "find", "is_pending", "preview"]

Progress = Callable[[int, int | None], None]
_STEPS = 3


class Erasure(Struct, frozen=True):
    """What erasing would remove.

    `customers`: those asked for (for a contact, whose it is); `merged`: the files merged into them, which go too;
    `contact`: its name where it is a contact alone. `counts`: see `store.erasing.Erasing.counts`. `backups` still hold
    it; `unknown` could not be looked into.
    """

    customers: tuple[Reference, ...]
    merged: tuple[Reference, ...] = ()
    contact: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    backups: tuple[Backup, ...] = ()
    unknown: tuple[Backup, ...] = ()


class Erased(Struct, frozen=True):
    """What was removed, and the backups that still hold it (`unknown`: could not be looked into).

    `clean`: False where another program used the file just then or there was no room to write it anew: bytes of it may
    be left until the file is opened again or `clean` is called.
    """

    erasure: Erasure
    backups: tuple[Backup, ...]
    unknown: tuple[Backup, ...]
    changes: Changes
    clean: bool


def find(desk: Desk, number: str) -> int:
    """The customer with this number: living, in the trash, or only in the history since its making was undone.

    Raises UserError('customer-unknown').
    """
    found = customers_store.id_of_number(desk.data, number)
    customer_id = found[0] if found else history.in_history(desk.data, number)
    if customer_id is None:
        raise UserError("customer-unknown", number=number)
    return customer_id


def contact_of(desk: Desk, customer_id: int, name: str) -> int:
    """The contact of this name, deleted ones too.

    Raises UserError: 'erase-contact-unknown', 'erase-contact-several'.
    """
    contacts = desk.records.children("contact", (customer_id,), deleted=True).get(customer_id, {})
    ids = [i for i, flat in contacts.items() if flat["name"] == name.strip()]
    number = customers_store.numbers_of(desk.data, (customer_id,))[customer_id][0]
    if not ids:
        raise UserError("erase-contact-unknown", name=name, number=number)
    if len(ids) > 1:
        raise UserError("erase-contact-several", name=name, number=number, count=len(ids))
    return ids[0]


def preview(desk: Desk, customer_id: int | Sequence[int] | None = None, *, contact_id: int | None = None) -> Erasure:
    """What erasing these customers, or this contact, would remove, and the backups that still hold it. Writes nothing.

    Looking into backups takes a moment each. Raises UserError: 'record-gone', 'contact-unknown'; 'erase-merged' for a
    file that was merged into another one, where its content is now.
    """
    ids = _ids(customer_id)
    with store.erasing(desk.data, ids, contact_id) as made:
        erasure = _erasure(desk, made, ids, contact_id)
        kind, gone = _looked_for(made, contact_id)
    held, unknown = _backups(desk, kind, gone)
    return Erasure(erasure.customers, erasure.merged, erasure.contact, erasure.counts, held, unknown)


def erase(
    desk: Desk,
    customer_id: int | Sequence[int] | None = None,
    *,
    contact_id: int | None = None,
    progress: Progress | None = None,
) -> Erased:
    """Erase customers with everything of theirs, or one contact, from tables, history, search index, drafts and
    attachments, then write the file anew so that no byte of it stays. The log keeps the number alone.

    What older actions did to others can still be undone; the number is not given again. Takes seconds for each hundred
    thousand customers of the file. `progress` is told steps done and all of them. Raises UserError like `preview`, and
    where the file cannot be written: then nothing was erased.
    """
    ids = _ids(customer_id)
    tell = progress or (lambda done, total: None)
    tell(0, _STEPS)
    with desk.data.write(), store.erasing(desk.data, ids, contact_id) as made:
        erasure = _erasure(desk, made, ids, contact_id)
        kind, gone = _looked_for(made, contact_id)
        owners = frozenset(each.id for each in erasure.customers) if contact_id is not None else made.customers
        families = {each.number: made.family(each.id) for each in erasure.customers}
        made.erase()
        for number, count in families.items():
            if contact_id is None:
                privacy.log(desk, "erase", count, number=number)
            else:
                privacy.log(desk, "erase-contact", 1, number=number)
    changes = Changes(None, {kind: frozenset(gone), "customer": frozenset(owners)})
    tell(1, _STEPS)
    forgotten = _cleaned(desk)
    tell(2, _STEPS)
    held, unknown = _backups(desk, kind, gone)
    tell(_STEPS, _STEPS)
    return Erased(erasure, held, unknown, changes, forgotten)


def is_pending(desk: Desk) -> bool:
    """Whether bytes of something erased may still be in the file: the program was ended before it was written anew."""
    return cleaning.is_pending(desk.data)


def clean(desk: Desk) -> bool:
    """Write the file anew where `is_pending`; False where another program reads it just now. Raises UserError."""
    return cleaning.clean(desk.data) if cleaning.is_pending(desk.data) else True


def _cleaned(desk: Desk) -> bool:
    """Whether no byte is left. What was erased is erased, also where that is still to be done."""
    try:
        return cleaning.clean(desk.data)
    except UserError:
        return False


def _erasure(desk: Desk, made: store.Erasing, ids: Sequence[int], contact_id: int | None) -> Erasure:
    if contact_id is not None:
        flat = desk.records.read("contact", contact_id)
        if flat is None:
            raise UserError("contact-unknown")
        return Erasure(_references(desk, (flat["customer_id"],)), contact=flat["name"], counts=made.counts())
    asked = {reference.number: reference for reference in _references(desk, ids)}
    into = {number: merging_store.merged_into(desk.data, each.id) for number, each in asked.items()}
    outside = next(
        ((number, other) for number, other in into.items() if other is not None and other not in asked), None
    )
    if outside is not None:
        raise UserError("erase-merged", number=outside[0], into=outside[1])
    whole = tuple(each for number, each in asked.items() if into[number] is None)
    merged = _merged(desk, made, [each.id for each in whole])
    return Erasure(whole, merged, counts=made.counts())


def _merged(desk: Desk, made: store.Erasing, asked: Sequence[int]) -> tuple[Reference, ...]:
    others = [i for i in made.customers if i not in asked]
    return _references(desk, others) if others else ()


def _references(desk: Desk, ids: Sequence[int]) -> tuple[Reference, ...]:
    """Who they are, as the tables or else the history say. Raises UserError('record-gone')."""
    named = customers_store.numbers_of(desk.data, ids)
    named.update(history.named_in_history(desk.data, [i for i in ids if i not in named]))
    if not ids or len(named) < len(set(ids)):
        raise UserError("record-gone")
    return tuple(Reference(i, *named[i]) for i in dict.fromkeys(ids))


def _ids(customer_id: int | Sequence[int] | None) -> list[int]:
    if customer_id is None:
        return []
    return [customer_id] if isinstance(customer_id, int) else list(dict.fromkeys(customer_id))


def _looked_for(made: store.Erasing, contact_id: int | None) -> tuple[str, list[int]]:
    kind = "customer" if contact_id is None else "contact"
    return kind, made.ids(kind)


def _backups(desk: Desk, kind: str, ids: Sequence[int]) -> tuple[tuple[Backup, ...], tuple[Backup, ...]]:
    """The backups that still hold one of these records, and those that cannot be looked into."""
    answers = {backup: store.held_by(backup.path, desk.data.key, kind, ids) for backup in backups.all_of(desk)}
    held = tuple(backup for backup, answer in answers.items() if answer)
    return held, tuple(backup for backup, answer in answers.items() if answer is None)
