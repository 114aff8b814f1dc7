"""Writing how the sample customers were assessed and what their sources cost: in an action of its own."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Mapping

from crmdesk.core import demo_selecting as told
from crmdesk.core.demo_orders import Values
from crmdesk.core.fields import Fields
from crmdesk.services.desk import Desk
from crmdesk.store.columns import to_column
from crmdesk.store.records import Flat, chunks

_READ = ("tier", "owner", "first_order_on", "overdue_since")


def tell(desk: Desk, seed: int, stories: Mapping[int, str], counts: Counter[str]) -> None:
    """Of customers whose stories are known by id; `counts`: how many records of each kind, which grows."""
    dice = random.Random(f"{seed}/selecting")  # noqa: S311
    assessments, costs = desk.fields("assessment"), desk.fields("source_cost")
    with desk.recording("demo", count=len(stories)) as made:
        for ids in chunks(stories):
            flats = desk.records.read_many("customer", ids, _READ)
            for customer_id in ids:
                flat = flats[customer_id]
                since, late = _day(flat, "first_order_on"), _day(flat, "overdue_since")
                found = told.assessments(
                    dice, stories[customer_id], desk.today(), tier=flat.get("tier"), since=since, late=late
                )
                for values in found:
                    counts["assessment"] += 1
                    own = {"customer_id": customer_id, "by": flat.get("owner")}
                    made.create("assessment", {**_stored(assessments, values), **own})
        for values in told.costs(dice, desk.today()):
            counts["source_cost"] += 1
            made.create("source_cost", _stored(costs, values))


def _stored(fields: Fields, values: Values) -> Flat:
    return {key: to_column(fields[key], value) for key, value in values.items() if value is not None}


def _day(flat: Flat, key: str) -> dt.date | None:
    return dt.date.fromisoformat(flat[key]) if flat.get(key) else None
