"""Numbers of records: a prefix by kind and a running figure, unique with the trash included."""

from __future__ import annotations

import re

from crmdesk.store import settings
from crmdesk.store.database import DataFile

PREFIXES = {"customer": "K", "sales_order": "D", "goods_return": "R", "product": "P", "complaint": "T"}
_DIGITS = 5
_LONGEST = 12


def spelt(kind: str, figure: int) -> str:
    """A running figure as the number of a record: T00042."""
    return f"{PREFIXES[kind]}{figure:0{_DIGITS}d}"


class Numbers:
    """Hands out numbers inside one write transaction."""

    def __init__(self, data: DataFile, kind: str) -> None:
        self._data = data
        self._kind = kind
        self._prefix = PREFIXES[kind]
        self._pattern = re.compile(rf"{self._prefix}(\d{{1,{_LONGEST}}})")
        self._last = int(settings.get(data, self._key) or 0)

    @property
    def _key(self) -> str:
        return f"number.{self._kind}"

    def next(self) -> str:
        """The next number; no record, in the trash or out of it, ever had one so high."""
        self._last += 1
        return spelt(self._kind, self._last)

    def seen(self, number: str) -> None:
        """A number given by hand: counting goes on after it. Call for every number that is stored."""
        match = self._pattern.fullmatch(number)
        if match:
            self._last = max(self._last, int(match[1]))

    def save(self) -> None:
        settings.put(self._data, self._key, str(self._last))
