"""Money, authority, need of a customer: three answers, and at once what they come to (METHOD.md section 2)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core import qualifying
from crmdesk.core.customers import CustomerFile
from crmdesk.gui.forms.assessment_beside import Beside
from crmdesk.gui.models.verdicts import verdict_badge
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.badges import BadgeLabel
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.heads import SectionHead
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.segments import SegmentedChoice

LETTERS = ("money", "authority", "need")


class ManCard(QWidget):
    """`answered`: the key of a field and the key of its answer."""

    answered = Signal(str, str)

    def __init__(self, ui: Ui, label_width: int) -> None:
        super().__init__()
        _ = ui.words.gettext
        self._ui = ui
        self.setObjectName("assessment-man")
        self.segments = {key: self._segments(key) for key in LETTERS}
        left = QWidget()
        rows = QVBoxLayout(left)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        fields = ui.desk.fields("customer")
        for key, segments in self.segments.items():
            label = ui.words.label(fields[key].label)
            rows.addWidget(FormRow(label, segments, label_width=label_width))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.INSIDE)
        column.addWidget(SectionHead(_("Money, authority, need"), name="assessment-man-head"))
        column.addWidget(Beside(left, self._make_verdict()))

    def _segments(self, key: str) -> SegmentedChoice:
        field = self._ui.desk.fields("customer")[key]
        choices = [(choice.key, self._ui.words.label(choice.label)) for choice in field.choices]
        segments = SegmentedChoice(choices, name=f"man-{key}", label=self._ui.words.label(field.label))
        segments.chosen.connect(lambda answer: self.answered.emit(key, answer))
        return segments

    def _make_verdict(self) -> QWidget:
        self.code = Label("", points=tokens.SECTION, bold=True, selectable=True, name="man-code")
        self.verdict = BadgeLabel(verdict_badge("find-out", self._ui.words), name="man-verdict")
        self.advice = Label("", wrap=True, name="man-advice")
        top = QHBoxLayout()
        top.setSpacing(tokens.BETWEEN)
        top.addWidget(self.code)
        top.addWidget(self.verdict)
        top.addStretch(1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, tokens.INSIDE, 0, tokens.INSIDE)
        column.setSpacing(tokens.INSIDE)
        column.addLayout(top)
        column.addWidget(self.advice)
        column.addStretch(1)
        return right

    def show_file(self, file: CustomerFile) -> None:
        """The answers in this file; what is not known is not known, whether somebody said so or not."""
        answers = [file.values.get(key) or "unknown" for key in LETTERS]
        for segments, answer in zip(self.segments.values(), answers, strict=True):
            segments.set_key(answer)
            segments.setEnabled(not file.deleted)
        code = qualifying.man_code(*answers)
        self.code.setText(code)
        self.verdict.set_badge(verdict_badge(qualifying.verdict(code), self._ui.words))
        self.advice.setText(qualifying.advice(code, self._ui.words))
