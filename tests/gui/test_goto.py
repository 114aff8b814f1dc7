"""Ctrl+K: to any customer, page or action by a few letters."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmdesk.assets import load_words
from crmdesk.gui.dialogs.goto import MOST, GotoPopup
from crmdesk.gui.dialogs.order import OrderDialog
from crmdesk.gui.models.goto import ACTION, ALL, CUSTOMER, ENTRY_ROLE, ORDER, PLACE, Entry, found
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.window import MainWindow
from crmdesk.gui.window_menus import plain
from crmdesk.services import customers, orders, products
from crmdesk.services.desk import Desk
from tests.gui.conftest import OpenWindow, enter, opened
from tests.gui.test_window import CTRL, Key, names, press, shown_name


def open_goto(qtbot: QtBot, window: MainWindow) -> GotoPopup:
    press(qtbot, Key.Key_K, CTRL)
    popup = window.content.goto.popup
    assert popup.isVisible()
    assert QApplication.focusWidget() is popup.input
    return popup


def entries(popup: GotoPopup, kind: str = "") -> list[Entry]:
    rows = [row for row in popup.model.rows if isinstance(row, Entry)]
    return [row for row in rows if not kind or row.kind == kind]


def current(popup: GotoPopup) -> str:
    entry = popup.view.currentIndex().data(ENTRY_ROLE)
    assert isinstance(entry, Entry)
    return entry.title


def settled(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.content.page.list.finder.jobs.busy)


@pytest.mark.parametrize("typed", ["zw", "zhangwei", "张", "0013"])
def test_to_a_customer(qtbot: QtBot, window: MainWindow, typed: str):
    popup = open_goto(qtbot, window)
    enter(typed)
    qtbot.waitUntil(lambda: "张伟" in [entry.title for entry in entries(popup, CUSTOMER)])
    while current(popup) != "张伟":
        press(qtbot, Key.Key_Down)
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: shown_name(window) == "张伟")
    assert popup.isHidden()
    assert window.content.search.text() == ""
    assert QApplication.focusWidget() is window.content.page.view


@pytest.mark.parametrize("typed", ["D00002", "d00002", "2", "2026-甲/7"])
def test_to_an_order_by_its_number(qtbot: QtBot, window: MainWindow, desk: Desk, typed: str):
    products.add(desk, {"name": "胶带", "code": "P1", "price": "3"})
    lines = [{"product": "P1", "quantity": "100"}]
    first, second = (customers.id_of(desk, number) for number in ("K00001", "K00002"))
    number = {"number": typed} if typed.startswith("2026") else {}
    orders.add(desk, second, {"date": "2026-11-02"}, lines)
    wanted = orders.add(desk, first, {"date": "2026-11-03", **number}, lines)[0]
    popup = open_goto(qtbot, window)
    enter(typed)
    qtbot.waitUntil(lambda: bool(entries(popup, ORDER)))
    (entry,) = entries(popup, ORDER)
    assert "张伟" in entry.title
    assert "¥300.00" in entry.second
    if not typed.isdecimal():
        assert current(popup) == entry.title
    while current(popup) != entry.title:
        press(qtbot, Key.Key_Down)
    with qtbot.waitSignal(window.ui.bus.open_order) as opening:
        press(qtbot, Key.Key_Return)
    assert opening.args == [wanted]
    opened(window, OrderDialog).reject()


def test_no_order_of_the_trash_is_offered(qtbot: QtBot, window: MainWindow, desk: Desk):
    products.add(desk, {"name": "胶带", "code": "P1", "price": "3"})
    first, second = (customers.id_of(desk, number) for number in ("K00001", "K00002"))
    made = [
        orders.add(desk, customer, {"number": "X-1", "date": day}, [{"product": "P1", "quantity": "1"}])[0]
        for customer, day in ((first, "2026-11-02"), (second, "2026-11-02"), (second, "2026-11-03"))
    ]
    orders.delete(desk, [made[1]])
    customers.delete(desk, [first])
    popup = open_goto(qtbot, window)
    enter("X-1")
    qtbot.waitUntil(lambda: bool(entries(popup, ORDER)))
    assert [entry.key for entry in entries(popup, ORDER)] == [f"order-{made[2]}"]


def test_what_matches_is_marked(qtbot: QtBot, window: MainWindow):
    popup = open_goto(qtbot, window)
    enter("zw")
    qtbot.waitUntil(lambda: bool(entries(popup, CUSTOMER)))
    assert entries(popup, CUSTOMER)[0].spans == ((0, 2),)


def test_nothing_typed_offers_whom_one_opened_and_what_one_does(qtbot: QtBot, window: MainWindow):
    popup = open_goto(qtbot, window)
    settled(qtbot, window)
    assert len(entries(popup, CUSTOMER)) == 5
    assert [entry.key for entry in entries(popup, ACTION)][:3] == ["new-customer", "import", "export"]


def test_an_action_by_its_letters(qtbot: QtBot, window: MainWindow, preferences: Preferences):
    popup = open_goto(qtbot, window)
    enter("narrow")
    settled(qtbot, window)
    assert current(popup) == "Narrow navigation"
    assert entries(popup, ACTION)[0].keys == "F9"
    folded = window.content.navigation.is_folded()
    press(qtbot, Key.Key_Return)
    assert window.content.navigation.is_folded() != folded
    assert preferences.action_counts == {"fold": 1}
    open_goto(qtbot, window)
    assert "fold" in [entry.key for entry in entries(popup, ACTION)]


@pytest.mark.parametrize(("typed", "title"), [("huishou", "回收站"), ("jz", "金质"), ("回收", "回收站")])
def test_places_by_pinyin(qtbot: QtBot, shown: OpenWindow, desk: Desk, typed: str, title: str):
    window = shown(desk, load_words("zh_CN"))
    popup = open_goto(qtbot, window)
    enter(typed)
    settled(qtbot, window)
    assert title in [entry.title for entry in entries(popup, PLACE)]


def test_to_the_trash_and_to_a_group(qtbot: QtBot, window: MainWindow, desk: Desk):
    customers.edit(desk, 1, {"groups": "展会名单"})
    popup = open_goto(qtbot, window)
    enter("zhmd")
    settled(qtbot, window)
    assert current(popup) == "展会名单"
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: names(window) == ["张伟"])
    assert window.content.page.list.listing.group == "展会名单"


def test_the_last_entry_lists_all_matches(qtbot: QtBot, window: MainWindow):
    popup = open_goto(qtbot, window)
    enter("有限公司")
    qtbot.waitUntil(lambda: bool(entries(popup, ALL)))
    assert entries(popup)[-1].title == "Show all 2 matches in the list"
    press(qtbot, Key.Key_Up)
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: len(names(window)) == 2)
    assert window.content.search.text() == "有限公司"


def test_another_language_from_here(qtbot: QtBot, window: MainWindow):
    open_goto(qtbot, window)
    enter("zhongwen")
    settled(qtbot, window)
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: window.content.ui.words.language == "zh_CN")


def test_escape_gives_the_keyboard_back(qtbot: QtBot, window: MainWindow):
    before = QApplication.focusWidget()
    popup = open_goto(qtbot, window)
    press(qtbot, Key.Key_Escape)
    assert popup.isHidden()
    assert QApplication.focusWidget() is before


def test_it_goes_when_one_looks_elsewhere(qtbot: QtBot, window: MainWindow):
    popup = open_goto(qtbot, window)
    window.content.page.view.setFocus()
    assert popup.isHidden()


def test_a_click_chooses(qtbot: QtBot, window: MainWindow):
    popup = open_goto(qtbot, window)
    enter("narrow")
    settled(qtbot, window)
    folded = window.content.navigation.is_folded()
    place = popup.view.visualRect(popup.view.currentIndex()).center()
    qtbot.mouseClick(popup.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.content.navigation.is_folded() != folded


def test_never_more_than_a_dozen_and_all_in_sight(qtbot: QtBot, window: MainWindow, desk: Desk):
    for number in range(30):
        customers.add(desk, {"name": f"设置新客户{number}"})
    popup = open_goto(qtbot, window)
    for letter in ("e", "s", "a"):
        popup.input.setText(letter)
        settled(qtbot, window)
        assert len(entries(popup)) <= MOST
        assert popup.geometry().bottom() <= window.content.height()
        assert popup.view.verticalScrollBar().maximum() == 0


def test_it_says_what_it_is(qtbot: QtBot, window: MainWindow):
    popup = open_goto(qtbot, window)
    enter("narrow")
    settled(qtbot, window)
    for widget in (popup, popup.input, popup.view):
        told = QAccessible.queryAccessibleInterface(widget)
        assert told.text(QAccessible.Text.Name)
    assert popup.view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == "Narrow navigation, View, F9"


def test_ctrl_f_still_filters_the_list(qtbot: QtBot, window: MainWindow):
    press(qtbot, Key.Key_F, CTRL)
    assert QApplication.focusWidget() is window.content.search
    assert window.content.goto.popup.isHidden()


def test_every_enabled_action_is_offered(window: MainWindow):
    offered = {entry.key for entry in window.content.goto.entries()}
    for action in window.findChildren(QAction):
        listed = action.objectName() and action.menu() is None and action.associatedObjects()
        if (
            listed
            and action.isEnabled()
            and action.isVisible()
            and action.objectName().startswith(("sort-", "theme-", "language-"))
        ):
            assert action.objectName() in offered


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("&Open...", "Open"),
        ("文件(&F)", "文件"),
        ("导入(&I)...", "导入"),
        ("A && B\tCtrl+C", "A & B"),
        ("(x) y", "(x) y"),
    ],
)
def test_menu_words(text: str, words: str):
    assert plain(text) == words


def test_better_matches_come_first():
    made = [Entry(ACTION, title, title, lambda: None) for title in ("Reopen", "Open", "Go, open", "Other")]
    assert [entry.title for entry in found(made, "open", 3)] == ["Open", "Go, open", "Reopen"]
