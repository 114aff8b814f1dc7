"""The rows selected in a table of the page Insight, as spreadsheets take them."""

from __future__ import annotations

from typing import Any

from crmdesk.gui.models.paged import PagedTable
from crmdesk.gui.pages.customers_copy import Copied
from crmdesk.gui.pages.orders_part import MOST_COPIED
from crmdesk.gui.pages.orders_table import WorkTable
from crmdesk.gui.ui import Ui


def copy_rows(ui: Ui, table: WorkTable, model: PagedTable[Any]) -> None:
    """Columns that are not shown stay away."""
    shown = [column for column in range(model.columnCount()) if not table.isColumnHidden(column)]
    rows = [row for place in table.selected_places()[:MOST_COPIED] if (row := model.line(place)) is not None]
    if not rows:
        return
    heads = model.headings()
    lines = (tuple(" ".join(model.plain(row, column).split()) for column in shown) for row in rows)
    copied = Copied((tuple(heads[each] for each in shown), *lines), tuple(each in model.figures for each in shown))
    ui.clipboard.put(copied.mime(), personal=copied.personal)
    said = ui.words.ngettext("{count} row copied", "{count} rows copied", copied.count)
    ui.bus.message.emit(said.format(count=ui.words.number(copied.count)), False)
