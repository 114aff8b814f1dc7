"""The rows of a round beside those that are done: the step with its form, those to come, why it was given up."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.complaint_guide import GUIDES
from crmdesk.core.complaints import Event, number_of_step
from crmdesk.gui.forms.complaint_form import StepForm
from crmdesk.gui.forms.complaint_guiding import GuideBlock
from crmdesk.gui.forms.complaint_words import ComplaintWords
from crmdesk.gui.forms.folded_text import FoldedText
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.icon_line import IconLine
from crmdesk.gui.widgets.labels import ElidedLabel, Label
from crmdesk.gui.widgets.stepper import INDENT, LATER, NOW, StepperRow


class FormRow(StepperRow):
    """A step with its form: the one to be done now, or one that is corrected."""

    def __init__(self, ui: Ui, form: StepForm, at: str, *, last: bool) -> None:
        super().__init__(number_of_step(form.step), at, last=last, name=f"form-{form.step}")
        _, words = ui.words.gettext, ComplaintWords(ui)
        self._ui, self.form = ui, form
        title = Label(words.step(form.step), bold=True, name="form-title")
        self.head.addWidget(title)
        self.guide_link = LinkButton(_("Guide"), icon="chevron-down", name="step-guide-toggle")
        self.guide_link.setToolTip(_("Show or hide what to do and say in this step"))
        self.guide_link.clicked.connect(self.toggle_guide)
        self.head.addWidget(self.guide_link)
        self.head.addStretch(1)
        self.when_link = LinkButton("", icon="clock", name="step-when")
        self.when_link.setToolTip(_("When it was done, by whom and with whom: change it"))
        self.when_link.clicked.connect(form.toggle_when)
        self.head.addWidget(self.when_link)
        self.when_link.setVisible(at == NOW)
        form.when_changed.connect(self.when_link.setText)
        self.guide = GuideBlock(ui, GUIDES[form.step])
        self.body.setContentsMargins(0, tokens.INSIDE, 0, 0)
        self.body.addWidget(self.guide)
        self.body.addWidget(form)
        self.guide_link.setVisible(at == NOW)
        self._show_guide(at == NOW and not ui.preferences.guide_folded)
        form.settle()

    def _show_guide(self, shown: bool) -> None:
        self.guide.setVisible(shown)
        self.guide_link.set_icon("chevron-up" if shown else "chevron-down")

    def toggle_guide(self) -> None:
        """Show the guide or fold it; that is remembered."""
        shown = self.guide.isHidden()
        self._ui.preferences.guide_folded = not shown
        self._show_guide(shown)


class LaterRow(StepperRow):
    """A step that is still to come, or was not reached."""

    def __init__(self, number: int, title: str, note: str, *, last: bool, name: str) -> None:
        super().__init__(number, LATER, last=last, name=name)
        self.title, self.note = title, note
        self.head.addWidget(Label(title, tone="text_2"))
        told = ElidedLabel(note, points=tokens.SMALL, tone="text_2", align=Qt.AlignmentFlag.AlignRight)
        told.setFixedHeight(tokens.SECTIONS)
        self.head.addWidget(told, 1)


class GivenUp(QWidget):
    """When and why it was closed as unresolved, below the steps."""

    def __init__(self, ui: Ui, event: Event) -> None:
        super().__init__()
        self.setObjectName("given-up")
        words = ComplaintWords(ui)
        column = QVBoxLayout(self)
        column.setContentsMargins(INDENT, 0, 0, tokens.BETWEEN)
        column.setSpacing(tokens.INSIDE)
        column.addWidget(IconLine(words.ended(event), icon="warning", tone="warn", name="given-up-why"))
        if text := words.text(event.values.get("text")):
            column.addWidget(FoldedText(text, ui.words, name="given-up-text"))
