"""What a day that is over shows: what was done on it (METHOD.md section 2)."""

from __future__ import annotations

from collections.abc import Container

from crmdesk.core.reports import Report
from crmdesk.gui.models.today_done import BESIDE, DoneLines
from crmdesk.gui.pages.today_day_showing import CONTACTS, PROMISED, Part, Showing, behind, is_bare
from crmdesk.gui.pages.today_section import TodaySection
from crmdesk.gui.ui import Ui

_MOST = 4


def over_sections(ui: Ui, there: Container[str]) -> dict[str, TodaySection]:
    """Those at the right which are not there yet."""
    titles = DoneLines(ui).titles()
    return {key: TodaySection(key, titles[key], side=True) for key in BESIDE if key not in there}


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
            behind(rows, made.made), _("No contact was logged on that day."),
        ),
        PROMISED: Part(
            rows := lines.tasks(report), ui.words.number(done.count) if done.count else "", _("Tasks done"), "",
            behind(rows, done.entries), _("No task was done on that day."),
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
        beside[key] = Part(rows, note, "", "", behind(rows, section.entries))
    told = _("No order, payment or complaint.") if is_bare(beside) else ""
    return Showing({**parts, **beside}, told)
