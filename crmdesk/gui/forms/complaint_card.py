"""The card of a complaint: its head, a tab for each round and one for its course, and at the side what to watch
(METHOD.md section 6)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.complaints import Step
from crmdesk.core.errors import UserError
from crmdesk.gui.dialogs.complaint_doing import delete_complaint, edit_complaint, fill_complaint_menu
from crmdesk.gui.forms.complaint_drafts import CLOSING, complaint_of, place_of, step_of
from crmdesk.gui.forms.complaint_frame import CardFrame
from crmdesk.gui.forms.complaint_words import ComplaintWords
from crmdesk.gui.icons import icon
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.tab_order import eye_order
from crmdesk.gui.widgets.tabs import Tab
from crmdesk.services import complaint_steps, complaints, drafts
from crmdesk.services.complaint_steps import Correction
from crmdesk.services.complaints import Case
from crmdesk.services.drafts import Draft

COURSE = "course"
_MANY = 6
"""With more rounds than these the earlier ones are numbers alone."""
KINDS = (
    "complaint", "complaint_step", "complaint_event", "attachment", "customer", "contact", "sales_order", "payment",
    "product", "setting",
)  # fmt: skip
"""Kinds of record a card shows something of."""


class ComplaintCard(CardFrame):
    """`shown`: another complaint, or it stands otherwise; `gone`: it is deleted, and whether it had the
    keyboard; `left`: Esc."""

    shown = Signal()
    gone = Signal(bool)
    left = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._words = ComplaintWords(ui)
        self.case: Case | None = None
        self._corrections: Mapping[int, tuple[Correction, ...]] = {}
        self._connect()

    def _connect(self) -> None:
        bus = self._ui.bus
        self.tabs.chosen.connect(self._choose)
        self.head.customer_asked.connect(self.open_customer)
        self.head.order_asked.connect(self._open_order)
        self.head.words_asked.connect(lambda: self.show_tab(COURSE))
        self.head.menu_asked.connect(lambda at: self.head.popup(self.make_menu(), at))
        self.round.written.connect(self._written)
        self.round.left.connect(self.left)
        self.round.moved.connect(self._found)
        self.round.lost.connect(self.take_keyboard)
        self.closing.done.connect(self._noted)
        self.closing.left.connect(self.left)
        self.closing.opened.connect(lambda: self._found(self.closing))
        bus.changed.connect(self._changed)
        self._ui.masking.changed.connect(self.refresh)
        for keys, by in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self.step_tab(by))

    # What is shown

    @property
    def complaint_id(self) -> int | None:
        return self.case.complaint.id if self.case is not None else None

    def show_complaint(self, complaint_id: int) -> bool:
        """Show this complaint as it is now; what is being typed in it stays. False when it is gone."""
        try:
            case = complaints.case(self._ui.desk, complaint_id)
            self._corrections = complaint_steps.corrections(self._ui.desk, complaint_id)
        except UserError:
            had = self._has_keyboard()
            self.clear()
            self.gone.emit(had)
            return False
        other = self.case is None or self.case.complaint.id != complaint_id
        rounds = 0 if self.case is None or other else self.case.complaint.round
        had, over = self._has_keyboard(), self.case is not None and not self.case.complaint.is_open
        if other:
            self.put_away()
        self.case = case
        self.head.show_case(case)
        self.side.show_case(case)
        self._show_tabs(newest=other or case.complaint.round != rounds)
        self._show_body()
        if other:
            self.area.verticalScrollBar().setValue(0)
            self._go_on_correcting(case)
        elif had and (not self._has_keyboard() or (over and case.complaint.is_open)):
            self.take_keyboard()  # what had it is gone, or there is something to be done again
        QTimer.singleShot(0, self, self._settle)
        self.shown.emit()
        return True

    def _has_keyboard(self) -> bool:
        focus = self.window().focusWidget()
        return focus is not None and self.isAncestorOf(focus) and focus.isVisibleTo(self)

    def _settle(self) -> None:
        """Tab goes as the eye does, and what is being done is in sight."""
        eye_order(self)
        form = self.round.correction or self.round.form
        if form is not None and form.isVisible():
            self.see(form)

    def _found(self, widget: QWidget) -> None:
        """Something was opened to be typed into."""
        QTimer.singleShot(0, self, lambda: eye_order(self))
        self.see(widget)

    def refresh(self) -> None:
        """Read it anew."""
        if self.case is not None:
            self.show_complaint(self.case.complaint.id)

    def clear(self) -> None:
        """Show nothing."""
        self.put_away()
        self.case = None

    def put_away(self) -> None:
        """Another complaint is shown, or none: what was typed is kept for this one."""
        self.round.clear()
        self.closing.put_away()

    def _changed(self, changes: Changes) -> None:
        if changes.everything or any(changes.touched(kind) for kind in KINDS):
            self.refresh()

    def _show_tabs(self, *, newest: bool) -> None:
        assert self.case is not None
        _, case, one = self._ui.words.gettext, self.case, self.case.complaint
        bare = not one.is_open and not case.steps and not case.events
        rounds = [] if bare else range(1, one.round + 1)
        whole = _("Round {number}")
        tabs = [
            Tab(str(each), (whole if one.round <= _MANY or each == one.round else "{number}").format(number=each),
                self._words.how_ended(case, each))
            for each in rounds
        ]  # fmt: skip
        self.tabs.set_tabs([*tabs, Tab(COURSE, _("Course"))])
        if newest:
            self.tabs.set_key(COURSE if bare else str(one.round))

    def _show_body(self) -> None:
        assert self.case is not None
        key, one = self.tabs.key(), self.case.complaint
        if key == COURSE:
            self.course.show_case(self.case, self._corrections)
        else:
            self.round.show_round(self.case, int(key), self._corrections)
        self.round.setVisible(key != COURSE)
        self.course.setVisible(key == COURSE)
        last = key == str(one.round) or (key == COURSE and self.tabs_count() == 1)
        ended = not one.is_open and last
        if ended:
            self.closing.show_case(self.case)
        else:
            self.closing.put_away()
        self.closing.setVisible(ended)

    def tabs_count(self) -> int:
        """How many tabs there are."""
        return len(self.tabs.keys())

    def _choose(self, _key: str) -> None:
        focus = self.window().focusWidget()
        here = focus is not None and self.area.isAncestorOf(focus)
        if self.case is not None:
            self._show_body()
            if here:
                self.tabs.take_keyboard()
            self.area.verticalScrollBar().setValue(0)
            QTimer.singleShot(0, self, lambda: eye_order(self))

    def show_tab(self, key: str) -> None:
        """Another round, or the course."""
        self.tabs.set_key(key)
        self._choose(key)

    def step_tab(self, by: int) -> None:
        """The next round, or the one before."""
        self.tabs.step(by)

    # What is done

    def take_keyboard(self) -> None:
        """The form of the step to be done; of a closed one its tabs."""
        form = self.round.form if self.tabs.key() != COURSE else None
        if form is not None:
            form.take_keyboard()
            self.see(form)
        else:
            self.tabs.take_keyboard()

    def _written(self, changes: Changes, told: str, done: bool) -> None:
        """Tell it, and go on with the next step; after a correction the keyboard stays at the step."""
        self._ui.wrote(changes, told)
        if done:
            self.take_keyboard()

    def _noted(self, changes: Changes) -> None:
        assert self.case is not None
        told = self._ui.words.gettext("Saved: what was noted about {number}")
        self._ui.wrote(changes, told.format(number=self.case.complaint.number))

    def _go_on_correcting(self, case: Case) -> None:
        """A correction that was left half typed in the round shown is open again."""
        if self._ui.masking.on:
            return
        for draft in drafts.all_drafts(self._ui.desk):
            step = _step_of(case, draft) if complaint_of(draft) == case.complaint.id else None
            if step is not None and str(step.round) == self.tabs.key() and draft.key not in self._ui.bus.typing:
                self.round.correct(step, draft, keyboard=False)
                return

    def go_on(self, draft: Draft) -> None:
        """Put what an earlier session left where it was typed; of a step that was done meanwhile as its correction."""
        if self.case is None:
            return
        if draft.form == CLOSING:
            self.closing.restore(draft)
            return
        step = _step_of(self.case, draft)
        if step is None:
            self.take_keyboard()
            return
        self.show_tab(str(step.round))
        self.round.correct(step, draft)

    def open_customer(self) -> None:
        if self.case is not None:
            self._ui.bus.open_customer.emit(self.case.complaint.customer_id)

    def _open_order(self) -> None:
        if self.case is not None and self.case.complaint.order_id is not None:
            self._ui.bus.open_order.emit(self.case.complaint.order_id)

    def edit(self) -> None:
        """The form of what was logged."""
        if self.case is not None:
            edit_complaint(self._ui, self.case.complaint.id, self.window())

    def delete(self) -> None:
        """Take it out; Undo brings it back."""
        if self.case is not None and self._ui.masking.allows_editing():
            delete_complaint(self._ui, self.case.complaint.id)

    def make_menu(self) -> QMenu:
        """What can be done with it."""
        assert self.case is not None
        _ = self._ui.words.gettext
        menu = QMenu(self)
        menu.setObjectName("complaint-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill_complaint_menu(self._ui, menu, self.case.complaint, self.window())
        first = menu.actions()[0]
        first.setText(f"{first.text()}\tCtrl+E")
        file = menu.addAction(icon("person"), _("Open the file"), self.open_customer)
        file.setObjectName("complaint-file")
        menu.insertAction(first, file)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _step_of(case: Case, draft: Draft) -> Step | None:
    """The done step a draft is about."""
    wanted = case.step(*place_of(draft))
    return next((one for one in case.steps if one.id == step_of(draft)), wanted)
