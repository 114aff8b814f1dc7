"""The menus of the window: every entry does something now, and says its keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from crmdesk.core.words import LANGUAGES
from crmdesk.gui import window_bar
from crmdesk.gui.icons import icon
from crmdesk.gui.pages.customers import CustomersPage
from crmdesk.gui.pages.customers_head import SortMenu
from crmdesk.gui.theme.palette import CHOICES
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.navigation import Navigation
from crmdesk.gui.window_dialogs import WindowDialogs
from crmdesk.gui.window_history import HistoryActions, text_input
from crmdesk.gui.window_places import CUSTOMERS, Places

NATIVE = {"zh_CN": "中文", "en": "English"}


class Parts(Struct, frozen=True):
    """What the menus work on."""

    page: CustomersPage
    history: HistoryActions
    dialogs: WindowDialogs
    navigation: Navigation
    places: Places


class WindowMenus(QObject):
    """File, Edit, View, Tools and Help, filled into the menus of the bar. `find_asked`, `goto_asked`, `copy_asked`,
    `select_all_asked` are for what has the keyboard; `masking_asked`: hide personal data, or show it again.
    """

    find_asked = Signal()
    goto_asked = Signal()
    copy_asked = Signal()
    select_all_asked = Signal()
    masking_asked = Signal()

    def __init__(self, ui: Ui, parts: Parts, bar: QMenuBar, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._parts = parts
        self._bar = bar
        self._radios: dict[str, dict[str, QAction]] = {}
        self._file()
        self._edit()
        self._view()
        self._tools()
        self._help()

    def actions(self) -> Iterator[tuple[QAction, list[str]]]:
        """Every entry that does something now, with the titles of the menus it stands in."""
        self._fill_recent()
        self._name_edits()
        self._tick_view()
        for menu in self._bar.actions():
            yield from _below(menu, [])
        self._parts.history.refresh()

    def settle(self) -> None:
        """What the keys do follows the page that is shown, and what is selected and typed there."""
        page, places = self._parts.page, self._parts.places
        here = places.current == CUSTOMERS
        some, deleted, editing = page.view.selected_count() > 0, page.list.listing.deleted, page.pane.editing
        self.delete.setEnabled(places.can("delete_selected"))
        self.copy.setEnabled(places.can("copy_selected"))
        self.select_all.setEnabled(places.can("select_all"))
        self.save.setEnabled(here and editing)
        self.edit.setEnabled(here and page.pane.customer_id is not None and not editing and not deleted)
        self.edit_many.setEnabled(here and some and not deleted)
        for action in (self.filters, self.table):
            action.setEnabled(not page.isHidden())

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
        _, dialogs = self._ui.words.gettext, self._parts.dialogs
        menu = window_bar.menu_of(self._bar, window_bar.FILE)
        self._entry(menu, "file-new", _("&New data file..."), dialogs.ask_new_file)
        self._entry(menu, "file-open", _("&Open..."), dialogs.ask_open_file, "Ctrl+O", "folder")
        self._recent = menu.addMenu(_("&Recent"))
        self._recent.setObjectName("menu-recent")
        menu.aboutToShow.connect(self._fill_recent)
        menu.addSeparator()
        self._entry(menu, "import", _("&Import..."), dialogs.import_sheet, window_bar.IMPORT, "import")
        self._entry(menu, "imports", _("Import&s..."), dialogs.imports)
        self._entry(menu, "import-template", _("Import &template..."), dialogs.import_template)
        self._entry(menu, "export", _("&Export..."), dialogs.export, window_bar.EXPORT, "export")
        menu.addSeparator()
        self._entry(menu, "backup", _("&Back up now"), dialogs.backup_asked.emit, "", "save")
        self._entry(menu, "backups", _("Bac&kups..."), dialogs.backups_asked.emit)
        menu.addSeparator()
        self._entry(menu, "history", _("&History..."), dialogs.history, window_bar.HISTORY, "clock")
        self._entry(menu, "trash", _("All that was &deleted..."), dialogs.trash, "", "trash")
        menu.addSeparator()
        self._entry(menu, "password", _("Pass&word..."), dialogs.show_password)
        self._entry(menu, "lock", _("&Lock"), dialogs.lock_asked.emit, window_bar.LOCK, "lock")
        menu.addSeparator()
        leave = self._entry(menu, "quit", _("&Quit"), dialogs.quit_asked.emit, window_bar.QUIT)
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
            self._parts.dialogs.file_asked.emit(Path(str(action.data())), False)

    def _edit(self) -> None:
        _, page, history = self._ui.words.gettext, self._parts.page, self._parts.history
        menu = window_bar.menu_of(self._bar, window_bar.EDIT)
        menu.addActions([history.undo, history.redo])
        history.undo.setIcon(icon("undo"))
        history.redo.setIcon(icon("redo"))
        menu.aboutToShow.connect(self._name_edits)
        menu.aboutToHide.connect(history.refresh)
        menu.addSeparator()
        self.copy = self._entry(menu, "copy", _("&Copy"), self.copy_asked.emit, "Ctrl+C", "copy")
        self.select_all = self._entry(menu, "select-all", _("Select &all"), self.select_all_asked.emit, "Ctrl+A")
        self._entry(menu, "find", _("&Find in the list"), self.find_asked.emit, window_bar.FIND, "search")
        self._entry(menu, "goto", _("&Go to..."), self.goto_asked.emit, window_bar.GOTO, "arrow-right")
        menu.addSeparator()
        self.edit = self._entry(menu, "edit-file", _("&Edit the file"), page.file.edit, "Ctrl+E", "pencil")
        self.save = self._entry(menu, "save-file", _("&Save the file"), page.file.save, "Ctrl+S", "save")
        self.edit_many = self._entry(menu, "edit-many", _("Edit se&veral..."), page.edit_many, "Ctrl+Shift+B")
        menu.addSeparator()
        self.delete = self._entry(menu, "delete", _("&Delete"), self._delete, "Del", "trash")
        self.restore = self._entry(menu, "restore", _("Res&tore"), page.restore_selected, "", "restore")
        for action in (self.copy, self.select_all, self.delete):
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            page.view.addAction(action)

    def _delete(self) -> None:
        self._parts.places.ask("delete_selected")

    def _name_edits(self) -> None:
        page = self._parts.page
        self._parts.history.name_for_menu()
        here = self._parts.places.current == CUSTOMERS
        deleted, some = here and page.list.listing.deleted, page.view.selected_count() > 0
        self.delete.setVisible(not deleted)
        self.restore.setVisible(deleted)
        self.restore.setEnabled(some)
        self.settle()
        if text_input() is not None:
            self.copy.setEnabled(True)
            self.select_all.setEnabled(True)

    def _view(self) -> None:
        _, page, dialogs = self._ui.words.gettext, self._parts.page, self._parts.dialogs
        menu = window_bar.menu_of(self._bar, window_bar.VIEW)
        for number, shown in enumerate(self._parts.places.pages, 1):
            keys = QKeySequence(f"Ctrl+{number}").toString(QKeySequence.SequenceFormat.NativeText)
            going = partial(self._parts.places.go, shown.place.key)
            place = self._entry(menu, f"go-{shown.place.key}", f"{shown.place.text}\t{keys}", going)
            place.setIcon(icon(shown.place.icon))
        menu.addSeparator()
        self._entry(menu, "show-all", _("&All customers"), self._show_all)
        self._entry(menu, "show-trash", _("&Trash"), self._show_trash, "", "trash")
        menu.addMenu(SortMenu(self._ui, page.list.head, menu))
        self.filters = self._entry(menu, "filters", _("F&ilter"), page.show_filters, "Ctrl+Shift+F", "filter")
        self.table = self._entry(menu, "table", _("Ta&ble or list"), page.toggle_table, "Ctrl+Shift+T", "table")
        menu.addSeparator()
        self.masking = self._entry(menu, "masking", _("&Hide personal data"), self.masking_asked.emit, window_bar.MASK)
        self.masking.setCheckable(True)
        self.masking.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)  # a file in its own window too
        self.fold = self._entry(menu, "fold", _("&Narrow navigation"), self._parts.navigation.toggle, "F9")
        self.fold.setCheckable(True)
        self.full_screen = self._entry(menu, "full-screen", _("&Full screen"), dialogs.full_screen_asked.emit, "F11")
        self.full_screen.setCheckable(True)
        menu.addSeparator()
        languages = {language: NATIVE[language] for language in LANGUAGES}
        self._radio(menu, _("&Language"), "language", languages, dialogs.language_asked.emit)
        names = {"system": _("Like the system"), "light": _("Light"), "dark": _("Dark")}
        themes = {choice: names[choice] for choice in CHOICES}
        self._radio(menu, _("A&ppearance"), "theme", themes, dialogs.theme_asked.emit)
        menu.aboutToShow.connect(self._tick_view)

    def _show_all(self) -> None:
        self._parts.places.go(CUSTOMERS)
        self._parts.page.list.show_all()

    def _show_trash(self) -> None:
        self._parts.places.go(CUSTOMERS)
        self._parts.page.list.show_trash()

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
        self.masking.setChecked(self._ui.masking.on)
        self.fold.setChecked(self._parts.navigation.is_folded())
        self.full_screen.setChecked(self._bar.window().isFullScreen())
        self._radios["language"][self._ui.words.language].setChecked(True)
        self._radios["theme"][self._ui.preferences.theme or "system"].setChecked(True)

    def _tools(self) -> None:
        _, settings = self._ui.words.gettext, self._ui.bus.open_settings
        menu = window_bar.menu_of(self._bar, window_bar.TOOLS)
        self._entry(menu, "duplicates", _("Find &doubles..."), self._parts.dialogs.find_doubles, "", "merge")
        self._entry(menu, "privacy", _("&Privacy..."), self._parts.dialogs.privacy, "", "shield")
        menu.addSeparator()
        shown = self._entry(
            menu, "settings", _("&Settings..."), lambda: settings.emit(""), window_bar.SETTINGS, "settings"
        )
        shown.setMenuRole(QAction.MenuRole.PreferencesRole)
        menu.addSeparator()
        self._entry(menu, "settings-staff", _("Our p&eople..."), lambda: settings.emit("staff"), "", "person")
        self._entry(menu, "settings-groups", _("&Groups..."), lambda: settings.emit("groups"), "", "people")
        self._entry(menu, "settings-lists", _("&Lists..."), lambda: settings.emit("lists"), "", "list")
        self._entry(menu, "settings-fields", _("&Own fields..."), lambda: settings.emit("fields"), "", "columns")
        self._entry(menu, "settings-competitors", _("&Competitors..."), lambda: settings.emit("competitors"))

    def _help(self) -> None:
        _, dialogs = self._ui.words.gettext, self._parts.dialogs
        menu = window_bar.menu_of(self._bar, window_bar.HELP)
        self._entry(menu, "keyboard", _("&Keyboard"), dialogs.show_shortcuts, "F1", "question")
        self._entry(menu, "sample-data", _("&Sample data"), dialogs.sample_asked.emit)
        self._entry(menu, "show-log", _("Show the &log"), dialogs.show_log, "", "folder")
        about = self._entry(menu, "about", _("&About CRM Desk"), dialogs.show_about, "", "info")
        about.setMenuRole(QAction.MenuRole.AboutRole)


def _below(action: QAction, titles: list[str]) -> Iterator[tuple[QAction, list[str]]]:
    menu = action.menu()
    if not isinstance(menu, QMenu):
        if action.isEnabled() and action.isVisible() and not action.isSeparator():
            yield action, titles
        return
    if action.isEnabled():
        for below in menu.actions():
            yield from _below(below, [*titles, plain(menu.title())])


def plain(text: str) -> str:
    """A menu's words without the letter's mark, the keys behind a tab and the dots."""
    words = text.partition("\t")[0].replace("&&", "\0").replace("&", "").replace("\0", "&")
    head, mark, rest = words.partition("(")  # 文件(F)
    return (head if mark and len(rest.rstrip(".")) == len("F)") else words).removesuffix("...")
