"""The customer list with thousands of rows: paging, late answers, selection kept by id, groups, tiers, copying."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from crmdesk.core.customers import SORTS, CustomerRow, Listing
from crmdesk.core.words import Words
from crmdesk.gui.forms import editing
from crmdesk.gui.forms.leaving import DISCARD, SAVE, STAY
from crmdesk.gui.models.customer_list import PAGE
from crmdesk.gui.pages.customers import CustomersPage
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers, demo, history
from crmdesk.services.desk import Desk
from tests.desk import copy_master, make_desk
from tests.gui.conftest import PEOPLE, OpenWindow, enter

MANY = 5_000
Key = Qt.Key


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed data file with thousands of sample customers."""
    desk = make_desk(tmp_path_factory.mktemp("many"), "大量客户.crmdesk")
    demo.fill(desk, MANY, seed=7, dealings=0)
    desk.close()
    return desk.path


@pytest.fixture
def many(master: Path, tmp_path: Path) -> Iterator[Desk]:
    desk = copy_master(master, tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def page(shown: OpenWindow, many: Desk, preferences: Preferences) -> CustomersPage:
    """The page in a window, all of them listed by name."""
    preferences.customer_sort = "name"
    page = shown(many).content.page
    assert page.list.model.rowCount() == MANY
    return page


@pytest.fixture
def few(window: MainWindow) -> CustomersPage:
    """The page with `PEOPLE`."""
    return window.content.page


def settled(qtbot: QtBot, page: CustomersPage) -> None:
    qtbot.waitUntil(lambda: not page.list.finder.jobs.busy and page.list.model.listing == page.list.listing)


def names(page: CustomersPage) -> list[str]:
    return [str(page.list.model.index(place).data()) for place in range(page.list.model.rowCount())]


def test_scrolling_to_the_end_reads_only_what_is_seen(
    qtbot: QtBot, page: CustomersPage, many: Desk, monkeypatch: pytest.MonkeyPatch
):
    asked: list[int] = []
    read = customers.rows

    def counted(desk: Desk, ids: array[int]) -> list[CustomerRow]:
        asked.append(len(ids))
        return read(desk, ids)

    monkeypatch.setattr(customers, "rows", counted)
    qtbot.keyClick(page.view, Key.Key_End)
    page.view.grab()
    assert page.view.currentIndex().row() == MANY - 1
    assert page.view.current_id() == customers.find(many, Listing(sort="name"))[-1]
    assert 0 < sum(asked) <= 3 * PAGE
    qtbot.keyClick(page.view, Key.Key_Home)
    assert page.view.currentIndex().row() == 0


def test_a_million_ids_are_no_burden(qtbot: QtBot, few: CustomersPage):
    ids = array("q", range(1, 1_000_001))
    few.list.model.show(ids, Listing(sort="number"))
    few.view.selectAll()
    assert few.view.selected_count() == len(ids)
    few.view.go_to(len(ids) - 1)
    assert few.view.current_id() == 1_000_000
    assert few.view.verticalScrollBar().maximum() > 50_000_000


def test_only_the_answer_to_the_last_question_is_shown(
    qtbot: QtBot, few: CustomersPage, monkeypatch: pytest.MonkeyPatch
):
    gate = threading.Event()
    find = customers.find
    answered: list[Listing] = []

    def slow(desk: Desk, listing: Listing, limit: int | None = None) -> list[int]:
        if listing.query == "张":
            gate.wait(5)
        return find(desk, listing, limit)

    monkeypatch.setattr(customers, "find", slow)
    few.list.finder.found.connect(lambda listing, _ids, _complete: answered.append(listing))
    few.list.set_query("张")
    few.list.set_query("许")
    gate.set()
    qtbot.waitUntil(lambda: names(few) == ["许念安"])
    settled(qtbot, few)
    assert {listing.query for listing in answered} == {"许"}


def test_two_screens_of_rows_come_before_the_others(qtbot: QtBot, page: CustomersPage):
    answers: list[tuple[int, bool]] = []
    page.list.finder.found.connect(lambda _listing, ids, complete: answers.append((len(ids), complete)))
    page.list.head.sort_by("number")
    qtbot.waitUntil(lambda: len(answers) == 2)
    first = answers[0][0]
    assert 2 * page.view.viewport().height() <= first * page.view.row_height <= 2.5 * page.view.viewport().height()
    assert answers == [(first, False), (MANY, True)]


def test_selection_and_place_are_kept_by_id(qtbot: QtBot, page: CustomersPage, many: Desk):
    page.view.go_to(4_000)
    current = page.view.current_id()
    qtbot.keyClick(page.view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(page.view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    chosen = list(page.view.selected_ids())
    where = page.view.rowViewportPosition(page.view.currentIndex().row())
    assert len(chosen) == 3
    assert chosen[0] == current
    gone = list(page.list.model.ids[100:110])
    page._ui.wrote(customers.delete(many, gone))
    qtbot.waitUntil(lambda: page.list.model.rowCount() == MANY - len(gone))
    assert list(page.view.selected_ids()) == chosen
    assert page.view.currentIndex().row() == 4_002 - len(gone)
    assert page.view.rowViewportPosition(page.view.currentIndex().row()) == where


@pytest.mark.parametrize("sort", ["number", "created"])
def test_whoever_is_selected_stays_selected_in_another_order(qtbot: QtBot, page: CustomersPage, sort: str):
    """The first rows of the new order are shown before the others are known."""
    page.view.go_to(4_000)
    for _down in range(3):
        qtbot.keyClick(page.view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    chosen, current = sorted(page.view.selected_ids()), page.view.current_id()
    page.list.head.sort_by(sort)
    settled(qtbot, page)
    qtbot.waitUntil(lambda: page.list.model.rowCount() == MANY)
    assert sorted(page.view.selected_ids()) == chosen
    assert page.view.current_id() == current
    assert page.view.viewport().rect().contains(page.view.visualRect(page.view.currentIndex()))


def test_a_search_shows_its_best_at_the_top_whoever_is_selected(qtbot: QtBot, page: CustomersPage, many: Desk):
    found = customers.find(many, Listing(query="有限", sort="name"))
    assert page.view.select(found[-1])
    page.list.set_query("有限")
    settled(qtbot, page)
    QApplication.processEvents()
    assert page.view.currentIndex().row() == len(found) - 1 > 2 * PAGE
    assert page.view.rowAt(0) == 0


def test_the_rest_of_an_answer_is_seen_where_one_has_scrolled_to_the_end_of_its_beginning(
    qtbot: QtBot, page: CustomersPage
):
    ids, bar = page.list.model.ids, page.view.verticalScrollBar()
    page.view.show_answer(ids[:PAGE], Listing(query="x"))
    bar.setValue(bar.maximum())
    page.view.grab()
    page.view.show_answer(ids[: 2 * PAGE], Listing(query="x"))
    bar.setValue(bar.maximum())
    assert page.view.rowAt(page.view.viewport().height() - 1) == 2 * PAGE - 1
    assert page.view.viewport().updatesEnabled()


def test_a_selection_is_stretched_to_the_first_and_the_last(qtbot: QtBot, page: CustomersPage):
    shift = Qt.KeyboardModifier.ShiftModifier
    page.view.go_to(MANY - 3)
    qtbot.keyClick(page.view, Key.Key_End, shift)
    assert page.view.selected_count() == 3
    assert page.view.currentIndex().row() == MANY - 1
    page.view.go_to(2)
    qtbot.keyClick(page.view, Key.Key_Home, shift)
    assert page.view.selected_count() == 3
    assert page.view.currentIndex().row() == 0


def test_a_change_elsewhere_is_seen_at_once(qtbot: QtBot, few: CustomersPage, desk: Desk):
    customer_id = few.list.model.id_at(1)
    assert customer_id is not None
    few._ui.wrote(customers.edit(desk, customer_id, {"name": "赵钱孙"}))
    qtbot.waitUntil(lambda: "赵钱孙" in names(few))
    assert few.list.model.place_of(few.view.current_id()) == few.view.currentIndex().row()


def test_a_customer_made_elsewhere_appears(qtbot: QtBot, few: CustomersPage, desk: Desk):
    before = few.view.current_id()
    few._ui.wrote(customers.add(desk, {"name": "阿大"})[1])
    qtbot.waitUntil(lambda: names(few)[0] == "阿大" or len(names(few)) == len(PEOPLE) + 1)
    assert few.view.current_id() == before


@pytest.mark.parametrize("sort", list(SORTS))
def test_every_order_is_shown_and_remembered(
    qtbot: QtBot, few: CustomersPage, desk: Desk, preferences: Preferences, sort: str
):
    current = few.view.current_id()
    few.list.head.sort_by(sort)
    settled(qtbot, few)
    assert list(few.list.model.ids) == customers.find(desk, Listing(sort=sort))
    assert preferences.customer_sort == sort
    assert few.view.current_id() == current


def test_groups_tiers_and_the_trash_can_be_chosen(qtbot: QtBot, few: CustomersPage, desk: Desk):
    customers.edit(desk, 1, {"groups": "展会"})
    menu = few.list.head.findChild(QMenu, "customers-which-menu")
    menu.aboutToShow.emit()
    entries = {entry.text(): entry for entry in menu.actions() if entry.text()}
    assert {"All customers", "Gold", "展会", "Trash"} <= entries.keys()
    assert entries["All customers"].isChecked()
    entries["展会"].trigger()
    qtbot.waitUntil(lambda: names(few) == [PEOPLE[0]["name"]])
    assert few.list.head.title() == "展会"
    menu.aboutToShow.emit()
    {entry.text(): entry for entry in menu.actions()}["Gold"].trigger()
    qtbot.waitUntil(few.list.empty.isVisible)
    few.list.empty.all_asked.emit()
    qtbot.waitUntil(lambda: len(names(few)) == len(PEOPLE))


@pytest.mark.parametrize(("answer", "stays"), [(STAY, True), (DISCARD, False), (SAVE, False)])
def test_what_is_typed_is_not_lost_unasked(
    qtbot: QtBot, few: CustomersPage, desk: Desk, monkeypatch: pytest.MonkeyPatch, answer: str, stays: bool
):
    asked: list[str] = []

    def ask(_words: Words, name: str, _parent: object) -> str:
        asked.append(name)
        return answer

    monkeypatch.setattr(editing, "ask_to_leave", ask)
    few.view.go_to(0)
    qtbot.waitUntil(lambda: few.pane.customer_id == few.view.current_id())
    first = few.pane.customer_id
    assert first is not None
    before = customers.file(desk, first).name
    few.file.edit()
    QApplication.focusWidget().selectAll()
    enter("改了的名字")
    few.view.setFocus()
    qtbot.keyClick(few.view, Key.Key_Down)
    qtbot.waitUntil(lambda: bool(asked))
    qtbot.waitUntil(lambda: few.view.current_id() == few.pane.customer_id)
    assert (few.pane.customer_id == first) == stays
    assert few.pane.editing == stays
    assert customers.file(desk, first).name == ("改了的名字" if answer == SAVE else before)


def test_rows_are_copied_as_a_table(qtbot: QtBot, few: CustomersPage):
    few.list.head.sort_by("number")
    settled(qtbot, few)
    few.view.selectAll()
    qtbot.keyClick(few.view, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0] == "Customer number\tFull name\tMobile\tPhone\tCity\tOwner"
    assert lines[1] == "K00001\t张伟\t13900000013\t\t杭州市\t陈立"
    assert len(lines) == 1 + len(PEOPLE)


def test_the_menu_of_a_row(qtbot: QtBot, few: CustomersPage):
    few.view.select(1)
    few.view.menu_asked.emit(QPoint(10, 10))
    menu = few.findChild(QMenu, "customer-menu")
    entries = {entry.objectName(): entry for entry in menu.actions() if entry.objectName()}
    entries["customer-copy-phone"].trigger()
    assert QApplication.clipboard().text() == "13900000013"
    entries["customer-copy-name"].trigger()
    assert QApplication.clipboard().text() == "张伟"
    entries["customer-edit"].trigger()
    assert few.pane.editing
    menu.close()
    few.pane.cancel()


def test_many_are_deleted_and_come_back(qtbot: QtBot, page: CustomersPage, many: Desk):
    page.view.selectAll()
    page._ui.bus.failed.connect(lambda error: pytest.fail(str(error)))
    ids = list(page.view.selected_ids()[:1_000])
    page.delete(ids)
    qtbot.waitUntil(lambda: page.list.model.rowCount() == MANY - 1_000, timeout=20_000)
    assert customers.total(many) == MANY - 1_000
    page._ui.wrote(history.undo(many)[1])
    qtbot.waitUntil(lambda: page.list.model.rowCount() == MANY, timeout=20_000)


def test_a_file_looked_at_for_a_while_counts_as_opened(qtbot: QtBot, few: CustomersPage, desk: Desk):
    qtbot.keyClick(few.view, Key.Key_End)
    last = few.view.current_id()
    qtbot.waitUntil(lambda: customers.find(desk, Listing(sort="opened"))[0] == last)
    assert few.view.currentIndex().row() == len(PEOPLE) - 1
