"""Greeting letters, for paper (METHOD.md section 11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from crmdesk.core import greeting_texts, holidays, letters
from crmdesk.core.errors import UserError
from crmdesk.core.greetings import Greeted, GreetingText, fitting, text_problem
from crmdesk.core.holidays import PERSONAL
from crmdesk.core.masking import mask_within
from crmdesk.core.printed_deals import LETTER, NEXT_HOLIDAY
from crmdesk.core.printing import PrintKind, Style
from crmdesk.core.settings import LITTLE_NEW_YEAR
from crmdesk.core.words import Words
from crmdesk.services import greetings, settings
from crmdesk.services.desk import Desk
from crmdesk.services.printing_built import Built

_SINCE = {"founding": "founded_on", "first-order": "first_order_on"}
"""From which day an anniversary is counted."""


def build(desk: Desk, ids: Sequence[int], style: Style, kind: PrintKind, today: dt.date, words: Words) -> Built:
    """One letter to each customer, of enterprises to the main contact; whoever has withdrawn consent gets none.

    Raises UserError: 'greeting-placeholder' for the person's own text.
    """
    own = style.value(kind, "text")
    if own and (problem := text_problem(own)):
        raise UserError(problem.code, **problem.params)
    occasion, day = _occasion(desk, style, kind, today)
    sender = greetings.sender(desk)
    on = style.value(kind, "on") or today
    frame = letters.Frame(sender, on, style.value(kind, "place"), style.value(kind, "signed"))
    texts = greetings.all_texts(desk, occasion)
    people = _with_years(desk, greetings.on_holiday(desk, occasion, day, ids), on)
    if style.masked:
        people = [_masked(one) for one in people]
    documents = [letters.letter(own or _usual(texts, one), one, frame, words) for one in people]
    return Built(documents, [(one.number, one.name) for one in people], [one.customer_id for one in people])


def usual_text(desk: Desk, customer_id: int, style: Style, today: dt.date | None = None) -> str:
    """The text that a letter to a customer has until another one is chosen, with its placeholders: what is shown for
    editing. '' for a customer whom no letter is written to."""
    occasion, day = _occasion(desk, style, LETTER, today or desk.today())
    people = greetings.on_holiday(desk, occasion, day, (customer_id,))
    return _usual(greetings.all_texts(desk, occasion), people[0]) if people else ""


def _occasion(desk: Desk, style: Style, kind: PrintKind, today: dt.date) -> tuple[str, dt.date]:
    """The occasion and its next day; those that each customer has on a day of its own: today."""
    chosen = style.value(kind, "occasion")
    if chosen in PERSONAL:
        return chosen, today
    little = int(settings.get(desk, LITTLE_NEW_YEAR))
    if chosen == NEXT_HOLIDAY:
        ahead = holidays.between(today, today + dt.timedelta(days=366), little)
        return (ahead[0].key, ahead[0].day) if ahead else (holidays.HOLIDAYS[0], today)
    return chosen, holidays.next_of(chosen, today, little)


def _usual(texts: Sequence[GreetingText], one: Greeted) -> str:
    fit = fitting(texts, one.tier, one.kind)
    if not fit:  # somebody took them all away
        fit = fitting((text for text in greeting_texts.supplied() if text.occasion == one.occasion), one.tier, one.kind)
    return letters.usual_text(fit[0].text)


def _with_years(desk: Desk, people: Sequence[Greeted], on: dt.date) -> list[Greeted]:
    """With how many years it is, where that is known."""
    key = _SINCE.get(people[0].occasion) if people else None
    if key is None:
        return list(people)
    flats: Mapping[int, Mapping[str, str]] = desk.records.read_many(
        "customer", [one.customer_id for one in people], (key,)
    )
    since = {i: int(flat[key][:4]) for i, flat in flats.items() if flat.get(key)}
    return [replace(one, years=on.year - since.get(one.customer_id, on.year) or None) for one in people]


def _masked(one: Greeted) -> Greeted:
    called, person, name = (mask_within(text) for text in (one.form_of_address, one.person, one.name))
    return replace(one, form_of_address=called, person=person, name=name)
