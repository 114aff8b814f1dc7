"""What happens to the data file elsewhere while its window is open: others' changes, where it lies, that it is gone."""

from __future__ import annotations

from typing import Protocol

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.settings import BACKUP_FOLDER
from crmdesk.gui.forms.customer_file import CustomerFilePane
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.notices import NoticeBar, Noticing
from crmdesk.services import others
from crmdesk.services.places import SYNCED, Risk

LOOK_MS = 1_500
"""How often others' changes are looked for; one look without any takes 13 µs."""

_RISK = "risk-notice"
_GONE = "gone-notice"


class _Frame(Noticing, Protocol):
    """Shows bars above the page, and which files are open."""

    def panes(self) -> list[CustomerFilePane]: ...


class Elsewhere(QObject):
    """Looks every now and then; tells pages, the open file and the person. `frame` is also its parent."""

    def __init__(self, ui: Ui, frame: _Frame, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._frame = frame
        self._watch = others.watch(ui.desk)
        self._risk: NoticeBar | None = None
        self._gone: NoticeBar | None = None
        self._told_gone = False
        self._failed = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        if self._ui.desk.risk is not None:
            self.tell_risk(self._ui.desk.risk)
        self._timer.start()

    def close_down(self) -> None:
        """Before the data file is closed."""
        self._timer.stop()

    def look(self) -> None:
        """Tell of what others did since the last look."""
        if self._is_gone():
            return
        try:
            found = self._watch.look()
        except UserError as error:
            if not self._failed:
                self._ui.bus.failed.emit(error)
            self._failed = True
            return
        self._failed = False
        if found is None:
            return
        sentence = others.sentence(found, self._ui.words)
        edited = [pane for pane in self._frame.panes() if pane.editing and _concerns(found.changes, pane.customer_id)]
        self._ui.bus.changed.emit(found.changes)
        if sentence:
            self._ui.bus.message.emit(sentence, False)
        _ = self._ui.words.gettext
        for pane in edited:
            if pane.editing:
                pane.editing_part.tell_elsewhere(sentence or _("Changed elsewhere meanwhile"))

    def _is_gone(self) -> bool:
        """The file was moved, replaced or deleted: say so at once, not only when something is to be saved."""
        gone = not self._ui.desk.data.is_there()
        if gone and not self._told_gone:
            _ = self._ui.words.gettext
            told = _("The data file is no longer where it was: it was moved, replaced or deleted.")
            detail = _("Nothing can be saved now. Put it back at {path}, or open it at its new place.")
            self._gone = self._frame.notice(told, detail.format(path=self._ui.desk.path), name=_GONE)
        elif not gone and self._gone is not None:
            if shiboken6.isValid(self._gone):
                self._gone.deleteLater()
            self._gone = None
        self._told_gone = gone
        return gone

    def tell_risk(self, risk: Risk) -> None:
        """The file lies on another machine's disk, or where a program copies it away while it is written."""
        _ = self._ui.words.gettext
        if risk.kind == SYNCED:
            told = _("The data file lies in a folder that {name} synchronises.").format(name=risk.name)
            detail = _("Changes made on two computers can get lost. Keep it on this disk and let backups go there.")
        else:
            told = _("The data file lies on a network drive ({name}).").format(name=risk.name)
            detail = _("A broken connection may damage it. Keep it on this disk and let backups go there.")
        answers = (("backups", _("Backup folder...")), ("close", _("Close")))
        self._risk = self._frame.notice(told, detail, tone="warn", answers=answers, name=_RISK)
        self._risk.answered.connect(self._answer_risk)

    def close_risk(self) -> None:
        if self._risk is not None and shiboken6.isValid(self._risk):
            self._risk.deleteLater()
        self._risk = None

    def _answer_risk(self, answer: str) -> None:
        if answer == "backups":
            self._ui.bus.open_settings.emit(BACKUP_FOLDER.key)
        else:
            self.close_risk()


def _concerns(changes: Changes, customer_id: int | None) -> bool:
    return changes.everything or customer_id in changes.touched("customer")
