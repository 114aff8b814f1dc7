"""The funnel as tables: what is expected by month and stage, whom a band holds, why offers were lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from crmdesk.core import days
from crmdesk.core.funnel import Cell, Funnel, Lost
from crmdesk.core.potentials import Potential
from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.gui.ui import Ui

_TO_YUAN = Decimal(1)


def whole_yuan(amount: Decimal, ui: Ui) -> str:
    """¥326,240: sums of what is only expected need no cents."""
    return f"¥{ui.words.number(int(amount.quantize(_TO_YUAN)))}"


def month_text(month: dt.date, ui: Ui) -> str:
    """2026-11; in English Nov 2026."""
    shown = ui.words.date(month)
    return shown.rpartition("-")[0] if ui.words.chinese else shown.partition(" ")[2]


class MonthLine(Struct, frozen=True):
    """What is expected in one span of time: a cell for each stage, the part with an open offer, all together."""

    label: str
    cells: tuple[Cell, ...]
    offers: Cell
    total: bool = False
    past: bool = False

    @property
    def all(self) -> Cell:
        return Cell(sum(cell.count for cell in self.cells), sum((cell.amount for cell in self.cells), Decimal(0)))


def month_lines(funnel: Funnel, ui: Ui) -> list[MonthLine]:
    """Before this month, each month shown, later, without a date, in all."""
    _ = ui.words.gettext
    rows = funnel.rows
    lines = [MonthLine(_("Earlier"), tuple(row.past for row in rows), funnel.offers.past, past=True)]
    for place, month in enumerate(funnel.months):
        cells = tuple(row.months[place] for row in rows)
        lines.append(MonthLine(month_text(month, ui), cells, funnel.offers.months[place]))
    lines.append(MonthLine(_("After that"), tuple(row.later for row in rows), funnel.offers.later))
    lines.append(MonthLine(_("No date"), tuple(row.undated for row in rows), funnel.offers.undated))
    lines.append(MonthLine(_("Total"), tuple(row.all for row in rows), funnel.offers.all, total=True))
    return lines


class MonthsTable(PlainTable[MonthLine]):
    """A column for each stage, then all of them, how many customers, and what of it is offered."""

    figures = frozenset(range(1, 8))

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._stages = [ui.words.label(choice.label) for choice in ui.desk.fields("customer")["stage"].choices]

    def headings(self) -> Sequence[str]:
        _ = self._ui.words.gettext
        return (_("Month"), *self._stages, _("Total"), _("Customers"), _("Offered"))

    def text(self, line: MonthLine, column: int) -> str:
        if column == 0:
            return line.label
        after = column - 1 - len(line.cells)
        if after == 1:
            return self._ui.words.number(line.all.count) if line.all.count else ""
        cell = line.cells[column - 1] if after < 0 else line.all if after == 0 else line.offers
        return whole_yuan(cell.amount, self._ui) if cell.count else ""

    def tone(self, line: MonthLine, column: int) -> str:
        if line.past and column == 0 and line.all.count:
            return "bad"
        return "text" if line.total or 0 < column <= len(line.cells) + 1 else "text_2"


class BandTable(PlainTable[Potential]):
    """Whom a band of the funnel holds."""

    figures = frozenset({1})

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._fields = ui.desk.fields("customer")

    def headings(self) -> Sequence[str]:
        _ = self._ui.words.gettext
        keys = ("expected_amount", "expected_on", "owner")
        return (_("Customer"), *(self._ui.words.label(self._fields[key].label) for key in keys))

    def text(self, line: Potential, column: int) -> str:
        today = self._ui.desk.today()
        match column:
            case 0:
                return self._ui.masking.text(line.name)
            case 1:
                amount = line.offered if line.offered is not None else line.expected_amount
                return whole_yuan(amount, self._ui) if amount is not None else ""
            case 2:
                day = line.expected_on
                return days.with_lateness(day, today, self._ui.words) if day is not None else ""
            case _:
                return self._ui.masking.text(line.owner or "")

    def tone(self, line: Potential, column: int) -> str:
        late = column == 2 and line.expected_on is not None and line.expected_on < self._ui.desk.today()
        return "bad" if late else "text_2" if column == 3 else "text"


class LostTable(PlainTable[Lost]):
    """Why offers were lost, the largest amount first."""

    figures = frozenset({1, 2})

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._reason = ui.desk.fields("sales_order")["lost_reason"]

    def headings(self) -> Sequence[str]:
        _ = self._ui.words.gettext
        return (_("Lost because"), _("Offers"), _("Amount"))

    def text(self, line: Lost, column: int) -> str:
        match column:
            case 0:
                return self._ui.shown(self._reason, line.reason) or self._ui.words.gettext("No reason given")
            case 1:
                return self._ui.words.number(line.count)
            case _:
                return whole_yuan(line.amount, self._ui)

    def tone(self, line: Lost, column: int) -> str:
        return "text_2" if column == 0 and line.reason is None else "text"
