"""The records a figure comes from, as a table; each opens what it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from crmdesk.core.errors import UserError
from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.tables import lines_table


class RecordsDialog(Dialog):
    """`told` stands above the records, `stretched` is the column that takes the room left. Enter or a double click
    opens a record; whoever derives says how."""

    def __init__(
        self,
        ui: Ui,
        title: str,
        told: str,
        model: PlainTable[Any],
        found: Sequence[Any],
        widths: Mapping[int, int],
        *,
        stretched: int,
        size: QSize,
        name: str,
        parent: QWidget,
    ) -> None:
        super().__init__(title, ui.words, size=size, name=name, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.ui, self.model = ui, model
        self.body.addWidget(Label(told, tone="text_2", wrap=True, name=f"{name}-days"))
        model.show_lines(found)
        label = ui.words.gettext("Records")
        self.table = lines_table(model, widths, name=f"{name}-table", label=label, stretched=stretched)
        self.table.doubleClicked.connect(lambda index: self._open(index.row()))
        self.body.addWidget(self.table, 1)
        self.table.selectRow(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setMinimumWidth(size.width() - tokens.NAVIGATION_OPEN)

    # What a subclass says

    def open_record(self, record: Any) -> bool:
        """Show what a record is; False where it cannot be shown. Raises UserError."""
        raise NotImplementedError

    # What all of them do

    def _open(self, row: int) -> None:
        record = self.model.line(row)
        try:
            opened = record is not None and self.open_record(record)
        except UserError as error:
            self.ui.bus.failed.emit(error)
            return
        if opened:
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.table.hasFocus():
            self._open(self.table.currentIndex().row())
        else:
            super().keyPressEvent(event)
