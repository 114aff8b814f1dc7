"""What a judgement of the method rests on, or what is missing for another one: a code with its figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from crmdesk.core.words import Words


@dataclass(frozen=True, slots=True)
class Reason:
    """`code` is a key of `crmdesk.core.messages.MESSAGES`; decimals among `params` are amounts in yuan."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def told(self, words: Words) -> str:
        """The sentence in this language."""
        shown = {key: words.money(value) if isinstance(value, Decimal) else value for key, value in self.params.items()}
        return words.message(self.code, shown)
