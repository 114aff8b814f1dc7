"""Surveys of satisfaction and assessments, asked for from anywhere in the window, and the drafts of these and of
delivered value (METHOD.md sections 7, 9 and 10)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from crmdesk.core.errors import UserError
from crmdesk.gui.ui import Ui
from crmdesk.gui.window_drafts import DraftOffers
from crmdesk.gui.window_in_hand import InHand
from crmdesk.services.desk import Desk
from crmdesk.services.drafts import Draft

if TYPE_CHECKING:
    from crmdesk.gui.dialogs.assessment import AssessmentDialog
    from crmdesk.gui.dialogs.delivered_value import DeliveredValueDialog
    from crmdesk.gui.dialogs.survey import SurveyDialog

_SURVEY, _ASSESSMENT, _DELIVERED = "survey", "assessment", "delivered_value"

Record = TypeVar("Record")


class WindowAsking(QObject):
    """Does what the bus asks about surveys and assessments, and goes on with drafts, of delivered value too."""

    def __init__(self, ui: Ui, hand: InHand, drafts: DraftOffers, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui, self._hand = ui, hand
        ui.bus.record_survey.connect(self.record_survey)
        ui.bus.open_survey.connect(self.open_survey)
        ui.bus.assess.connect(self.assess)
        ui.bus.open_assessment.connect(self.open_assessment)
        drafts.serve(_SURVEY, self._go_on_survey)
        drafts.serve(_ASSESSMENT, self._go_on_assessment)
        drafts.serve(_DELIVERED, self._go_on_delivered)

    def record_survey(self, customer_id: int | None, complaint_id: int | None = None) -> None:
        """Of this customer (None: to be picked), after this complaint where there is one."""
        from crmdesk.gui.dialogs.survey import SurveyDialog

        self._begin(lambda: SurveyDialog(self._ui, customer_id, complaint_id=complaint_id, parent=self._hand.over()))

    def open_survey(self, survey_id: int) -> None:
        """Show one, to be changed."""
        from crmdesk.gui.dialogs.survey import SurveyDialog
        from crmdesk.services import surveys

        self._begin(
            lambda: SurveyDialog(
                self._ui, survey=surveys.survey(self._ui.desk, survey_id), parent=self._hand.over()
            )
        )  # fmt: skip

    def assess(self, customer_id: int | None) -> None:
        """This customer; None: to be picked."""
        from crmdesk.gui.dialogs.assessment import AssessmentDialog

        self._begin(lambda: AssessmentDialog(self._ui, customer_id, parent=self._hand.over()))

    def open_assessment(self, assessment_id: int) -> None:
        """Show one, to be changed."""
        from crmdesk.gui.dialogs.assessment import AssessmentDialog
        from crmdesk.services import assessments

        self._begin(
            lambda: AssessmentDialog(
                self._ui, assessment=assessments.assessed(self._ui.desk, assessment_id), parent=self._hand.over()
            )
        )

    def _begin(self, make: Callable[[], SurveyDialog | AssessmentDialog]) -> None:
        if not self._ui.masking.allows_editing():
            return
        try:
            dialog = make()
        except UserError as error:
            self._ui.bus.failed.emit(error)
            return
        dialog.open()
        dialog.begin_with_text()

    # Drafts

    def _go_on_survey(self, draft: Draft) -> QDialog:
        from crmdesk.gui.dialogs.survey import SurveyDialog
        from crmdesk.services import surveys

        kept = self._kept(draft, surveys.survey)
        customer_id = None if draft.gone else draft.customer_id
        return self._restored(SurveyDialog(self._ui, customer_id, survey=kept, parent=self._hand.over()), draft)

    def _go_on_assessment(self, draft: Draft) -> QDialog:
        from crmdesk.gui.dialogs.assessment import AssessmentDialog
        from crmdesk.services import assessments

        kept = self._kept(draft, assessments.assessed)
        customer_id = None if draft.gone else draft.customer_id
        dialog = AssessmentDialog(self._ui, customer_id, assessment=kept, parent=self._hand.over())
        return self._restored(dialog, draft)

    def _go_on_delivered(self, draft: Draft) -> QDialog:
        from crmdesk.gui.dialogs.delivered_value import DeliveredValueDialog
        from crmdesk.services import delivered_value

        kept = self._kept(draft, delivered_value.scoring)
        customer_id = None if draft.gone else draft.customer_id
        dialog = DeliveredValueDialog(self._ui, customer_id, scoring=kept, parent=self._hand.over())
        return self._restored(dialog, draft)

    def _restored(self, dialog: SurveyDialog | AssessmentDialog | DeliveredValueDialog, draft: Draft) -> QDialog:
        dialog.restore(draft)
        dialog.open()
        dialog.begin_with_text()
        return dialog

    def _kept(self, draft: Draft, read: Callable[[Desk, int], Record]) -> Record | None:
        """The record that was being changed; None for a new one, and for one that is gone."""
        if draft.part_id is None:
            return None
        try:
            return read(self._ui.desk, draft.part_id)
        except UserError:
            return None
