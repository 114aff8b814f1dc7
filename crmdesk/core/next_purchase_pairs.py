"""Very many customers with what each needs or needed, a few bytes for each."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence

from crmdesk.core.next_purchase_days import Key

Pair = tuple[int, Key, tuple[int, ...]]
"""A customer's id, of what, and the numbers that belong to it."""


class Pairs(Sequence[Pair]):
    """In the order they were put in, or that of `in_turn`. `width`: how many numbers each has."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._customers, self._keys, self._numbers = array("q"), array("q"), array("i")
        self._categories: dict[str, int] = {}
        self._order: Sequence[int] | None = None

    def append(self, customer_id: int, key: Key, numbers: Sequence[int]) -> None:
        self._customers.append(customer_id)
        self._keys.append(key if isinstance(key, int) else -self._categories.setdefault(key, len(self._categories) + 1))
        self._numbers.extend(numbers)

    def in_turn(self, rank: Callable[[Sequence[int]], int]) -> None:
        """Put them into the order of a rank worked out from their numbers, of equal ones as they came."""
        ranks = array("q", (rank(self._of(at)) for at in range(len(self._customers))))
        self._order = array("q", sorted(range(len(ranks)), key=ranks.__getitem__))

    def customers(self) -> list[int]:
        """Whose they are, each once, in their order."""
        whose = self._customers
        return list(dict.fromkeys(whose if self._order is None else (whose[at] for at in self._order)))

    def _of(self, at: int) -> array[int]:
        return self._numbers[at * self._width : (at + 1) * self._width]

    def __len__(self) -> int:
        return len(self._customers)

    def __getitem__(self, place):  # type: ignore[no-untyped-def]
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        at = place if self._order is None else self._order[place]
        key = self._keys[at]
        named = key if key > 0 else tuple(self._categories)[-key - 1]
        return self._customers[at], named, tuple(self._of(at))
