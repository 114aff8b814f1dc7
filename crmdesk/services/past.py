"""The history to be looked through: the actions that were done, what one of them did, and taking one back by itself."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from crmdesk.core.kinds import KINDS
from crmdesk.core.messages import MESSAGES
from crmdesk.core.past import Past, verbs_of
from crmdesk.core.words import Words
from crmdesk.services import customers, history
from crmdesk.services.desk import Desk
from crmdesk.services.past_backward import can_bring_back
from crmdesk.services.targets import check_ending, refuse_own
from crmdesk.sheets.books import Cancelled
from crmdesk.sheets.plain import write_csv
from crmdesk.sheets.tables import Column, Table
from crmdesk.sheets.writing import write_xlsx
from crmdesk.store import past as store
from crmdesk.store.history import Action, RecordChange
from crmdesk.store.replaying import Nature

__all__ = ["MOST_TOLD", "Detail", "Nature", "Past", "actions", "details", "find", "headers", "people", "row", "write"]

MOST_TOLD = 500
"""Changes of one action that are told."""
_ENDINGS = (".xlsx", ".csv")
_AT_ONCE = 1_000
_VERBS = tuple(code.removeprefix("action-") for code in MESSAGES if code.startswith("action-"))


class Detail(Struct, frozen=True):
    """One value that an action changed. `seq` and `key` name it for `past_backward.bring_back`; `whose` is the number
    and name of a customer, `record` what kind of thing it is, `nature` whether that was made, edited or removed."""

    seq: int
    key: str
    customer_id: int | None
    whose: str
    record: str
    nature: Nature
    field: str
    before: str
    after: str
    can_return: bool


def find(desk: Desk, wanted: Past) -> array[int]:
    """The ids of the actions that are wanted, newest first. A million take about a second."""
    verbs = verbs_of(wanted.work, _VERBS) if wanted.work else None
    return store.find(
        desk.data,
        who=wanted.who,
        verbs=verbs,
        since=_midnight(desk, wanted.first),
        until=_midnight(desk, wanted.last + dt.timedelta(days=1) if wanted.last else None),
        customer_id=wanted.customer_id,
    )


def _midnight(desk: Desk, day: dt.date | None) -> str:
    if day is None:
        return ""
    begins = dt.datetime.combine(day, dt.time(), desk.clock().tzinfo)
    return begins.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def actions(desk: Desk, ids: Sequence[int]) -> list[Action]:
    """These actions, newest first."""
    return store.actions(desk.data, ids)


def people(desk: Desk) -> list[str]:
    """Everybody who ever did something."""
    return store.people(desk.data)


def details(desk: Desk, action_id: int, words: Words, *, masked: bool = False) -> tuple[list[Detail], int]:
    """What an action changed, in the order in which it did, at most `MOST_TOLD` of it; and how many records there are.

    `masked`: with what is personal hidden (METHOD.md section 14).
    """
    found = store.of_action(desk.data, action_id, MOST_TOLD)
    owners = store.owners(desk.data, action_id, MOST_TOLD)
    rows = {row.id: row for row in customers.rows(desk, sorted(set(owners.values())))}
    shown = {kind: history.Shown(desk, words, masked=masked, of_kind=kind) for kind in _kinds_of(rows.values())}
    told: list[Detail] = []
    for seq, change in found:
        owner = owners.get(seq)
        row = rows.get(owner) if owner is not None else None
        by = shown[row.kind if row is not None else ""]
        whose = "  ".join(filter(None, (row.number, row.name))) if row is not None else ""
        told += _told(seq, change, by, owner, whose, words)
    return told, store.count_of(desk.data, action_id)


def _kinds_of(rows: object) -> list[str]:
    return ["", *{row.kind for row in rows}]  # type: ignore[attr-defined]


def _told(
    seq: int, change: RecordChange, shown: history.Shown, owner: int | None, whose: str, words: Words
) -> Iterator[Detail]:
    record = words.label(KINDS[change.kind])
    if change.nature is not Nature.EDITED:
        yield Detail(seq, "", owner, whose, record, change.nature, "", "", "", can_return=False)
        return
    for key, texts in history.values_of(change, shown):
        returning = can_bring_back(change, key)
        yield Detail(seq, key, owner, whose, record, change.nature, *texts, can_return=returning)


def headers(words: Words) -> tuple[str, ...]:
    """The columns of `row`."""
    _ = words.gettext
    return (_("When"), _("Who"), _("What"), _("State"))


def row(action: Action, words: Words) -> tuple[str, ...]:
    """When, who, what, and whether it was taken back."""
    state = "" if action.state == "done" else words.gettext("taken back")
    return words.moment(history.local_time(action)), action.who, history.describe(action, words), state


def write(desk: Desk, path: Path | str, words: Words, wanted: Past, *, cancelled: Cancelled | None = None) -> int:
    """Write what is wanted of the history into .xlsx or .csv, the newest first. Returns how many actions.

    It names numbers only, so that it is not logged itself. Raises UserError: 'export-ending', 'write-…';
    CancelledError. An old file then stays.
    """
    path = Path(path)
    check_ending(path, _ENDINGS)
    refuse_own(path, desk.path)
    ids = find(desk, wanted)

    def rows() -> Iterator[tuple[str, ...]]:
        for start in range(0, len(ids), _AT_ONCE):
            yield from (row(action, words) for action in actions(desk, ids[start : start + _AT_ONCE]))

    table = Table(words.gettext("History"), [Column(header) for header in headers(words)], rows())
    if path.suffix.lower() == ".csv":
        return write_csv(path, table, cancelled=cancelled).rows
    return write_xlsx(path, [table], cancelled=cancelled).rows
