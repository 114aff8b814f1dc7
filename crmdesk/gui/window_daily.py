"""Tasks and briefings, asked for from anywhere in the window and from a file's own window (METHOD.md 1 and 11)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu, QMenuBar, QWidget

from crmdesk.core.errors import UserError
from crmdesk.gui.ui import Ui
from crmdesk.gui.window_dialogs import show
from crmdesk.gui.window_drafts import DraftOffers
from crmdesk.gui.window_in_hand import InHand
from crmdesk.services.drafts import Draft

if TYPE_CHECKING:
    from crmdesk.gui.dialogs.briefing import BriefingDialog
    from crmdesk.gui.dialogs.task import TaskDialog

BRIEFING = "Ctrl+B"
TASK = "Ctrl+Shift+D"
_FORM = "task"


class WindowDaily(QObject):
    """Answers `briefing`, `new_task` and `open_task` of the bus; `action` and `task_action` are the entries in the
    menus, with their keys."""

    def __init__(self, ui: Ui, hand: InHand, drafts: DraftOffers, parent: QWidget) -> None:
        super().__init__(parent)
        _ = ui.words.gettext
        self._ui, self._hand = ui, hand
        self._shown: BriefingDialog | None = None
        told = _("What to know before a visit or call")
        self.action: QAction = hand.action("briefing", _("Briefin&g..."), told, "document", BRIEFING, self.brief_here)
        self.task_action: QAction = hand.action("new-task", _("T&ask..."), _("New task"), "today", TASK, self.add_here)
        ui.bus.briefing.connect(self.brief)
        ui.bus.new_task.connect(self.add)
        ui.bus.open_task.connect(self.open)
        drafts.serve(_FORM, self.go_on)

    def offer_in(self, new: QMenu, bar: QMenuBar) -> None:
        """A task stands in the menus New and File, below complaints; the briefing in View, above the lists."""
        self._hand.offer_in(new, bar, self.task_action, after="log-complaint")
        view = bar.findChild(QMenu, "menu-view")
        lists = next((each for each in view.actions() if each.objectName() == "show-all"), None) if view else None
        if view is not None and lists is not None:
            view.insertAction(lists, self.action)
            view.insertSeparator(lists)

    # The briefing

    def brief_here(self) -> None:
        """Of the customer in sight; who is not known yet is picked."""
        alone = self._hand.alone()
        customer_id = alone.pane.customer_id if alone is not None else self._hand.customer_id()
        if customer_id is not None:
            self.brief(customer_id)
            return
        from crmdesk.gui.dialogs.customer_choice import CustomerChoice

        choice = CustomerChoice(self._ui, self._ui.words.gettext("Briefing"), self._hand.over())
        choice.accepted.connect(lambda: self.brief(choice.customer_id) if choice.customer_id is not None else None)
        show(choice)

    def brief(self, customer_id: int) -> None:
        """Show it; one that is open already shows this customer."""
        from crmdesk.gui.dialogs.briefing import BriefingDialog

        among = self._among(customer_id)
        try:
            if self._shown is not None:
                self._shown.show_customer(customer_id, among)
                return
            dialog = BriefingDialog(self._ui, customer_id, among, self._hand.over())
        except UserError as error:
            self._ui.bus.failed.emit(error)
            return
        self._shown = dialog
        dialog.finished.connect(self._forget)
        show(dialog)

    def _forget(self) -> None:
        self._shown = None

    def _among(self, customer_id: int) -> Sequence[int]:
        """The list one goes through, as the page shown has it; the customer alone in a file's own window."""
        found = self._hand.in_order() if self._hand.alone() is None else None
        return found if found is not None and customer_id in found else (customer_id,)

    # Tasks

    def add_here(self) -> None:
        """Of the customer in sight, unless another one is typed; a file's own window is of nobody else."""
        self._hand.record_here(self._dialog)

    def add(self, customer_id: int | None) -> None:
        """Of this customer (None: to be picked)."""
        self._hand.record(self._dialog, customer_id)

    def open(self, task_id: int) -> None:
        """Show one, to be changed."""
        from crmdesk.gui.dialogs.task import TaskDialog
        from crmdesk.services import tasks

        if not self._ui.masking.allows_editing():
            return
        try:
            found = tasks.task(self._ui.desk, task_id)
        except UserError as error:
            self._ui.bus.failed.emit(error)
            return
        dialog = TaskDialog(self._ui, task=found, parent=self._hand.over())
        dialog.open()
        dialog.begin_with_text()

    def start_set(self, customer_id: int | None) -> None:
        """Several tasks at once."""
        from crmdesk.gui.dialogs.task_set_start import open_start

        open_start(self._ui, customer_id, self._hand.over())

    def go_on(self, draft: Draft) -> QDialog | None:
        """The dialog with what an earlier session left."""
        from crmdesk.gui.dialogs.task import TaskDialog
        from crmdesk.services import tasks

        found = None
        if draft.part_id is not None:
            try:
                found = tasks.task(self._ui.desk, draft.part_id)
            except UserError:
                found = None
        customer_id = None if draft.gone else draft.customer_id
        dialog = TaskDialog(self._ui, customer_id, task=found, parent=self._hand.over())
        dialog.set_asked.connect(self.start_set)
        dialog.restore(draft)
        dialog.open()
        dialog.begin_with_text()
        return dialog

    def _dialog(self, customer_id: int | None) -> TaskDialog | None:
        from crmdesk.gui.dialogs.task import TaskDialog

        if not self._ui.masking.allows_editing():
            return None
        dialog = TaskDialog(self._ui, customer_id, parent=self._hand.over())
        dialog.set_asked.connect(self.start_set)
        return dialog
