"""The dialog of privacy: the log, requests of persons, files nobody touched."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.customers import Listing
from crmdesk.gui.dialogs.erasing import EraseDialog
from crmdesk.gui.dialogs.privacy import LOG, REQUESTS, RETENTION, PrivacyDialog
from crmdesk.gui.dialogs.privacy_request import RequestDialog
from crmdesk.gui.models.privacy import ASKED, DUE, PERSON, TARGET, WHAT, WHOM
from crmdesk.gui.ui import Ui
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers, privacy
from crmdesk.services.desk import Desk, open_desk
from tests.desk import NOW
from tests.gui.conftest import OpenWindow, PutUp, enter
from tests.gui.dialogs.conftest import press

Listed = Callable[..., PrivacyDialog]
TODAY = NOW.date()


@pytest.fixture
def listed(ui: Ui, put_up: PutUp) -> Listed:
    """Shows the dialog and waits until it is at rest."""
    return lambda place="": put_up(PrivacyDialog(ui, place))


def cells(view: QWidget, row: int, *columns: int) -> list[str]:
    model = view.model()  # type: ignore[attr-defined]
    return [model.index(row, column).data() for column in columns]


def form(qtbot: QtBot, dialog: PrivacyDialog) -> RequestDialog:
    """The form just opened, in the foreground."""
    found = dialog.findChildren(RequestDialog)[-1]
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    return found


def back(qtbot: QtBot, dialog: PrivacyDialog) -> None:
    """The form is closed: the dialog is in the foreground again."""
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)


# the log


def test_the_log_says_what_went_out(ui: Ui, listed: Listed) -> None:
    ids = customers.find(ui.desk, Listing())
    privacy.log(ui.desk, "export", ids, target="名单.xlsx", masked=True)
    privacy.log(ui.desk, "copy", ids[:1], target="K.txt")
    privacy.log(ui.desk, "erase", 2, number="K00099")
    dialog = listed(LOG)
    table = dialog.log.table
    number = customers.rows(ui.desk, ids[:1])[0].number
    assert [cells(table, row, WHAT, WHOM, TARGET) for row in range(3)] == [
        ["Customer erased", "K00099 (2 customers)", ""],
        ["Copy of one person's data", number, "K.txt"],
        ["Export", "5 customers", "名单.xlsx"],
    ]
    dialog.log.kind.set_key("export")
    dialog.log.kind.picked.emit("export")
    assert table.model().rowCount() == 1
    dialog.log.kind.set_key("print")
    dialog.log.kind.picked.emit("print")
    assert dialog.log.pages.currentWidget().objectName() == "privacy-log-none"
    assert dialog.log.kind.isEnabled()


def test_an_empty_log_says_what_it_is_for(listed: Listed) -> None:
    dialog = listed()
    assert dialog.tabs.key() == LOG
    assert dialog.log.pages.currentWidget().objectName() == "privacy-log-empty"
    assert not dialog.log.export.isEnabled()


def test_a_long_log_is_read_as_one_scrolls(ui: Ui, listed: Listed) -> None:
    for count in range(450):
        privacy.log(ui.desk, "export", count)
    dialog = listed(LOG)
    model = dialog.log.model
    assert 0 < model.rowCount() < 450
    while model.canFetchMore():
        model.fetchMore()
    assert [cells(dialog.log.table, row, WHOM)[0] for row in (0, 449)] == ["449 customers", "0 customers"]


def test_the_log_is_written_into_a_file(
    ui: Ui, listed: Listed, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    privacy.log(ui.desk, "export", 3, target="名单.xlsx")
    path = tmp_path / "记录.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    dialog = listed(LOG)
    with qtbot.waitSignal(ui.bus.message):
        qtbot.mouseClick(dialog.log.export, Qt.MouseButton.LeftButton)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][2:4] == ["What", "Whose data"]
    assert rows[1][2:] == ["Export", "3 customers", "", "名单.xlsx"]


# requests


def test_a_request_is_noted_answered_and_undone(ui: Ui, listed: Listed, qtbot: QtBot) -> None:
    dialog = listed(REQUESTS)
    button = dialog.requests.findChild(QWidget, "privacy-requests-empty-button")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    adding = form(qtbot, dialog)
    enter("许念安")
    QTest.keyClick(adding.form.inputs["received_on"].widget, Qt.Key.Key_Return)
    assert not adding.isVisible()
    (request,) = privacy.requests(ui.desk)
    assert (request.kind, request.received_on, request.due_on) == ("access", TODAY, TODAY + dt.timedelta(days=15))
    assert cells(dialog.requests.table, 0, DUE, PERSON, ASKED) == [
        "Due in 15 days", f"{request.number} 许念安", "Access"
    ]  # fmt: skip
    back(qtbot, dialog)
    assert dialog.requests.table.hasFocus()
    press(dialog, Qt.Key.Key_Return)
    answering = form(qtbot, dialog)
    assert "许念安" in answering.windowTitle()
    QTest.keyClick(answering.form.inputs["outcome"].widget, Qt.Key.Key_Return)
    assert privacy.requests(ui.desk)[0].outcome == "done"
    assert not dialog.requests.answer.isEnabled()
    assert dialog.said.text() == "The request is answered"
    qtbot.mouseClick(dialog.undo, Qt.MouseButton.LeftButton)
    assert not privacy.requests(ui.desk)[0].answered
    assert dialog.requests.answer.isEnabled()


def test_overdue_ones_come_first_and_are_said_on_the_tab(ui: Ui, listed: Listed) -> None:
    old = TODAY - dt.timedelta(days=18)
    privacy.add_request(ui.desk, "deletion", subject="钟小姐", received_on=TODAY)
    privacy.add_request(ui.desk, "copy", subject="周先生", received_on=old)
    dialog = listed()
    assert dialog.tabs.key() == REQUESTS
    assert cells(dialog.requests.table, 0, DUE, PERSON) == ["Overdue by 3 days", "周先生"]
    tab = dialog.tabs.findChild(QWidget, "tab-requests")
    assert tab is not None
    assert tab.accessibleName() == "Requests 1 overdue"


def test_what_cannot_be_is_refused_beside_the_field(ui: Ui, listed: Listed, qtbot: QtBot) -> None:
    dialog = listed(REQUESTS)
    qtbot.mouseClick(dialog.requests.add, Qt.MouseButton.LeftButton)
    adding = form(qtbot, dialog)
    adding.accept()
    assert adding.form.refused() == ["customer"]
    adding.form.put("subject", "钟小姐")
    adding.form.put("received_on", "2026-11-22")
    adding.accept()
    assert adding.form.refused() == ["received_on"]
    adding.form.put("customer", "K99999")
    adding.form.put("received_on", "2026-11-20")
    adding.accept()
    assert adding.form.refused() == ["customer"]
    adding.form.put("customer", "")
    adding.accept()
    assert [request.subject for request in privacy.requests(ui.desk)] == ["钟小姐"]


def test_a_request_is_changed_and_deleted_by_keys(ui: Ui, listed: Listed, qtbot: QtBot) -> None:
    privacy.add_request(ui.desk, "copy", subject="周先生", received_on=TODAY)
    dialog = listed(REQUESTS)
    qtbot.mouseClick(dialog.requests.change, Qt.MouseButton.LeftButton)
    changing = form(qtbot, dialog)
    changing.form.put("received_on", "2026-11-01")
    QTest.keyClick(changing, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    (request,) = privacy.requests(ui.desk)
    assert (request.received_on, request.due_on) == (dt.date(2026, 11, 1), dt.date(2026, 11, 16))
    back(qtbot, dialog)
    dialog.requests.table.setFocus()
    press(dialog, Qt.Key.Key_Delete)
    assert privacy.requests(ui.desk) == []
    assert dialog.requests.pages.currentWidget().objectName() == "privacy-requests-empty"


def test_nothing_is_typed_while_personal_data_is_hidden(ui: Ui, listed: Listed, qtbot: QtBot) -> None:
    privacy.add_request(ui.desk, "copy", subject="周先生 13900000013", received_on=TODAY)
    dialog = listed(REQUESTS)
    ui.masking.set_on(True)
    assert cells(dialog.requests.table, 0, PERSON) == ["周先生 139****0013"]
    with qtbot.waitSignal(ui.masking.refused):
        press(dialog, Qt.Key.Key_Return)
    ui.masking.set_on(False)


# files nobody touched


@pytest.fixture
def later(desk: Desk, shown: OpenWindow) -> MainWindow:
    """The window, four years later."""
    path = desk.path
    customers.delete(desk, customers.find(desk, Listing("单雄信")))
    desk.close()
    return shown(open_desk(path, who="陈立", clock=lambda: NOW.replace(year=2030)))


def opened(qtbot: QtBot, window: MainWindow) -> PrivacyDialog:
    window.content.dialogs.privacy(RETENTION)
    dialog = window.findChild(PrivacyDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.retention.count > 0)
    return dialog


def test_files_nobody_touched_are_shown_in_the_list(later: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(qtbot, later)
    assert [dialog.retention.model.rowCount(), dialog.retention.count] == [4, 5]
    assert dialog.retention.sentence.text().startswith("Nobody changed or looked at these files for 3 years.")
    qtbot.mouseClick(dialog.retention.in_list, Qt.MouseButton.LeftButton)
    page = later.content.page
    qtbot.waitUntil(lambda: page.list.head.title() == "Files nobody touched" and page.list.count == 4)
    page.list.show_all()


def test_they_go_into_the_trash_and_come_back(later: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(qtbot, later)
    dialog.retention.list.selectAll()
    qtbot.mouseClick(dialog.retention.to_trash, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: customers.total(later.ui.desk) == 0)
    qtbot.waitUntil(lambda: dialog.undo.isVisible() and not later.ui.jobs.busy)
    assert dialog.said.text() == "4 customers are in the trash"
    qtbot.mouseClick(dialog.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not later.ui.jobs.busy)
    assert customers.total(later.ui.desk) == 4
    dialog.close()


def test_one_in_the_trash_is_erased(later: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(qtbot, later)
    dialog.retention.which.chosen.emit("living")
    dialog.retention.which.set_key("trash")
    dialog.retention.which.chosen.emit("trash")
    assert dialog.retention.model.rowCount() == 1
    qtbot.mouseClick(dialog.retention.erase, Qt.MouseButton.LeftButton)
    asking = dialog.findChild(EraseDialog)
    assert asking is not None
    qtbot.waitUntil(lambda: asking.erasure is not None)
    asking.typed.setText(asking.expected())
    qtbot.mouseClick(asking.confirm_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not later.ui.jobs.busy and dialog.retention.count == 4)
    assert customers.find(later.ui.desk, Listing(deleted=True)) == []
    dialog.close()


def test_one_is_opened(later: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(qtbot, later)
    wanted = dialog.retention.model.ids[1]
    dialog.retention.list.setCurrentIndex(dialog.retention.model.index(1))
    dialog.retention.list.setFocus()
    QTest.keyClick(dialog.retention.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: later.content.page.pane.customer_id == wanted)
    assert later.findChild(PrivacyDialog) is None or not dialog.isVisible()


def test_none_of_them_is_said(listed: Listed, qtbot: QtBot) -> None:
    dialog = listed(RETENTION)
    qtbot.waitUntil(lambda: dialog.retention.pages.currentWidget().objectName() == "privacy-retention-empty")
    assert "No file was left alone for 3 years." in dialog.retention.pages.currentWidget().accessibleName()
