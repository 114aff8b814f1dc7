"""The tab with a customer's orders and money, and the forms it opens, in the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from crmdesk.gui.dialogs.customer_choice import CustomerChoice
from crmdesk.gui.dialogs.order import OrderDialog
from crmdesk.gui.dialogs.payment import PaymentDialog
from crmdesk.gui.forms.file_orders_page import FileOrdersPage
from crmdesk.gui.models.file_orders import DUE, NUMBER, PAID, WHAT
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers, drafts, history, invoices, orders, payments, returns
from crmdesk.services.desk import Desk
from crmdesk.tour.camera import settle
from tests.gui.selling import Shop, press, rest, stock, write

Listed = Callable[[], list[str]]


@pytest.fixture
def shop(desk: Desk) -> Shop:
    shop = stock(desk)
    payments.add(desk, shop.customer, {"amount": "100", "date": "2026-08-20", "method": "transfer"}, shop.old)
    returns.add(desk, shop.old, {"date": "2026-08-25"}, [{"product": "ZB-70", "quantity": "2"}])
    invoices.add(desk, shop.old, {"date": "2026-09-01", "number": "0451123", "amount": "200"})
    payments.add(desk, shop.customer, {"amount": "55", "date": "2026-11-01"})
    return shop


@pytest.fixture
def page(shop: Shop, window: MainWindow) -> FileOrdersPage:
    window.ui.bus.open_customer.emit(shop.customer)
    settle(window.content.page.list.finder.jobs)
    pane = window.content.page.pane
    pane.show_page("orders")
    rest(window.ui)
    return pane.pages.orders


@pytest.fixture
def listed(page: FileOrdersPage) -> Listed:
    """The numbers and what is said of each row."""
    model = page.model
    return lambda: [f"{model.text(line, NUMBER)} {model.text(line, WHAT)}".strip() for line in model.lines]


def dialog_of(window: MainWindow, kind: type[QDialog]) -> QDialog:
    found = [each for each in window.findChildren(kind) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def test_orders_unfold_open_and_are_taken_out(
    window: MainWindow, desk: Desk, page: FileOrdersPage, shop: Shop, listed: Listed
):
    ui, offer = window.ui, "D00002 办公椅 人体工学"
    assert listed() == [offer, "S00002 Payment", "D00001 A4 打印纸 70g"]
    facts = page.facts.accessibleName()
    assert "Owed ¥323.00" in facts
    assert "Overdue ¥323.00" in facts
    assert "In their favour ¥55.00" in facts
    assert "Not billed ¥223.00" in facts
    page.table.setFocus()
    page.table.selectRow(2)
    press(ui, Qt.Key.Key_Right)
    below = ["S00001 Payment · Bank transfer", "R00001 Return of A4 打印纸 70g", "0451123 Invoice · ¥200.00"]
    assert listed() == [offer, "S00002 Payment", "D00001 A4 打印纸 70g", *below]
    page.table.selectRow(3)
    press(ui, Qt.Key.Key_Delete)
    assert orders.order(desk, shop.old).due == 423
    row = page.model.lines[2]
    assert (page.model.text(row, PAID), page.model.text(row, DUE)) == ("", "¥423.00")
    window.content.history.undo.trigger()
    rest(ui)
    assert listed()[3] == below[0]
    page.table.selectRow(4)
    press(ui, Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert listed() == [offer, "S00002 Payment", "D00001 A4 打印纸 70g"]
    press(ui, Qt.Key.Key_Return)
    dialog = dialog_of(window, OrderDialog)
    assert dialog.windowTitle() == "Order D00001"
    dialog.hide()


def test_the_menu_offers_what_can_be_done_with_an_order(window: MainWindow, desk: Desk, page: FileOrdersPage):
    page.actions_part.show_menu(page.model.lines[2], QPoint(0, 0))
    menu = page.actions_part.menu
    assert menu is not None
    named = {action.objectName().removeprefix("file-orders-") for action in menu.actions() if action.objectName()}
    menu.hide()
    assert named == {"open", "payment", "deliver", "cancel", "return", "invoice", "tasks", "delete"}
    page.actions_part.show_menu(page.model.lines[0], QPoint(0, 0))
    named = {action.objectName().removeprefix("file-orders-") for action in page.actions_part.menu.actions()}
    page.actions_part.menu.hide()
    assert {"win", "lose"} <= named


def test_orders_and_payments_begin_from_the_file_and_from_anywhere(
    window: MainWindow, desk: Desk, page: FileOrdersPage, shop: Shop
):
    ui = window.ui
    page.table.setFocus()
    press(ui, Qt.Key.Key_Insert)
    dialog = dialog_of(window, OrderDialog)
    write(ui, "YZ-01")
    press(ui, Qt.Key.Key_Return)
    write(ui, "1")
    dialog.accept()
    rest(ui)
    assert len(orders.of_customer(desk, shop.customer)) == 3
    assert page.model.rowCount() == 4
    history.undo(desk)
    ui.bus.record_payment.emit(None, None)
    choice = dialog_of(window, CustomerChoice)
    choice.activateWindow()
    rest(ui)
    write(ui, "K00131")
    press(ui, Qt.Key.Key_Return)
    payment = dialog_of(window, PaymentDialog)
    assert payment.form.text("amount") == "¥323.00"
    payment.hide()


def test_an_empty_file_leads_on_and_hidden_data_is_not_edited(window: MainWindow, page: FileOrdersPage, desk: Desk):
    ui = window.ui
    pane = window.content.page.pane
    pane.show_customer(customers.id_of(desk, "K00001"))
    pane.show_page("orders")
    rest(ui)
    assert page.empty.isVisible()
    ui.masking.set_on(True)
    page.empty.findChild(QWidget, "file-orders-empty-button").click()
    rest(ui)
    assert not [each for each in window.findChildren(OrderDialog) if each.isVisible()]
    assert QApplication.activeModalWidget() is None


def test_an_order_that_was_being_typed_is_gone_on_with(
    window: MainWindow, desk: Desk, page: FileOrdersPage, shop: Shop
):
    ui = window.ui
    lines = '[{"product": "YZ-01", "quantity": "3", "price": "699", "discount": ""}]'
    drafts.keep(desk, f"order/{shop.customer}/new", "新建订单", {"state": "offer", "notes": "要红色的", "lines": lines})
    (draft,) = drafts.offered(desk)
    window.content.drafts.go_on(draft)
    rest(ui)
    dialog = dialog_of(window, OrderDialog)
    assert (dialog.windowTitle(), dialog.form.head.text("notes")) == ("New offer", "要红色的")
    dialog.accept()
    rest(ui)
    made = orders.order(desk, orders.of_customer(desk, shop.customer)[0].id)
    assert (made.state, made.amount) == ("offer", 2097)
    assert not drafts.all_drafts(desk)
