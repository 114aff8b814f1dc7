"""A new data file is made of what can be read of a damaged one, driven as a person drives it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from crmdesk import app
from crmdesk.core.words import Words
from crmdesk.gui.dialogs import repairing
from crmdesk.gui.dialogs.files import FileTrouble
from crmdesk.gui.dialogs.repairing import RepairDialog
from crmdesk.gui.models.repairing import INCOMPLETE, KEPT, KIND, LOST
from crmdesk.gui.theme import palette
from crmdesk.gui.widgets.notices import NoticeBar
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers, security
from crmdesk.services.desk import Desk, open_desk
from crmdesk.services.security import Key
from tests.gui.backups import PAGE
from tests.gui.dialogs.conftest import press

PASSWORD = "kettle and 绿山 47"
Opened = Callable[..., RepairDialog]


@pytest.fixture
def damaged(desk: Desk) -> Path:
    """The path of a data file with `PEOPLE`, cut off after its first pages."""
    path = desk.path
    desk.close()
    content = path.read_bytes()
    assert len(content) > 20 * PAGE
    path.write_bytes(content[: len(content) // 2 // PAGE * PAGE])
    return path


@pytest.fixture
def dialog(qtbot: QtBot, words_en: Words, theme: palette.Theme) -> Opened:
    def show(path: Path, key: Key | None = None) -> RepairDialog:
        shown = RepairDialog(path, words_en, key)
        qtbot.addWidget(shown)
        shown.show()
        qtbot.waitUntil(shown.isActiveWindow)
        return shown

    return show


def row(dialog: RepairDialog, kind: str) -> list[str]:
    model = dialog.model
    rows = [[model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())]
    return next(each for each in rows if each[KIND] == kind)


def test_a_whole_file_is_taken_over_whole(qtbot: QtBot, desk: Desk, dialog: Opened):
    path = desk.path
    desk.close()
    before = path.read_bytes()
    shown = dialog(path)
    press(shown, Qt.Key.Key_Return)
    assert not shown.confirm_button.isEnabled()
    qtbot.waitUntil(lambda: not shown.busy)
    assert "Everything could be read." in shown.sentence.text()
    assert row(shown, "Customers") == ["Customers", "5", "0", "0"]
    press(shown, Qt.Key.Key_Return)
    assert shown.opened is not None
    assert path.read_bytes() == before
    new = open_desk(shown.opened, who="陈立", create=False)
    assert len(customers.find(new, customers.Listing(), 10)) == 5
    new.close()


def test_what_is_lost_is_counted(qtbot: QtBot, damaged: Path, dialog: Opened):
    before = damaged.read_bytes()
    shown = dialog(damaged)
    shown.accept()
    qtbot.waitUntil(lambda: not shown.busy)
    assert "Everything" not in shown.sentence.text()
    figures = [shown.model.index(r, c).data() for r in range(shown.model.rowCount()) for c in (KEPT, LOST, INCOMPLETE)]
    assert any(figure not in ("0",) for figure in figures)
    shown.reject()
    assert shown.opened is None
    assert damaged.read_bytes() == before


def test_what_is_hopeless_says_so(qtbot: QtBot, damaged: Path, dialog: Opened):
    damaged.write_bytes(damaged.read_bytes()[:PAGE])
    shown = dialog(damaged)
    shown.accept()
    qtbot.waitUntil(shown.trouble.isVisible)
    assert "Nothing can be salvaged" in shown.trouble.text()
    assert shown.confirm_button.isEnabled()
    assert list(damaged.parent.glob("*-salvaged*")) == []


def test_without_its_password_an_encrypted_one_is_not_read(
    qtbot: QtBot, desk: Desk, dialog: Opened, monkeypatch: pytest.MonkeyPatch
):
    path = desk.path
    desk.close()
    security.set_password(path, PASSWORD)
    monkeypatch.setattr(repairing, "ask_key", lambda *_asked: None)
    shown = dialog(path)
    shown.accept()
    qtbot.waitUntil(shown.trouble.isVisible)
    assert "protected by a password" in shown.trouble.text()
    assert shown.confirm_button.isEnabled()


def test_stopping_leaves_nothing(qtbot: QtBot, desk: Desk, dialog: Opened, monkeypatch: pytest.MonkeyPatch):
    path = desk.path
    desk.close()

    def endless(_path: Path, *, key: object, progress: Callable[[int, int | None], None]) -> None:
        while True:
            progress(1, 2)

    monkeypatch.setattr(repairing.salvaging, "salvage", endless)
    shown = dialog(path)
    shown.accept()
    press(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not shown.busy)
    assert shown.isVisible()
    assert shown.trouble.text() == ""
    assert shown.confirm_button.isEnabled()


def test_an_encrypted_one_asks_for_its_password(
    qtbot: QtBot, desk: Desk, dialog: Opened, monkeypatch: pytest.MonkeyPatch
):
    path = desk.path
    desk.close()
    key = security.set_password(path, PASSWORD)
    monkeypatch.setattr(repairing, "ask_key", lambda *_asked: key)
    shown = dialog(path)
    shown.accept()
    qtbot.waitUntil(lambda: shown.key is not None and not shown.busy)
    shown.accept()
    assert shown.opened is not None
    assert security.is_protected(shown.opened)
    open_desk(shown.opened, who="陈立", create=False, key=shown.key).close()


def test_the_start_offers_it_and_opens_the_new_file(
    qtbot: QtBot, damaged: Path, words_en: Words, theme: palette.Theme, monkeypatch: pytest.MonkeyPatch
):
    def repair(trouble: FileTrouble) -> int:
        trouble.findChild(QAbstractButton, "file-trouble-repair").click()
        return trouble.result()

    def by_hand(shown: RepairDialog) -> int:
        shown.accept()
        qtbot.waitUntil(lambda: not shown.busy)
        shown.accept()
        return shown.result()

    monkeypatch.setattr(FileTrouble, "exec", repair)
    monkeypatch.setattr(RepairDialog, "exec", by_hand)
    desk = app.choose_desk(damaged, words_en)
    assert desk is not None
    assert desk.path.name.startswith(f"{damaged.stem}-salvaged-")
    desk.close()


def test_the_notice_leads_to_it_and_the_new_file_is_in_the_window(
    qtbot: QtBot, window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    path = desk.path
    window.content.backups.tell_damaged()
    window.findChild(NoticeBar, "damaged-notice").buttons["repair"].click()
    asked = window.findChild(RepairDialog)
    qtbot.waitUntil(asked.isVisible)
    asked.confirm_button.click()
    qtbot.waitUntil(lambda: window.frame is not None and window.content.page.list.count == 5, timeout=20_000)
    report = next(each for each in window.findChildren(RepairDialog) if each.isVisible())
    assert row(report, "Customers")[:3] == ["Customers", "5", "0"]
    assert not report.confirm_button.isVisible()
    assert window.ui.desk.path != path
    assert window.windowTitle().endswith(window.ui.desk.path.stem)
    report.reject()
