"""How far a sale has come, and in plain words what is missing for the next stage (METHOD.md section 3)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.reasons import Reason
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.heads import SectionHead
from crmdesk.gui.widgets.icon_line import IconLine
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.stage_bars import StageBars

_WIDEST = 640


class StageCard(QWidget):
    """Never set by hand: the orders and payments say it."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        _ = ui.words.gettext
        self._ui = ui
        self._field = ui.desk.fields("customer")["stage"]
        self.setObjectName("assessment-stage")
        self.head = SectionHead(_("Stage of the sale"), name="assessment-stage-head")
        self.bars = StageBars([(choice.key, ui.words.label(choice.label)) for choice in self._field.choices])
        self.bars.setMaximumWidth(_WIDEST)
        self.next = Label("", bold=True, name="stage-next")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(tokens.INSIDE)
        self.missing: list[IconLine] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.BETWEEN)
        column.addWidget(self.head)
        column.addWidget(self.bars)
        column.addWidget(self.next)
        column.addLayout(self._lines)

    def show_stage(self, stage: str, stated: str, next_stage: str | None, missing: Sequence[Reason]) -> None:
        """`stated`: what an imported sheet claimed, '' for nothing; `missing`: all that is needed for the next one ('':
        there is none; None: not known yet)."""
        _ = self._ui.words.gettext
        self.bars.set_reached(stage)
        self.head.set_note(_("The imported sheet said: {stage}").format(stage=stated) if stated else "")
        choice = self._field.choice(next_stage) if next_stage else None
        if next_stage is None:
            self.next.setText("")
        elif choice is None:
            self.next.setText(_("The highest stage: everything due was paid in time."))
        else:
            name = self._ui.words.label(choice.label)
            self.next.setText(_("Missing for “{stage}”").format(stage=name))
        for line in self.missing:
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        told = [reason.told(self._ui.words) for reason in missing]
        self.missing = [IconLine(text, icon="ring", name=f"stage-missing-{n}") for n, text in enumerate(told)]
        for line in self.missing:
            self._lines.addWidget(line)
