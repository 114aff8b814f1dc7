"""The report of a day or a week on paper: figures, who did how much, everything done, what comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crmdesk.core import reports_text as told
from crmdesk.core.printed_lists import ListColumn
from crmdesk.core.printing import Printout
from crmdesk.core.reports import AMOUNTS, SECTIONS, Report
from crmdesk.core.words import Words
from crmdesk.paper.columns import fitted, room, scale

_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0)
_Table = tuple[Sequence[ListColumn], Sequence[Sequence[str]]]


def values(printout: Printout, words: Words) -> Mapping[str, Any]:
    """Of each report the head, the figures and the tables."""
    wide = room(printout.style)
    return {"documents": [_Report(report, words, wide).document(printout.letterhead.name)
                          for report in printout.documents]}  # fmt: skip


class _Report:
    """One report in words, on a page so wide (mm)."""

    def __init__(self, report: Report, words: Words, wide: float) -> None:
        self._report, self._words, self._wide = report, words, wide
        self._all = report.who is None
        self._scale = scale(wide)

    def document(self, company: str) -> dict[str, Any]:
        _, report, date = self._words.gettext, self._report, self._words.date
        week = f"{date(report.first)} – {date(report.last)}"
        who = [] if report.who is None else [[_("Our person"), report.who or _("Nobody")]]
        parts = [*self._people(), *self._contacts(), *self._sections(), *self._following()]
        return {
            "title": _("Weekly report") if report.is_week else _("Daily report"),
            "left": company,
            "right": [[_("Date"), week if report.is_week else self._words.full_date(report.first)], *who],
            "figures": self._figures(),
            "parts": parts,
            "late": self._late(),
        }

    def _figures(self) -> list[list[str]]:
        """Label, count, amount."""
        _, number, report = self._words.gettext, self._words.number, self._report
        sections = report.sections
        return [
            [_("Contacts made"), number(report.contacts.count), ""],
            [_("Customers contacted"), number(report.contacts.customers), ""],
            *(
                [self._words.label(label), number(sections[key].count),
                 self._words.money(sections[key].amount) if key in AMOUNTS and sections[key].count else ""]
                for key, label in SECTIONS.items()
            ),
        ]  # fmt: skip

    def _people(self) -> Iterator[dict[str, Any]]:
        """Who did how much, where there are several."""
        _, number, report = self._words.gettext, self._words.number, self._report
        if not self._all or len(report.people) < 2:
            return
        done = [key for key in SECTIONS if any(key in person.counts for person in report.people)]
        columns = [ListColumn(_("Our person"), whole=True), ListColumn(_("Contacts made"), figures=True, whole=True)]
        for key in done:
            label = self._words.label(SECTIONS[key])
            columns.append(ListColumn(label, figures=True, whole=True))
            if key in AMOUNTS:
                amount = _("{what}, amount").format(what=label)
                columns.append(ListColumn(amount, figures=True, whole=True))
        rows = []
        for person in report.people:
            cells = [person.name or _("Nobody"), number(person.contacts) if person.contacts else ""]
            for key in done:
                cells.append(number(person.counts[key]) if key in person.counts else "")
                if key in AMOUNTS:
                    cells.append(self._words.money(person.amounts[key]) if key in person.counts else "")
            rows.append(cells)
        yield self._part(_("By person"), "", (columns, rows))

    def _contacts(self) -> Iterator[dict[str, Any]]:
        _, contacts, report = self._words.gettext, self._report.contacts, self._report
        if not contacts.count:
            return
        when = _("Date") if report.is_week else _("Time")
        columns = [ListColumn(when, whole=True), ListColumn(_("Kind"), whole=True),
                   ListColumn(_("Customer"), first=True), ListColumn(_("Contact")),
                   *self._person_column(), ListColumn(_("Content"), first=True)]  # fmt: skip
        rows = []
        for made in contacts.made:
            at = made.interaction.at
            clock = "" if at.time() == dt.time() else f"{at:%H:%M}"
            when = " ".join(filter(None, (self._words.day(at.date()), clock))) if report.is_week else clock
            rows.append([
                when, told.kind_of(made, self._words), made.customer_name, str(made.values.get("contact", "")),
                *self._person(str(made.values.get("by") or made.owner or "")), told.contact_line(made, self._words),
            ])  # fmt: skip
        beside = told.kinds_line(report, self._words)
        yield self._part(_("Contacts with customers"), beside, (columns, rows), contacts.count)

    def _sections(self) -> Iterator[dict[str, Any]]:
        _, report = self._words.gettext, self._report
        for key, label in SECTIONS.items():
            section = report.sections[key]
            if not section.count:
                continue
            amounts = key in AMOUNTS
            columns = [
                *([ListColumn(_("Date"), whole=True)] if report.is_week else []), ListColumn(_("Customer"), first=True),
                ListColumn(_("What"), first=True), *self._person_column(),
                *([ListColumn(_("Amount"), figures=True, whole=True)] if amounts else []),
            ]  # fmt: skip
            rows = [
                [*([self._words.day(entry.day)] if report.is_week else []), entry.name,
                 told.detail(key, entry, self._words), *self._person(entry.who),
                 *([self._words.money(entry.amount) if entry.amount is not None else ""] if amounts else [])]
                for entry in section.entries
            ]  # fmt: skip
            beside = told.count_line(key, section, self._words)
            yield self._part(self._words.label(label), beside, (columns, rows), section.count)

    def _following(self) -> Iterator[dict[str, Any]]:
        """What is planned next, by day."""
        _, coming, date = self._words.gettext, self._report.following, self._words.date
        count = len(coming.steps) + len(coming.tasks)
        if not count:
            return
        found = [(made.values["next_date"], made.customer_name, str(made.values.get("next_step", "")),
                  str(made.values.get("by") or made.owner or "")) for made in coming.steps]  # fmt: skip
        found += [(task.due_on, task.customer_name, task.text, task.by or task.owner or "") for task in coming.tasks]
        rows = [
            [self._words.day(day), name, " ".join(text.split()), *self._person(who)]
            for day, name, text, who in sorted(found)
        ]
        days = date(coming.first)
        if coming.last != coming.first:
            days = f"{days} – {date(coming.last)}"
        columns = [ListColumn(_("Date"), whole=True), ListColumn(_("Customer"), first=True),
                   ListColumn(_("What"), first=True), *self._person_column()]  # fmt: skip
        yield self._part(_("Planned"), days, (columns, rows), count)

    def _late(self) -> str:
        late = self._report.following.late
        told_ = self._words.gettext("Still open from before: {count}")
        return told_.format(count=self._words.number(late)) if late else ""

    def _person_column(self) -> list[ListColumn]:
        return [ListColumn(self._words.gettext("Our person"))] if self._all else []

    def _person(self, name: str) -> list[str]:
        return [name] if self._all else []

    def _part(self, title: str, beside: str, table: _Table, count: int = 0) -> dict[str, Any]:
        columns, rows = table
        made = fitted(columns, rows, self._wide, [size * self._scale for size in _SIZES])
        more = self._words.ngettext("and {count} more", "and {count} more", count - len(rows))
        return {
            "title": title,
            "beside": beside,
            "columns": [
                {"label": column.label, "align": "right" if column.figures else "left", "width": width}
                for column, width in zip(columns, made.widths, strict=True)
            ],
            "rows": [list(row) for row in rows],
            "size": made.size,
            "inset": made.inset,
            "more": more.format(count=self._words.number(count - len(rows))) if count > len(rows) else "",
        }
