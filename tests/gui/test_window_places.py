"""The window with several pages: going from one to another, and keys that act on the page shown alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.gui.pages.orders import OrdersPage
from crmdesk.gui.window import MainWindow
from crmdesk.gui.window_place import bring_back, remember
from crmdesk.services import customers
from crmdesk.services.desk import Desk
from tests.gui.conftest import OpenWindow, enter
from tests.gui.order_samples import sell
from tests.gui.test_window import CTRL, Key, action, names, press


@pytest.fixture
def window(qtbot: QtBot, shown: OpenWindow, desk: Desk) -> MainWindow:
    sell(desk)
    return shown(desk)


def orders_page(qtbot: QtBot, window: MainWindow) -> OrdersPage:
    page = window.content.places.page("orders")
    assert isinstance(page, OrdersPage)
    qtbot.waitUntil(lambda: not page.jobs.busy)
    return page


def place_of(window: MainWindow) -> int:
    return [page.place.key for page in window.content.places.pages].index("orders") + 1


def to_orders(qtbot: QtBot, window: MainWindow) -> OrdersPage:
    press(qtbot, Key(Key.Key_0 + place_of(window)), CTRL)
    page = orders_page(qtbot, window)
    assert page.isVisible()
    return page


def status(window: MainWindow) -> str:
    return window.content.status.findChild(QWidget, "status-left").accessibleName()


def test_pages_are_reached_by_key_and_del_deletes_what_is_shown(qtbot: QtBot, window: MainWindow, desk: Desk):
    assert window.content.page.view.selected_count() == 1
    page = to_orders(qtbot, window)
    assert page.isAncestorOf(QApplication.focusWidget())
    assert status(window) == "华东客户 4 orders 1 row selected"
    press(qtbot, Key.Key_Delete)
    press(qtbot, Key.Key_E, CTRL)
    qtbot.waitUntil(lambda: status(window).startswith("华东客户 3 orders"))
    assert customers.total(desk) == 5
    assert not window.content.page.pane.editing
    action(window, "undo").trigger()
    qtbot.waitUntil(lambda: status(window).startswith("华东客户 4 orders"))
    page.current.table.clearSelection()
    assert not action(window, "delete").isEnabled()
    press(qtbot, Key.Key_2, CTRL)
    assert QApplication.focusWidget() is window.content.page.view
    assert action(window, "delete").isEnabled()
    assert status(window) == "华东客户 5 customers 1 selected"


def test_typing_in_the_search_box_goes_on_among_the_customers(qtbot: QtBot, window: MainWindow):
    page = to_orders(qtbot, window)
    press(qtbot, Key.Key_F, CTRL)
    assert QApplication.focusWidget() is page.current.search
    window.content.search.enter()
    enter("z")
    enter("w")
    assert QApplication.focusWidget() is window.content.search
    assert window.content.page.isVisible()
    qtbot.waitUntil(lambda: names(window) == ["张伟"])


def test_menus_and_go_to_lead_to_every_page(qtbot: QtBot, window: MainWindow):
    titles = {entry.title: entry for entry in window.content.goto.entries()}
    titles["Receivables"].does()
    page = orders_page(qtbot, window)
    assert page.isVisible()
    assert page.part() == "receivables"
    assert titles["New order"].kind == "action"
    titles["Trash"].does()
    assert window.content.page.isVisible()
    action(window, "go-orders").trigger()
    assert page.isVisible()
    action(window, "show-all").trigger()
    assert window.content.page.isVisible()
    to_orders(qtbot, window)
    press(qtbot, Key.Key_N, CTRL)
    assert window.content.page.pane.editing


def test_new_orders_are_of_the_customer_in_sight(qtbot: QtBot, window: MainWindow):
    menu = window.findChild(QMenu, "menu-new")
    here = window.content.page.pane.customer_id
    assert here is not None
    assert menu.customer_id() == here
    to_orders(qtbot, window)
    assert menu.customer_id() is None


def test_the_place_stays_in_another_language_and_when_brought_back(qtbot: QtBot, window: MainWindow):
    window.ui.bus.go.emit("orders/products")
    assert remember(window).page == "orders/products"
    window.content.dialogs.language_asked.emit("zh_CN")
    page = orders_page(qtbot, window)
    assert window.ui.words.chinese
    qtbot.waitUntil(page.isVisible)
    assert page.part() == "products"
    place = remember(window)
    window.ui.bus.go.emit("customers")
    bring_back(window, place)
    assert page.isVisible()
    assert page.isAncestorOf(QApplication.focusWidget())


def test_a_place_that_is_not_there_changes_nothing(window: MainWindow):
    window.ui.bus.go.emit("nowhere/at-all")
    assert window.content.places.current == "customers"


def test_an_empty_file_says_welcome_among_the_customers_alone(qtbot: QtBot, shown: OpenWindow, empty_desk: Desk):
    window = shown(empty_desk)
    assert window.content.welcome.isVisible()
    page = to_orders(qtbot, window)
    qtbot.waitUntil(page.current.empty.isVisible)
    window.content.search.enter()
    enter("a")
    assert window.content.welcome.isVisible()
    assert QApplication.focusWidget() is window.content.search


def test_personal_data_in_tables_is_hidden_too(qtbot: QtBot, window: MainWindow, desk: Desk):
    customers.edit(desk, customers.id_of(desk, "K00002"), {"name": "王 13900000014"})
    page = to_orders(qtbot, window)
    model = page.current.table.model()
    assert model.index(0, 2).data() == "王 13900000014"
    window.ui.masking.set_on(True)
    assert "13900000014" not in model.index(0, 2).data(Qt.ItemDataRole.ToolTipRole)
