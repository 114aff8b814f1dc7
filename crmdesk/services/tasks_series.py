"""The next time of a task that repeats: made when one is done, taken back when that is (METHOD.md section 11)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from crmdesk.core import tasks
from crmdesk.core.repeats import Series, series_of
from crmdesk.services.desk import Desk
from crmdesk.store.records import Flat

if TYPE_CHECKING:
    from crmdesk.store.recording import Recording

_KIND = "task"
_SERIES = ("customer_id", "text", "repeat")


def begun(flat: Flat) -> str | None:
    """The series that begins with a task; None where it does not repeat."""
    due_on = dt.date.fromisoformat(flat["due_on"])
    return str(Series(due_on, due_on)) if flat.get("repeat") else None


def _series(flat: Flat) -> Series:
    return series_of(flat.get("anchor"), dt.date.fromisoformat(flat["due_on"]))


def follow(desk: Desk, made: Recording, flat: Flat) -> None:
    """The next one of a repeated task that was done, unless it is there."""
    series = _series(flat)
    until = dt.date.fromisoformat(flat["until"]) if "until" in flat else None
    after = tasks.following(flat.get("repeat"), series, until, dt.date.fromisoformat(flat["done_on"])).due_on
    if after is None or _later(desk, flat, series):
        return
    kept = {key: value for key, value in flat.items() if key not in ("done_on", "anchor", "due_on")}
    made.create(_KIND, {**kept, "due_on": after.isoformat(), "anchor": str(Series(series.first, after))})


def unfollow(desk: Desk, made: Recording, flat: Flat) -> None:
    """The one that doing a task made goes, unless one of the later ones is done too."""
    later = _later(desk, flat, _series(flat))
    if not any("done_on" in part for part in later.values()):
        made.update_many(_KIND, {task_id: {"deleted_at": desk.now()} for task_id in later})


def _later(desk: Desk, flat: Flat, series: Series) -> dict[int, Flat]:
    """The tasks of the same series that are planned for later."""
    if "repeat" not in flat:
        return {}
    others = desk.records.children(_KIND, (flat["customer_id"],)).get(flat["customer_id"], {})
    return {
        other: part
        for other, part in others.items()
        if all(part.get(key) == flat.get(key) for key in _SERIES)
        and _series(part).first == series.first
        and _series(part).planned > series.planned
    }
