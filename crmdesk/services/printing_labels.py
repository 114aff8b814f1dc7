"""Address labels and envelopes: whose address, to whom (METHOD.md sections 11 and 14)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crmdesk.core import mailing
from crmdesk.core.customers import CustomerFile
from crmdesk.core.errors import UserError
from crmdesk.core.fields import INDIVIDUAL
from crmdesk.core.label_sheets import sheet_of, shift_of
from crmdesk.core.mailing import Address, Recipient
from crmdesk.core.masking import masked_values
from crmdesk.core.printed_labels import ENVELOPES, TRIED_ON, WESTERN_ONLY, Envelope, Labels
from crmdesk.core.printing import PAPERS, PrintKind, Style, chunks
from crmdesk.core.privacy import Consent, consent_of
from crmdesk.core.words import Words
from crmdesk.services import customers
from crmdesk.services.desk import Desk
from crmdesk.services.printing_built import Built

_PIECE = 500
_MOST_TOLD = 20
_DELIVERY = ("收货", "送货", "寄送", "快递", "发货", "deliver", "shipping")

Values = Mapping[str, Any]


def labels(desk: Desk, ids: Sequence[int], style: Style, kind: PrintKind, _today: dt.date, _words: Words) -> Built:
    """One document: all labels. Who has no address or has withdrawn consent is left out.

    Raises UserError: 'print-no-address' or 'print-withdrawn' (that is everybody), 'print-start', what `sheet_of` and
    `shift_of` say.
    """
    sheet = sheet_of(style.paper, style.value(kind, "measures"))
    first = style.value(kind, "start") - 1
    if first >= sheet.count:
        raise UserError("print-start", start=first + 1, most=sheet.count)
    recipients, shown, lacking = _addressed(desk, ids, style, kind)
    made = Labels(
        sheet, tuple(recipients), first, style.value(kind, "copies"), shift_of(style.value(kind, "shift")),
        style.value(kind, "sender"), style.value(kind, "borders"),
    )  # fmt: skip
    return Built([made], [("", "")], shown, lacking=lacking)


def envelopes(desk: Desk, ids: Sequence[int], style: Style, kind: PrintKind, _today: dt.date, _words: Words) -> Built:
    """One document for each envelope. Who has no address or has withdrawn consent is left out. Raises UserError:
    'print-no-address' or 'print-withdrawn' (that is everybody), what `shift_of` says."""
    shift = shift_of(style.value(kind, "shift"))
    layout, frames, sender = (style.value(kind, key) for key in ("layout", "frames", "sender"))
    recipients, shown, lacking = _addressed(desk, ids, style, kind)
    paper = TRIED_ON.get(style.paper, style.paper)
    made = [
        Envelope(
            to, ENVELOPES[paper], _chinese(paper, layout, to.address), frames, shift, sender, PAPERS.get(style.paper)
        )
        for to in recipients
    ]
    return Built(made, [(to.number, to.name) for to in recipients], shown, lacking=lacking)


def _chinese(paper: str, layout: str, address: Address) -> bool:
    if layout == "auto":
        return paper not in WESTERN_ONLY and not address.western and not address.country
    return layout == "chinese"


def _addressed(
    desk: Desk, ids: Sequence[int], style: Style, kind: PrintKind
) -> tuple[list[Recipient], list[int], tuple[UserError, ...]]:
    """Whom it goes to; whose data that shows; who is left out: whoever has withdrawn consent, and who has no address.

    Raises UserError('print-no-address', 'print-withdrawn') where that is everybody."""
    found: list[Recipient] = []
    shown: list[int] = []
    left_out: dict[str, list[str]] = {"print-without-address": [], "print-withdrawn": []}
    for piece in chunks(ids, _PIECE):
        for file in customers.files(desk, piece):
            withdrawn = consent_of(file.values) is Consent.WITHDRAWN
            each = [] if withdrawn else list(_of_file(desk, file, style, kind))
            found += each
            if each:
                shown.append(file.id)
            else:
                left_out["print-withdrawn" if withdrawn else "print-without-address"].append(file.number)
    lacking = tuple(_left_out(code, numbers) for code, numbers in left_out.items() if numbers)
    if not found:
        raise UserError("print-no-address") if left_out["print-without-address"] or not lacking else lacking[0]
    return (mailing.one_each(found) if style.value(kind, "shared") else found), shown, lacking


def _left_out(code: str, numbers: Sequence[str]) -> UserError:
    told = (*numbers[:_MOST_TOLD], "…") if len(numbers) > _MOST_TOLD else tuple(numbers)
    return UserError(code, count=len(numbers), numbers=told)


def _of_file(desk: Desk, file: CustomerFile, style: Style, kind: PrintKind) -> Iterator[Recipient]:
    where, whom = style.value(kind, "where"), style.value(kind, "whom")

    def seen(record: str, values: Values) -> Values:
        belongs = file.kind if record == "customer" else None
        return masked_values(values, desk.fields(record).by_key, belongs) if style.masked else values

    own = seen("customer", file.values)
    address = _address(own, [seen("address", part.values) for part in file.addresses], where)
    name = str(own["name"])
    if file.kind == INDIVIDUAL:
        person = (name, mailing.called(name, own.get("position"), own.get("gender")))
        found = [Recipient(address, "", (person,), file.number, name)]
    else:
        found = [
            Recipient(
                (where == "home" and mailing.address_of(contact)) or address, name,
                ((str(contact["name"]), mailing.called(str(contact["name"]), contact.get("title"), None)),),
                file.number, name,
            )
            for contact in (seen("contact", values) for values in _contacts(file, whom))
        ] or [Recipient(address, name, (), file.number, name)]  # fmt: skip
    yield from (each for each in found if each.address)


def _contacts(file: CustomerFile, whom: str) -> list[Values]:
    """Whoever has withdrawn their consent gets no letters."""
    willing = [part.values for part in file.contacts if consent_of(part.values) is not Consent.WITHDRAWN]
    if whom == "main":
        return sorted(willing, key=lambda values: not values.get("main"))[:1]
    return willing if whom == "every" else []


def _address(own: Values, further: Sequence[Values], where: str) -> Address:
    """Where letters to a customer go: the kind of address wished for, else the usual one, else any there is."""
    home, work = (mailing.address_of(own, key) for key in ("home_address", "work_address"))
    usual, others = mailing.address_of(own), [mailing.address_of(values) for values in further]
    delivery = [
        address
        for address, values in zip(others, further, strict=True)
        if any(sign in str(values.get("label", "")).casefold() for sign in _DELIVERY)
    ]
    wished = {"delivery": delivery, "home": [home]}.get(where, [])
    return next((address for address in (*wished, usual, work, home, *others) if address), usual)
