"""The tab Visit plan as one works with it: who is due, who is overdue, who is neglected, how often it asks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from crmdesk.core.visit_plan import Span
from crmdesk.gui.dialogs.interaction import InteractionDialog
from crmdesk.gui.dialogs.settings import SettingsDialog
from crmdesk.gui.dialogs.visit_plan import VisitPlanDialog
from crmdesk.gui.pages.follow_up_table import FollowUpTable
from crmdesk.gui.pages.follow_up_visits import VisitsTab
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers, interactions, staff, visit_plan
from crmdesk.services.desk import Desk
from tests.gui.conftest import OpenWindow, enter, opened

CONTROL = Qt.KeyboardModifier.ControlModifier
CONTACTS = (
    (1, "11-01", "visit"), (1, "11-20", "call"), (2, "11-05", "visit"), (2, "11-20", "call"), (3, "08-01", "call"),
    (4, "11-20", "call"),
)  # fmt: skip
FIRST = ("A", "salesperson", "visit")


@pytest.fixture
def people(desk: Desk) -> Desk:
    """Two with a grade whose visits are over their time, one whom nobody contacted since summer."""
    for customer, grade in ((1, "A"), (2, "B"), (4, "C")):
        customers.edit(desk, customer, {"grade": grade})
    for customer, day, kind in CONTACTS:
        interactions.add(desk, customer, {"at": f"2026-{day}", "kind": kind})
    return desk


@pytest.fixture
def tab(people: Desk, shown: OpenWindow, qtbot: QtBot) -> VisitsTab:
    """The tab with the keyboard, on a window of somebody who is alone."""
    return visits(shown(people), qtbot)


def visits(window: MainWindow, qtbot: QtBot) -> VisitsTab:
    window.ui.bus.go.emit("follow-up/visits")
    qtbot.waitUntil(lambda: not window.ui.jobs.busy)
    page = window.content.places.page("follow-up")
    page.take_keyboard()
    return page.tab("visits")


def cells(table: FollowUpTable, *columns: int) -> list[tuple[str, ...]]:
    model = table.model()
    return [tuple(str(model.index(row, each).data()) for each in columns) for row in range(model.rowCount())]


def test_who_is_due_and_the_contact_that_restarts_the_clock(tab: VisitsTab, qtbot: QtBot, people: Desk):
    assert QApplication.focusWidget() is tab.due
    assert cells(tab.due, 0, 2, 3, 5, 6, 7) == [
        ("张伟", "A", "Visit", "1 Nov", "11 Nov", "10 days"),
        ("禾砚精密机械（嘉兴）有限公司", "B", "Visit", "5 Nov", "Yesterday", "1 day"),
    ]
    assert tab.status() == ["2 visits and calls due"]
    assert [tab.due.isColumnHidden(4), tab.head.role.isVisible()] == [True, False]
    qtbot.keyClick(tab.due, Qt.Key.Key_Space)
    dialog = opened(tab.window(), InteractionDialog)
    assert dialog.form.text("kind") == "visit"
    dialog.form.put("content", "看了样品")
    with qtbot.waitSignal(dialog.destroyed):
        dialog.accept()
    qtbot.waitUntil(lambda: cells(tab.due, 0) == [("禾砚精密机械（嘉兴）有限公司",)])
    tab.window().activateWindow()
    qtbot.waitUntil(tab.window().isActiveWindow)
    qtbot.keyClick(tab.due, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: tab.count == 2)
    tab.head.kind.set_key("call")
    tab.head.kind.picked.emit("call")
    qtbot.waitUntil(lambda: tab.count == 0)
    tab._none.acted.emit()
    qtbot.waitUntil(lambda: tab.count == 2)
    tab.due.menu_asked.emit(tab.due.line(), tab.due.mapToGlobal(tab.due.rect().center()))
    menu = tab.findChild(QMenu, "visits-menu")
    next(each for each in menu.actions() if each.objectName() == "visit-open").trigger()
    assert tab.window().content.places.current == "customers"


def test_whom_nobody_contacted(tab: VisitsTab, qtbot: QtBot):
    tab.show_view("neglected")
    qtbot.waitUntil(lambda: tab.status() == ["1 customer without contact"])
    bounds = {button.key: button.text() for button in tab.head.bound._segments}
    assert bounds == {"7": "7 days  1", "15": "15 days  1", "30": "30 days  1", "90": "90 days  1"}
    assert cells(tab.table, 0, 3, 4)[-1] == ("单雄信", "1 Aug", "112")
    qtbot.mouseClick(tab.head.bound._segments[3], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: cells(tab.table, 0) == [("单雄信",)])
    assert tab.customers_in_order() == [3]


def test_the_table_is_typed_into_and_taken_back(tab: VisitsTab, qtbot: QtBot, people: Desk):
    qtbot.keyClick(tab.due, Qt.Key.Key_F2)
    dialog = opened(tab.window(), VisitPlanDialog)
    qtbot.waitUntil(lambda: QApplication.focusWidget().objectName() == "visit-plan-0-1")
    assert dialog.told.text() == "Due 10 days after the last one, overdue after more than 10."
    enter("每月无数次")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: QApplication.focusWidget().objectName() == "visit-plan-0-2")
    assert "每月无数次" in dialog.mark.text()
    qtbot.keyClick(dialog, Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: QApplication.focusWidget().objectName() == "visit-plan-0-1")
    assert dialog.isVisible()
    QApplication.focusWidget().selectAll()
    enter("每月 2 次")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.focusWidget().objectName() == "visit-plan-0-2")
    assert cells(dialog.table, 1)[0] == ("2 a month",)
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_S, CONTROL)
    assert visit_plan.plan(people).cells[FIRST] == Span(15, 15)
    qtbot.waitUntil(lambda: cells(tab.due, 6, 7)[0] == ("16 Nov", "5 days"))
    tab.window().activateWindow()
    qtbot.waitUntil(tab.window().isActiveWindow)
    qtbot.keyClick(tab.due, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: cells(tab.due, 7)[0] == ("10 days",))
    assert visit_plan.plan(people).cells[FIRST] == Span(10, 10)


def test_with_others_mine_comes_first(people: Desk, shown: OpenWindow, qtbot: QtBot):
    for name, role in (("陈立", "salesperson"), ("王晓", "salesperson"), ("李明远", "sales-manager")):
        staff.add(people, {"name": name, "role": role})
    customers.edit(people, 2, {"owner": "王晓"})
    tab = visits(shown(people), qtbot)
    assert cells(tab.due, 0, 4) == [("张伟", "陈立 (Salesperson)")]
    tab.head.owner.set_key("")
    tab.head.owner.picked.emit("")
    qtbot.waitUntil(lambda: tab.count == 2)
    assert cells(tab.due, 4)[1] == ("王晓 (Salesperson)",)
    assert [tab.head.role.itemData(row) for row in range(tab.head.role.count())] == ["", "salesperson", "sales-manager"]
    tab.head.role.set_key("sales-manager")
    tab.head.role.picked.emit("sales-manager")
    qtbot.waitUntil(lambda: tab.count == 0)
    tab.window().ui.masking.set_on(True)
    qtbot.waitUntil(lambda: not tab.window().ui.jobs.busy)
    tab.show_all()
    qtbot.waitUntil(lambda: tab.count == 2)


def test_the_day_in_settings(window: MainWindow, qtbot: QtBot):
    window.ui.bus.open_settings.emit("greetings.little_new_year")
    dialog = opened(window, SettingsDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.pane.key == "day"
    assert QApplication.focusWidget().currentText() == "The 23rd (north)"
    assert "tasks.sets" not in dialog.pane.marked
    dialog.navigation.search.setText("Visits and calls")
    dialog.navigation.go_to_first()
    assert QApplication.focusWidget().objectName() == "setting-visits.plan"
    dialog.close()
