"""Contacts in the file and their dialog."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from crmdesk.core.customers import Part
from crmdesk.gui.dialogs.contact import ContactDialog
from crmdesk.gui.forms.contact_table import PART_ROLE
from crmdesk.services import contacts, customers, history, settings


def stored(ui, customer_id) -> list[dict]:
    return [dict(part.values) for part in customers.file(ui.desk, customer_id).contacts]


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def dialog(qtbot, pane) -> ContactDialog:
    """The dialog just opened, in the foreground."""
    found = pane.findChildren(ContactDialog)[-1]
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    found.form.focus("name")
    return found


@pytest.fixture
def shown(pane, enterprise, qtbot):
    pane.show_customer(enterprise)
    QApplication.processEvents()
    return pane


def test_a_contact_is_added_and_undone(ui, shown, enterprise, heard, qtbot, write):
    link = shown.reading.contacts.findChild(type(shown.reading.contacts.every), "contacts-head-link")
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    asked = dialog(qtbot, shown)
    write("沈三")
    asked.form.focus("wechat")
    write("shen3")
    with qtbot.waitSignal(asked.destroyed):
        press(qtbot, Qt.Key.Key_Return)
    assert stored(ui, enterprise)[-1] == {"name": "沈三", "wechat": "shen3"}
    assert shown.reading.table.model().rowCount() == 3
    assert heard.messages == ["Saved contact 沈三"]
    ui.wrote(history.undo(ui.desk)[1])
    assert shown.reading.table.model().rowCount() == 2


def test_enter_in_the_table_edits(ui, shown, enterprise, qtbot, write):
    table = shown.reading.table
    table.setFocus()
    assert table.current().values["name"] == "周砚秋"
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    asked = dialog(qtbot, shown)
    assert asked.form.text("mobile") == "13900000014"
    asked.form.focus("title")
    write("车间主任")
    with qtbot.waitSignal(asked.destroyed):
        press(qtbot, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert stored(ui, enterprise)[1]["title"] == "车间主任"
    assert table.current().values["name"] == "方小满"


def test_a_double_click_edits(shown, qtbot):
    table = shown.reading.table
    place = table.visualRect(table.model().index(1, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    asked = dialog(qtbot, shown)
    assert asked.form.text("name") == "方小满"
    with qtbot.waitSignal(asked.destroyed):
        press(qtbot, Qt.Key.Key_Escape)


def test_a_refused_value_keeps_the_dialog_and_gets_the_cursor(ui, shown, enterprise, qtbot, write):
    shown.contact_actions.add()
    asked = dialog(qtbot, shown)
    asked.form.focus("birthday")
    write("13-45")
    press(qtbot, Qt.Key.Key_Return)
    assert asked.isVisible()
    assert asked.form.rows["name"].problem() == ("bad", "A name is needed.")
    assert asked.form.inputs["name"].widget.hasFocus()
    write("沈三")
    press(qtbot, Qt.Key.Key_Return)
    assert asked.form.rows["birthday"].problem()[0] == "bad"
    assert asked.form.inputs["birthday"].widget.hasFocus()
    write("05-01", instead=True)
    with qtbot.waitSignal(asked.destroyed):
        press(qtbot, Qt.Key.Key_Return)
    assert str(stored(ui, enterprise)[-1]["birthday"]) == "--05-01"


def test_leaving_a_changed_dialog_asks(ui, shown, enterprise, qtbot, write, answer):
    shown.contact_actions.add()
    asked = dialog(qtbot, shown)
    write("沈三")
    questions = answer("leave-cancel")
    asked.reject()
    assert questions == ["Save the changes to “沈三”?"]
    assert asked.isVisible()
    answer("leave-discard")
    with qtbot.waitSignal(asked.destroyed):
        asked.reject()
    assert len(stored(ui, enterprise)) == 2


def test_delete_in_the_table_and_undo(ui, shown, enterprise, heard, qtbot):
    shown.reading.table.setFocus()
    press(qtbot, Qt.Key.Key_Delete)
    assert [contact["name"] for contact in stored(ui, enterprise)] == ["方小满"]
    assert heard.messages == ["Deleted contact 周砚秋"]
    ui.wrote(history.undo(ui.desk)[1])
    assert len(stored(ui, enterprise)) == 2
    assert shown.reading.table.model().rowCount() == 2


def test_one_contact_is_the_main_one(ui, shown, enterprise):
    second = shown.reading.table.model().index(1, 0).data(PART_ROLE)
    menu = shown.contact_actions.make_menu(second)
    next(action for action in menu.actions() if action.text() == "Make the main contact").trigger()
    assert [contact.get("main") for contact in stored(ui, enterprise)] == [None, True]


def test_the_menu_offers_what_the_contact_has(shown):
    first = shown.reading.table.model().index(0, 0).data(PART_ROLE)
    texts = [action.text() for action in shown.contact_actions.make_menu(first).actions() if action.text()]
    assert texts == [
        "Edit\tEnter",
        "Move down\tAlt+↓",
        "Note consent...",
        "Copy the contact",
        "Copy Mobile 139 0000 0013",
        "Delete\tDel",
        "Erase for good...",
    ]


def test_the_order_by_keys_and_undone(ui, shown, enterprise, heard, qtbot):
    table = shown.reading.table
    table.setFocus()
    press(qtbot, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [contact["name"] for contact in stored(ui, enterprise)] == ["方小满", "周砚秋"]
    assert table.current().values["name"] == "周砚秋"
    assert heard.messages == ["Moved 周砚秋"]
    press(qtbot, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert heard.messages == ["Moved 周砚秋"]
    ui.wrote(history.undo(ui.desk)[1])
    assert [contact["name"] for contact in stored(ui, enterprise)] == ["周砚秋", "方小满"]


def test_a_contact_is_copied_whole_and_a_row_by_the_usual_key(shown, heard, qtbot):
    first = shown.reading.table.model().index(0, 0).data(PART_ROLE)
    menu = shown.contact_actions.make_menu(first)
    next(action for action in menu.actions() if action.text() == "Copy the contact").trigger()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[:3] == ["Name: 周砚秋", "Form of address: 周总", "Position: 总经理"]
    assert heard.messages == ["Copied the contact"]
    shown.reading.table.setFocus()
    press(qtbot, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().split("\t")[:2] == ["周砚秋", "总经理"]


def test_the_family_of_an_individual(ui, pane, individual, qtbot):
    ui.wrote(contacts.add(ui.desk, individual, {"name": "许建国", "title": "父亲", "mobile": "13900000022"})[1])
    pane.show_customer(individual)
    QApplication.processEvents()
    assert pane.reading.contacts.isVisible()
    head = pane.reading.contacts.findChild(QWidget, "contacts-head")
    texts = [label.text() for label in head.findChildren(QLabel)]
    assert "Family and contacts" in texts
    assert not any("reachable" in text for text in texts)
    assert [field.key for field in pane.reading.table.model().columns()] == ["name", "title", "mobile"]


def test_the_aim_is_a_setting(ui, shown, enterprise):
    def told() -> list[str]:
        return [widget.accessibleName() for widget in shown.reading.contacts._head.findChildren(QWidget)]

    ui.wrote(settings.change(ui.desk, "contacts.aim", "2"))
    assert not any("more needed" in text for text in told())
    ui.wrote(settings.change(ui.desk, "contacts.aim", "5"))
    assert any(text.startswith("2 of 5 reachable contacts, 3 more") for text in told())
    assert any("2/5" in button.accessibleName() for button in shown.tabs.findChildren(QWidget))


def test_a_click_on_a_phone_copies_it(shown, heard, qtbot):
    table = shown.reading.table
    rect = table.visualRect(table.model().index(0, 3))
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(20, 14))
    assert QGuiApplication.clipboard().text() == "13900000013"
    assert heard.messages == ["Copied: 13900000013"]
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=rect.topRight() + QPoint(-2, 14))
    assert len(heard.messages) == 1


def test_the_tab_shows_every_filled_column(ui, shown, enterprise):
    ui.wrote(
        contacts.add(ui.desk, enterprise, {"name": "沈三", "qq": "10000", "character": "爽快", "notes": "只在上午"})[1]
    )
    shown.tabs.set_key("contacts")
    shown._choose_page()
    shown_keys = [field.key for field in shown.contacts.table.model().columns()]
    assert shown_keys == ["name", "title", "mobile", "qq", "character", "notes"]


def test_nobody_there_offers_the_next_step(ui, pane, qtbot):
    customer_id = customers.add(ui.desk, {"name": "空白有限公司"})[0]
    pane.show_customer(customer_id)
    pane.tabs.set_key("contacts")
    pane._choose_page()
    QApplication.processEvents()
    qtbot.mouseClick(pane.contacts._empty._button, Qt.MouseButton.LeftButton)
    asked = dialog(qtbot, pane)
    assert asked.windowTitle() == "New contact – 空白有限公司"
    with qtbot.waitSignal(asked.destroyed):
        asked.reject()


def test_two_hundred_contacts(ui, pane, qtbot):
    many = [{"name": f"联系人{n}", "mobile": f"1390000{n:04d}"} for n in range(200)]
    customer_id = customers.add(ui.desk, {"name": "人多势众有限公司"}, many)[0]
    pane.show_customer(customer_id)
    QApplication.processEvents()
    assert pane.reading.table.model().rowCount() == 8
    assert pane.reading.contacts.every.text() == "All 200 contacts"
    qtbot.mouseClick(pane.reading.contacts.every, Qt.MouseButton.LeftButton)
    assert pane.pages.currentWidget() is pane.contacts
    assert pane.contacts.table.model().rowCount() == 200


def test_a_contact_gone_meanwhile_says_so_in_the_dialog(ui, shown, enterprise, qtbot, write):
    contact: Part = shown.reading.table.model().index(1, 0).data(PART_ROLE)
    shown.contact_actions.edit(contact)
    asked = dialog(qtbot, shown)
    contacts.delete(ui.desk, contact.id)
    write("改名", instead=True)
    asked.accept()
    assert asked.notice.isVisible()
    assert asked.notice.accessibleName() == "This contact no longer exists."
    asked.form.load({})
    with qtbot.waitSignal(asked.destroyed):
        asked.reject()


def test_every_input_of_the_dialog_has_a_label_and_a_name(shown, qtbot):
    shown.contact_actions.add()
    asked = dialog(qtbot, shown)
    buddies = {label.buddy() for label in asked.findChildren(QLabel) if label.buddy()}
    assert buddies == {made.widget for made in asked.form.inputs.values()}
    assert all(made.widget.accessibleName() for made in asked.form.inputs.values())
    with qtbot.waitSignal(asked.destroyed):
        asked.reject()
