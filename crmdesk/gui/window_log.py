"""Errors nobody caught, and what Qt complains of: into a small file of this machine, and to the main thread."""

from __future__ import annotations

import logging
import sys
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from crmdesk.gui.dialogs.trouble import report

_log = logging.getLogger("crmdesk")
_BYTES, _FILES = 500_000, 2


class ErrorHook(QObject):
    """Hands errors nobody caught, of any thread, to the main thread (`caught`), and logs them without their words."""

    caught = Signal(object)

    def install(self) -> None:
        self._former = sys.excepthook, threading.excepthook
        sys.excepthook = self._from_main
        threading.excepthook = self._from_thread

    def remove(self) -> None:
        sys.excepthook, threading.excepthook = self._former

    def _from_main(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            QApplication.quit()
            return
        self.tell(error)

    def _from_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.tell(args.exc_value)

    def tell(self, error: BaseException) -> None:
        _log.error("%s", report(error))
        self.caught.emit(error)


def log_to(path: Path) -> None:
    """Errors and what Qt complains of, into a small file of this machine; never what customers' files hold."""
    _log.setLevel(logging.WARNING)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_BYTES, backupCount=_FILES - 1, encoding="utf-8", delay=True)
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _log.addHandler(handler)
    qInstallMessageHandler(_log_qt)


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    if kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
        _log.warning("Qt: %s", text)
