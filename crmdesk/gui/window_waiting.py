"""Waiting for another program that is writing to the data file: said after a second, and given up when asked to."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from crmdesk.core.words import Words
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.dialogs import Dialog
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.window_status import WindowStatus

_PAUSE_MS, _SAID_AFTER, _SAID_AGAIN, _BESIDE, _BESIDE_OTHERS = 50, 1.0, 5.0, 5.0, 0.5
_WIDTH = 380

Waits = Callable[[float], bool]


class WaitingDialog(Dialog):
    """Over everything else, while what was asked for waits; Cancel (`rejected`) gives it up."""

    def __init__(self, words: Words, parent: QWidget | None) -> None:
        _ = words.gettext
        super().__init__(_("Waiting"), words, cancel=_("Cancel"), name="waiting", parent=parent)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setMinimumWidth(_WIDTH)
        self.body.addWidget(Label(_("Another program is writing to the data file."), bold=True, wrap=True))
        told = _("Waiting until it has finished. Cancel gives up what you just asked for; what you typed stays.")
        self.body.addWidget(Label(told, tone="text_2", wrap=True, name="waiting-detail"))


class Waiting(QObject):
    """The patience of a window. On the main thread events go on and a dialog says it; on the worker the status line
    does. The person may give up in both, and a cancelled job gives up. A draft holds nobody up.
    """

    _working = Signal(bool)

    def __init__(self, ui: Ui, teller: WindowStatus, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._teller = teller
        self._widget = parent
        self._dialog: WaitingDialog | None = None
        self._depth = 0
        self._given_up = False
        self._work_given_up = threading.Event()
        self._working.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        ui.desk.be_patient(self.patience)

    def close_down(self) -> None:
        self._ui.desk.be_patient(None)

    @contextmanager
    def patience(self, beside: bool) -> Iterator[Waits]:
        """How the desk waits, on whatever thread."""
        if threading.current_thread() is not threading.main_thread():
            with self._on_worker(beside) as waits:
                yield waits
        elif beside:
            yield lambda _waited: False
        else:
            with self._on_main() as waits:
                yield waits

    @contextmanager
    def _on_main(self) -> Iterator[Waits]:
        self._depth += 1
        try:
            yield self._wait_on_main
        finally:
            self._depth -= 1
            if not self._depth:
                self._given_up = False
                if self._dialog is not None:
                    self._dialog.hide()
                    self._dialog.deleteLater()
                    self._dialog = None
                    (QApplication.activeModalWidget() or self._widget.window()).activateWindow()

    def _wait_on_main(self, waited: float) -> bool:
        if waited >= _SAID_AFTER and self._dialog is None:
            self._dialog = WaitingDialog(self._ui.words, QApplication.activeModalWidget() or self._widget.window())
            self._dialog.rejected.connect(self._give_up)
            self._dialog.show()
        loop = QEventLoop()
        QTimer.singleShot(_PAUSE_MS, loop, loop.quit)
        flag = QEventLoop.ProcessEventsFlag
        loop.exec(flag.AllEvents if self._dialog is not None else flag.ExcludeUserInputEvents)
        return not self._given_up

    def _give_up(self) -> None:
        self._given_up = True

    @contextmanager
    def _on_worker(self, beside: bool) -> Iterator[Waits]:
        said, jobs = 0.0, self._ui.jobs

        def waits(waited: float) -> bool:
            nonlocal said
            if not beside and waited >= (said + _SAID_AGAIN if said else _SAID_AFTER):
                said = waited
                self._working.emit(True)
            time.sleep(_PAUSE_MS / 1000)
            if beside:
                return not jobs.unwanted and waited < (_BESIDE_OTHERS if jobs.awaited else _BESIDE)
            return not jobs.unwanted and not self._work_given_up.is_set()

        self._work_given_up.clear()
        try:
            yield waits
        finally:
            if said:
                self._working.emit(False)

    def _tell(self, waiting: bool) -> None:
        _ = self._ui.words.gettext
        sentence = _("Another program is writing to the data file. Waiting...")
        if waiting:
            self._teller.offer(sentence, _("Cancel"), self._work_given_up.set)
        elif self._teller.said()[0] == sentence:
            self._teller.say("", False)
