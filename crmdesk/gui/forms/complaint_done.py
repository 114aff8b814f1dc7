"""A handling step that is done, as it is read: when and by whom, words, compensation, files, what was corrected."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu

from crmdesk.core.attachments import Attachment
from crmdesk.core.complaints import Step, Warned, number_of_step
from crmdesk.gui.forms.complaint_files import FileTiles
from crmdesk.gui.forms.complaint_words import ComplaintWords
from crmdesk.gui.forms.folded_text import FoldedText
from crmdesk.gui.forms.links import copy_text
from crmdesk.gui.icons import icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.flow import FlowBox
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.stepper import DONE, StepHead, StepperRow
from crmdesk.services.complaint_steps import Correction

_LINES = 4


class DoneStep(Struct, frozen=True):
    """What is shown of a step that is done; `broken`: its promise is not kept and that holds now;
    `hidden`: with personal data hidden."""

    step: Step
    files: tuple[Attachment, ...]
    corrections: tuple[Correction, ...]
    broken: Warned | None = None
    last: bool = False
    hidden: bool = False


class DoneRow(StepperRow):
    """`correct_asked`; `deliver_asked`: the compensation came today."""

    correct_asked = Signal()
    deliver_asked = Signal()

    def __init__(self, ui: Ui, done: DoneStep) -> None:
        step = done.step
        super().__init__(number_of_step(step.step), DONE, last=done.last, name=f"step-{step.step}")
        self._ui, self._words, self.done = ui, ComplaintWords(ui), done
        self._make_head()
        self._add_facts()
        self._add_text()
        self._tiles = FileTiles(ui, name=f"files-{step.step}")
        self._tiles.hide()
        self.body.addWidget(self._tiles)
        self._add_corrections()

    def _make_head(self) -> None:
        _, step = self._ui.words.gettext, self.done.step
        title, note = self._words.step(step.step), self._words.note(step)
        mark = _("corrected") if self.done.corrections else ""
        self.title = StepHead(title, note, mark, _("Correct this step"), name=f"done-{step.step}")
        told = (f"{number_of_step(step.step)} {title}", _("done"), note, mark, self._words.facts(step))
        text = self._words.text(step.values.get("text"))
        self.title.setAccessibleName(self._words.comma((*told, text[:400])))
        self.title.opened.connect(self.correct_asked)
        self.title.menu_asked.connect(self._show_menu)
        if self._ui.masking.on:
            self.title.set_fixed()
        self.head.addWidget(self.title, 1)

    def _add_facts(self) -> None:
        facts, step = self._words.facts(self.done.step), self.done.step
        if not facts:
            return
        _, late = self._ui.words.gettext, self.done.broken
        parts = [Label(facts, name=f"facts-{step.step}")]
        if late is not None:
            told = _("{days} days over").format(days=self._ui.words.number(late.params["days"]))
            parts.append(Label(told, tone="bad", bold=True))
        flow = FlowBox(gap=tokens.BETWEEN + tokens.INSIDE, name=f"facts-line-{step.step}")
        flow.set_widgets([*parts, *self._deliver()])
        self.body.addWidget(flow)

    def _deliver(self) -> list[LinkButton]:
        _, values = self._ui.words.gettext, self.done.step.values
        owed = values.get("kind") not in (None, "none") and values.get("delivered_on") is None
        if not owed or self._ui.masking.on:
            return []
        link = LinkButton(
            _("Delivered today"), icon="check", name="deliver-today",
            tip_text=_("Note that it was delivered today; another day by correcting the step"),
        )  # fmt: skip
        link.clicked.connect(self.deliver_asked)
        return [link]

    def _add_text(self) -> None:
        step, files = self.done.step, self.done.files
        text = step.values.get("text")
        shown = self._words.quoted(text) if step.step == "restate" else self._words.text(text)
        line = QHBoxLayout()
        line.setSpacing(tokens.AROUND)
        if shown:
            self.text = FoldedText(shown, self._ui.words, lines=_LINES, name=f"text-{step.step}")
            self.text.opened.connect(self.correct_asked)
            line.addWidget(self.text, 1)
        if files:
            _ = self._ui.words.gettext
            link = LinkButton(
                _("Files {count}").format(count=self._ui.words.number(len(files))), icon="attachment",
                name=f"show-files-{step.step}", tip_text=_("Show or hide the files of this step"),
            )  # fmt: skip
            link.clicked.connect(self.toggle_files)
            line.addWidget(link, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            if not shown:
                line.insertStretch(0, 1)
        if shown or files:
            self.body.addLayout(line)

    def toggle_files(self) -> None:
        """Show the files, or put them away."""
        if self._tiles.isHidden():
            self._tiles.show_files(self.done.files)
            self._tiles.show()
        else:
            self._tiles.hide()

    def files_shown(self) -> bool:
        return not self._tiles.isHidden()

    def _add_corrections(self) -> None:
        if self.done.corrections:
            told = corrections_told(self._ui, self._words, self.done.corrections)
            shown = FoldedText(
                "\n".join(told), self._ui.words, lines=2, points=tokens.SMALL, name=f"corrections-{self.done.step.step}"
            )
            self.body.addWidget(shown)

    def _show_menu(self, at: QPoint) -> None:
        _ = self._ui.words.gettext
        menu = QMenu(self)
        menu.setObjectName("step-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        correct = menu.addAction(icon("pencil"), _("Correct this step") + "\tF2", self.correct_asked.emit)
        correct.setObjectName("correct-step")
        text = self._words.text(self.done.step.values.get("text"))
        if text:
            copy = menu.addAction(icon("copy"), _("Copy the text"))
            copy.setObjectName("copy-step")
            copy.triggered.connect(lambda: copy_text(self._ui, text, _("Copied the text")))
        menu.popup(at)


def corrections_told(ui: Ui, words: ComplaintWords, corrections: Sequence[Correction]) -> list[str]:
    """When something was corrected, by whom, and what it said before; the newest first."""
    _, fields = ui.words.gettext, ui.desk.fields("complaint_step")
    told = []
    for each in sorted(corrections, key=lambda one: one.at, reverse=True):
        field = fields[each.field]
        before = ui.shown(field, each.before)
        if each.field == "text":
            said = _("It said before: {text}") if before else _("It said nothing before")
        else:
            said = _("{label} before: {text}") if before else _("{label} was empty before")
        what = said.format(label=ui.words.label(field.label), text=before)
        told.append(_("Corrected {when} by {who}. {what}").format(when=words.moment(each.at), who=each.who, what=what))
    return told
