"""The marks of customers on a new day, on another day, and after the user's numbers changed (METHOD.md section 3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from crmdesk.services.desk import Desk
from crmdesk.store import marks_days

if TYPE_CHECKING:
    from crmdesk.core.customers import CustomerFile

Cancelled = Callable[[], bool]


def refresh(desk: Desk, cancelled: Cancelled = lambda: False) -> int:
    """Work out what passing days, a clock set back or other numbers in Settings changed; returns of how many
    customers. In pieces, each a transaction of its own; nothing to do costs a millisecond.

    Raises UserError when the data file cannot be written.
    """
    return marks_days.refresh(desk.data, desk.today(), cancelled)


def as_of(desk: Desk, file: CustomerFile, today: dt.date) -> CustomerFile:
    """A file with the marks it would have on another day."""
    from crmdesk.services import reading
    from crmdesk.store.marks_customers import MARKS

    fields = desk.fields("customer")
    made = reading.from_flat(fields, marks_days.as_of(desk.data, file.id, today))
    kept = {key: value for key, value in file.values.items() if key not in MARKS}
    return replace(file, values={**kept, **made})
