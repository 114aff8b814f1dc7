"""A ranking as a table: places with whose they are, read by pages (METHOD.md section 4)."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt

from crmdesk.core.ranking import TierRow
from crmdesk.core.tier_words import TierWords
from crmdesk.core.value_basis import SCORE
from crmdesk.gui.icons import icon
from crmdesk.gui.models.columns_table import Index
from crmdesk.gui.models.paged import PAGE, PagedTable, Value
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import Badge
from crmdesk.gui.widgets.moved import MOVED_ROLE, Moved
from crmdesk.services.tiers import Ranking

RANK, NAME, CITY, VALUE, SHARE, CUMULATED, LEVEL, GRADE, STAGE, MOVE, OWNER = range(11)


class RankedTable(PagedTable[TierRow]):
    """Rank, customer, city, value with its shares, level, grade, stage, places up or down, owner. A pencil before the
    name: its tier or grade is by hand."""

    figures = (RANK, VALUE, SHARE, CUMULATED, MOVE)

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(ui, self._places, parent)
        self.ranking: Ranking | None = None
        self.ranks: Sequence[int] = ()
        self._words: TierWords | None = None
        self._fields = ui.desk.fields("customer")

    def take(self, ranking: Ranking, ranks: Sequence[int]) -> array[int]:
        """These places of a ranking are shown next (`WorkTable.show_ids`); returns whose they are."""
        other = self.ranking is None or ranking.basis != self.ranking.basis or ranking.period != self.ranking.period
        self.ranking, self.ranks = ranking, ranks
        self._words = TierWords(self.ui.words, ranking.basis, ranking.period)
        if other:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, OWNER)
        if isinstance(ranks, range):
            return ranking.ids[ranks.start - 1 : ranks.stop - 1] if ranks else array("q")
        return array("q", (ranking.ids[rank - 1] for rank in ranks))

    def _on_page(self, number: int) -> Sequence[int]:  # type: ignore[override]
        return self.ranks[number * PAGE : (number + 1) * PAGE]

    def _places(self, ranks: Sequence[int]) -> Sequence[TierRow]:
        return self.ranking.rows_at(self.ui.desk, ranks) if self.ranking is not None else ()

    def ident(self, row: TierRow) -> int:
        return row.customer_id

    def headings(self) -> Sequence[str]:
        _, label = self.ui.words.gettext, self.ui.words.label
        of_what = self._words.of_what() if self._words is not None else _("Value")
        return (
            _("Rank"), _("Customer"), label(self._fields["city"].label), of_what, _("Share"), _("Cumulated"),
            _("Level"), label(self._fields["grade"].label), label(self._fields["stage"].label), _("Moved"),
            label(self._fields["owner"].label),
        )  # fmt: skip

    def value(self, row: TierRow, column: int) -> Value:
        words = self._words
        assert words is not None
        match column:
            case 0:
                return row.rank
            case 1:
                return row.name or self.ui.words.gettext("erased")
            case 2:
                return row.city
            case 3:
                return words.value(row.value) if words.basis == SCORE else row.value
            case 4:
                return words.share(row.share)
            case 5:
                return words.share(row.cumulated)
            case 6:
                return words.level(row.level)
            case 9:
                return abs(row.moved) if row.moved is not None else None
        key = {GRADE: "grade", STAGE: "stage", OWNER: "owner"}[column]
        return self.ui.shown(self._fields[key], getattr(row, key))

    def text(self, row: TierRow, column: int) -> str:
        if column == VALUE and self._words is not None:
            return self._words.value(row.value)
        return super().text(row, column)

    def tone(self, row: TierRow, column: int) -> str:
        if column == VALUE and row.value < 0:
            return "bad"
        return "text_2" if column in (CITY, SHARE, CUMULATED, OWNER) or not row.name else "text"

    def badge(self, row: TierRow, column: int) -> Badge | None:
        if column == STAGE and row.stage:
            return badges.stage(row.stage, self.text(row, column), bare=True)
        if column == LEVEL:
            text = self.text(row, column)
            return badges.tier(row.level, text) if row.level in badges.TIERS else badges.grade(text)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == MOVED_ROLE and index.column() == MOVE:
            row = self.line(index.row())
            if row is None or row.moved is None:
                return None
            return Moved(row.moved, self.ui.words.number(abs(row.moved)))
        if index.column() == NAME and role in (Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.ToolTipRole):
            row = self.line(index.row())
            by_hand = self.by_hand(row) if row is not None else ""
            if role == Qt.ItemDataRole.DecorationRole:
                return icon("pencil") if by_hand else None
            return "\n".join(part for part in (self.text(row, NAME), by_hand) if part) if row is not None else None
        return super().data(index, role)

    def by_hand(self, row: TierRow) -> str:
        """What of it is set by hand, in words; '' for nothing."""
        words = self.ui.words
        told = [
            self.ui.shown(self._fields[key], getattr(row, key))
            for key in ("tier", "grade")
            if getattr(row, f"{key}_fixed")
        ]
        return words.gettext("Set by hand: {what}").format(what=", ".join(told)) if told else ""
