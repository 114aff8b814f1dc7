"""Customers as they cross layers: rows of lists, whole files, and what a list shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from crmdesk.core import qualifying
from crmdesk.core.filtering import EVERYBODY, Filter
from crmdesk.core.words import Label

SORTS: dict[str, Label] = {
    "opened": Label("Recently opened", "按最近打开"),
    "name": Label("By name", "按名称"),
    "number": Label("By number", "按编号"),
    "created": Label("Newest first", "按新建时间"),
    "tier": Label("By tier", "按级别"),
    "owner": Label("By owner", "按负责人"),
    "city": Label("By city", "按城市"),
}


class Listing(Struct, frozen=True):
    """What a list of customers shows: what was typed, how it is ordered, which ones are let through.

    `sort` is a key of `SORTS` or of any listed field; `group` the name of a group, by hand or dynamic.
    """

    query: str = ""
    sort: str = "name"
    group: str | None = None
    tier: str | None = None
    deleted: bool = False
    filter: Filter = EVERYBODY
    descending: bool = False
    """The order turned round; empty values stay last."""
    batch: int | None = None
    """Only those that this import made or changed."""
    among: tuple[int, ...] | None = None
    """Only these."""
    named: str = ""
    """What those among are called, in the person's language; '' for files nobody touched."""


class CustomerRow(Struct, frozen=True):
    """What a list shows of one customer. `mobile` and `phone` are the main contact's where the customer has none."""

    id: int
    number: str
    name: str
    kind: str
    mobile: str | None
    phone: str | None
    city: str | None
    owner: str | None
    tier: str | None
    grade: str | None
    stage: str | None
    open_complaints: int = 0

    @property
    def reach(self) -> str | None:
        """The number to dial."""
        return self.mobile if self.kind == "individual" and self.mobile else self.phone or self.mobile


class Reference(Struct, frozen=True):
    """Another customer that a field names."""

    id: int
    number: str
    name: str


class Part(Struct, frozen=True):
    """A contact or further address of a customer: typed values by field key, without empty ones."""

    id: int
    values: Mapping[str, Any]


class CustomerFile(Struct, frozen=True):
    """A whole customer file (METHOD.md section 1): typed values by field key, without empty ones.

    Fields that name a customer hold its number; `references` tells who that is.
    """

    id: int
    values: Mapping[str, Any]
    contacts: tuple[Part, ...] = ()
    addresses: tuple[Part, ...] = ()
    references: Mapping[str, Reference] = field(default_factory=dict)
    deleted: bool = False
    elsewhere: tuple[Part, ...] = ()
    photo: str | None = None
    """The SHA-256 of the picture's content."""

    @property
    def number(self) -> str:
        return str(self.values["number"])

    @property
    def name(self) -> str:
        return str(self.values["name"])

    @property
    def kind(self) -> str:
        return str(self.values["kind"])

    @property
    def reachable_contacts(self) -> int:
        """Contacts with a phone, WeChat or e-mail; the aim is three for each enterprise."""
        ways = ("mobile", "phone", "wechat", "email")
        return sum(any(contact.values.get(way) for way in ways) for contact in self.contacts)


REACHABLE_AIM = 3
"""At least so many contacts that can be reached for each enterprise (METHOD.md section 1)."""


def computed(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values worked out whenever a file is read: the MAN code, its verdict, who intends to buy (METHOD.md
    section 2)."""
    made: dict[str, Any] = {}
    letters = (values.get("money"), values.get("authority"), values.get("need"))
    if any(letters):
        code = qualifying.man_code(*letters)
        made |= {"man": code, "man_verdict": str(qualifying.verdict(code))}
    intends = qualifying.intending(values.get("need"), values.get("recognises"), values.get("belonging"))
    return {**made, "intending": str(intends)} if intends else made


def by_hand(typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed, with a life cycle as one set by hand; taking that back takes its reason along."""
    made = {"life_cycle_by_hand" if key == "life_cycle" else key: text for key, text in typed.items()}
    if not made.get("life_cycle_by_hand", "-").strip():
        made.setdefault("life_cycle_reason", "")
    return made
