"""What the main button of the import says at each step, and whether it can be pressed."""

from __future__ import annotations

from crmdesk.core.importing import rows_taken
from crmdesk.core.words import Words
from crmdesk.gui.models.importing_work import ImportWork

FILE, COLUMNS, TRIAL, DONE = range(4)


def answer(work: ImportWork, step: int, words: Words, *, finished: bool, waiting: bool) -> tuple[str, bool]:
    """Its words and whether it can be pressed. `waiting`: files came while others were being imported."""
    _, n = words.gettext, words.ngettext
    plan = work.plan
    if finished:
        return (_("Next file") if waiting else _("Finish")), True
    if step == FILE and work.chosen.nothing:
        return _("Next"), False
    if step == FILE and plan is None and not work.phase:
        return (_("Choose other files...") if work.sources else _("Choose files...")), True
    if step == TRIAL and plan is not None:
        rows = rows_taken(plan.counts, plan.also)
        text = n("Import {count} row", "Import {count} rows", rows).format(count=words.number(rows))
        return text, work.writes
    return _("Next"), True
