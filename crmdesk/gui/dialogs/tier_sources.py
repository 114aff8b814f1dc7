"""The records a customer's value comes from: each opens what it is (METHOD.md section 4)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from crmdesk.core.ranking import Source
from crmdesk.gui.dialogs.records import RecordsDialog
from crmdesk.gui.models.tiers_sources import DAY, NUMBER, VALUE, WHAT, SourcesTable
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.fact_line import FactLine
from crmdesk.services import complaints_looking

_SIZE = QSize(560, 420)
_WIDTHS = {DAY: 112, WHAT: 136, NUMBER: 120}


class SourcesDialog(RecordsDialog):
    """`whose`: the customer's name; `days`: from when to when."""

    def __init__(self, ui: Ui, whose: str, days: str, found: Sequence[Source], parent: QWidget) -> None:
        _ = ui.words.gettext
        n = ui.words.ngettext("{count} record", "{count} records", len(found)).format(count=ui.words.number(len(found)))
        super().__init__(
            ui, _("What it comes from – {name}").format(name=ui.masking.text(whose)), f"{days} · {n}", SourcesTable(ui),
            found, _WIDTHS, stretched=VALUE, size=_SIZE, name="tier-sources", parent=parent,
        )  # fmt: skip
        total = sum((one.value for one in found), Decimal(0))
        self.body.addWidget(FactLine(_("Together"), ui.words.money(total), bold=True, name="tier-sources-sum"))

    def open_record(self, record: Source) -> bool:
        ui = self.ui
        if record.kind == "order":
            ui.bus.open_order.emit(record.id)
        elif record.kind == "interaction":
            ui.bus.open_interaction.emit(record.id)
        elif record.kind == "complaint":
            ui.bus.open_complaint.emit(complaints_looking.id_of(ui.desk, record.number))
        else:
            return False
        return True
