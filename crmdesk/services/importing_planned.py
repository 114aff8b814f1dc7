"""What an import would write, customer by customer, however many they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import overload

from msgspec import Struct, field

from crmdesk.core.importing_orders import DEALS
from crmdesk.services.importing_deals import PlannedDeal
from crmdesk.services.importing_parts import PlannedPart
from crmdesk.services.importing_shelf import Shelf
from crmdesk.store.records import Flat


class PlannedCustomer(Struct):
    """What is to be written of one customer. `id` None: a new one. `groups` are names to be added, `references` point
    at other planned customers by their index, `parts` are by kind of record, `deals` orders and returns."""

    id: int | None
    flat: Flat
    groups: tuple[str, ...] = ()
    references: Mapping[str, int] = field(default_factory=dict)
    parts: dict[str, list[PlannedPart]] = field(default_factory=dict)
    deals: list[PlannedDeal] = field(default_factory=list)
    number_used: bool = False

    @property
    def contacts(self) -> Sequence[PlannedPart]:
        return self.parts.get("contact", ())

    @property
    def addresses(self) -> Sequence[PlannedPart]:
        return self.parts.get("address", ())

    @property
    def writes(self) -> bool:
        return self.id is None or bool(self.flat or self.groups or self.references or self.parts or self.deals)

    def add(self, kind: str, part: PlannedPart) -> None:
        self.parts.setdefault(kind, []).append(part)


class PlannedCustomers(Sequence[PlannedCustomer]):
    """All of them, with what has to be known of them together before the first is written."""

    def __init__(self, *, large: bool = False) -> None:
        self._shelf: Shelf[PlannedCustomer] = Shelf(packed=large)
        self.new = 0
        """So many are new."""

        self.changed = 0
        """So many are there already and change."""

        self.unnumbered = 0
        """So many new ones get the next free number."""

        self.referring = 0
        """So many name another one."""

        self.parts: Counter[str] = Counter()
        """How many records belong to them, by kind."""

        self.open_orders = 0
        """So many new orders nothing says were paid."""

        self.settled_orders = 0
        """So many that the person said were paid."""

        self.groups: dict[str, None] = {}
        """Names of groups, in the order in which they come."""

        self.used: set[str] = set()
        """Keys of the values that any of them has."""

    def append(self, customer: PlannedCustomer) -> None:
        self._shelf.append(customer)
        if customer.id is None:
            self.new += 1
            self.unnumbered += customer.number_used or not customer.flat.get("number")
        elif customer.writes:
            self.changed += 1
        self.referring += bool(customer.references)
        for kind, parts in customer.parts.items():
            self.parts[kind] += len(parts)
        for deal in customer.deals:
            self.parts[deal.kind] += 1
            self.parts[DEALS[deal.kind]] += len(deal.lines)
            self.open_orders += deal.open
            self.settled_orders += deal.settled
        if customer.groups:
            self.groups.update(dict.fromkeys(customer.groups))
        self.used.update(customer.flat)

    def __len__(self) -> int:
        return len(self._shelf)

    @overload
    def __getitem__(self, index: int) -> PlannedCustomer: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[PlannedCustomer]: ...
    def __getitem__(self, index: int | slice) -> PlannedCustomer | Sequence[PlannedCustomer]:
        if isinstance(index, slice):
            return [self._shelf[i] for i in range(*index.indices(len(self)))]
        return self._shelf[range(len(self))[index]]

    def __iter__(self) -> Iterator[PlannedCustomer]:
        return iter(self._shelf)
