"""The figures of complaints by category, product, person, month or severity: a row for each."""

from __future__ import annotations

from collections.abc import Sequence

from crmdesk.core.complaint_figures import Figures, Group
from crmdesk.gui.charts import scales
from crmdesk.gui.models.complaint_charts import group_name
from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.gui.ui import Ui

NAME, COUNT, STILL_OPEN, CLOSED, SATISFIED, MEDIAN, P90, ROUNDS, COMPENSATION = range(9)


class ComplaintGroups(PlainTable[Group]):
    """Complaints, open and closed ones, how many ended satisfied, days until closed, rounds, compensation."""

    figures = range(COUNT, COMPENSATION + 1)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._found: Figures | None = None
        self._one, self._two = scales.numbers(ui.words), scales.numbers(ui.words, decimals=2)
        self._share = scales.shares(ui.words)

    def show(self, found: Figures) -> None:
        """The groups of these figures."""
        self._found = found
        self.show_lines(found.groups)

    def headings(self) -> Sequence[str]:
        _ = self._ui.words.gettext
        by = self._found.by if self._found is not None else "category"
        fields, label = self._ui.desk.fields("complaint"), self._ui.words.label
        states = {each.key: label(each.label) for each in fields["state"].choices}
        return (
            _("Month") if by == "month" else label(fields[by].label), _("Complaints"), states["open"], states["closed"],
            _("Satisfied"), _("Half within, days"), _("Nine of ten, days"), _("Rounds, mean"), _("Compensation"),
        )  # fmt: skip

    def text(self, line: Group, column: int) -> str:
        assert self._found is not None
        words = self._ui.words
        numbers = {
            SATISFIED: (line.satisfied_share, self._share), MEDIAN: (line.median_days, self._one),
            P90: (line.p90_days, self._one), ROUNDS: (line.rounds_mean, self._two),
        }  # fmt: skip
        if column in numbers:
            value, scale = numbers[column]
            return "" if value is None else scale.write(value)
        match column:
            case 0:
                return group_name(self._ui, self._found, line)
            case 1:
                return words.number(line.count)
            case 2:
                return words.number(line.open)
            case 3:
                return words.number(line.closed)
        return words.money(line.compensation) if line.compensation else ""

    def tone(self, line: Group, column: int) -> str:
        return "text_2" if column == NAME and not line.key else "text"
