"""A workbook of what was wrong with an imported file, to mend it by."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from crmdesk.core.errors import UserError
from crmdesk.core.importing import RowProblem
from crmdesk.core.words import Words
from crmdesk.sheets.atomic import check_target as check_place
from crmdesk.sheets.tables import Column, Table
from crmdesk.sheets.writing import write_xlsx

ENDING = ".xlsx"


def check_target(path: Path) -> None:
    """Raise UserError where no report can be written, so that nothing is imported without its report."""
    if path.suffix.lower() != ENDING:
        raise UserError("export-ending", ending=path.suffix or path.name, known=ENDING)
    check_place(path)


def write_problems(path: Path, problems: Sequence[RowProblem], words: Words) -> None:
    """One row for each problem: where, what stands there, what is wrong. Raises UserError when it cannot be written."""
    _ = words.gettext
    columns = [
        Column(_("Problem")),
        Column(_("Sheet")),
        Column(_("Row"), "integer"),
        Column(_("Column")),
        Column(_("What stands there")),
        Column(_("Refused")),
    ]
    rows = (
        (
            words.message(problem.code, problem.params),
            problem.sheet,
            problem.row,
            problem.column or "",
            problem.text,
            _("Yes") if problem.refused else "",
        )
        for problem in problems
    )
    write_xlsx(path, [Table(_("Problems"), columns, rows)])
