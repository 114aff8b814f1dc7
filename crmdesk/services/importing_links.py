"""Records that name each other: a payment its order, a line its product, a contact made the customer's contact.

What the data file has already is named by its id while an import is planned; what the file itself brings by `Named`,
which becomes an id when it is written.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct, field

from crmdesk.core import texts
from crmdesk.core.fields import Type
from crmdesk.core.importing_orders import DATE
from crmdesk.services.importing_drafts import Draft
from crmdesk.store.records import Flat

Say = Callable[..., None]
"""Notes a problem of a row: its place, the code, the parameters."""

ORDER = "sales_order"
CONTACT = "contact"
COMPLAINT = "complaint"
LINKS: Mapping[Type, str] = {
    Type.COMPETITOR: "competitor",
    Type.CONTACT: CONTACT,
    Type.ORDER: ORDER,
}
"""Which kind of record the fields of a type name."""


@dataclasses.dataclass(frozen=True, slots=True)
class Named:
    """A record that the file brings, to be found by `key` among those of its kind (of the same customer); `text` is how
    the file names it."""

    kind: str
    key: str
    text: str = dataclasses.field(default="", compare=False)


def contact_key(name: str) -> str:
    return texts.fold(name) or name


def order_key(number: str, date: str) -> str:
    """How an order is named: its number, and its day, since a customer can have a number twice."""
    return f"{number} {date}"


class Own(Struct):
    """What a customer has that its other records may name: ids, or what the file brings. Orders by their number with
    the day, and by the number alone where only one has it (None: several do)."""

    name: str = ""
    contacts: dict[str, int | Named] = field(default_factory=dict)
    orders: dict[str, int | Named | None] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    """Contacts that are named and not there yet: names by key."""

    complaints: dict[str, int | Named] = field(default_factory=dict)
    """By their number, that of the file where it differs."""

    called: dict[int, str] = field(default_factory=dict)
    """By the place of a row the number that the file gives its complaint."""

    def add_order(self, number: str, date: str, meant: int | Named) -> None:
        if order_key(number, date) not in self.orders:
            self.orders[order_key(number, date)] = meant
            self.orders[number] = None if number in self.orders else meant

    def add_complaint(self, place: int, meant: int | None) -> str:
        """A complaint of the file: one that is there, or (None) a new one. Returns the key it is named by."""
        key = self.called.get(place, "")
        if key:
            self.complaints[key] = Named(COMPLAINT, key) if meant is None else meant
        return key

    def contact(self, name: str) -> int | Named | None:
        """A contact by its name; one that is not there is to be made, unless it is the customer."""
        key = contact_key(name)
        if key not in self.contacts:
            if key == contact_key(self.name):
                return None
            self.contacts[key] = Named(CONTACT, key)
            self.missing[key] = name
        return self.contacts[key]


def own_of(draft: Draft, contacts: Mapping[int, Flat], orders: Mapping[int, Flat], name: str) -> Own:
    """What the customer of a draft has, in the data file and in the file."""
    own = Own(name)
    for i, flat in contacts.items():
        own.contacts.setdefault(contact_key(flat["name"]), i)
    for _, values in draft.parts.get(CONTACT, ()):
        key = contact_key(values["name"])
        own.contacts.setdefault(key, Named(CONTACT, key))
    for i, flat in orders.items():
        own.add_order(flat.get("number", ""), flat[DATE], i)
    for kind, number, date in draft.deals:
        if kind == ORDER and number:
            own.add_order(number, date, Named(ORDER, order_key(number, date)))
    return own


class Links:
    """Ids of what an import brings, while it is written."""

    def __init__(self) -> None:
        self._ids: dict[Named, int] = {}
        self._of_customer: dict[Named, int] = {}

    def next_customer(self) -> None:
        """Contacts, orders and complaints are named within their customer only."""
        self._of_customer = {}

    def add(self, kind: str, key: str, record_id: int) -> None:
        known = self._of_customer if kind in (CONTACT, ORDER, COMPLAINT) else self._ids
        known.setdefault(Named(kind, key), record_id)

    def get(self, named: Named) -> int | None:
        return self._of_customer.get(named) or self._ids.get(named)

    def resolved(self, flat: Mapping[str, Any]) -> Mapping[str, Any]:
        """Stored values with ids in the place of names; what is not there is left out."""
        if not any(value.__class__ is Named for value in flat.values()):
            return flat
        made = {key: self.get(value) if value.__class__ is Named else value for key, value in flat.items()}
        return {key: value for key, value in made.items() if value is not None}
