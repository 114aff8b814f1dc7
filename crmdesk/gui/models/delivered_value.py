"""Delivered value beside competitors: bar pairs, averages, and the scorings they are made of (METHOD.md section 9)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QObject

from crmdesk.core.delivered_value import PARTS, Beside, Delivered, Score, ScoringRow, behind
from crmdesk.core.words import Words
from crmdesk.gui.charts import scales
from crmdesk.gui.charts.chart import Category, Chart, Series, Shape
from crmdesk.gui.models.paged import PagedTable, Value
from crmdesk.gui.models.plain_table import PlainTable
from crmdesk.gui.ui import Ui
from crmdesk.services import delivered_value

PAIRS = "delivered-value"
DAY, CUSTOMER, OURS, THEIRS, BY = range(5)


def part_name(words: Words, part: str) -> str:
    """A part of value or cost."""
    _ = words.gettext
    return {
        "product": _("Product value"), "service": _("Service value"), "people": _("People value"),
        "image": _("Image value"), "money": _("Money cost"), "time": _("Time cost"),
        "mental": _("Mental cost"), "physical": _("Physical cost"),
    }[part]  # fmt: skip


def number_told(words: Words, score: Score | None) -> str:
    """A score or sum; '' where it cannot be told."""
    return "" if score is None else words.number(score if isinstance(score, int) else round(Decimal(score), 2))


def scores_told(words: Words, name: str, side: Delivered) -> str:
    """What one side comes to: total value less total cost; '' where not all was scored."""
    if side.delivered is None:
        return ""
    told = words.gettext("{name}: total value {value} − total cost {cost} = delivered value {delivered}")
    sums = {"value": side.value, "cost": side.cost, "delivered": side.delivered}
    return told.format(name=name, **{key: number_told(words, score) for key, score in sums.items()})


def competitor_name(words: Words, found: Beside) -> str:
    """Beside whom; also where nobody was named."""
    return found.name if found.competitor_id is not None else words.gettext("Without a competitor")


def scale_told(words: Words) -> str:
    """How is scored."""
    return words.gettext("scores 0–10; of costs the smaller one is better")


def pairs_chart(ui: Ui, found: Beside | None) -> Chart:
    """Part by part, ours beside theirs."""
    _, words = ui.words.gettext, ui.words
    categories = tuple(Category(part, part_name(words, part)) for part in PARTS)
    series = []
    if found is not None:
        series.append(Series("ours", _("Ours"), tuple(found.ours.scores.get(part) for part in PARTS)))
        if found.competitor_id is not None:
            name = competitor_name(words, found)
            series.append(Series("theirs", name, tuple(found.theirs.scores.get(part) for part in PARTS)))
    scale = scales.numbers(words, decimals=2)
    return Chart(
        PAIRS, _title(ui, found), _("Part"), categories, tuple(series), scale,
        empty=_("Nothing was scored yet."), note=scale_told(words),
        shape=Shape.ROWS,
    )  # fmt: skip


def _title(ui: Ui, found: Beside | None) -> str:
    """What was found: where the competitor is better."""
    _, words = ui.words.gettext, ui.words
    if found is None or found.competitor_id is None:
        return _("Delivered value")
    name, parts = competitor_name(words, found), behind(found.ours, found.theirs)
    if not parts:
        return _("Not behind {competitor} in anything").format(competitor=name)
    comma = "、" if words.chinese else ", "
    listed = comma.join(part_name(words, part) for part in parts[:3])
    return _("Behind {competitor} in: {parts}").format(competitor=name, parts=listed)


class CompetitorsTable(PlainTable[Beside]):
    """Beside whom, with how many customers, delivered value ours and theirs."""

    figures = (1, 2, 3)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui

    def headings(self) -> Sequence[str]:
        _ = self._ui.words.gettext
        return _("Competitor"), _("Customers"), _("Ours"), _("Theirs")

    def text(self, line: Beside, column: int) -> str:
        words = self._ui.words
        if column == 0:
            return competitor_name(words, line)
        if column == 1:
            return words.number(line.customers)
        return number_told(words, (line.ours if column == OURS else line.theirs).delivered)

    def tone(self, line: Beside, column: int) -> str:
        ours, theirs = line.ours.delivered, line.theirs.delivered
        worse = ours is not None and theirs is not None and ours < theirs
        return "bad" if column == OURS and worse else "text"


class ScoringsTable(PagedTable[ScoringRow]):
    """The scorings an average is made of, the newest first."""

    figures = (OURS, THEIRS)

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(ui, lambda ids: delivered_value.rows(ui.desk, ids), parent)

    def ident(self, row: ScoringRow) -> int:
        return row.scoring.id

    def headings(self) -> Sequence[str]:
        _ = self.ui.words.gettext
        return _("Scored on"), _("Customer"), _("Ours"), _("Theirs"), _("Our person")

    def value(self, row: ScoringRow, column: int) -> Value:
        scoring, words = row.scoring, self.ui.words
        if column == DAY:
            return scoring.day
        if column == CUSTOMER:
            return row.customer_name
        if column == BY:
            return str(scoring.values.get("by") or "")
        return number_told(words, (scoring.ours if column == OURS else scoring.theirs).delivered)

    def tone(self, _row: ScoringRow, column: int) -> str:
        return "text_2" if column in (DAY, BY) else "text"
