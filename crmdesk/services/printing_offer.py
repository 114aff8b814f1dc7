"""Offer sheets: what customers are about to need, for paper (METHOD.md section 13)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from crmdesk.core import settings as declared
from crmdesk.core.holidays import HOLIDAYS
from crmdesk.core.masking import mask_within
from crmdesk.core.money import from_units
from crmdesk.core.next_purchase_days import LEAST_DATES
from crmdesk.core.printed_deals import OfferSheet
from crmdesk.core.printing import PrintKind, Style
from crmdesk.core.privacy import Consent, consent_of
from crmdesk.core.reasons import Reason
from crmdesk.core.repurchase import Need
from crmdesk.core.value_basis import last_months
from crmdesk.core.words import Words
from crmdesk.services import greetings, repurchase, settings
from crmdesk.services.desk import Desk
from crmdesk.services.printing_built import Built
from crmdesk.services.printing_party import reader
from crmdesk.store import tiers as store


def build(desk: Desk, ids: Sequence[int], style: Style, kind: PrintKind, today: dt.date, words: Words) -> Built:
    """One sheet for each customer who spent enough in the last 12 months, is about to need something and has not
    withdrawn consent; with the option `who` 'everybody' for each of them. Where there is none, `instead` is that of the
    first, with what it needs all the same, or why nothing can be said."""
    days = int(settings.get(desk, declared.OFFER_DAYS))
    until = today + dt.timedelta(days=days)
    every = style.value(kind, "who") == "everybody"
    wanted = list(ids) if every else _willing(desk, _spenders(desk, ids, today))
    needs = repurchase.of_customers(desk, wanted, today)
    soon = {i: _soon(each, today, until) for i, each in needs.items()}
    chosen = wanted if every else [i for i in wanted if soon.get(i)]
    shown = chosen or (_willing(desk, ids) or list(ids))[:1]
    if not chosen:
        needs = repurchase.of_customers(desk, shown, today)
        soon = {i: _soon(each, today, until) for i, each in needs.items()}
    read = reader(desk, shown, words, masked=style.masked)
    called = _called(desk, shown, today, masked=style.masked)
    bought = desk.records.read_many("customer", shown, ("first_order_on",))
    sheets = [
        OfferSheet(
            read.party(i), soon.get(i, ()), today, until, called.get(i, ""), desk.who,
            None if soon.get(i) else _why(bought.get(i, {}), needs.get(i, ()), days),
            style.value(kind, "blank"), style.value(kind, "remarks"),
        )
        for i in shown if i in read.files
    ]  # fmt: skip
    named = [(one.party.number, one.party.name) for one in sheets]
    built = Built(sheets, named, [i for i in shown if i in read.files])
    return built if chosen else Built((), (), instead=built if sheets else None)


def _soon(needs: Sequence[Need], today: dt.date, until: dt.date) -> tuple[Need, ...]:
    """What is expected until a day; what is a little late too."""
    return tuple(need for need in needs if need.next.expected(today) and need.next.on <= until)


def _spenders(desk: Desk, ids: Sequence[int], today: dt.date) -> list[int]:
    """Those who bought for as much as Settings want."""
    least = Decimal(settings.get(desk, declared.OFFER_FROM))
    if least <= 0:
        return list(ids)
    sums = store.sums_of(desk.data, "sales", last_months(today), ids)
    return [i for i in ids if from_units(sums.get(i, 0)) >= least]


def _willing(desk: Desk, ids: Sequence[int]) -> list[int]:
    """Those who have not withdrawn their consent."""
    flats = desk.records.read_many("customer", ids, ("consent_on", "consent_withdrawn_on"))
    return [i for i in ids if consent_of(flats.get(i, {})) is not Consent.WITHDRAWN]


def _called(desk: Desk, ids: Sequence[int], today: dt.date, *, masked: bool) -> dict[int, str]:
    """How whoever the sheet goes to is addressed; those who have withdrawn consent are left out."""
    people = greetings.on_holiday(desk, HOLIDAYS[0], today, ids)
    return {
        one.customer_id: mask_within(one.form_of_address) if masked else one.form_of_address
        for one in people
        if one.form_of_address != one.name
    }


def _why(flat: Mapping[str, object], needs: Sequence[Need], days: int) -> Reason:
    if not flat.get("first_order_on"):
        return Reason("print-offer-nothing")
    return Reason("print-offer-none", {"days": days}) if needs else Reason("print-offer-dates", {"dates": LEAST_DATES})
