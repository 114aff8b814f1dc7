"""A row of the plan of visits and calls on paper: whom to contact, where, why, what was said last (METHOD.md section
5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal

from msgspec import Struct

from crmdesk.core import days, values
from crmdesk.core.addresses import address_line
from crmdesk.core.briefing import people_of
from crmdesk.core.briefing_told import standing
from crmdesk.core.choices import INTERACTION_KIND
from crmdesk.core.customers import CustomerFile, Part
from crmdesk.core.fields import Fields
from crmdesk.core.interactions import Interaction
from crmdesk.core.masking import mask_within
from crmdesk.core.masking_files import masked_file
from crmdesk.core.orders import NOTHING
from crmdesk.core.printed_lists import VisitRow
from crmdesk.core.tasks import Task
from crmdesk.core.tiers import TIERS
from crmdesk.core.visit_plan import Due
from crmdesk.core.visit_plan_words import due_told
from crmdesk.core.words import Words

_SIGNS = 90
"""So many signs of what was talked about are told."""
_KINDS = {choice.key: choice.label for choice in INTERACTION_KIND}


class Wanted(Struct, frozen=True):
    """A customer to be contacted: what the plan asks for, next steps and tasks agreed, the last contact made."""

    file: CustomerFile
    dues: tuple[Due, ...] = ()
    steps: tuple[Interaction, ...] = ()
    tasks: tuple[Task, ...] = ()
    last: Interaction | None = None

    @property
    def rank(self) -> tuple[int, Decimal, str]:
        """The most valuable first."""
        tier, sales = self.file.values.get("tier"), self.file.values.get("sales_year") or NOTHING
        return TIERS.index(tier) if tier in TIERS else len(TIERS), -sales, self.file.number


class Teller:
    """Puts rows into words; `fields` gives the fields of a kind of record, `masked` hides what is personal."""

    def __init__(self, words: Words, fields: Callable[[str], Fields], today: dt.date, *, masked: bool = False) -> None:
        self._words, self._fields, self._today, self._masked = words, fields, today, masked

    def row(self, wanted: Wanted) -> VisitRow:
        """All of it."""
        file = masked_file(wanted.file, self._fields) if self._masked else wanted.file
        return VisitRow(
            file.number,
            self._seen(file.name),
            " · ".join(standing(file, self._fields("customer"), self._words)[:2]),
            address_line({**file.values, "postcode": ""}),
            tuple(self._whom(file)),
            tuple(map(self._seen, self._why(wanted))),
            self._seen(self._last(wanted.last)) if wanted.last is not None else "",
        )

    def _whom(self, file: CustomerFile) -> Iterator[str]:
        """The main contact, else whom to ask for first; their number, else the customer's."""
        people = people_of(file)
        person = next((each for each in people if each.values.get("main")), people[0] if people else None)
        if person is not None:
            yield self._person(person)
        fields = self._fields("customer")
        numbers = [values_.get(way) for values_ in (*((person.values,) if person else ()), file.values)
                   for way in ("mobile", "phone")]  # fmt: skip
        if number := next(filter(None, numbers), None):
            yield values.show(fields["mobile"], number, self._words)

    def _person(self, person: Part) -> str:
        found = person.values
        name, called = str(found.get("name", "")), str(found.get("salutation", ""))
        whom = f"{name}（{called}）" if self._words.chinese else f"{name} ({called})"
        return " ".join(filter(None, (whom if called and called != name else name, str(found.get("title", "")))))

    def _why(self, wanted: Wanted) -> Iterator[str]:
        """What was promised first, then what the plan asks for, then what is open."""
        for step in wanted.steps:
            text = next(
                (str(step.values[key]) for key in ("next_step", "promise", "purpose") if key in step.values), ""
            )
            yield self._dated(text or self._kind(step), step.values.get("next_date"))
        for task in wanted.tasks:
            yield self._dated(task.text, task.due_on)
        for due in wanted.dues:
            told = due_told(due, self._words, self._today)
            late = days.overdue(due.overdue_on - dt.timedelta(days=1), self._today, self._words)
            yield self._joined(told, late)
        if count := wanted.file.values.get("open_complaints"):
            n = self._words.ngettext
            told = n("{count} complaint being handled", "{count} complaints being handled", count)
            yield told.format(count=self._words.number(count))

    def _dated(self, text: str, day: dt.date | None) -> str:
        """What is agreed, with its day where that is not today, and how late it is."""
        if day is None or day == self._today:
            return _cut(text)
        return self._joined(_cut(text), days.with_lateness(day, self._today, self._words))

    def _last(self, made: Interaction) -> str:
        _ = self._words.gettext
        told = _cut(str(made.values.get("content") or made.values.get("purpose") or ""))
        day = days.dated(made.at.date(), self._today, self._words)
        promise = str(made.values.get("promise") or "")
        promised = _("Promised: {text}").format(text=_cut(promise)) if promise else ""
        return " ".join(filter(None, (day, self._kind(made), told, promised)))

    def _kind(self, made: Interaction) -> str:
        kind = str(made.values.get("kind", ""))
        return self._words.label(_KINDS[kind]) if kind in _KINDS else kind

    def _seen(self, text: str) -> str:
        return mask_within(text) if self._masked else text

    def _joined(self, *parts: str) -> str:
        return ("，" if self._words.chinese else ", ").join(filter(None, parts))


def _cut(text: str) -> str:
    """On one line, no longer than there is room for."""
    line = " ".join(text.split())
    return line if len(line) <= _SIGNS else f"{line[: _SIGNS - 1].rstrip()}…"
