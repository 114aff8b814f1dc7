"""The menus of the window: every entry does something now, and says its keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from crmdesk.core.words import LANGUAGES
from crmdesk.gui.icons import icon
from crmdesk.gui.pages.customers_head import SortMenu
from crmdesk.gui.theme.palette import CHOICES

if TYPE_CHECKING:
    from crmdesk.gui.window_frame import Frame

NATIVE = {"zh_CN": "中文", "en": "English"}
NEW, IMPORT, EXPORT, QUIT = "Ctrl+N", "Ctrl+I", "Ctrl+Shift+E", "Ctrl+Q"


class WindowMenus(QObject):
    """File, Edit, View and Help, filled into a menu bar."""

    def __init__(self, frame: Frame, bar: QMenuBar) -> None:
        super().__init__(frame)
        self._frame = frame
        self._ui = frame.ui
        self._bar = bar
        self._radios: dict[str, dict[str, QAction]] = {}
        self._file()
        self._edit()
        self._view()
        self._help()

    def _menu(self, title: str, name: str) -> QMenu:
        menu = self._bar.addMenu(title)
        menu.setObjectName(name)
        return menu

    def _entry(
        self, menu: QMenu, name: str, text: str, does: Callable[[], object], keys: str = "", sign: str = ""
    ) -> QAction:
        action = menu.addAction(text)
        action.setObjectName(name)
        if keys:
            action.setShortcut(QKeySequence(keys))
        if sign:
            action.setIcon(icon(sign))
        action.triggered.connect(does)
        return action

    def _file(self) -> None:
        _, frame = self._ui.words.gettext, self._frame
        menu = self._menu(_("&File"), "menu-file")
        self._entry(menu, "file-new", _("&New data file..."), frame.ask_new_file)
        self._entry(menu, "file-open", _("&Open..."), frame.ask_open_file, "Ctrl+O", "folder")
        self._recent = menu.addMenu(_("&Recent"))
        self._recent.setObjectName("menu-recent")
        menu.aboutToShow.connect(self._fill_recent)
        menu.addSeparator()
        self._entry(menu, "import", _("&Import..."), frame.import_sheet, IMPORT, "import")
        self._entry(menu, "export", _("&Export..."), frame.export, EXPORT, "export")
        menu.addSeparator()
        leave = self._entry(menu, "quit", _("&Quit"), frame.quit_asked.emit, QUIT)
        leave.setMenuRole(QAction.MenuRole.QuitRole)
        self._fill_recent()

    def _fill_recent(self) -> None:
        self._recent.clear()
        present = str(self._ui.desk.path)
        known = [path for path in self._ui.preferences.recent_files if path != present and Path(path).is_file()]
        for path in known:
            action = self._recent.addAction(Path(path).stem.replace("&", "&&"))
            action.setToolTip(path)
            action.setData(path)
            action.triggered.connect(self._recent_chosen)
        self._recent.setToolTipsVisible(True)
        self._recent.menuAction().setEnabled(bool(known))

    def _recent_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._frame.file_asked.emit(Path(str(action.data())), False)

    def _edit(self) -> None:
        _, frame = self._ui.words.gettext, self._frame
        menu = self._menu(_("&Edit"), "menu-edit")
        menu.addActions([frame.history.undo, frame.history.redo])
        frame.history.undo.setIcon(icon("undo"))
        frame.history.redo.setIcon(icon("redo"))
        menu.aboutToShow.connect(self._name_edits)
        menu.aboutToHide.connect(frame.history.refresh)
        menu.addSeparator()
        view = frame.page.view
        self.copy = self._entry(menu, "copy", _("&Copy"), frame.copy, "Ctrl+C", "copy")
        self.select_all = self._entry(menu, "select-all", _("Select &all"), frame.select_all, "Ctrl+A")
        self.delete = self._entry(menu, "delete", _("&Delete"), frame.page.delete_selected, "Del", "trash")
        self.restore = self._entry(menu, "restore", _("&Restore"), frame.page.restore_selected, "", "restore")
        for action in (self.copy, self.select_all, self.delete):
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            view.addAction(action)

    def _name_edits(self) -> None:
        page = self._frame.page
        self._frame.history.name_for_menu()
        deleted, some = page.list.listing.deleted, page.view.selected_count() > 0
        self.delete.setVisible(not deleted)
        self.delete.setEnabled(some)
        self.restore.setVisible(deleted)
        self.restore.setEnabled(some)

    def settle(self) -> None:
        """What the keys do follows what is selected."""
        page = self._frame.page
        self.delete.setEnabled(page.view.selected_count() > 0 and not page.list.listing.deleted)

    def _view(self) -> None:
        _, frame = self._ui.words.gettext, self._frame
        menu = self._menu(_("&View"), "menu-view")
        self._entry(menu, "show-all", _("&All customers"), frame.page.list.show_all)
        self._entry(menu, "show-trash", _("&Trash"), frame.page.list.show_trash, "", "trash")
        menu.addMenu(SortMenu(self._ui, frame.page.list.head, menu))
        menu.addSeparator()
        self.fold = self._entry(menu, "fold", _("&Narrow navigation"), frame.navigation.toggle, "F9")
        self.fold.setCheckable(True)
        self.full_screen = self._entry(menu, "full-screen", _("&Full screen"), frame.full_screen_asked.emit, "F11")
        self.full_screen.setCheckable(True)
        menu.addSeparator()
        languages = {language: NATIVE[language] for language in LANGUAGES}
        self._radio(menu, _("&Language"), "language", languages, frame.language_asked.emit)
        names = {"system": _("Like the system"), "light": _("Light"), "dark": _("Dark")}
        themes = {choice: names[choice] for choice in CHOICES}
        self._radio(menu, _("&Appearance"), "theme", themes, frame.theme_asked.emit)
        menu.aboutToShow.connect(self._tick_view)

    def _radio(
        self, menu: QMenu, title: str, name: str, entries: dict[str, str], does: Callable[[str], object]
    ) -> None:
        under = menu.addMenu(title)
        under.setObjectName(f"menu-{name}")
        one = QActionGroup(under)
        self._radios[name] = {}

        def chosen(action: QAction) -> None:
            does(str(action.data()))

        for key, text in entries.items():
            action = under.addAction(text)
            action.setObjectName(f"{name}-{key}")
            action.setCheckable(True)
            action.setData(key)
            one.addAction(action)
            self._radios[name][key] = action
        one.triggered.connect(chosen)

    def _tick_view(self) -> None:
        self.fold.setChecked(self._frame.navigation.is_folded())
        self.full_screen.setChecked(self._frame.window().isFullScreen())
        self._radios["language"][self._ui.words.language].setChecked(True)
        self._radios["theme"][self._ui.preferences.theme or "system"].setChecked(True)

    def _help(self) -> None:
        _, frame = self._ui.words.gettext, self._frame
        menu = self._menu(_("&Help"), "menu-help")
        self._entry(menu, "keyboard", _("&Keyboard"), frame.show_shortcuts, "F1", "question")
        about = self._entry(menu, "about", _("&About CRM Desk"), frame.show_about, "", "info")
        about.setMenuRole(QAction.MenuRole.AboutRole)


def new_menu(frame: Frame, parent: QWidget) -> QMenu:
    """The menu of the button New."""
    _ = frame.ui.words.gettext
    menu = QMenu(parent)
    menu.setObjectName("menu-new")
    customer = menu.addAction(icon("person"), _("&Customer"), QKeySequence(NEW), frame.page.new_customer)
    customer.setObjectName("new-customer")
    menu.addSeparator()
    told = QKeySequence(IMPORT).toString(QKeySequence.SequenceFormat.NativeText)
    many = menu.addAction(icon("import"), _("From a &spreadsheet...") + f"\t{told}", frame.import_sheet)
    many.setObjectName("new-from-sheet")
    return menu
