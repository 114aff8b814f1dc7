"""Records as they may be seen on paper with personal data hidden (METHOD.md section 14)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, TypeVar

from msgspec.structs import replace

from crmdesk.core.fields import Field, Fields
from crmdesk.core.losses import Loss
from crmdesk.core.masking import mask_within, masked_value, masked_values
from crmdesk.core.notes import Note
from crmdesk.core.sales import Payment
from crmdesk.core.selecting import Assessed


class _Record(Protocol):
    @property
    def values(self) -> Mapping[str, Any]: ...


_R = TypeVar("_R", bound=_Record)


class Mask:
    """Hides what is personal where it is `on`; `fields` of every kind of record that is asked for."""

    def __init__(self, fields: Mapping[str, Fields], *, on: bool) -> None:
        self._fields, self.on = fields, on
        self._by_key = {record: each.by_key for record, each in fields.items()} if on else {}

    def text(self, text: str) -> str:
        return mask_within(text) if self.on and text else text

    def value(self, field: Field, value: Any) -> Any:
        return masked_value(field, value) if self.on else value

    def record(self, kind: str, one: _R) -> _R:
        """A record with typed values by field key."""
        if not self.on:
            return one
        made: _R = replace(one, values=masked_values(one.values, self._by_key[kind]))  # type: ignore[type-var]
        return made

    def note(self, one: Note) -> Note:
        return replace(one, text=self.text(one.text)) if self.on else one

    def payment(self, one: Payment) -> Payment:
        return replace(one, reference=self.text(one.reference), notes=self.text(one.notes)) if self.on else one

    def notes(self, one: Assessed) -> Assessed:
        return replace(one, notes=self.text(one.notes)) if self.on else one

    def loss(self, one: Loss) -> Loss:
        if not self.on:
            return one
        return replace(one, text=self.text(one.text), won_back_text=self.text(one.won_back_text))
