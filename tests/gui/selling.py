"""A customer with products, orders and an offer, and hands that type into forms of orders."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from crmdesk.gui.ui import Ui
from crmdesk.services import customers, orders, products
from crmdesk.services.desk import Desk
from crmdesk.tour.camera import settle

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_GOODS = (
    {"name": "A4 打印纸 70g", "code": "ZB-70", "unit": "包", "price": "25", "cost": "18"},
    {"name": "硒鼓 HP-388A", "code": "XG-388", "unit": "支", "price": "168", "cost": "120",
     "promotion_price": "149", "promotion_from": "2026-11-01", "promotion_to": "2026-11-30"},
    {"name": "办公椅 人体工学", "code": "YZ-01", "unit": "把", "price": "699", "cost": "480"},
)  # fmt: skip


@dataclass(frozen=True)
class Shop:
    """`customer` agreed on 10 % off, 20,000 of credit and 30 days; `old` is overdue, `offer` is open."""

    customer: int
    old: int
    offer: int


def stock(desk: Desk) -> Shop:
    """Fill a data file."""
    for product in _GOODS:
        products.add(desk, product)
    customer = customers.add(
        desk,
        {
            "name": "禾砚精密机械（嘉兴）有限公司", "kind": "enterprise", "number": "K00131", "owner": "陈立",
            "credit_limit": "20000", "terms_days": "30", "discount": "10", "price_level": "B 级",
        },
    )[0]  # fmt: skip
    old = orders.add(desk, customer, {"date": "2026-08-03"}, [{"product": "ZB-70", "quantity": "20", "price": "23.5"}])
    offer = orders.add(desk, customer, {"state": "offer"}, [{"product": "YZ-01", "quantity": "2"}])
    return Shop(customer, old[0], offer[0])


def focus() -> str:
    """What has the keyboard, by its name."""
    widget = QApplication.focusWidget()
    return widget.objectName() if widget is not None else ""


def press(ui: Ui, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Keys one after the other, each given to whatever has the keyboard once the former did its work."""
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key, modifiers)
        rest(ui)


def write(ui: Ui, text: str) -> None:
    """Type into whatever has the keyboard."""
    QTest.keyClicks(QApplication.focusWidget(), text)
    rest(ui)


def rest(ui: Ui) -> None:
    """Let what was asked for happen: queued steps, work on the worker, widgets that go."""
    settle(ui.jobs)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle(ui.jobs)
