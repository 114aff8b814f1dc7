"""A whole customer file with what is personal hidden, for the window and for paper (METHOD.md section 14)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from crmdesk.core.customers import CustomerFile, Part
from crmdesk.core.fields import Field, Fields
from crmdesk.core.masking import mask_within, masked_values


def masked_file(file: CustomerFile, fields_of: Callable[[str], Fields]) -> CustomerFile:
    """The file as it may be seen; its photo is not shown either. `fields_of` gives the fields of a kind of record."""
    contact, address, elsewhere = (fields_of(kind).by_key for kind in ("contact", "address", "elsewhere"))
    return replace(
        file,
        values=masked_values(file.values, fields_of("customer").by_key, file.kind),
        contacts=tuple(_part(part, contact) for part in file.contacts),
        addresses=tuple(_part(part, address) for part in file.addresses),
        elsewhere=tuple(_part(part, elsewhere) for part in file.elsewhere),
        references={key: replace(each, name=mask_within(each.name)) for key, each in file.references.items()},
        photo=None,
    )


def _part(part: Part, fields: Mapping[str, Field]) -> Part:
    return Part(part.id, masked_values(part.values, fields))
