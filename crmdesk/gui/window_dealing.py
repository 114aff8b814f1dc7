"""Contacts made, recorded from anywhere in the window and from a file's own window (METHOD.md section 5)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QMenuBar, QWidget

from crmdesk.core.errors import UserError
from crmdesk.gui.dialogs.interaction import FORM, InteractionDialog
from crmdesk.gui.forms.file_window import FileWindow
from crmdesk.gui.icons import icon
from crmdesk.gui.pages.customers import CustomersPage
from crmdesk.gui.ui import Ui
from crmdesk.gui.window_drafts import DraftOffers
from crmdesk.gui.window_places import CUSTOMERS, Places
from crmdesk.services import interactions
from crmdesk.services.drafts import Draft

RECORD = "Ctrl+Shift+N"


class WindowDealing(QObject):
    """Does what the bus asks about contacts made; `action` is the entry in the menus, with its keys."""

    def __init__(self, ui: Ui, page: CustomersPage, places: Places, drafts: DraftOffers, parent: QWidget) -> None:
        super().__init__(parent)
        _ = ui.words.gettext
        self._ui, self._page, self._places, self._widget = ui, page, places, parent
        self.action = QAction(icon("message"), _("Log a &visit or call..."), self)
        self.action.setObjectName("record-interaction")
        self.action.setToolTip(_("Log a visit or call"))
        self.action.setShortcut(QKeySequence(RECORD))
        self.action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)  # a file in its own window too
        self.action.triggered.connect(self.record_here)
        parent.addAction(self.action)
        ui.bus.record_interaction.connect(self.record)
        ui.bus.open_interaction.connect(self.open)
        drafts.serve(FORM, self.go_on)

    def offer_in(self, new: QMenu, bar: QMenuBar) -> None:
        """Stand in the menus New, below a new customer, and File, above importing."""
        new.insertAction(new.actions()[1], self.action)
        file = bar.findChild(QMenu, "menu-file")
        before = next((each for each in file.actions() if each.objectName() == "import"), None) if file else None
        if file is not None and before is not None:
            file.insertAction(before, self.action)
            file.insertSeparator(before)

    def record_here(self) -> None:
        """Of the customer in sight, unless another one is typed; a file's own window is of nobody else."""
        window = QApplication.activeWindow()
        if isinstance(window, FileWindow):
            self.record(window.pane.customer_id, {})
            return
        dialog = self._dialog(self._customer_in_hand(), {})
        if dialog is not None:
            dialog.open()
            dialog.begin_with_customer()

    def record(self, customer_id: int | None, typed: Mapping[str, str] | None = None) -> None:
        """Of this customer (None: to be picked), beginning with what is known already."""
        dialog = self._dialog(customer_id, typed or {})
        if dialog is not None:
            dialog.open()
            dialog.begin_with_text()

    def open(self, interaction_id: int) -> None:
        """Show one, to be changed."""
        if not self._ui.masking.allows_editing():
            return
        try:
            found = interactions.interaction(self._ui.desk, interaction_id)
        except UserError as error:
            self._ui.bus.failed.emit(error)
            return
        dialog = InteractionDialog(self._ui, interaction=found, parent=self._over())
        dialog.open()
        dialog.begin_with_text()

    def go_on(self, draft: Draft) -> QDialog | None:
        """The dialog with what an earlier session left."""
        found = None
        if draft.part_id is not None:
            try:
                found = interactions.interaction(self._ui.desk, draft.part_id)
            except UserError:
                found = None
        customer_id = None if draft.gone else draft.customer_id
        dialog = InteractionDialog(self._ui, customer_id, interaction=found, parent=self._over())
        dialog.restore(draft)
        dialog.open()
        dialog.begin_with_text()
        return dialog

    def _dialog(self, customer_id: int | None, typed: Mapping[str, str]) -> InteractionDialog | None:
        if not self._ui.masking.allows_editing():
            return None
        return InteractionDialog(self._ui, customer_id, typed, parent=self._over())

    def _over(self) -> QWidget:
        """The window it belongs to: a file's own, where one works in that."""
        window = QApplication.activeWindow()
        return window if isinstance(window, FileWindow) else self._widget.window()

    def _customer_in_hand(self) -> int | None:
        """Whose file is shown beside the list, or who is selected on another page."""
        if self._places.current == CUSTOMERS:
            return None if self._page.isHidden() else self._page.pane.customer_id
        found = self._places.ask("customer_in_hand")
        return found if isinstance(found, int) else None
