"""Writing what the sample customers said when asked, in an action of its own."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping

from crmdesk.core import demo_surveys as told
from crmdesk.core.fields import Type
from crmdesk.services.desk import Desk
from crmdesk.store.columns import to_column
from crmdesk.store.records import chunks

_READ = ("owner", "first_order_on")


def tell(desk: Desk, seed: int, stories: Mapping[int, str], counts: Counter[str]) -> None:
    """Of customers whose stories are known by id; nobody is asked before the first order. `counts`: how many records of
    each kind were made."""
    fields = {field.key: field for field in desk.fields("survey").all if field.type is not Type.CONTACT}
    with desk.recording("demo", count=len(stories)) as made:
        for ids in chunks(stories):
            flats = desk.records.read_many("customer", ids, _READ)
            contacts = desk.records.children("contact", ids)
            for customer_id in ids:
                since = flats[customer_id].get("first_order_on")
                if since is None:
                    continue
                whose = {
                    "customer_id": customer_id,
                    "by": flats[customer_id].get("owner"),
                    "contact": next(iter(contacts.get(customer_id, {})), None),
                }
                first = dt.date.fromisoformat(since)
                for values in told.surveys(seed, customer_id, stories[customer_id], first, desk.today()):
                    stored = {key: to_column(fields[key], value) for key, value in values.items()}
                    made.create("survey", {**whose, **stored})
                    counts["survey"] += 1
