"""Pictures of the page Today: the day, days before and after, the week, the month, an empty day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from crmdesk.core.changes import Changes
from crmdesk.core.customers import CustomerRow, Listing
from crmdesk.gui.pages.today import TodayPage
from crmdesk.gui.pages.today_tabs import DAY, MONTH, PLACE, WEEK
from crmdesk.gui.window import MainWindow
from crmdesk.services import complaints, customers, interactions, orders, products, tasks
from crmdesk.services.desk import Desk
from crmdesk.tour.camera import Camera, settle
from crmdesk.tour.undoing import latest, take_back

_GRADED = 8
_VISITED = (19, 3, 7, 6, 15, 2, 12, 10)
"""So many days ago each of them was visited; called on the day after."""
_STEPS = ("把新版报价发过去", "带缠绕膜样品上门试机")
_TASKS = (("问纸箱尺寸定了没有", -2, ""), ("寄月度对账单", 0, "monthly"), ("安装后回访", 2, ""))
_ORDERS = (("18880", -43), ("61300", -26))


def picture_today(camera: Camera, window: MainWindow) -> None:
    """Everything is as before in the end."""
    ui = window.ui
    before = latest(ui.desk)
    known = customers.rows(ui.desk, customers.find(ui.desk, Listing(sort="number"), _GRADED))
    _fill(ui.desk, known)
    ui.wrote(Changes(everything=True))
    ui.bus.go.emit(f"{PLACE}/{DAY}")
    page = window.content.places.page(PLACE)
    assert isinstance(page, TodayPage)
    settle(ui.jobs)
    page.take_keyboard()
    camera.take(window, "today", ui.jobs, showing=_TASKS[0][0])
    camera.take_wide(window, "today", ui.jobs, showing=_TASKS[0][0])
    for name, days, showing in (("past", -3, ""), ("coming", 2, _TASKS[2][0]), ("empty", 500, "")):
        page.show_day(ui.desk.today() + dt.timedelta(days=days))
        camera.take(window, f"today-{name}", ui.jobs, showing=showing or page.head.title.text())
    page.step(0)
    for tab in (WEEK, MONTH):
        page.show_part(tab)
        camera.take(window, f"today-{tab}", ui.jobs, showing=page.head.title.text())
    page.show_part(DAY)
    take_back(ui, before)
    ui.bus.go.emit("customers")
    settle(ui.jobs)


def _fill(desk: Desk, known: Sequence[CustomerRow]) -> None:
    """Contacts made, promises, tasks, a complaint and money owed."""
    today = desk.today()

    def ago(days: int) -> str:
        return (today - dt.timedelta(days=days)).isoformat()

    for each, days in zip(known, _VISITED, strict=False):
        customers.edit(desk, each.id, {"grade": "A", "owner": desk.who})
        for kind, when in (("visit", days), ("call", days - 1)):
            interactions.add(desk, each.id, {"kind": kind, "at": f"{ago(when)} 10:00", "content": "谈了下季用量"})
    for each, step in zip(known[2:], _STEPS, strict=False):
        made = {"kind": "call", "at": f"{ago(3)} 15:00", "next_step": step, "next_date": today.isoformat()}
        interactions.add(desk, each.id, made)
    for each, (text, days, repeat) in zip(known[4:], _TASKS, strict=False):
        tasks.add(desk, each.id, {"due_on": ago(-days), "text": text, "repeat": repeat})
    complaint = {"received_at": f"{ago(8)} 09:00", "words": "送来的箱子受潮", "due_on": ago(1), "responsible": desk.who}
    complaints.add(desk, known[1].id, complaint)
    product, _changes = products.add(desk, {"name": "瓦楞纸箱", "price": "1"})
    code = products.product(desk, product).code
    for each, (amount, days) in zip(known[5:], _ORDERS, strict=False):
        typed = {"date": ago(-days), "terms_days": "30", "state": "ordered"}
        orders.add(desk, each.id, typed, [{"product": code, "quantity": "1", "price": amount}])
