"""Of whom and how next purchases are listed, and the sales for the maker."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core.next_purchase_days import By
from crmdesk.core.settings import OFFER_FROM
from crmdesk.gui.pages.follow_up_head import fill_choice
from crmdesk.gui.pages.insight_maker import ask_maker_sales
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.inputs import CheckBox, ComboBox
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.services import settings


class SoonHead(QWidget):
    """`asked`: something else is to be listed."""

    asked = Signal()

    def __init__(self, ui: Ui, name: str) -> None:
        super().__init__()
        _ = ui.words.gettext
        self._ui = ui
        ways = [("product", _("By product")), ("category", _("By category"))]
        self.by = SegmentedChoice(ways, current="product", name=f"{name}-by", label=_("Foretold by"))
        self.owner = ComboBox(name=f"{name}-owner", label=_("Owner"))
        self.offers = CheckBox(_("Good buyers only"), name=f"{name}-offers")
        self.maker = Button(_("For the maker..."), icon="export", name=f"{name}-maker")
        self.maker.setToolTip(_("Sales by product and month, with the subsidy and without names, into a spreadsheet"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.BETWEEN)
        row.addStretch(1)
        for widget in (self.offers, self.by, self.owner, self.maker):
            row.addWidget(widget)
        self.show_owners(())
        self.owner.set_key("")
        self.by.chosen.connect(lambda _key: self.asked.emit())
        self.owner.picked.connect(lambda _key: self.asked.emit())
        self.offers.toggled.connect(lambda _on: self.asked.emit())
        self.maker.clicked.connect(lambda: ask_maker_sales(self._ui, self))

    def show_owners(self, names: Sequence[str]) -> None:
        """Whose customers may be chosen; and from which amount on one is a good buyer."""
        _, words, mask = self._ui.words.gettext, self._ui.words, self._ui.masking.text
        fill_choice(self.owner, [("", _("Every owner")), *((name, mask(name)) for name in names)])
        spent = words.money(Decimal(settings.get(self._ui.desk, OFFER_FROM)))
        told = _("Only customers who get an offer sheet: {amount} and more in 12 months (Settings)")
        self.offers.setToolTip(told.format(amount=spent))

    def way(self) -> By:
        """By product or by category."""
        return "category" if self.by.key() == "category" else "product"

    def owner_asked(self) -> str | None:
        """Whose customers alone."""
        return self.owner.key() or None
