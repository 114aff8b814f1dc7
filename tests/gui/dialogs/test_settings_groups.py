"""Groups in the settings: names, colours, conditions of dynamic ones."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from crmdesk.core.customers import Listing
from crmdesk.core.filtering import Condition, Filter, Test
from crmdesk.gui.forms.condition_rows import ConditionRows
from crmdesk.gui.models.customer_filters import filter_text
from crmdesk.gui.ui import Ui
from crmdesk.services import customers, groups
from tests.gui.conftest import enter
from tests.gui.dialogs.settings import at_rest, key, names, open_settings, shown, write_line

HANGZHOU = Filter((Condition("city", Test.CONTAINS, ("杭州",)),))


def click(widget, name: str) -> None:
    QTest.mouseClick(widget.findChild(QAbstractButton, name), Qt.MouseButton.LeftButton)


def test_a_group_by_hand_is_made_coloured_renamed_and_deleted(qtbot: QtBot, ui: Ui):
    dialog = open_settings(qtbot, ui, "groups")
    box = dialog.pane.box
    click(dialog, "groups-empty-button")
    write_line(qtbot, "春季展会")
    at_rest(qtbot, ui)
    assert shown(box) == [("春季展会", "By hand", "0")]
    assert dialog.pane.detail.isVisible()
    assert not dialog.pane.detail.area.isVisible()
    click(dialog, "group-color-teal")
    assert groups.all_groups(ui.desk)[0].color == "teal"
    box.table.setFocus()
    key(Qt.Key.Key_F2)
    write_line(qtbot, "大客户")
    assert names(box) == ["大客户"]
    key(Qt.Key.Key_Delete)
    at_rest(qtbot, ui)
    assert groups.all_groups(ui.desk) == []
    dialog.undo()
    at_rest(qtbot, ui)
    assert names(box) == ["大客户"]
    assert groups.all_groups(ui.desk)[0].color == "teal"


def test_counts_that_arrive_while_typing_leave_it_alone(qtbot: QtBot, ui: Ui):
    group_id, _ = groups.add(ui.desk, "大客户")
    dialog = open_settings(qtbot, ui, "groups")
    box = dialog.pane.box
    for begin in (Qt.Key.Key_F2, Qt.Key.Key_Insert):
        box.table.setFocus()
        key(begin)
        qtbot.waitUntil(lambda: QApplication.focusWidget().objectName() == "line-editor")
        editor = QApplication.focusWidget()
        editor.selectAll()
        enter("还没写完")
        with qtbot.waitSignal(dialog.pane.counted):
            ui.wrote(groups.put_in(ui.desk, group_id, customers.find(ui.desk, Listing())))
        assert editor.hasFocus()
        assert editor.text() == "还没写完"
        key(Qt.Key.Key_Escape)
        qtbot.waitUntil(box.table.hasFocus)
        assert shown(box)[0][0] == "大客户"
        assert shown(box)[0][2] == str(groups.counts(ui.desk)[group_id])
        groups.take_out(ui.desk, group_id, customers.find(ui.desk, Listing()))


def test_a_name_that_is_used_is_refused(qtbot: QtBot, ui: Ui):
    groups.add(ui.desk, "大客户")
    dialog = open_settings(qtbot, ui, "groups")
    click(dialog, "groups-add")
    write_line(qtbot, "大 客户")
    qtbot.waitUntil(dialog.pane.box.problem.isVisible)
    write_line(qtbot, "小客户")
    assert names(dialog.pane.box) == ["大客户", "小客户"]
    assert not dialog.pane.box.problem.isVisible()


def test_a_dynamic_group_is_made_of_conditions(qtbot: QtBot, ui: Ui):
    groups.add(ui.desk, "大客户")
    dialog = open_settings(qtbot, ui, "groups")
    click(dialog, "groups-add-dynamic")
    write_line(qtbot, "杭州的")
    at_rest(qtbot, ui)
    detail = dialog.pane.detail
    assert shown(dialog.pane.box)[1] == ("杭州的", "Dynamic", "5")
    row = detail.rows.rows[0]
    assert row.field.hasFocus()
    assert row.field.key() == "city"
    assert not detail.keep.isEnabled()
    row._values.lines[0].setFocus()
    enter("杭州")
    qtbot.waitUntil(lambda: detail._fit.text() == "2 customers would be in it")
    click(dialog, "group-conditions-keep")
    at_rest(qtbot, ui)
    assert groups.all_groups(ui.desk)[1].filter == HANGZHOU
    assert shown(dialog.pane.box)[1] == ("杭州的", "Dynamic", "2")
    assert not detail.keep.isEnabled()
    customers.add(ui.desk, {"name": "新来的", "city": "杭州市"})
    dialog.undo()
    dialog.undo()
    at_rest(qtbot, ui)
    assert groups.all_groups(ui.desk)[1].filter == Filter()
    assert detail.rows.rows == []


def test_a_group_whose_field_is_gone_says_so(qtbot: QtBot, ui: Ui):
    from crmdesk.services import user_fields

    own, _ = user_fields.add(ui.desk, "设备", user_fields.Type.TEXT)
    groups.add(ui.desk, "有设备的", filter=Filter((Condition(own, Test.FILLED),)))
    user_fields.delete(ui.desk, own)
    dialog = open_settings(qtbot, ui, "groups")
    assert shown(dialog.pane.box) == [("有设备的", "Dynamic", "Fits no more")]
    assert not dialog.pane.detail.rows.is_whole()


CONDITIONS = Filter(
    (
        Condition("source", Test.IS, ("web", "fair")),
        Condition("registered_capital", Test.BETWEEN, ("1000.00", "50000.00")),
        Condition("employees", Test.FROM, ("50",)),
        Condition("created_on", Test.LAST_DAYS, ("30",)),
        Condition("verified_on", Test.FROM, ("2026-01-01",)),
        Condition("wanted", Test.IS, ("yes",)),
        Condition("notes", Test.EMPTY),
        Condition("birthday", Test.NEXT_DAYS, ("14",)),
        Condition("groups", Test.IS_NOT, ("大客户",)),
        Condition("name", Test.BEGINS, ("禾砚",)),
    ),
    any_of=True,
)


@pytest.fixture
def rows(qtbot: QtBot, ui: Ui) -> ConditionRows:
    groups.add(ui.desk, "大客户")
    made = ConditionRows(ui, CONDITIONS)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_rows_say_the_filter_they_were_given(ui: Ui, rows: ConditionRows):
    assert rows.filter() == CONDITIONS
    assert rows.is_whole()
    text = filter_text(CONDITIONS, ui.desk.fields("customer"), ui)
    assert text.startswith("Source: Web, Trade fair; or Registered capital ¥1,000.00 to ¥50,000.00; or ")
    assert "last 30 days" in text


def test_a_row_follows_its_field_and_test(qtbot: QtBot, rows: ConditionRows):
    row = rows.rows[0]
    with qtbot.waitSignal(rows.changed):
        row.field.setFocus()
        row.field.setCurrentIndex(row.field.findData("turnover"))
    assert row.condition() is None
    assert not rows.is_whole()
    enterable = row._values.lines[0]
    enterable.setFocus()
    enter("一百")
    assert enterable.property("state") == "bad"
    enterable.selectAll()
    enter("100万")
    assert row.condition() == Condition("turnover", Test.FROM, ("1000000.00",))
    row.test.setCurrentIndex(row.test.findData("between"))
    assert row.condition() is None
    row._values.lines[1].setFocus()
    enter("2000000")
    assert row.condition() == Condition("turnover", Test.BETWEEN, ("1000000.00", "2000000.00"))


def test_rows_are_added_and_removed(qtbot: QtBot, rows: ConditionRows):
    count = len(rows.rows)
    click(rows, "conditions-add")
    assert len(rows.rows) == count + 1
    with qtbot.waitSignal(rows.changed):
        QTest.mouseClick(rows.rows[-1].remove, Qt.MouseButton.LeftButton)
    for row in tuple(rows.rows):
        QTest.mouseClick(row.remove, Qt.MouseButton.LeftButton)
    assert rows.filter().conditions == ()
    assert rows.add_link.hasFocus()
    assert not rows.any_of.isVisible()


def test_words_are_ticked_in_a_list(qtbot: QtBot, rows: ConditionRows):
    values = rows.rows[0]._values
    values.open()
    qtbot.waitUntil(values._popup.isVisible)
    keys = values._popup.list.all_keys()
    values._popup.list.setCurrentIndex(values._popup.list.model().index(keys.index("web"), 0))
    with qtbot.waitSignal(rows.changed):
        QTest.keyClick(values._popup.list, Qt.Key.Key_Space)
    values._popup.hide()
    assert rows.filter().of("source") == Condition("source", Test.IS, ("fair",))
