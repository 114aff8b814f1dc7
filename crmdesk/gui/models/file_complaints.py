"""The complaints of one customer: what each is about, how far it is, by when it is to be settled, how it ended."""

from __future__ import annotations

from collections.abc import Sequence

from crmdesk.core.complaint_lists import ComplaintRow
from crmdesk.core.complaints import CLOSED, OPEN, UNRESOLVED
from crmdesk.gui.models.complaint_telling import Telling
from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import Badge

NUMBER, RECEIVED, WHAT, STAGE, DUE, STATE = range(6)


class FileComplaints(PlainTable[ComplaintRow]):
    """Open ones first, then the newest first."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.telling = Telling(ui)

    def show(self, rows: Sequence[ComplaintRow]) -> None:
        self.show_lines(list(rows))

    def headings(self) -> Sequence[str]:
        _, label = self._ui.words.gettext, self._ui.words.label
        fields = self._ui.desk.fields("complaint")
        return (
            label(fields["number"].label), _("Received on"), _("What it is about"), _("Handling"),
            label(fields["due_on"].label), label(fields["state"].label),
        )  # fmt: skip

    def text(self, line: ComplaintRow, column: int) -> str:
        words = self._ui.words
        match column:
            case 0:
                return line.number
            case 1:
                return words.date(line.received_at.date())
            case 2:
                return self._ui.masking.text(line.headline)
            case 3:
                return self._stage(line)
            case 4:
                return words.date(line.due_on) if line.due_on is not None else ""
        return self._state(line).text

    def _stage(self, line: ComplaintRow) -> str:
        """The step to be done next, of one that is over how many rounds it took."""
        n, words = self._ui.words.ngettext, self._ui.words
        if step := self.telling.step(line):
            return f"{self.telling.round(line)} · {step}" if (line.round or 1) > 1 else step
        rounds = line.round if line.state in (CLOSED, UNRESOLVED) else None
        return n("{count} round", "{count} rounds", rounds).format(count=words.number(rounds)) if rounds else ""

    def _state(self, line: ComplaintRow) -> Badge:
        """How it stands; one in time that warns of something, of what."""
        if line.state == OPEN and line.late_days <= 0 and line.holding:
            return badges.state("warn", self.telling.warned(line)[0])
        return self.telling.state(line)

    def badge(self, line: ComplaintRow, column: int) -> Badge | None:
        return self._state(line) if column == STATE else None

    def tone(self, line: ComplaintRow, column: int) -> str:
        if column == DUE and line.state == OPEN and line.late_days > 0:
            return "bad"
        return "text" if column == NUMBER or (line.state == OPEN and column != STAGE) else "text_2"
