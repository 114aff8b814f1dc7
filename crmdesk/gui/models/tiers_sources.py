"""The records a customer's value comes from, as a table (METHOD.md section 4)."""

from __future__ import annotations

from collections.abc import Sequence

from crmdesk.core.ranking import Source
from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.gui.ui import Ui

DAY, WHAT, NUMBER, VALUE = range(4)


class SourcesTable(PlainTable[Source]):
    """Day, kind of record, its number, what it adds."""

    figures = (VALUE,)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        _ = ui.words.gettext
        self._kinds = {
            "order": _("Order made"), "return": _("Return"), "interaction": _("Cost of a contact"),
            "complaint": _("Compensation"),
        }  # fmt: skip

    def headings(self) -> Sequence[str]:
        _ = self._ui.words.gettext
        return _("Date"), _("What"), _("Number"), _("Adds")

    def text(self, line: Source, column: int) -> str:
        match column:
            case 0:
                return self._ui.words.date(line.on)
            case 1:
                return self._kinds[line.kind]
            case 2:
                return line.number
        return self._ui.words.money(line.value)

    def tone(self, line: Source, column: int) -> str:
        if column == VALUE and line.value < 0:
            return "bad"
        return "text_2" if column in (DAY, WHAT) else "text"
