"""Contacts that have no minutes noted; each opens, so that they can be added (METHOD.md section 5)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from crmdesk.core.interactions import Dated
from crmdesk.gui.dialogs.records import RecordsDialog
from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.gui.ui import Ui

_SIZE = QSize(640, 480)
_DAY, _WHOSE, _KIND, _BY = range(4)
_WIDTHS = {_DAY: 112, _KIND: 112, _BY: 112}


class _UntimedTable(PlainTable[Dated]):
    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._fields = ui.desk.fields("interaction")

    def headings(self) -> Sequence[str]:
        _, label = self._ui.words.gettext, self._ui.words.label
        return _("Date"), _("Customer"), *(label(self._fields[key].label) for key in ("kind", "by"))

    def text(self, line: Dated, column: int) -> str:
        match column:
            case 0:
                return self._ui.words.date(line.interaction.at.date())
            case 1:
                return self._ui.masking.text(line.customer_name)
            case 2:
                return self._ui.shown(self._fields["kind"], line.values["kind"])
        return str(line.values.get("by") or "")

    def tone(self, _line: Dated, column: int) -> str:
        return "text" if column == _WHOSE else "text_2"


class UntimedDialog(RecordsDialog):
    """`told`: how many there are, and how many of them are shown."""

    def __init__(self, ui: Ui, told: str, found: Sequence[Dated], parent: QWidget) -> None:
        super().__init__(
            ui, ui.words.gettext("Contacts made"), told, _UntimedTable(ui), found, _WIDTHS, stretched=_WHOSE,
            size=_SIZE, name="untimed", parent=parent,
        )  # fmt: skip

    def open_record(self, record: Dated) -> bool:
        self.ui.bus.open_interaction.emit(record.interaction.id)
        return True
