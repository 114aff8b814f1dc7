"""The conditions of a filter: added, changed, refused; from the chips of the list."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from crmdesk.core import filtering
from crmdesk.core.fields_customers import CUSTOMERS
from crmdesk.core.filtering import Condition, Filter, Test
from crmdesk.gui.dialogs.filter_conditions import ConditionsDialog
from crmdesk.gui.forms.condition_rows import ConditionRows
from crmdesk.gui.models import customer_filters as filters
from crmdesk.gui.pages.customers import CustomersPage
from crmdesk.gui.ui import Ui
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers, groups
from crmdesk.services.desk import Desk
from tests.gui.conftest import PEOPLE
from tests.gui.test_filters import CHEN, Key, chips, link, names, page, settled

__all__ = ["page"]


def conditions_dialog(window: MainWindow) -> ConditionsDialog:
    return next(dialog for dialog in window.findChildren(ConditionsDialog) if dialog.isVisible())


def test_a_condition_is_added_with_the_keyboard(qtbot: QtBot, window: MainWindow, page: CustomersPage, desk: Desk):
    customers.edit(desk, 1, {"verified_on": "2026-11-02"})
    customers.edit(desk, 2, {"verified_on": "2026-02-02"})
    qtbot.mouseClick(link(page, "filter-add"), Qt.MouseButton.LeftButton)
    dialog = conditions_dialog(window)
    row = dialog.rows.rows[0]
    qtbot.waitUntil(row.field.hasFocus)
    qtbot.keyClick(row.field, Key.Key_F4)
    assert row.field.popup is not None
    qtbot.waitUntil(row.field.popup.search.hasFocus)
    qtbot.keyClicks(row.field.popup.search, "verified")
    qtbot.keyClick(row.field.popup.search, Key.Key_Return)
    assert row.field.popup.isHidden()
    assert (row.field.key(), row.test.key()) == ("verified_on", Test.LAST_DAYS)
    row.focus_value()
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Delete)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert dialog.isVisible(), "a number of days is missing"
    qtbot.keyClicks(QApplication.focusWidget(), "30")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    settled(qtbot, page)
    assert names(page) == {"张伟"}
    assert [chip.text() for chip in chips(page)] == ["Last verified: last 30 days"]


def test_a_field_is_chosen_by_arrows_or_left_as_it_is(qtbot: QtBot, ui: Ui):
    rows = ConditionRows(ui, Filter((Condition("city", Test.IS, ("杭州市",)),)))
    qtbot.addWidget(rows)
    rows.show()
    choice = rows.rows[0].field
    choice.showPopup()
    assert choice.popup is not None
    choice.popup.search.setText("province")
    qtbot.keyClick(choice.popup.search, Key.Key_Down)
    qtbot.keyClick(choice.popup.list, Key.Key_Return)
    assert choice.popup.isHidden()
    assert choice.key() == "province"
    choice.showPopup()
    qtbot.keyClick(choice.popup, Key.Key_Escape)
    assert choice.popup.isHidden()
    assert choice.key() == "province"
    choice.showPopup()
    choice.popup.search.setText("nothing like it")
    qtbot.keyClick(choice.popup.search, Key.Key_Return)
    assert choice.key() == "province"
    choice.popup.hide()


def test_a_chip_opens_its_condition(qtbot: QtBot, window: MainWindow, page: CustomersPage, desk: Desk):
    customers.edit(desk, 1, {"turnover": "500000"})
    customers.edit(desk, 2, {"turnover": "12000000"})
    between = Condition("turnover", Test.BETWEEN, ("100000", "900000"))
    page.list.show_listing(replace(page.list.listing, filter=Filter((*CHEN.conditions, between))))
    settled(qtbot, page)
    assert names(page) == {"张伟"}
    assert chips(page)[1].text() == "Yearly turnover ¥100,000.00 to ¥900,000.00"
    qtbot.mouseClick(chips(page)[1], Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    dialog = conditions_dialog(window)
    row = dialog.rows.rows[1]
    assert (row.field.key(), row.test.key()) == ("turnover", Test.BETWEEN)
    first, last = row._values.lines
    qtbot.waitUntil(first.hasFocus)
    first.setText("1,000,000")
    last.setText("2000万")
    dialog.accept()
    settled(qtbot, page)
    assert names(page) == {PEOPLE[1]["name"]}
    assert page.list.listing.filter.conditions[0] == CHEN.conditions[0]
    assert len(page.list.listing.filter.conditions) == 2


def test_a_value_that_cannot_be_read_is_not_let_through(qtbot: QtBot, ui: Ui):
    founded = Condition("founded_on", Test.FROM, ("2009-02-30",))
    dialog = ConditionsDialog(ui, Filter((founded,)), founded)
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.assertNotEmitted(dialog.chosen):
        dialog.accept()
    told = dialog.findChild(QLabel, "conditions-missing")
    assert told.text() == "Something is missing in a condition."
    line = dialog.rows.rows[0]._values.lines[0]
    line.setText("2009-02-20")
    assert not told.text()
    with qtbot.waitSignal(dialog.chosen):
        dialog.accept()


def test_every_field_and_test_has_its_inputs_and_words(qtbot: QtBot, ui: Ui):
    groups.add(ui.desk, "展会")
    for field in filters.asked_fields(CUSTOMERS):
        rows = ConditionRows(ui, Filter((Condition(field.key, filtering.tests_for(field)[0]),)))
        qtbot.addWidget(rows)
        row = rows.rows[0]
        assert row.field.key() == field.key
        for test in filtering.tests_for(field):
            row.test.set_key(test)
            stops = [stop for stop in row.in_order() if stop not in (row.field, row.test, row.remove)]
            assert bool(stops) == (test not in filters.NO_VALUES), (field.key, test)
            told = filters.condition_text(Condition(field.key, test, ("1", "2")), CUSTOMERS, ui)
            assert ui.words.label(field.label) in told
            assert "{" not in told


def test_several_values_of_a_text_stay_several(qtbot: QtBot, ui: Ui):
    """As ticked in a facet and kept in a group."""
    cities = Filter((Condition("city", Test.IS, ("杭州市", "嘉兴市")),))
    rows = ConditionRows(ui, cities)
    qtbot.addWidget(rows)
    line = rows.rows[0]._values.lines[0]
    assert line.text() == "杭州市; 嘉兴市"
    assert rows.filter() == cities
    line.setText("杭州市；宁波市;")
    assert rows.filter().conditions[0].values == ("杭州市", "宁波市")
    line.setText(" ; ")
    assert not rows.is_whole()
    figures = Filter((Condition("employees", Test.IS, ("50", "60")),))
    rows.set_filter(figures)
    assert rows.filter() == figures
