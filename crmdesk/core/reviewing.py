"""When a file is due for review (METHOD.md section 1, *last verified*)."""

from __future__ import annotations

import datetime as dt


def due_on(verified_on: dt.date | None, created_on: dt.date | None, days: int) -> dt.date | None:
    """The day from which a file is due: so many days after it was last verified, or after it was made.

    None when neither day is known, or the due day lies beyond the calendar.
    """
    last = verified_on or created_on
    try:
        return None if last is None else last + dt.timedelta(days=days)
    except OverflowError:
        return None


def is_due(verified_on: dt.date | None, created_on: dt.date | None, days: int, today: dt.date) -> bool:
    """Whether a file is due for review today."""
    due = due_on(verified_on, created_on, days)
    return due is not None and today >= due
