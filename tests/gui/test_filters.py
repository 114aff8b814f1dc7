"""Filtering the list: facets with counts, conditions, chips, an empty answer, and a filter saved as a group."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.customers import Listing
from crmdesk.core.filtering import Condition, Filter, Test
from crmdesk.core.words import Words
from crmdesk.gui.dialogs.filter_group import GroupDialog
from crmdesk.gui.pages.customers import CustomersPage
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.chips import Chip
from crmdesk.gui.widgets.pick_popup import PickPopup
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers, groups
from crmdesk.services.desk import Desk
from tests.gui.conftest import PEOPLE, OpenWindow, enter

Key = Qt.Key
SHIFTED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
CHEN = Filter((Condition("owner", Test.IS, ("陈立",)),))


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> CustomersPage:
    """The page with its filters open, by the keys."""
    page = window.content.page
    qtbot.keyClick(page.view, Key.Key_F, SHIFTED)
    assert page.list.filters.facets_shown()
    return page


def settled(qtbot: QtBot, page: CustomersPage) -> None:
    qtbot.waitUntil(lambda: not page.list.finder.jobs.busy and page.list.model.listing == page.list.listing)


def names(page: CustomersPage) -> set[str]:
    return {str(page.list.model.index(place).data()) for place in range(page.list.model.rowCount())}


def popup(qtbot: QtBot, page: CustomersPage, key: str) -> PickPopup:
    """The values of a facet, opened with the mouse."""
    qtbot.mouseClick(page.list.filters.facets[key], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), PickPopup))
    shown = QApplication.activePopupWidget()
    assert isinstance(shown, PickPopup)
    return shown


def lines(shown: PickPopup) -> list[str]:
    model = shown.list.model()
    return [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())]


def chips(page: CustomersPage) -> list[Chip]:
    return [chip for chip in page.list.filters.findChildren(Chip) if chip.isVisible()]


def link(page: CustomersPage, name: str) -> LinkButton:
    return next(button for button in page.list.filters.findChildren(LinkButton, name) if button.isVisible())


def test_the_keys_open_and_close_the_filters(qtbot: QtBot, page: CustomersPage):
    assert page.list.filters.isAncestorOf(QApplication.focusWidget())
    assert page._ui.preferences.filters_open
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_F, SHIFTED)
    assert page.list.filters.isHidden()
    assert page.view.hasFocus()
    assert not page._ui.preferences.filters_open


def test_ticking_an_owner_filters_and_says_so(qtbot: QtBot, page: CustomersPage):
    shown = popup(qtbot, page, "owner")
    assert lines(shown) == ["陈立 3", "王晓 2"]
    qtbot.keyClick(shown.list, Key.Key_Down)
    qtbot.keyClick(shown.list, Key.Key_Space)
    settled(qtbot, page)
    assert names(page) == {person["name"] for person in PEOPLE if person["owner"] == "王晓"}
    assert [chip.text() for chip in chips(page)] == ["Owner: 王晓"]
    qtbot.keyClick(shown.list, Key.Key_Up)
    qtbot.keyClick(shown.list, Key.Key_Space)
    settled(qtbot, page)
    assert len(names(page)) == len(PEOPLE)
    assert [chip.text() for chip in chips(page)] == ["Owner: 王晓, 陈立"]
    shown.hide()


def test_facets_count_within_the_other_filters(qtbot: QtBot, page: CustomersPage):
    page.list.show_listing(replace(page.list.listing, filter=CHEN))
    settled(qtbot, page)
    shown = popup(qtbot, page, "city")
    assert sorted(lines(shown)) == ["嘉兴市 1", "杭州市 2"]
    shown.hide()


@pytest.mark.parametrize(("tick", "expected"), [("yes", {"张伟"}), ("no", {p["name"] for p in PEOPLE} - {"张伟"})])
def test_wanted_or_not(qtbot: QtBot, page: CustomersPage, desk: Desk, tick: str, expected: set[str]):
    customers.edit(desk, 1, {"wanted": "yes"})
    shown = popup(qtbot, page, "wanted")
    assert lines(shown) == ["Yes 1", "No 4"]
    shown.list.setCurrentIndex(shown.list.model().index(["yes", "no"].index(tick), 0))
    qtbot.keyClick(shown.list, Key.Key_Space)
    settled(qtbot, page)
    assert names(page) == expected
    shown.hide()


def test_those_without_a_value(qtbot: QtBot, page: CustomersPage, desk: Desk):
    customers.edit(desk, 1, {"tier": "gold"})
    shown = popup(qtbot, page, "tier")
    assert lines(shown) == ["Gold 1", "(empty) 4"]
    shown.list.setCurrentIndex(shown.list.model().index(1, 0))
    qtbot.keyClick(shown.list, Key.Key_Space)
    settled(qtbot, page)
    assert "张伟" not in names(page)
    shown.list.setCurrentIndex(shown.list.model().index(0, 0))
    qtbot.keyClick(shown.list, Key.Key_Space)
    settled(qtbot, page)
    assert names(page) == {"张伟"}
    assert [chip.text() for chip in chips(page)] == ["Tier: Gold"]
    shown.answered.emit()
    settled(qtbot, page)
    assert not chips(page)


def test_a_chip_is_removed_by_key_and_by_mouse(qtbot: QtBot, page: CustomersPage):
    both = Filter((*CHEN.conditions, Condition("city", Test.IS, ("杭州市",))))
    page.list.show_listing(replace(page.list.listing, filter=both))
    settled(qtbot, page)
    assert len(names(page)) == 2
    first, second = chips(page)
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton, pos=QPoint(second.width() - 8, second.height() // 2))
    settled(qtbot, page)
    assert page.list.listing.filter == CHEN
    first = chips(page)[0]
    first.setFocus()
    qtbot.keyClick(first, Key.Key_Delete)
    settled(qtbot, page)
    assert not page.list.listing.filter
    assert not chips(page)
    assert page.view.hasFocus()


def test_clear_all(qtbot: QtBot, page: CustomersPage):
    page.list.show_listing(replace(page.list.listing, filter=CHEN, query="张"))
    settled(qtbot, page)
    qtbot.mouseClick(link(page, "filter-clear"), Qt.MouseButton.LeftButton)
    settled(qtbot, page)
    assert page.list.listing.query == "张"
    assert not page.list.listing.filter


def test_an_empty_answer_offers_to_clear(qtbot: QtBot, page: CustomersPage):
    nobody = Filter((Condition("owner", Test.IS, ("何安",)),))
    page.list.show_listing(replace(page.list.listing, filter=nobody))
    qtbot.waitUntil(page.list.empty.isVisible)
    told = page.list.empty.currentWidget()
    assert told.accessibleName() == "Nobody meets these filters."
    button = told.findChild(QWidget, "nobody-filtered-button")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(names(page)) == len(PEOPLE))


def test_filters_survive_another_language_but_not_the_next_start(
    qtbot: QtBot, window: MainWindow, page: CustomersPage, shown: OpenWindow, desk: Desk, words_zh: Words
):
    page.list.show_listing(replace(page.list.listing, filter=CHEN))
    settled(qtbot, page)
    ui = window.ui
    window.show_language(Ui(ui.desk, words_zh, ui.jobs, ui.bus, ui.preferences))
    again = window.content.page
    qtbot.waitUntil(lambda: len(names(again)) == 3)
    assert chips(again)[0].text().startswith("负责人")
    assert not shown(desk).content.page.list.listing.filter


def test_a_filter_becomes_a_group(qtbot: QtBot, window: MainWindow, page: CustomersPage, desk: Desk):
    page.list.show_listing(replace(page.list.listing, filter=CHEN))
    settled(qtbot, page)
    groups.add(desk, "展会")
    qtbot.mouseClick(link(page, "filter-save"), Qt.MouseButton.LeftButton)
    dialog = next(dialog for dialog in window.findChildren(GroupDialog) if dialog.isVisible())
    qtbot.waitUntil(dialog.name.hasFocus)
    enter("展会")
    qtbot.keyClick(dialog.name, Key.Key_Return)
    assert dialog.isVisible(), "the name is used"
    dialog.name.clear()
    enter("陈立的客户")
    qtbot.keyClick(dialog.name, Key.Key_Return)
    qtbot.waitUntil(lambda: page.list.head.title() == "陈立的客户")
    settled(qtbot, page)
    assert len(names(page)) == 3
    assert not chips(page)
    made = next(group for group in groups.all_groups(desk) if group.name == "陈立的客户")
    assert made.filter == CHEN
    menu = page.list.head.findChild(QMenu, "customers-which-menu")
    menu.aboutToShow.emit()
    texts = [entry.text() for entry in menu.actions()]
    assert "陈立的客户\tautomatic" in texts
    assert "展会" in texts


def test_the_menu_leads_to_the_groups(qtbot: QtBot, page: CustomersPage):
    menu = page.list.head.findChild(QMenu, "customers-which-menu")
    menu.aboutToShow.emit()
    page._ui.bus.open_settings.disconnect()
    edit = next(entry for entry in menu.actions() if entry.objectName() == "edit-groups")
    with qtbot.waitSignal(page._ui.bus.open_settings, check_params_cb=lambda place: place == "groups"):
        edit.trigger()


def test_the_group_and_tier_listed_become_part_of_a_saved_filter():
    from crmdesk.gui.pages.customers_filters import whole_filter

    whole = whole_filter(Listing(group="展会", tier="gold", filter=CHEN))
    assert {condition.field for condition in whole.conditions} == {"groups", "tier", "owner"}
    assert whole_filter(Listing(filter=CHEN)) == CHEN
