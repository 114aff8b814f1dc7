"""The form of one handling step: inputs, files, and what was typed kept until it is done (METHOD.md section 6)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.complaints import DISSATISFIED, SATISFIED, Step, number_of_step
from crmdesk.core.errors import UserError
from crmdesk.gui.forms.complaint_drafts import correction_key, step_key
from crmdesk.gui.forms.complaint_form_frame import StepFormFrame
from crmdesk.gui.forms.complaint_inputs import WHEN
from crmdesk.gui.forms.complaint_words import ComplaintWords
from crmdesk.gui.forms.drafts import DraftKeeper
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import asks_to_save
from crmdesk.services import complaint_steps
from crmdesk.services.complaints import Case
from crmdesk.services.drafts import Draft


class StepForm(StepFormFrame):
    """A step to be done, or with `correcting` one that is done. `done`: it was written, its `Changes`; `left`: Esc;
    `when_changed`: when and with whom, in words; `grown`: it is of another height."""

    done = Signal(object)
    left = Signal()
    when_changed = Signal(str)
    grown = Signal()

    def __init__(self, ui: Ui, case: Case, round_: int, step: str, correcting: Step | None = None) -> None:
        super().__init__(ui, case, round_, step, correcting)
        self._words = ComplaintWords(ui)
        self._stored: Mapping[str, str] = {}
        self._loading = False
        self.written = False
        """Whether the step is done; what still stands here is saved."""
        self.keeper = self._begin()
        self._connect()
        self.settle()

    def _connect(self) -> None:
        self.inputs.changed.connect(self._typed)
        self.inputs.entered.connect(self.finish)
        self.inputs.left.connect(self.left)
        self.inputs.settled.connect(self._look_at)
        if self.closing is not None:
            self.closing.changed.connect(self._typed)
            self.closing.entered.connect(self.finish)
            self.closing.left.connect(self.left)
        self.finish_button.clicked.connect(self.finish)
        self.cancel_button.clicked.connect(self.left)
        self.attach_button.clicked.connect(self.files.adding.ask)
        self.keeper.kept.connect(self._tell_kept)
        self.inputs.text.grown.connect(self.grown)

    def _begin(self) -> DraftKeeper:
        """Empty, or as the step is that is corrected; what was typed before and not saved is there again."""
        complaint, words = self.case.complaint, self._ui.words
        if self._correcting is None:
            key = step_key(complaint, self.round, self.step)
        else:
            key = correction_key(complaint, self._correcting)
            fields, known = self._ui.desk.fields("complaint_step"), self._correcting
            stored = {**known.values, "at": known.at}
            self._stored = {
                name: values.typed(field, stored.get(name), words)
                for name in self.inputs.inputs
                if (field := fields[name]) is not None
            }
        title = words.gettext("Complaint {number}, step {step}").format(
            number=complaint.number, step=number_of_step(self.step)
        )
        keeper = DraftKeeper(self._ui, key, title, self)
        earlier = keeper.earlier
        if earlier is not None:
            keeper.take_over(earlier)
            self._ui.bus.typed.add(keeper.key)
        self._put({**self._stored, **(earlier.texts if earlier is not None else {})})
        if earlier is not None:
            self._tell_kept(earlier)
        return keeper

    def _put(self, texts: Mapping[str, str]) -> None:
        self._loading = True
        self.inputs.put(texts)
        if self.closing is not None:
            complaint = self.case.complaint.values
            self.closing.load(complaint)
            self.closing.put(texts)
        self._loading = False

    def restore(self, draft: Draft) -> None:
        """Go on with what an earlier session left."""
        if draft.key != self.keeper.key:
            self.keeper.take_over(draft)
            self._put({**self._stored, **draft.texts})
            self.keeper.typed(self._changes())
            self.settle()

    # While one types

    def take_keyboard(self) -> None:
        self.inputs.take_keyboard()

    def is_typed(self) -> bool:
        """Whether something stands here that is not saved."""
        return bool(self._changes())

    def _changes(self) -> dict[str, str]:
        typed = self.inputs.typed()
        if self._correcting is not None:
            whole = {key: typed.get(key, "") for key in self.inputs.inputs}
            return {key: text for key, text in whole.items() if text != self._stored.get(key, "")}
        return {**typed, **(self.closing.changes() if self.closing is not None else {})}

    def _typed(self, _key: str = "") -> None:
        if not self._loading:
            self.keeper.typed(self._changes())
            self.kept.set_text("")
        self.settle()

    def settle(self) -> None:
        """What follows from what was chosen so far."""
        _, typed = self._ui.words.gettext, self.inputs.typed()
        complaint = self.case.complaint
        contact = typed.get("contact") or str(complaint.values.get("contact") or "")
        by = typed.get("by") or self._ui.desk.who
        self.when_changed.emit(self._words.doing(by, contact, typed.get("at", "")))
        if self.step != "confirm" or self._correcting is not None or self.closing is None:
            return
        level = typed.get("level", "")
        again = level == DISSATISFIED
        told = _("Not satisfied: round {number} begins with listening once more.").format(number=self.round + 1)
        self.following.set_text(told)
        finish = _("Confirm and close") if level in SATISFIED else _("Finish step {number}").format(number=6)
        self.finish_button.setText(_("Begin round {number}").format(number=self.round + 1) if again else finish)
        if (again, level in SATISFIED) != (not self.following.isHidden(), not self.closing.isHidden()):
            self.following.setVisible(again)
            self.closing.setVisible(level in SATISFIED)
            self.grown.emit()

    def _tell_kept(self, draft: Draft | None = None) -> None:
        _ = self._ui.words.gettext
        now = self._ui.desk.clock()
        self.kept.set_text(_("Draft saved {time}").format(time=f"{now:%H:%M}"))

    def _look_at(self, key: str) -> None:
        """What is wrong with one input that was left; what is still empty is not said yet."""
        typed = self.inputs.typed()
        if typed.get(key):
            problem = self._read(typed).get(key)
            self.inputs.show_problem(key, problem)

    def _read(self, typed: Mapping[str, str]):
        step_id = self._correcting.id if self._correcting is not None else None
        try:
            read = complaint_steps.read_step(self._ui.desk, self.case.complaint.id, self.step, typed, step_id=step_id)
        except UserError:
            return {}
        return read.problems

    # What is done

    def finish(self) -> None:
        """Write it, unless something is refused: then the keyboard goes there."""
        if not self._ui.masking.allows_editing():
            return
        typed = self._whole()
        if self.inputs.show_problems(self._read(typed)):
            return
        try:
            changes = self._write(typed)
        except UserError as error:
            self._ui.bus.failed.emit(error)
            return
        self.written = True
        self.keeper.drop()
        self.keeper.typed({})
        self.done.emit(changes)

    def _whole(self) -> dict[str, str]:
        if self._correcting is not None:
            return self._changes()
        typed, complaint = self.inputs.typed(), self.case.complaint.values
        if "contact" not in typed and not self.inputs.when_shown and complaint.get("contact"):
            typed["contact"] = str(complaint["contact"])
        return typed

    def _write(self, typed: Mapping[str, str]) -> Changes:
        desk = self._ui.desk
        if self._correcting is not None:
            return complaint_steps.correct(desk, self._correcting.id, typed)
        level = typed.get("level", "")
        closing = self.closing.changes() if self.closing is not None and level in SATISFIED else {}
        return complaint_steps.finish(desk, self.case.complaint.id, self.step, typed, complaint_typed=closing)[1]

    def toggle_when(self) -> None:
        """Show when, by whom and with whom, or put it away while nothing is typed there."""
        shown = not self.inputs.when_shown or any(self.inputs.typed().get(key) for key in WHEN)
        if shown and not self.inputs.when_shown:
            complaint = self.case.complaint.values
            now = f"{self._ui.desk.clock():%Y-%m-%d %H:%M}"
            usual = {"at": now, "by": self._ui.desk.who, "contact": str(complaint.get("contact") or "")}
            for key, text in usual.items():
                self.inputs.inputs[key].set_text(text)
        self.inputs.show_when(shown)
        if shown:
            self.inputs.inputs["at"].focus()

    def put_away(self) -> None:
        """It is not shown any more: what was typed stays in the data file for the next time."""
        if self.is_typed():
            self.keeper.keep_now()
        else:
            self.keeper.drop()
        self._ui.bus.typing.discard(self.keeper.key)
        self._ui.bus.typed.discard(self.keeper.key)

    def give_up(self) -> None:
        """What was typed is not wanted."""
        self.keeper.drop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if asks_to_save(event):
            self.finish()
        elif event.matches(QKeySequence.StandardKey.Paste) and self.files.adding.paste():
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.files.adding.takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.files.adding.take(event.mimeData()):
            event.acceptProposedAction()
