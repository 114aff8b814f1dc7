"""A customer file as vCards: the customer's own card and one for each contact (METHOD.md section 1).

What other programs do not know stands in X-CRMDESK properties, so that our own import finds the same people again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from crmdesk.core.birthdays import Birthday
from crmdesk.core.customers import CustomerFile
from crmdesk.core.vcards import NO_YEAR, Property

Card = list[Property]
_ANY_YEAR = 1604


def cards_of(
    file: CustomerFile,
    *,
    own: bool = True,
    contacts: bool = True,
    hidden: Mapping[str, Collection[str]] | None = None,
    version: str = "3.0",
) -> Iterator[Card]:
    """The cards of a customer: its `own`, and those of its `contacts`, as vCard 3.0 or 4.0 has the properties.

    `hidden`: keys of fields that are left out, by kind of record.
    """
    away = hidden or {}
    said = _said_new if version == "4.0" else _said_old
    if own:
        values = {key: value for key, value in file.values.items() if key not in away.get("customer", ())}
        yield said(_customer(file, values))
    for contact in file.contacts if contacts else ():
        values = {key: value for key, value in contact.values.items() if key not in away.get("contact", ())}
        if values.get("name"):
            yield said(_contact(file, values))


def _said_old(card: Card) -> Card:
    return card


def _said_new(card: Card) -> Card:
    """The same in the words of 4.0: the kind of a card, the gender as a letter, days without hyphens (RFC 6350)."""
    return [_NEW[made.name](made) if made.name in _NEW else made for made in card]


def _new_birthday(made: Property) -> Property:
    """1990-05-01 is 19900501; one without a year is --0501."""
    omitted = any(kind.startswith(NO_YEAR) for kind in made.types)
    year, month, day = made.raw.split("-")
    return Property("BDAY", f"{'--' if omitted else year}{month}{day}")


_NEW: Mapping[str, Callable[[Property], Property]] = {
    "X-ABShowAs": lambda made: Property.of("KIND", "org"),
    "X-GENDER": lambda made: Property.of("GENDER", made.raw[:1]),
    "BDAY": _new_birthday,
    "EMAIL": lambda made: Property(made.name, made.raw),
}


def _customer(file: CustomerFile, values: Mapping[str, Any]) -> Card:
    firm = file.kind == "enterprise"
    card = _named(file.name)
    if firm:
        card += [Property.structured("ORG", [file.name]), Property.of("X-ABShowAs", "COMPANY")]
    elif values.get("employer"):
        card.append(Property.structured("ORG", [values["employer"]]))
    card += _texts(values, (("position", "TITLE"), ("occupation", "ROLE")))
    card += _reach(values, "WORK" if firm else "HOME")
    if values.get("gender"):
        card.append(Property.of("X-GENDER", str(values["gender"]).capitalize()))
    street = [text for key in ("district", "address") if (text := values.get(key))]
    parts = [street, *([values.get(key) or ""] for key in ("city", "province", "postcode", "country"))]
    if any(any(part) for part in parts):
        card.append(Property.structured("ADR", ["", "", *parts], "WORK" if firm else "HOME"))
    if values.get("work_address"):
        card.append(Property.structured("ADR", ["", "", [values["work_address"]], "", "", "", ""], "WORK"))
    card += _texts(values, (("website", "URL"), ("hobbies", "HOBBY"), ("notes", "NOTE")))
    if values.get("groups"):
        card.append(Property.several("CATEGORIES", values["groups"]))
    card += _birthday(values.get("birthday"))
    return [*card, *_marks(file)]


def _contact(file: CustomerFile, values: Mapping[str, Any]) -> Card:
    card = _named(values["name"])
    if file.kind == "enterprise":
        card.append(
            Property.structured("ORG", [file.name, *([values["department"]] if "department" in values else [])])
        )
    card += _texts(values, (("title", "TITLE"), ("salutation", "NICKNAME")))
    card += _reach(values, "WORK")
    if values.get("address"):
        card.append(Property.structured("ADR", ["", "", [values["address"]], "", "", "", ""], "HOME"))
    card += _texts(values, (("hobbies", "HOBBY"), ("notes", "NOTE")))
    card += _birthday(values.get("birthday"))
    return [*card, Property.of("X-CRMDESK-CUSTOMER", file.name), *_marks(file)]


def _named(name: str) -> Card:
    return [Property.of("FN", name), Property.structured("N", ["", name, "", "", ""])]


def _marks(file: CustomerFile) -> Card:
    return [Property.of("X-CRMDESK-KIND", file.kind), Property.of("X-CRMDESK-NUMBER", file.number)]


def _texts(values: Mapping[str, Any], properties: tuple[tuple[str, str], ...]) -> Card:
    return [Property.of(name, str(values[key])) for key, name in properties if values.get(key)]


def _reach(values: Mapping[str, Any], place: str) -> Card:
    card: Card = []
    for key, types in (("mobile", ("CELL",)), ("phone", (place, "VOICE")), ("fax", (place, "FAX"))):
        if values.get(key):
            card.append(Property.of("TEL", values[key], *types))
    if values.get("email"):
        card.append(Property.of("EMAIL", values["email"], "INTERNET"))
    return card + _texts(values, (("wechat", "X-WECHAT"), ("qq", "X-QQ")))


def _birthday(birthday: Birthday | None) -> Card:
    """Other programs know solar birthdays only; without a year they agree on 1604."""
    if birthday is None:
        return []
    own = Property.of("X-CRMDESK-BIRTHDAY", str(birthday))
    if birthday.lunar:
        return [own]
    day = f"{birthday.month:02}-{birthday.day:02}"
    if birthday.year is None:
        return [own, Property.of("BDAY", f"{_ANY_YEAR}-{day}", f"{NO_YEAR}{_ANY_YEAR}")]
    return [own, Property.of("BDAY", f"{birthday.year:04}-{day}")]
