"""Further addresses in the file and their dialog."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from crmdesk.gui.dialogs.address import AddressDialog
from crmdesk.gui.forms.part_table import PART_ROLE
from crmdesk.services import addresses, customers, history

WAREHOUSE = {
    "label": "收货",
    "province": "浙江省",
    "city": "嘉兴市",
    "address": "云岫工业园三路 18 号",
    "recipient": "方小满",
    "phone": "13900000014",
}


def stored(ui, customer_id) -> list[dict]:
    return [dict(part.values) for part in customers.file(ui.desk, customer_id).addresses]


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def dialog(qtbot, pane) -> AddressDialog:
    found = pane.findChildren(AddressDialog)[-1]
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    found.form.focus("label")
    return found


@pytest.fixture
def shown(ui, pane, enterprise):
    addresses.add(ui.desk, enterprise, WAREHOUSE)
    pane.show_customer(enterprise)
    QApplication.processEvents()
    return pane


def test_the_first_one_is_added_from_the_next_steps(ui, pane, enterprise, heard, qtbot, write):
    pane.show_customer(enterprise)
    QApplication.processEvents()
    assert not pane.reading.addresses.isVisible()
    qtbot.mouseClick(pane.reading.findChild(QWidget, "next-address"), Qt.MouseButton.LeftButton)
    asked = dialog(qtbot, pane)
    write("收货")
    asked.form.focus("city")
    write("嘉兴市")
    with qtbot.waitSignal(asked.destroyed):
        press(qtbot, Qt.Key.Key_Return)
    assert stored(ui, enterprise) == [{"label": "收货", "city": "嘉兴市"}]
    assert heard.messages == ["Saved address 收货"]
    assert pane.reading.addresses.isVisible()
    assert pane.reading.findChild(QWidget, "next-address") is None or not pane.reading.addresses.isHidden()
    ui.wrote(history.undo(ui.desk)[1])
    assert not pane.reading.addresses.isVisible()


def test_one_line_with_the_place_and_for_whom(shown):
    model = shown.reading.addresses.table.model()
    texts = [model.index(0, column).data() for column in range(model.columnCount())]
    assert texts == ["收货", "浙江省 嘉兴市 云岫工业园三路 18 号", "方小满", "139 0000 0014"]


def test_nowhere_is_refused_in_the_dialog(ui, shown, enterprise, qtbot, write):
    shown.reading.addresses.actions_part.add()
    asked = dialog(qtbot, shown)
    write("发票")
    press(qtbot, Qt.Key.Key_Return)
    assert asked.notice.isVisible()
    assert asked.notice.accessibleName() == "An address needs a street, a city or a postcode."
    asked.form.focus("postcode")
    write("314000")
    with qtbot.waitSignal(asked.destroyed):
        press(qtbot, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert stored(ui, enterprise)[1] == {"label": "发票", "postcode": "314000"}


def test_uses_are_offered_by_the_down_key(shown, qtbot):
    shown.reading.addresses.actions_part.add()
    asked = dialog(qtbot, shown)
    line = asked.form.inputs["label"].widget
    press(qtbot, Qt.Key.Key_Down)
    qtbot.waitUntil(line.completer().popup().isVisible)
    assert line.completer().completionModel().index(0, 0).data() == "Delivery"
    line.completer().popup().hide()
    with qtbot.waitSignal(asked.destroyed):
        asked.reject()


def test_copied_by_a_click_and_as_a_label(shown, heard, qtbot):
    table = shown.reading.addresses.table
    rect = table.visualRect(table.model().index(0, 3))
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(20, 14))
    assert QGuiApplication.clipboard().text() == "13900000014"
    part = table.model().index(0, 0).data(PART_ROLE)
    menu = shown.reading.addresses.actions_part.make_menu(part)
    next(action for action in menu.actions() if action.text() == "Copy the address").trigger()
    assert QGuiApplication.clipboard().text() == "浙江省 嘉兴市 云岫工业园三路 18 号\n方小满 139 0000 0014"
    assert all("\n" not in message for message in heard.messages)


def test_edited_and_deleted_by_keys(ui, shown, enterprise, heard, qtbot, write):
    table = shown.reading.addresses.table
    table.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    asked = dialog(qtbot, shown)
    write("发货", instead=True)
    with qtbot.waitSignal(asked.destroyed):
        press(qtbot, Qt.Key.Key_Return)
    assert stored(ui, enterprise)[0]["label"] == "发货"
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert stored(ui, enterprise) == []
    assert heard.messages == ["Saved address 发货", "Deleted address 发货"]


def test_many_are_shown_by_a_link(ui, pane, enterprise, qtbot):
    for number in range(12):
        addresses.add(ui.desk, enterprise, {"label": f"仓库{number}", "city": "嘉兴市"})
    pane.show_customer(enterprise)
    QApplication.processEvents()
    section = pane.reading.addresses
    assert section.table.model().rowCount() == 8
    assert section.every.text() == "Show all 12"
    pane.reading.ensureWidgetVisible(section.every)
    qtbot.mouseClick(section.every, Qt.MouseButton.LeftButton)
    assert section.table.model().rowCount() == 12
    assert not section.every.isVisible()


def test_in_the_trash_it_is_only_read(ui, pane, enterprise):
    addresses.add(ui.desk, enterprise, WAREHOUSE)
    customers.delete(ui.desk, [enterprise])
    pane.show_customer(enterprise)
    QApplication.processEvents()
    section = pane.reading.addresses
    assert section.isVisible()
    assert not section.findChild(QWidget, "reading-addresses-head-link").isVisible()
    section.actions_part.delete(section.table.model().index(0, 0).data(PART_ROLE))
    assert len(stored(ui, enterprise)) == 1
    assert not pane.reading.next_steps.isVisible()


def test_every_input_of_the_dialog_has_a_label_and_a_name(shown, qtbot):
    shown.reading.addresses.actions_part.add()
    asked = dialog(qtbot, shown)
    buddies = {label.buddy() for label in asked.findChildren(QLabel) if label.buddy()}
    assert buddies == {made.widget for made in asked.form.inputs.values()}
    assert all(made.widget.accessibleName() for made in asked.form.inputs.values())
    with qtbot.waitSignal(asked.destroyed):
        asked.reject()
