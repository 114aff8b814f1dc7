"""The tabs 80/20, Six questions and Policies of the page Tiers, worked with by keyboard and mouse."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.six_questions import KEYS
from crmdesk.gui.dialogs.contact import ContactDialog
from crmdesk.gui.dialogs.planning import PlanningDialog
from crmdesk.gui.dialogs.policy import PolicyDialog
from crmdesk.gui.jobs import Jobs
from crmdesk.gui.models import tiers_charts as charts
from crmdesk.gui.models.tiers_people import ADVICE, NAME
from crmdesk.gui.pages.tiers_pareto import CELL, COST, ParetoPart
from crmdesk.gui.pages.tiers_people import PeoplePane
from crmdesk.gui.pages.tiers_policy import PolicyPart
from crmdesk.gui.pages.tiers_questions import QuestionsPart
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.ui import Bus, Ui
from crmdesk.services import customers, groups, history, interactions, orders, policies, products
from crmdesk.services.desk import Desk
from tests.gui.conftest import enter

Key = Qt.Key
Tab = TypeVar("Tab", ParetoPart, QuestionsPart, PolicyPart)
ZHANG, HEYAN, SHAN, SHISHAN, XU = "张伟", "禾砚精密机械（嘉兴）有限公司", "单雄信", "拾山食品（绍兴）有限公司", "许念安"
SOLD = {ZHANG: 12000, HEYAN: 5000, SHAN: 800, SHISHAN: 200}
"""Yuan, last year."""


@pytest.fixture
def ids(desk: Desk) -> dict[str, int]:
    """Last year's orders of four; two bought again this year, less. 禾砚 is wanted, 拾山食品 is in a mailing group and
    bought least, 许念安 nothing."""
    found = _ids(desk)
    products.add(desk, {"name": "缠绕膜", "code": "CRM-1", "price": "1", "cost": "0.6", "category": "包装膜"})
    for name, yuan in SOLD.items():
        _order(desk, found[name], "2025-03-10", yuan)
    _order(desk, found[ZHANG], "2026-02-10", 2000)
    _order(desk, found[HEYAN], "2026-02-10", 900)
    customers.edit(desk, found[HEYAN], {"wanted": "yes", "kind": "enterprise"})
    group, _changes = groups.add(desk, "邮寄名单")
    groups.put_in(desk, group, [found[SHISHAN]])
    interactions.add(desk, found[ZHANG], {"at": "2026-11-02 10:00", "kind": "call", "content": "问过需求"})
    return found


def _ids(desk: Desk) -> dict[str, int]:
    from crmdesk.core.customers import Listing

    rows = customers.rows(desk, customers.find(desk, Listing(sort="number"), 10))
    return {row.name: row.id for row in rows}


def _order(desk: Desk, customer: int, day: str, yuan: int) -> None:
    orders.add(desk, customer, {"date": day}, [{"product": "CRM-1", "quantity": str(yuan), "price": "1"}])


def rest(qtbot: QtBot, part: QWidget) -> None:
    qtbot.waitUntil(lambda: not part.jobs.busy)


def listed(pane: PeoplePane, column: int = NAME) -> list[str]:
    return [str(pane.model.index(row, column).data() or "") for row in range(pane.model.rowCount())]


def told(pane: PeoplePane) -> str:
    """What is said of the customer in hand."""
    QApplication.processEvents()
    return " ".join(label.text() for label in pane.side.findChildren(QLabel) if label.isVisible())


def press(qtbot: QtBot, part: QWidget, button: str) -> None:
    qtbot.mouseClick(part.findChild(QWidget, button), Qt.MouseButton.LeftButton)


# Six questions


def test_each_question_names_its_customers_with_reason_and_advice(qtbot: QtBot, put, ids: dict[str, int]):
    part = put(QuestionsPart)
    assert part.list.key() == "gold-medal"
    assert listed(part.pane) == [ZHANG]
    assert "No. 1 of 2025 with ¥12,000.00." in told(part.pane)
    counts = []
    for _question in KEYS:
        counts.append(len(listed(part.pane)))
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Down)
    assert part.list.key() == "elsewhere"
    assert counts[:5] == [1, 1, 1, 0, 1]
    assert part.pane.empty.isVisible() or listed(part.pane)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Up)
    assert part.list.key() == "ordering-less"
    assert "83% less" in told(part.pane)
    assert "Visit before a competitor does" in told(part.pane)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Up)
    assert part.pane.empty.accessibleName().startswith("No big customer complained more than once")
    assert not part.pane.side.isVisible()


def test_who_only_costs_is_taken_off_the_mailing_group(qtbot: QtBot, put, ui: Ui, ids: dict[str, int]):
    said: list[str] = []
    ui.bus.message.connect(lambda text, _undo: said.append(text))
    part = put(QuestionsPart)
    part.list.set_key("only-cost")
    assert listed(part.pane) == [SHISHAN]
    assert listed(part.pane, ADVICE) == ["Mail less"]
    button = part.pane.side.deeds.widgets()[0]
    menu: QMenu = button.menu()
    menu.aboutToShow.emit()
    groups_shown: list[QAction] = [each for each in menu.actions() if each.objectName().startswith("group-")]
    assert [each.text() for each in groups_shown] == ["邮寄名单"]
    groups_shown[0].trigger()
    assert said == ["Changed 1 customer"]
    assert not customers.file(ui.desk, ids[SHISHAN]).values.get("groups")
    ui.wrote(history.undo(ui.desk)[1])
    assert customers.file(ui.desk, ids[SHISHAN]).values["groups"]


def test_the_missing_contact_of_a_wanted_enterprise_is_added(qtbot: QtBot, put, ui: Ui, ids: dict[str, int]):
    part = put(QuestionsPart)
    part.list.set_key("wanted")
    assert "0 of 3, 3 more needed" in told(part.pane)
    press(qtbot, part, "tiers-questions-people-side-contact")
    dialog = part.window().findChild(ContactDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.form.put("name", "钱小夏")
    dialog.form.put("mobile", "13900000028")
    dialog.accept()
    rest(qtbot, part)
    assert [each.values["name"] for each in customers.file(ui.desk, ids[HEYAN]).contacts] == ["钱小夏"]
    qtbot.waitUntil(lambda: "1 of 3, 2 more needed" in told(part.pane))


def test_a_visit_is_planned_or_logged_and_an_offer_begun(qtbot: QtBot, put, ui: Ui, ids: dict[str, int]):
    asked: list[object] = []
    ui.bus.new_order.connect(lambda *args: asked.append(args))
    ui.bus.record_interaction.connect(lambda *args: asked.append(args))
    ui.bus.open_customer.connect(asked.append)
    part = put(QuestionsPart)
    press(qtbot, part, "tiers-questions-people-side-plan")
    dialog = part.window().findChild(PlanningDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.form.put("next_step", "上门谈续约")
    dialog.form.put("next_date", "2026-11-30")
    dialog.accept()
    rest(qtbot, part)
    (step,) = interactions.open_steps(ui.desk, ids[ZHANG])
    assert step.values["next_step"] == "上门谈续约"
    press(qtbot, part, "tiers-questions-people-side-offer")
    qtbot.keyClick(part.pane.table, Key.Key_Return)
    part.pane.side.doing.do("plan", ids[XU])
    assert asked == [(ids[ZHANG], "offer"), ids[ZHANG], (ids[XU], {"next_step": "Visit"})]


def test_without_anybody_a_sentence_stands_in_place_of_every_list(
    qtbot: QtBot, empty_desk: Desk, words_en, preferences: Preferences, theme
):
    jobs = Jobs(empty_desk)
    ui = Ui(empty_desk, words_en, jobs, Bus(), preferences)
    parts = [QuestionsPart(ui), ParetoPart(ui)]
    for part in parts:
        qtbot.addWidget(part)
        part.show()
        rest(qtbot, part)
        qtbot.waitUntil(lambda part=part: part.found is not None)
        assert part.pane.empty.accessibleName() == "There are no customers yet."
    assert parts[1].boxes[charts.CURVE].empty.accessibleName() == "There are no customers yet."
    assert parts[1].boxes[charts.CELLS].empty.accessibleName() == "There are no customers yet."
    assert parts[1].boxes[charts.CURVE].chart.note == ""
    for part in parts:
        part.close_down()
    jobs.close()


# 80/20


def test_the_curve_and_the_cells_lead_to_their_customers(qtbot: QtBot, put, ids: dict[str, int]):
    part = put(ParetoPart)
    curve = part.boxes[charts.CURVE]
    assert curve.chart.title == "In 2025, the best 20% brought 66.7% of sales"
    assert listed(part.pane) == [SHISHAN]
    curve.take_keyboard()
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert listed(part.pane) == [ZHANG]
    assert part.customer_in_hand() == ids[ZHANG]
    cells = part.boxes[charts.CELLS]
    cells.take_keyboard()
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_End)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert part.lists.key() == CELL
    assert XU in listed(part.pane)
    assert sum(cell.count for cell in part.found.matrix.cells) == 5
    part.lists.set_key(COST)


def test_another_basis_is_reckoned_in_the_background(qtbot: QtBot, put, ids: dict[str, int]):
    part = put(ParetoPart)
    part.basis.set_key("sales")
    part.basis.picked.emit("sales")
    rest(qtbot, part)
    assert part.found.ranking.basis == "sales"
    assert "Until 21 Nov 2026" in part.boxes[charts.CURVE].chart.title


# Policies


def test_a_policy_is_changed_and_put_back(qtbot: QtBot, put, ui: Ui, ids: dict[str, int]):
    part = put(PolicyPart)
    value = part.findChild(QLabel, "tiers-policy-gold-service")
    assert value.text() == "Delivered first, complaints answered the same day"
    qtbot.mouseDClick(value, Qt.MouseButton.LeftButton)
    dialog = part.window().findChild(PolicyDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    QApplication.focusWidget().selectAll()
    enter("两小时上门")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, part)
    qtbot.waitUntil(lambda: value.text() == "两小时上门")
    assert policies.of_tier(ui.desk, "gold", ui.words).service == "两小时上门"
    press(qtbot, part, "tiers-policy-gold-reset")
    qtbot.waitUntil(lambda: value.text().startswith("Delivered first"))
    part.copy_selected()
    assert QApplication.clipboard().text().splitlines()[0] == "\tGold\tSilver\tBronze\tIron"
