"""The forms of payments, returns, invoices and products (METHOD.md sections 3 and 15)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crmdesk.gui.dialogs.goods_return import ReturnDialog
from crmdesk.gui.dialogs.invoice import InvoiceDialog
from crmdesk.gui.dialogs.payment import PaymentDialog
from crmdesk.gui.dialogs.product import ProductDialog
from crmdesk.gui.ui import Ui
from crmdesk.services import history, invoices, orders, payments, products, returns
from tests.gui.conftest import PutUp
from tests.gui.selling import Shop, focus, press, rest, stock, write


@pytest.fixture
def shop(ui: Ui) -> Shop:
    return stock(ui.desk)


def test_what_is_still_due_is_proposed_and_a_part_of_it_may_be_paid(ui: Ui, shop: Shop, put_up: PutUp):
    dialog = put_up(PaymentDialog(ui, shop.customer))
    assert (dialog.form.text("amount"), dialog.form.text("sales_order")) == (
        "¥470.00",
        "D00001 · 3 Aug 2026 · ¥470.00 due",
    )
    dialog.form.put("amount", "170")
    dialog.form.put("method", "Bank transfer")
    dialog.accept()
    assert orders.order(ui.desk, shop.old).due == Decimal(300)
    assert put_up(PaymentDialog(ui, shop.customer, shop.old)).form.text("amount") == "¥300.00"


def test_money_beyond_the_debt_is_asked_about_and_kept_as_credit(ui: Ui, shop: Shop, put_up: PutUp):
    dialog = put_up(PaymentDialog(ui, shop.customer, shop.old))
    dialog.form.put("amount", "500")
    press(ui, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.excess.accessibleName().startswith("¥30.00 more than is due")
    dialog.excess.buttons["change"].click()
    assert (focus(), dialog.excess.isVisible()) == ("field-amount", False)
    press(ui, Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    paid = orders.order(ui.desk, shop.old)
    assert (paid.due, paid.credit) == (Decimal(0), Decimal(30))


def test_a_refund_gives_back_no_more_than_was_paid(ui: Ui, shop: Shop, put_up: PutUp):
    payments.add(ui.desk, shop.customer, {"amount": "100"}, shop.old)
    dialog = put_up(PaymentDialog(ui, shop.customer, shop.old))
    dialog.form.put("kind", "refund")
    dialog.form.put("amount", "120")
    dialog.accept()
    assert dialog.form.rows["amount"].problem() == ("bad", "More than was paid (¥100.00).")
    dialog.form.put("amount", "40")
    dialog.accept()
    assert orders.order(ui.desk, shop.old).paid == Decimal(60)


def test_a_payment_is_moved_to_no_order(ui: Ui, shop: Shop, put_up: PutUp):
    paid = payments.add(ui.desk, shop.customer, {"amount": "100"}, shop.old)[0]
    dialog = put_up(PaymentDialog(ui, shop.customer, None, paid))
    assert dialog.form.text("amount") == "¥100.00"
    dialog.form.put("sales_order", "")
    dialog.accept()
    assert payments.payment(ui.desk, paid).order_id is None
    history.undo(ui.desk)
    assert payments.payment(ui.desk, paid).order_id == shop.old


def test_no_more_comes_back_than_was_sold(ui: Ui, shop: Shop, put_up: PutUp):
    returns.add(ui.desk, shop.old, {}, [{"product": "ZB-70", "quantity": "5"}])
    dialog = put_up(ReturnDialog(ui, orders.order(ui.desk, shop.old)))
    rest(ui)
    assert focus() == "return-2"
    write(ui, "16")
    press(ui, Qt.Key.Key_Return)
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.findChild(QWidget, "return-problem").text() == "At most 15 can still come back."
    rest(ui)
    write(ui, "4")
    press(ui, Qt.Key.Key_Return)
    dialog.accept()
    back = orders.order(ui.desk, shop.old)
    assert (back.returned, back.due, len(back.returns)) == (Decimal("211.50"), Decimal("258.50"), 2)


def test_a_return_is_changed(ui: Ui, shop: Shop, put_up: PutUp):
    made = returns.add(ui.desk, shop.old, {"reason": "受潮"}, [{"product": "ZB-70", "quantity": "5"}])[0]
    whole = orders.order(ui.desk, shop.old)
    dialog = put_up(ReturnDialog(ui, whole, whole.returns[0]))
    dialog.lines.take_all()
    dialog.accept()
    assert (orders.order(ui.desk, shop.old).due, returns.goods_return(ui.desk, made).reason) == (Decimal(0), "受潮")


def test_what_is_not_billed_yet_is_proposed(ui: Ui, shop: Shop, put_up: PutUp):
    invoices.add(ui.desk, shop.old, {"number": "0451123", "amount": "200", "kind": "special"})
    dialog = put_up(InvoiceDialog(ui, orders.order(ui.desk, shop.old)))
    assert (dialog.form.text("amount"), dialog.form.text("kind")) == ("¥270.00", "special")
    dialog.accept()
    assert orders.order(ui.desk, shop.old).unbilled == 0


def test_a_product_keeps_its_code_and_says_when_a_promotion_ends_too_early(ui: Ui, shop: Shop, put_up: PutUp):
    xg = products.meant(ui.desk, "XG-388")
    dialog = put_up(ProductDialog(ui, xg))
    dialog.form.put("promotion_to", "2026-10-01")
    dialog.accept()
    assert dialog.form.rows["promotion_to"].problem()[0] == "bad"
    dialog.form.put("promotion_to", "2026-12-31")
    dialog.form.put("price", "172")
    dialog.accept()
    found = products.product(ui.desk, xg)
    assert (found.code, found.price, found.promotion(ui.desk.today())) == ("XG-388", Decimal(172), Decimal(149))
