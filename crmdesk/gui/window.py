"""The main window: a shell whose content is made anew for another language or data file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from crmdesk.core.customers import Listing
from crmdesk.gui.dialogs.files import SUFFIX
from crmdesk.gui.dialogs.trouble import Troubles
from crmdesk.gui.ui import Ui
from crmdesk.gui.window_frame import Frame

SHEETS = frozenset({".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt"})
"""Endings of what may be dropped on the window to be imported."""

_GEOMETRY = "window"
_SIZE = QSize(1280, 720)
_LEAST = QSize(960, 600)


class MainWindow(QMainWindow):
    """Give it a `Ui` by `show_ui`; it asks the program for what only that can do."""

    file_asked = Signal(object, bool)
    """A data file is to be opened in place of this one; True: it is to be made."""
    language_asked = Signal(str)
    theme_asked = Signal(str)
    closed = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("main-window")
        self.setMinimumSize(_LEAST)
        self.setAcceptDrops(True)
        self.frame: Frame | None = None
        self.resize(_SIZE)
        state = ui.preferences.geometry(_GEOMETRY)
        if not state.isEmpty():
            self.restoreGeometry(state)
        self.show_ui(ui)

    @property
    def ui(self) -> Ui:
        return self.content.ui

    @property
    def content(self) -> Frame:
        assert self.frame is not None
        return self.frame

    def show_ui(self, ui: Ui, listing: Listing | None = None, customer_id: int | None = None) -> None:
        """Fill the window for a data file and language. The former content is closed down first."""
        former = self.frame
        if former is not None:
            self.put_away()
        self.troubles = Troubles(ui.words, self)
        frame = Frame(ui, self.troubles)
        self.frame = frame
        self.setCentralWidget(frame)
        frame.file_asked.connect(self.file_asked)
        frame.language_asked.connect(self.language_asked)
        frame.theme_asked.connect(self.theme_asked)
        frame.full_screen_asked.connect(self._full_screen)
        frame.quit_asked.connect(self.close)
        self.setWindowTitle(f"{ui.words.gettext('CRM Desk')} — {ui.desk.path.stem}")
        frame.begin(listing, customer_id)

    def show_error(self, error: BaseException) -> None:
        """Tell the person of an error nobody caught."""
        self.troubles.show(error)

    def put_away(self) -> None:
        """Close the content down; its data file may be closed after that."""
        frame, self.frame = self.frame, None
        if frame is not None:
            frame.close_down()
            frame.setParent(None)
            frame.deleteLater()

    def show_language(self, ui: Ui) -> None:
        """The same data file in another language, at the same place."""
        page, alone = self.content.page, self.content.alone_ids()
        self.show_ui(ui, page.list.listing, page.pane.customer_id)
        for customer_id in alone:
            self.content.open_alone(customer_id)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.frame is not None and not self.frame.may_leave():
            event.ignore()
            return
        if self.frame is not None:
            self.ui.preferences.set_geometry(_GEOMETRY, self.saveGeometry())
            self.frame.close_down()
        event.accept()
        self.closed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is None:
            return
        event.acceptProposedAction()
        if path.suffix.lower() == SUFFIX:
            self.file_asked.emit(path, False)
        else:
            self.content.import_sheet(path)

    def _full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()


def _dropped(event: QDropEvent) -> Path | None:
    """The one file that is dragged, if it is a spreadsheet or a data file."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in {*SHEETS, SUFFIX} else None
