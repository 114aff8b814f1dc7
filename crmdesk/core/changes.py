"""What an action changed, so that every page can decide what it refreshes."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

MOST_NAMED = 5_000
"""Beyond so many ids a change names none: whatever is shown is read again."""


class Changes(Struct, frozen=True):
    """The kinds of record and their ids that one action touched.

    `action` is the history entry, None when nothing was written. `everything`: too many to name.
    """

    action: int | None = None
    records: Mapping[str, frozenset[int]] = field(default_factory=dict)
    everything: bool = False

    def touched(self, kind: str) -> frozenset[int]:
        return self.records.get(kind, frozenset())

    def __bool__(self) -> bool:
        return self.everything or any(self.records.values())
