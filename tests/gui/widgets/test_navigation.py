"""Navigation, tabs, segments and counts: choosing by mouse and keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from crmdesk.gui.theme.tokens import LIGHT
from crmdesk.gui.widgets.counts import Count, CountStrip
from crmdesk.gui.widgets.navigation import Navigation, Place
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.gui.widgets.tabs import Tab, TabRow
from tests.gui.widgets.dressing import colours, picture

Key = Qt.Key


def press(widget, *keys: Key) -> None:
    for key in keys:
        QTest.keyClick(widget, key)


def named(widget, name: str) -> QAbstractButton:
    found = widget.findChild(QAbstractButton, name)
    assert found is not None
    return found


@pytest.fixture
def navigation(theme, qtbot, words_en) -> Navigation:
    places = [Place("today", "Today", "today"), Place("customers", "Customers", "person"), Place("print", "P", "print")]
    made = Navigation(places, words_en)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_a_click_asks_for_a_page_and_marks_it(navigation, qtbot):
    with qtbot.waitSignal(navigation.chosen) as told:
        named(navigation, "navigation-customers").click()
    assert told.args == ["customers"]
    assert navigation.current() == "customers"
    with qtbot.waitSignal(navigation.chosen):
        named(navigation, "navigation-customers").click()
    assert navigation.current() == "customers"


def test_pages_are_reached_by_number(navigation, qtbot):
    with qtbot.waitSignal(navigation.chosen) as told:
        QTest.keyClick(navigation, Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["print"]


def test_arrows_move_and_enter_opens(navigation, qtbot):
    first = named(navigation, "navigation-today")
    first.setFocus()
    press(first, Key.Key_Down)
    second = named(navigation, "navigation-customers")
    assert second.hasFocus()
    with qtbot.waitSignal(navigation.chosen) as told:
        press(second, Key.Key_Return)
    assert told.args == ["customers"]
    press(second, Key.Key_Up, Key.Key_Up)
    assert first.hasFocus()


def test_folding_leaves_icons_with_their_names_as_tooltips(navigation, qtbot):
    assert navigation.width() == 144
    with qtbot.waitSignal(navigation.folded) as told:
        named(navigation, "navigation-fold").click()
    assert told.args == [True]
    assert navigation.width() == 48
    assert "Customers" in named(navigation, "navigation-customers").toolTip()
    assert "Ctrl+2" in named(navigation, "navigation-customers").toolTip()
    navigation.toggle()
    assert navigation.width() == 144


def test_a_count_is_told_to_everyone(navigation):
    navigation.set_count("today", "8")
    assert named(navigation, "navigation-today").accessibleDescription() == "8"


@pytest.fixture
def tabs(theme, qtbot) -> TabRow:
    made = TabRow([Tab("basics", "Basics"), Tab("contacts", "Contacts", warning="2/3"), Tab("orders", "Orders", "9")])
    qtbot.addWidget(made)
    made.resize(600, 36)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_the_first_tab_is_chosen_silently(tabs):
    assert tabs.key() == "basics"
    assert named(tabs, "tab-contacts").accessibleName() == "Contacts 2/3"


def test_arrows_turn_tabs_around_the_ends(tabs, qtbot):
    named(tabs, "tab-basics").setFocus()
    with qtbot.waitSignals([tabs.chosen] * 2):
        press(tabs, Key.Key_Left, Key.Key_Right)
    assert tabs.key() == "basics"
    assert named(tabs, "tab-basics").hasFocus()


def test_tab_comes_to_the_chosen_one_however_it_was_chosen(tabs, qtbot):
    items = [named(tabs, f"tab-{key}") for key in ("basics", "contacts", "orders")]
    items[0].setFocus()
    tabs.set_key("orders")
    assert items[2].hasFocus()
    assert [bool(item.focusPolicy() & Qt.FocusPolicy.TabFocus) for item in items] == [False, False, True]
    qtbot.mouseClick(items[1], Qt.MouseButton.LeftButton)
    assert items[1].hasFocus()
    assert [bool(item.focusPolicy() & Qt.FocusPolicy.TabFocus) for item in items] == [False, True, False]


def test_choosing_a_tab_takes_the_keyboard_from_nothing_else(tabs, qtbot):
    tabs.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    tabs.setFocus()
    tabs.set_key("orders")
    qtbot.mouseClick(named(tabs, "tab-contacts"), Qt.MouseButton.LeftButton)
    assert tabs.hasFocus()


def test_new_tabs_keep_the_present_one(tabs):
    tabs.set_key("orders")
    tabs.set_tabs([Tab("orders", "Orders", "10"), Tab("basics", "Basics")])
    assert tabs.key() == "orders"
    tabs.set_tabs([Tab("basics", "Basics")])
    assert tabs.key() == "basics"


def test_where_there_is_little_room_figures_go_and_the_present_tab_stays_whole(tabs, qtbot):
    item, other = named(tabs, "tab-orders"), named(tabs, "tab-contacts")
    whole = item.sizeHint().width()
    tabs.set_key("orders")
    tabs.resize(tabs.minimumSizeHint().width(), 36)
    qtbot.waitUntil(lambda: item.width() == item.sizeHint().width() < whole)
    assert other.width() < other.sizeHint().width()
    assert item.accessibleName() == "Orders 9"


def test_only_the_chosen_tab_is_underlined(tabs):
    item = named(tabs, "tab-orders")
    assert LIGHT.accent not in colours(picture(item))
    tabs.set_key("orders")
    assert LIGHT.accent in colours(picture(item))


@pytest.fixture
def segments(theme, qtbot) -> SegmentedChoice:
    made = SegmentedChoice([("refund", "Refund"), ("swap", "Swap"), ("none", "None")], current="swap", label="How")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_segments_are_chosen_by_mouse_and_arrows(segments, qtbot):
    assert segments.key() == "swap"
    with qtbot.waitSignal(segments.chosen) as told:
        named(segments, "segment-none").click()
    assert told.args == ["none"]
    segments.setFocus()
    press(named(segments, "segment-none"), Key.Key_Left)
    assert segments.key() == "swap"


def test_setting_a_segment_tells_nobody(segments, qtbot):
    with qtbot.assertNotEmitted(segments.chosen):
        segments.set_key("refund")
    assert segments.key() == "refund"
    segments.set_key("no-such")
    assert segments.key() == ""


def test_counts_filter(theme, qtbot):
    strip = CountStrip([Count("all", "All", "1,248"), Count("bad", "With problems", "19", "error", "bad")])
    qtbot.addWidget(strip)
    strip.resize(400, 52)
    with qtbot.waitSignal(strip.chosen) as told:
        named(strip, "count-bad").click()
    assert told.args == ["bad"]
    strip.set_value("bad", "18")
    assert named(strip, "count-bad").accessibleName() == "With problems 18"
    assert strip.key() == "bad"
    assert {LIGHT.selected, LIGHT.bad} <= colours(picture(strip))


def test_the_longest_word_has_room_beside_its_number(qtbot, words_en):
    navigation = Navigation([Place("complaints", "Complaints", "complaint")], words_en)
    qtbot.addWidget(navigation)
    bare = navigation.width()
    navigation.set_count("complaints", "128")
    item = named(navigation, "navigation-complaints")
    navigation.layout().activate()
    assert navigation.width() > bare
    assert item.width() >= item.whole_width()
    navigation.set_folded(True)
    assert navigation.width() < bare
