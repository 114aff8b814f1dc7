"""A page of a file that reads only while it is looked at."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from crmdesk.core.customers import CustomerFile
from crmdesk.gui.ui import Ui


class LatePage(QWidget):
    """Whoever derives fills `_read_file`, which is called with the file that is shown."""

    def __init__(self, ui: Ui, name: str, title: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._ui = ui
        self._file: CustomerFile | None = None
        self._stale = False

    def _take_file(self, file: CustomerFile) -> None:
        """This file is shown from now on: read it, or once the page is looked at."""
        self._file = file
        self._stale = True
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        if self._file is not None:
            self._stale = False
            self._read_file(self._file)

    def _read_file(self, file: CustomerFile) -> None:
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._read()
