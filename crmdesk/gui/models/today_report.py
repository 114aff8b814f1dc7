"""The report of a day or a week in rows: contacts, what came of them, who did how much, what comes next (METHOD.md
section 2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from crmdesk.core import days, reports_text
from crmdesk.core.day import Person, Promised
from crmdesk.core.reports import AMOUNTS, SECTIONS, PersonFigures, Report
from crmdesk.gui.models.today import DayLines
from crmdesk.gui.models.today_done import BESIDE, DoneLines
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.day_rows import DayLine
from crmdesk.gui.widgets.heads import Fact

CONTACTS, TASKS, FOLLOWING, PEOPLE = "contacts", "tasks", "following", "people"
STRIP = ("orders", "received", "gained", "moved-on", "closed")
"""What stands above the rows, beside contacts made."""


class Shown(Struct, frozen=True):
    """The rows of one section with what stands behind them; `note`: how many there are in all."""

    lines: Sequence[DayLine]
    note: str = ""
    behind: Mapping[tuple[str, int], Any] = field(default_factory=dict)


class _Promises(DayLines):
    """Rows of what is to be done on a day to come."""

    def promise(self, each: Promised) -> DayLine:
        return self._promised(each)


class ReportLines(DoneLines):
    """Of one report."""

    def __init__(self, ui: Ui, report: Report) -> None:
        super().__init__(ui)
        self._report, self._today = report, ui.desk.today()

    def sections(self) -> dict[str, Shown]:
        """Every section by its key."""
        report, number = self._report, self._words.number
        made, done, coming = report.contacts, report.sections[TASKS], report.following
        promised = self.promised()
        found = {
            CONTACTS: _shown(self.made(), made.made, reports_text.kinds_line(report, self._words)),
            TASKS: _shown(self._dated(self.tasks(report), done.entries), done.entries, number(done.count)),
            FOLLOWING: _shown(
                [self._to_do(each) for each in promised],
                promised,
                self.planned(len(coming.steps) + len(coming.tasks)),
            ),
            PEOPLE: Shown(self.people()),
        }
        for key in BESIDE:
            section = report.sections[key]
            lines = self._dated(self.beside(report, key, len(section.entries)), section.entries)
            found[key] = _shown(lines, section.entries, reports_text.count_line(key, section, self._words))
        return found

    def made(self) -> list[DayLine]:
        """Contacts; of a week each with its day."""
        lines = self.contacts(self._report)
        if not self._report.is_week:
            return lines
        made = self._report.contacts.made
        return [
            replace(line, right=self._day(each.interaction.at.date())) for line, each in zip(lines, made, strict=True)
        ]

    def _dated(self, lines: Iterable[DayLine], entries: Iterable[Any]) -> list[DayLine]:
        """Of a week, each with its day before the rest."""
        if not self._report.is_week:
            return list(lines)
        pairs = zip(lines, entries, strict=True)
        return [replace(line, second=self._joined([self._day(each.day), line.second])) for line, each in pairs]

    def promised(self) -> list[Promised]:
        """Next steps and tasks of the days after, by day."""
        coming = self._report.following
        found = [
            Promised(
                Person(each.interaction.customer_id, each.customer_number, each.customer_name, None),
                each.values["next_date"], step=each,
            )
            for each in coming.steps
        ]  # fmt: skip
        found += [
            Promised(
                Person(each.customer_id, each.customer_number, each.customer_name, each.tier), each.due_on, task=each
            )
            for each in coming.tasks
        ]
        return sorted(found, key=lambda each: (each.due_on, each.key))

    def _to_do(self, each: Promised) -> DayLine:
        line = _Promises(self._ui, each.due_on).promise(each)
        return replace(line, ticked=None, acts=())

    def people(self) -> list[DayLine]:
        """Who did how much, where there are several."""
        if self._report.who is not None or len(self._report.people) <= 1:
            return []
        return [self._person(place, each) for place, each in enumerate(self._report.people)]

    def _person(self, place: int, each: PersonFigures) -> DayLine:
        n, words = self._words.ngettext, self._words
        parts = []
        for key, count in each.counts.items():
            amount = f" {words.money(each.amounts[key])}" if key in AMOUNTS else ""
            parts.append(f"{words.label(SECTIONS[key])} {words.number(count)}{amount}")
        made = n("{count} contact made", "{count} contacts made", each.contacts).format(
            count=words.number(each.contacts)
        )
        name = self._ui.masking.text(each.name) or words.gettext("Nobody")
        return DayLine((PEOPLE, place), name, self._joined(parts), right=made if each.contacts else "")

    def facts(self) -> list[Fact]:
        """The figures above the rows."""
        report, words = self._report, self._words
        made = report.contacts
        whom = words.ngettext("{count} customer", "{count} customers", made.customers)
        told = words.gettext("{count} with {customers}").format(
            count=words.number(made.count), customers=whom.format(count=words.number(made.customers))
        )
        sections = report.sections
        figures = ((key, reports_text.count_line(key, sections[key], words)) for key in STRIP)
        return [
            Fact(words.gettext("Contacts with customers"), told if made.count else "0"),
            *(Fact(words.label(SECTIONS[key]), figure) for key, figure in figures),
        ]

    def late(self) -> str:
        """What was to be done by then and is still open."""
        count = self._report.following.late
        told = self._words.ngettext(
            "{count} from before still to be done", "{count} from before still to be done", count
        )
        return told.format(count=self._words.number(count)) if count else ""

    def coming(self) -> str:
        """The day, or the days from one to another, that it looks forward to."""
        coming = self._report.following
        first, last = self._day(coming.first), self._day(coming.last)
        return first if coming.first == coming.last else f"{first} – {last}"

    def planned(self, count: int) -> str:
        """When, how many, and what is left from before."""
        items = self._words.ngettext("{count} item", "{count} items", count)
        told = items.format(count=self._words.number(count)) if count else ""
        return self._joined([self.coming(), told, self.late()])

    def _day(self, day: dt.date) -> str:
        return days.near(day, self._today, self._words)


def _shown(lines: Sequence[DayLine], each: Sequence[Any], note: str) -> Shown:
    return Shown(lines, note if lines else "", {line.key: one for line, one in zip(lines, each, strict=True)})
