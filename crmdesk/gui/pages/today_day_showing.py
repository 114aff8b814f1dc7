"""What the sections of one day show: rows, notes and links, and what stands behind each row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from crmdesk.core.day import SHOWN, Day
from crmdesk.core.settings import GREETING_DAYS
from crmdesk.gui.models.today import DayLines
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.day_rows import DayLine
from crmdesk.services import settings

CONTACTS, PROMISED = "contacts", "promised"
COMPLAINTS, GREETINGS, MONEY, SIGNINGS = "complaints", "greetings", "money", "signings"


class Part(Struct, frozen=True):
    """One section; `behind` is what its rows stand for, `empty` is said instead of rows."""

    lines: Sequence[DayLine] = ()
    note: str = ""
    title: str = ""
    link: str = ""
    behind: Mapping[tuple[str, int], Any] = field(default_factory=dict)
    empty: str = ""


class Showing(Struct, frozen=True):
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
    told = _("No complaint, greeting or payment.") if is_bare(right) and not day.unverified else ""
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
            behind(rows, contacts),
            _("Nobody is due that day.") if day.fresh else _("Nobody is due for a visit or call."),
        ),
        PROMISED: Part(
            rows := lines.promised(day),
            promised if day.promised_count else "",
            _("Promised and next steps"),
            _("Add"),
            behind(rows, day.promised),
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
            behind=behind(rows, day.complaints),
        ),
        GREETINGS: Part(
            rows := lines.greetings(day), people if day.greeting_count else "",
            behind=behind(rows, greeted),
        ),
        MONEY: Part(
            rows := lines.money(day),
            owed.format(count=number(day.money.count), amount=ui.words.money(day.money.total)),
            behind=behind(rows, day.money.owed),
        ),
        SIGNINGS: Part(
            rows := lines.signings(day), signing.format(count=number(day.signing_count)),
            behind=behind(rows, day.signings),
        ),
    }  # fmt: skip


def is_bare(parts: Mapping[str, Part]) -> bool:
    """Whether no section has rows."""
    return not any(part.lines for part in parts.values())


def behind(lines: Sequence[DayLine], found: Iterable[Any]) -> dict[tuple[str, int], Any]:
    """What each row stands for."""
    return {line.key: each for line, each in zip(lines, found, strict=False)}
