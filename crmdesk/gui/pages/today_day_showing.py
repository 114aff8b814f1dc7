"""What the sections of one day show: rows, notes and links, and what stands behind each row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crmdesk.core.day import SHOWN, Day
from crmdesk.core.reports import Report
from crmdesk.core.settings import GREETING_DAYS
from crmdesk.gui.models.today import DayLines
from crmdesk.gui.models.today_done import BESIDE, DoneLines
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.day_rows import DayLine
from crmdesk.services import settings

CONTACTS, PROMISED = "contacts", "promised"
COMPLAINTS, GREETINGS, MONEY, SIGNINGS = "complaints", "greetings", "money", "signings"
_MOST = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One section; `behind` is what its rows stand for, `empty` is said instead of rows."""

    lines: Sequence[DayLine] = ()
    note: str = ""
    title: str = ""
    link: str = ""
    behind: Mapping[tuple[str, int], Any] = field(default_factory=dict)
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Showing:
    """Sections by key; `empty`: the sentence instead of all of them; `unverified`: files due for review; `quiet`: what
    is said where no section at the right has rows."""

    parts: Mapping[str, Part]
    quiet: str = ""
    empty: str = ""
    unverified: int = 0


def shown_day(ui: Ui, day: Day) -> Showing:
    """A day from today on."""
    _, lines = ui.words.gettext, DayLines(ui, day.day)
    if day.is_empty:
        told = _("Nothing to be done that day.") if day.fresh else _("Nothing is waiting today.")
        hint = _("Visits and calls by plan, promises, tasks and greetings come here.")
        return Showing({}, empty=f"{told}\n{hint}")
    left, right = _left(ui, day, lines), _right(ui, day, lines)
    told = _("No complaint, greeting or payment.") if _is_bare(right) and not day.unverified else ""
    return Showing({**left, **right}, told, unverified=day.unverified)


def _left(ui: Ui, day: Day, lines: DayLines) -> dict[str, Part]:
    _, n, number = ui.words.gettext, ui.words.ngettext, ui.words.number
    contacts = day.contacts[: None if day.fresh else SHOWN]
    count = n("{count} customer, by value", "{count} customers, the most valuable first", len(contacts))
    every = n("All {count}", "All {count}", day.contact_count).format(count=number(day.contact_count))
    promised = n("{count} item", "{count} items", day.promised_count).format(count=number(day.promised_count))
    return {
        CONTACTS: Part(
            rows := lines.contacts(contacts),
            count.format(count=len(contacts)) if contacts else "",
            _("To contact"),
            every if day.contact_count > len(contacts) else _("Visit plan"),
            _behind(rows, contacts),
            _("Nobody is due that day.") if day.fresh else _("Nobody is due for a visit or call."),
        ),
        PROMISED: Part(
            rows := lines.promised(day),
            promised if day.promised_count else "",
            _("Promised and next steps"),
            _("Add"),
            _behind(rows, day.promised),
            _("Nothing is promised for that day.") if day.fresh else _("No next step or task is due."),
        ),
    }


def _right(ui: Ui, day: Day, lines: DayLines) -> dict[str, Part]:
    _, n, number = ui.words.gettext, ui.words.ngettext, ui.words.number
    ahead = 0 if day.fresh else int(settings.get(ui.desk, GREETING_DAYS))
    people = n("{count} person", "{count} people", day.greeting_count).format(count=number(day.greeting_count))
    if ahead:
        within = n("{people} within {count} day", "{people} within {count} days", ahead)
        people = within.format(people=people, count=ahead)
    owed = n("{count} order, {amount}", "{count} orders, {amount}", day.money.count)
    handled = n("{count} to handle", "{count} to handle", day.complaint_count)
    signing = n("{count} customer", "{count} customers", day.signing_count)
    greeted = (*day.holidays, *day.greetings)
    return {
        COMPLAINTS: Part(
            rows := lines.complaints(day), handled.format(count=number(day.complaint_count)),
            behind=_behind(rows, day.complaints),
        ),
        GREETINGS: Part(
            rows := lines.greetings(day), people if day.greeting_count else "",
            behind=_behind(rows, greeted),
        ),
        MONEY: Part(
            rows := lines.money(day),
            owed.format(count=number(day.money.count), amount=ui.words.money(day.money.total)),
            behind=_behind(rows, day.money.owed),
        ),
        SIGNINGS: Part(
            rows := lines.signings(day), signing.format(count=number(day.signing_count)),
            behind=_behind(rows, day.signings),
        ),
    }  # fmt: skip


def shown_report(ui: Ui, report: Report) -> Showing:
    """A day that is over."""
    _, n, lines = ui.words.gettext, ui.words.ngettext, DoneLines(ui)
    if report.is_empty:
        return Showing({}, empty=_("Nothing was noted on that day."))
    made, done = report.contacts, report.sections["tasks"]
    count = n("{count} contact logged", "{count} contacts logged", made.count).format(count=ui.words.number(made.count))
    parts = {
        CONTACTS: Part(
            rows := lines.contacts(report), count if made.count else "", _("Whom we contacted"), "",
            _behind(rows, made.made), _("No contact was logged on that day."),
        ),
        PROMISED: Part(
            rows := lines.tasks(report), ui.words.number(done.count) if done.count else "", _("Tasks done"), "",
            _behind(rows, done.entries), _("No task was done on that day."),
        ),
    }  # fmt: skip
    beside = {}
    for key in BESIDE:
        section = report.sections[key]
        note = ui.words.number(section.count)
        if section.amount:
            note = n("{count} item, {amount}", "{count} items, {amount}", section.count)
            note = note.format(count=ui.words.number(section.count), amount=ui.words.money(section.amount))
        rows = lines.beside(report, key, _MOST)
        beside[key] = Part(rows, note, "", "", _behind(rows, section.entries))
    told = _("No order, payment or complaint.") if _is_bare(beside) else ""
    return Showing({**parts, **beside}, told)


def _is_bare(parts: Mapping[str, Part]) -> bool:
    return not any(part.lines for part in parts.values())


def _behind(lines: Sequence[DayLine], found: Iterable[Any]) -> dict[tuple[str, int], Any]:
    return {line.key: each for line, each in zip(lines, found, strict=False)}
