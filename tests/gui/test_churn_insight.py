"""The tab Churn of the page Insight, and marking customers lost from their files and the list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.at_risk import COMPLAINING, FALLING, GONE, LATE, REASONS, SILENT
from crmdesk.core.customers import Listing
from crmdesk.gui.dialogs.loss import LossDialog, MarkLostDialog, WonBackDialog
from crmdesk.gui.models import churn_charts as charts
from crmdesk.gui.models.churn_people import ALL, BACK, CHANGE, COMPLAINT, MARK, PERHAPS, TAKE_OUT, WON
from crmdesk.gui.models.tiers_people import NAME, WHY
from crmdesk.gui.pages.customers_menu import CustomerMenu
from crmdesk.gui.pages.insight_churn import RISK, ChurnTab
from crmdesk.gui.pages.tiers_people import PeoplePane
from crmdesk.gui.ui import Ui
from crmdesk.services import complaints, customers, history, losses, orders, products
from crmdesk.services.desk import Desk
from tests.gui.conftest import enter, opened

Key = Qt.Key
ZHANG, HEYAN, SHAN, SHISHAN, XU = "张伟", "禾砚精密机械（嘉兴）有限公司", "单雄信", "拾山食品（绍兴）有限公司", "许念安"
BOUGHT = {
    ZHANG: ("2025-01-10", "2026-11-10"), HEYAN: ("2025-02-10", "2025-11-30"), SHAN: ("2025-03-10", "2026-10-20"),
    SHISHAN: ("2023-05-10",), XU: ("2025-06-10",),
}  # fmt: skip


@pytest.fixture
def ids(desk: Desk) -> dict[str, int]:
    """All five ordered in 2025 or before; 拾山食品 nothing since 2023. 禾砚 was lost in March, 单雄信 in January and
    won back; 许念安 complained."""
    rows = customers.rows(desk, customers.find(desk, Listing(sort="number"), 10))
    found = {row.name: row.id for row in rows}
    products.add(desk, {"name": "缠绕膜", "code": "CRM-1", "price": "1", "cost": "0.6", "category": "包装膜"})
    for name, on in BOUGHT.items():
        for day in on:
            orders.add(desk, found[name], {"date": day}, [{"product": "CRM-1", "quantity": "1000", "price": "1"}])
    losses.mark_lost(desk, [found[HEYAN]], {"lost_on": "2026-03-05", "reason": "neglect", "text": "半年没人上门"})
    losses.mark_lost(desk, [found[SHAN]], {"lost_on": "2026-01-10", "reason": "defect"})
    losses.win_back(desk, [found[SHAN]], {"won_back_on": "2026-02-01"})
    complaints.add(desk, found[XU], {"words": "发来的膜少了两卷"})
    return found


@pytest.fixture
def tab(qtbot: QtBot, ui: Ui, ids: dict[str, int]) -> Iterator[ChurnTab]:
    """The tab alone, once what it reads is there."""
    tab = ChurnTab(ui)
    qtbot.addWidget(tab)
    tab.resize(1136, 652)
    tab.show()
    qtbot.waitUntil(tab.isActiveWindow)
    rest(qtbot, tab)
    yield tab
    tab.close_down()


def rest(qtbot: QtBot, tab: ChurnTab) -> None:
    qtbot.waitUntil(lambda: not any(view.jobs.busy for view in tab.views.values()))


def names(pane: PeoplePane) -> list[str]:
    return [str(pane.model.index(row, NAME).data() or "") for row in range(pane.model.rowCount())]


def told(pane: PeoplePane) -> str:
    QApplication.processEvents()
    return " ".join(label.text() for label in pane.side.findChildren(QLabel) if label.isVisible())


def facts(tab: ChurnTab) -> str:
    return ", ".join(part.accessibleName() for part in tab.current.facts.parts)


def deed(qtbot: QtBot, pane: PeoplePane, name: str) -> None:
    button = next(each for each in pane.side.deeds.widgets() if each.objectName().endswith(f"-side-{name}"))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(combo: QWidget, key: str) -> None:
    assert isinstance(combo, QComboBox)
    combo.setFocus()
    combo.setCurrentIndex(combo.findData(key))


# Lost and won back


def test_the_figures_of_a_year_and_whom_they_count(tab: ChurnTab):
    assert "Churn rate 40%, Customers lost 2 of 5, Average lifetime 2.5 years, Sales lost ¥2,000.00" in facts(tab)
    view = tab.current
    assert names(view.pane) == [HEYAN, SHAN]
    assert "Ours: neglect." in told(view.pane)
    assert "半年没人上门" in told(view.pane)
    assert "1 of them was won back since" in view.notes.text()
    assert view.boxes[charts.SIDES].chart.title == "100% left by our own fault (reference 70%)"
    assert tab.status() == ["2 customers"]
    assert tab.customers_in_order() == losses.customers_of(tab.ui.desk, view.pane.people.ids)


def test_every_figure_opens_whom_it_counts(qtbot: QtBot, tab: ChurnTab):
    view = tab.current
    view.period.set_key("year")
    view.load()
    rest(qtbot, tab)
    for key, expected in (("cost", [HEYAN, SHAN]), ("rate", [HEYAN, SHAN]), ("lifetime", [HEYAN, SHAN])):
        part = next(each for each in view.facts.parts if each.fact.key == key)
        part.setFocus()
        qtbot.keyClick(part, Key.Key_Space)
        rest(qtbot, tab)
        assert names(view.pane) == expected, key
        assert view.all.isVisible() == (key != "cost")
        assert view.sort.isVisible()
    assert view.period.key() == "12-months"
    assert view.boxes[charts.MONTHS].chart.note == "22 Nov 2025 to 21 Nov 2026"


OPENED = (
    (charts.MONTHS, "2026-03-01", charts.LOST, [HEYAN]),
    (charts.MONTHS, "2026-02-01", charts.BACK, [SHAN]),
    (charts.MONTHS, "2026-05-01", charts.LOST, []),
    (charts.COSTS, "2026-01-01", charts.LOST, [SHAN]),
    (charts.SIDES, "ours", charts.LOST, [HEYAN, SHAN]),
    (charts.SIDES, "objective", charts.LOST, []),
    (charts.REASONS, "defect", charts.LOST, [SHAN]),
    (charts.PARTS, "", charts.RATE, [HEYAN, SHAN]),
)


def test_every_value_opens_its_customers(qtbot: QtBot, tab: ChurnTab):
    view = tab.current
    for chart, category, series, expected in OPENED:
        view.boxes[chart].opened.emit(category, series)
        rest(qtbot, tab)
        assert names(view.pane) == expected, (chart, category)
        assert view.all.isVisible()
        qtbot.mouseClick(view.all, Qt.MouseButton.LeftButton)
        rest(qtbot, tab)
        assert not view.all.isVisible()
        assert names(view.pane) == ([SHAN] if series == charts.BACK else [HEYAN, SHAN])
    view.by.set_key("owner")
    view.by.chosen.emit("owner")
    rest(qtbot, tab)
    drawn = view.boxes[charts.PARTS].chart
    assert [each.label for each in drawn.categories] == ["陈立, 1 of 3", "王晓, 1 of 2"]
    view.boxes[charts.PARTS].opened.emit("王晓", charts.RATE)
    rest(qtbot, tab)
    assert names(view.pane) == [SHAN]


def test_won_back_perhaps_lost_and_a_time_without_losses(qtbot: QtBot, tab: ChurnTab):
    view = tab.current
    view.list.setFocus()
    qtbot.mouseClick(view.list.findChild(QWidget, f"segment-{BACK}"), Qt.MouseButton.LeftButton)
    rest(qtbot, tab)
    assert names(view.pane) == [SHAN]
    assert "Won back on 1 Feb 2026." in told(view.pane)
    assert not view.sort.isVisible()
    qtbot.mouseClick(view.list.findChild(QWidget, f"segment-{PERHAPS}"), Qt.MouseButton.LeftButton)
    rest(qtbot, tab)
    assert names(view.pane) == [SHISHAN]
    assert "No order for 24 months" in told(view.pane)
    qtbot.mouseClick(view.list.findChild(QWidget, "segment-lost"), Qt.MouseButton.LeftButton)
    choose(view.period, "year-before")
    view.period.picked.emit("year-before")
    rest(qtbot, tab)
    assert names(view.pane) == []
    assert view.pane.empty.accessibleName().startswith("Nobody was marked lost in this time.")
    assert "Churn rate 0%" in facts(tab)
    assert not any(box.isVisible() for box in view.boxes.values())


def test_who_is_lost_is_won_back_and_undone(qtbot: QtBot, tab: ChurnTab, ui: Ui, ids: dict[str, int]):
    said: list[tuple[str, bool]] = []
    ui.bus.message.connect(lambda text, undo: said.append((text, undo)))
    deed(qtbot, tab.current.pane, WON)
    dialog = opened(tab, WonBackDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    enter("经理上门道歉")
    qtbot.keyClick(dialog, Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    loss = losses.of_customer(ui.desk, ids[HEYAN])[0]
    assert (loss.won_back_on, loss.won_back_text) == (dt.date(2026, 11, 21), "经理上门道歉")
    assert said[-1] == ("Won back: K00002", True)
    rest(qtbot, tab)
    assert "2 of them were won back since" in tab.current.notes.text()
    ui.wrote(history.undo(ui.desk)[1])
    rest(qtbot, tab)
    assert losses.present(ui.desk, ids[HEYAN]) is not None
    assert "1 of them was won back since" in tab.current.notes.text()


def test_a_loss_is_changed_and_taken_out(qtbot: QtBot, tab: ChurnTab, ui: Ui, ids: dict[str, int]):
    pane = tab.current.pane
    pane.table.go_to(1)
    deed(qtbot, pane, CHANGE)
    dialog = opened(tab, LossDialog)
    dialog.form.put("lost_on", "2026-12-24")
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.form.refused() == ["lost_on", "won_back_on"]
    dialog.form.put("lost_on", "2026-01-12")
    dialog.accept()
    assert losses.of_customer(ui.desk, ids[SHAN])[0].lost_on == dt.date(2026, 1, 12)
    rest(qtbot, tab)
    deed(qtbot, pane, TAKE_OUT)
    rest(qtbot, tab)
    assert losses.of_customer(ui.desk, ids[SHAN]) == []
    assert names(pane) == [HEYAN]
    assert "Customers lost 1 of 5" in facts(tab)


def test_an_empty_file_has_sentences_in_place_of_numbers(qtbot: QtBot, ui: Ui):
    tab = ChurnTab(ui)
    qtbot.addWidget(tab)
    tab.show()
    rest(qtbot, tab)
    assert facts(tab) == "Average lifetime not defined"
    assert tab.current.notes.text() == "Nobody had ordered before this period began, so nobody could be lost."
    tab.show_view(RISK)
    rest(qtbot, tab)
    assert tab.current.pane.empty.accessibleName() == "Nobody has ordered yet. Enter orders, or import them."
    tab.close_down()


# At risk


def test_showing_those_at_risk_puts_no_window_up(qtbot: QtBot, tab: ChurnTab):
    """A widget that is shown before it has its place is a window of its own for a moment, and takes the keyboard."""
    tab.show_view(RISK)
    rest(qtbot, tab)
    assert tab.isActiveWindow()


@pytest.fixture
def risk(qtbot: QtBot, tab: ChurnTab) -> ChurnTab:
    tab.show_view(RISK)
    rest(qtbot, tab)
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    return tab


def test_each_reason_names_its_customers(qtbot: QtBot, risk: ChurnTab, ui: Ui):
    view = risk.current
    risk.take_keyboard()
    shown = {view.list.key(): names(view.pane)}
    for _reason in REASONS:
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Down)
        shown[view.list.key()] = names(view.pane)
    assert shown[GONE] == [SHISHAN]
    assert shown[COMPLAINING] == [XU]
    assert shown[SILENT] == []
    assert shown[FALLING] == [XU]
    assert HEYAN not in shown[ALL]
    assert set(shown[ALL]) == {name for code in REASONS for name in shown[code]}
    assert set(shown[LATE]) <= set(shown[ALL])
    view.list.set_key(ALL)
    qtbot.mouseClick(view.whose.findChild(QWidget, "segment-mine"), Qt.MouseButton.LeftButton)
    rest(qtbot, risk)
    owners = {row.owner for row in customers.rows(ui.desk, list(view.pane.people.ids))}
    assert owners == {ui.desk.who}


def test_the_complaint_of_who_complained_is_opened(qtbot: QtBot, risk: ChurnTab, ui: Ui, ids: dict[str, int]):
    view = risk.current
    view.list.set_key(COMPLAINING)
    assert str(view.pane.model.index(0, WHY).data()).startswith("Open complaints: 1.")
    assert "Advice: Answer faster: settle the complaint first." in told(view.pane)
    with qtbot.waitSignal(ui.bus.open_complaint) as asked:
        deed(qtbot, view.pane, COMPLAINT)
    assert asked.args == complaints.ids_of_customer(ui.desk, ids[XU])


def test_who_may_be_lost_is_marked(qtbot: QtBot, risk: ChurnTab, ui: Ui, ids: dict[str, int]):
    view = risk.current
    view.list.set_key(GONE)
    deed(qtbot, view.pane, MARK)
    dialog = opened(risk, MarkLostDialog)
    qtbot.keyClick(dialog, Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert dialog.form.refused() == ["reason"]
    dialog.form.put("reason", "objective")
    qtbot.keyClick(dialog, Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    loss = losses.present(ui.desk, ids[SHISHAN])
    assert loss is not None
    assert (loss.reason, loss.lost_on, loss.by) == ("objective", dt.date(2026, 11, 21), ui.desk.who)
    rest(qtbot, risk)
    assert names(view.pane) == []
    assert view.pane.empty.accessibleName() == "Nobody is at risk for this reason."


def test_hidden_data_is_not_shown_and_nothing_is_marked(qtbot: QtBot, risk: ChurnTab, ui: Ui):
    view = risk.current
    view.list.set_key(GONE)
    refused: list[bool] = []
    ui.masking.refused.connect(lambda: refused.append(True))
    ui.masking.set_on(True)
    rest(qtbot, risk)
    deed(qtbot, view.pane, MARK)
    assert refused == [True]
    assert risk.findChildren(MarkLostDialog) == []


# In the file and the list


def test_marked_in_the_file_and_won_back(qtbot: QtBot, window, desk: Desk, ids: dict[str, int]):
    pane = window.content.page.pane
    window.ui.bus.open_customer.emit(ids[ZHANG])
    qtbot.waitUntil(lambda: pane.customer_id == ids[ZHANG])
    entry = window.findChild(QWidget, "file-head").menu
    actions = {action.objectName(): action for action in entry.actions()}
    assert actions["file-lost"].text() == "Mark lost..."
    assert not actions["file-loss"].isVisible()
    actions["file-lost"].trigger()
    dialog = opened(window, MarkLostDialog)
    dialog.form.put("reason", "trust")
    dialog.accept()
    qtbot.waitUntil(lambda: actions["file-lost"].text() == "Won back...")
    assert actions["file-loss"].isVisible()
    badge = next(each for each in window.findChildren(QWidget, "badge-lost") if each.isVisible())
    assert badge.badge().text == "Lost 21 Nov"
    actions["file-lost"].trigger()
    opened(window, WonBackDialog).accept()
    qtbot.waitUntil(lambda: actions["file-lost"].text() == "Mark lost...")


def test_several_are_marked_from_the_list_in_one_action(qtbot: QtBot, window, ids: dict[str, int]):
    chosen = [ids[ZHANG], ids[XU]]
    menu = CustomerMenu(window.ui, chosen, deleted=False, parent=window.content.page)
    texts = {action.objectName(): action for action in menu.actions()}
    assert {"customer-lost", "customer-won-back"} <= set(texts)
    texts["customer-lost"].trigger()
    dialog = opened(window, MarkLostDialog)
    assert dialog.windowTitle() == "Mark lost – 2 customers"
    dialog.form.put("reason", "social")
    dialog.accept()
    assert all(losses.present(window.ui.desk, each) is not None for each in chosen)
    window.ui.wrote(history.undo(window.ui.desk)[1])
    assert all(losses.present(window.ui.desk, each) is None for each in chosen)
    menu.deleteLater()
