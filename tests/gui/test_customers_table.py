"""The customers as a table: turning to it and back, columns chosen, moved and resized, order by header, copying."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from crmdesk.core.customers import Listing
from crmdesk.core.fields import Type
from crmdesk.core.filtering import Condition, Filter, Test
from crmdesk.gui.models.customer_cells import DEFAULT_COLUMNS
from crmdesk.gui.models.customer_list import BADGE_ROLE, MATCHES_ROLE
from crmdesk.gui.pages.customers import CustomersPage
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.theme import tokens
from crmdesk.gui.widgets.badges import Badge
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers, listing, user_fields
from crmdesk.services.desk import Desk
from tests.gui.conftest import PEOPLE, OpenWindow

Key = Qt.Key
TABLE_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(window: MainWindow) -> CustomersPage:
    return window.content.page


@pytest.fixture
def table(qtbot: QtBot, page: CustomersPage) -> CustomersPage:
    """The page as a table, by the keys."""
    qtbot.keyClick(page.view, Key.Key_T, TABLE_KEYS)
    assert page.list.look.on
    return page


def settled(qtbot: QtBot, page: CustomersPage) -> None:
    qtbot.waitUntil(lambda: not page.list.finder.jobs.busy and page.list.model.listing == page.list.listing)


def keys(page: CustomersPage) -> list[str]:
    return [field.key for field in page.list.look.fields()]


def column(page: CustomersPage, key: str) -> int:
    return 1 + [field.key for field in page.list.model.columns].index(key)


def click_header(qtbot: QtBot, page: CustomersPage, key: str) -> None:
    header = page.view.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(column(page, key)) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_the_table_takes_the_page_and_keeps_who_is_selected(
    qtbot: QtBot, table: CustomersPage, preferences: Preferences
):
    assert table.pane.isHidden()
    assert table.view.horizontalHeader().isVisible()
    assert table.view.rowHeight(0) == tokens.TABLE_ROW
    assert preferences.customer_view == "table"
    assert keys(table) == list(DEFAULT_COLUMNS)
    table.view.go_to(2)
    third = table.view.current_id()
    qtbot.keyClick(table.view, Key.Key_T, TABLE_KEYS)
    assert table.pane.isVisible()
    assert table.view.current_id() == third
    assert table.view.rowHeight(0) == tokens.LIST_ROW
    qtbot.waitUntil(lambda: table.pane.customer_id == third)
    assert preferences.customer_view == "list"


def test_enter_opens_the_file_beside_the_list(qtbot: QtBot, table: CustomersPage, preferences: Preferences):
    table.view.go_to(1)
    current = table.view.current_id()
    assert table.pane.customer_id != current
    qtbot.keyClick(table.view, Key.Key_Return)
    assert table.pane.isVisible()
    assert table.pane.customer_id == current
    assert not table.view.hasFocus()
    assert preferences.customer_view == "table"


def test_the_view_is_remembered(qtbot: QtBot, shown: OpenWindow, desk: Desk, preferences: Preferences):
    preferences.customer_view = "table"
    page = shown(desk).content.page
    assert page.list.look.on
    assert page.pane.isHidden()
    page.new_customer()
    assert page.pane.isVisible()
    assert page.pane.editing


def test_cells_are_those_of_the_files(table: CustomersPage, desk: Desk):
    table.view.select(1)
    row = table.view.currentIndex().row()

    def text(key: str) -> object:
        return table.list.model.index(row, column(table, key)).data()

    assert [text(key) for key in ("name", "number", "mobile", "city", "tier")] == [
        "张伟", "K00001", "139 0000 0013", "杭州市", "",
    ]  # fmt: skip
    badge = table.list.model.index(row, column(table, "stage")).data(BADGE_ROLE)
    assert isinstance(badge, Badge)
    assert badge.key == "potential"


def test_a_change_is_seen_in_the_cell(qtbot: QtBot, table: CustomersPage, desk: Desk):
    table._ui.wrote(customers.edit(desk, 1, {"city": "湖州市", "tier": "gold"}))
    settled(qtbot, table)
    row = table.list.model.place_of(1)
    assert table.list.model.index(row, column(table, "city")).data() == "湖州市"
    assert table.list.model.index(row, column(table, "tier")).data() == "Gold"


def test_a_click_on_a_header_sorts_and_the_next_one_turns_round(
    qtbot: QtBot, table: CustomersPage, desk: Desk, preferences: Preferences
):
    click_header(qtbot, table, "owner")
    settled(qtbot, table)
    assert list(table.list.model.ids) == customers.find(desk, Listing(sort="owner"))
    click_header(qtbot, table, "owner")
    settled(qtbot, table)
    assert list(table.list.model.ids) == customers.find(desk, Listing(sort="owner", descending=True))
    header = table.view.horizontalHeader()
    assert header.isSortIndicatorShown()
    assert header.sortIndicatorSection() == column(table, "owner")
    assert header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
    assert (preferences.customer_sort, preferences.customer_descending) == ("owner", True)
    click_header(qtbot, table, "phone")
    settled(qtbot, table)
    assert list(table.list.model.ids) == customers.find(desk, Listing(sort="phone"))
    assert not table.list.listing.descending


def test_columns_are_ticked_and_put_in_order(qtbot: QtBot, table: CustomersPage, preferences: Preferences):
    table.list.look.choose_columns()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    picks = popup.list
    qtbot.keyClicks(popup.search, "tax")
    qtbot.keyClick(popup.search, Key.Key_Down)
    assert picks.hasFocus()
    qtbot.keyClick(picks, Key.Key_Space)
    assert keys(table) == [*DEFAULT_COLUMNS, "tax_number"]
    popup.search.clear()
    picks.setCurrentIndex(picks.model().index(0, 0))
    qtbot.keyClick(picks, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert keys(table)[:2] == ["number", "name"]
    qtbot.keyClick(picks, Key.Key_Space)
    assert keys(table)[:2] == ["number", "mobile"]
    assert preferences.customer_columns == keys(table)
    popup.hide()


def test_the_last_column_cannot_be_taken_away(qtbot: QtBot, table: CustomersPage):
    table.list.look.set_columns(["name"])
    table.list.look.choose_columns()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    qtbot.keyClick(popup.list, Key.Key_Space)
    assert keys(table) == ["name"]
    popup.hide()


def test_columns_dragged_and_resized_come_back(
    qtbot: QtBot, table: CustomersPage, shown: OpenWindow, desk: Desk, preferences: Preferences
):
    header = table.view.horizontalHeader()
    header.moveSection(header.visualIndex(column(table, "city")), 2)
    assert keys(table)[1] == "city"
    header.resizeSection(column(table, "phone"), 171)
    qtbot.waitUntil(lambda: preferences.customer_widths.get("phone") == 171)
    again = shown(desk).content.page
    assert again.list.look.on
    assert keys(again) == keys(table)
    assert again.view.columnWidth(column(again, "phone")) == 171


def test_the_menu_of_a_header(qtbot: QtBot, table: CustomersPage):
    header = table.view.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(column(table, "mobile")) + 10, 10)
    header.customContextMenuRequested.emit(at)
    menu = table.view.findChild(QMenu, "columns-menu")
    entries = {entry.objectName(): entry for entry in menu.actions() if entry.objectName()}
    entries["column-hide"].trigger()
    assert "mobile" not in keys(table)
    entries["columns-usual"].trigger()
    assert keys(table) == list(DEFAULT_COLUMNS)
    menu.close()


def test_exactly_the_columns_shown_are_copied(qtbot: QtBot, table: CustomersPage, desk: Desk):
    customers.edit(desk, 1, {"turnover": "12000000"})
    table.list.look.set_columns(["name", "mobile", "turnover"])
    table.list.head.sort_by("number")
    settled(qtbot, table)
    table.view.selectAll()
    qtbot.keyClick(table.view, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QApplication.clipboard().mimeData()
    lines = data.text().splitlines()
    assert lines[:2] == ["Full name\tMobile\tYearly turnover", "张伟\t13900000013\t12000000"]
    assert len(lines) == 1 + len(PEOPLE)
    assert "<th>Mobile</th>" in data.html()
    assert "mso-number-format" in data.html().split("13900000013")[0].rpartition("<td")[2]
    assert "<td>12000000</td>" in data.html()


def test_matches_are_marked_in_the_cells(qtbot: QtBot, window: MainWindow, table: CustomersPage):
    window.content.search.setText("zw 0013")
    settled(qtbot, table)
    assert table.list.model.index(0, column(table, "name")).data(MATCHES_ROLE) == ((0, 2),)
    assert table.list.model.index(0, column(table, "mobile")).data(MATCHES_ROLE) == ((9, 4),)
    assert table.list.model.index(0, column(table, "owner")).data(MATCHES_ROLE) == ()


def test_the_first_column_stays_in_sight(qtbot: QtBot, table: CustomersPage):
    table.list.look.set_columns([field.key for field in listing.columns(table._ui.desk)][:30])
    bar = table.view.horizontalScrollBar()
    assert table.view.frozen_width() == 0
    before = table.view.viewport().grab().toImage()
    bar.setValue(bar.maximum())
    first = column(table, keys(table)[0])
    assert table.view.frozen_width() == table.view.columnWidth(first)
    after = table.view.viewport().grab().toImage()
    width = table.view.columnWidth(first) - 4
    assert before.copy(0, 0, width, 100) == after.copy(0, 0, width, 100)
    assert before.copy(width + 8, 0, 300, 100) != after.copy(width + 8, 0, 300, 100)


def test_a_click_on_the_frozen_header_sorts_by_it(qtbot: QtBot, table: CustomersPage):
    table.list.look.set_columns([field.key for field in listing.columns(table._ui.desk)][:30])
    table.list.look.set_columns(["name", *[key for key in keys(table) if key != "name"]])
    bar = table.view.horizontalScrollBar()
    bar.setValue(bar.maximum())
    header = table.view.horizontalHeader()
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    settled(qtbot, table)
    assert table.list.listing.sort == "name"


def test_cells_of_a_page_are_read_once(qtbot: QtBot, table: CustomersPage, monkeypatch: pytest.MonkeyPatch):
    asked: list[int] = []
    read = listing.cells

    def counted(desk: Desk, ids: list[int], names: list[str], *, dynamic: bool = False) -> object:
        asked.append(len(ids))
        return read(desk, ids, names, dynamic=dynamic)

    monkeypatch.setattr(listing, "cells", counted)
    table.list.model.read_again()
    for _ in range(3):
        table.view.viewport().grab()
    assert asked == [len(PEOPLE)]


def test_the_list_says_what_it_is_sorted_by(qtbot: QtBot, page: CustomersPage, desk: Desk):
    page._ui.wrote(customers.edit(desk, 1, {"turnover": "12000000", "verified_on": "2026-03-02"}))
    for sort, shown_value in (("turnover", "¥12,000,000.00"), ("verified_on", "2 Mar 2026"), ("owner", "陈立")):
        page.list.head.sort_by(sort)
        settled(qtbot, page)
        row = page.list.model.row(page.list.model.place_of(1))
        assert row is not None
        assert row.value == shown_value


def test_an_own_field_is_a_column_until_it_is_deleted(
    qtbot: QtBot, shown: OpenWindow, desk: Desk, preferences: Preferences
):
    key, _changes = user_fields.add(desk, "口味", Type.TEXT)
    customers.edit(desk, 1, {key: "偏甜"})
    preferences.customer_view, preferences.customer_columns = "table", ["name", key]
    window = shown(desk)
    page = window.content.page
    sweet = Filter((Condition(key, Test.CONTAINS, ("甜",)),))
    page.list.show_listing(replace(page.list.listing, sort=key, filter=sweet))
    settled(qtbot, page)
    assert list(page.list.model.ids) == [1]
    assert page.list.model.index(0, column(page, key)).data() == "偏甜"
    assert page.view.horizontalHeader().sortIndicatorSection() == column(page, key)
    window.ui.bus.failed.connect(lambda error: pytest.fail(str(error)))
    window.ui.wrote(user_fields.delete(desk, key))
    qtbot.waitUntil(lambda: window.content.page.list.model.rowCount() == len(PEOPLE))
    page = window.content.page
    assert keys(page) == ["name"]
    assert page.list.listing.sort == "opened"
    assert not page.list.listing.filter
