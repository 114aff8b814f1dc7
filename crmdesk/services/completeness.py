"""How complete files are: which of the fields that matter are filled (METHOD.md section 1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from crmdesk.core.completeness import completeness
from crmdesk.core.customers import CustomerFile, Listing
from crmdesk.services import customers, listing
from crmdesk.services.desk import Desk
from crmdesk.store import cells as store
from crmdesk.store.records import chunks

CONTACTS = "contacts"
"""Among what is missing: not enough contacts that can be reached."""
_TOLD = ("number", "name", "kind")


class Completeness(Struct, frozen=True):
    """How complete a file is, in percent, and the keys of fields (or `CONTACTS`) that are missing."""

    percent: int
    missing: tuple[str, ...]


class Measured(Struct, frozen=True):
    """A customer with how complete the file is."""

    number: str
    name: str
    kind: str
    complete: Completeness


class Scale:
    """What completeness is measured by: the settings of a data file, read once."""

    def __init__(self, desk: Desk) -> None:
        self.basis = listing.basis(desk)

    def keys(self) -> tuple[str, ...]:
        """Every field that matters for some kind of customer."""
        return tuple(key for keys in self.basis.complete.values() for key in keys)

    def of(self, file: CustomerFile) -> Completeness:
        return self.of_values(file.values, file.kind, file.reachable_contacts)

    def of_values(self, values: Mapping[str, Any], kind: str, reachable: int) -> Completeness:
        """How complete a file with these values and so many reachable contacts is."""
        return Completeness(*completeness(values, kind, self.basis.complete.get(kind, ()), reachable, self.basis.aim))


def of_file(desk: Desk, file: CustomerFile) -> Completeness:
    """How complete this file is, and what is missing."""
    return Scale(desk).of(file)


def percent(desk: Desk, files: Iterable[CustomerFile]) -> list[int]:
    """How complete each of these files is, in percent."""
    scale = Scale(desk)
    return [scale.of(file).percent for file in files]


def of_all(desk: Desk) -> Iterator[Measured]:
    """Every living customer by number, with how complete its file is; reads some of them at a time."""
    scale = Scale(desk)
    wanted = tuple(dict.fromkeys((*_TOLD, "reachable_contacts", *scale.keys())))
    fields = [scale.basis.fields[key] for key in wanted]
    for chunk in chunks(customers.find(desk, Listing(sort="number"))):
        found_here = store.values(desk.data, scale.basis, chunk, fields)
        for row in filter(None, map(found_here.get, chunk)):
            values = dict(zip(wanted, row, strict=True))
            found = scale.of_values(values, values["kind"], values["reachable_contacts"])
            yield Measured(values["number"], values["name"], values["kind"], found)
