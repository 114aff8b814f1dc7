"""Noting what a customer says when asked how satisfied it is (METHOD.md section 7)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem
from crmdesk.core.satisfaction import LEAST, MOST, Scores, Survey
from crmdesk.core.surveys import SurveyRow, number_of
from crmdesk.gui.dialogs.contact_names import ContactNames
from crmdesk.gui.dialogs.customer_record import CustomerRecordDialog
from crmdesk.gui.dialogs.survey_form import RECORD, SurveyForm
from crmdesk.gui.forms.field_form import FieldForm
from crmdesk.gui.models.loyalty import loyalty_text
from crmdesk.gui.models.loyalty_tables import level_badge
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.badges import BadgeLabel, chip
from crmdesk.gui.widgets.labels import Label
from crmdesk.services import surveys

FORM = RECORD
_SIZE = QSize(760, 484)


class _Contacts(ContactNames):
    """Who answers is known as a contact, or is refused."""

    def note(self, form: FieldForm) -> None:
        """Nobody new is made here."""


class SurveyDialog(CustomerRecordDialog):
    """Notes a new one (`survey` None), of a customer or of one to be picked, after a complaint (its id) where it was
    asked at the end of one; or changes one."""

    RECORD, TEXT = RECORD, "overall_expected"
    NEEDED = ("day", "overall_felt")
    SMALL = _SIZE
    form: SurveyForm

    def __init__(
        self,
        ui: Ui,
        customer_id: int | None = None,
        *,
        complaint_id: int | None = None,
        survey: SurveyRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        _ = ui.words.gettext
        self._complaint_id = complaint_id
        title = _("Survey of satisfaction") if survey is None else _("Survey {number}")
        number = survey.number if survey is not None else ""
        super().__init__(ui, title.format(number=number), _("Survey"), survey, parent)
        self.told = Label("", points=tokens.SMALL, tone="text_2", name="survey-told")
        self.badges = [BadgeLabel(chip(""), name=f"survey-{each}") for each in ("level", "loyalty")]
        below = QHBoxLayout()
        below.setContentsMargins(self.form.label_width + tokens.LABEL_GAP_EDIT, tokens.INSIDE, 0, 0)
        below.setSpacing(tokens.BETWEEN)
        for widget in (self.told, *self.badges):
            below.addWidget(widget)
        below.addStretch(1)
        self.form.column.insertLayout(self.form.column.count() - 1, below)
        self.begin(customer_id)
        self.unfold()
        self.more.hide()
        self.form.changed.connect(self._tell)
        self._tell()

    # What it is made of

    def make_form(self) -> FieldForm:
        self.contacts = _Contacts(self._ui)
        return SurveyForm(self._ui, self._check, self.contacts)

    def usual(self) -> Mapping[str, str]:
        desk = self._ui.desk
        if self._complaint_id is not None:
            return surveys.from_complaint(desk, self._complaint_id)
        return surveys.defaults(desk)

    def unfold(self) -> None:
        super().unfold()
        self.resize(_SIZE)

    def _tell(self) -> None:
        """What the scores come to."""
        _, typed = self._ui.words.gettext, self.form.scores()
        known = [score if score is not None and LEAST <= score <= MOST else None for score in typed]
        overall, product, service = (Scores(*known[place : place + 2]) for place in range(0, len(known), 2))
        found = Survey(0, 0, self._ui.desk.today(), overall, product, service)
        self.badges[0].setVisible(found.level is not None)
        self.badges[1].setVisible(found.loyalty is not None)
        if found.level is not None:
            self.badges[0].set_badge(level_badge(self._ui, found.level))
        if found.loyalty is not None:
            self.badges[1].set_badge(chip(loyalty_text(self._ui, found.loyalty)))
        self.told.setText("" if found.level else _("Felt below, as or above what was expected: that is the level."))
        self.told.setVisible(bool(self.told.text()))

    # Saving

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        _, desk = self._ui.words.gettext, self._ui.desk
        customer = self.line.customer
        number = customer.number if customer is not None else ""
        if self._kept is not None:
            changes = surveys.edit(desk, self._kept.id, typed)
            return changes, _("Saved: survey {number}").format(number=number_of(self._kept.id))
        changes = surveys.add(desk, self.line.customer_id or 0, typed, complaint_id=self._complaint_id)[1]
        return changes, _("Survey of {number} noted").format(number=number)

    def _check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        """A new one is looked at as a whole: scores say something in pairs only."""
        desk, kept = self._ui.desk, self._kept
        if kept is not None:
            return surveys.read(desk, typed, new=False, survey_id=kept.id).problems
        whole = {key: self.form.text(key) for key in self.form.inputs} if hasattr(self, "form") else {}
        return surveys.read(desk, {**whole, **typed}, new=True, customer_id=self.line.customer_id).problems

    def begin_with_text(self) -> None:
        """The cursor is in the first score."""
        super().begin_with_text()
        if self.line.customer_id is not None:
            self.form.inputs[self.TEXT].widget.setFocus(Qt.FocusReason.OtherFocusReason)
