"""The page Orders: lists, filters, sums, receivables, products, commission; keys and what they ask the window for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.gui.dialogs.order_ending import LostDialog
from crmdesk.gui.pages.orders import OrdersPage
from crmdesk.gui.pages.orders_part import Part
from crmdesk.gui.ui import Ui
from crmdesk.services import customers, history, orders, settings
from crmdesk.services.desk import Desk
from tests.gui.conftest import enter
from tests.gui.order_samples import LATE, OFFERED, OPEN, PAID, sell

Key = Qt.Key
Show = Callable[[str], Part]


@pytest.fixture
def sold(desk: Desk) -> list[int]:
    return sell(desk)


@pytest.fixture
def page(qtbot: QtBot, ui: Ui, sold: list[int]) -> Iterator[OrdersPage]:
    page = OrdersPage(ui)
    qtbot.addWidget(page)
    page.resize(1136, 660)
    page.show()
    qtbot.waitUntil(page.isActiveWindow)
    yield page
    page.close_down()


@pytest.fixture
def show(qtbot: QtBot, page: OrdersPage) -> Show:
    """A tab once what it reads is there, with the keyboard."""

    def show(key: str) -> Part:
        page.show_part(key)
        rest(qtbot, page)
        page.take_keyboard()
        return page.current

    return show


def rest(qtbot: QtBot, page: OrdersPage) -> None:
    qtbot.waitUntil(lambda: not page.jobs.busy)


def cells(part: Part) -> list[list[str]]:
    model = part.table.model()
    shown = [c for c in range(model.columnCount()) if not part.table.isColumnHidden(c)]
    return [[str(model.index(row, c).data() or "") for c in shown] for row in range(model.rowCount())]


def numbers(part: Part) -> list[str]:
    return [row[0] for row in cells(part)]


def sums(part: Part) -> str:
    return part.sums.facts.accessibleName()


def press(qtbot: QtBot, key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key, modifiers)


def test_orders_are_listed_with_how_they_stand_and_their_sums(show: Show):
    part = show("orders")
    listed = cells(part)
    assert numbers(part) == ["D00004", "D00003", "D00002", "D00001"]
    assert [row[-1] for row in listed] == ["Offer", "Order", "On hold", "Payment overdue"]
    assert listed[3][5:9] == ["¥1,000.00", "¥300.00", "¥700.00", "31 Jul 2026"]
    assert sums(part) == "Ordered ¥1,700.00, Paid ¥500.00, Still due ¥1,200.00, Open offers ¥70.00"
    assert part.status() == ["4 orders", "1 row selected"]


def test_filters_narrow_the_list_and_esc_takes_them_away(qtbot: QtBot, page: OrdersPage, show: Show):
    part = show("orders")
    part.states.set_key("open")
    part.states.picked.emit("open")
    rest(qtbot, page)
    assert numbers(part) == ["D00003", "D00001"]
    qtbot.mouseClick(part.period.findChild(QAbstractButton, "segment-month"), Qt.MouseButton.LeftButton)
    rest(qtbot, page)
    assert numbers(part) == ["D00003"]
    assert sums(part).startswith("Ordered ¥500.00")
    part.table.setFocus()
    press(qtbot, Key.Key_Escape)
    rest(qtbot, page)
    assert len(numbers(part)) == 4
    press(qtbot, Key.Key_D)
    assert QApplication.focusWidget() is part.search
    enter("00002")
    rest(qtbot, page)
    assert numbers(part) == ["D00002"]
    part.search.setText("没有的东西")
    rest(qtbot, page)
    assert part.empty.isVisible()
    assert part.empty.accessibleName() == "No order is like that."
    assert not part.sums.isVisible()


def test_a_click_on_a_column_orders_by_it(qtbot: QtBot, page: OrdersPage, show: Show):
    part = show("orders")
    press(qtbot, Key.Key_End)
    for expected in (["D00001", "D00003", "D00002", "D00004"], ["D00004", "D00002", "D00003", "D00001"]):
        header = part.table.horizontalHeader()
        at = header.sectionViewportPosition(5) + 20
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at, 8))
        rest(qtbot, page)
        assert numbers(part) == expected
        assert part.table.current_row().number == "D00001"


def test_keys_open_an_order_its_customer_and_a_new_one(qtbot: QtBot, ui: Ui, show: Show, sold: list[int]):
    show("orders")
    asked: list[object] = []
    ui.bus.open_order.connect(lambda each: asked.append(("order", each)))
    ui.bus.open_customer.connect(lambda each: asked.append(("customer", each)))
    ui.bus.new_order.connect(lambda *each: asked.append(each))
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, Key.Key_Insert)
    second = customers.id_of(ui.desk, "K00002")
    assert asked == [("order", sold[OFFERED]), ("customer", second), (None, "ordered")]


def test_del_deletes_the_order_and_undo_brings_it_back_into_hand(qtbot: QtBot, page: OrdersPage, ui: Ui, show: Show):
    part = show("orders")
    said: list[tuple[str, bool]] = []
    ui.bus.message.connect(lambda *each: said.append(each))
    press(qtbot, Key.Key_Delete)
    rest(qtbot, page)
    assert said == [("1 order deleted", True)]
    assert numbers(part) == ["D00003", "D00002", "D00001"]
    assert part.table.current_row().number == "D00003"
    assert customers.total(ui.desk) == 5
    ui.wrote(history.undo(ui.desk)[1])
    rest(qtbot, page)
    assert part.table.current_row().number == "D00004"
    ui.masking.set_on(True)
    press(qtbot, Key.Key_Delete)
    rest(qtbot, page)
    assert part.count == 4, "nothing is changed while personal data is hidden"


def menu_of(part: Part, name: str) -> dict[str, object]:
    menu = QMenu(part)
    part.fill_menu(menu)
    return {each.objectName().removeprefix(f"{name}-"): each for each in menu.actions() if each.objectName()}


def test_what_may_be_done_follows_the_state(qtbot: QtBot, page: OrdersPage, ui: Ui, show: Show, sold: list[int]):
    part = show("orders")
    offered = menu_of(part, "orders")
    assert {"win", "lose", "cancel"} < set(offered)
    assert "payment" not in offered
    offered["lose"].trigger()
    (dialog,) = page.window().findChildren(LostDialog)
    dialog.reject()
    offered["win"].trigger()
    rest(qtbot, page)
    assert orders.order(ui.desk, sold[OFFERED]).state == "ordered"
    ordered = menu_of(part, "orders")
    assert "win" not in ordered
    assert "payment" in ordered
    assert ("release" in ordered) is part.table.current_row().hold


def test_only_what_concerns_it_is_read_again(qtbot: QtBot, page: OrdersPage, ui: Ui, show: Show, sold: list[int]):
    part = show("orders")
    told: list[int] = []
    part.shown.connect(lambda: told.append(1))
    ui.wrote(settings.change(ui.desk, "company.name", "禾砚"))
    rest(qtbot, page)
    assert not told
    ui.wrote(orders.edit(ui.desk, sold[OPEN], {"number": "HT-7"}))
    rest(qtbot, page)
    assert numbers(part)[1] == "HT-7"
    products = show("products")
    assert page.part() == "products"
    ui.wrote(orders.delete(ui.desk, sold[PAID:OPEN]))
    rest(qtbot, page)
    assert products.count == 1
    assert len(numbers(show("orders"))) == 3


def test_payments_with_their_sum(qtbot: QtBot, page: OrdersPage, ui: Ui, show: Show, sold: list[int]):
    part = show("payments")
    assert [row[3] for row in cells(part)] == ["D00001", "D00002"]
    assert sums(part) == "Money received ¥500.00"
    asked: list[object] = []
    ui.bus.open_order.connect(asked.append)
    press(qtbot, Key.Key_Return)
    assert asked == [sold[LATE]]
    part.methods.set_key("cash")
    part.methods.picked.emit("cash")
    rest(qtbot, page)
    assert [row[5] for row in cells(part)] == ["¥200.00"]
    part.take_keyboard()
    press(qtbot, Key.Key_Delete)
    rest(qtbot, page)
    assert orders.order(ui.desk, sold[PAID]).due == 200


def test_receivables_by_age_lead_to_the_unpaid_orders(qtbot: QtBot, page: OrdersPage, show: Show):
    part = show("receivables")
    buckets = {each.objectName(): each.accessibleName() for each in part.buckets.findChildren(QAbstractButton)}
    assert buckets["count-all"] == "Total ¥1,200.00"
    assert buckets["count-not-due"] == "Not due yet ¥500.00"
    assert buckets["count-over-90"] == "Over 90 days ¥700.00"
    assert [row[:4] for row in cells(part)] == [
        ["张伟", "¥700.00", "¥700.00", "31 Jul 2026"],
        ["禾砚精密机械（嘉兴）有限公司", "¥500.00", "", ""],
    ]
    qtbot.mouseClick(part.buckets.findChild(QWidget, "count-not-due"), Qt.MouseButton.LeftButton)
    assert [row[:2] for row in cells(part)] == [["禾砚精密机械（嘉兴）有限公司", "¥500.00"]]
    qtbot.mouseClick(part.buckets.findChild(QWidget, "count-31-60"), Qt.MouseButton.LeftButton)
    assert part.empty.accessibleName() == "Nobody owes anything for so long."
    qtbot.mouseClick(part.buckets.findChild(QWidget, "count-over-90"), Qt.MouseButton.LeftButton)
    part.take_keyboard()
    press(qtbot, Key.Key_Return)
    rest(qtbot, page)
    assert page.part() == ""
    assert numbers(page.current) == ["D00001"]
    qtbot.keyClick(page.findChild(QAbstractButton, "orders-customer"), Key.Key_Delete)
    rest(qtbot, page)
    assert numbers(page.current) == ["D00003", "D00001"]


def test_products_with_those_no_longer_sold(qtbot: QtBot, page: OrdersPage, show: Show):
    part = show("products")
    assert [row[:2] + row[4:7] for row in cells(part)] == [["A1", "纸箱", "¥10.00", "¥6.00", "40%"]]
    part.discontinued.click()
    rest(qtbot, page)
    assert [row[-1] for row in cells(part)] == ["", "No longer sold"]
    part.search.setText("jd")
    rest(qtbot, page)
    assert numbers(part) == ["B2"]
    part.take_keyboard()
    menu_of(part, "products")["sold"].trigger()
    rest(qtbot, page)
    assert [row[-1] for row in cells(part)] == [""]


def test_commission_is_there_once_a_rate_is_set(qtbot: QtBot, page: OrdersPage, ui: Ui, show: Show):
    assert page.tabs.findChild(QWidget, "tab-commission") is None
    ui.wrote(settings.change(ui.desk, "commission.rate", "2"))
    part = show("commission")
    assert [row[:5] for row in cells(part)] == [
        ["Nov 2026", "陈立", "¥300.00", "2%", "¥6.00"],
        ["Oct 2026", "陈立", "¥200.00", "2%", "¥4.00"],
    ]
    assert sums(part) == "Money received ¥500.00, Commission ¥10.00"
    ui.wrote(settings.change(ui.desk, "commission.rate", "0"))
    assert page.part() == ""


def test_what_is_selected_is_copied_as_a_table(qtbot: QtBot, show: Show):
    show("orders")
    press(qtbot, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 5
    assert lines[4].split("\t")[:2] == ["D00001", "2026-07-01"]
    assert lines[4].split("\t")[5:8] == ["1000.00", "300.00", "700.00"]
