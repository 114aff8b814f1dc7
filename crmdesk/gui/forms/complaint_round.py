"""One round of a complaint: the six steps down the page, the present one with its form (METHOD.md section 6)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.complaints import DISSATISFIED, STEPS, Step, Warned, number_of_step
from crmdesk.gui.forms.complaint_done import DoneRow, DoneStep
from crmdesk.gui.forms.complaint_drafts import place_of
from crmdesk.gui.forms.complaint_form import StepForm
from crmdesk.gui.forms.complaint_rows import FormRow, GivenUp, LaterRow
from crmdesk.gui.forms.complaint_words import ComplaintWords
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.stepper import DONE, NOW, StepperRow
from crmdesk.services import complaint_steps, drafts
from crmdesk.services.complaint_steps import Correction
from crmdesk.services.complaints import Case
from crmdesk.services.drafts import Draft


class RoundView(QWidget):
    """`written`: a step was done, or (False) corrected, with the `Changes` and what to say; `left`: Esc in the form of
    the present step; `moved`: another widget is to be seen; `lost`: the form that had the keyboard is gone."""

    written = Signal(object, str, bool)
    left = Signal()
    moved = Signal(QWidget)
    lost = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.setObjectName("complaint-round")
        self._ui, self._words = ui, ComplaintWords(ui)
        self._case: Case | None = None
        self._round = 0
        self._corrections: Mapping[int, tuple[Correction, ...]] = {}
        self._correcting: int | None = None
        self._end: QWidget | None = None
        self._rows: dict[str, tuple[object, StepperRow]] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    @property
    def form(self) -> StepForm | None:
        """The form of the step to be done now."""
        found = (row for _what, row in self._rows.values() if isinstance(row, FormRow) and row.at == NOW)
        return next((row.form for row in found), None)

    @property
    def correction(self) -> StepForm | None:
        """The form of a step that is being corrected."""
        found = (row for _what, row in self._rows.values() if isinstance(row, FormRow) and row.at == DONE)
        return next((row.form for row in found), None)

    def show_round(self, case: Case, round_: int, corrections: Mapping[int, tuple[Correction, ...]]) -> None:
        """Show a round as it is now; rows that say the same as before stay, and so does what is being typed."""
        if self._case is None or (case.complaint.id, round_) != (self._case.complaint.id, self._round):
            self.clear()
        self._case, self._round, self._corrections = case, round_, corrections
        form, overtaken = self.form, ""
        typing = form is not None and self._has_keyboard(form)
        if form is not None and form.is_typed() and not form.written and case.step(round_, form.step) is not None:
            overtaken = form.keeper.key
        for place, step in enumerate(STEPS):
            self._show_step(place, step)
        self._show_end(case, round_)
        if self.form is not None:  # one blue button in a window
            self.form.finish_button.set_kind("main" if self.correction is None else "plain")
        if overtaken:
            self._go_on_correcting(overtaken)
        elif typing and self.form is not form:
            self.lost.emit()

    def _show_end(self, case: Case, round_: int) -> None:
        """Why the round ended without a satisfied customer."""
        event = self._words.given_up(case.events, round_)
        if self._end is not None:
            self._end.hide()
            self._end.deleteLater()
        self._end = GivenUp(self._ui, event) if event is not None else None
        if self._end is not None:
            self._column.addWidget(self._end)
            self._end.show()

    def clear(self) -> None:
        """Put everything away; what was typed is kept."""
        for step in list(self._rows):
            self._remove(step)
        self._case, self._correcting = None, None

    def _show_step(self, place: int, step: str) -> None:
        assert self._case is not None
        what = self._what(step)
        known = self._rows.get(step)
        if known is not None and known[0] == what:
            if isinstance(known[1], FormRow):
                known[1].form.case = self._case
                known[1].form.files.show_files(self._case.attachments.get((self._round, step), ()))
            return
        had = known is not None and self._has_keyboard(known[1])
        opened = isinstance(known[1], DoneRow) and known[1].files_shown() if known is not None else False
        self._remove(step)
        row = self._make(step, what)
        self._rows[step] = what, row
        self._column.insertWidget(place, row)
        row.show()
        if opened and isinstance(row, DoneRow):
            row.toggle_files()
        if had:
            self._give_keyboard(row)

    def _has_keyboard(self, row: QWidget) -> bool:
        focus = row.window().focusWidget()
        return focus is not None and row.isAncestorOf(focus)

    @staticmethod
    def _give_keyboard(row: StepperRow) -> None:
        if isinstance(row, DoneRow):
            row.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, step: str) -> None:
        known = self._rows.pop(step, None)
        if known is None:
            return
        if isinstance(known[1], FormRow):
            known[1].form.put_away()
        self._column.removeWidget(known[1])
        known[1].hide()
        known[1].deleteLater()

    # What stands where

    def _what(self, step: str) -> object:
        """What is shown of a step; the same thing twice need not be made twice."""
        case = self._case
        assert case is not None
        done, last = case.step(self._round, step), step == STEPS[-1]
        if done is not None and done.id == self._correcting and not self._ui.masking.on:
            return "correcting", done.id
        if done is not None:
            broken = self._broken(case) if step == "compensate" else None
            files = case.attachments.get((self._round, step), ())
            corrected = tuple(self._corrections.get(done.id, ()))
            return DoneStep(done, tuple(files), corrected, broken, last, self._ui.masking.on)
        complaint = case.complaint
        if complaint.is_open and complaint.round == self._round and complaint.step == step:
            return "hidden" if self._ui.masking.on else ("now", complaint.number)
        return "later", self._note_of_later(step)

    def _broken(self, case: Case) -> Warned | None:
        """The promise of this round that is not kept now."""
        holding = (w for w in case.warnings if w.holds and w.code == "promise-broken")
        return next((w for w in holding if w.params["round"] == self._round), None)

    def _note_of_later(self, step: str) -> str:
        case = self._case
        assert case is not None
        _, complaint = self._ui.words.gettext, case.complaint
        if complaint.is_open and complaint.round == self._round:
            return _("after step {number}").format(number=number_of_step(step) - 1)
        return _("not done")

    def _make(self, step: str, what: object) -> StepperRow:
        assert self._case is not None
        last, number = step == STEPS[-1], number_of_step(step)
        if isinstance(what, DoneStep):
            row = DoneRow(self._ui, what)
            row.correct_asked.connect(lambda: self.correct(what.step))
            row.deliver_asked.connect(lambda: self._deliver(what.step))
            return row
        if isinstance(what, tuple) and what[0] in ("now", "correcting"):
            known = self._case.step(self._round, step) if what[0] == "correcting" else None
            form = StepForm(self._ui, self._case, self._round, step, known)
            form.done.connect(lambda changes: self._finished(form, changes))
            form.left.connect(lambda: self._left(form))
            form.grown.connect(lambda: self.moved.emit(form))
            return FormRow(self._ui, form, NOW if known is None else DONE, last=last)
        note = str(what[1]) if isinstance(what, tuple) else self._ui.words.gettext("Show personal data to go on")
        return LaterRow(number, self._words.step(step), note, last=last, name=f"later-{step}")

    # What is done

    def correct(self, step: Step, draft: Draft | None = None, *, keyboard: bool = True) -> None:
        """Open the form of a step that is done, in its place."""
        if self._case is None or not self._ui.masking.allows_editing():
            return
        self._correcting = step.id
        self.show_round(self._case, self._round, self._corrections)
        form = self.correction
        if form is not None:
            if draft is not None:
                form.restore(draft)
            self.moved.emit(form)
            if keyboard:
                form.take_keyboard()

    def _go_on_correcting(self, key: str) -> None:
        """Somebody else did the step that was being typed: what was typed goes on as its correction."""
        draft = next((each for each in drafts.all_drafts(self._ui.desk) if each.key == key), None)
        step = self._case.step(*place_of(draft)) if self._case is not None and draft is not None else None
        if step is not None:
            self.correct(step, draft, keyboard=self.isVisible())
            told = self._ui.words.gettext("Step {step} was done elsewhere meanwhile; what you typed corrects it.")
            said = told.format(step=number_of_step(step.step))
            QTimer.singleShot(0, self, lambda: self._ui.bus.message.emit(said, False))  # after what the other one did

    def _left(self, form: StepForm) -> None:
        if form is not self.correction:
            self.left.emit()
            return
        form.give_up()
        self._end_correcting(form)

    def _end_correcting(self, form: StepForm) -> None:
        """Read again; the keyboard stays at the step."""
        self._correcting = None
        if self._case is not None:
            self.show_round(self._case, self._round, self._corrections)
        known = self._rows.get(form.step)
        if known is not None:
            self._give_keyboard(known[1])

    def _finished(self, form: StepForm, changes: Changes) -> None:
        _, case, number = self._ui.words.gettext, form.case.complaint.number, number_of_step(form.step)
        if form is self.correction:
            self._correcting = None
            told = _("Corrected step {step} of {number}").format(step=number, number=case)
            self.written.emit(changes, told, False)
            known = self._rows.get(form.step)
            if known is not None:
                self._give_keyboard(known[1])
            return
        level = form.inputs.typed().get("level", "")
        if level == DISSATISFIED:
            told = _("{number}: round {round} begins").format(number=case, round=form.round + 1)
        elif level:
            told = _("{number} is closed").format(number=case)
        else:
            told = _("{number}: step {step} done").format(number=case, step=number)
        self.written.emit(changes, told, True)

    def _deliver(self, step: Step) -> None:
        _, desk = self._ui.words.gettext, self._ui.desk
        if self._case is not None and self._ui.masking.allows_editing():
            told = _("{number}: delivered").format(number=self._case.complaint.number)
            self._ui.write(lambda: complaint_steps.deliver(desk, step.id, desk.today()), told)
