"""Whose day it is, found by the months and days stored, and the faces a greeting goes to (METHOD.md section 11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from crmdesk.core import greetings
from crmdesk.core.birthdays import Birthday, parse_birthday
from crmdesk.core.fields import INDIVIDUAL
from crmdesk.core.greetings import Greeted
from crmdesk.services.desk import Desk
from crmdesk.store import greetings as store

_BIRTHDAY = "birthday"
_ANNIVERSARIES = {"founding": "founded_on", "first-order": "first_order_on"}


class One(NamedTuple):
    """One to be greeted, before the file is read. `done`: id and outcome of what marks it."""

    day: dt.date
    occasion: str
    found: store.Found
    years: int | None
    done: tuple[int, str] | None


def persons(desk: Desk, first: dt.date, days: int, wanted: Collection[str]) -> Iterator[One]:
    """Birthdays and anniversaries of the occasions wanted, in no order."""
    marked = store.marked(desk.data, first, first + dt.timedelta(days=days))
    if _BIRTHDAY in wanted:
        yield from _birthdays(desk, first, days, marked)
    kept = greetings.anniversaries_kept(first, days)
    for occasion, column in _ANNIVERSARIES.items():
        if occasion in wanted:
            for found in store.anniversaries(desk.data, column, sorted(kept)):
                for day in kept[found.stored[5:]]:
                    years = day.year - (greetings.birth_year(found.stored) or day.year)
                    if years > 0:
                        done = marked.get((occasion, day.isoformat(), found.customer_id, None))
                        yield One(day, occasion, found, years, done)


def page_of(desk: Desk, every: Sequence[One], first: int, most: int | None) -> list[One]:
    """A page of them by day, the most valuable first; only the days of the page are read."""
    by_day: dict[dt.date, list[One]] = {}
    for one in every:
        by_day.setdefault(one.day, []).append(one)
    end = len(every) if most is None else min(len(every), first + most)
    page: list[One] = []
    at = 0
    for day in sorted(by_day):
        here = by_day[day]
        if at + len(here) > first and at < end:
            worth = store.worth(desk.data, {one.found.customer_id for one in here})
            page += sorted(here, key=lambda one: _order(one, worth))[max(0, first - at) : end - at]
        at += len(here)
    return page


def greeted(desk: Desk, page: Sequence[One]) -> list[Greeted]:
    """With the rest of their files; those gone meanwhile are left out."""
    customers = store.customers(desk.data, [one.found.customer_id for one in page])
    contacts = store.contacts(desk.data, [one.found.contact_id for one in page if one.found.contact_id is not None])
    main = _main(desk, customers, [one.found.customer_id for one in page if one.occasion != _BIRTHDAY])
    made = []
    for one in page:
        customer = customers.get(one.found.customer_id)
        if customer is None or (one.found.contact_id is not None and one.found.contact_id not in contacts):
            continue
        if one.found.contact_id is not None:
            face = contacts[one.found.contact_id]
        else:
            face = customer.face if one.occasion == _BIRTHDAY else main.get(one.found.customer_id, customer.face)
        birthday = parse_birthday(one.found.stored).value if one.occasion == _BIRTHDAY else None
        made.append(_whole(one.day, one.occasion, one.found.customer_id, customer, face, birthday, one.years, one.done))
    return made


def on_holiday(desk: Desk, key: str, day: dt.date, ids: Sequence[int]) -> list[Greeted]:
    """These customers, of enterprises their main contacts; those gone meanwhile are left out."""
    customers = store.customers(desk.data, ids)
    main = _main(desk, customers, ids)
    marked = store.marked(desk.data, day, day)
    return [
        _whole(
            day, key, i, customers[i], main.get(i, customers[i].face), done=marked.get((key, day.isoformat(), i, None))
        )
        for i in ids
        if i in customers
    ]


def _birthdays(
    desk: Desk, first: dt.date, days: int, marked: Mapping[tuple[str, str, int, int | None], tuple[int, str]]
) -> Iterator[One]:
    kept = greetings.birthdays_kept(first, days)
    for found in store.birthdays(desk.data, sorted({ending.removeprefix("L") for ending in kept})):
        born = greetings.birth_year(found.stored)
        for day, year in kept.get(greetings.ending_of(found.stored), ()):
            if born is None or year > born:
                done = marked.get((_BIRTHDAY, day.isoformat(), found.customer_id, found.contact_id))
                yield One(day, _BIRTHDAY, found, None if born is None else year - born, done)


def _order(one: One, worth: Mapping[int, store.Worth]) -> tuple[object, ...]:
    tier, sales, number = worth[one.found.customer_id]
    return (greetings.tier_rank(tier), -sales, number, one.occasion, one.found.contact_id or 0)


def _main(desk: Desk, customers: Mapping[int, store.Customer], ids: Sequence[int]) -> dict[int, store.Face]:
    """The main contacts of the enterprises among them."""
    firms = [i for i in ids if i in customers and customers[i].kind != INDIVIDUAL]
    return store.main_contacts(desk.data, firms)


def _whole(
    day: dt.date, occasion: str, key: int, customer: store.Customer, face: store.Face,
    birthday: Birthday | None = None, years: int | None = None, done: tuple[int, str] | None = None,
) -> Greeted:  # fmt: skip
    greeting_id, outcome = done or (None, None)
    called = greetings.form_of_address(face.person, face.salutation, face.title, face.gender)
    return Greeted(
        day, occasion, key, face.contact_id, customer.number, customer.name, customer.kind, face.person, called,
        customer.tier, birthday, years, face.phone, face.wechat, face.email, face.home or customer.address, outcome,
        greeting_id,
    )  # fmt: skip
