"""Sources of customers as a table and a chart, and what was spent on them (METHOD.md section 15)."""

from __future__ import annotations

from collections.abc import Sequence

from crmdesk.core.fields import Field
from crmdesk.core.sources import Source, SourceCost, Sources
from crmdesk.gui.charts import scales
from crmdesk.gui.charts.chart import Category, Chart, Series, Shape
from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.gui.ui import Ui

SOURCE, CUSTOMERS, BUYERS, ORDERS, SALES, COST, PER_CUSTOMER, PER_ORDER, NOTE = range(9)
DAY, OF_SOURCE, AMOUNT, REMARKS = range(4)
UNKNOWN, ALL = "*unknown", "*all"
_KIND = "source_cost"


def name_of(ui: Ui, source: str | None, field: Field | None = None) -> str:
    """What a source is called; of unknown ones too. `field`: that of the sources, where it was read already."""
    if source is None:
        return ui.words.gettext("Not known")
    return ui.shown(field or ui.desk.fields(_KIND)["source"], source)


class SourcesTable(PlainTable[tuple[str, Source]]):
    """A line for each source by its key, then all of them."""

    figures = (CUSTOMERS, BUYERS, ORDERS, SALES, COST, PER_CUSTOMER, PER_ORDER)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._source = ui.desk.fields(_KIND)["source"]

    def headings(self) -> Sequence[str]:
        _ = self._ui.words.gettext
        return [
            self._ui.words.label(self._source.label),
            _("Customers"), _("Buyers"), _("Orders"), _("Sales"), _("Cost"), _("Per customer"), _("Per order"),
            _("What stands out") if any(row.why for _key, row in self.lines) else "",
        ]  # fmt: skip

    def text(self, line: tuple[str, Source], column: int) -> str:
        words, (key, row) = self._ui.words, line
        match column:
            case 0:
                return words.gettext("Total") if key == ALL else name_of(self._ui, row.source, self._source)
            case 1 | 2 | 3:
                return words.number((row.customers, row.buyers, row.orders)[column - CUSTOMERS])
            case 4:
                return words.money(row.sales)
            case 5:
                return words.money(row.cost) if row.cost else ""
            case 6 | 7:
                each = row.per_customer if column == PER_CUSTOMER else row.per_order
                return words.money(each) if each is not None and row.cost else ""
        return row.why.told(words) if row.why is not None and key != ALL else ""

    def tone(self, line: tuple[str, Source], column: int) -> str:
        if column == NOTE:
            return "warn"
        return "text_2" if line[0] == UNKNOWN else "text"


def lines_of(found: Sources) -> list[tuple[str, Source]]:
    """Each source, and the sums where there is more than one."""
    lines = [(UNKNOWN if row.source is None else row.source, row) for row in found.rows]
    return [*lines, (ALL, found.all)] if len(lines) > 1 else lines


class CostsTable(PlainTable[SourceCost]):
    """What was spent, the newest first."""

    figures = (AMOUNT,)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._fields = ui.desk.fields(_KIND)

    def headings(self) -> Sequence[str]:
        label = self._ui.words.label
        return [label(self._fields[key].label) for key in ("day", "source", "amount", "notes")]

    def text(self, line: SourceCost, column: int) -> str:
        match column:
            case 0:
                return self._ui.words.date(line.day)
            case 1:
                return name_of(self._ui, line.source, self._fields["source"])
            case 2:
                return self._ui.words.money(line.amount)
        return self._ui.masking.text(line.notes)

    def tone(self, _line: SourceCost, column: int) -> str:
        return "text_2" if column == REMARKS else "text"


def chart(ui: Ui, found: Sources, period: str) -> Chart:
    """Customers of each source, and how many of them ordered, the most first."""
    _, words = ui.words.gettext, ui.words
    rows = sorted(found.rows, key=lambda row: -row.customers)
    known = [row for row in rows if row.source is not None and row.customers]
    title = _("Customers by source")
    if known:
        title = _("Most customers came by: {source}").format(source=name_of(ui, known[0].source))
    return Chart(
        "sources", title, _("Source"),
        tuple(Category(UNKNOWN if row.source is None else row.source, name_of(ui, row.source)) for row in rows),
        (
            Series("customers", _("Customers"), tuple(row.customers for row in rows)),
            Series("buyers", _("Of them ordered"), tuple(row.buyers for row in rows)),
        ),
        scales.counts(words, _("customers")), _("No customer came in this time."), period, Shape.ROWS,
        leads=_("&Show these customers"),
    )  # fmt: skip
