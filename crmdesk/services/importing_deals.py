"""Orders and returns of a file with their lines, against what the customer has already (METHOD.md sections 3 and 15).

An order is its number *and* its customer *and* its day, since old numbers occur several times.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from crmdesk.core.importing import Change
from crmdesk.core.importing_orders import DATE, DEALS
from crmdesk.services.importing_drafts import DealDraft, Draft
from crmdesk.services.importing_links import ORDER, Own, Say
from crmdesk.services.importing_parts import Parts, PlannedPart
from crmdesk.services.importing_products import Products
from crmdesk.store.records import Flat

There = Mapping[int, Flat]
_POSITION = "position"


class PlannedDeal(Struct):
    """An order or a return to be written: a new one (id None), or the changed values of one there. `lines` likewise;
    `open`: a new order that nothing says was paid, `settled`: one of which only the person says so."""

    kind: str
    id: int | None
    flat: Flat
    lines: list[PlannedPart] = field(default_factory=list)
    changes: tuple[Change, ...] = ()
    open: bool = False
    settled: bool = False

    @property
    def writes(self) -> bool:
        return self.id is None or bool(self.flat or self.lines)


class Having(Struct, frozen=True):
    """The orders and returns that a customer has, by kind, and their lines, by kind too."""

    deals: Mapping[str, There]
    lines: Mapping[str, There]


NOTHING = Having({}, {})


def having(parts: Mapping[str, There]) -> Having:
    """What a customer has, out of all that belongs to it."""
    return Having({kind: parts.get(kind, {}) for kind in DEALS}, {line: parts.get(line, {}) for line in DEALS.values()})


class Deals:
    """Plans orders and returns. `settled`: orders without payments count as paid when due."""

    def __init__(self, parts: Parts, products: Products, say: Say, *, settled: bool) -> None:
        self._parts = parts
        self._products = products
        self._say = say
        self._settled = settled

    def planned(self, customer: Draft, own: Own, having: Having) -> list[PlannedDeal]:
        """What is to be written of one customer's orders and returns."""
        free, treat, result = _Free(having), customer.treat, []
        paid = frozenset(values.get(ORDER, "") for _, values in customer.parts.get("payment", ()))
        for draft in customer.deals.values():
            head = self._parts.flat(draft.kind, draft.head, own, draft.place)
            made = [self._line(draft, place, line, product) for place, line, product in draft.lines]
            found = None if treat == "create" else free.take(draft.kind, head, made)
            if found is None:
                result.append(self._new(draft, head, made, paid))
            elif treat != "skip":
                old = having.deals[draft.kind][found]
                result.append(self._changed(draft.kind, found, head, made, old, free.lines(draft.kind, found), treat))
        return result

    def _line(self, draft: DealDraft, place: int, line: dict[str, Any], product: Mapping[str, Any] | None) -> Flat:
        meant = self._products.of_line(line, product, place, self._say)
        return {**self._parts.flat(DEALS[draft.kind], line), "product": meant}

    def _new(self, draft: DealDraft, head: Flat, lines: Sequence[Flat], paid: frozenset[str]) -> PlannedDeal:
        number = head.get("number", "")
        unpaid = (
            draft.kind == ORDER
            and head["state"] == "ordered"
            and "settled" not in head
            and not paid & {number, f"{number} {head[DATE]}"}
        )
        if unpaid and self._settled:
            head["settled"] = 1
        made = [PlannedPart(None, {**line, _POSITION: at}) for at, line in enumerate(lines)]
        told = (Change(f"{draft.kind}.number", None, number or head[DATE]),)
        settled = unpaid and self._settled
        return PlannedDeal(draft.kind, None, head, made, told, open=unpaid and not settled, settled=settled)

    def _changed(
        self,
        kind: str,
        deal: int,
        head: Flat,
        lines: Sequence[Flat],
        old: Flat,
        there: Mapping[int, Flat],
        treat: str,
    ) -> PlannedDeal:
        """What differs of an order that is there: its own values, and its lines by their product."""
        flat = _differing(head, old, treat)
        meant = _exact(lines, there)
        free = {i: other for i, other in there.items() if i not in meant.values()}
        last = max((other.get(_POSITION, 0) for other in there.values()), default=-1)
        planned = []
        for at, line in enumerate(lines):
            if at in meant:
                continue
            same = next((i for i, other in free.items() if other["product"] == line["product"]), None)
            if same is None:
                last += 1
                planned.append(PlannedPart(None, {**line, _POSITION: last}))
            elif sets := _differing(line, free.pop(same), treat):
                planned.append(PlannedPart(same, sets))
        changes = [self._parts.change(kind, key, old.get(key), value) for key, value in flat.items()]
        if planned:
            changes.append(Change(f"{DEALS[kind]}.product", None, old.get("number", "")))
        return PlannedDeal(kind, deal, flat, planned, tuple(changes))


class _Free:
    """The orders and returns that no draft means yet."""

    def __init__(self, having: Having) -> None:
        self._by_key: dict[tuple[str, ...], list[int]] = {}
        self._lines: dict[tuple[str, int], dict[int, Flat]] = {}
        for kind, there in having.deals.items():
            for i, flat in there.items():
                self._by_key.setdefault((kind, flat.get("number", ""), flat[DATE]), []).append(i)
                self._by_key.setdefault((kind, flat[DATE]), []).append(i)
        for kind, line in DEALS.items():
            for i, flat in having.lines.get(line, {}).items():
                self._lines.setdefault((kind, flat[kind]), {})[i] = flat
        self._taken: set[tuple[str, int]] = set()

    def lines(self, kind: str, deal: int) -> dict[int, Flat]:
        return self._lines.get((kind, deal), {})

    def take(self, kind: str, head: Flat, lines: Sequence[Flat]) -> int | None:
        """Which one is meant: that with the number and the day; without a number the one of the day that has all of
        the lines."""
        key = (kind, head["number"], head[DATE]) if "number" in head else (kind, head[DATE])
        for i in self._by_key.get(key, ()):
            same = "number" in head or len(_exact(lines, self.lines(kind, i))) == len(lines)
            if same and (kind, i) not in self._taken:
                self._taken.add((kind, i))
                return i
        return None


def _exact(lines: Sequence[Flat], there: Mapping[int, Flat]) -> dict[int, int]:
    """For lines (by their place) the ones there that say all of it."""
    free = dict(there)
    found: dict[int, int] = {}
    for at, line in enumerate(lines):
        same = next((i for i, other in free.items() if line.items() <= other.items()), None)
        if same is not None:
            found[at] = same
            del free[same]
    return found


def _differing(wanted: Flat, old: Flat, treat: str) -> Flat:
    return {
        key: value
        for key, value in wanted.items()
        if value != old.get(key) and (treat != "fill" or old.get(key) is None)
    }
