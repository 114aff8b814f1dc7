"""The tabs Loyalty and Selection of the page Insight, their dialogs and what the file says, by keyboard and mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.customers import Listing
from crmdesk.gui.dialogs.assessment import AssessmentDialog
from crmdesk.gui.dialogs.survey import SurveyDialog
from crmdesk.gui.models.tiers_people import FIRST_FIGURE
from crmdesk.gui.pages.insight_loyalty import INDICATORS, SURVEYS, LoyaltyTab
from crmdesk.gui.pages.insight_selection import RISKS, SelectionTab
from crmdesk.gui.ui import Ui
from crmdesk.gui.window import MainWindow
from crmdesk.services import assessments, customers, history, orders, products, surveys
from crmdesk.services.desk import Desk
from tests.gui.conftest import OpenWindow, PutUp, enter, opened

Key = Qt.Key
ZHANG, HEYAN, SHAN = "张伟", "禾砚精密机械（嘉兴）有限公司", "单雄信"
_SCORES = {
    ZHANG: ("7", "8", "8", "8"), HEYAN: ("8", "9", "8", "5"), SHAN: ("8", "5", "8", "4"),
}  # fmt: skip


@pytest.fixture
def ids(desk: Desk) -> dict[str, int]:
    """Three were asked: loyal, easily won by competitors, destructive; the first bought twice."""
    rows = customers.rows(desk, customers.find(desk, Listing(sort="number"), 10))
    found = {row.name: row.id for row in rows}
    products.add(desk, {"name": "缠绕膜", "code": "CRM-1", "price": "1", "cost": "0.6"})
    for day, yuan in (("2026-02-10", "3000"), ("2026-08-10", "5000")):
        orders.add(desk, found[ZHANG], {"date": day}, [{"product": "CRM-1", "quantity": yuan, "price": "1"}])
    for name, scores in _SCORES.items():
        keys = ("product_expected", "product_felt", "service_expected", "service_felt")
        said = dict(zip(keys, scores, strict=True))
        surveys.add(desk, found[name], {"day": "2026-10-12", "praises": "yes" if name == ZHANG else "no", **said})
    return found


def rest(qtbot: QtBot, tab: Any) -> None:
    """Until what the view shown reads is there."""
    qtbot.waitUntil(lambda: not tab.jobs.busy)


def press(qtbot: QtBot, widget: QWidget, name: str) -> None:
    button = widget.findChild(QAbstractButton, name)
    assert button is not None, name
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_field_of_the_matrix_opens_its_customers(
    qtbot: QtBot, put: Callable[..., Any], ids: dict[str, int], ui: Ui
) -> None:
    tab = put(LoyaltyTab)
    view = tab.current
    qtbot.waitUntil(lambda: view.found is not None)
    chart = view.box.chart
    assert [series.values for series in chart.series] == [(1, 0), (1, 1)]
    assert ZHANG in chart.series[0].notes[0]
    assert "¥8,000.00" in chart.series[0].notes[0]
    assert list(view.pane.people.ids) == [ids[ZHANG]]
    view.box.opened.emit("yes", "no")
    assert list(view.pane.people.ids) == [ids[HEYAN]]
    assert tab.customer_in_hand() == ids[HEYAN]
    assert view.pane.title.text() == "Easily won by competitors: 1"
    with qtbot.waitSignal(ui.bus.open_customer) as opening:
        qtbot.keyClick(view.pane.table, Key.Key_Return)
    assert opening.args == [ids[HEYAN]]
    dissatisfied = next(part for part in view.levels.parts if part.fact.key == "dissatisfied")
    with qtbot.waitSignal(ui.bus.show_listing) as listing:
        qtbot.mouseClick(dissatisfied, Qt.MouseButton.LeftButton)
    assert listing.args is not None
    assert dissatisfied.fact.value.startswith(str(len(customers.find(ui.desk, listing.args[0], 10))))
    assert "2 customers were not asked" in view.unjudged.text()
    with qtbot.waitSignal(ui.bus.show_listing) as listing:
        qtbot.mouseClick(view.unjudged, Qt.MouseButton.LeftButton)
    assert listing.args is not None
    assert len(customers.find(ui.desk, listing.args[0], 10)) == 2


def test_an_indicator_leads_down_to_its_records(
    qtbot: QtBot, put: Callable[..., Any], ids: dict[str, int], ui: Ui
) -> None:
    tab = put(LoyaltyTab)
    tab.show_view(INDICATORS)
    view = tab.current
    qtbot.waitUntil(lambda: view.found is not None and len(view.records.model.ids) == 1)
    rows = {row.asked.key: row.asked for row in view.list._rows}
    assert rows["reputation"].count == "33.3%"
    assert rows["reputation"].beside == "on the scale: 50%"
    assert rows["return-rate"].count == "100%"
    assert rows["selling-power"].count == "no data"
    assert "No offer" in rows["selling-power"].advice
    assert view.records.record().customer_name == ZHANG
    press(qtbot, view, "segment-whole")
    qtbot.waitUntil(lambda: len(view.records.model.ids) == 3)
    view.list.take_keyboard()
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, Key.Key_Down)
    qtbot.waitUntil(lambda: view.records.behind.key == "named-demand")
    view.list.set_key("return-rate")
    view.box.opened.emit("6", "return-rate")
    qtbot.waitUntil(lambda: view.records.behind.key == "return-rate" and view.now.isVisible())
    qtbot.waitUntil(lambda: [view.records.model.ids[0]] == [ids[ZHANG]])
    press(qtbot, tab, "segment-month")
    qtbot.waitUntil(lambda: view.found.step == "month" and len(view.box.chart.categories) == 12)
    assert view.box.chart.categories[-1].label == "26-11"


def test_surveys_are_narrowed_opened_and_deleted(
    qtbot: QtBot, put: Callable[..., Any], ids: dict[str, int], ui: Ui
) -> None:
    tab = put(LoyaltyTab)
    tab.show_view(SURVEYS)
    view = tab.current
    qtbot.waitUntil(lambda: len(view.model.ids) == 3)
    view.level.set_key("dissatisfied")
    view.level.picked.emit("dissatisfied")
    qtbot.waitUntil(lambda: len(view.model.ids) == 2)
    view.period.set_key("last-year")
    view.period.picked.emit("last-year")
    qtbot.waitUntil(lambda: view.stack.currentWidget() is view.none)
    view.period.set_key("ever")
    view.period.picked.emit("ever")
    qtbot.waitUntil(lambda: len(view.model.ids) == 2)
    row = view.survey()
    with qtbot.waitSignal(ui.bus.open_survey) as opening:
        qtbot.keyClick(view.table, Key.Key_Return)
    assert opening.args == [row.id]
    view.take_keyboard()
    qtbot.keyClick(view.table, Key.Key_Delete)
    qtbot.waitUntil(lambda: len(view.model.ids) == 1)
    assert history.undo(ui.desk) is not None
    assert len(surveys.of_customer(ui.desk, row.customer_id)) == 1


def test_what_a_customer_says_is_typed_and_told(qtbot: QtBot, put_up: PutUp, ids: dict[str, int], ui: Ui) -> None:
    dialog = put_up(SurveyDialog(ui, ids[ZHANG]))
    dialog.begin_with_text()
    form = dialog.form
    assert form.inputs["overall_expected"].widget.hasFocus()
    dialog.accept()
    assert form.refused() == ["overall_felt"]
    typed = {"product_expected": "8", "product_felt": "11", "service_expected": "8", "service_felt": "9"}
    for key, text in typed.items():
        _type(qtbot, form.inputs[key].widget, text)
    assert "product_felt" in form.refused()
    _type(qtbot, form.inputs["product_felt"].widget, "7")
    assert not dialog.badges[0].isHidden()
    assert not dialog.badges[1].isHidden()
    assert dialog.badges[1].accessibleName() == "Still hopes in us"
    press(qtbot, form.inputs["praises"].widget, "segment-yes")
    press(qtbot, form.inputs["buys_again"].widget, "segment-no")
    form.focus("notes")
    enter("交货太慢")
    with qtbot.waitSignal(ui.bus.changed):
        qtbot.keyClick(form.inputs["notes"].widget, Key.Key_Return)
    said = surveys.of_customer(ui.desk, ids[ZHANG])[0]
    assert (said.level, said.loyalty) == ("dissatisfied", "hopeful")
    assert (said.values["praises"], said.values["buys_again"]) == (True, False)
    assert "asks_by_name" not in said.values
    assert said.values["notes"] == "交货太慢"
    kept = put_up(SurveyDialog(ui, survey=said))
    press(qtbot, kept.form.inputs["praises"].widget, "segment-open")
    kept.accept()
    assert "praises" not in surveys.survey(ui.desk, said.id).values


def test_proposals_are_taken_with_their_figures(qtbot: QtBot, put_up: PutUp, ids: dict[str, int], ui: Ui) -> None:
    dialog = put_up(AssessmentDialog(ui, ids[ZHANG]))
    qtbot.waitUntil(dialog.take.isEnabled)
    answers = dialog.form.answers
    assert "¥8,000.00" in answers["good_demand"].why.text()
    assert answers["good_growing"].proposal is None
    assert answers["good_growing"].take.isHidden()
    assert answers["good_demand"].take.text() == "Proposed: Yes"
    qtbot.mouseClick(answers["good_demand"].take, Qt.MouseButton.LeftButton)
    assert answers["good_demand"].segments.key() == "yes"
    assert answers["good_demand"].take.isHidden()
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    proposed = {each.key: each.value for each in assessments.propose(ui.desk, ids[ZHANG])}
    assert dict(dialog.form.assessment().marks) == proposed
    press(qtbot, answers["poor_credit"], "segment-yes")
    assert dialog.verdict.accessibleName() == "Poor customer"
    _type(qtbot, dialog.form.inputs["level"].widget, "9")
    dialog.accept()
    assert dialog.form.refused() == ["level"]
    _type(qtbot, dialog.form.inputs["level"].widget, "5")
    with qtbot.waitSignal(ui.bus.changed):
        dialog.accept()
    kept = assessments.of_customer(ui.desk, ids[ZHANG])[0]
    assert kept.judged.verdict == "poor"
    assert kept.assessment.level == 5


def test_who_was_assessed_stands_under_verdict_and_risk(
    qtbot: QtBot, put: Callable[..., Any], ids: dict[str, int], ui: Ui
) -> None:
    good = {"good_demand": "yes", "good_profit": "yes", "good_loyal": "yes", "risk_loss": "yes"}
    assessments.add(ui.desk, ids[ZHANG], good)
    assessments.add(ui.desk, ids[SHAN], {"poor_credit": "yes", "level": "5", "capacity": "2"})
    tab = put(SelectionTab)
    view = tab.current
    qtbot.waitUntil(lambda: len(view.pane.people.ids) == 2)
    assert view.box.chart.series[0].values == (1, 0, 1)
    view.box.opened.emit("poor", "customers")
    qtbot.waitUntil(lambda: list(view.pane.people.ids) == [ids[SHAN]])
    told = [reason.told(ui.words) for reason in view.pane.person().reasons]
    assert "Poor marks: No credit: bad debts, lawsuits." in told
    verdict = view.pane.model.index(0, FIRST_FIGURE)
    assert verdict.data() == "Poor customer"
    assert verdict.data(Qt.ItemDataRole.TextAlignmentRole) is None  # words stand at the left, figures at the right
    with qtbot.waitSignal(ui.bus.assess) as again:
        qtbot.mouseClick(view.pane.side.deeds.widgets()[0], Qt.MouseButton.LeftButton)
    assert again.args == [ids[SHAN]]
    tab.show_view(RISKS)
    view = tab.current
    qtbot.waitUntil(lambda: view.found is not None)
    risks = [each.key for each in view.box.chart.categories]
    assert risks == ["risk_financial", "risk_profit", "risk_management", "risk_loss", "misfit"]
    assert view.box.chart.series[0].values == (0, 0, 0, 1, 1)
    view.box.opened.emit("risk_loss", "customers")
    qtbot.waitUntil(lambda: list(view.pane.people.ids) == [ids[ZHANG]])
    assert "3 customers were never assessed" in view.open.text()


def test_the_file_shows_both_and_takes_new_ones(
    qtbot: QtBot, shown: OpenWindow, ids: dict[str, int], desk: Desk
) -> None:
    window: MainWindow = shown(desk)
    ui, pane = window.ui, window.content.page.pane
    ui.bus.open_customer.emit(ids[HEYAN])
    qtbot.waitUntil(lambda: pane.customer_id == ids[HEYAN])
    pane.show_page("assessment")
    page = pane.pages.assessment
    qtbot.waitUntil(lambda: page.isVisible() and page.opinions.isVisible())
    cards = page.opinions
    assert len(cards.satisfaction.rows) == 1
    assert not cards.selecting.rows
    assert cards.selecting.why.text() == "Was not assessed yet."
    cards.selecting.head.acted.emit()
    dialog = opened(window, AssessmentDialog)
    for key in ("good_demand", "good_profit", "good_cheap"):
        press(qtbot, dialog.form.answers[key], "segment-yes")
    dialog.accept()
    qtbot.waitUntil(lambda: len(cards.selecting.rows) == 1)
    assert cards.selecting.why.text().startswith("Good marks: 3 of 5.")
    qtbot.mouseClick(cards.satisfaction.rows[0].day, Qt.MouseButton.LeftButton)
    survey = opened(window, SurveyDialog)
    assert survey.form.text("service_felt") == "5"
    _type(qtbot, survey.form.inputs["service_felt"].widget, "8")
    survey.accept()
    assert surveys.of_customer(desk, ids[HEYAN])[0].loyalty == "loyal"
    cards.satisfaction.rows[0].delete_asked.emit(surveys.of_customer(desk, ids[HEYAN])[0].id)
    qtbot.waitUntil(lambda: not cards.satisfaction.rows)
    ui.masking.set_on(True)
    cards.satisfaction.head.acted.emit()
    assert not [each for each in window.findChildren(SurveyDialog) if each.isVisible()]


def _type(qtbot: QtBot, widget: QWidget, text: str) -> None:
    assert isinstance(widget, QLineEdit)
    widget.setFocus()
    widget.selectAll()
    qtbot.keyClicks(widget, text)
    qtbot.keyClick(widget, Key.Key_Tab)
