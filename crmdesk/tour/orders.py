"""Pictures of the page Orders, on orders made for them, and of our people in the settings."""

from __future__ import annotations

import datetime as dt
from itertools import cycle

from crmdesk.core.customers import Listing
from crmdesk.gui.pages import orders_tabs as tabs
from crmdesk.gui.pages.orders import OrdersPage
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers, orders, payments, products, settings, staff
from crmdesk.services.desk import Desk
from crmdesk.tour.camera import Camera, settle
from crmdesk.tour.undoing import latest, take_back

_GOODS = (
    ("缠绕膜 50cm×300m", "包装膜", "卷", "58", "41.5"),
    ("五层瓦楞纸箱 3 号", "纸箱", "个", "5.10", "3.66"),
    ("封箱胶带 4.8cm×100m", "胶带", "卷", "4.25", "2.86"),
    ("气柱袋", "缓冲材料", "个", "0.685", "0.42"),
)
_AGO = (1, 2, 4, 9, 16, 25, 36, 49, 64, 81, 100, 121, 144, 169)
"""How many days ago the orders were made; terms are thirty days."""
_PEOPLE = (("陈立", "salesperson", "2"), ("王晓", "salesperson", ""), ("周启明", "general-manager", ""))


def picture_orders(camera: Camera, window: MainWindow) -> None:
    """Every tab of the page, then our people; everything is as before in the end."""
    ui = window.ui
    before = latest(ui.desk)
    settled = _sell(ui.desk)
    page = window.content.places.page("orders")
    assert isinstance(page, OrdersPage)
    for tab, showing in (
        (tabs.ORDERS, ui.words.gettext("Payment overdue")),
        (tabs.PAYMENTS, "S0"),
        (tabs.RECEIVABLES, settled),
        (tabs.PRODUCTS, "气柱袋"),
        (tabs.COMMISSION, "陈立"),
    ):
        ui.bus.go.emit(f"orders/{tab}")
        camera.take(window, f"orders-{tab}", page.jobs, showing=showing)
    ui.bus.go.emit(f"orders/{tabs.ORDERS}")
    camera.take_wide(window, "orders-orders", page.jobs, showing="D0")
    ui.bus.go.emit("customers")
    window.content.dialogs.show_settings("staff")
    dialog = window.content.dialogs.open_settings()
    assert dialog is not None
    camera.take(dialog, "settings-staff", ui.jobs, showing="周启明")
    dialog.close()
    take_back(ui, before)
    settle(ui.jobs)


def _sell(desk: Desk) -> str:
    """A few months of orders, most of them paid; returns the name of a customer who owes."""
    for name, role, rate in _PEOPLE:
        staff.add(desk, {"name": name, "role": role, "commission": rate})
    settings.change(desk, "commission.rate", "1.5")
    goods = []
    for name, category, unit, price, cost in _GOODS:
        typed = {"name": name, "category": category, "unit": unit, "price": price, "cost": cost}
        goods.append(products.add(desk, typed)[0])
    last = (desk.today() + dt.timedelta(days=20)).isoformat()
    products.edit(desk, goods[0], {"promotion_price": "52", "promotion_to": last})
    codes = cycle([products.product(desk, each).code for each in goods])
    known = customers.rows(desk, customers.find(desk, Listing(sort="number"), len(_AGO)))
    owes = ""
    for place, (customer, ago) in enumerate(zip(known, _AGO, strict=False)):
        state = "offer" if place % 5 == 1 else "ordered"
        date = desk.today() - dt.timedelta(days=ago)
        typed = {"state": state, "date": date.isoformat(), "terms_days": "30", "by": _PEOPLE[place % 2][0]}
        lines = [{"product": next(codes), "quantity": str(40 * (place + 3))} for _line in range(1 + place % 2)]
        order_id, _changes = orders.add(desk, customer.id, typed, lines)
        due = orders.order(desk, order_id).due
        if state == "ordered" and place % 3:
            paid = {"date": (date + dt.timedelta(days=min(ago, 12))).isoformat(), "amount": f"{due:.2f}"}
            payments.add(desk, customer.id, {**paid, "method": "transfer"}, order_id)
        elif state == "ordered":
            owes = customer.name
    return owes
