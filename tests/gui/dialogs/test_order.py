"""The form of an order, filled by keyboard as a salesperson does it (METHOD.md sections 3 and 15)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.gui.dialogs.order import OrderDialog
from crmdesk.gui.dialogs.order_ending import LostDialog, ReleaseDialog
from crmdesk.gui.dialogs.product import ProductDialog
from crmdesk.gui.forms.drafts import CONTINUE
from crmdesk.gui.forms.order_form import OrderForm
from crmdesk.gui.ui import Ui
from crmdesk.services import customers, drafts, history, orders, payments, products
from tests.gui.conftest import PutUp, enter
from tests.gui.selling import CONTROL, Shop, focus, press, rest, stock, write

ENTER = Qt.Key.Key_Return


@pytest.fixture
def shop(ui: Ui) -> Shop:
    return stock(ui.desk)


@pytest.fixture
def new(ui: Ui, shop: Shop, put_up: PutUp) -> OrderDialog:
    """The form of a new order."""
    dialog = put_up(OrderDialog(ui, shop.customer))
    rest(ui)
    return dialog


def column(form: OrderForm, key: str) -> list[str]:
    return [line.texts.get(key, "") for line in form.part.lines.lines]


def told(form: OrderForm) -> str:
    """What is said of the line in hand."""
    hand = form.part.hand
    problem = hand.findChild(QWidget, "line-problem")
    return problem.text() if problem.isVisible() else hand.findChild(QWidget, "line-told").text()


def close(dialog: OrderDialog, ui: Ui) -> None:
    dialog.hide()
    rest(ui)


def test_an_order_is_written_by_keyboard_alone(ui: Ui, shop: Shop, new: OrderDialog, qtbot: QtBot):
    """Initials find the product, Enter goes on, from the blank line out of the lines; 八折 is understood."""
    said: list[str] = []
    ui.bus.message.connect(lambda text, _undo: said.append(text))
    assert focus() == "line-product"
    write(ui, "dyz")
    qtbot.waitUntil(new.form.part.finding.list.isVisible)
    press(ui, ENTER)
    assert focus() == "line-quantity"
    assert column(new.form, "discount") == ["10%", ""]
    assert told(new.form).startswith("Last paid ¥23.50 on 3 Aug 2026, for 20")
    write(ui, "40")
    press(ui, ENTER, ENTER)
    assert focus() == "line-discount"
    enter("八折")
    press(ui, ENTER)
    write(ui, "xg")
    press(ui, ENTER)
    write(ui, "3")
    press(ui, ENTER, ENTER, ENTER, ENTER)
    assert focus() == "field-reduction"
    write(ui, "47")
    assert (new.form.sums.payable.text(), new.form.sums.profit.text()) == ("¥1,200.00", "¥120.00  10%")
    press(ui, Qt.Key.Key_S, modifiers=CONTROL)
    made = orders.order(ui.desk, orders.of_customer(ui.desk, shop.customer)[0].id)
    assert [(line.code, line.quantity, line.price, line.discount, line.amount) for line in made.lines] == [
        ("ZB-70", Decimal(40), Decimal(25), Decimal(20), Decimal(800)),
        ("XG-388", Decimal(3), Decimal(149), None, Decimal(447)),
    ]
    assert (made.amount, made.values["terms_days"], made.values["by"]) == (Decimal(1200), 30, "陈立")
    assert said == [f"Saved order {made.number}"]
    assert not drafts.all_drafts(ui.desk)
    history.undo(ui.desk)
    assert len(orders.of_customer(ui.desk, shop.customer)) == 2


def test_enter_takes_the_best_product_even_before_it_was_found(ui: Ui, new: OrderDialog):
    QTest.keyClicks(QApplication.focusWidget(), "xg")
    QTest.keyClick(QApplication.focusWidget(), ENTER)
    rest(ui)
    assert (focus(), column(new.form, "product")[0]) == ("line-quantity", "硒鼓 HP-388A")
    close(new, ui)


def test_what_is_wrong_stands_beside_its_line_and_is_not_saved(ui: Ui, shop: Shop, new: OrderDialog, qtbot: QtBot):
    press(ui, Qt.Key.Key_S, modifiers=CONTROL)
    assert new.notice.isVisible()
    enter("没有的东西")
    qtbot.waitUntil(new.form.part.finding.list.isVisible)
    press(ui, Qt.Key.Key_Escape, ENTER)
    write(ui, "-5")
    press(ui, Qt.Key.Key_Up)
    assert told(new.form) == "There is no product “没有的东西”. Add it first, or choose one from the list."
    new.form.part.lines.put(0, "product", "ZB-70")
    rest(ui)
    assert told(new.form) == "For goods that come back record a return instead of a quantity below zero."
    press(ui, Qt.Key.Key_S, modifiers=CONTROL)
    assert (focus(), new.isVisible()) == ("line-quantity", True)
    assert len(orders.of_customer(ui.desk, shop.customer)) == 2
    close(new, ui)


def test_a_product_that_is_not_there_is_made_on_the_way(ui: Ui, new: OrderDialog, qtbot: QtBot):
    enter("碎纸机")
    rest(ui)
    qtbot.waitUntil(new.form.part.finding.list.isVisible)
    press(ui, ENTER)
    dialog = new.findChild(ProductDialog)
    assert dialog.form.text("name") == "碎纸机"
    dialog.form.put("price", "320")
    dialog.form.put("unit", "台")
    dialog.accept()
    rest(ui)
    assert products.product(ui.desk, products.meant(ui.desk, "碎纸机")).price == Decimal(320)
    new.activateWindow()
    qtbot.waitUntil(lambda: focus() == "line-quantity")
    assert column(new.form, "price")[0] == "¥320.00"
    close(new, ui)


def test_the_last_price_is_taken_and_a_sample_costs_nothing(ui: Ui, new: OrderDialog):
    write(ui, "ZB-70")
    press(ui, ENTER)
    write(ui, "10")
    press(ui, ENTER)
    new.form.part.hand.last.click()
    rest(ui)
    assert (column(new.form, "price")[0], column(new.form, "discount")[0]) == ("¥23.50", "")
    assert not new.form.part.hand.last.isVisible()
    assert new.form.sums.payable.text() == "¥235.00"
    new.form.part.hand.sample.click()
    rest(ui)
    assert (new.form.sums.payable.text(), new.form.part.lines.lines[0].sample) == ("¥0.00", True)
    press(ui, Qt.Key.Key_Delete, modifiers=CONTROL)
    assert column(new.form, "product") == [""]
    close(new, ui)


def test_debts_put_the_delivery_on_hold_until_it_is_released_with_a_reason(ui: Ui, shop: Shop, new: OrderDialog):
    write(ui, "YZ-01")
    press(ui, ENTER)
    write(ui, "40")
    press(ui, ENTER)
    bar = new.form.risk.bar
    assert bar.accessibleName() == (
        "Beyond the credit limit and overdue debts: delivery will be on hold Credit limit ¥20,000.00  ·  "
        "owed now ¥470.00  ·  after this order ¥25,634.00  ·  overdue ¥470.00 since 2 Sep 2026"
    )
    assert not bar.buttons["release"].isVisible()
    new.accept()
    rest(ui)
    assert new.order is not None
    assert new.order.values["hold"]
    again = OrderDialog(ui, None, new.order.id, parent=None)
    again.show()
    rest(ui)
    again.form.risk.bar.buttons["release"].click()
    ask = again.findChild(ReleaseDialog)
    ask.accept()
    assert ask.isVisible()
    ask.form.put("released_reason", "货款已在路上")
    ask.accept()
    rest(ui)
    kept = orders.order(ui.desk, new.order.id)
    assert (kept.values.get("hold"), kept.values["released_reason"]) == (None, "货款已在路上")
    assert not again.form.risk.isVisible()
    again.hide()
    again.deleteLater()


def test_an_offer_is_won_or_lost(ui: Ui, shop: Shop, put_up: PutUp):
    dialog = put_up(OrderDialog(ui, None, shop.offer))
    rest(ui)
    assert not dialog.form.head.rows["signed_on"].isVisible()
    dialog.findChild(QWidget, "order-lost").click()
    ask = dialog.findChild(LostDialog)
    ask.accept()
    assert ask.form.rows["lost_reason"].problem()[0] == "bad"
    ask.form.put("lost_reason", "Price")
    ask.form.put("lost_to", "云岫家具")
    ask.accept()
    rest(ui)
    lost = orders.order(ui.desk, shop.offer)
    assert (lost.state, lost.values["lost_reason"], lost.values["lost_to"]) == ("lost", "price", "云岫家具")
    history.undo(ui.desk)
    other = put_up(OrderDialog(ui, None, shop.offer))
    rest(ui)
    other.form.part.lines.put(0, "quantity", "5")
    other.findChild(QWidget, "order-win").click()
    rest(ui)
    won = orders.order(ui.desk, shop.offer)
    assert (won.state, won.lines[0].quantity, won.values["signed_on"]) == ("ordered", Decimal(5), ui.desk.today())


def test_a_customer_is_picked_first_where_none_is_open(ui: Ui, shop: Shop, put_up: PutUp):
    dialog = put_up(OrderDialog(ui, None, None, "offer"))
    rest(ui)
    assert (focus(), dialog.windowTitle()) == ("order-customer", "New offer")
    assert not dialog.form.part.isEnabled()
    write(ui, "K00131")
    press(ui, ENTER)
    assert focus() == "line-product"
    write(ui, "YZ-01")
    press(ui, ENTER)
    write(ui, "1")
    dialog.accept()
    rest(ui)
    assert [row.state for row in orders.of_customer(ui.desk, shop.customer)].count("offer") == 2


def test_amounts_of_an_old_order_stay_exact_unless_its_line_is_typed_over(ui: Ui, shop: Shop, put_up: PutUp):
    line = {"product": "ZB-70", "quantity": "3", "amount": "129.6961", "cost": "50.1234"}
    old = orders.add(ui.desk, shop.customer, {"date": "2025-03-02", "settled": "yes"}, [line])[0]
    before = orders.order(ui.desk, old).lines
    dialog = put_up(OrderDialog(ui, None, old))
    rest(ui)
    dialog.form.head.put("notes", "补录")
    dialog.accept()
    rest(ui)
    assert orders.order(ui.desk, old).lines == before
    again = put_up(OrderDialog(ui, None, old))
    rest(ui)
    again.form.part.lines.put(0, "description", "旧单")
    again.accept()
    rest(ui)
    assert orders.order(ui.desk, old).amount == Decimal("129.6961")
    last = put_up(OrderDialog(ui, None, old))
    rest(ui)
    last.form.part.lines.put(0, "price", "40")
    last.accept()
    rest(ui)
    assert orders.order(ui.desk, old).amount == Decimal(120)


def test_instalments_are_proposed_until_all_is_placed(ui: Ui, shop: Shop, new: OrderDialog):
    write(ui, "YZ-01")
    press(ui, ENTER)
    write(ui, "10")
    press(ui, ENTER)
    parts = new.form.head.instalments
    parts.add()
    assert parts.texts() == [{"due_on": "2026-12-21", "amount": "¥6,291.00"}]
    parts.findChild(QLineEdit, "instalment-amount-1").setText("3000")
    parts.add()
    assert parts.texts()[1] == {"due_on": "2027-01-21", "amount": "¥3,291.00"}
    parts.findChild(QLineEdit, "instalment-day-2").setText("2027-02-30")
    new.accept()
    assert (new.isVisible(), focus()) == (True, "instalment-day-2")
    parts.findChild(QLineEdit, "instalment-day-2").setText("2027-02-28")
    new.accept()
    rest(ui)
    assert new.order is not None
    assert [(one.due_on.isoformat(), one.amount) for one in new.order.instalments] == [
        ("2026-12-21", Decimal(3000)),
        ("2027-02-28", Decimal(3291)),
    ]


def test_nothing_typed_is_lost(ui: Ui, shop: Shop, new: OrderDialog, put_up: PutUp, answer):
    write(ui, "YZ-01")
    press(ui, ENTER)
    write(ui, "7")
    press(ui, ENTER)
    new.form.head.put("notes", "送到三号仓")
    asked = answer("leave-cancel")
    new.reject()
    assert (len(asked), new.isVisible()) == (1, True)
    new._keeper.keep_now()  # as the window does before the data file is closed
    ui.bus.typing.clear()
    ui.bus.typed.clear()
    other = put_up(OrderDialog(ui, shop.customer))
    rest(ui)
    assert other._keeper.bar.isVisible()
    other._keeper.bar.answered.emit(CONTINUE)
    rest(ui)
    assert (column(other.form, "quantity"), other.form.head.text("notes")) == (["7", ""], "送到三号仓")
    assert other.form.sums.payable.text() == "¥4,403.70"
    close(new, ui)
    other.accept()
    rest(ui)
    assert other.order is not None
    assert other.order.amount == Decimal("4403.70")


def test_what_is_paid_and_came_back_is_shown(ui: Ui, shop: Shop, put_up: PutUp):
    payments.add(ui.desk, shop.customer, {"amount": "100"}, shop.old)
    dialog = put_up(OrderDialog(ui, None, shop.old))
    rest(ui)
    sums = dialog.form.sums
    assert (sums.paid.text(), sums.due.text()) == ("¥100.00", "¥370.00")
    assert focus() == "line-quantity"
    close(dialog, ui)


def test_a_customer_deleted_meanwhile_is_told_in_the_form(ui: Ui, shop: Shop, new: OrderDialog):
    write(ui, "YZ-01")
    press(ui, ENTER)
    customers.delete(ui.desk, (shop.customer,))
    write(ui, "2")
    press(ui, ENTER)
    new.accept()
    assert (new.isVisible(), new.notice.isVisible()) == (True, True)
    assert orders.order(ui.desk, shop.old).lines
    close(new, ui)
