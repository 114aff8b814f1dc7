"""Pictures of orders, payments, returns, invoices: the tab of a file and the forms, on a few orders made for them."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from crmdesk.core.changes import Changes
from crmdesk.core.customers import Listing
from crmdesk.gui.dialogs.customer_choice import CustomerChoice
from crmdesk.gui.dialogs.goods_return import ReturnDialog
from crmdesk.gui.dialogs.invoice import InvoiceDialog
from crmdesk.gui.dialogs.order import OrderDialog
from crmdesk.gui.dialogs.order_ending import LostDialog, ReleaseDialog
from crmdesk.gui.dialogs.payment import PaymentDialog
from crmdesk.gui.dialogs.product import ProductDialog
from crmdesk.gui.ui import Ui
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers, invoices, orders, payments, products, returns
from crmdesk.services.desk import Desk
from crmdesk.tour.camera import Camera, settle
from crmdesk.tour.sample import FIRST
from crmdesk.tour.undoing import latest, take_back

_GOODS = (
    ("缠绕膜 50cm×300m", "包装膜", "卷", "58", "41.5"),
    ("五层瓦楞纸箱 3 号", "纸箱", "个", "5.10", "3.66"),
    ("气柱袋", "缓冲材料", "个", "0.685", "0.42"),
    ("打包机 半自动", "设备", "台", "3680", "2750"),
)
_FILM, _BOX, _BAG, _MACHINE = range(4)


class _Sold(Struct, frozen=True):
    """Ids of what was made: an order overdue, one on hold, an open offer; codes of the products."""

    customer: int
    overdue: int
    held: int
    offer: int
    codes: tuple[str, ...]


def picture_selling(camera: Camera, window: MainWindow) -> None:
    """The tab, then every form; everything is as before in the end."""
    ui, page = window.ui, window.content.page
    before = latest(ui.desk)
    sold = _sell(ui.desk)
    ui.bus.open_customer.emit(sold.customer)
    ui.bus.changed.emit(Changes(everything=True))
    settle(page.list.finder.jobs)
    page.pane.show_page("orders")
    settle(ui.jobs)
    tab = page.pane.pages.orders
    for order_id in (sold.overdue, sold.held):
        tab.model.unfold(order_id, True)
        settle(ui.jobs)
    tab.table.go_to(("OrderRow", sold.held))
    camera.take(window, "file-orders", ui.jobs, showing=orders.order(ui.desk, sold.overdue).number)
    camera.take_wide(window, "file-orders", ui.jobs, showing=orders.order(ui.desk, sold.overdue).number)
    _orders(camera, window, sold)
    _money(camera, window, sold)
    take_back(ui, before)
    page.pane.show_page("basics")
    settle(ui.jobs)


def _orders(camera: Camera, window: MainWindow, sold: _Sold) -> None:
    ui = window.ui
    new = OrderDialog(ui, sold.customer, parent=window)
    _show(new, ui)
    _type(ui, "dbj")
    camera.take(new, "order-product", ui.jobs, showing="打包机 半自动")
    _press(ui, Qt.Key.Key_Return)
    _type(ui, "18")
    _press(ui, *[Qt.Key.Key_Return] * 3)
    _type(ui, sold.codes[_FILM])
    _press(ui, Qt.Key.Key_Return)
    _type(ui, "200")
    _press(ui, Qt.Key.Key_Return)
    camera.take(new, "order-new", ui.jobs, showing="缠绕膜 50cm×300m")
    new.hide()
    held, offer = OrderDialog(ui, None, sold.held, parent=window), OrderDialog(ui, None, sold.offer, parent=window)
    _picture(camera, ui, held, "order-held", ui.words.gettext("Delivery on hold"))
    _picture(camera, ui, offer, "offer", ui.words.gettext("Turn into an order"))
    whole = orders.order(ui.desk, sold.held)
    _picture(camera, ui, ReleaseDialog(ui, whole, window), "order-release", ui.words.gettext("Release"))
    lost = LostDialog(ui, orders.order(ui.desk, sold.offer), window)
    _picture(camera, ui, lost, "offer-lost", whole.number[:1])
    nobody = OrderDialog(ui, None, None, "offer", window)
    _picture(camera, ui, nobody, "order-customer", ui.words.gettext("Customer"))


def _money(camera: Camera, window: MainWindow, sold: _Sold) -> None:
    ui = window.ui
    payment = PaymentDialog(ui, sold.customer, sold.overdue, parent=window)
    payment.form.put("amount", "20000")
    _show(payment, ui)
    payment.accept()
    camera.take(payment, "payment", ui.jobs, showing=ui.words.gettext("Keep as credit"))
    payment.hide()
    choice = CustomerChoice(ui, ui.words.gettext("Record a payment"), window)
    _show(choice, ui)
    _type(ui, "hy")
    camera.take(choice, "payment-customer", ui.jobs, showing=FIRST)
    choice.hide()
    whole = orders.order(ui.desk, sold.overdue)
    back = ReturnDialog(ui, whole, None, window)
    _show(back, ui)
    _type(ui, "4")
    _press(ui, Qt.Key.Key_Return)
    camera.take(back, "return", ui.jobs, showing="五层瓦楞纸箱 3 号")
    back.hide()
    _picture(camera, ui, InvoiceDialog(ui, whole, None, window), "invoice", whole.number)
    film = products.meant(ui.desk, sold.codes[_FILM])
    _picture(camera, ui, ProductDialog(ui, film, window), "product", "缠绕膜 50cm×300m")


def _picture(camera: Camera, ui: Ui, dialog: QDialog, name: str, showing: str) -> None:
    _show(dialog, ui)
    camera.take(dialog, name, ui.jobs, showing=showing)
    dialog.hide()


def _show(dialog: QDialog, ui: Ui) -> None:
    dialog.show()
    dialog.activateWindow()
    settle(ui.jobs)


def _type(ui: Ui, text: str) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, text)
    QTest.qWait(80)  # what is found is looked for a moment after the last key
    settle(ui.jobs)


def _press(ui: Ui, *keys: Qt.Key) -> None:
    for key in keys:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key)
        settle(ui.jobs)


def _sell(desk: Desk) -> _Sold:
    """Orders of one customer over half a year: paid in part, on hold, returned, billed; an offer."""
    found = customers.find(desk, Listing(FIRST))
    customer = found[0]
    customers.edit(desk, customer, {"credit_limit": "80000", "terms_days": "30", "discount": "5"})
    made = []
    for name, category, unit, price, cost in _GOODS:
        typed = {"name": name, "category": category, "unit": unit, "price": price, "cost": cost}
        made.append(products.add(desk, typed)[0])
    november = {"promotion_from": "2026-11-01", "promotion_to": "2026-11-30"}
    products.edit(desk, made[_FILM], {"promotion_price": "52", **november})
    codes = tuple(products.product(desk, each).code for each in made)
    film = {"product": codes[_FILM], "quantity": "120", "price": "56.5"}
    old, _changes = orders.add(desk, customer, {"date": "2026-06-09"}, [film])
    payments.add(desk, customer, {"date": "2026-07-03", "amount": "6441", "method": "transfer"}, old)
    boxes, bags = {"product": codes[_BOX], "quantity": "4000"}, {"product": codes[_BAG], "quantity": "6000"}
    overdue, _changes = orders.add(desk, customer, {"date": "2026-09-14"}, [boxes, {**bags, "discount": "8折"}])
    paid = {"date": "2026-10-12", "amount": "12000", "method": "transfer", "reference": "20261012-0087"}
    payments.add(desk, customer, paid, overdue)
    back = [{"product": codes[_BOX], "quantity": "200"}]
    returns.add(desk, overdue, {"date": "2026-09-28", "reason": "箱体受潮"}, back)
    billed = {"date": "2026-09-30", "number": "0451123", "amount": "12000", "kind": "special"}
    invoices.add(desk, overdue, billed)
    machine = {"product": codes[_MACHINE], "quantity": "2", "discount": "5%"}
    sample = {"product": codes[_BAG], "quantity": "50", "sample": "yes"}
    held, _changes = orders.add(desk, customer, {"date": "2026-11-09", "first_payment": "2000"}, [machine, sample])
    payments.add(desk, customer, {"date": "2026-11-10", "amount": "2000", "method": "wechat"}, held)
    typed = {"date": "2026-11-20", "state": "offer", "valid_until": "2026-12-20"}
    offer, _changes = orders.add(desk, customer, typed, [{"product": codes[_MACHINE], "quantity": "5"}])
    return _Sold(customer, overdue, held, offer, codes)
