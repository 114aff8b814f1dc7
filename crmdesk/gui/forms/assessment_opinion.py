"""In a customer's file: how satisfied and loyal it is, and whether it is a good one (METHOD.md sections 7 and 10)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.customers import CustomerFile
from crmdesk.core.selecting import Assessed
from crmdesk.core.surveys import SurveyRow
from crmdesk.gui.forms.assessment_dated import Dated, DatedCard
from crmdesk.gui.models.loyalty import loyalty_text, scores
from crmdesk.gui.models.loyalty_tables import level_badge, said
from crmdesk.gui.models.selection import verdict_badge, why
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import Badge
from crmdesk.services import assessments, surveys


class OpinionCards(QWidget):
    """Both of one customer, each with what it rests on, dated and kept."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        _ = ui.words.gettext
        self._ui = ui
        self._file: CustomerFile | None = None
        self.setObjectName("assessment-opinions")
        self.satisfaction = DatedCard(
            ui, _("Satisfaction and loyalty"), _("Enter a survey..."), _("Was not asked yet."), "file-surveys"
        )
        self.selecting = DatedCard(
            ui, _("Is it a good customer?"), _("Assess..."), _("Was not assessed yet."), "file-assessments"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SECTIONS)
        for card in (self.satisfaction, self.selecting):
            column.addWidget(card)
        bus = ui.bus
        self.satisfaction.add_asked.connect(lambda: self._file and bus.record_survey.emit(self._file.id, None))
        self.satisfaction.opened.connect(bus.open_survey)
        self.satisfaction.delete_asked.connect(self._delete_survey)
        self.selecting.add_asked.connect(lambda: self._file and bus.assess.emit(self._file.id))
        self.selecting.opened.connect(bus.open_assessment)
        self.selecting.delete_asked.connect(self._delete_assessment)

    def show_opinions(self, file: CustomerFile, asked: Sequence[SurveyRow], assessed: Sequence[Assessed]) -> None:
        """What is known of this customer, the latest first; a file in the trash is only read."""
        if self._file is None or self._file.id != file.id:
            for card in (self.satisfaction, self.selecting):
                card.forget()
        self._file = file
        self.satisfaction.show_now(self._marks(file), "")
        self.satisfaction.show_lines([self._survey(each) for each in asked], fixed=file.deleted)
        judged = assessed[0].judged if assessed else None
        reasons = why(self._ui, assessed[0]) if assessed else ()
        told = ("" if self._ui.words.chinese else " ").join(reason.told(self._ui.words) for reason in reasons)
        now = [verdict_badge(self._ui, judged.verdict)] if judged is not None else []
        self.selecting.show_now(now, told)
        self.selecting.show_lines([self._assessment(each) for each in assessed], fixed=file.deleted)

    def _marks(self, file: CustomerFile) -> list[Badge]:
        """How satisfied when last asked, and its field of the matrix."""
        level, loyalty = file.values.get("satisfaction"), file.values.get("loyalty")
        found = [level_badge(self._ui, str(level))] if level else []
        return [*found, *([badges.chip(loyalty_text(self._ui, str(loyalty)))] if loyalty else [])]

    def _survey(self, row: SurveyRow) -> Dated:
        _, words = self._ui.words.gettext, self._ui.words
        told = [(_("Product"), scores(row, "product")), (_("Service"), scores(row, "service"))]
        parts = [f"{label} {text}" for label, text in told if text]
        text = self._ui.masking.text("  ".join(filter(None, (*parts, said(self._ui, row)))))
        badge = level_badge(self._ui, row.level) if row.level is not None else None
        return Dated(row.id, words.date(row.day), badge, text)

    def _assessment(self, row: Assessed) -> Dated:
        words, judged = self._ui.words, row.judged
        joined = "" if words.chinese else " "
        text = joined.join(filter(None, (*(reason.told(words) for reason in why(self._ui, row)), row.notes)))
        badge = verdict_badge(self._ui, judged.verdict)
        return Dated(row.id, words.date(row.day), badge, self._ui.masking.text(text))

    # What is done

    def _delete_survey(self, survey_id: int) -> None:
        told = self._ui.words.gettext("Survey deleted")
        if self._ui.masking.allows_editing():
            self._ui.write(lambda: surveys.delete(self._ui.desk, survey_id), told)

    def _delete_assessment(self, assessment_id: int) -> None:
        told = self._ui.words.gettext("Assessment deleted")
        if self._ui.masking.allows_editing():
            self._ui.write(lambda: assessments.delete(self._ui.desk, assessment_id), told)
