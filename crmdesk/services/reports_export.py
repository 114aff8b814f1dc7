"""The report of a day or a week as a workbook (METHOD.md section 2)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from crmdesk.core import reports_text
from crmdesk.core.masking import mask_within
from crmdesk.core.reports import AMOUNTS, SECTIONS, Report
from crmdesk.core.words import Words
from crmdesk.services import privacy
from crmdesk.services.desk import Desk
from crmdesk.services.targets import check_ending, refuse_own
from crmdesk.sheets.books import Cancelled
from crmdesk.sheets.tables import Column, Table
from crmdesk.sheets.writing import write_xlsx

ENDINGS = (".xlsx",)
_Hide = Callable[[str], str]


def export(
    desk: Desk,
    report: Report,
    path: Path | str,
    words: Words,
    *,
    mask: bool = False,
    cancelled: Cancelled | None = None,
) -> None:
    """Write a report as .xlsx: the figures by person, contacts made, everything else done, what comes next; as many
    entries as it has. `mask` hides what is personal in names and texts. The log of privacy says whose they are.

    Raises UserError 'export-ending', 'attachment-save-own', 'write-…'; CancelledError. An old file then stays.
    """
    path = Path(path)
    check_ending(path, ENDINGS)
    refuse_own(path, desk.path)
    hide: _Hide = mask_within if mask else str
    tables = [
        _figures(report, words), _contacts(report, words, hide), _done(report, words, hide),
        _following(report, words, hide),
    ]  # fmt: skip
    noted = privacy.logged(desk, "export", sorted(report.customer_ids), masked=mask, target=path.name)
    write_xlsx(path, tables, cancelled=cancelled, noted=noted)


def _figures(report: Report, words: Words) -> Table:
    _ = words.gettext
    columns = [Column(_("Our person")), Column(_("Contacts with customers"), "integer")]
    for section, label in SECTIONS.items():
        columns.append(Column(words.label(label), "integer"))
        if section in AMOUNTS:
            columns.append(Column(_("{what}, amount").format(what=words.label(label)), "money"))
    rows = [
        [person.name or _("Nobody"), person.contacts, *_cells(person.counts.get, person.amounts.get)]
        for person in report.people
    ]
    sections = report.sections
    total = _cells(lambda key, _none: sections[key].count, lambda key, _none: sections[key].amount)
    rows.append([_("Total"), report.contacts.count, *total])
    return Table(reports_text.title(report, words), columns, rows)


def _cells(count: Callable[[str, int], Any], amount: Callable[[str, int], Any]) -> list[Any]:
    cells = []
    for section in SECTIONS:
        cells.append(count(section, 0))
        if section in AMOUNTS:
            cells.append(amount(section, 0))
    return cells


def _contacts(report: Report, words: Words, hide: _Hide) -> Table:
    _ = words.gettext
    columns = [
        Column(_("When"), "datetime"), Column(_("Customer number")), Column(_("Customer")), Column(_("Kind")),
        Column(_("Contact")), Column(_("Our person")), Column(_("Content")), Column(_("Promised")),
        Column(_("Next step")), Column(_("Next step on"), "date"),
    ]  # fmt: skip
    rows = [
        (made.interaction.at, made.customer_number, hide(made.customer_name), reports_text.kind_of(made, words),
         *(hide(str(made.values.get(key, ""))) for key in ("contact", "by", "content", "promise", "next_step")),
         made.values.get("next_date"))
        for made in report.contacts.made
    ]  # fmt: skip
    return Table(_("Contacts with customers"), columns, rows)


def _done(report: Report, words: Words, hide: _Hide) -> Table:
    _ = words.gettext
    columns = [
        Column(_("What")), Column(_("Date"), "date"), Column(_("Customer number")), Column(_("Customer")),
        Column(_("Our person")), Column(_("Details")), Column(_("Amount"), "money"),
    ]  # fmt: skip
    rows = [
        (words.label(label), entry.day, entry.number, hide(entry.name), entry.who,
         hide(reports_text.detail(section, entry, words)), entry.amount)
        for section, label in SECTIONS.items()
        for entry in report.sections[section].entries
    ]  # fmt: skip
    return Table(_("Done"), columns, rows)


def _following(report: Report, words: Words, hide: _Hide) -> Table:
    _ = words.gettext
    columns = [
        Column(_("Date"), "date"), Column(_("Customer number")), Column(_("Customer")), Column(_("What")),
        Column(_("Our person")),
    ]  # fmt: skip
    rows: list[tuple[Any, ...]] = [
        (made.values["next_date"], made.customer_number, hide(made.customer_name),
         hide(str(made.values.get("next_step", ""))), made.values.get("by") or made.owner)
        for made in report.following.steps
    ]  # fmt: skip
    rows += [
        (task.due_on, task.customer_number, hide(task.customer_name), hide(task.text), task.by or task.owner)
        for task in report.following.tasks
    ]
    return Table(_("Planned"), columns, sorted(rows, key=lambda row: (row[0], row[1])))
