"""Sales of each product and month for its maker, without names, into a spreadsheet (METHOD.md section 13)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from crmdesk.core.periods import add_months, first_of_month
from crmdesk.gui.jobs import Job
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.saving import ask_table, write_file
from crmdesk.services import maker_sales
from crmdesk.services.desk import Desk

_MONTHS = 12


def ask_maker_sales(ui: Ui, parent: QWidget) -> None:
    """Ask where to, and write the last twelve full months there."""
    _ = ui.words.gettext
    title = _("Sales for the maker")
    target = ask_table(ui, title, f"{title}_{ui.desk.today():%Y-%m}", parent)
    if target is not None:
        write_maker_sales(ui, parent, target)


def write_maker_sales(ui: Ui, parent: QWidget, target: Path) -> None:
    """The last twelve months that are over."""
    this = first_of_month(ui.desk.today())
    first, last = maker_sales.period(add_months(this, -_MONTHS), None, this)[0], maker_sales.period(None, None, this)[1]

    def work(desk: Desk, job: Job) -> int:
        rows = maker_sales.sold(desk, first, last, progress=job.progress, cancelled=job.is_cancelled)
        return maker_sales.export(desk, rows, target, ui.words)

    def told(count: int) -> str:
        text = ui.words.ngettext("Saved {count} row as “{file}”", "Saved {count} rows as “{file}”", count)
        return text.format(count=ui.words.number(count), file=target.name)

    write_file(ui, parent, target, work, told)
