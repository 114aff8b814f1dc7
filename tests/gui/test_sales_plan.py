"""The tab Sales plan as one works with it: targets typed, taken away, proposed; owners, years, progress."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmdesk.gui.dialogs.plan_proposing import PlanProposingDialog
from crmdesk.gui.pages.follow_up_plan import SalesPlanTab
from crmdesk.services import sales_plan
from crmdesk.services.desk import Desk
from tests.gui.conftest import OpenWindow, enter, opened
from tests.gui.test_visits import cells
from tests.services.selling import sell

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tab(desk: Desk, shown: OpenWindow, qtbot: QtBot) -> SalesPlanTab:
    """The tab with the keyboard: one with a target, two who bought last year, one of them of another owner."""
    sell(desk, 1, 80_000, "2025-06-01")
    sell(desk, 1, 30_000, "2026-03-01")
    sell(desk, 2, 50_000, "2025-07-01")
    sell(desk, 3, 40_000, "2025-08-01")
    sales_plan.set_target(desk, 1, 2026, Decimal(100_000))
    window = shown(desk)
    window.ui.bus.go.emit("follow-up/plan")
    qtbot.waitUntil(lambda: not window.ui.jobs.busy)
    page = window.content.places.page("follow-up")
    page.take_keyboard()
    return page.tab("plan")


def targets(tab: SalesPlanTab) -> list[str]:
    return [text for (text,) in cells(tab.table, 3)]


def settled(tab: SalesPlanTab, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not tab.window().ui.jobs.busy)


def test_targets_are_typed_one_after_the_other(tab: SalesPlanTab, qtbot: QtBot, desk: Desk):
    assert QApplication.focusWidget() is tab.table
    assert cells(tab.table, 0, 3, 4, 5, 6, 7) == [
        ("张伟", "¥100,000", "¥80,000", "¥30,000", "¥2,727", "30%"),
        ("禾砚精密机械（嘉兴）有限公司", "", "¥50,000", "", "", ""),
        ("单雄信", "", "¥40,000", "", "", ""),
    ]
    qtbot.keyClick(tab.table, Qt.Key.Key_Down)
    for typed in ("60000", "9万"):
        qtbot.keyClick(tab.table, typed[0])
        enter(typed[1:])
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: QApplication.focusWidget() is tab.table)
        settled(tab, qtbot)
    assert targets(tab) == ["¥100,000", "¥60,000", "¥90,000"]
    assert tab.side.line().figures.target == Decimal(250_000)
    assert tab.table.line().customer_id == 3
    qtbot.keyClick(tab.table, Qt.Key.Key_Delete)
    settled(tab, qtbot)
    assert targets(tab) == ["¥100,000", "¥60,000", ""]
    qtbot.keyClick(tab.table, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: targets(tab)[2] == "¥90,000")
    tab.head.order_by_heading("target")
    settled(tab, qtbot)
    assert targets(tab) == ["¥60,000", "¥90,000", "¥100,000"]
    tab.window().ui.masking.set_on(True)
    settled(tab, qtbot)
    qtbot.keyClick(tab.table, Qt.Key.Key_F2)
    assert not tab.table.typing
    assert sales_plan.row(desk, 2, 2026).target == Decimal(60_000)


def test_what_is_no_amount_stays_to_be_mended(tab: SalesPlanTab, qtbot: QtBot, desk: Desk):
    qtbot.keyClick(tab.table, Qt.Key.Key_F2)
    for typed in ("十多万", "-5"):
        QApplication.focusWidget().selectAll()
        enter(typed)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: tab.table.currentIndex().row() == 1)
        assert tab.mark.isVisible()
        tab.table.selectRow(0)
        assert targets(tab)[0] == typed
        qtbot.keyClick(tab.table, Qt.Key.Key_F2)
    assert tab.mark.text() == "K00001: A sales target cannot be below nothing."
    assert sales_plan.row(desk, 1, 2026).target == Decimal(100_000)
    QApplication.focusWidget().selectAll()
    enter("120000")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: tab.table.typing and tab.table.line().customer_id == 2)
    assert not tab.mark.isVisible()
    assert sales_plan.row(desk, 1, 2026).target == Decimal(120_000)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    settled(tab, qtbot)
    assert targets(tab)[0] == "¥120,000"


def test_owners_years_and_anybody(tab: SalesPlanTab, qtbot: QtBot):
    assert cells(tab.side.owners, 0, 1, 2) == [
        ("All", "¥100,000", "30%"),
        ("陈立", "¥100,000", "30%"),
        ("王晓", "", ""),
    ]
    tab.side.owners.setFocus()
    for _ in range(2):
        qtbot.keyClick(tab.side.owners, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: cells(tab.table, 0) == [("单雄信",)])
    tab.side.show_everybody()
    qtbot.waitUntil(lambda: tab.count == 3)
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: cells(tab.table, 0) == [("张伟",)])
    assert [tab.lines.headings()[column] for column in (4, 5)] == ["Sales 2026", "Sales 2027"]
    qtbot.keyClick(tab.table, "x")
    enter("u")
    qtbot.waitUntil(lambda: cells(tab.table, 0) == [("许念安",)])
    tab.head.search.setText("没有这个人")
    qtbot.waitUntil(tab._empty.isVisible)


def test_targets_are_proposed_from_last_year(tab: SalesPlanTab, qtbot: QtBot, desk: Desk):
    tab.head.propose.click()
    dialog = opened(tab.window(), PlanProposingDialog)
    dialog.percent.setText("lots")
    assert dialog.row.problem()[0] == "bad"
    assert not dialog.confirm_button.isEnabled()
    dialog.percent.setText("10%")
    qtbot.waitUntil(dialog.confirm_button.isEnabled)
    assert dialog.told.text() == "2 targets, ¥99,000.00 together"
    dialog.over.setChecked(True)
    qtbot.waitUntil(lambda: dialog.told.text() == "3 targets, ¥187,000.00 together")
    dialog.over.setChecked(False)
    qtbot.waitUntil(lambda: dialog.proposal is not None and dialog.proposal.count == 2)
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(dialog, Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: targets(tab) == ["¥100,000", "¥55,000", "¥44,000"])
    tab.window().activateWindow()
    qtbot.waitUntil(tab.window().isActiveWindow)
    qtbot.keyClick(tab.table, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: targets(tab) == ["¥100,000", "", ""])
