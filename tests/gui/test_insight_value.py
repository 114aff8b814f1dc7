"""The tab Value of the page Insight, worked with by keyboard and mouse."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crmdesk.gui.dialogs.customer_value import CustomerValueDialog
from crmdesk.gui.dialogs.delivered_value import DeliveredValueDialog
from crmdesk.gui.dialogs.tier_sources import SourcesDialog
from crmdesk.gui.dialogs.untimed import UntimedDialog
from crmdesk.gui.pages.insight_value import ValueTab
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.services import complaints, customers, delivered_value, drafts, history, interactions, settings
from crmdesk.services.desk import Desk
from tests.gui.conftest import OpenWindow, enter, go_on
from tests.gui.insight_put import dialog, ids_of, listed, press, rest, told, type_in, view
from tests.services.selling import sell

Key = Qt.Key
ZHANG, HEYAN, SHAN, SHISHAN, XU = "张伟", "禾砚精密机械（嘉兴）有限公司", "单雄信", "拾山食品（绍兴）有限公司", "许念安"


@pytest.fixture
def ids(desk: Desk) -> dict[str, int]:
    """张伟 brings 400 a year and costs 30, 禾砚 brought 100 in its first months, what 单雄信 brings is not known."""
    found = ids_of(desk)
    sell(desk, found[ZHANG], 900, "2024-03-01", 400)
    sell(desk, found[ZHANG], 1000, "2026-03-01", 600)
    sell(desk, found[HEYAN], 300, "2026-09-14", 200)
    sell(desk, found[SHAN], 500, "2026-05-01", None)
    call = {"at": "2026-06-01 10:00", "kind": "visit", "content": "谈明年", "cost": "30", "minutes": "45"}
    interactions.add(desk, found[ZHANG], call)
    return found


def test_everybody_by_lifetime_value_under_assumptions_that_are_typed(qtbot: QtBot, put, ids: dict[str, int]):
    tab = put(ValueTab)
    worth = tab.current
    model = worth.pane.model
    assert listed(model) == [HEYAN, ZHANG, SHISHAN, XU, SHAN]
    # 100 in 69 days are 528.99 a year; 370 a year for five years at 10 %
    assert listed(model, 2) == ["≈ ¥2,005.27", "¥1,402.59", "¥0.00", "¥0.00", "not known"]
    assert (worth.total.text(), worth.times.text()) == ("¥3,407.86", "4 customers × ¥851.97 on average")
    assert "A guess" in told(worth.pane.side)
    rate = worth.assumed.inputs["rate"]
    before = worth.total.text()
    type_in(qtbot, rate, "-100")
    assert "must be above" in worth.problem.text()
    assert worth.total.text() == before
    type_in(qtbot, rate, "0")
    rest(qtbot, tab)
    assert not worth.problem.text()
    assert listed(model, 2)[1] == "¥1,850.00"
    press(qtbot, tab, "insight-worth-assumed-back")
    rest(qtbot, tab)
    assert worth.total.text() == before
    assert rate.text() == "10"


def test_a_day_of_the_course_opens_the_values_of_then(qtbot: QtBot, put, ids: dict[str, int]):
    tab = put(ValueTab)
    worth = tab.current
    box = worth.box
    box.swap.click()
    box.table.setFocus()
    box.table.selectRow(7)  # the third quarter
    qtbot.keyClick(box.table, Key.Key_Return)
    rest(qtbot, tab)
    assert worth.day == dt.date(2026, 9, 30)
    assert "30 Sep 2026" in worth.pane.title.text()
    # 100 in 17 days count as thirty
    assert listed(worth.pane.model, 2)[0] == "≈ ¥4,612.12"
    press(qtbot, tab, "insight-worth-today")
    rest(qtbot, tab)
    assert worth.day is None
    assert listed(worth.pane.model, 2)[0] == "≈ ¥2,005.27"


def test_how_the_value_of_one_comes_about_and_the_records_behind_it(
    qtbot: QtBot, put, ui: Ui, desk: Desk, ids: dict[str, int]
):
    tab = put(ValueTab)
    tab.current.pane.go_to(1)
    press(qtbot, tab, "insight-worth-people-side-worth")
    opened = dialog(qtbot, tab, CustomerValueDialog)
    assert opened.total.text() == "¥1,402.59"
    assert all(part in told(opened) for part in (ZHANG, "¥400.00", "-¥30.00", "¥370.00", "3.7908"))
    type_in(qtbot, opened.assumed.inputs["years"], "0")
    assert "year" in opened.problem.text()
    assert opened.total.text() == "¥1,402.59"
    type_in(qtbot, opened.assumed.inputs["years"], "2")
    rest(qtbot, tab)
    assert opened.total.text() == "¥642.15"
    opened_orders: list[int] = []
    ui.bus.open_order.connect(opened_orders.append)
    press(qtbot, opened, "customer-value-records")
    records = next(each for each in opened.findChildren(SourcesDialog) if each.isVisible())
    assert listed(records.model, 3) == ["¥400.00", "-¥30.00"]
    qtbot.waitUntil(records.isActiveWindow)
    qtbot.keyClick(records.table, Key.Key_Return)
    assert len(opened_orders) == 1
    assert not opened.isVisible()


def test_without_anything_a_sentence_stands_where_the_number_would_be(qtbot: QtBot, put, ui: Ui):
    tab = put(ValueTab)
    worth = tab.current
    assert worth.total.text() == "Not known yet"
    assert "nothing to reckon with" in worth.times.text()
    assert "nothing to reckon with" in worth.box.empty.accessibleName()
    view(qtbot, tab, "time")
    assert "No contact and no order" in tab.current.pane.empty.accessibleName()
    view(qtbot, tab, "delivered")
    assert tab.current.empty.isVisible()


def test_time_against_profit_by_tier_and_customer(qtbot: QtBot, put, ids: dict[str, int]):
    tab = put(ValueTab)
    view(qtbot, tab, "time")
    time = tab.current
    assert listed(time.pane.model)[0] == ZHANG
    assert [listed(time.pane.model, column)[0] for column in (2, 3, 4)] == ["45", "¥400.00", "¥493.33"]
    press(qtbot, tab, "insight-time-people-side-records")
    records = dialog(qtbot, tab, SourcesDialog)
    assert listed(records.model, 2)[1] == "45 min"
    assert listed(records.model, 3) == ["¥400.00", "-¥30.00"]
    records.reject()
    time.show_tier("gold")
    rest(qtbot, tab)
    assert time.pane.model.rowCount() == 0
    assert time.all.isVisible()
    press(qtbot, tab, "insight-time-all")
    rest(qtbot, tab)
    assert time.pane.model.rowCount() == 3
    for fact, order in (("cost", "cost"), ("per-hour", "per-hour"), ("minutes", "minutes")):
        press(qtbot, tab, f"insight-time-facts-{fact}")
        rest(qtbot, tab)
        assert time.sort.key() == order


def test_contacts_without_minutes_are_listed_and_opened(qtbot: QtBot, put, ui: Ui, desk: Desk, ids: dict[str, int]):
    made = [
        interactions.add(desk, ids[name], {"at": at, "kind": "call", "content": "问库存"})[0]
        for name, at in ((ZHANG, "2026-10-01 09:00"), (SHAN, "2026-11-02 09:00"))
    ]
    tab = put(ValueTab)
    view(qtbot, tab, "time")
    time = tab.current
    time.show_tier("gold")
    rest(qtbot, tab)
    assert time.untimed.text() == "2 contacts have no minutes noted."
    press(qtbot, tab, "insight-time-untimed")
    rest(qtbot, tab)
    records = dialog(qtbot, tab, UntimedDialog)
    assert listed(records.model, 1) == [SHAN, ZHANG]
    with qtbot.waitSignal(ui.bus.open_interaction) as opening:
        qtbot.keyClick(records.table, Key.Key_Return)
    assert opening.args == [made[1]]
    for each in made:
        interactions.edit(desk, each, {"minutes": "10"})
    time.load()
    rest(qtbot, tab)
    assert not time.untimed.isVisible()


def test_delivered_value_is_scored_beside_a_competitor(qtbot: QtBot, put, ui: Ui, desk: Desk, ids: dict[str, int]):
    tab = put(ValueTab)
    view(qtbot, tab, "delivered")
    press(qtbot, tab, "insight-delivered-empty-button")
    form = dialog(qtbot, tab, DeliveredValueDialog)
    form.line.set_customer(ids[ZHANG])
    for key, score in (("ours_product", "8"), ("theirs_product", "11")):
        field = form.form.inputs[key].widget
        field.setFocus()
        qtbot.keyClicks(field, score)
    form.accept()
    assert form.isVisible()
    assert set(form.form.refused()) == {"competitor", "theirs_product"}
    form.form.inputs["competitor"].widget.setFocus()
    enter("虚谷包材")
    for key in ("service", "people", "image", "money", "time", "mental", "physical"):
        for side, score in (("ours", "5"), ("theirs", "6")):
            form.form.put(f"{side}_{key}", score)
    form.form.put("theirs_product", "9")
    assert "Ours: total value 23 − total cost 20 = delivered value 3" in form.told.text()
    qtbot.keyClick(form, Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, tab)
    delivered = tab.current
    assert listed(delivered.competitors.model()) == ["虚谷包材"]
    assert delivered.box.chart.title == "Behind 虚谷包材 in: Product value, Service value, People value"
    assert [listed(delivered.model, column) for column in (1, 2, 3)] == [[ZHANG], ["3"], ["3"]]
    delivered.table.setFocus()
    qtbot.keyClick(delivered.table, Key.Key_Delete)
    rest(qtbot, tab)
    assert delivered.empty.isVisible()
    assert not delivered_value.of_customer(desk, ids[ZHANG])
    ui.wrote(history.undo(desk)[1])
    rest(qtbot, tab)
    assert listed(delivered.model, 1) == [ZHANG]


def test_hidden_personal_data_is_hidden_here_too(qtbot: QtBot, put, ui: Ui, desk: Desk, ids: dict[str, int]):
    customers.edit(desk, ids[ZHANG], {"name": "张伟13900000013"})
    tab = put(ValueTab)
    ui.masking.set_on(True)
    rest(qtbot, tab)
    assert not any("13900000013" in name for name in listed(tab.current.pane.model))
    tab.current.show_worth(ids[ZHANG])
    assert "13900000013" not in told(dialog(qtbot, tab, CustomerValueDialog))
    view(qtbot, tab, "delivered")
    tab.current.score()
    assert not [each for each in tab.window().findChildren(DeliveredValueDialog) if each.isVisible()]


def test_the_lifetime_value_is_at_stake_with_a_complaint(
    qtbot: QtBot, shown: OpenWindow, desk: Desk, ids: dict[str, int]
):
    complaint, _changes = complaints.add(desk, ids[ZHANG], {"words": "断了"})
    window = shown(desk)
    window.ui.bus.open_complaint.emit(complaint)

    def figure() -> LinkButton | None:
        return window.findChild(LinkButton, "side-worth-figure")

    qtbot.waitUntil(lambda: figure() is not None and figure().text() == "¥1,402.59")
    window.ui.wrote(settings.change_several(desk, {"clv.years": "1"}))
    qtbot.waitUntil(lambda: figure() is not None and figure().text() == "¥336.36")
    figure().click()
    qtbot.waitUntil(lambda: not window.ui.jobs.busy)
    opened = window.findChild(CustomerValueDialog)
    assert opened.isVisible()
    assert opened.total.text() == "¥336.36"


def test_the_file_leads_to_its_lifetime_value(qtbot: QtBot, shown: OpenWindow, desk: Desk, ids: dict[str, int]):
    window = shown(desk)
    pane = window.content.page.pane
    window.ui.bus.open_customer.emit(ids[ZHANG])
    qtbot.waitUntil(lambda: pane.customer_id == ids[ZHANG])
    actions = {each.objectName(): each for each in window.findChild(QWidget, "file-head").menu.actions()}
    actions["file-worth"].trigger()
    opened = window.findChild(CustomerValueDialog)
    qtbot.waitUntil(lambda: opened.total.text() == "¥1,402.59")


def test_what_was_scored_and_not_saved_is_gone_on_with(
    qtbot: QtBot, shown: OpenWindow, desk: Desk, ids: dict[str, int]
):
    drafts.keep(desk, drafts.key_of("delivered_value", ids[ZHANG], drafts.NEW), "Delivered value", {"ours_image": "7"})
    window = shown(desk)
    go_on(window, qtbot)
    form = next(each for each in window.findChildren(DeliveredValueDialog) if each.isVisible())
    assert form.line.customer_id == ids[ZHANG]
    assert form.form.text("ours_image") == "7"
    form.accept()
    assert delivered_value.of_customer(desk, ids[ZHANG])[0].ours.scores == {"image": 7}
