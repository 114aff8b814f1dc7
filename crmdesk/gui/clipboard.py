"""What is copied: personal numbers are forgotten again after a while, at the lock and at the end, where that is set."""

from __future__ import annotations

import hashlib

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

from crmdesk.core.errors import UserError
from crmdesk.core.masking import mask_within
from crmdesk.core.settings import CLIPBOARD_SECONDS
from crmdesk.services import settings
from crmdesk.services.desk import Desk

_LOOKED_THROUGH = 20_000
"""Characters; a longer text is a list of customers, and counts as personal."""


class Clipboard(QObject):
    """The program's way onto the system's clipboard. Of what was copied last only a digest is kept here."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._digest: bytes | None = None
        self._put: bytes | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.forget)

    def watch(self, desk: Desk) -> None:
        """Notice what inputs and selected texts copy by themselves, too; the setting is this data file's."""
        if self._desk is None:
            QGuiApplication.clipboard().dataChanged.connect(self._changed)
        self._desk = desk

    def stop(self) -> None:
        """The data file is about to be closed: forget what is personal now; a table stays as its text, since data made
        here that outlives Python ends the program with a crash."""
        self.forget()
        board, put, self._put = QGuiApplication.clipboard(), self._put, None
        if put is not None and put == _digest(board.text()):
            board.setText(board.text())
        if self._desk is not None:
            QGuiApplication.clipboard().dataChanged.disconnect(self._changed)
        self._desk = None

    def put_text(self, text: str, *, personal: bool = False) -> None:
        """Copy a text. `personal`: it is, even where its look does not tell (a WeChat name).

        Raises UserError('clipboard-busy') when another program does not let go of the clipboard.
        """
        QGuiApplication.clipboard().setText(text)
        _check_taken(text)
        self._note(text, personal)

    def put(self, data: QMimeData, *, personal: bool = False) -> None:
        """Copy anything; a phone, an ID number or an e-mail address in its text makes it personal.

        Raises UserError('clipboard-busy') when another program does not let go of the clipboard.
        """
        text = data.text()
        QGuiApplication.clipboard().setMimeData(data)
        _check_taken(text)
        self._put = _digest(text)
        self._note(text, personal)

    def forget(self) -> None:
        """Empty the clipboard if it still holds what is personal and was copied here."""
        self._timer.stop()
        digest, self._digest = self._digest, None
        if digest is not None and digest == _digest(QGuiApplication.clipboard().text()):
            QGuiApplication.clipboard().clear()

    def _changed(self) -> None:
        if self._is_ours():
            self._note(QGuiApplication.clipboard().text(), False)

    def _is_ours(self) -> bool:
        return QGuiApplication.clipboard().ownsClipboard()

    def _note(self, text: str, personal: bool) -> None:
        seconds = settings.get(self._desk, CLIPBOARD_SECONDS) if self._desk is not None else 0
        if not seconds or not text:
            return
        known = self._digest == _digest(text)
        if known or personal or len(text) > _LOOKED_THROUGH or mask_within(text) != text:
            self._digest = _digest(text)
            self._timer.start(seconds * 1000)


def _check_taken(text: str) -> None:
    """Qt only logs that the system refused."""
    if QGuiApplication.clipboard().text().split() != text.split():  # systems change the ends of lines
        raise UserError("clipboard-busy")


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
