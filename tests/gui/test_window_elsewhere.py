"""What other programs do to the data file while its window is open, and where the file lies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from crmdesk.core.words import Words
from crmdesk.gui.widgets.notices import NoticeBar
from crmdesk.gui.window import MainWindow
from crmdesk.gui.window_waiting import WaitingDialog
from crmdesk.services import customers
from crmdesk.services.desk import Desk
from tests.desk import make_desk
from tests.gui.conftest import PEOPLE, OpenWindow, enter
from tests.other_program import Start, programs


@pytest.fixture
def start() -> Iterator[Start]:
    with programs() as start:
        yield start


def said(window: MainWindow) -> str:
    return window.content.teller.said()[0]


def test_the_window_tells_and_shows_what_another_program_changed(
    qtbot: QtBot, window: MainWindow, desk: Desk, start: Start
):
    other = start(desk.path, "王晓")
    pane = window.content.page.pane
    qtbot.waitUntil(lambda: pane.customer_id is not None)
    shown = pane.customer_id
    count = window.content.page.list.count
    other.do("add", "新来的客户", "13900000099")
    qtbot.waitUntil(lambda: said(window).startswith("Changed by 王晓: "), timeout=10_000)
    qtbot.waitUntil(lambda: window.content.page.list.count == (count or 0) + 1, timeout=10_000)
    assert pane.customer_id == shown
    other.do("edit", shown, "name", "改了名的客户")
    qtbot.waitUntil(lambda: pane._file is not None and pane._file.name == "改了名的客户", timeout=10_000)
    assert not pane.editing


def test_what_is_being_typed_stays_and_the_conflict_is_told_at_once(
    qtbot: QtBot, window: MainWindow, desk: Desk, start: Start
):
    other = start(desk.path, "王晓")
    pane = window.content.page.pane
    qtbot.waitUntil(lambda: pane.customer_id is not None)
    shown = pane.customer_id or 0
    pane.start_editing("name")
    form = pane.editing_part.form
    form.inputs["name"].focus()
    form.inputs["name"].set_text("")
    enter("我正在打的名字")
    other.do("edit", shown, "city", "湖州市")
    bar = pane.editing_part.elsewhere
    qtbot.waitUntil(bar.isVisible, timeout=10_000)
    assert "王晓" in bar.accessibleName()
    assert "What you typed is still here" in bar.accessibleName()
    assert (form.text("name"), form.text("city")) == ("我正在打的名字", "湖州市")
    other.do("edit", shown, "name", "另一个名字")
    qtbot.waitUntil(lambda: "Changed here and there" in bar.accessibleName(), timeout=10_000)
    assert form.text("name") == "我正在打的名字"
    assert form.changes() == {"name": "我正在打的名字"}
    pane.save()
    assert not bar.isVisible()
    assert customers.file(desk, shown).name == "我正在打的名字"
    assert customers.file(desk, shown).values["city"] == "湖州市"


def test_the_window_waits_for_a_long_write_and_says_so(qtbot: QtBot, window: MainWindow, desk: Desk, start: Start):
    other = start(desk.path, "王晓")
    pane = window.content.page.pane
    qtbot.waitUntil(lambda: pane.customer_id is not None)
    shown = pane.customer_id or 0
    seen: list[str] = []
    painted: list[int] = []
    beating = QTimer(window, interval=20)
    beating.timeout.connect(lambda: painted.append(1))
    look = QTimer(window, interval=20)

    def let_go_when_told() -> None:
        dialog = window.findChild(WaitingDialog)
        if dialog is not None and dialog.isVisible() and not seen:
            seen.append(dialog.windowTitle())
            other.let_go()

    look.timeout.connect(let_go_when_told)
    pane.start_editing("name")
    pane.editing_part.form.put("name", "等到了的名字")
    other.hold()
    beating.start()
    look.start()
    pane.save()
    beating.stop()
    look.stop()
    assert seen == ["Waiting"]
    assert len(painted) > 10
    assert not pane.editing
    assert customers.file(desk, shown).name == "等到了的名字"
    qtbot.waitUntil(lambda: window.findChild(WaitingDialog) is None)


def test_waiting_can_be_given_up_and_loses_nothing(qtbot: QtBot, window: MainWindow, desk: Desk, start: Start):
    other = start(desk.path, "王晓")
    pane = window.content.page.pane
    qtbot.waitUntil(lambda: pane.customer_id is not None)
    look = QTimer(window, interval=20)

    def cancel() -> None:
        for button in window.findChildren(QPushButton, "waiting-cancel"):
            if button.isVisible():
                button.click()

    look.timeout.connect(cancel)
    pane.start_editing("name")
    pane.editing_part.form.put("name", "还没存的名字")
    other.hold()
    look.start()
    pane.save()
    look.stop()
    assert pane.editing
    assert "Another program is writing" in pane.editing_part.trouble.accessibleName()
    assert pane.editing_part.form.text("name") == "还没存的名字"
    other.let_go()
    pane.save()
    assert not pane.editing


def test_work_in_the_background_waits_and_says_so(qtbot: QtBot, window: MainWindow, desk: Desk, start: Start):
    other = start(desk.path, "王晓")
    other.hold()
    done: list[object] = []
    ui = window.ui
    ui.jobs.run(window, lambda desk, _job: customers.add(desk, {"name": "后台加的"}), done.append, done.append)
    qtbot.waitUntil(lambda: "Waiting" in said(window), timeout=10_000)
    assert done == []
    other.let_go()
    qtbot.waitUntil(lambda: len(done) == 1)
    qtbot.waitUntil(lambda: "Waiting" not in said(window))
    assert not isinstance(done[0], Exception)


def test_background_work_that_waits_can_be_cancelled(qtbot: QtBot, window: MainWindow, desk: Desk, start: Start):
    other = start(desk.path, "王晓")
    other.hold()
    done: list[object] = []
    job = window.ui.jobs.run(
        window, lambda desk, _job: customers.add(desk, {"name": "不要了"}), done.append, done.append
    )
    qtbot.waitUntil(lambda: "Waiting" in said(window), timeout=10_000)
    job.cancel()
    qtbot.waitUntil(lambda: not window.ui.jobs.busy)
    assert done == []
    other.let_go()
    assert desk.data.database.execute_sql("SELECT count(*) FROM customer").fetchone() == (len(PEOPLE),)


def test_a_file_that_went_away_is_told_at_once(qtbot: QtBot, window: MainWindow, desk: Desk):
    away = desk.path.with_name("away")
    desk.path.rename(away)
    qtbot.waitUntil(lambda: window.findChild(NoticeBar, "gone-notice") is not None, timeout=10_000)
    assert str(desk.path) in window.findChild(NoticeBar, "gone-notice").accessibleName()
    away.rename(desk.path)
    qtbot.waitUntil(lambda: window.findChild(NoticeBar, "gone-notice") is None, timeout=10_000)


def test_what_was_typed_stays_when_the_file_went_away(qtbot: QtBot, window: MainWindow, desk: Desk):
    pane = window.content.page.pane
    qtbot.waitUntil(lambda: pane.customer_id is not None)
    shown = pane.customer_id or 0
    pane.start_editing("name")
    pane.editing_part.form.put("name", "还没存的名字")
    away = desk.path.with_name("away")
    desk.path.rename(away)
    pane.save()
    assert pane.editing
    assert pane.editing_part.form.text("name") == "还没存的名字"
    assert str(desk.path) in pane.editing_part.trouble.accessibleName()
    away.rename(desk.path)
    pane.save()
    assert not pane.editing
    assert customers.file(desk, shown).name == "还没存的名字"


def test_a_synced_folder_is_pointed_out(qtbot: QtBot, shown: OpenWindow, tmp_path: Path, words_en: Words):
    folder = tmp_path / "坚果云"
    folder.mkdir()
    desk = make_desk(folder)
    customers.add(desk, {"name": "禾砚"})
    window = shown(desk, words_en)
    bar = window.findChild(NoticeBar, "risk-notice")
    assert "坚果云" in bar.accessibleName()
    bar.buttons["close"].click()
    qtbot.waitUntil(lambda: window.findChild(NoticeBar, "risk-notice") is None)


def test_the_way_from_the_notice_to_the_backup_folder(qtbot: QtBot, shown: OpenWindow, tmp_path: Path, words_en: Words):
    folder = tmp_path / "OneDrive - 公司"
    folder.mkdir()
    window = shown(make_desk(folder), words_en)
    asked: list[str] = []
    window.ui.bus.open_settings.connect(asked.append)
    window.findChild(NoticeBar, "risk-notice").buttons["backups"].click()
    assert len(asked) == 1
    settings = window.content.dialogs.open_settings()
    assert settings is not None
    settings.close()


def test_a_copy_on_this_disk_is_not_mentioned(window: MainWindow):
    assert window.findChild(NoticeBar, "risk-notice") is None
