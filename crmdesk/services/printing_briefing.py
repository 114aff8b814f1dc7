"""Briefings, for paper: one page each (METHOD.md section 1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from crmdesk.core.briefing import Briefing
from crmdesk.core.briefing_sections import Most
from crmdesk.core.briefing_told import Teller, standing
from crmdesk.core.masking import mask_within
from crmdesk.core.printed_lists import BriefingSheet
from crmdesk.core.printing import PrintKind, Style
from crmdesk.core.words import Words
from crmdesk.services.briefing import briefing
from crmdesk.services.desk import Desk
from crmdesk.services.printing_built import Built

_FULLEST_FIRST = (
    Most(people=8, steps=12, also=5, bought=10, prices=5, complaints=6, offers=5, birthdays=5, held=12, signs=420,
         told=True),
    Most(people=5, steps=8, also=4, bought=6, prices=4, complaints=4, offers=3, birthdays=3, held=8, signs=240,
         told=True),
    Most(people=4, steps=6, also=3, bought=4, prices=2, complaints=3, offers=2, birthdays=2, held=5, signs=140,
         told=True),
    Most(people=3, steps=4, also=2, bought=3, prices=1, complaints=2, offers=1, birthdays=1, held=3, signs=80,
         told=True),
    Most(people=2, made=2, steps=2, also=1, bought=2, prices=0, complaints=1, offers=1, birthdays=1, held=2, signs=40,
         told=True),
)  # fmt: skip
"""How much is told, tried until all of it stands on one page."""


def build(desk: Desk, ids: Sequence[int], style: Style, _kind: PrintKind, today: dt.date, words: Words) -> Built:
    """A document for each customer. Raises UserError('record-gone')."""
    tellers = [Teller(words, desk.fields, hidden=style.masked, most=most) for most in _FULLEST_FIRST]
    found = [briefing(desk, customer_id, today, words) for customer_id in ids]
    named = [(each.number, mask_within(each.name) if style.masked else each.name) for each in found]
    return Built([_sheet(desk, each, tellers, words) for each in found], named, ids)


def _sheet(desk: Desk, found: Briefing, tellers: Sequence[Teller], words: Words) -> BriefingSheet:
    fields = desk.fields("customer")
    kind = fields["kind"].choice(found.file.kind)
    return BriefingSheet(
        found.number,
        words.label(kind.label) if kind else "",
        words.date(found.today),
        tuple(standing(found.file, fields, words)),
        tuple(dict.fromkeys(teller.tell(found) for teller in tellers)),
    )
