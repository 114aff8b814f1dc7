"""What is to be said about a table before it is imported: hidden rows, rows left out, what reading it met."""

from __future__ import annotations

from collections import Counter

from crmdesk.core.importing import SheetPlan
from crmdesk.core.words import Words
from crmdesk.gui.models.importing_file import ImportFile, SheetFacts

Remark = tuple[str, bool]
"""A sentence, and whether it is something to look at."""


def remarks(file: ImportFile, facts: SheetFacts, plan: SheetPlan | None, words: Words) -> list[Remark]:
    """About one table, what matters most first."""
    _, n = words.gettext, words.ngettext
    told = [(words.problem(note), True) for name, note in file.notes() if name == facts.name]
    if facts.hidden:
        told.append((_("This table is hidden in the workbook."), False))
    hidden = plan.hidden_rows if plan and plan.hidden_rows else facts.hidden_rows
    if hidden:
        text = n(
            "{count} row is hidden in the workbook; it is imported too.",
            "{count} rows are hidden in the workbook; they are imported too.",
            hidden,
        )
        told.append((text.format(count=words.number(hidden)), False))
    if plan is not None and not file.cards:
        told += _of_plan(file, plan, words)
    return told


def _of_plan(file: ImportFile, plan: SheetPlan, words: Words) -> list[Remark]:
    _ = words.gettext
    told = [(_("There is nobody below the header"), True)] if not file.records(plan) else []
    if not any(column.target for column in plan.columns):
        told.append((_("No column was recognised. The next step asks what each one is."), False))
    text = left_out(plan, words)
    return [*told, (text, False)] if text else told


def left_out(plan: SheetPlan, words: Words) -> str:
    """Rows below the header that are no records, by reason; blank ones go without saying."""
    _, number = words.gettext, words.number
    found = Counter(row.reason for row in plan.left_out)
    told = {
        "total": _("totals: {count}"),
        "note": _("explanations: {count}"),
        "header": _("repeated headers: {count}"),
    }
    parts = [text.format(count=number(found[reason])) for reason, text in told.items() if found[reason]]
    separator = "，" if words.chinese else ", "
    return _("Not imported: {reasons}").format(reasons=separator.join(parts)) if parts else ""
