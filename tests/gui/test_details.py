"""Small things a picky eye found once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from crmdesk.core.changes import Changes
from crmdesk.gui.theme.tokens import LIGHT, TABLE_ROW
from crmdesk.gui.widgets.heads import Fact, FactStrip
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.window import MainWindow
from crmdesk.services import contacts, customers
from crmdesk.services.desk import Desk
from tests.gui.conftest import OpenWindow
from tests.gui.test_window import CTRL, SHIFT, Key, action, names, press, shown_after


def test_the_scroll_bar_of_a_file_begins_at_its_top(qtbot: QtBot, window: MainWindow, desk: Desk):
    long = {"name": "青禾有限公司", "notes": "长\n" * 60}
    company = customers.add(desk, long, [{"name": "顾盼晴", "mobile": "13900000101"}])[0]
    pane = window.content.page.pane
    pane.show_customer(company)
    qtbot.waitUntil(lambda: pane.reading.verticalScrollBar().isVisible())
    assert pane.reading.table.isVisible()
    bar = pane.reading.verticalScrollBar()
    assert bar.mapTo(pane.reading, QPoint(0, 0)).y() < TABLE_ROW / 2
    assert bar.height() == pane.reading.height()


def test_nobody_is_to_be_chosen_where_nobody_is(qtbot: QtBot, shown: OpenWindow, empty_desk: Desk):
    window = shown(empty_desk)
    pane = window.content.page.pane
    sentence = pane._nothing.findChild(Label)
    assert not sentence.isVisible()
    customers.add(empty_desk, {"name": "第一位"})
    window.ui.bus.changed.emit(Changes(1, everything=True))
    qtbot.waitUntil(lambda: names(window) == ["第一位"])
    pane.show_nothing()
    assert sentence.isVisible()


def test_a_line_stands_under_the_head_of_the_list(window: MainWindow):
    head = window.content.page.list.head
    picture = head.grab().toImage()
    line = {picture.pixelColor(x, picture.height() - 1).name() for x in range(0, picture.width(), 9)}
    assert line == {QColor(LIGHT.line).name()}


def test_what_an_individual_has_is_family(window: MainWindow, desk: Desk):
    pane = window.content.page.pane
    words = {}
    for kind in ("individual", "enterprise"):
        pane.show_customer(customers.add(desk, {"name": f"甲{kind}", "kind": kind})[0])
        words[kind] = next(item.text() for item in pane.tabs._items if item.tab.key == "contacts")
    assert words == {"individual": "Family and contacts", "enterprise": "Contacts"}


def test_a_long_number_leaves_room_for_the_name(window: MainWindow, desk: Desk):
    pane = window.content.page.pane
    pane.show_customer(customers.add(desk, {"name": "很长的名称" * 20, "number": "K" + "9" * 60})[0])
    QApplication.processEvents()
    assert pane.head._name.width() > pane.head._number.width()
    assert pane.head._number.toolTip() == "K" + "9" * 60


def test_a_value_cut_off_in_the_strip_is_whole_in_its_tooltip(qtbot: QtBot, window: MainWindow):
    strip = FactStrip()
    qtbot.addWidget(strip)
    strip.resize(300, strip.height())
    strip.show()
    short, long = Fact("Source", "展会"), Fact("Groups", "很长的分组名称" * 20)
    for facts, told in (([long], long.value), ([short, long], "")):
        strip.set_facts(facts)
        where = QPoint(290, 5)
        QApplication.sendEvent(strip, QHelpEvent(QEvent.Type.ToolTip, where, strip.mapToGlobal(where)))
        qtbot.waitUntil(lambda told=told: QToolTip.text() == told or (not told and not QToolTip.isVisible()))
    QToolTip.hideText()


@pytest.mark.parametrize("text", ["Hangzhou", "القاهرة"])
def test_values_begin_at_the_left_in_every_script(qtbot: QtBot, window: MainWindow, text: str):
    label = Label(text, wrap=True, selectable=True)
    qtbot.addWidget(label)
    label.resize(400, 20)
    picture = label.grab().toImage()
    ground = picture.pixelColor(399, 0)
    inked = [x for x in range(400) for y in range(picture.height()) if picture.pixelColor(x, y) != ground]
    assert max(inked) < 200


def test_tab_comes_to_the_present_part_of_the_file(qtbot: QtBot, window: MainWindow):
    pane = window.content.page.pane
    shown_after(qtbot, window)
    items = {item.tab.key: item for item in pane.tabs._items}
    items["basics"].setFocus(Qt.FocusReason.TabFocusReason)
    pane.tabs.set_key("changes")
    assert [key for key, item in items.items() if item.focusPolicy() & Qt.FocusPolicy.TabFocus] == ["changes"]


@pytest.mark.parametrize(("reason", "seen"), [("TabFocusReason", True), ("OtherFocusReason", False)])
def test_who_comes_to_a_page_by_tab_sees_it(qtbot: QtBot, window: MainWindow, reason: str, seen: bool):
    shown_after(qtbot, window)
    page = window.content.page.pane.reading
    page.setFocus(Qt.FocusReason[reason])
    picture = page.grab().toImage()
    assert (picture.pixelColor(0, picture.height() // 2).name() == QColor(LIGHT.accent).name()) == seen
    window.content.search.setFocus()
    assert page.grab().toImage().pixelColor(0, 200).name() != QColor(LIGHT.accent).name()


# Ctrl+Z after every kind of action


@pytest.mark.parametrize("kind", ["edit", "delete", "many", "verify", "contact", "contact-delete", "main", "restore"])
def test_every_action_is_undone_and_done_again_by_the_keys(qtbot: QtBot, window: MainWindow, desk: Desk, kind: str):
    page = window.content.page
    here = next(row for row in page.list.model.ids if customers.file(desk, row).kind == "enterprise")
    one = contacts.add(desk, here, {"name": "甲", "mobile": "13900000031", "main": "yes"})[0]
    two = contacts.add(desk, here, {"name": "乙", "mobile": "13900000032"})[0]
    if kind == "restore":
        customers.delete(desk, [here])
        action(window, "show-trash").trigger()
        qtbot.waitUntil(lambda: len(names(window)) == 1)
    window.ui.bus.changed.emit(Changes(1, everything=True))
    if kind != "restore":
        page.open(here)
    qtbot.waitUntil(lambda: page.pane.customer_id == here)
    parts = {part.id: part for part in customers.file(desk, here).contacts}
    ways = {
        "edit": lambda: window.ui.wrote(customers.edit(desk, here, {"city": "温州市"})),
        "delete": lambda: press(qtbot, Key.Key_Delete),
        "many": lambda: (page.view.selectAll(), press(qtbot, Key.Key_Delete)),
        "verify": page.pane.actions_part.verify,
        "contact": lambda: window.ui.wrote(contacts.edit(desk, one, {"title": "经理"})),
        "contact-delete": lambda: page.pane.contact_actions.delete(parts[two]),
        "main": lambda: page.pane.contact_actions.set_main(parts[two]),
        "restore": page.restore_selected,
    }

    def state() -> list[tuple[object, ...]]:
        found = (customers.file(desk, number) for number in range(1, 6))
        return [(file.deleted, file.values, tuple(part.values.items() for part in file.contacts)) for file in found]

    page.view.setFocus()
    before = repr(state())
    ways[kind]()
    after = repr(state())
    assert after != before
    (page.view if page.view.isVisible() else page.list.empty).setFocus()
    press(qtbot, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: repr(state()) == before)
    qtbot.waitUntil(action(window, "redo").isEnabled)
    press(qtbot, Key.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: repr(state()) == after)
