"""Who rose, fell, is new or gone since a saved run, as a table (METHOD.md section 4)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from crmdesk.core.ranking import MoveRow
from crmdesk.core.tier_words import TierWords
from crmdesk.gui.models.columns_table import Index
from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.moved import MOVED_ROLE, Moved

NAME, LEVELS, CHANGE = range(3)


class MovesTable(PlainTable[MoveRow]):
    """Customer, level before and after, by how much its value changed."""

    figures = (CHANGE,)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._words: TierWords | None = None

    def show_moves(self, lines: Sequence[MoveRow], words: TierWords) -> None:
        """Of a ranking in these words."""
        self._words = words
        self.show_lines(lines)

    def headings(self) -> Sequence[str]:
        _ = self._ui.words.gettext
        return _("Customer"), _("Level"), _("Difference")

    def text(self, line: MoveRow, column: int) -> str:
        words = self._words
        assert words is not None
        if column == NAME:
            return self._ui.masking.text(line.name) or self._ui.words.gettext("erased")
        if column == CHANGE:
            sign = "+" if line.change > 0 else ""
            return sign + words.value(line.change)
        return " → ".join(self._levels(line))

    def tone(self, line: MoveRow, column: int) -> str:
        if column == CHANGE and line.change < 0:
            return "bad"
        return "text" if line.name else "text_2"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == MOVED_ROLE and index.column() == LEVELS:
            line = self.line(index.row())
            if line is None:
                return None
            before, after = self._levels(line)
            by = {"risen": 1, "fallen": -1}.get(line.move.kind, 0)
            return Moved(by, after, before, "good" if by > 0 else "bad")
        return super().data(index, role)

    def _levels(self, line: MoveRow) -> tuple[str, str]:
        _, words = self._ui.words.gettext, self._words
        assert words is not None
        before, after = line.move.before, line.move.after
        return words.level(before) if before else _("new"), words.level(after) if after else _("gone")
