"""The frame of the import: steps at the left, a page, progress below it, the answers at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.gui.dialogs.importing_report import ReportButton
from crmdesk.gui.dialogs.importing_side import Side
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.notices import ProgressLine

_SIZE = QSize(1120, 640)
_SLOW = 250
"""Milliseconds before work is shown as under way."""


class ImportFrame(Dialog):
    """What is quick shows nothing; after a moment one sees how far it is and can stop it."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        title = _("Import customers")
        super().__init__(title, ui.words, confirm=_("Next"), size=_SIZE, name="import-dialog", parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self._focus: QWidget | None = None
        self.busy = False
        self._slow = QTimer(self, singleShot=True, interval=_SLOW)
        self._slow.timeout.connect(self._show_busy)
        self.side = Side(ui.words)
        self.progress = ProgressLine(_("Stop"), name="import-progress")
        self.back_button = Button(_("Back"), name="import-back")
        self.report_button = ReportButton(ui.words)
        self.add_before_confirm(self.back_button)
        self.add_left(self.report_button)
        self.paste_key = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        self.pages = QStackedWidget()

    def lay_out(self, pages: Sequence[QWidget]) -> None:
        """Put the pages of all steps into the frame."""
        for page in pages:
            self.pages.addWidget(page)
        self._below = QWidget()
        place = QVBoxLayout(self._below)
        place.setContentsMargins(tokens.AROUND, tokens.BETWEEN, tokens.AROUND, tokens.BETWEEN)
        place.addWidget(self.progress)
        self._below.hide()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.pages, 1)
        right.addWidget(self._below)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addLayout(right, 1)
        self.set_body(whole)

    @property
    def step(self) -> int:
        return self.pages.currentIndex()

    def take(self, paths: Sequence[Path]) -> None:
        """Files were dropped."""
        raise NotImplementedError

    def settle(self) -> None:
        """Buttons and sides as they are to be now."""
        self._below.setVisible(self.busy)
        self.back_button.setEnabled(not self.busy)

    def order(self, pages: Sequence[QWidget]) -> None:
        """Tab goes through what stands on the pages, then through the answers."""
        foot = (self.report_button, self.back_button, self.confirm_button, self.cancel_button)
        for one, other in pairwise([*pages, *self.progress.findChildren(QAbstractButton), *foot]):
            QWidget.setTabOrder(one, other)

    def begin_work(self) -> None:
        """Something is under way."""
        self._slow.start()

    def end_work(self) -> None:
        """It is over: the keyboard goes back to where it was."""
        self._slow.stop()
        self.progress.show_progress("", 0, 0)
        if self.busy:
            self.busy = False
            self.settle()
            if self._focus is not None and self._focus.isVisible():
                self._focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self._focus = None

    def _show_busy(self) -> None:
        self.busy = True
        self._focus = self.focusWidget()
        if self._focus in (self.confirm_button, self.back_button):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, else the main one."""
        focus = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QAbstractButton):
            focus.click()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _dropped(event)
        if paths:
            event.acceptProposedAction()
            self.take(paths)


def _dropped(event: QDropEvent) -> list[Path]:
    """The files that are dragged; whatever they are called, their content decides."""
    urls = event.mimeData().urls()
    return [Path(url.toLocalFile()) for url in urls] if urls and all(url.isLocalFile() for url in urls) else []
