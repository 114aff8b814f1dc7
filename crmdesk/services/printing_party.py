"""Customers as papers of a sale name them, and where goods go (METHOD.md sections 1 and 15)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from crmdesk.core.customers import CustomerFile, Part
from crmdesk.core.fields import INDIVIDUAL, Fields
from crmdesk.core.mailing import Address, address_of, shared_key
from crmdesk.core.masking import SIGN, mask_within
from crmdesk.core.masking_files import masked_file
from crmdesk.core.phones import format_phone
from crmdesk.core.printed_deals import Party
from crmdesk.core.values import show
from crmdesk.core.words import Words
from crmdesk.services import customers
from crmdesk.services.desk import Desk

_PHONES = ("mobile", "phone")
_GOODS = ("货", "deliver", "shipping")
"""What is said of an address that goods are sent to."""


class Place(Struct, frozen=True):
    """Where goods go and who receives them; '' for what is not known."""

    address: str = ""
    receiver: str = ""
    phone: str = ""


class Reader(Struct, frozen=True):
    """Reads the customers of a piece at once."""

    fields: Fields
    files: Mapping[int, CustomerFile]
    words: Words
    masked: bool

    def party(self, customer_id: int, contact_id: int | None = None) -> Party:
        """`contact_id`: whom the paper goes to; None: the main contact."""
        file = self.files[customer_id]
        contact = _contact(file, contact_id)
        return Party(
            file.number,
            file.name,
            contact=_text(contact, "name"),
            phone=_phone(contact) or _phone(file.values),
            address=self._address(file, file.values),
            invoice_title=_text(file.values, "invoice_title"),
            tax_number=_text(file.values, "tax_number") or _text(file.values, "credit_code"),
            bank=" ".join(part for part in (_text(file.values, "bank"), self._shown(file, "bank_account")) if part),
        )

    def place(self, customer_id: int, agreed: str = "") -> Place:
        """`agreed`: the address that an order names; without it the one that goods are sent to, else the usual one."""
        file = self.files[customer_id]
        part = _named(file, agreed) if agreed else _for_goods(file)
        if agreed and self.masked:
            agreed = SIGN if file.kind == INDIVIDUAL else mask_within(agreed)
        values = part.values if part else {}
        told = agreed or self._address(file, values or file.values)
        return Place(told, _text(values, "recipient"), _phone(values))

    def _address(self, file: CustomerFile, values: Mapping[str, Any]) -> str:
        hidden = self.masked and file.kind == INDIVIDUAL
        told = address_of(values).told
        return SIGN if hidden and told else told

    def _shown(self, file: CustomerFile, key: str) -> str:
        return show(self.fields[key], file.values.get(key), self.words)


def reader(desk: Desk, customer_ids: Iterable[int], words: Words, *, masked: bool) -> Reader:
    """Reads these customers; `masked`: what is personal hidden."""
    files = customers.files(desk, list(dict.fromkeys(customer_ids)))
    shown = (masked_file(file, desk.fields) for file in files) if masked else files
    return Reader(desk.fields("customer"), {file.id: file for file in shown}, words, masked)


def _contact(file: CustomerFile, contact_id: int | None) -> Mapping[str, Any]:
    chosen = next((one for one in file.contacts if one.id == contact_id), None)
    main = chosen or next((one for one in file.contacts if one.values.get("main")), None)
    first = main or next(iter(file.contacts), None)
    return first.values if first and (chosen or file.kind != INDIVIDUAL) else {}


def _named(file: CustomerFile, agreed: str) -> Part | None:
    """The further address that an order's words mean."""
    key = shared_key(Address(street=agreed))
    found = ((part, shared_key(address_of(part.values))) for part in file.addresses)
    return next((part for part, own in found if own and own in key), None)


def _for_goods(file: CustomerFile) -> Part | None:
    def is_for_goods(part: Part) -> bool:
        label = _text(part.values, "label").casefold()
        return any(word in label for word in _GOODS)

    places = [part for part in file.addresses if address_of(part.values)]
    meant = next(filter(is_for_goods, places), None)
    return meant or (next(iter(places), None) if not address_of(file.values) else None)


def _text(values: Mapping[str, Any], key: str) -> str:
    return str(values.get(key) or "")


def _phone(values: Mapping[str, Any]) -> str:
    return next((format_phone(values[key]) for key in _PHONES if values.get(key)), "")
