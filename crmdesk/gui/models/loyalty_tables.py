"""Surveys, and the records behind an indicator, as tables (METHOD.md section 7)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from crmdesk.core.loyalty import Behind, Record
from crmdesk.core.satisfaction import ANSWERS
from crmdesk.core.surveys import SurveyRow
from crmdesk.gui.models.loyalty import loyalty_text, scores
from crmdesk.gui.models.paged import PagedTable, Value
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import Badge
from crmdesk.services import loyalty, surveys

R_NUMBER, R_DAY, R_CUSTOMER, R_WHY = range(4)
DAY, CUSTOMER, LEVEL, FIELD, PRODUCT, SERVICE, SAID, BY = range(8)
_LEVELS = {"dissatisfied": "bad", "basic": "plain", "high": "good"}


def level_badge(ui: Ui, level: str) -> Badge:
    """How satisfied: a word with its shape."""
    return badges.state(_LEVELS[level], ui.shown(ui.desk.fields("customer")["satisfaction"], level))


class RecordsTable(PagedTable[Record]):
    """What an indicator is counted from."""

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(ui, self._records, parent)
        self._found: Behind | None = None

    def show_behind(self, found: Behind) -> None:
        """Whose ids are to be shown next."""
        self._found = found
        self._pages.clear()

    def _records(self, ids: Sequence[int]) -> Sequence[Record]:
        if self._found is None or not ids:
            return ()
        return loyalty.behind_rows(self.ui.desk, self._found, self.place_of(ids[0]), len(ids))

    def headings(self) -> Sequence[str]:
        _ = self.ui.words.gettext
        return [_("Number"), _("Date"), _("Customer"), _("What counts")]

    def value(self, row: Record, column: int) -> Value:
        match column:
            case 0:
                return row.number
            case 1:
                return row.day
            case 2:
                return row.customer_name
        return row.reason.told(self.ui.words)

    def tone(self, _row: Record, column: int) -> str:
        return "text_2" if column == R_WHY else "text"


class SurveysTable(PagedTable[SurveyRow]):
    """The latest first."""

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(ui, lambda ids: surveys.rows(ui.desk, ids), parent)

    def headings(self) -> Sequence[str]:
        _ = self.ui.words.gettext
        label, fields = self.ui.words.label, self.ui.desk.fields("survey")
        return [
            label(fields["day"].label), _("Customer"), _("Satisfaction"), _("Loyalty"), _("Product"), _("Service"),
            _("Answers"), label(fields["by"].label),
        ]  # fmt: skip

    def value(self, row: SurveyRow, column: int) -> Value:
        match column:
            case 0:
                return row.day
            case 1:
                return row.customer_name
            case 2:
                return self._level(row)
            case 3:
                return loyalty_text(self.ui, row.loyalty) if row.loyalty is not None else None
            case 4:
                return scores(row, "product")
            case 5:
                return scores(row, "service")
            case 6:
                return said(self.ui, row)
        return row.values.get("by")

    def _level(self, row: SurveyRow) -> str | None:
        return level_badge(self.ui, row.level).text if row.level is not None else None

    def badge(self, row: SurveyRow, column: int) -> Badge | None:
        return level_badge(self.ui, row.level) if column == LEVEL and row.level is not None else None

    def tone(self, _row: SurveyRow, column: int) -> str:
        return "text_2" if column in (SAID, BY) else "text"


def said(ui: Ui, row: SurveyRow) -> str:
    """The answers that are yes, and what was remarked."""
    fields = ui.desk.fields("survey")
    told = [ui.words.label(fields[key].label) for key in ANSWERS if row.values.get(key)]
    notes = str(row.values.get("notes") or "")
    comma = "，" if ui.words.chinese else ", "
    return " · ".join(filter(None, (comma.join(told), notes)))
