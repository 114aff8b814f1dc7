"""Writing how sample customers scored what we deliver: in an action of its own."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping

from crmdesk.core import demo_delivered as told
from crmdesk.services.desk import Desk
from crmdesk.store import competitors
from crmdesk.store.columns import to_column
from crmdesk.store.records import chunks


def tell(desk: Desk, seed: int, stories: Mapping[int, str], counts: Counter[str]) -> None:
    """Of customers whose stories are known by id; `counts`: how many records of each kind, which grows."""
    dice, fields = random.Random(f"{seed}/delivered"), desk.fields("delivered_value")  # noqa: S311
    rivals = sorted(competitors.names(desk.data))
    with desk.recording("demo", count=len(stories)) as made:
        for ids in chunks(stories):
            flats = desk.records.read_many("customer", ids, ("tier", "owner"))
            for customer_id in ids:
                tier, by = (flats[customer_id].get(key) for key in ("tier", "owner"))
                for values in told.scorings(dice, stories[customer_id], tier, len(rivals), desk.today()):
                    rival = values.pop("competitor", None)
                    flat = {key: to_column(fields[key], value) for key, value in values.items() if value is not None}
                    own = {"customer_id": customer_id, "by": by}
                    made.create(
                        "delivered_value",
                        {**flat, **own, "competitor": None if rival is None else rivals[rival]},
                    )
                    counts["delivered_value"] += 1
