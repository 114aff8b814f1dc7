"""What the figures of complaints are worked out from (METHOD.md section 6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from crmdesk.core.complaint_figures import Ended
from crmdesk.core.complaint_lists import CLOSED_STATES, Complaints
from crmdesk.core.complaints import Complaint, Event, Step
from crmdesk.store import complaint_lists, complaint_rows
from crmdesk.store.database import DataFile
from crmdesk.store.records import chunks, marks

_KEYS = ("received_at", "state", "round", "closed_at", "level", "category", "severity", "responsible")
_STEP_KEYS = ("amount",)
_AT_ONCE = 5_000


def cases(
    data: DataFile, first: dt.date | None, last: dt.date | None
) -> Iterator[list[tuple[Complaint, Sequence[Step], Sequence[Event]]]]:
    """By some thousand at once the complaints received in these days, none of customers in the trash, with their steps
    and what befell them."""
    wanted = Complaints(from_=first, to=last, sort="received_at")
    for chunk in chunks(complaint_lists.find(data, wanted, dt.date.min), _AT_ONCE):
        steps, events = complaint_rows.of_complaints(data, chunk, _STEP_KEYS)
        yield [(one, steps.get(one.id, ()), events.get(one.id, ())) for one in complaint_rows.read(data, chunk, _KEYS)]


def ended(data: DataFile, first: dt.date | None, last: dt.date | None) -> list[Ended]:
    """The complaints closed in these days."""
    wanted = Complaints(states=CLOSED_STATES, closed_from=first, closed_to=last, sort="closed_at")
    found = []
    for chunk in chunks(complaint_lists.find(data, wanted, dt.date.min), _AT_ONCE):
        sql = f"""
            SELECT received_at, closed_at, state, level FROM complaint
            WHERE id IN ({marks(chunk)}) AND closed_at IS NOT NULL
        """  # noqa: S608
        for received, closed, state, level in data.database.execute_sql(sql, chunk).fetchall():
            found.append(Ended(dt.datetime.fromisoformat(received), dt.datetime.fromisoformat(closed), state, level))
    return found
