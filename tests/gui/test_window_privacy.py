"""What waits about personal data when the window opens: pointed out once, with the way to it."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.settings import RETENTION_YEARS
from crmdesk.gui.dialogs.privacy import REQUESTS, RETENTION, PrivacyDialog
from crmdesk.gui.dialogs.privacy_request import RequestDialog
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.widgets.notices import NoticeBar
from crmdesk.gui.window import MainWindow
from crmdesk.services import erasing, privacy, sample, settings
from crmdesk.services.desk import Desk, open_desk
from crmdesk.store import cleaning
from tests.desk import NOW
from tests.gui.conftest import OpenWindow

TODAY = NOW.date()


def pointed_out(window: MainWindow) -> list[str]:
    bars = (bar for bar in window.findChildren(NoticeBar) if bar.objectName().startswith("privacy-"))
    return [bar.accessibleName() for bar in bars if bar.isVisible()]


def settled(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """Everything that was looked up at the start is told, and laid out."""
    qtbot.waitUntil(lambda: not window.ui.jobs.busy)
    QApplication.processEvents()
    return window


def answer(qtbot: QtBot, window: MainWindow, name: str) -> None:
    button = window.findChild(QWidget, name)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def overdue(desk: Desk) -> Desk:
    privacy.add_request(desk, "copy", subject="周先生", received_on=TODAY - dt.timedelta(days=20))
    privacy.add_request(desk, "access", subject="钟小姐", received_on=TODAY)
    return desk


@pytest.fixture
def years_later(desk: Desk) -> Desk:
    desk.close()
    return open_desk(desk.path, who="陈立", clock=lambda: NOW.replace(year=2031))


def test_nothing_waits(shown: OpenWindow, desk: Desk, qtbot: QtBot) -> None:
    assert pointed_out(settled(qtbot, shown(desk))) == []


def test_overdue_requests_are_shown_and_not_again_today(
    shown: OpenWindow, overdue: Desk, qtbot: QtBot, preferences: Preferences
) -> None:
    window = settled(qtbot, shown(overdue))
    qtbot.waitUntil(lambda: pointed_out(window) == ["1 request about personal data is overdue"])
    answer(qtbot, window, "privacy-requests-notice-show")
    dialog = window.findChild(PrivacyDialog)
    assert dialog is not None
    assert dialog.tabs.key() == REQUESTS
    dialog.close()
    assert pointed_out(window) == []
    assert preferences.quiet_until(overdue.path, "requests") == TODAY + dt.timedelta(days=1)
    assert preferences.quiet_until(overdue.path) == dt.date.min


def test_files_nobody_touched_are_shown(shown: OpenWindow, years_later: Desk, qtbot: QtBot) -> None:
    window = settled(qtbot, shown(years_later))
    told = "Nobody touched 5 files for years Personal data should not be kept longer than it is used."
    qtbot.waitUntil(lambda: pointed_out(window) == [told])
    answer(qtbot, window, "privacy-retention-notice-show")
    dialog = window.findChild(PrivacyDialog)
    assert dialog is not None
    assert dialog.tabs.key() == RETENTION
    qtbot.waitUntil(lambda: dialog.retention.count == 5)
    dialog.close()


def test_they_can_be_put_off_or_left_for_good(
    shown: OpenWindow, years_later: Desk, qtbot: QtBot, preferences: Preferences
) -> None:
    window = settled(qtbot, shown(years_later))
    qtbot.waitUntil(lambda: bool(pointed_out(window)))
    answer(qtbot, window, "privacy-retention-notice-never")
    assert pointed_out(window) == []
    assert settings.get(years_later, RETENTION_YEARS) == 0
    assert preferences.quiet_until(years_later.path, "retention") == dt.date(2031, 12, 21)


def test_nothing_is_said_of_sample_data(shown: OpenWindow, overdue: Desk, qtbot: QtBot, monkeypatch) -> None:
    monkeypatch.setattr(sample, "is_sample", lambda _desk: True)
    assert pointed_out(settled(qtbot, shown(overdue))) == []


def test_what_an_erasure_left_is_done(shown: OpenWindow, desk: Desk, qtbot: QtBot) -> None:
    with desk.data.write():
        cleaning.set_pending(desk.data)
    window = settled(qtbot, shown(desk))
    assert not erasing.is_pending(window.ui.desk)
    assert window.content.status.message() == "What was erased is gone from the data file now"


def test_a_request_is_noted_from_the_file(window: MainWindow, qtbot: QtBot) -> None:
    page = window.content.page
    qtbot.waitUntil(lambda: page.pane.customer_id is not None)
    next(each for each in page.pane.head.menu.actions() if each.objectName() == "file-request").trigger()
    dialog = window.findChild(RequestDialog)
    assert dialog is not None
    assert dialog.form.text("customer") == page.pane.number
    QTest.keyClick(dialog.form.inputs["received_on"].widget, Qt.Key.Key_Return)
    assert [request.number for request in privacy.requests(window.ui.desk)] == [page.pane.number]
