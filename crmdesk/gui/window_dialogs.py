"""What the menus open: dialogs, other data files, a customer's own window; and what only the program can do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QWidget

from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.gui.pages.customers import CustomersPage
from crmdesk.gui.ui import Ui
from crmdesk.gui.window_history import HistoryActions
from crmdesk.gui.window_keys import sections
from crmdesk.gui.window_places import CUSTOMERS
from crmdesk.services.log import log_file

if TYPE_CHECKING:
    from crmdesk.gui.dialogs.trouble import Troubles
    from crmdesk.gui.forms.file_window import FileWindow

SETTINGS = "settings"
"""The name of the settings among the window's dialogs."""


class WindowDialogs(QObject):
    """Opens things on the window; the signals ask the program."""

    file_asked = Signal(object, bool)
    """A data file is to be opened; True: it is to be made."""
    back_asked = Signal()
    """From the sample data to the person's own file."""
    sample_asked = Signal()
    language_asked = Signal(str)
    theme_asked = Signal(str)
    full_screen_asked = Signal()
    quit_asked = Signal()
    restart_asked = Signal()
    lock_asked = Signal()
    backup_asked = Signal()
    backups_asked = Signal()
    """A backup is to be made; the list of them is to be shown."""
    password_asked = Signal(str)
    """The dialog of the password: '' for what one mostly wants, 'change', 'remove' or 'sheet'."""

    def __init__(
        self, ui: Ui, page: CustomersPage, history: HistoryActions, troubles: Troubles, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._ui = ui
        self._page = page
        self._history = history
        self._troubles = troubles
        self._widget = parent

    @property
    def _window(self) -> QWidget:
        return self._widget.window()

    def ask_open_file(self) -> None:
        from crmdesk.gui.dialogs import files

        path = files.ask_open(self._window, self._ui.words, self._ui.desk.path.parent)
        if path is not None:
            self.file_asked.emit(path, False)

    def ask_new_file(self) -> None:
        from crmdesk.gui.dialogs import files

        try:
            path = files.ask_new(self._window, self._ui.words, self._ui.desk.path.parent)
        except UserError as error:
            self._troubles.show(error)
            return
        if path is not None:
            self.file_asked.emit(path, True)

    def import_sheet(self, path: Path | None = None, more: Sequence[Path] = ()) -> None:
        """The import dialog; without a path it asks for the file. `more` are imported with it."""
        from crmdesk.gui.dialogs.importing import ImportDialog

        if self._ui.masking.allows_editing() and self._page.file.may_leave():
            dialog = ImportDialog(self._ui, path if isinstance(path, Path) and not more else None, self._window)
            if isinstance(path, Path) and more:
                dialog.open_files([path, *more])
            dialog.customers_asked.connect(self._show_batch)
            show(dialog)

    def _show_batch(self, batch: int) -> None:
        """Those that an import made or changed."""
        self._ui.bus.go.emit(CUSTOMERS)
        self._page.list.show_batch(batch)

    def _show_untouched(self, ids: tuple[int, ...]) -> None:
        self._ui.bus.go.emit(CUSTOMERS)
        self._page.list.show_untouched(ids)

    def export(self) -> None:
        """The export dialog: of all customers, those listed where these are fewer, those selected where several are."""
        from crmdesk.gui.dialogs.exporting import ExportDialog

        listing = self._page.list.listing
        here = not self._page.isHidden()
        fewer = here and listing != Listing(sort=listing.sort, descending=listing.descending)
        selected = self._page.view.selected_ids() if here and self._page.view.selected_count() > 1 else None
        show(ExportDialog(self._ui, selected, self._window, listed=self._page.list.model.ids if fewer else None))

    def imports(self) -> None:
        """The imports that were done, to take one back."""
        from crmdesk.gui.dialogs.imports import ImportsDialog

        if self._page.file.may_leave():
            dialog = ImportsDialog(self._ui, self._window)
            dialog.import_asked.connect(self.import_sheet)
            dialog.customers_asked.connect(self._show_batch)
            show(dialog)

    def import_template(self) -> None:
        """An empty workbook to be filled in."""
        from crmdesk.gui.dialogs.exporting_template import TemplateDialog

        show(TemplateDialog(self._ui, self._window))

    def find_doubles(self) -> None:
        """Customers that may be there twice."""
        from crmdesk.gui.dialogs.duplicates import DuplicatesDialog

        if self._page.file.may_leave():
            show(DuplicatesDialog(self._ui, self._window))

    def history(self) -> None:
        """Everything that was done."""
        from crmdesk.gui.dialogs.past import HistoryDialog

        if self._page.file.may_leave():
            show(HistoryDialog(self._ui, None, self._window))

    def trash(self) -> None:
        """Everything that was deleted, of all kinds."""
        from crmdesk.gui.dialogs.trash import TrashDialog

        if self._page.file.may_leave():
            show(TrashDialog(self._ui, self._window))

    def privacy(self, place: str = "") -> None:
        """What went out, what persons asked for, files nobody touched."""
        from crmdesk.gui.dialogs.privacy import PrivacyDialog

        if self._page.file.may_leave():
            dialog = PrivacyDialog(self._ui, place if isinstance(place, str) else "", self._window)
            dialog.listing_asked.connect(self._show_untouched)
            show(dialog)

    def show_shortcuts(self) -> None:
        from crmdesk.gui.dialogs.shortcuts import ShortcutsDialog

        show(ShortcutsDialog(sections(self._ui.words), self._ui.words, self._window))

    def show_log(self) -> None:
        """The folder with the log, to send it to whoever looks after the program."""
        folder = log_file().parent
        folder.mkdir(parents=True, exist_ok=True)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            _ = self._ui.words.gettext
            self._ui.bus.message.emit(_("The log lies in {folder}").format(folder=folder), False)

    def show_about(self) -> None:
        from crmdesk.gui.dialogs.about import AboutDialog

        show(AboutDialog(self._ui.desk.path, self._ui.words, self._window))

    def show_settings(self, place: str = "") -> None:
        """The settings, at a group or setting; one window of them at a time."""
        from crmdesk.gui.dialogs.settings import SettingsDialog

        former = self.open_settings()
        if former is not None:
            former.close()
        dialog = SettingsDialog(self._ui, place, self._window)
        dialog.language_asked.connect(self.language_asked)
        dialog.theme_asked.connect(self.theme_asked)
        dialog.restart_asked.connect(self.restart_asked)
        dialog.columns_changed.connect(self._page.list.look.refresh_fields)
        dialog.lock_asked.connect(self.lock_asked)
        dialog.password_asked.connect(self._password_from_settings)
        show(dialog)

    def show_password(self) -> None:
        """Set the password, change it, remove it."""
        self.password_asked.emit("")

    def _password_from_settings(self, what: str) -> None:
        """The whole window is made anew after it: the settings are closed first."""
        former = self.open_settings()
        if former is not None:
            former.close()
        self.password_asked.emit(what)

    def open_settings(self) -> QDialog | None:
        """The settings, while they are open."""
        dialogs = self._window.findChildren(QDialog, SETTINGS)
        return next((dialog for dialog in dialogs if dialog.isVisible()), None)

    def open_alone(self, customer_id: int) -> None:
        """A customer's file in a window of its own."""
        from crmdesk.gui.forms.file_window import FileWindow

        for window in self.file_windows():
            if window.pane.customer_id == customer_id:
                window.raise_()
                window.activateWindow()
                return
        alone = FileWindow(self._ui, customer_id, self._window)
        alone.addActions([self._history.undo, self._history.redo])
        alone.show()

    def file_windows(self) -> list[FileWindow]:
        from crmdesk.gui.forms.file_window import FileWindow

        return [window for window in self._window.findChildren(FileWindow) if window.isVisible()]


def show(dialog: QDialog) -> None:
    """Open a dialog that goes when it is closed."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
