"""Pictures of the visit plan, the table it comes from, the sales plan and the settings of the day."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from crmdesk.core.changes import Changes
from crmdesk.core.customers import CustomerRow, Listing
from crmdesk.core.visit_plan import Cell
from crmdesk.gui.dialogs.plan_proposing import PlanProposingDialog
from crmdesk.gui.dialogs.settings import SettingsDialog
from crmdesk.gui.dialogs.visit_plan import VisitPlanDialog
from crmdesk.gui.pages.follow_up import FollowUpPage
from crmdesk.gui.pages.follow_up_plan import SalesPlanTab
from crmdesk.gui.pages.follow_up_tabs import PLAN, VISITS
from crmdesk.gui.pages.follow_up_visits import VisitsTab
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers, interactions, orders, products, sales_plan
from crmdesk.services.desk import Desk
from crmdesk.tour.camera import Camera, settle
from crmdesk.tour.undoing import latest, take_back

_GRADES = ("A", "A", "B", "C")
_KNOWN = 24
_BOUGHT = (96_400, 71_250, 88_000, 43_600, 12_900, 58_300, 30_750, 64_100, 21_480, 47_200, 9_860, 35_500)
"""Of so many of them the sales of last year; those of this year are a seventh more, or less, in turn."""
_UNREADABLE = "每月无数次"
_CELL: Cell = ("A", "salesperson", "visit")


def picture_visits(camera: Camera, window: MainWindow) -> None:
    """Both tabs as they stand after some weeks of work; all as before in the end."""
    ui = window.ui
    before = latest(ui.desk)
    known = customers.rows(ui.desk, customers.find(ui.desk, Listing(sort="number"), _KNOWN))
    _work(ui.desk, known)
    ui.wrote(Changes(everything=True))
    settle(ui.jobs)
    _visits(camera, window)
    _table(camera, window)
    _plan(camera, window)
    settings = SettingsDialog(ui, "day", window)
    settings.show()
    camera.take(settings, "settings-day", ui.jobs, showing=ui.words.gettext("Visit table..."))
    settings.done(0)
    take_back(ui, before)
    ui.bus.go.emit("customers")
    settle(ui.jobs)


def _work(desk: Desk, known: list[CustomerRow]) -> None:
    """Grades, contacts of the past weeks, targets."""
    today = desk.today()
    for place, customer in enumerate(known):
        customers.edit(desk, customer.id, {"grade": _GRADES[place % len(_GRADES)]})
        for kind, days in (("visit", 3 * place + 8), ("call", 2 * place + 3)):
            at = (today - dt.timedelta(days=days)).isoformat()
            interactions.add(desk, customer.id, {"at": at, "kind": kind})
        sales_plan.set_target(desk, customer.id, today.year, Decimal(1_000 * (_KNOWN * 4 - 3 * place)))
    product, _changes = products.add(desk, {"name": "瓦楞纸箱", "price": "1"})
    code = products.product(desk, product).code
    for place, (customer, amount) in enumerate(zip(known, _BOUGHT, strict=False)):
        turned = amount + amount // 7 * (1 if place % 3 else -2)
        for day, sold in ((dt.date(today.year - 1, 6, 18), amount), (dt.date(today.year, 9, 8), turned)):
            line = {"product": code, "quantity": "1", "price": str(sold)}
            orders.add(desk, customer.id, {"date": day.isoformat(), "state": "ordered"}, [line])


def _visits(camera: Camera, window: MainWindow) -> None:
    ui, showing = window.ui, window.ui.words.gettext("Due now")
    ui.bus.go.emit(f"follow-up/{VISITS}")
    page = window.content.places.page("follow-up")
    assert isinstance(page, FollowUpPage)
    tab = page.tab(VISITS)
    assert isinstance(tab, VisitsTab)
    tab.show_all()
    settle(ui.jobs)
    camera.take(window, "follow-up-visits", ui.jobs, showing=showing)
    camera.take_wide(window, "follow-up-visits", ui.jobs, showing=showing)
    tab.show_view("neglected")
    settle(ui.jobs)
    camera.take(window, "follow-up-neglected", ui.jobs, showing=ui.words.gettext("Neglected"))
    tab.show_view("due")


def _table(camera: Camera, window: MainWindow) -> None:
    ui = window.ui
    dialog = VisitPlanDialog(ui, window)
    dialog.show()
    camera.take(dialog, "visit-table", ui.jobs, showing=dialog.told.text())
    dialog.grid.put(_CELL, _UNREADABLE)
    camera.take(dialog, "visit-table-refused", ui.jobs, showing=dialog.mark.text())
    dialog.grid.reset()
    dialog.done(0)
    settle(ui.jobs)


def _plan(camera: Camera, window: MainWindow) -> None:
    ui, showing = window.ui, window.ui.words.gettext("By owner")
    ui.bus.go.emit(f"follow-up/{PLAN}")
    page = window.content.places.page("follow-up")
    assert isinstance(page, FollowUpPage)
    tab = page.tab(PLAN)
    assert isinstance(tab, SalesPlanTab)
    camera.take(window, "follow-up-plan", ui.jobs, showing=showing)
    camera.take_wide(window, "follow-up-plan", ui.jobs, showing=showing)
    tab.table.type_target()
    camera.take(window, "follow-up-plan-typing", ui.jobs, showing=showing)
    tab.table.setFocus()
    dialog = PlanProposingDialog(ui, ui.desk.today().year + 1, None, window)
    dialog.show()
    dialog.percent.setText("8")
    camera.take(dialog, "plan-proposing", ui.jobs, showing=dialog.windowTitle())
    dialog.done(0)
    tab.head.year.step(3)
    camera.take(window, "follow-up-plan-empty", ui.jobs, showing=ui.words.gettext("Find a customer"))
    tab.head.year.step(-3)
    settle(ui.jobs)
