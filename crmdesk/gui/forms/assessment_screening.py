"""The conditions a potential customer is screened by, ticked one by one (METHOD.md section 2)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.screening import Screened
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.heads import SectionHead
from crmdesk.gui.widgets.inputs import LineEdit
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.segments import SegmentedChoice

_ANSWERS: dict[str, bool | None] = {"yes": True, "no": False, "open": None}


class ScreeningRow(QWidget):
    """One condition: met, not met or not looked at yet, and a remark. `answered`: both, after either changed."""

    answered = Signal(str, object, str)

    def __init__(self, ui: Ui, item: str, label: str, label_width: int) -> None:
        super().__init__()
        _ = ui.words.gettext
        self._item = item
        self._remark = ""
        told = Label(label, tone="text_2")
        told.setFixedWidth(label_width)
        told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        answers = (("yes", _("Met")), ("no", _("Not met")), ("open", _("Not checked")))
        self.segments = SegmentedChoice(answers, name=f"screening-{item}", label=label)
        remark = _("Remark")
        self.remark = LineEdit(placeholder=remark, width=0, name=f"screening-{item}-remark", label=f"{label} {remark}")
        told.setBuddy(self.segments)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, tokens.INSIDE, 0, tokens.INSIDE)
        row.setSpacing(tokens.LABEL_GAP_EDIT)
        row.addWidget(told)
        row.addWidget(self.segments)
        row.addWidget(self.remark, 1)
        self.segments.chosen.connect(self._tell)
        self.remark.editingFinished.connect(self._remarked)

    def show_screened(self, passed: bool | None, remark: str, *, fixed: bool) -> None:
        """A remark that is being typed stays."""
        self.segments.set_key(next(key for key, answer in _ANSWERS.items() if answer is passed))
        self.segments.setEnabled(not fixed)
        self.remark.setEnabled(not fixed)
        typing = self.remark.hasFocus() and self.remark.text() != self._remark
        self._remark = remark
        if not typing:
            self.remark.setText(remark)
            self.remark.setCursorPosition(0)

    def _remarked(self) -> None:
        if self.remark.text() != self._remark:
            self._remark = self.remark.text()
            self._tell()

    def _tell(self) -> None:
        self.answered.emit(self._item, _ANSWERS[self.segments.key()], self.remark.text())


class ScreeningCard(QWidget):
    """`answered`: the key of a condition, whether it is met (None: open) and the remark; `list_asked`: the list of
    conditions is to be changed."""

    answered = Signal(str, object, str)
    list_asked = Signal()

    def __init__(self, ui: Ui, label_width: int) -> None:
        super().__init__()
        _ = ui.words.gettext
        self._ui, self._label_width = ui, label_width
        self.setObjectName("assessment-screening")
        self.rows: dict[str, ScreeningRow] = {}
        self.head = SectionHead(_("Screening"), link=_("Edit the list..."), name="assessment-screening-head")
        self.head.acted.connect(self.list_asked)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self._column.addSpacing(tokens.INSIDE)

    def show_screening(self, screened: Sequence[Screened], *, fixed: bool) -> None:
        """The conditions of the list in their order, with what was found of this customer."""
        if [each.item for each in screened] != list(self.rows):
            self._make_rows(screened)
        for each in screened:
            notes = self._ui.masking.text(each.notes)
            self.rows[each.item].show_screened(each.passed, notes, fixed=fixed)
        met = sum(each.passed is True for each in screened)
        told = self._ui.words.gettext("{met} of {count} met")
        self.head.set_note(told.format(met=met, count=len(screened)) if screened else "")

    def _make_rows(self, screened: Sequence[Screened]) -> None:
        for row in self.rows.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        words = self._ui.words
        self.rows = {
            each.item: ScreeningRow(self._ui, each.item, words.label(each.label), self._label_width)
            for each in screened
        }
        for row in self.rows.values():
            row.answered.connect(self.answered)
            self._column.addWidget(row)
