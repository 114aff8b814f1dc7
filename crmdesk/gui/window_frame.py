"""What is in the window for one data file in one language; another language or file makes a new one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.gui.dialogs import files
from crmdesk.gui.dialogs.about import AboutDialog
from crmdesk.gui.dialogs.shortcuts import ShortcutsDialog
from crmdesk.gui.dialogs.trouble import Troubles
from crmdesk.gui.forms.file_window import FileWindow
from crmdesk.gui.pages.customers import CustomersPage
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import MenuButton
from crmdesk.gui.widgets.navigation import Navigation, Place
from crmdesk.gui.widgets.notices import NoticeBar
from crmdesk.gui.widgets.search import SearchBox
from crmdesk.gui.widgets.statusline import StatusLine
from crmdesk.gui.widgets.toprow import TopRow
from crmdesk.gui.window_history import UNDO, HistoryActions, text_input
from crmdesk.gui.window_keys import sections
from crmdesk.gui.window_menus import WindowMenus, new_menu
from crmdesk.services import history
from crmdesk.services.history import Action

_MESSAGE_STAYS = 15_000
_STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Frame(QWidget):
    """Top row, navigation, page, status line. What only the program can do is asked for by signals."""

    file_asked = Signal(object, bool)
    """A data file is to be opened; True: it is to be made."""
    language_asked = Signal(str)
    theme_asked = Signal(str)
    full_screen_asked = Signal()
    quit_asked = Signal()

    def __init__(self, ui: Ui, troubles: Troubles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = ui.words.gettext
        self.ui = ui
        self.setObjectName("frame")
        self._troubles = troubles
        self._link = ""
        self.search = SearchBox(_("Search customers, contacts, phones"), shortcut="Ctrl+K")
        self.search.setAcceptDrops(False)
        self.page = CustomersPage(ui)
        self.history = HistoryActions(ui, self)
        places = [Place("customers", _("Customers"), "person")]
        self.navigation = Navigation(places, ui.words, folded=ui.preferences.navigation_folded)
        self.navigation.set_current("customers")
        self.status = StatusLine()
        self.new = MenuButton(_("New"), new_menu(self, self), icon="plus", icon_tone="accent", name="new")
        self.new.setToolTip(_("New customer, or several from a spreadsheet"))
        self.top = TopRow(self.search, self.new)
        self.menus = WindowMenus(self, self.top.menus)
        self._notices = QVBoxLayout()
        self._lay_out()
        self._forget = QTimer(self, singleShot=True, interval=_MESSAGE_STAYS)
        self._forget.timeout.connect(self.status.clear_message)
        self._connect()

    def _lay_out(self) -> None:
        pages = QStackedWidget()
        pages.addWidget(self.page)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        middle.addWidget(pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addLayout(self._notices)
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self.status.set_right([self.ui.desk.who])

    def _connect(self) -> None:
        page, bus = self.page, self.ui.bus
        self.search.textChanged.connect(page.list.set_query)
        self.search.left.connect(self._to_list)
        self.search.installEventFilter(self)
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.enter)
        QShortcut(QKeySequence("Ctrl+E"), self, page.file.edit)
        QShortcut(QKeySequence("Ctrl+S"), self, page.file.save)
        page.query_changed.connect(self._show_query)
        page.search_typed.connect(self._type_into_search)
        page.alone_asked.connect(self.open_alone)
        page.import_asked.connect(self.import_sheet)
        page.shown.connect(self._tell)
        self.navigation.chosen.connect(self._to_list)
        self.navigation.folded.connect(self._folded)
        self.history.done.connect(self._replayed)
        self.status.acted.connect(self._link_pressed)
        bus.message.connect(self._say)
        bus.failed.connect(self._failed)
        bus.open_customer.connect(page.open)

    def begin(self, listing: Listing | None = None, customer_id: int | None = None) -> None:
        """Show the list and give it the keyboard."""
        if listing is not None and listing.query:
            self.search.blockSignals(True)
            self.search.setText(listing.query)
            self.search.blockSignals(False)
        self.page.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page.begin(listing, customer_id)
        self._tell()

    def may_leave(self) -> bool:
        """Whether nothing typed would be lost, here or in a file's own window."""
        return self.page.file.may_leave() and all(window.pane.may_leave() for window in self._file_windows())

    def close_down(self) -> None:
        """Before the data file is closed or another frame takes the place of this one."""
        self._forget.stop()
        self.page.close_down()
        for window in self._file_windows():
            window.close()

    def _file_windows(self) -> list[FileWindow]:
        return [window for window in self.window().findChildren(FileWindow) if window.isVisible()]

    def alone_ids(self) -> list[int]:
        """Whose files are open in windows of their own."""
        return [number for window in self._file_windows() if (number := window.pane.customer_id) is not None]

    # search

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, SearchBox) and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _STEPS:
                self.page.view.step(Qt.Key(event.key()))
                return True
            if event.key() in _ENTER:
                shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self.page.enter()
                if shifted:
                    self.page.view.alone_asked.emit()
                return True
        return False

    def _show_query(self, query: str) -> None:
        if self.search.text() != query:
            self.search.setText(query)

    def _type_into_search(self, text: str) -> None:
        self.search.enter()
        if text and text != "/":
            self.search.setText(text)

    def _to_list(self) -> None:
        self.page.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # status line

    def _tell(self) -> None:
        _, figure = self.ui.words.gettext, self.ui.words.number
        page = self.page
        count, total, chosen = page.list.count, page.list.total, page.view.selected_count()
        texts = [self.ui.desk.path.stem]
        if count is not None:
            plain = page.list.listing == Listing(sort=page.list.listing.sort)
            if plain or total is None or page.list.listing.deleted:
                words = self.ui.words.ngettext("{count} customer", "{count} customers", count)
            else:
                words = _("{count} of {total} customers")
            texts.append(words.format(count=figure(count), total=figure(total or 0)))
        if chosen:
            texts.append(_("{count} selected").format(count=figure(chosen)))
        if page.pane.editing:
            number = page.pane.number
            texts.append(_("Editing {number}").format(number=number) if number else _("New file"))
        self.status.set_left(texts)
        self.menus.settle()

    def _say(self, text: str, with_undo: bool) -> None:
        _ = self.ui.words.gettext
        self._link = "undo" if with_undo else ""
        self.status.say(text, _("Undo") if with_undo else "", _native(UNDO) if with_undo else "")
        self._forget.start()

    def _replayed(self, action: Action, changes: Changes, undone: bool) -> None:
        _ = self.ui.words.gettext
        self.page.show_touched(changes)
        self.ui.bus.changed.emit(changes)
        told = (_("Undone: {action}") if undone else _("Done again: {action}")).format(
            action=history.describe(action, self.ui.words)
        )
        self._link = "redo" if undone else "undo"
        self.status.say(told, _("Redo") if undone else _("Undo"), _native("Ctrl+Shift+Z" if undone else UNDO))
        self._forget.start()

    def _link_pressed(self) -> None:
        self.status.clear_message()
        if self._link == "redo":
            self.history.redo_action()
        elif self._link == "undo":
            self.history.undo_action()

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, UserError) and error.code in ("nothing-to-undo", "nothing-to-redo"):
            self._say(self.ui.sentence(error), False)
        else:
            self._troubles.show(error)

    def notice(self, sentence: str, detail: str = "") -> None:
        """Point something out above the page, until it is closed."""
        _ = self.ui.words.gettext
        bar = NoticeBar(sentence, detail, [("close", _("Close"))], tone="bad", name="window-notice")
        bar.answered.connect(bar.deleteLater)
        self._notices.addWidget(bar)

    # what the menus do

    def copy(self) -> None:
        focus = text_input()
        if focus is not None:
            focus.copy()
        else:
            self.page.copy_selected()

    def select_all(self) -> None:
        (text_input() or self.page.view).selectAll()

    def ask_open_file(self) -> None:
        path = files.ask_open(self.window(), self.ui.words, self.ui.desk.path.parent)
        if path is not None:
            self.file_asked.emit(path, False)

    def ask_new_file(self) -> None:
        try:
            path = files.ask_new(self.window(), self.ui.words, self.ui.desk.path.parent)
        except UserError as error:
            self._troubles.show(error)
            return
        if path is not None:
            self.file_asked.emit(path, True)

    def import_sheet(self, path: Path | None = None) -> None:
        """The import dialog; without a path it asks for the file."""
        from crmdesk.gui.dialogs.importing import ImportDialog

        if self.page.file.may_leave():
            _open(ImportDialog(self.ui, path if isinstance(path, Path) else None, self.window()))

    def export(self) -> None:
        """The export dialog: of those selected where several are, else of those listed, None meaning all."""
        from crmdesk.gui.dialogs.exporting import ExportDialog

        ids: Sequence[int] | None = None
        listing = self.page.list.listing
        if self.page.view.selected_count() > 1:
            ids = self.page.view.selected_ids()
        elif listing != Listing(sort=listing.sort):
            ids = self.page.list.model.ids
        _open(ExportDialog(self.ui, ids, self.window()))

    def show_shortcuts(self) -> None:
        _open(ShortcutsDialog(sections(self.ui.words), self.ui.words, self.window()))

    def show_about(self) -> None:
        _open(AboutDialog(self.ui.desk.path, self.ui.words, self.window()))

    def open_alone(self, customer_id: int) -> None:
        """A customer's file in a window of its own."""
        for window in self._file_windows():
            if window.pane.customer_id == customer_id:
                window.raise_()
                window.activateWindow()
                return
        alone = FileWindow(self.ui, customer_id, self.window())
        alone.addActions([self.history.undo, self.history.redo])
        alone.show()

    def _folded(self, folded: bool) -> None:
        self.ui.preferences.navigation_folded = folded


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
