"""What came back without an order, as a table: what lowers the sales of a time beside its orders."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from crmdesk.core.errors import UserError
from crmdesk.core.sales import GoodsReturn
from crmdesk.gui.models.paged import PagedTable, Value
from crmdesk.gui.ui import Ui
from crmdesk.services import customers, returns

NUMBER, DATE, CUSTOMER, REASON, AMOUNT = range(5)


class ReturnsTable(PagedTable[GoodsReturn]):
    """Number, date, customer, why, amount."""

    figures = (AMOUNT,)

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(ui, self._returns, parent)
        self._names: dict[int, str] = {}
        fields = ui.desk.fields("goods_return")
        self._date, self._reason = (ui.words.label(fields[key].label) for key in ("date", "reason"))

    def _returns(self, ids: Sequence[int]) -> list[GoodsReturn]:
        found = []
        for each in ids:
            try:
                found.append(returns.goods_return(self.ui.desk, each))
            except UserError:
                continue  # gone meanwhile
        whose = list({each.customer_id for each in found})
        self._names |= {row.id: row.name for row in customers.rows(self.ui.desk, whose)}
        return found

    def headings(self) -> Sequence[str]:
        _ = self.ui.words.gettext
        return [_("Number"), self._date, _("Customer"), self._reason, _("Amount")]

    def value(self, row: GoodsReturn, column: int) -> Value:
        match column:
            case 0:
                return row.number
            case 1:
                return row.date
            case 2:
                return self._names.get(row.customer_id)
            case 3:
                return row.reason
        return row.amount
