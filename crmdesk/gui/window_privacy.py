"""What waits about personal data when a data file is opened: an erasure to be finished, overdue requests, files nobody
touched for years (METHOD.md section 14)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from crmdesk.core.errors import UserError
from crmdesk.core.privacy import Retention
from crmdesk.core.settings import RETENTION_YEARS
from crmdesk.gui.jobs import Job
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.notices import NoticeBar, Noticing
from crmdesk.gui.window_dialogs import WindowDialogs
from crmdesk.services import erasing, privacy, sample, settings
from crmdesk.services.desk import Desk

_REQUESTS, _RETENTION = "requests", "retention"
_MONTH, _DAY = dt.timedelta(days=30), dt.timedelta(days=1)
_Waiting = tuple[int, Retention | None]


class WindowPrivacy(QObject):
    """One notice at most; `frame` shows it and `dialogs` open what it leads to."""

    def __init__(self, ui: Ui, frame: Noticing, dialogs: WindowDialogs, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui, self._frame, self._dialogs = ui, frame, dialogs
        self._bar: NoticeBar | None = None

    def begin(self) -> None:
        """Finish what was erased, then look what is to be pointed out; sample data is nobody's."""
        if erasing.is_pending(self._ui.desk):
            self._ui.jobs.run(self, lambda desk, _job: erasing.clean(desk), self._cleaned, self._not_cleaned)
        if sample.is_sample(self._ui.desk):
            return
        requests, retention = self._wanted(_REQUESTS), self._wanted(_RETENTION)

        def work(desk: Desk, _job: Job) -> _Waiting:
            overdue = _overdue(desk) if requests else 0
            return overdue, privacy.retention(desk) if retention and not overdue else None

        self._ui.jobs.run(self, work, self._tell, self._ui.bus.failed.emit, channel="privacy-waiting")

    def _wanted(self, matter: str) -> bool:
        return self._ui.desk.today() >= self._ui.preferences.quiet_until(self._ui.desk.path, matter)

    def _tell(self, waiting: _Waiting) -> None:
        overdue, retention = waiting
        if overdue:
            self._remind_of_requests(overdue)
        elif retention is not None and retention.count:
            self._remind_of_files(retention)
        elif retention is not None:
            self._keep_quiet(_RETENTION, _MONTH)  # looking through a million files takes seconds

    def _remind_of_requests(self, overdue: int) -> None:
        words = self._ui.words
        _ = words.gettext
        told = words.ngettext(
            "{count} request about personal data is overdue",
            "{count} requests about personal data are overdue",
            overdue,
        )
        answers = (("show", _("Show...")), ("later", _("Later")))
        self._put_up(_REQUESTS, told.format(count=words.number(overdue)), "", "warn", answers)

    def _remind_of_files(self, retention: Retention) -> None:
        words = self._ui.words
        _ = words.gettext
        told = words.ngettext(
            "Nobody touched {count} file for years", "Nobody touched {count} files for years", retention.count
        )
        detail = _("Personal data should not be kept longer than it is used.")
        answers = (("show", _("Show...")), ("later", _("In a month")), ("never", _("Do not remind me")))
        self._put_up(_RETENTION, told.format(count=words.number(retention.count)), detail, "plain", answers)

    def _put_up(self, matter: str, told: str, detail: str, tone: str, answers: Sequence[tuple[str, str]]) -> None:
        bar = self._frame.notice(told, detail, tone=tone, answers=answers, name=f"privacy-{matter}-notice")
        bar.answered.connect(lambda answer: self._answered(matter, answer))
        self._bar = bar

    def _answered(self, matter: str, answer: str) -> None:
        self._keep_quiet(matter, _DAY if matter == _REQUESTS else _MONTH)
        if self._bar is not None:
            self._bar.hide()
            self._bar.deleteLater()
            self._bar = None
        if answer == "show":
            self._dialogs.privacy(matter)
        elif answer == "never":
            changes = settings.change(self._ui.desk, RETENTION_YEARS.key, "0")
            self._ui.wrote(changes, self._ui.words.gettext("You are not reminded of files nobody touched any more"))

    def _keep_quiet(self, matter: str, time: dt.timedelta) -> None:
        desk = self._ui.desk
        self._ui.preferences.keep_quiet(desk.path, desk.today() + time, matter)

    def _cleaned(self, clean: bool) -> None:
        if clean:
            self._ui.bus.message.emit(self._ui.words.gettext("What was erased is gone from the data file now"), False)

    def _not_cleaned(self, error: Exception) -> None:
        """A full disk or a busy file: it is tried again at the next start."""
        if not isinstance(error, UserError):
            self._ui.bus.failed.emit(error)


def _overdue(desk: Desk) -> int:
    return sum(request.overdue(desk.today()) for request in privacy.requests(desk, pending=True))
