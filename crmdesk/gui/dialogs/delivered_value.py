"""Delivered value with a customer, scored beside a competitor: value and cost, part by part (METHOD.md section 9)."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.delivered_value import PARTS, SIDES, Delivered, Scoring, scored
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.fields import Group
from crmdesk.core.words import Label as Words
from crmdesk.gui.dialogs.customer_record import CustomerRecordDialog
from crmdesk.gui.forms.completing import complete_words
from crmdesk.gui.forms.field_form import FieldForm
from crmdesk.gui.models.delivered_value import scale_told, scores_told
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.labels import Paragraph
from crmdesk.services import delivered_value, staff

RECORD = "delivered_value"
_PAIRS = tuple(f"{side}_{part}" for part in PARTS for side in SIDES)
_ORDER = ("competitor", "day", *_PAIRS, "by", "notes")
_FEW = frozenset({"competitor", "day", *_PAIRS})
_NOTES = 2


class DeliveredValueDialog(CustomerRecordDialog):
    """A new scoring (`scoring` None), of a customer or of one to be picked; or one that is changed."""

    RECORD, TEXT, FEW = RECORD, "competitor", _FEW
    NEEDED = ("day",)
    SMALL = QSize(760, 492)

    def __init__(
        self, ui: Ui, customer_id: int | None = None, *, scoring: Scoring | None = None, parent: QWidget | None = None
    ) -> None:
        label = ui.words.gettext("Delivered value")
        self._scoring = scoring
        super().__init__(ui, label, label, scoring, parent)
        self.told = Paragraph("", points=tokens.SMALL, tone="text_2", name="delivered-told")
        below = QHBoxLayout()
        below.setContentsMargins(self.form.label_width + tokens.LABEL_GAP_EDIT, tokens.BETWEEN, 0, 0)
        below.addWidget(self.told)
        self.form.column.insertLayout(self.form.column.count() - 1, below)
        self.begin(customer_id)
        self.form.changed.connect(self._tell)
        self._tell()

    def make_form(self) -> FieldForm:
        fields = self._ui.desk.fields(RECORD)
        placed = [replace(fields[key], group=RECORD) for key in _ORDER]
        name = self._ui.words.gettext("Delivered value")
        form = FieldForm(
            self._ui, placed, [Group(RECORD, Words(name, name))], self._check, name=f"{RECORD}-form", label=name
        )
        by = form.inputs["by"].widget
        if isinstance(by, QLineEdit):
            complete_words(by, lambda: staff.names(self._ui.desk))
        form.inputs["notes"].widget.setFixedHeight(_NOTES * tokens.LINE_HEIGHTS[tokens.BODY] + tokens.BETWEEN)
        return form

    def usual(self) -> Mapping[str, str]:
        return {"day": self._ui.desk.today().isoformat(), "by": self._ui.desk.who}

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        _, customer = self._ui.words.gettext, self.line.customer
        told = _("{number}: delivered value saved").format(number=customer.number if customer is not None else "")
        if self._scoring is not None:
            return delivered_value.edit(self._ui.desk, self._scoring.id, typed), told
        return delivered_value.add(self._ui.desk, self.line.customer_id or 0, typed)[1], told

    def _check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        """A new one is judged as a whole, with what stands in the other inputs."""
        kept = self._scoring
        if kept is None and self._made():
            typed = {**{key: text for key in _ORDER if (text := self.form.text(key))}, **typed}
        try:
            found = delivered_value.read(
                self._ui.desk, typed, new=kept is None, scoring_id=kept.id if kept is not None else None
            )
        except UserError:  # it is gone: saving says so
            return {}
        return {key: problem for key, problem in found.problems.items() if kept is None or key in typed}

    def _made(self) -> bool:
        return getattr(self, "form", None) is not None

    def _tell(self) -> None:
        """What it comes to, as it is typed."""
        sides = self.typed_scores()
        words, theirs = self._ui.words, self.form.text("competitor") or self._ui.words.gettext("Theirs")
        told = [
            scores_told(words, name, side) for name, side in zip((words.gettext("Ours"), theirs), sides, strict=True)
        ]
        self.told.setText("\n".join(filter(None, told)) or scale_told(words))

    def typed_scores(self) -> tuple[Delivered, Delivered]:
        """Ours and theirs, as far as whole numbers stand there."""
        fields = self._ui.desk.fields(RECORD)
        read = {key: values.parse(fields[key], self.form.text(key)).value for key in _PAIRS}
        known = {key: score for key, score in read.items() if isinstance(score, int)}
        ours, theirs = (scored(known, side) for side in SIDES)
        return ours, theirs
