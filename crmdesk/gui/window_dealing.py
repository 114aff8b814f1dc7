"""Contacts made, recorded from anywhere in the window and from a file's own window (METHOD.md section 5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu, QMenuBar, QWidget

from crmdesk.core.errors import UserError
from crmdesk.gui.ui import Ui
from crmdesk.gui.window_drafts import DraftOffers
from crmdesk.gui.window_in_hand import InHand
from crmdesk.services import interactions
from crmdesk.services.drafts import Draft

if TYPE_CHECKING:
    from crmdesk.gui.dialogs.interaction import InteractionDialog

RECORD = "Ctrl+Shift+N"
_FORM = "interaction"
"""What drafts of the dialog are called."""


class WindowDealing(QObject):
    """Does what the bus asks about contacts made; `action` is the entry in the menus, with its keys."""

    def __init__(self, ui: Ui, hand: InHand, drafts: DraftOffers, parent: QWidget) -> None:
        super().__init__(parent)
        _ = ui.words.gettext
        self._ui, self._hand = ui, hand
        text, told = _("Log a &visit or call..."), _("Log a visit or call")
        self.action: QAction = hand.action("record-interaction", text, told, "message", RECORD, self.record_here)
        ui.bus.record_interaction.connect(self.record)
        ui.bus.open_interaction.connect(self.open)
        drafts.serve(_FORM, self.go_on)

    def offer_in(self, new: QMenu, bar: QMenuBar) -> None:
        """Stand in the menus New, below a new customer, and File, above importing."""
        self._hand.offer_in(new, bar, self.action)

    def record_here(self) -> None:
        """Of the customer in sight, unless another one is typed; a file's own window is of nobody else."""
        self._hand.record_here(lambda customer_id: self._dialog(customer_id, {}))

    def record(self, customer_id: int | None, typed: Mapping[str, str] | None = None) -> None:
        """Of this customer (None: to be picked), beginning with what is known already."""
        self._hand.record(lambda whose: self._dialog(whose, typed or {}), customer_id)

    def open(self, interaction_id: int) -> None:
        """Show one, to be changed."""
        from crmdesk.gui.dialogs.interaction import InteractionDialog

        if not self._ui.masking.allows_editing():
            return
        try:
            found = interactions.interaction(self._ui.desk, interaction_id)
        except UserError as error:
            self._ui.bus.failed.emit(error)
            return
        dialog = InteractionDialog(self._ui, interaction=found, parent=self._hand.over())
        dialog.open()
        dialog.begin_with_text()

    def go_on(self, draft: Draft) -> QDialog | None:
        """The dialog with what an earlier session left."""
        from crmdesk.gui.dialogs.interaction import InteractionDialog

        found = None
        if draft.part_id is not None:
            try:
                found = interactions.interaction(self._ui.desk, draft.part_id)
            except UserError:
                found = None
        customer_id = None if draft.gone else draft.customer_id
        dialog = InteractionDialog(self._ui, customer_id, interaction=found, parent=self._hand.over())
        dialog.restore(draft)
        dialog.open()
        dialog.begin_with_text()
        return dialog

    def _dialog(self, customer_id: int | None, typed: Mapping[str, str]) -> InteractionDialog | None:
        from crmdesk.gui.dialogs.interaction import InteractionDialog

        if not self._ui.masking.allows_editing():
            return None
        return InteractionDialog(self._ui, customer_id, typed, parent=self._hand.over())
