"""Personal numbers inside free texts, hidden where lists, exports or paper are masked (METHOD.md section 14)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from crmdesk.core import patterns
from crmdesk.core.fields import INDIVIDUAL, Field, Mask, Type
from crmdesk.core.id_numbers import mask_id_number
from crmdesk.core.phones import mask_phone
from crmdesk.core.words import Label

_GAP = r"[ \-.\u2010-\u2015－]?"
_LONG_NUMBER = patterns.late(rf"(?<![0-9A-Za-z])[0-9](?:{_GAP}[0-9]){{13,18}}[Xx]?(?![0-9A-Za-z])")
_PHONE = patterns.late(
    rf"(?<![0-9])(?:(?:\+|00)?86{_GAP})?(?:1[3-9](?:{_GAP}[0-9]){{9}}|[(（]?0[1-9][0-9]{{1,2}}[)）]?{_GAP}[0-9](?:{_GAP}[0-9]){{6,7}})(?![0-9])"
)
_EMAIL = patterns.late(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+", re.ASCII)
_FREE = frozenset({Type.TEXT, Type.LONG, Type.ADDRESS})
_NAMING = frozenset({"number", "tax_number", "complaint"})
_HOME = frozenset({"address", "postcode"})
_UNKNOWN = Field("", Label("", ""))
SIGN = "****"
"""What stands for a value that is hidden as a whole."""


class Hidden(str):
    """A value as it may be seen while personal data is hidden; whoever shows values takes it as it is."""

    __slots__ = ()

    def __str__(self) -> str:
        return self


def hides(field: Field) -> bool:
    """Whether masking may change the values of a field: personal ones, and texts anything can be written into."""
    return field.mask is not Mask.NONE or (field.type in _FREE and field.key not in _NAMING)


def is_home(field: Field, kind: str | None) -> bool:
    """Whether the field says where somebody lives: the usual address of an individual does, that of a company not."""
    return kind == INDIVIDUAL and field.key in _HOME


def masked_value(field: Field, value: Any, kind: str | None = None) -> Any:
    """What may be seen of a value while personal data is hidden; the value itself where nothing of it is personal.
    `kind`: of the customer it belongs to."""
    if value is None or isinstance(value, Hidden):
        return value
    if is_home(field, kind):
        return Hidden(SIGN)
    if not hides(field):
        return value
    match field.mask:
        case Mask.NONE:
            return mask_within(value) if isinstance(value, str) else value
        case Mask.PHONE:
            return Hidden(mask_phone(str(value)))
        case Mask.ID:
            return Hidden(mask_id_number(str(value)))
        case _:
            return Hidden(SIGN)


def masked_values(values: Mapping[str, Any], fields: Mapping[str, Field], kind: str | None = None) -> dict[str, Any]:
    """The values of a record by field key as they may be seen; what belongs to no field any more is hidden as free
    text."""
    return {key: masked_value(fields.get(key, _UNKNOWN), value, kind) for key, value in values.items()}


def mask_within(text: str) -> str:
    """The text with the phones, ID and card numbers and e-mail addresses in it masked. Idempotent."""
    if len(text) < 5 or not ("@" in text or any(map(str.isdigit, text))):
        return text
    hidden = _EMAIL.sub(SIGN, text)
    hidden = _LONG_NUMBER.sub(lambda found: mask_id_number(_bare(found[0])), hidden)
    return _PHONE.sub(lambda found: mask_phone(found[0]), hidden)


def _bare(number: str) -> str:
    return re.sub(r"[^0-9Xx]", "", number)
