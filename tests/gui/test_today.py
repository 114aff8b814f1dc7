"""The page Today as a person uses it: whom to contact, promises ticked and put off, other days, week and month."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.gui.dialogs.briefing import BriefingDialog
from crmdesk.gui.dialogs.interaction import InteractionDialog
from crmdesk.gui.pages.today import TodayPage
from crmdesk.gui.pages.today_day import DayView
from crmdesk.gui.widgets.day_list import DayList
from crmdesk.gui.window import MainWindow
from crmdesk.services import complaints, contacts, customers, history, interactions, tasks
from crmdesk.services.desk import Desk
from tests.desk import NOW
from tests.gui.backups import program_of
from tests.gui.conftest import Hand, OpenWindow, opened
from tests.services.selling import sell

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def whom(desk: Desk) -> int:
    """Due for a visit for nine days, with a promise, a task, a complaint, money owed and a birthday near."""
    whose = customers.id_of(desk, "K00002")
    sell(desk, whose, 18880, "2026-10-08", number="D00297", terms_days=30)
    for kind, day in (("visit", "2026-11-02"), ("call", "2026-11-20")):
        interactions.add(desk, whose, {"kind": kind, "at": f"{day} 10:00", "by": "陈立"})
    more = {"next_step": "把新版报价发过去", "next_date": "2026-11-21"}
    interactions.add(desk, whose, {"kind": "message", "at": "2026-11-19 10:00", **more})
    tasks.add(desk, whose, {"due_on": "2026-11-19", "text": "问纸箱尺寸"})
    contacts.add(desk, whose, {"name": "周砚秋", "salutation": "周总", "birthday": "1985-11-24"})
    complaints.add(desk, whose, {"received_at": "2026-11-21 09:00", "words": "轴套超差", "due_on": "2026-11-25"})
    customers.edit(desk, whose, {"grade": "A", "tier": "gold"})
    return whose


@pytest.fixture
def page(qtbot: QtBot, shown: OpenWindow, desk: Desk, whom: int) -> TodayPage:
    window = shown(desk)
    window.content.places.go("today")
    page = window.content.places.page("today")
    assert isinstance(page, TodayPage)
    rest(qtbot, page)
    return page


def rest(qtbot: QtBot, page: TodayPage) -> None:
    qtbot.waitUntil(lambda: not page.ui.jobs.busy)
    QApplication.processEvents()


def view(page: TodayPage) -> DayView:
    found = page.tab("day")
    assert isinstance(found, DayView)
    return found


def told(page: TodayPage, section: str) -> list[str]:
    return [line.told for line in view(page).sections[section].list.lines]


def titles(page: TodayPage, section: str) -> list[str]:
    return [line.title for line in view(page).sections[section].list.lines]


def use(qtbot: QtBot, page: TodayPage, section: str, row: int = 0) -> DayList:
    """Click a row."""
    found = view(page).sections[section].list
    rect = found.visualRect(found.model().index(row, 0))
    qtbot.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    return found


def count(page: TodayPage, place: str) -> str:
    return page.window().findChild(QAbstractButton, f"navigation-{place}").accessibleDescription()


def test_everything_of_the_day_stands_there_with_why(page: TodayPage):
    name = "禾砚精密机械（嘉兴）有限公司"
    assert told(page, "contacts") == [
        f"{name} Gold\nVisit every 10 days, last visit 2 Nov; a complaint is being handled\n9 days overdue"
    ]
    assert told(page, "promised") == [
        f"问纸箱尺寸\n{name}\n2 days overdue", f"把新版报价发过去\n{name}, agreed on 19 Nov (message)\nToday",
    ]  # fmt: skip
    assert told(page, "complaints") == [f"{name}\nT00001, round 1, next step 1: Listen\nDeadline 25 Nov"]
    assert told(page, "greetings") == [f"周砚秋 周总, {name}\nSolar 24 Nov, turns 41\nBirthday 24 Nov"]
    assert told(page, "money") == [f"{name}\nD00297, payable 7 Nov\n¥18,880.00"]
    assert page.head.title.text() == "Saturday 21 November"
    assert page.head.note.text().startswith("Lunar 10-13")
    assert count(page, "today") == "3 things to do today"
    assert count(page, "follow-up") == "1 customer due for a visit or call"
    assert QApplication.focusWidget() is view(page).sections["contacts"].list


def test_a_tick_does_it_and_undo_gives_it_back(qtbot: QtBot, page: TodayPage, desk: Desk):
    found = view(page).sections["promised"].list
    rect = found.visualRect(found.model().index(0, 0))
    qtbot.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(24, 18))
    rest(qtbot, page)
    assert titles(page, "promised") == ["把新版报价发过去"]
    assert tasks.count(desk) == 0
    assert QApplication.focusWidget() is found
    qtbot.keyClick(found, Key.Key_Space)
    rest(qtbot, page)
    assert titles(page, "promised") == []
    assert QApplication.focusWidget() is view(page).sections["contacts"].list
    assert page.window().content.teller.said()[0] == "K00002: done"
    page.ui.wrote(history.undo(desk)[1])
    rest(qtbot, page)
    assert titles(page, "promised") == ["把新版报价发过去"]


def test_put_off_by_a_week_and_to_the_next_day(qtbot: QtBot, page: TodayPage, desk: Desk):
    use(qtbot, page, "promised")
    page.findChild(QAbstractButton, "today-promised-list-later").click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.findChild(QAction, "later-7").trigger()
    menu.close()
    rest(qtbot, page)
    assert titles(page, "promised") == ["把新版报价发过去"]
    assert tasks.open_tasks(desk)[0].due_on == dt.date(2026, 11, 28)
    assert told(page, "contacts")[0].endswith("Planned 28 Nov")
    page.ui.wrote(history.undo(desk)[1])
    rest(qtbot, page)
    use(qtbot, page, "contacts").menu_asked.emit(page.mapToGlobal(QPoint(0, 0)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.findChild(QAction, "later-1").trigger()
    menu.close()
    rest(qtbot, page)
    assert told(page, "contacts")[0].endswith("Planned tomorrow")
    assert [(task.text, task.due_on) for task in tasks.open_tasks(desk)][1:] == [("Visit", dt.date(2026, 11, 22))]


def test_log_records_a_contact_of_the_kind_that_is_due(qtbot: QtBot, page: TodayPage, whom: int):
    use(qtbot, page, "contacts")
    with qtbot.waitSignal(page.ui.bus.record_interaction) as asked:
        page.findChild(QAbstractButton, "today-contacts-list-log").click()
    assert asked.args == [whom, {"kind": "visit"}]
    dialog = opened(page.window(), InteractionDialog)
    dialog.reject()


def test_enter_opens_what_the_row_is_about(qtbot: QtBot, page: TodayPage):
    heard: list[str] = []
    bus = page.ui.bus
    about = {
        "contacts": "open_customer",
        "complaints": "open_complaint",
        "money": "open_order",
        "promised": "open_task",
    }
    for section, signal in about.items():
        getattr(bus, signal).disconnect()
        getattr(bus, signal).connect(lambda _id, signal=signal: heard.append(signal))
        qtbot.keyClick(use(qtbot, page, section), Key.Key_Return)
    assert heard == list(about.values())


def test_arrows_go_on_in_the_next_list_and_the_menu_has_everything(qtbot: QtBot, page: TodayPage, press: Hand):
    press(Key.Key_Down)
    assert QApplication.focusWidget() is view(page).sections["promised"].list
    press(Key.Key_Up)
    found = view(page).sections["contacts"].list
    assert QApplication.focusWidget() is found
    found.menu_asked.emit(found.mapToGlobal(QPoint(10, 10)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    names = [action.objectName() or (action.menu().objectName() if action.menu() else "") for action in menu.actions()]
    menu.close()
    assert names == ["today-log", "today-briefing", "today-file", "", "today-later-menu"]
    assert page.customer_in_hand() is not None


def test_other_days_show_what_was_done_and_what_comes(qtbot: QtBot, page: TodayPage, press: Hand):
    press(Key.Key_Left, ALT)
    rest(qtbot, page)
    assert page.head.title.text() == "Friday 20 November"
    assert titles(page, "contacts") == ["禾砚精密机械（嘉兴）有限公司"]
    assert titles(page, "promised") == []
    press(Key.Key_Right, ALT, 4)
    rest(qtbot, page)
    assert page.head.title.text() == "Tuesday 24 November"
    assert titles(page, "greetings") == ["周砚秋 周总, 禾砚精密机械（嘉兴）有限公司"]
    press(Key.Key_Right, ALT)
    rest(qtbot, page)
    assert titles(page, "complaints") == ["禾砚精密机械（嘉兴）有限公司"]
    press(Key.Key_Home, ALT)
    rest(qtbot, page)
    assert page.day == dt.date(2026, 11, 21)
    assert len(titles(page, "promised")) == 2


def test_week_and_month_lead_to_a_day(qtbot: QtBot, page: TodayPage, press: Hand):
    page.show_part("week")
    page.take_keyboard()
    rest(qtbot, page)
    week = page.current
    assert [column.accessibleName() for column in week.columns][:2] == ["Mon 16 Nov", "Tue 17 Nov"]
    assert "问纸箱尺寸" in week.columns[5].accessibleDescription()
    press(Key.Key_Left)
    press(Key.Key_Return)
    rest(qtbot, page)
    assert (page.part(), page.head.title.text()) == ("", "Friday 20 November")
    page.show_part("month")
    page.take_keyboard()
    rest(qtbot, page)
    board = page.current.board
    press(Key.Key_Down)
    assert board.day() == dt.date(2026, 11, 27)
    press(Key.Key_Up)
    assert "Contacted 1" in board.accessibleDescription()
    press(Key.Key_Right, times=4)
    press(Key.Key_Return)
    rest(qtbot, page)
    assert page.day == dt.date(2026, 11, 24)


def test_midnight_passes_and_a_clock_is_set_back(qtbot: QtBot, page: TodayPage, desk: Desk):
    program = program_of(page.window())
    program.check_in_background()
    qtbot.waitUntil(lambda: program.beside.new_day._begun is not None)
    for days, title in ((1, "Sunday 22 November"), (0, "Saturday 21 November")):
        desk.clock = lambda days=days: NOW + dt.timedelta(days=days)
        with qtbot.waitSignal(page.ui.bus.changed, check_params_cb=lambda changes: changes.everything):
            program.beside.new_day.look()
        rest(qtbot, page)
        assert page.head.title.text() == title
        assert told(page, "contacts")[0].endswith(f"{9 + days} days overdue")


def test_nothing_changes_while_nothing_changed(qtbot: QtBot, page: TodayPage, desk: Desk):
    use(qtbot, page, "promised", 1)
    resets: list[object] = []
    for section in view(page).sections.values():
        section.list.cards.modelReset.connect(lambda: resets.append(1))
    page.ui.wrote(customers.edit(desk, customers.id_of(desk, "K00001"), {"city": "宁波市"}))
    rest(qtbot, page)
    assert resets == []
    assert view(page).sections["promised"].list.line().title == "把新版报价发过去"


def test_files_due_for_review_are_listed(qtbot: QtBot, page: TodayPage, desk: Desk):
    page.ui.wrote(customers.edit(desk, customers.id_of(desk, "K00003"), {"verified_on": "2026-03-01"}))
    rest(qtbot, page)
    assert page.findChild(QWidget, "today-files-count").text() == "1 not verified for 180 days"
    page.findChild(QAbstractButton, "today-files-link").click()
    content = page.window().content
    qtbot.waitUntil(lambda: content.places.current == "customers" and content.page.list.count == 1)


def test_birthdays_and_phones_are_hidden(qtbot: QtBot, page: TodayPage, desk: Desk):
    step = next(one for one in interactions.steps(desk))
    interactions.edit(desk, step.interaction.id, {"next_step": "打 13911112222"})
    page.ui.masking.set_on(True)
    rest(qtbot, page)
    whole = "\n".join(text for key in view(page).sections for text in told(page, key))
    assert "13911112222" not in whole
    assert "24 Nov" not in whole
    found = view(page).sections["promised"].list
    found.enter_at(0)
    with qtbot.waitSignal(page.ui.masking.refused):
        qtbot.keyClick(found, Key.Key_Space)
    assert tasks.count(desk) == 1


def test_the_morning_by_keyboard_alone(qtbot: QtBot, page: TodayPage, desk: Desk, press: Hand, whom: int):
    """Briefing, along the list, the call logged: the row is gone, Ctrl+Z brings it back."""
    other = customers.id_of(desk, "K00004")
    page.ui.wrote(customers.edit(desk, other, {"grade": "A", "created_on": "2026-10-01"}))
    rest(qtbot, page)
    in_order = page.customers_in_order()
    assert in_order == (whom, other)
    press(Key.Key_B, CTRL)
    briefing = opened(page.window(), BriefingDialog)
    assert briefing.customer_id == whom
    qtbot.waitUntil(briefing.isActiveWindow)
    press(Key.Key_Right, ALT)
    assert briefing.customer_id == other
    press(Key.Key_Left, ALT)
    press(Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
    dialog = opened(page.window(), InteractionDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.form.put("kind", "Visit")
    press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    briefing.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    press(Key.Key_Escape)
    page.window().activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is view(page).sections["contacts"].list)
    rest(qtbot, page)
    assert page.customers_in_order() == (other,)
    press(Key.Key_Z, CTRL)
    rest(qtbot, page)
    assert page.customers_in_order() == in_order


def test_it_opens_first_and_an_empty_day_says_so(qtbot: QtBot, window: MainWindow):
    frame = window.content
    window.show_ui(window.ui)
    frame = window.content
    assert frame.places.current == "today"
    assert [each.place.key for each in frame.places.pages][:2] == ["today", "customers"]
    qtbot.waitUntil(lambda: not window.ui.jobs.busy)
    empty = window.findChild(QWidget, "today-empty")
    qtbot.waitUntil(empty.isVisible)
    with qtbot.waitSignal(window.ui.bus.record_interaction):
        window.findChild(QAbstractButton, "today-empty-button").click()
    opened(window, InteractionDialog).reject()
