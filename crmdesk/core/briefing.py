"""What is to be read before every contact with a customer: one page (访前简报, METHOD.md section 1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct

from crmdesk.core.birthdays import Birthday
from crmdesk.core.complaint_lists import ComplaintRow
from crmdesk.core.customers import CustomerFile, Part
from crmdesk.core.interactions import Interaction
from crmdesk.core.next_purchase import NextPurchase
from crmdesk.core.orders import NOTHING
from crmdesk.core.policies import Policy
from crmdesk.core.privacy import Consent, consent_of
from crmdesk.core.reasons import Reason
from crmdesk.core.tasks import Task
from crmdesk.core.visit_plan import Due

CONTACTS_SHOWN = 3
"""So many of the last contacts, with what was promised in them."""
BIRTHDAY_DAYS = 30
"""Birthdays within so many days are near."""
_ROLES = ("decides", "advises", "buys", "uses", "opposes")
_DIALLED = ("mobile", "phone")


class Account(Struct, frozen=True):
    """What a customer owes, in yuan. `since`: the oldest day of what is overdue; `credit`: in their favour; `limit`:
    how much they may owe, None without a bound; `held`: numbers of orders whose delivery is on hold."""

    owed: Decimal = NOTHING
    overdue: Decimal = NOTHING
    since: dt.date | None = None
    credit: Decimal = NOTHING
    limit: Decimal | None = None
    held: tuple[str, ...] = ()

    @property
    def beyond(self) -> Decimal:
        """By how much they are beyond the limit."""
        return NOTHING if self.limit is None else max(NOTHING, self.owed - self.credit - self.limit)


class NearBirthday(Struct, frozen=True):
    """A birthday within `BIRTHDAY_DAYS`. `contact_id` None: the customer's own; `day`: on which it is kept next;
    `years`: how old they become, None where the year of birth is not known."""

    contact_id: int | None
    name: str
    salutation: str
    birthday: Birthday
    day: dt.date
    years: int | None


class LastPrice(Struct, frozen=True):
    """The last price a customer paid for a product, in yuan; `discount`: taken off it, in percent."""

    product: str
    unit: str
    quantity: Decimal
    price: Decimal
    discount: Decimal | None
    on: dt.date


class Deal(Struct, frozen=True):
    """An order, or an offer that is still open; `until`: the offer is valid."""

    order_id: int
    number: str
    on: dt.date
    amount: Decimal
    until: dt.date | None = None


class Briefing(Struct, frozen=True):
    """All of it on a day. `file`: who they are, tier, grade, price level and discount agreed among its values;
    `contacts_made`: the last three, the newest first; `steps`: contacts whose next step is still open, the earliest
    first; `expected`: what they usually buy, the earliest next purchase first; `dues`: planned visits and calls;
    `suggested`: what to do next, the most urgent first."""

    today: dt.date
    file: CustomerFile
    contacts_made: tuple[Interaction, ...] = ()
    steps: tuple[Interaction, ...] = ()
    tasks: tuple[Task, ...] = ()
    complaints: tuple[ComplaintRow, ...] = ()
    account: Account = Account()
    policy: Policy | None = None
    expected: tuple[NextPurchase, ...] = ()
    prices: tuple[LastPrice, ...] = ()
    last_order: Deal | None = None
    offers: tuple[Deal, ...] = ()
    birthdays: tuple[NearBirthday, ...] = ()
    dues: tuple[Due, ...] = ()
    suggested: tuple[Reason, ...] = ()

    @property
    def customer_id(self) -> int:
        return self.file.id

    @property
    def number(self) -> str:
        return self.file.number

    @property
    def name(self) -> str:
        return self.file.name

    @property
    def suggestion(self) -> Reason:
        """The next step to take."""
        return self.suggested[0]

    @property
    def people(self) -> tuple[Part, ...]:
        """The contacts: who decides first, then the main one, then by their role in the purchase."""
        return people_of(self.file)

    @property
    def deciders(self) -> tuple[Part, ...]:
        """The decision makers; where none is known, the main contact, else the first."""
        deciding = tuple(person for person in self.people if person.values.get("role") == _ROLES[0])
        return deciding or self.people[:1]


def people_of(file: CustomerFile) -> tuple[Part, ...]:
    """The contacts: who decides first, then the main one, then by their role in the purchase."""
    return tuple(sorted(file.contacts, key=_turn))


def reach(values: Mapping[str, Any]) -> str:
    """The number to dial of a contact or customer; '' without one."""
    return next((str(values[way]) for way in _DIALLED if way in values), "")


def near_birthdays(file: CustomerFile, today: dt.date, days: int = BIRTHDAY_DAYS) -> tuple[NearBirthday, ...]:
    """Of the customer and its contacts that come within so many days, the next one first. Who took back the consent is
    left out, and with a customer its contacts."""
    if consent_of(file.values) is Consent.WITHDRAWN:
        return ()
    everybody = [(None, file.values), *((person.id, person.values) for person in file.contacts)]
    found = []
    for contact_id, values in everybody:
        birthday: Birthday | None = values.get("birthday")
        if birthday is None or consent_of(values) is Consent.WITHDRAWN:
            continue
        day, year = _next(birthday, today)
        if (day - today).days <= days:
            years = None if birthday.year is None else year - birthday.year
            called = str(values.get("salutation", ""))
            found.append(NearBirthday(contact_id, str(values["name"]), called, birthday, day, years))
    return tuple(sorted(found, key=lambda each: (each.day, each.contact_id or 0)))


def _next(birthday: Birthday, today: dt.date) -> tuple[dt.date, int]:
    """When it is kept next, and as that of which year: the last months of a lunar year lie in the next solar one."""
    years = (today.year - 1, today.year, today.year + 1)
    return min((day, year) for year in years if (day := birthday.solar_date_in(year)) >= today)


def _turn(person: Part) -> tuple[bool, bool, int]:
    role = person.values.get("role")
    place = _ROLES.index(role) if role in _ROLES else len(_ROLES)
    return role != _ROLES[0], not person.values.get("main"), place


def open_complaints(rows: Iterable[ComplaintRow]) -> tuple[ComplaintRow, ...]:
    """Those past their due day first, longest first, then the oldest."""
    return tuple(sorted(rows, key=lambda row: (-row.late_days, row.received_at, row.id)))
