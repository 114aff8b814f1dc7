"""Whose day it is, found by the months and days stored, and the faces a greeting goes to (METHOD.md section 11)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from crmdesk.core import greetings
from crmdesk.core.birthdays import Birthday, parse_birthday
from crmdesk.core.fields import INDIVIDUAL
from crmdesk.core.greetings import Greeted
from crmdesk.services.desk import Desk
from crmdesk.store import greetings as store
from crmdesk.store import greetings_kept
from crmdesk.store.greetings_kept import Found, Kept

_BIRTHDAY = "birthday"


_Marked = Mapping[tuple[str, str, int, int | None], tuple[int, str]]


class One(NamedTuple):
    """One to be greeted, before the file is read. `done`: id and outcome of what marks it."""

    day: dt.date
    occasion: str
    found: Found
    years: int | None
    done: tuple[int, str] | None


class Days:
    """Birthdays and anniversaries on some days from `first` on: of these occasions and tiers (None: of all)."""

    def __init__(
        self, desk: Desk, first: dt.date, days: int, wanted: Collection[str], tiers: Collection[str | None] | None
    ) -> None:
        self._data, self._tiers = desk.data, tiers
        self._marked: _Marked = store.marked(desk.data, first, first + dt.timedelta(days=days))
        self._kept = {occasion: _KEPT[occasion](first, days) for occasion in _KEPT if occasion in wanted}

    def counts(self) -> tuple[Counter[dt.date], Counter[dt.date]]:
        """How many persons each day has, and how many of them are marked."""
        every, done = Counter[dt.date](), Counter[dt.date]()
        marked = {customer for _occasion, _day, customer, _contact in self._marked}
        for occasion, kept in self._kept.items():
            for day, count in greetings_kept.counts(self._data, occasion, kept, self._tiers).items():
                every[dt.date.fromisoformat(day)] += count
            for day, customer, contact in (
                greetings_kept.among(self._data, occasion, kept, marked, self._tiers) if marked else ()
            ):
                done[dt.date.fromisoformat(day)] += (occasion, day, customer, contact) in self._marked
        return every, done

    def page(self, counts: Mapping[dt.date, int], first: int, most: int | None, *, pending: bool) -> list[One]:
        """A page of them by day, the most valuable first; only the days of the page are read. `counts`: how many each
        day has, of those not marked yet where only these are meant (`pending`)."""
        total = sum(counts.values())
        end = total if most is None else min(total, first + most)
        page: list[One] = []
        at = 0
        for day in sorted(counts):
            if at + counts[day] > first and at < end:
                here = self._on(day, end - at, pending=pending)
                page += sorted(here, key=_order)[max(0, first - at) : end - at]
            at += counts[day]
        return page

    def _on(self, day: dt.date, most: int, *, pending: bool) -> Iterator[One]:
        """So many of a day, the most valuable ones of every place where they are stored."""
        told = day.isoformat()
        skipped = sum(of == told for _occasion, of, _customer, _contact in self._marked) if pending else 0
        for occasion, every in self._kept.items():
            kept = [each for each in every if each[0] == told]
            for found in greetings_kept.first(self._data, occasion, kept, self._tiers, most + skipped):
                done = self._marked.get((occasion, told, found.customer_id, found.contact_id))
                if not pending or done is None:
                    yield One(day, occasion, found, _years(found, kept), done)


def _birthdays_kept(first: dt.date, days: int) -> list[Kept]:
    """Born in the year itself or later nobody has one; a year that is unknown stands before all."""
    return [
        (
            day.isoformat(),
            ending.removeprefix("L"),
            "L" * ending.startswith("L"),
            "L" * ending.startswith("L") + f"{year:04}",
        )
        for ending, kept in greetings.birthdays_kept(first, days).items()
        for day, year in kept
    ]


def _anniversaries_kept(first: dt.date, days: int) -> list[Kept]:
    kept = greetings.anniversaries_kept(first, days)
    return [(day.isoformat(), ending, "0", f"{day.year:04}") for ending, days_ in kept.items() for day in days_]


_KEPT: Mapping[str, Callable[[dt.date, int], list[Kept]]] = {
    _BIRTHDAY: _birthdays_kept,
    "founding": _anniversaries_kept,
    "first-order": _anniversaries_kept,
}


def _years(found: Found, kept: Sequence[Kept]) -> int | None:
    born = greetings.birth_year(found.stored)
    lunar = found.stored.startswith("L")
    year = next(high for _day, ending, low, high in kept if found.stored.endswith(ending) and lunar == (low == "L"))
    return None if born is None else int(year.removeprefix("L")) - born


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


def _order(one: One) -> tuple[object, ...]:
    found = one.found
    return (greetings.tier_rank(found.tier), -found.sales, found.number, one.occasion, found.contact_id or 0)


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
