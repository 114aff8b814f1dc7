"""Judging whether a customer is a good one: marks, risks, fit, and what the data proposes (METHOD.md section 10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core import selecting
from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.selecting import GOOD, Assessed, Proposal
from crmdesk.gui.dialogs.assessment_form import RECORD, AssessmentForm
from crmdesk.gui.dialogs.customer_record import CustomerRecordDialog
from crmdesk.gui.forms.field_form import FieldForm
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.selection import verdict_badge
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.badges import BadgeLabel
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.services import assessments
from crmdesk.services.desk import Desk

FORM = RECORD
_SIZE = QSize(820, tokens.DIALOG_MAX_HEIGHT)
_TAKE = "Alt+P"


class _Kept(Struct, frozen=True):
    """An assessment as the form takes it."""

    id: int
    customer_id: int
    values: Mapping[str, Any]


class AssessmentDialog(CustomerRecordDialog):
    """Makes a new one (`assessment` None), of a customer or of one to be picked; or changes one."""

    RECORD, TEXT = RECORD, GOOD[0]
    NEEDED = ("day",)
    SMALL = _SIZE
    form: AssessmentForm

    def __init__(
        self,
        ui: Ui,
        customer_id: int | None = None,
        *,
        assessment: Assessed | None = None,
        parent: QWidget | None = None,
    ) -> None:
        _ = ui.words.gettext
        title = _("Is it a good customer?") if assessment is None else _("Assessment {number}")
        number = assessment.number if assessment is not None else ""
        kept = _kept(assessment) if assessment is not None else None
        super().__init__(ui, title.format(number=number), _("Assessment"), kept, parent)
        self.verdict = BadgeLabel(verdict_badge(ui, None), name="assessment-verdict")
        self.why = ElidedLabel("", points=tokens.SMALL, tone="text_2", name="assessment-why")
        foot = QHBoxLayout()
        foot.setContentsMargins(tokens.AROUND, tokens.BETWEEN, tokens.AROUND, tokens.BETWEEN)
        foot.setSpacing(tokens.BETWEEN)
        foot.addWidget(self.verdict)
        foot.addWidget(self.why, 1)
        self.body.insertLayout(1, foot)
        self.begin(customer_id)
        self.unfold()
        self.more.hide()
        self.form.changed.connect(self._tell)
        self._tell()

    # What it is made of

    def make_form(self) -> FieldForm:
        _ = self._ui.words.gettext
        self.take = Button(_("Take all proposals"), hint=_TAKE, name="assessment-take-all")
        self.take.setShortcut(QKeySequence(_TAKE))
        self.take.setEnabled(False)
        self.add_left(self.take)
        form = AssessmentForm(self._ui, self._check)
        self.take.clicked.connect(form.take_all)
        return form

    def usual(self) -> Mapping[str, str]:
        return {"day": self._ui.desk.today().isoformat(), "by": self._ui.desk.who}

    def unfold(self) -> None:
        self.form.set_only(None)
        self.resize(_SIZE)

    def fit(self) -> None:
        """All of it is asked from the beginning."""

    def follow_customer(self, customer_id: int | None) -> None:
        """What the data says of this one; it compares with all customers, so it comes later."""
        self.form.show_proposals(())
        self.take.setEnabled(False)
        if customer_id is None:
            return

        def work(desk: Desk, _job: Job) -> list[Proposal]:
            return assessments.propose(desk, customer_id)

        self._ui.jobs.run(self, work, self._proposed, self._failed, channel=f"propose-{id(self)}")

    def _proposed(self, found: list[Proposal]) -> None:
        self.form.show_proposals(found)
        self.take.setEnabled(bool(found))

    def _failed(self, error: Exception) -> None:
        """A customer that is gone is told when it is saved."""
        if not isinstance(error, UserError):
            self._ui.bus.failed.emit(error)

    def _tell(self) -> None:
        """What the answers come to."""
        judged = selecting.judge(self.form.assessment())
        self.verdict.set_badge(verdict_badge(self._ui, judged.verdict))
        self.why.set_text("  ".join(reason.told(self._ui.words) for reason in judged.why))

    # Saving

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        _, desk = self._ui.words.gettext, self._ui.desk
        customer = self.line.customer
        number = customer.number if customer is not None else ""
        if self._kept is not None:
            told = _("Saved: assessment of {number}")
            return assessments.edit(desk, self._kept.id, typed), told.format(number=number)
        changes = assessments.add(desk, self.line.customer_id or 0, typed)[1]
        return changes, _("Assessed: {number}").format(number=number)

    def _check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        return assessments.read(self._ui.desk, typed, new=False).problems

    def begin_with_text(self) -> None:
        """The keyboard is at the first mark."""
        super().begin_with_text()
        if self.line.customer_id is not None:
            self.form.inputs[self.TEXT].focus()
            self.form.verticalScrollBar().setValue(0)


def _kept(found: Assessed) -> _Kept:
    marks, about = found.assessment.marks, {"day": found.day, "by": found.by, "notes": found.notes or None}
    fit = {"level": found.assessment.level, "capacity": found.assessment.capacity}
    return _Kept(found.id, found.customer_id, {**marks, **fit, **about})
