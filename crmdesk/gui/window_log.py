"""Errors nobody caught, and what Qt complains of: into the log of this machine, and to the main thread."""

from __future__ import annotations

import sys
import threading
from types import TracebackType

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler, qVersion
from PySide6.QtWidgets import QApplication

from crmdesk import __version__
from crmdesk.core import patterns, trouble
from crmdesk.services.log import Log

_NAME = patterns.late(r"Q[A-Za-z0-9]+(?:::[A-Za-z0-9]+)?")
_CATEGORY = patterns.late(r"qt(\.[a-z0-9]+)+")


class ErrorHook(QObject):
    """Hands errors nobody caught, of any thread, to the main thread (`caught`), and logs them without their words."""

    caught = Signal(object)

    def __init__(self, log: Log | None = None) -> None:
        super().__init__()
        self._log = log

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
        from crmdesk.gui.dialogs.trouble import report

        if self._log is not None:
            self._log.mistake(report(error))
        self.caught.emit(error)


def log_to(log: Log) -> None:
    """Begin the log of a window: that it started, and from now on what Qt complains of."""
    log.started(trouble.system(__version__, f"Qt {qVersion()}"))

    def from_qt(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
            log.remark(" ".join(["Qt:", *names_in(context.category or "", text)]))

    qInstallMessageHandler(from_qt)


def names_in(category: str, text: str) -> list[str]:
    """What may be kept of a complaint: Qt quotes paths and texts in them, so only its own names are."""
    found = [category] if _CATEGORY.fullmatch(category) else []
    return found + list(dict.fromkeys(name for name in _NAME.findall(text) if _is_qt(name)))


def _is_qt(name: str) -> bool:
    kind, _, part = name.partition("::")
    known = next((getattr(one, kind) for one in (QtCore, QtGui, QtWidgets) if hasattr(one, kind)), None)
    return known is not None and (not part or hasattr(known, part))
