"""The tab Next purchase of the page Insight, worked with by keyboard and mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmdesk.gui.dialogs.purchases import PurchasesDialog
from crmdesk.gui.models.repurchase import C_CUSTOMER, C_HIT, C_MISS, CUSTOMER, DAYS, ON, PRICE, QUANTITY, WHAT
from crmdesk.gui.pages.insight_maker import write_maker_sales
from crmdesk.gui.pages.insight_repurchase import RepurchaseTab
from crmdesk.gui.ui import Ui
from crmdesk.services import customers, orders, products
from crmdesk.services.desk import Desk
from crmdesk.sheets.reading import read_book
from tests.gui.insight_put import dialog, ids_of, listed, press, rest, told, view

Key = Qt.Key
ZHANG, SHAN, XU = "张伟", "单雄信", "许念安"
FILM, TAPE = "缠绕膜", "封箱胶带"


@pytest.fixture
def ids(desk: Desk) -> dict[str, int]:
    """张伟 buys film every 30 days and needs it in a week, 单雄信's tape is overdue; the film is on promotion."""
    found = ids_of(desk)
    promoted = {"promotion_price": "8", "promotion_from": "2026-11-01", "promotion_to": "2026-11-30"}
    products.add(desk, {"name": FILM, "code": "CRM-1", "price": "10", "cost": "6", "unit": "卷", **promoted})
    products.add(desk, {"name": TAPE, "code": "CRM-2", "price": "5", "cost": "3", "unit": "卷"})
    for day in ("2026-06-01", "2026-07-01", "2026-07-31", "2026-08-30", "2026-09-29", "2026-10-29"):
        _order(desk, found[ZHANG], day, "CRM-1", 12)
    for day in ("2026-08-01", "2026-08-31", "2026-09-30"):
        _order(desk, found[SHAN], day, "CRM-2", 40)
    return found


def _order(desk: Desk, customer: int, day: str, code: str, quantity: int) -> None:
    orders.add(desk, customer, {"date": day}, [{"product": code, "quantity": str(quantity), "price": "10"}])


def test_who_needs_what_soon_at_todays_price_and_what_is_overdue(qtbot: QtBot, put, ui: Ui, ids: dict[str, int]):
    tab = put(RepurchaseTab)
    soon = tab.current
    assert [listed(soon.model, column) for column in (CUSTOMER, WHAT, ON, QUANTITY, PRICE)] == [
        [ZHANG], [FILM], ["28 Nov 2026"], ["12 卷"], ["¥8.00"],
    ]  # fmt: skip
    assert soon.title.text() == "1 purchase expected in the next 14 days"
    assert "usually every 30 days" in told(soon.side)
    assert "on promotion" in told(soon.side)
    asked: list[tuple[int, str]] = []
    ui.bus.new_order.connect(lambda whose, state: asked.append((whose, state)))
    press(qtbot, tab, "insight-soon-side-offer")
    assert asked == [(ids[ZHANG], "offer")]
    view(qtbot, tab, "late")
    assert [listed(soon.model, column) for column in (CUSTOMER, WHAT, DAYS)] == [[SHAN], [TAPE], ["22"]]
    view(qtbot, tab, "30")
    assert listed(soon.model) == [ZHANG]
    press(qtbot, tab, "segment-category")
    rest(qtbot, tab)
    assert soon.empty.isVisible()


def test_the_purchases_a_prediction_rests_on_open_their_orders(qtbot: QtBot, put, ui: Ui, ids: dict[str, int]):
    tab = put(RepurchaseTab)
    press(qtbot, tab, "insight-soon-side-purchases")
    records = dialog(qtbot, tab, PurchasesDialog)
    assert len(listed(records.model)) == 6
    assert listed(records.model, 3)[0] == "12 卷"
    opened: list[int] = []
    ui.bus.open_order.connect(opened.append)
    qtbot.keyClick(records.table, Key.Key_Return)
    assert len(opened) == 1


def test_accuracy_is_told_beside_two_simpler_guesses(qtbot: QtBot, put, ui: Ui, ids: dict[str, int]):
    tab = put(RepurchaseTab)
    view(qtbot, tab, "accuracy")
    accuracy = tab.current
    assert accuracy.box.chart.title == "Next purchases: 100.0% in the margin"
    assert listed(accuracy.ways.model(), 1) == ["1", "1", "1"]
    assert [listed(accuracy.model, column) for column in (C_CUSTOMER, C_MISS)] == [[ZHANG], ["0"]]
    assert listed(accuracy.model, C_HIT)[0].startswith("yes")
    assert "1 on too few dates" in accuracy.counts.text()
    opened: list[int] = []
    ui.bus.open_customer.connect(opened.append)
    assert accuracy.table.horizontalScrollBar().maximum() == 0  # also where a share is less than its heading needs
    accuracy.table.setFocus()
    qtbot.keyClick(accuracy.table, Key.Key_Return)
    assert opened == [ids[ZHANG]]


def test_without_purchases_a_sentence_says_so(qtbot: QtBot, put, ui: Ui):
    tab = put(RepurchaseTab)
    assert tab.current.empty.accessibleName() == "Nobody has bought anything yet. Enter orders, or import them."
    view(qtbot, tab, "late")
    assert tab.current.empty.accessibleName() == "Nobody has bought anything yet. Enter orders, or import them."
    with qtbot.waitSignal(ui.bus.new_order):
        press(qtbot, tab, "insight-soon-empty-button")
    view(qtbot, tab, "accuracy")
    assert tab.current.stack.currentWidget() is tab.current.empty
    assert tab.current.box.empty.accessibleName() == "Nobody has bought anything yet. Enter orders, or import them."


def test_sales_for_the_maker_name_nobody(qtbot: QtBot, put, ui: Ui, ids: dict[str, int], tmp_path: Path):
    tab = put(RepurchaseTab)
    said: list[str] = []
    ui.bus.message.connect(lambda text, _undo: said.append(text))
    write_maker_sales(ui, tab, tmp_path / "厂家.xlsx")
    rest(qtbot, tab)
    assert said == ["Saved 7 rows as “厂家.xlsx”"]
    cells = [str(cell) for sheet in read_book(tmp_path / "厂家.xlsx").sheets for row in sheet.rows for cell in row]
    assert FILM in cells
    assert not any(ZHANG in cell for cell in cells)


def test_hidden_personal_data_is_hidden_here_too(qtbot: QtBot, put, ui: Ui, desk: Desk, ids: dict[str, int]):
    customers.edit(desk, ids[ZHANG], {"name": "张伟13900000013"})
    tab = put(RepurchaseTab)
    ui.masking.set_on(True)
    rest(qtbot, tab)
    assert listed(tab.current.model)
    assert "13900000013" not in "".join(listed(tab.current.model))
    assert "13900000013" not in told(tab.current.side)
    view(qtbot, tab, "accuracy")
    assert "13900000013" not in "".join(listed(tab.current.model))
