"""Writing which sample customers were lost and won back: in an action of its own."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Mapping

from crmdesk.core import demo_losses as told
from crmdesk.services.desk import Desk
from crmdesk.store import competitors
from crmdesk.store.columns import to_column
from crmdesk.store.records import chunks


def tell(desk: Desk, seed: int, stories: Mapping[int, str], counts: Counter[str]) -> None:
    """Of customers whose stories are known by id; `counts`: how many records of each kind, which grows."""
    fields = desk.fields("loss")
    dice = random.Random(f"{seed}/gone")  # noqa: S311
    rivals = sorted(competitors.names(desk.data))
    with desk.recording("demo", count=len(stories)) as made:
        for ids in chunks(stories):
            owners = desk.records.read_many("customer", ids, ("owner",))
            orders = desk.records.children("sales_order", ids)
            for customer_id in ids:
                flats = orders.get(customer_id, {}).values()
                days = sorted(dt.date.fromisoformat(flat["date"]) for flat in flats if flat["state"] == "ordered")
                found = told.loss(dice, stories[customer_id], days, desk.today())
                if found is None:
                    continue
                rival = found.pop("competitor", None)
                flat = {key: to_column(fields[key], value) for key, value in found.items()}
                if rival is not None and rivals:
                    flat["competitor"] = rivals[rival % len(rivals)]
                counts["loss"] += 1
                by = owners[customer_id].get("owner")
                made.create("loss", {**flat, "by": by, "customer_id": customer_id})
