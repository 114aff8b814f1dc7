"""Writing a planned import inside its action: own fields, groups, customers with what belongs to them, references."""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crmdesk.core import texts
from crmdesk.core.importing_orders import DATE, DEALS
from crmdesk.core.registry import PARTS
from crmdesk.services import reading
from crmdesk.services.desk import Desk
from crmdesk.services.importing_deals import PlannedDeal
from crmdesk.services.importing_links import COMPLAINT, ORDER, order_key
from crmdesk.services.importing_plan import Plan
from crmdesk.services.importing_planned import PlannedCustomer, PlannedCustomers
from crmdesk.services.importing_writing_beside import Register, write_fields, write_standing
from crmdesk.sheets.books import Cancelled, CancelledError, Progress
from crmdesk.store.numbers import Numbers
from crmdesk.store.recording import Recording
from crmdesk.store.records import Flat

_EVERY = 500


def _see(numbers: Numbers, customer: PlannedCustomer) -> None:
    """Counting goes on after the numbers that new customers bring."""
    if customer.id is None and not customer.number_used and (number := customer.flat.get("number")):
        numbers.seen(number)


def write(
    desk: Desk,
    made: Recording,
    plan: Plan,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> None:
    """Write all that is planned. Raises CancelledError when `cancelled` says so; the action then leaves nothing."""
    customers = plan.customers
    write_fields(made, plan)
    register = write_standing(desk, made, plan)
    job = _Writing(desk, made, customers, register)
    watch = _Watch(customers.new + customers.changed, progress, cancelled)
    job.create(watch)
    job.update(watch)
    job.point()
    register.save()


def _changed(customer: PlannedCustomer) -> Iterator[tuple[str, int, Mapping[str, Any]]]:
    """The records of a customer that are there already and change."""
    for kind, parts in customer.parts.items():
        yield from ((kind, part.id, part.flat) for part in parts if part.id is not None)
    for deal in customer.deals:
        if deal.id is not None and deal.flat:
            yield deal.kind, deal.id, deal.flat
        yield from ((DEALS[deal.kind], line.id, line.flat) for line in deal.lines if line.id is not None)


class _Watch:
    """Tells how far the work is and asks whether it shall go on."""

    def __init__(self, total: int, progress: Progress | None, cancelled: Cancelled | None) -> None:
        self._total = total
        self._progress = progress
        self._cancelled = cancelled
        self._done = 0

    def step(self, count: int = 1) -> None:
        before, self._done = self._done, self._done + count
        if before // _EVERY < self._done // _EVERY or self._done == self._total:
            if self._cancelled is not None and self._cancelled():
                raise CancelledError
            if self._progress is not None:
                self._progress(self._done, self._total)


class _Writing:
    """One import being written. `_ids` gives each planned customer its id."""

    def __init__(self, desk: Desk, made: Recording, customers: PlannedCustomers, register: Register) -> None:
        self._desk = desk
        self._register = register
        self._made = made
        self._customers = customers
        self._ids = array("q")
        self._groups = self._made_groups(list(customers.groups))

    def _made_groups(self, names: Sequence[str]) -> dict[str, int]:
        """Ids by name, making those that do not exist; two writings of one name are one group."""
        known = {texts.fold(name): group for group, name in reading.group_names(self._desk).items()}
        for name in names:
            if texts.fold(name) not in known:
                known[texts.fold(name)] = self._made.create("customer_group", {"name": name})
        return {name: known[texts.fold(name)] for name in names}

    def create(self, watch: _Watch) -> None:
        """The new customers, in the file's order, each with its contacts and further addresses."""
        numbers = Numbers(self._desk.data, "customer")
        if self._customers.unnumbered:
            for customer in self._customers:
                _see(numbers, customer)
        if self._customers.parts.keys() & {*DEALS, COMPLAINT}:
            for customer in self._customers:
                for deal in customer.deals:
                    self._register.see(deal.kind, deal.flat)
                for part in customer.parts.get(COMPLAINT, ()):
                    self._register.see(COMPLAINT, part.flat)
        self._made.expect(self._customers.new)
        alone: list[Flat] = []
        for customer in self._customers:
            if customer.id is None:
                alone.append(self._flat(customer, numbers))
                if len(alone) < _EVERY and not (customer.parts or customer.deals):
                    continue
            self._create(alone, watch)
            if customer.id is not None:
                self._ids.append(customer.id)
            else:
                self._parts(self._ids[-1], customer, first=0)
        self._create(alone, watch)
        if self._customers.new:
            numbers.save()

    def _flat(self, customer: PlannedCustomer, numbers: Numbers) -> Flat:
        """The row of a new customer."""
        flat = customer.flat
        if customer.number_used or not flat.get("number"):
            flat = {**flat, "number": numbers.next()}
        if customer.groups:
            flat = {**flat, "groups": self._group_ids(customer.groups)}
        _see(numbers, customer)
        return flat

    def _create(self, flats: list[Flat], watch: _Watch) -> None:
        """Create these customers; they are taken out of the list."""
        if flats:
            self._ids.extend(self._made.create_customers(flats))
            watch.step(len(flats))
            flats.clear()

    def update(self, watch: _Watch) -> None:
        """The existing customers' changed values, contacts and further addresses."""
        if not self._customers.changed:
            return
        changed = (c for c in self._customers if c.id is not None and c.writes)
        while chunk := list(itertools.islice(changed, _EVERY)):
            part = {customer.id: customer for customer in chunk if customer.id is not None}
            self._made.touch(part)
            flats = self._desk.records.read_many("customer", [i for i, c in part.items() if c.groups])
            values: dict[int, dict[str, Any]] = {}
            for customer_id, customer in part.items():
                sets = dict(customer.flat)
                if customer.groups:
                    ids = {*flats[customer_id].get("groups", ()), *self._group_ids(customer.groups)}
                    sets["groups"] = sorted(ids)
                if sets:
                    values[customer_id] = sets
            self._made.update_many("customer", values)
            there = self._desk.records.children("contact", [i for i, c in part.items() if c.contacts])
            changes: dict[str, dict[int, Mapping[str, Any]]] = {}
            for customer_id, customer in part.items():
                positions = (flat["position"] for flat in there.get(customer_id, {}).values())
                self._parts(customer_id, customer, first=1 + max(positions, default=-1))
                for kind, record_id, flat in _changed(customer):
                    changes.setdefault(kind, {})[record_id] = self._register.resolved(flat)
                watch.step()
            for kind, flats_of in changes.items():
                self._made.update_many(kind, flats_of)

    def point(self) -> None:
        """References between customers of the file, once all of them are there."""
        if not self._customers.referring:
            return
        self._made.update_many(
            "customer",
            {
                self._ids[i]: {key: self._ids[other] for key, other in customer.references.items()}
                for i, customer in enumerate(self._customers)
                if customer.references
            },
        )

    def _group_ids(self, names: Sequence[str]) -> list[int]:
        return sorted({self._groups[name] for name in names})

    def _parts(self, customer_id: int, customer: PlannedCustomer, first: int) -> None:
        """What belongs to a customer and is new: contacts, then orders, then what names these."""
        self._register.links.next_customer()
        for kind in sorted({*customer.parts, *(deal.kind for deal in customer.deals)}, key=PARTS.index):
            for deal in customer.deals if kind in DEALS else ():
                if deal.kind == kind:
                    self._deal(customer_id, deal)
            new = (part for part in customer.parts.get(kind, ()) if part.id is None)
            for position, part in enumerate(new, start=first):
                flat = {**part.flat, "customer_id": customer_id}
                if kind == "contact":
                    flat["position"] = position
                made = self._register.create(kind, flat)
                if part.key:
                    self._register.links.add(kind, part.key, made)

    def _deal(self, customer_id: int, deal: PlannedDeal) -> None:
        """An order or a return with its lines."""
        made = deal.id
        if made is None:
            made = self._register.create(deal.kind, {**deal.flat, "customer_id": customer_id})
            if deal.kind == ORDER and (number := deal.flat.get("number")):
                self._register.links.add(ORDER, order_key(number, deal.flat[DATE]), made)
        for line in deal.lines:
            if line.id is None:
                self._register.create(DEALS[deal.kind], {**line.flat, "customer_id": customer_id, deal.kind: made})
