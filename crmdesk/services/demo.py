"""Filling an empty data file with lifelike sample data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from crmdesk.core.demo import sample_customers
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Field
from crmdesk.services import reading
from crmdesk.services.bulk import unhindered
from crmdesk.services.customers import first_marks
from crmdesk.services.desk import Desk
from crmdesk.store import customers as store
from crmdesk.store.columns import to_column
from crmdesk.store.numbers import Numbers


@dataclass(frozen=True, slots=True)
class DemoResult:
    """How many records were made."""

    customers: int
    contacts: int


def fill(desk: Desk, count: int, seed: int, progress: Callable[[int], None] | None = None) -> DemoResult:
    """Make `count` sample customers with their contacts, fixed by the seed.

    Raises UserError('file-not-empty') when the data file holds customers.
    """
    if store.total(desk.data):
        raise UserError("file-not-empty")
    contacts = 0
    with unhindered(), desk.recording("demo", count=count) as made:
        numbers = Numbers(desk.data, "customer")
        fields, part_fields = desk.fields("customer").by_key, desk.fields("contact").by_key
        groups: dict[str, int] = {}
        marks = first_marks(desk)
        for done, sample in enumerate(sample_customers(count, seed, desk.today()), 1):
            values = dict(sample.values)
            names = values.pop("groups", ())
            for name in names:
                if name not in groups:
                    groups[name] = reading.group_ids(desk, made, (name,))[0]
            flat = _flat(fields, values)
            if names:
                flat["groups"] = [groups[name] for name in names]
            customer_id = made.create("customer", {**marks, "number": numbers.next(), **flat})
            for position, contact in enumerate(sample.contacts):
                part = _flat(part_fields, contact)
                made.create("contact", {**part, "customer_id": customer_id, "position": position})
            contacts += len(sample.contacts)
            if progress and done % 1_000 == 0:
                progress(done)
        numbers.save()
    return DemoResult(count, contacts)


def _flat(fields: Mapping[str, Field], values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value if type(value) is str else to_column(fields[key], value) for key, value in values.items()}
