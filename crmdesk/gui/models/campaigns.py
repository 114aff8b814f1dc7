"""Call campaigns as a table: how far each is and what came of its calls."""

from __future__ import annotations

from collections.abc import Sequence

from crmdesk.core import days
from crmdesk.core.campaigns import Campaign
from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.gui.ui import Ui

NAME, CALLED, UNTIL, FIRST_OUTCOME = range(4)


class CampaignsTable(PlainTable[Campaign]):
    """A column for each outcome at the right."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._fields = ui.desk.fields("campaign")
        self.outcomes = ui.desk.fields("campaign_call")["outcome"].choices
        self.figures = frozenset(range(FIRST_OUTCOME, FIRST_OUTCOME + len(self.outcomes)))

    def headings(self) -> Sequence[str]:
        words = self._ui.words
        outcomes = (words.label(choice.label) for choice in self.outcomes)
        return (words.label(self._fields["name"].label), words.gettext("Called"),
                words.label(self._fields["until"].label), *outcomes)  # fmt: skip

    def text(self, line: Campaign, column: int) -> str:
        words = self._ui.words
        if column == NAME:
            return self._ui.masking.text(line.name)
        if column == CALLED:
            told = words.gettext("{done} of {count}")
            return told.format(done=words.number(line.called), count=words.number(line.count))
        if column == UNTIL:
            return self._until(line)
        count = line.outcomes.get(self.outcomes[column - FIRST_OUTCOME].key, 0)
        return words.number(count) if count else ""

    def tone(self, line: Campaign, column: int) -> str:
        return "bad" if column == UNTIL and self._late(line) else "text"

    def _late(self, line: Campaign) -> bool:
        until = line.values.get("until")
        return until is not None and until < self._ui.desk.today() and line.left > 0

    def _until(self, line: Campaign) -> str:
        until, today = line.values.get("until"), self._ui.desk.today()
        if until is None:
            return ""
        return (days.with_lateness if self._late(line) else days.near)(until, today, self._ui.words)
