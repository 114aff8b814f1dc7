"""Personal data and who asks about it: the log, requests of persons, files nobody touched (METHOD.md section 14)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from crmdesk.core import privacy, texts
from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.privacy import LOGGED, MOST_NAMED, OUTCOMES, REQUESTS, LogEntry, Request, Retention
from crmdesk.core.settings import REQUEST_DAYS, RETENTION_YEARS
from crmdesk.services import settings
from crmdesk.services.desk import Desk
from crmdesk.store import customers as customers_store
from crmdesk.store import privacy as store
from crmdesk.store.records import Flat

if TYPE_CHECKING:
    from crmdesk.store.recording import Recording

__all__ = [
    "LOGGED",
    "OUTCOMES",
    "REQUESTS",
    "LogEntry",
    "Request",
    "Retention",
    "add_request",
    "answer_request",
    "change_request",
    "delete_request",
    "entries",
    "log",
    "logged",
    "request",
    "requests",
    "retention",
]


def log(
    desk: Desk, what: str, customers: int | Collection[int], *, masked: bool = False, target: str = "", **params: Any
) -> int:
    """Note that personal data went out or was erased: a key of `LOGGED`, of how many customers or which ones (ids);
    returns the entry's id.

    `target` is the file's name, never its folder. Whatever is in `params` must not be personal.
    """
    if what not in LOGGED:
        raise ValueError(what)
    if not isinstance(customers, int):
        if "every" not in params and len(customers) <= MOST_NAMED:
            params["ids"] = sorted(customers)
        customers = len(customers)
    with desk.data.write():
        return store.add(desk.data, desk.now(), desk.who, what, customers, masked=masked, target=target, params=params)


@contextmanager
def logged(
    desk: Desk, what: str, customers: int | Collection[int], *, masked: bool = False, target: str = "", **params: Any
) -> Iterator[None]:
    """Note as `log` what goes out in the block, first, since nothing may go out that could not be noted; where the
    block fails it is taken out of the log again."""
    entry = log(desk, what, customers, masked=masked, target=target, **params)
    try:
        yield
    except BaseException:
        with suppress(UserError), desk.data.write():
            store.take_out(desk.data, entry)
        raise


def entries(desk: Desk, what: Sequence[str] = (), limit: int = -1, before: int | None = None) -> list[LogEntry]:
    """The log, newest first: of these kinds (none: of all), at most `limit` (-1: all), older than the entry with
    this id."""
    return store.entries(desk.data, what, limit, before)


def requests(desk: Desk, *, pending: bool = False, customer_id: int | None = None) -> list[Request]:
    """Requests of persons: those not answered first, by the day they are due, then the latest answered.

    `pending`: only those not answered; `customer_id`: only this customer's.
    """
    return store.requests(desk.data, pending=pending, customer_id=customer_id)


def request(desk: Desk, request_id: int) -> Request:
    """One request. Raises UserError('request-unknown')."""
    found = next((one for one in requests(desk) if one.id == request_id), None)
    if found is None:
        raise UserError("request-unknown", number=str(request_id))
    return found


def add_request(
    desk: Desk,
    kind: str,
    *,
    customer_id: int | None = None,
    subject: str = "",
    received_on: dt.date | None = None,
    notes: str = "",
) -> tuple[int, Changes]:
    """Note what a person asks for: a key of `REQUESTS`, received today unless said; due as Settings say.

    `subject` says who asks where it is not the customer. Raises UserError: 'request-kind', 'request-subject',
    'request-future', 'record-gone'.
    """
    flat: Flat = {"kind": kind, "customer_id": customer_id, "subject": texts.clean(subject) or None}
    flat["received_on"] = received_on or desk.today()
    flat["notes"] = texts.clean_lines(notes) or None
    with desk.recording("request-add", number="") as made:
        made.rename(number=_number(desk, customer_id))
        request_id = made.create("privacy_request", _stored(desk, flat))
    return request_id, made.result


def change_request(desk: Desk, request_id: int, **values: Any) -> Changes:
    """Change `kind`, `customer_id`, `subject`, `received_on`, `due_on`, `answered_on`, `outcome` or `notes`; None or ''
    empties. Another day of receipt moves the day it is due, unless that is given too. Raises UserError like
    `add_request` and `answer_request`."""
    with desk.recording("request-change", number="") as made:
        present = _present(desk, request_id)
        merged: Flat = {**present, **values}
        if "received_on" in values and "due_on" not in values:
            merged.pop("due_on", None)
        _write(desk, made, request_id, merged)
    return made.result


def answer_request(
    desk: Desk, request_id: int, outcome: str, *, answered_on: dt.date | None = None, notes: str | None = None
) -> Changes:
    """A request was answered: a key of `OUTCOMES`, today unless said; `notes` replace the former ones where given.

    Raises UserError: 'request-unknown', 'request-outcome', 'request-order' (answered before it was received),
    'request-future'.
    """
    with desk.recording("request-answer", number="") as made:
        merged = _present(desk, request_id)
        merged |= {"outcome": outcome, "answered_on": answered_on or desk.today()}
        if notes is not None:
            merged["notes"] = notes
        _write(desk, made, request_id, merged)
    return made.result


def delete_request(desk: Desk, request_id: int) -> Changes:
    """Take a request off the list; undo brings it back. Raises UserError('request-unknown')."""
    with desk.recording("request-delete", number="") as made:
        made.rename(number=_number(desk, _present(desk, request_id)["customer_id"], strict=False))
        made.update("privacy_request", request_id, {"deleted_at": desk.now()})
    return made.result


def retention(desk: Desk) -> Retention:
    """The files nobody changed or looked at for as many years as Settings say, those in the trash too, oldest first.

    It takes seconds at a million customers of whom most were changed since.
    """
    years = int(settings.get(desk, RETENTION_YEARS))
    before = privacy.untouched_since(desk.today(), years)
    if before is None:
        return Retention(years, None)
    midnight = dt.datetime.combine(before, dt.time(), desk.clock().tzinfo)
    since = midnight.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Retention(
        years, before, tuple(store.untouched(desk.data, before, since)), tuple(store.long_deleted(desk.data, since))
    )


def _present(desk: Desk, request_id: int) -> Flat:
    flat = desk.records.read("privacy_request", request_id)
    if flat is None or "deleted_at" in flat:
        raise UserError("request-unknown", number=str(request_id))
    keys = ("kind", "customer_id", "subject", "received_on", "due_on", "answered_on", "outcome", "notes")
    days = {key: dt.date.fromisoformat(flat[key]) for key in keys if key.endswith("_on") and key in flat}
    return {key: days.get(key, flat.get(key)) for key in keys}


def _write(desk: Desk, made: Recording, request_id: int, merged: Flat) -> None:
    made.rename(number=_number(desk, merged["customer_id"], strict=False))
    made.update("privacy_request", request_id, _stored(desk, merged))


def _stored(desk: Desk, flat: Flat) -> Flat:
    """What is stored of a request's values, checked."""
    received, answered = flat["received_on"], flat.get("answered_on")
    outcome = flat.get("outcome") or None
    if flat["kind"] not in REQUESTS:
        raise UserError("request-kind", text=flat["kind"], known=", ".join(REQUESTS))
    if flat["customer_id"] is None and not flat.get("subject"):
        raise UserError("request-subject")
    if max(received, answered or received) > desk.today():
        raise UserError("request-future", day=max(received, answered or received))
    if (outcome is None) != (answered is None) or (outcome is not None and outcome not in OUTCOMES):
        raise UserError("request-outcome", text=outcome or "", known=", ".join(OUTCOMES))
    if answered is not None and answered < received:
        raise UserError("request-order", received=received, answered=answered)
    if flat.get("due_on") is None:
        flat = {**flat, "due_on": privacy.due_on(received, int(settings.get(desk, REQUEST_DAYS)))}
    return {key: value.isoformat() if isinstance(value, dt.date) else value or None for key, value in flat.items()}


def _number(desk: Desk, customer_id: int | None, *, strict: bool = True) -> str:
    """The customer's number for the history. Raises UserError('record-gone') when there is none and it matters."""
    if customer_id is None:
        return ""
    found = customers_store.numbers_of(desk.data, (customer_id,)).get(customer_id)
    if found is None and strict:
        raise UserError("record-gone")
    return found[0] if found else ""
