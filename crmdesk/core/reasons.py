"""What a judgement of the method rests on, or what is missing for another one: a code with its figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from crmdesk.core.words import Words


class Reason(Struct, frozen=True):
    """`code` is a key of `crmdesk.core.messages.MESSAGES`; decimals among `params` are amounts in yuan."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def told(self, words: Words, today: dt.date | None = None) -> str:
        """The sentence in this language; with `today`, days of this year drop it."""
        year = today.year if today is not None else None
        shown = {key: _shown(value, words, year) for key, value in self.params.items()}
        return words.message(self.code, shown)


def _shown(value: Any, words: Words, year: int | None) -> Any:
    if isinstance(value, Decimal):
        return words.money(value)
    return words.day(value) if type(value) is dt.date and value.year == year else value
