"""The main window: a shell whose content is made anew for another language or data file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from crmdesk.core.words import Words
from crmdesk.gui.ui import Ui
from crmdesk.gui.window_frame import Frame

if TYPE_CHECKING:
    from crmdesk.core.customers import Listing

_GEOMETRY = "window"
_SIZE = QSize(1280, 720)
_LEAST = QSize(960, 600)


class MainWindow(QMainWindow):
    """Give it a `Ui` by `show_ui`; it asks the program for what only that can do."""

    file_asked = Signal(object, bool)
    """A data file is to be opened in place of this one; True: it is to be made."""
    language_asked = Signal(str)
    theme_asked = Signal(str)
    back_asked = Signal()
    """From the sample data to the person's own file."""
    restart_asked = Signal()
    lock_asked = Signal()
    password_asked = Signal(object)
    """The password is to be set, changed or removed: a `PasswordChange`."""
    restore_asked = Signal(object)
    """A backup is to take the place of the data file: a `RestoreWish`."""
    repair_asked = Signal()
    completed = Signal()
    """All of the content is there."""
    closed = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("main-window")
        self.setMinimumSize(_LEAST)
        self.setAcceptDrops(True)
        self._frame: Frame | None = None
        self.resize(_SIZE)
        state = ui.preferences.geometry(_GEOMETRY)
        if not state.isEmpty():
            self.restoreGeometry(state)
        self.show_ui(ui)

    @property
    def ui(self) -> Ui:
        assert self._frame is not None
        return self._frame.ui

    @property
    def frame(self) -> Frame | None:
        """What is in the window, with all of it; None while that is a page that knows no data file."""
        self.complete()
        return self._frame

    @property
    def content(self) -> Frame:
        frame = self.frame
        assert frame is not None
        return frame

    def when_complete(self, does: Callable[[], object]) -> None:
        """Call it the moment all of the content is there; now, if it is."""
        if self._frame is None or self._frame.completed:
            does()
        else:
            self.completed.connect(does, Qt.ConnectionType.SingleShotConnection)

    def show_ui(self, ui: Ui, listing: Listing | None = None, customer_id: int | None = None) -> None:
        """Fill the window for a data file and language. The former content is closed down first."""
        from crmdesk.gui.dialogs.trouble import Troubles

        if self._frame is not None:
            self.put_away()
        self.troubles = Troubles(ui.words, self, ui.desk.understood)
        frame = self._frame = Frame(ui, self.troubles)
        self.setCentralWidget(frame)
        frame.seen.connect(self.complete)
        frame.renewal_asked.connect(self._renew)
        self.setWindowTitle(ui.words.gettext("CRM Desk") + f" — {ui.desk.path.stem}")
        if not frame.begin(listing, customer_id):
            self.complete()

    def complete(self) -> None:
        """Make what is not there yet of the content."""
        frame = self._frame
        if frame is None or not frame.complete():
            return
        asks = frame.dialogs
        asks.file_asked.connect(self.file_asked)
        asks.language_asked.connect(self.language_asked)
        asks.theme_asked.connect(self.theme_asked)
        asks.back_asked.connect(self.back_asked)
        asks.restart_asked.connect(self.restart_asked)
        asks.lock_asked.connect(self.lock_asked)
        asks.full_screen_asked.connect(self._full_screen)
        asks.quit_asked.connect(self.close)
        frame.security.password_asked.connect(self.password_asked)
        frame.backups.restore_asked.connect(self.restore_asked)
        frame.backups.repair_asked.connect(self.repair_asked)
        self.completed.emit()

    def show_error(self, error: BaseException) -> None:
        """Tell the person of an error nobody caught."""
        self.troubles.show(error)

    def put_away(self) -> None:
        """Close the content down; its data file may be closed after that."""
        frame, self._frame = self.frame, None
        if frame is not None:
            frame.close_down()
            frame.setParent(None)
            frame.deleteLater()

    def show_alone(self, page: QWidget, words: Words) -> None:
        """A page that knows no data file; the window says nothing of what it showed before."""
        from crmdesk.gui.dialogs.trouble import Troubles

        self.put_away()
        self.troubles = Troubles(words, self)
        self.setCentralWidget(page)
        self.setWindowTitle(words.gettext("CRM Desk"))

    def show_language(self, ui: Ui) -> None:
        """The same data file in another language, at the same place."""
        self._make_anew(ui)

    def _renew(self) -> None:
        """Fields, lists or groups were changed: the same place with the new words, once the event is over."""
        QTimer.singleShot(0, self, self._renew_now)

    def _renew_now(self) -> None:
        if self.frame is not None and not self.frame.typing():
            said = self.frame.teller.said()
            self._make_anew(self.ui)
            self.content.teller.resume(*said)

    def _make_anew(self, ui: Ui) -> None:
        page, alone = self.content.page, self.content.alone_ids()
        settings = self.content.dialogs.open_settings() if ui.bus is not self.ui.bus else None
        tab, place = page.pane.tabs.key(), self.content.places.place()
        self.show_ui(ui, page.list.listing, page.pane.customer_id)
        self.content.show_tab(tab)
        if place != self.content.places.place():
            self.content.places.go(place)
        for customer_id in alone:
            self.content.open_alone(customer_id)
        if settings is not None:
            settings.close()
            self.content.dialogs.show_settings("looks")

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.frame is not None and not self.frame.may_leave():
            event.ignore()
            return
        if self.frame is not None:
            self.ui.preferences.set_geometry(_GEOMETRY, self.saveGeometry())
            self.frame.close_down()
            self.ui.clipboard.stop()
        event.accept()
        self.closed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        from crmdesk.gui.window_drop import dropped, hint_of

        paths = dropped(event) if self.frame is not None else []
        if not paths:
            event.ignore()
            return
        event.acceptProposedAction()
        hint_of(self).show_files(paths, self.ui.words)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        from crmdesk.gui.window_drop import hint_of

        hint_of(self).hide()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        from crmdesk.gui.window_drop import dropped, hint_of, is_data_file

        hint_of(self).hide()
        paths = dropped(event) if self.frame is not None else []
        if not paths:
            event.ignore()
            return
        event.acceptProposedAction()
        if is_data_file(paths):
            self.file_asked.emit(paths[0], False)
        elif len(paths) == 1:
            self.content.import_sheet(paths[0])
        else:
            self.content.import_sheet(paths[0], paths[1:])

    def _full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()
