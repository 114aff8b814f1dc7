"""Filling an empty data file with lifelike sample data, and the file to look around in before one has one's own."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from crmdesk.core.demo import SampleCustomer, sample_customers
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Field
from crmdesk.services import demo_delivered, demo_losses, demo_selecting, demo_surveys, reading
from crmdesk.services.bulk import unhindered
from crmdesk.services.customers import first_marks
from crmdesk.services.demo_daily import Daily, begun_on
from crmdesk.services.demo_dealing import Dealings, Made
from crmdesk.services.demo_tiers import Story
from crmdesk.services.desk import Desk, open_desk
from crmdesk.services.sample import SAMPLE, SAMPLE_CUSTOMERS, is_sample
from crmdesk.store import customers as store
from crmdesk.store import settings
from crmdesk.store.columns import to_column
from crmdesk.store.numbers import Numbers
from crmdesk.store.recording import Recording

SAMPLE_SEED = 7
_STEP = 20
_BLOCK = 1_000
"""So many customers' dealings are held in memory to be written in the order in which they happened."""


class DemoResult(Struct, frozen=True):
    """How many records were made; `others` by kind, beside customers and contacts."""

    customers: int
    contacts: int
    others: Mapping[str, int]


def fill(
    desk: Desk, count: int, seed: int, progress: Callable[[int], None] | None = None, *, dealings: int | None = None
) -> DemoResult:
    """Make `count` sample customers with their contacts and all that happened with them in three years (`dealings`:
    with so many of them, the first ones; None: with all); fixed by the seed. Then how they were classed a year ago and
    are now, in actions of their own.

    Raises UserError('file-not-empty') when the data file holds customers.
    """
    if store.total(desk.data):
        raise UserError("file-not-empty")
    with unhindered(), desk.recording("demo", count=count) as made:
        samples = _Samples(desk, made)
        told, story = Dealings(desk, made, seed) if dealings != 0 else None, Story(desk)
        for first in range(0, count, _BLOCK):
            block = []
            for place, sample in enumerate(
                sample_customers(min(_BLOCK, count - first), seed, desk.today(), first), first
            ):
                dealing = told.of(place, sample) if told and (dealings is None or place < dealings) else None
                more = {**dealing.values, **begun_on(sample.story, place, dealing, desk.today())} if dealing else {}
                customer_id, contacts = samples.create(sample, more)
                if dealing:
                    block.append(Made(customer_id, contacts, dealing))
                    story.add(customer_id, sample, dealing)
                if progress and (place + 1) % _STEP == 0:
                    progress(place + 1)
            if told:
                told.write(block)
                if first == 0:
                    told.campaigns(block)
        samples.finish()
        if told:
            told.finish()
    if told:
        story.tell()
        Daily(desk, seed, story.stories, told.counts).tell()
        for part in (demo_surveys, demo_losses, demo_delivered, demo_selecting):
            part.tell(desk, seed, story.stories, told.counts)
    return DemoResult(count, samples.contacts, dict(told.counts) if told else {})


class _Samples:
    """Writes customers with their contacts inside one action."""

    def __init__(self, desk: Desk, made: Recording) -> None:
        self._desk = desk
        self._made = made
        self._numbers = Numbers(desk.data, "customer")
        self._fields, self._part_fields = desk.fields("customer").by_key, desk.fields("contact").by_key
        self._groups: dict[str, int] = {}
        self._marks = first_marks(desk)
        self.contacts = 0

    def create(self, sample: SampleCustomer, more: Mapping[str, Any]) -> tuple[int, list[int]]:
        """The ids of the customer and of its contacts; `more` are further values of the customer."""
        values = {**sample.values, **more}
        names = values.pop("groups", ())
        for name in names:
            if name not in self._groups:
                self._groups[name] = reading.group_ids(self._desk, self._made, (name,))[0]
        flat = _flat(self._fields, values)
        if names:
            flat["groups"] = [self._groups[name] for name in names]
        customer_id = self._made.create("customer", {**self._marks, "number": self._numbers.next(), **flat})
        contacts = []
        for position, contact in enumerate(sample.contacts):
            part = _flat(self._part_fields, contact)
            contacts.append(self._made.create("contact", {**part, "customer_id": customer_id, "position": position}))
        self.contacts += len(contacts)
        return customer_id, contacts

    def finish(self) -> None:
        self._numbers.save()


def _flat(fields: Mapping[str, Field], values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value if type(value) is str else to_column(fields[key], value) for key, value in values.items()}


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
                settings.put(sample.data, SAMPLE, "1")
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
