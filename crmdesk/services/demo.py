"""Filling an empty data file with lifelike sample data, and the file to look around in before one has one's own."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crmdesk.core.customers import Listing
from crmdesk.core.demo import sample_customers
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Field
from crmdesk.services import reading
from crmdesk.services.bulk import unhindered
from crmdesk.services.customers import find, first_marks
from crmdesk.services.desk import Desk, open_desk
from crmdesk.store import customers as store
from crmdesk.store import settings
from crmdesk.store.columns import to_column
from crmdesk.store.numbers import Numbers

SAMPLE_CUSTOMERS, SAMPLE_SEED = 300, 7
_SAMPLE = "sample"
_STEP = 20


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
            if progress and done % _STEP == 0:
                progress(done)
        numbers.save()
    return DemoResult(count, contacts)


def _flat(fields: Mapping[str, Field], values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value if type(value) is str else to_column(fields[key], value) for key, value in values.items()}


def is_empty(desk: Desk) -> bool:
    """Whether nobody is in the data file, not even in the trash."""
    return not find(desk, Listing(), 1) and not find(desk, Listing(deleted=True), 1)


def is_sample(desk: Desk) -> bool:
    """Whether the data file was made by `make_sample`."""
    return settings.get(desk.data, _SAMPLE) is not None


class Stopped(Exception):
    """The person changed their mind; nothing was made."""


def make_sample(
    desk: Desk, name: str, progress: Callable[[int], None], wanted: Callable[[], bool] = lambda: True
) -> Path:
    """A data file of sample customers beside the desk's own; the one made before, if it is still there.

    It gets its name when it is whole. `progress` is told the customers made; raises `Stopped` once `wanted` says no.
    """
    folder = desk.path.parent
    for number in range(1, 100):
        path = folder / (f"{name}.crmdesk" if number == 1 else f"{name} {number}.crmdesk")
        if not path.exists():
            return _make_sample(desk, path, progress, wanted)
        if _is_sample_file(path):
            return path
    raise UserError("file-exists", path=str(path))


def _make_sample(desk: Desk, path: Path, progress: Callable[[int], None], wanted: Callable[[], bool]) -> Path:
    unfinished = path.with_name(f".{secrets.token_hex(6)}.sample")

    def told(done: int) -> None:
        if not wanted():
            raise Stopped
        progress(done)

    try:
        sample = open_desk(unfinished, who=desk.who, clock=desk.clock)
        try:
            fill(sample, SAMPLE_CUSTOMERS, SAMPLE_SEED, told)
            with sample.data.write():
                settings.put(sample.data, _SAMPLE, "1")
        finally:
            sample.close()
        os.replace(unfinished, path)
    finally:
        for ending in ("", "-wal", "-shm"):
            unfinished.with_name(unfinished.name + ending).unlink(missing_ok=True)
    return path


def _is_sample_file(path: Path) -> bool:
    try:
        desk = open_desk(path, create=False, who="")
    except UserError:
        return False
    try:
        return is_sample(desk)
    finally:
        desk.close()
