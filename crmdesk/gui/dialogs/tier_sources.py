"""The records a customer's value comes from: each opens what it is (METHOD.md section 4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from crmdesk.core.errors import UserError
from crmdesk.core.ranking import Source
from crmdesk.gui.models.tiers_sources import DAY, NUMBER, VALUE, WHAT, SourcesTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.fact_line import FactLine
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.tables import style_table
from crmdesk.services import complaints_looking

_SIZE = QSize(560, 420)
_WIDTHS = {DAY: 112, WHAT: 136, NUMBER: 120}


class SourcesDialog(Dialog):
    """`whose`: the customer's name; `days`: from when to when. Enter or a double click opens the record."""

    def __init__(self, ui: Ui, whose: str, days: str, found: Sequence[Source], parent: QWidget) -> None:
        _ = ui.words.gettext
        super().__init__(
            _("What it comes from – {name}").format(name=ui.masking.text(whose)), ui.words, size=_SIZE,
            name="tier-sources", parent=parent,
        )  # fmt: skip
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ui = ui
        n = ui.words.ngettext("{count} record", "{count} records", len(found)).format(count=ui.words.number(len(found)))
        self.body.addWidget(Label(f"{days} · {n}", tone="text_2", name="tier-sources-days"))
        self.table = QTableView()
        self.table.setObjectName("tier-sources-table")
        self.table.setAccessibleName(_("Records"))
        self.model = SourcesTable(ui)
        self.model.setParent(self.table)
        self.model.show_lines(found)
        self.table.setModel(self.model)
        style_table(self.table, sortable=False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for column, width in _WIDTHS.items():
            self.table.setColumnWidth(column, width)
        self.table.horizontalHeader().setSectionResizeMode(VALUE, QHeaderView.ResizeMode.Stretch)
        self.table.doubleClicked.connect(self._open)
        self.body.addWidget(self.table, 1)
        total = sum((one.value for one in found), Decimal(0))
        self.body.addWidget(FactLine(_("Together"), ui.words.money(total), bold=True, name="tier-sources-sum"))
        self.table.selectRow(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setMinimumWidth(_SIZE.width() - tokens.NAVIGATION_OPEN)

    def _open(self, index: QModelIndex) -> None:
        source, ui = self.model.line(index.row()), self._ui
        if source is None:
            return
        if source.kind == "order":
            self._leave_for(lambda: ui.bus.open_order.emit(source.id))
        elif source.kind == "interaction":
            self._leave_for(lambda: ui.bus.open_interaction.emit(source.id))
        elif source.kind == "complaint":
            self._leave_for(lambda: ui.bus.open_complaint.emit(complaints_looking.id_of(ui.desk, source.number)))

    def _leave_for(self, opens: Callable[[], None]) -> None:
        try:
            opens()
        except UserError as error:
            self._ui.bus.failed.emit(error)
        else:
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.table.hasFocus():
            self._open(self.table.currentIndex())
        else:
            super().keyPressEvent(event)
