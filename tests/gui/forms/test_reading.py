"""A file as it is read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from crmdesk.core.addresses import address_line
from crmdesk.gui.dialogs.address import AddressDialog
from crmdesk.gui.dialogs.contact import ContactDialog
from crmdesk.gui.dialogs.elsewhere import ElsewhereDialog
from crmdesk.gui.forms.file_window import FileWindow
from crmdesk.gui.forms.links import ValueLink
from crmdesk.gui.widgets.badges import BadgeLabel
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.form import ReadRow
from crmdesk.gui.widgets.labels import Label
from crmdesk.services import addresses, contacts, customers, history


def values_of(pane) -> dict[str, str]:
    return {key: row._value.text() for key, row in _rows(pane).items()}


def _rows(pane) -> dict[str, ReadRow]:
    rows = (row for row in pane.reading.findChildren(ReadRow) if row.isVisible())
    return {row.objectName().removeprefix("read-"): row for row in rows}


def test_an_enterprise(pane, enterprise):
    pane.show_customer(enterprise)
    assert pane.head.title() == "禾砚精密机械（嘉兴）有限公司"
    assert pane.customer_id == enterprise
    shown = values_of(pane)
    assert shown["short_name"] == "禾砚精密"
    assert shown["phone"] == "0573-0000 0013"
    assert shown["address"] == "浙江省 嘉兴市 云岫工业园三路 18 号"
    assert shown["employees"] == "186 people"
    assert shown["founded_on"] == "16 Apr 2009"
    assert "man" not in shown
    assert "fax" not in shown
    assert "city" not in shown
    badges = [badge.badge().text for badge in pane.head.findChildren(BadgeLabel) if badge.isVisible()]
    assert badges == ["Silver", "Grade A", "Potential", "Acquisition", "Wanted this year", "展会名单", "重点跟进"]


def test_contacts_come_first_and_the_tab_says_how_many_are_missing(pane, enterprise):
    pane.show_customer(enterprise)
    assert pane.reading.contacts.isVisible()
    assert pane.reading.table.model().rowCount() == 2
    warned = [button for button in pane.tabs.findChildren(QWidget) if "2/3" in button.accessibleName()]
    assert len(warned) == 1
    contacts_ = pane.reading.contacts.findChildren(QWidget)
    assert any("1 more needed" in widget.accessibleName() for widget in contacts_)


def test_enough_contacts_are_just_counted(ui, pane, enterprise):
    ui.wrote(contacts.add(ui.desk, enterprise, {"name": "沈三", "wechat": "shen3"})[1])
    pane.show_customer(enterprise)
    names = [button.accessibleName() for button in pane.tabs.findChildren(QWidget)]
    assert "Contacts 3" in names


def test_an_individual_has_no_contact_section(pane, individual):
    pane.show_customer(individual)
    assert not pane.reading.contacts.isVisible()
    assert values_of(pane)["birthday"] == "Lunar 1990-04-07"
    assert values_of(pane)["mobile"] == "139 0000 0021"


def test_rows_do_not_stay_behind_from_the_file_before(pane, enterprise, individual):
    pane.show_customer(enterprise)
    first = values_of(pane)
    pane.show_customer(individual)
    assert {"short_name", "employees", "man"}.isdisjoint(values_of(pane))
    pane.show_customer(enterprise)
    assert values_of(pane) == first


@pytest.mark.parametrize(("width", "columns"), [(500, 1), (760, 2), (1200, 2)])
def test_two_columns_where_there_is_room(pane, enterprise, qtbot, width, columns):
    pane.show_customer(enterprise)
    pane.resize(width, 652)
    qtbot.waitUntil(lambda: pane.width() == width)
    section = pane.reading.findChild(QWidget, "reading-identity")
    lefts = {row.x() for row in section.findChildren(ReadRow) if row.isVisible()}
    assert len(lefts) == columns


def test_a_phone_is_copied_by_a_click(pane, enterprise, heard, qtbot):
    pane.show_customer(enterprise)
    link = pane.head.findChild(ValueLink, "link-phone")
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "0573-0000 0013"
    assert heard.messages == ["Copied: 0573-0000 0013"]


def test_website_and_mail_open_only_by_a_click_and_are_copied_from_the_menu(pane, enterprise, monkeypatch, qtbot):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    pane.show_customer(enterprise)
    assert opened == []
    for key in ("website", "email"):
        qtbot.mouseClick(pane.head.findChild(ValueLink, f"link-{key}"), Qt.MouseButton.LeftButton)
    assert opened == ["https://heyan.example", "mailto:caigou@heyan.example"]
    menu = pane.head.findChild(ValueLink, "link-website").make_menu()
    menu.actions()[0].trigger()
    assert QGuiApplication.clipboard().text() == "heyan.example"
    assert len(opened) == 2


def test_a_dangerous_address_is_never_opened(ui, pane, enterprise, monkeypatch, qtbot):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    customers.edit(ui.desk, enterprise, {"website": "javascript:alert(1)"})
    pane.show_customer(enterprise)
    qtbot.mouseClick(pane.head.findChild(ValueLink, "link-website"), Qt.MouseButton.LeftButton)
    assert opened == []


def test_a_double_click_on_a_value_edits_that_field(pane, enterprise, qtbot):
    pane.show_customer(enterprise)
    value = _rows(pane)["short_name"]._value
    qtbot.mouseDClick(value, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert pane.editing
    assert pane.editing_part.form.inputs["short_name"].widget.hasFocus()


def test_changes_tell_who_did_what(ui, pane, enterprise, qtbot):
    customers.edit(ui.desk, enterprise, {"phone": "0573-0000 0099", "short_name": ""})
    pane.show_customer(enterprise)
    pane.tabs.setFocus()
    pane.tabs.step(-1)
    texts = [label.text() for label in pane.changes.findChildren(Label)]
    assert any("0573-0000 0013" in text and "0573-0000 0099" in text for text in texts)
    assert any("<s>禾砚精密</s>" in text for text in texts)
    assert len(pane.changes._blocks) == 2


def test_what_was_taken_back_says_so(ui, pane, enterprise):
    customers.edit(ui.desk, enterprise, {"phone": "0573-0000 0099"})
    history.undo(ui.desk)
    pane.show_customer(enterprise)
    pane.tabs.set_key("changes")
    pane._choose_page()
    assert any(label.text() == "taken back" for label in pane.changes.findChildren(Label))
    assert "Last change" not in pane.facts.accessibleName()


def test_tabs_by_keyboard(pane, enterprise, qtbot):
    pane.show_customer(enterprise)
    QApplication.processEvents()
    pane.reading.setFocus()
    qtbot.keyClick(pane.reading, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert pane.pages.currentWidget() is pane.contacts
    pages = pane.pages
    later = (pages.timeline, pages.orders, pages.complaints, pages.assessment)
    for page in (*later, pane.notes, pane.attachments, pane.changes):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
        assert pane.pages.currentWidget() is page
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert pane.pages.currentWidget() is pane.reading


def test_verified_today_and_undone(ui, pane, enterprise, heard):
    pane.show_customer(enterprise)
    pane.actions_part.verify()
    assert customers.file(ui.desk, enterprise).values["verified_on"] == ui.desk.today()
    assert heard.messages == ["K00131 verified today"]
    assert "21 Nov 2026" in pane.facts.accessibleName()


def test_the_file_as_text(pane, enterprise):
    pane.show_customer(enterprise)
    pane.actions_part.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert "Full name: 禾砚精密机械（嘉兴）有限公司" in lines
    assert "Employees: 186 people" in lines
    assert "Name: 周砚秋" in lines


def test_a_window_of_its_own_follows_and_closes_with_the_file(ui, pane, enterprise, qtbot):
    pane.show_customer(enterprise)
    window = FileWindow(ui, enterprise, pane)
    window.show()
    assert window.windowTitle() == "禾砚精密机械（嘉兴）有限公司"
    ui.wrote(customers.edit(ui.desk, enterprise, {"name": "禾砚机械"}))
    assert window.windowTitle() == "禾砚机械"
    with qtbot.waitSignal(window.destroyed):
        window.pane.actions_part.delete()
    assert pane.customer_id is None


@pytest.mark.parametrize(
    ("part", "line"),
    [
        ({}, ""),
        (
            {"province": "浙江省", "city": "嘉兴市", "address": "中山路 1 号", "postcode": "314000"},
            "浙江省 嘉兴市 中山路 1 号  314000",
        ),
        ({"province": "浙江省", "city": "嘉兴市", "address": "浙江省嘉兴市中山路 1 号"}, "浙江省嘉兴市中山路 1 号"),
        ({"province": "北京市", "city": "北京市", "district": "东城区"}, "北京市 东城区"),
        ({"postcode": "314000"}, "314000"),
    ],
)
def test_the_address_on_one_line(part, line):
    assert address_line(part) == line


def test_a_person_without_noted_consent_is_hinted_quietly(ui, pane, individual, enterprise):
    customers.edit(ui.desk, individual, {"owner": "陈立"})
    pane.show_customer(individual)
    QApplication.processEvents()
    link = pane.reading.findChild(QWidget, "note-consent")
    assert link.isVisible()
    assert values_of(pane)["consent"] == "Not noted yet"
    customers.edit(ui.desk, individual, {"consent_on": "2026-03-01", "consent_source": "书面"})
    pane.show_customer(individual)
    assert not link.isVisible()
    assert values_of(pane)["consent"] == "Given on 1 Mar 2026, 书面"
    pane.show_customer(enterprise)
    assert "consent" not in values_of(pane)


def test_tab_goes_down_the_page(ui, pane, enterprise, individual, qtbot):
    customers.edit(ui.desk, individual, {"email": "nian@xu.example", "referrer": "K00131", "owner": "陈立"})
    addresses.add(ui.desk, enterprise, {"label": "收货", "city": "嘉兴市", "phone": "13900000014"})
    pane.resize(500, 652)
    for customer_id in (individual, enterprise):
        pane.show_customer(customer_id)
        QApplication.processEvents()
        pane.reading.setFocus()
        passed: list[QWidget] = []
        while True:
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            now = QApplication.focusWidget()
            if now is None or not pane.reading.inner.isAncestorOf(now) or now in passed:
                break
            passed.append(now)
        heights = [widget.mapTo(pane.reading.inner, QPoint(0, 0)).y() for widget in passed]
        sections = [max(0, height // 30) for height in heights]
        assert len(passed) >= 5
        assert sections == sorted(sections)


def test_only_a_name_looks_deliberate_and_offers_what_comes_next(ui, pane, qtbot):
    customer_id = customers.add(ui.desk, {"name": "空白", "kind": "individual"})[0]
    pane.show_customer(customer_id)
    QApplication.processEvents()
    assert pane.reading.findChild(QWidget, "only-the-name").isVisible()
    assert values_of(pane) == {}
    steps = [link.text() for link in pane.reading.next_steps.findChildren(LinkButton) if link.isVisible()]
    assert steps == ["Fill in the fields", "Add contact", "Add a further address", "Note what they buy elsewhere"]
    qtbot.mouseClick(pane.reading.findChild(QWidget, "next-edit"), Qt.MouseButton.LeftButton)
    assert pane.editing
    form = pane.editing_part.form
    form.put("mobile", "13900000099")
    assert pane.save()
    QApplication.processEvents()
    assert not pane.reading.findChild(QWidget, "only-the-name").isVisible()


def test_the_menu_of_the_file_adds_parts_and_marks(ui, pane, enterprise, heard, qtbot):
    pane.show_customer(enterprise)
    actions = {action.objectName(): action for action in pane.head.menu.actions()}
    assert actions["file-wanted"].text() == "No longer wanted this year"
    actions["file-wanted"].trigger()
    assert actions["file-wanted"].text() == "Wanted this year"
    for name, kind in (("contact", ContactDialog), ("address", AddressDialog), ("elsewhere", ElsewhereDialog)):
        actions[f"file-add-{name}"].trigger()
        asked = pane.findChildren(kind)[-1]
        assert asked.isVisible()
        with qtbot.waitSignal(asked.destroyed):
            asked.reject()
    assert heard.messages == ["K00131 no longer wanted this year"]
