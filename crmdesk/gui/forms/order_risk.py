"""The bar that says an order goes beyond the credit limit, or that debts are overdue: its delivery is on hold."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.reckoning import Risk
from crmdesk.core.sales import Order
from crmdesk.core.words import Words
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.notices import NoticeBar

_RELEASE = "release"
_DOT = "  ·  "


class RiskBar(QWidget):
    """`release_asked`: the order may go out all the same. Hidden while there is nothing to warn of."""

    release_asked = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        answers = [(_RELEASE, ui.words.gettext("Release..."))]
        self.bar = NoticeBar("", buttons=answers, name="order-risk")
        self.bar.answered.connect(self.release_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.bar)
        self.hide()

    def show_risk(self, risk: Risk | None, order: Order | None) -> None:
        """What an order means for what the customer owes; `order`: as it is kept, if it is."""
        held = order is not None and bool(order.values.get("hold"))
        warned = held or (risk is not None and risk.hold is not None and not _released(order))
        self.setVisible(warned)
        if warned and risk is not None:
            self.bar.set_text(_title(risk, held, self._ui.words), figures(risk, self._ui.words))
        self.bar.buttons[_RELEASE].setVisible(held)


def _released(order: Order | None) -> bool:
    return order is not None and order.values.get("released_on") is not None


def _title(risk: Risk, held: bool, words: Words) -> str:
    _ = words.gettext
    if held:
        return _("Delivery is on hold until somebody releases it")
    told = {
        "credit": _("Beyond the credit limit: delivery will be on hold"),
        "overdue": _("Overdue debts: delivery will be on hold"),
        "both": _("Beyond the credit limit and overdue debts: delivery will be on hold"),
    }
    return told.get(risk.hold or "", "")


def figures(risk: Risk, words: Words) -> str:
    """Limit, owed, after this order, overdue and since when."""
    _, money = words.gettext, words.money
    parts = []
    if risk.limit is not None:
        parts.append(_("Credit limit {amount}").format(amount=money(risk.limit)))
    parts.append(_("owed now {amount}").format(amount=money(risk.owed)))
    parts.append(_("after this order {amount}").format(amount=money(risk.after)))
    if risk.overdue and risk.overdue_since is not None:
        day = words.date(risk.overdue_since)
        parts.append(_("overdue {amount} since {date}").format(amount=money(risk.overdue), date=day))
    return _DOT.join(parts)
