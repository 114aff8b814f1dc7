"""The runs of tiers that were saved, as a table (METHOD.md section 4)."""

from __future__ import annotations

from collections.abc import Sequence

from crmdesk.core.ranking import Run
from crmdesk.core.tier_words import TierWords
from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.gui.ui import Ui
from crmdesk.services import history

SAVED, DAY, BASIS, BOUNDS, COUNT, WHO = range(6)


class RunsTable(PlainTable[Run]):
    """When saved, of which day, by what, where the levels ended, how many customers, by whom."""

    figures = (COUNT,)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui

    def headings(self) -> Sequence[str]:
        _ = self._ui.words.gettext
        return _("Saved"), _("Day"), _("Basis"), _("Boundaries"), _("Customers"), _("By")

    def text(self, line: Run, column: int) -> str:
        words = self._ui.words
        match column:
            case 0:
                return words.moment(history.local_time(line))
            case 1:
                return words.date(line.today)
            case 2:
                return TierWords(words, line.basis, line.period).of_what()
            case 3:
                percents = " / ".join(words.number(percent) for percent in line.bounds.percents)
                of = words.gettext("of value") if line.by == "value" else words.gettext("of customers")
                return f"{percents} % {of}"
            case 4:
                return words.number(line.count)
        return line.who

    def tone(self, _line: Run, column: int) -> str:
        return "text_2" if column in (SAVED, BOUNDS, WHO) else "text"
