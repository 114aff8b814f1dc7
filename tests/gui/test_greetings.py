"""The tab Greetings of the page Today as one works with it: whom, with which words, noted, taken back, written out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.gui.dialogs.greeting_texts import GreetingTextsDialog
from crmdesk.gui.pages.today_greetings import GreetingsTab
from crmdesk.gui.window import MainWindow
from crmdesk.services import contacts, customers, greetings, history, interactions, settings
from crmdesk.services.desk import Desk
from crmdesk.sheets.reading import read_book
from tests.gui.conftest import OpenWindow, enter, opened

FIRM, PERSON, LATE = 2, 5, 1
"""Of `PEOPLE`: an enterprise, somebody with a birthday to come, somebody whose birthday was two days ago."""


@pytest.fixture
def greeting(desk: Desk, shown: OpenWindow) -> MainWindow:
    """On 21 November 2026: 周砚秋 on the 26th (lunar), 许念安 on the 28th, 张伟 missed on the 19th."""
    settings.change(desk, "company.name", "青屿包装")
    customers.edit(desk, FIRM, {"tier": "silver", "founded_on": "2009-11-25"})
    typed = {"name": "周砚秋", "title": "总经理", "birthday": "农历十月十八", "mobile": "13900000014", "main": "yes",
             "role": "decides"}  # fmt: skip
    contacts.add(desk, FIRM, typed)
    customers.edit(desk, PERSON, {"birthday": "1990-11-28", "gender": "female"})
    customers.edit(desk, LATE, {"birthday": "1985-11-19"})
    return shown(desk)


def go(window: MainWindow, qtbot: QtBot) -> GreetingsTab:
    window.ui.bus.go.emit("today/greetings")
    tab = window.content.places.page("today").tab("greetings")
    qtbot.waitUntil(lambda: tab.found is not None and not window.ui.jobs.busy)
    window.content.places.page("today").take_keyboard()
    return tab


def idle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.ui.jobs.busy)


def titles(tab: GreetingsTab) -> list[str]:
    return [line.title for line in tab.list.lines]


def scope(window: MainWindow, tab: GreetingsTab, key: str, qtbot: QtBot) -> None:
    tab.scopes.go_to((key, 0))
    qtbot.waitUntil(lambda: tab.found.scope == key and not window.ui.jobs.busy)


def test_the_next_days_one_by_one(greeting: MainWindow, desk: Desk, qtbot: QtBot):
    tab = go(greeting, qtbot)
    assert QApplication.focusWidget() is tab.list
    assert titles(tab) == ["周砚秋 周总, 禾砚精密机械（嘉兴）有限公司"] * 2 + ["许念安 许女士"]
    assert [line.second for line in tab.list.lines] == [
        "Founding day, 17 years ago", "Birthday, lunar 10-18", "Birthday, solar 28 Nov, turns 36",
    ]  # fmt: skip
    assert tab.status() == ["3 people to greet"]
    qtbot.keyClick(tab.list, Qt.Key.Key_Down)
    first = tab.card.text.toPlainText()
    assert first.startswith("周总，生日快乐！")
    qtbot.keyClick(tab.list, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: tab.card.text.toPlainText() != first)
    assert "周总" in tab.card.text.toPlainText()
    tab.card.text.selectAll()
    tab.card.text.setFocus()
    enter("周总，生日快乐，晚上给您送蛋糕来！")
    tab.card.copy.click()
    assert QGuiApplication.clipboard().text() == "周总，生日快乐，晚上给您送蛋糕来！"
    tab.list.setFocus()
    qtbot.keyClick(tab.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(tab.list.lines) == 2)
    (made,) = [each for each in interactions.of_customer(desk, FIRM) if each.values["kind"] == "message"]
    assert made.values["content"] == "周总，生日快乐，晚上给您送蛋糕来！"
    assert tab.list.current().title == "许念安 许女士", "the next one is in hand"
    greeting.ui.wrote(history.undo(desk)[1])
    qtbot.waitUntil(lambda: len(tab.list.lines) == 3)


def test_several_at_once_and_taken_back(greeting: MainWindow, desk: Desk, qtbot: QtBot):
    tab = go(greeting, qtbot)
    qtbot.keyClick(tab.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert tab.card.done.text() == "Greeted 3"
    assert not tab.card.text.isVisible(), "two occasions have no text in common"
    tab.card.skip.click()
    qtbot.waitUntil(lambda: not tab.list.lines)
    idle(greeting, qtbot)
    tab.findChild(QWidget, "no-greetings-button").click()
    qtbot.waitUntil(lambda: len(tab.list.lines) == 3)
    assert {line.second.rsplit(", ", 1)[1] for line in tab.list.lines} == {"Not greeted"}
    tab.list.selectAll()
    tab.list.ticked.emit()
    qtbot.waitUntil(lambda: [line.ticked for line in tab.list.lines] == [False] * 3)
    assert greetings.upcoming(desk, desk.today()).pending == 3


def test_a_click_on_the_box_greets_one(greeting: MainWindow, desk: Desk, qtbot: QtBot):
    tab = go(greeting, qtbot)
    rect = tab.list.visualRect(tab.list.model().index(2, 0))
    QTest.mouseClick(
        tab.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        rect.topLeft() + tab.list.rect().topLeft().__class__(24, 18),
    )  # fmt: skip
    qtbot.waitUntil(lambda: len(tab.list.lines) == 2)
    assert not any("许念安" in title for title in titles(tab))
    scope(greeting, tab, "missed", qtbot)
    assert titles(tab) == ["张伟"]
    tab.list.menu_asked.emit(tab.list.mapToGlobal(rect.center()))
    menu = tab.findChild(QMenu, "greetings-menu")
    assert [each.objectName() for each in menu.actions() if not each.isSeparator()] == [
        "greetings-done", "greetings-skip", "greetings-copy", "greetings-open", "greetings-briefing", "greetings-log",
    ]  # fmt: skip
    menu.close()


def test_a_holiday_by_tier_written_into_a_list(
    greeting: MainWindow, desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    tab = go(greeting, qtbot)
    scope(greeting, tab, "winter-solstice/2026-12-22", qtbot)
    assert len(tab.list.lines) == 5
    tab.tier.set_key("silver")
    tab.tier.picked.emit("silver")
    qtbot.waitUntil(lambda: len(tab.list.lines) == 1)
    target = tmp_path / "冬至.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    with qtbot.waitSignal(greeting.ui.bus.message) as said:
        tab.export.click()
    assert said.args[0] == "1 person in 冬至.xlsx"
    book = read_book(target)
    cells = [str(cell) for row in book.sheets[0].rows for cell in row]
    assert "周总" in cells
    assert any(cell.startswith("周总，冬至") and "青屿包装" in cell for cell in cells)
    greeting.ui.masking.set_on(True)
    idle(greeting, qtbot)
    target.unlink()
    with qtbot.waitSignal(greeting.ui.masking.refused):
        tab.export.click()
    tab.card.greet_asked.emit()
    assert not target.exists()
    assert greetings.to_greet(desk, "winter-solstice", desk.today().replace(month=12, day=22)).done == 0


def test_hidden_birthdays_are_not_told_by_their_day(greeting: MainWindow, qtbot: QtBot):
    tab = go(greeting, qtbot)
    greeting.ui.masking.set_on(True)
    qtbot.waitUntil(lambda: tab.list.lines[1].right == "")
    idle(greeting, qtbot)
    tab.list.setCurrentIndex(tab.list.model().index(2, 0))
    told = " ".join((tab.list.lines[2].told, *(each.accessibleName() for each in tab.card.findChildren(QWidget))))
    assert not any(text in told for text in ("28", "36", "1390", "Today"))


def test_files_that_lack_a_birthday(greeting: MainWindow, qtbot: QtBot):
    tab = go(greeting, qtbot)
    scope(greeting, tab, "missing", qtbot)
    assert [(line.title, line.right) for line in tab.list.lines] == [("周砚秋", "No home address")]
    with qtbot.waitSignal(greeting.ui.bus.open_customer) as asked:
        tab.gap.open.click()
    assert asked.args == [FIRM]


def test_texts_of_ones_own(greeting: MainWindow, desk: Desk, qtbot: QtBot):
    tab = go(greeting, qtbot)
    tab.list.setCurrentIndex(tab.list.model().index(1, 0))
    tab.own.click()
    dialog = opened(greeting, GreetingTextsDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.occasion.key() == "birthday"
    count = dialog.box.table.model().rowCount()
    dialog.box.add()
    enter("{称呼}，{寿星}快乐！")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "{寿星}" in dialog.box.problem.text())
    qtbot.waitUntil(lambda: QApplication.focusWidget().objectName() == "line-editor")
    QApplication.focusWidget().selectAll()
    enter("{称呼}，祝您生日快乐，{公司}全体同仁。")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.box.table.model().rowCount() == count + 1)
    qtbot.waitUntil(lambda: dialog._example.text() == "For example: 周总，祝您生日快乐，青屿包装全体同仁。")
    dialog.box.table.setCurrentIndex(dialog.box.table.model().index(1, 0))
    qtbot.keyClick(dialog.box.table, Qt.Key.Key_Delete)
    assert dialog.reset_link.isVisible()
    dialog.reset_link.click()
    assert dialog.box.table.model().rowCount() == count + 1
    assert not dialog.reset_link.isVisible()
    dialog.reject()
    qtbot.waitUntil(lambda: tab.card.text.toPlainText() == "周总，祝您生日快乐，青屿包装全体同仁。")
