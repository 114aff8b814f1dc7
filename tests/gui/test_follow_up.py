"""The page Follow-up as one works with it: ranking, funnel, next steps, calling through a campaign."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.gui.dialogs.campaign import CampaignDialog
from crmdesk.gui.dialogs.expecting import ExpectingDialog
from crmdesk.gui.dialogs.postponing import PostponingDialog
from crmdesk.gui.pages.customers_menu import CustomerMenu
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.window import MainWindow
from crmdesk.services import campaigns, customers, drafts, interactions, orders, products
from crmdesk.services.desk import Desk
from tests.gui.conftest import OpenWindow, enter

HOPES = (
    {"intent": "clear", "money": "yes", "authority": "yes", "need": "yes", "expected_on": "2026-11-10",
     "expected_amount": "80000", "expected_profit": "20000"},
    {"intent": "has", "money": "yes", "need": "no", "authority": "yes", "expected_on": "2027-01-20",
     "expected_amount": "50000", "expected_profit": "30000"},
    {"intent": "clear", "money": "yes", "expected_on": "2026-12-24", "expected_amount": "9000"},
)  # fmt: skip
"""Of the first three of `PEOPLE`: a prospect whose day is past, one to be talked round, a target customer."""


@pytest.fixture
def follow_up(desk: Desk, shown: OpenWindow, qtbot: QtBot) -> MainWindow:
    """A window that shows the page, with expectations, an offer and two next steps."""
    for customer, hope in enumerate(HOPES, 1):
        customers.edit(desk, customer, hope)
    product = products.product(desk, products.add(desk, {"name": "缠绕膜", "price": "50"})[0])
    orders.add(desk, 4, {"state": "offer", "valid_until": "2026-12-31"}, [{"product": product.code, "quantity": "100"}])
    for customer, due in ((1, "2026-11-18"), (2, "2026-11-24")):
        step = {"at": "2026-11-05", "kind": "visit", "next_step": "寄样品", "next_date": due}
        interactions.add(desk, customer, step)
    window = shown(desk)
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    return window


def page(window: MainWindow) -> QWidget:
    return window.content.places.page("follow-up")


def go(window: MainWindow, tab: str, qtbot: QtBot) -> QWidget:
    """A tab of the page, read and with the keyboard."""
    window.ui.bus.go.emit(f"follow-up/{tab}")
    qtbot.waitUntil(lambda: not window.ui.jobs.busy)
    page(window).take_keyboard()
    return page(window).tab(tab)


def column(table: QWidget, place: int) -> list[str]:
    model = table.model()
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


def press(table: QWidget, key: Qt.Key, qtbot: QtBot) -> None:
    table.setFocus()
    qtbot.keyClick(table, key)


def test_potential_customers_in_their_rank(follow_up: MainWindow, desk: Desk, qtbot: QtBot):
    tab = go(follow_up, "potentials", qtbot)
    assert QApplication.focusWidget() is tab.table
    names = ["禾砚精密机械（嘉兴）有限公司", "张伟", "单雄信", "拾山食品（绍兴）有限公司"]
    assert column(tab.table, 1) == names
    assert column(tab.table, 2) == ["Contact", "Prospect", "Find out", "Find out"]
    assert column(tab.table, 7)[:2] == ["20 Jan 2027", "10 Nov  11 days overdue"]
    tab.sort.set_key("date")
    tab.sort.picked.emit("date")
    tab.verdict.set_key("prospect")
    tab.verdict.picked.emit("prospect")
    qtbot.waitUntil(lambda: column(tab.table, 1) == ["张伟"])
    assert tab.status() == ["1 potential customer"]
    tab.verdict.set_key("nurture")
    tab.verdict.picked.emit("nurture")
    qtbot.waitUntil(lambda: tab.count == 0)
    tab.findChild(QAbstractButton, "no-potentials-filtered-button").click()
    qtbot.waitUntil(lambda: tab.count == 4)
    tab.table.selectRow(0)
    press(tab.table, Qt.Key.Key_F2, qtbot)
    dialog = follow_up.findChild(ExpectingDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.form.put("expected_on", "2026-12-01")
    with qtbot.waitSignal(dialog.destroyed):
        dialog.accept()
    qtbot.waitUntil(lambda: "1 Dec" in column(tab.table, 7))
    follow_up.activateWindow()
    press(tab.table, Qt.Key.Key_Return, qtbot)
    assert follow_up.content.places.current == "customers"
    qtbot.waitUntil(lambda: follow_up.content.page.pane.customer_id == 1)


def test_the_funnel_and_whom_its_bands_hold(follow_up: MainWindow, qtbot: QtBot):
    tab = go(follow_up, "funnel", qtbot)
    assert [label.text() for label in tab.head.findChildren(Label)] == ["¥144,000 expected"]
    bands = {button.band.key: button for button in tab.bands.findChildren(QAbstractButton)}
    assert bands["potential"].accessibleName() == "Potential, 3, ¥135,000"
    assert bands["target"].accessibleName() == "Target, 1, ¥9,000"
    total = [column(tab.months, place)[-1] for place in range(8)]
    assert total == ["Total", "¥135,000", "¥9,000", "", "", "¥144,000", "4", "¥5,000"]
    qtbot.waitUntil(lambda: len(column(tab.table, 0)) == 3)
    bands["potential"].setFocus()
    qtbot.keyClick(bands["potential"], Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: column(tab.table, 0) == ["单雄信"])
    offers = {button.band.key: button for button in tab.offers.findChildren(QAbstractButton)}
    qtbot.mouseClick(offers["offers"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: column(tab.table, 0) == ["拾山食品（绍兴）有限公司"])
    assert tab.bands.key() == ""
    qtbot.keyClick(offers["offers"], Qt.Key.Key_Down)
    assert tab.offers.key() == "won"
    assert column(tab.table, 0) == []
    tab.findChild(QAbstractButton, "funnel-band-head-link").click()
    assert follow_up.content.places.current == "orders"


def test_next_steps_are_done_and_put_off(follow_up: MainWindow, desk: Desk, qtbot: QtBot):
    tab = go(follow_up, "steps", qtbot)
    assert column(tab.table, 1) == ["18 Nov  3 days overdue", "24 Nov"]
    assert tab.count.text() == "1 step overdue"
    press(tab.table, Qt.Key.Key_Space, qtbot)
    qtbot.waitUntil(lambda: column(tab.table, 1) == ["24 Nov"])
    qtbot.keyClick(tab.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(column(tab.table, 1)) == 2)
    tab.table.selectRow(0)
    menu = tab.later.menu()
    next(action for action in menu.actions() if action.objectName() == "later-7").trigger()
    qtbot.waitUntil(lambda: column(tab.table, 1) == ["24 Nov", "28 Nov"])
    tab.table.selectRow(0)
    next(action for action in menu.actions() if action.objectName() == "later-day").trigger()
    dialog = follow_up.findChild(PostponingDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.form.put("next_date", "")
    dialog.accept()
    assert dialog.form.rows["next_date"].problem()[0] == "bad"
    dialog.form.put("next_date", "2026-12-05")
    with qtbot.waitSignal(dialog.destroyed):
        dialog.accept()
    qtbot.waitUntil(lambda: column(tab.table, 1) == ["28 Nov", "5 Dec"])
    tab.when.set_key("late")
    tab.when.chosen.emit("late")
    qtbot.waitUntil(lambda: not tab.found and not follow_up.ui.jobs.busy)
    assert tab.findChild(QWidget, "no-steps").accessibleName() == "No next step is due there."


def test_calling_through_a_campaign(follow_up: MainWindow, desk: Desk, qtbot: QtBot):
    menu = CustomerMenu(follow_up.ui, [1, 2, 3], deleted=False, parent=follow_up.content.page)
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.objectName() == "customer-campaign").trigger()
    dialog = follow_up.findChild(CampaignDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.whom.currentText() == "The 3 selected customers"
    enter("秋季新品推介")
    dialog.form.put("script", "您好，我是陈立。")
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    follow_up.activateWindow()
    qtbot.waitUntil(follow_up.isActiveWindow)
    tab = go(follow_up, "campaigns", qtbot)
    assert column(tab.table, 1) == ["0 of 3"]
    press(tab.table, Qt.Key.Key_Return, qtbot)
    calling = tab.calling
    assert calling.script.text() == "您好，我是陈立。"
    assert (calling.whom.name.text(), calling.call.customer_id) == ("张伟", 1)
    assert calling.whom.phones.widgets()[0].text() == "139 0000 0013"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert calling.outcome.missing.isVisible()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    assert QApplication.focusWidget() is calling.outcome.notes
    enter("要两卷样品")
    calling.outcome.inputs["next_date"].widget.setText("2026-11-25")
    qtbot.keyClick(calling.outcome.notes, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert calling.call.customer_id == 2
    assert calling.outcome.typed() == {}
    qtbot.waitUntil(lambda: calling.progress.text() == "1 of 3 called")
    made = interactions.of_customer(desk, 1, limit=1)[0]
    assert (made.values["kind"], made.values["content"]) == ("call", "要两卷样品")
    assert made.values["next_date"] == dt.date(2026, 11, 25)
    calling.outcome.notes.setPlainText("不在，下午再打")
    qtbot.mouseClick(calling.skip_button, Qt.MouseButton.LeftButton)
    assert calling.call.customer_id == 3
    assert calling.outcome.typed() == {}
    qtbot.mouseClick(calling.skip_button, Qt.MouseButton.LeftButton)
    assert calling.call.customer_id == 2
    assert calling.outcome.typed() == {"notes": "不在，下午再打"}
    qtbot.keyClick(calling.outcome.segments.focusProxy(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: calling.call.customer_id == 1)
    assert campaigns.campaigns(desk)[0].called == 0
    assert calling.progress.text() == "0 of 3 called"
    qtbot.keyClick(calling, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is tab.table
    draft = next(each for each in drafts.offered(desk) if each.form == "call")
    follow_up.ui.bus.go.emit("customers")
    follow_up.content.drafts.go_on(draft)
    assert follow_up.content.places.place() == "follow-up/campaigns"
    assert (calling.call.customer_id, calling.outcome.typed()) == (2, {"notes": "不在，下午再打"})
    qtbot.keyClick(calling, Qt.Key.Key_Escape)
    press(tab.table, Qt.Key.Key_Delete, qtbot)
    qtbot.waitUntil(lambda: not tab.found)
