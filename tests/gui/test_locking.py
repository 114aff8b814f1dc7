"""Locking: nothing personal is left in the window, nothing of the file is open, and everything comes back."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from crmdesk import app
from crmdesk.core import pinyin, recovery
from crmdesk.core.settings import LOCK_MINUTES
from crmdesk.gui.dialogs import unlocking_trying
from crmdesk.gui.dialogs.contact import ContactDialog
from crmdesk.gui.dialogs.password import PasswordDialog
from crmdesk.gui.forms.leaving import STAY, ask_to_leave
from crmdesk.gui.models import customer_matches
from crmdesk.gui.pages.locked import LockPage
from crmdesk.gui.widgets.notices import NoticeBar
from crmdesk.gui.window import MainWindow
from crmdesk.gui.window_lock import LockWatch
from crmdesk.gui.window_place import end_questions
from crmdesk.services import attachments, customers, drafts, security, settings
from crmdesk.services.desk import Desk
from crmdesk.services.security import Key
from crmdesk.tour.camera import visible_texts
from tests.gui.conftest import PASSWORD, PEOPLE, OpenWindow, enter


@pytest.fixture
def window(shown: OpenWindow, locked_desk: Desk) -> MainWindow:
    return shown(locked_desk)


def program_of(window: MainWindow) -> app.Program:
    program = window.findChild(app.Program)
    assert program is not None
    return program


def lock(qtbot: QtBot, window: MainWindow) -> LockPage:
    """Press Ctrl+L."""
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    return locked(qtbot, window)


def locked(qtbot: QtBot, window: MainWindow) -> LockPage:
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), LockPage))
    page = window.centralWidget()
    assert isinstance(page, LockPage)
    return page


def unlock(qtbot: QtBot, window: MainWindow, page: LockPage, typed: str = PASSWORD) -> None:
    page.form.password.line.setText(typed)
    page.form.password.line.textEdited.emit(typed)
    QTest.keyClick(page.form.password.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.frame is not None and window.content.page.list.count is not None)
    qtbot.waitUntil(lambda: not window.ui.jobs.busy and not window.content.page.list.finder.jobs.busy)


def every_text(window: MainWindow) -> str:
    tops = [window, *(widget for widget in QApplication.topLevelWidgets() if widget.isVisible())]
    return "\n".join(text for top in tops for text in visible_texts(top))


def test_nothing_of_the_customers_is_left(qtbot: QtBot, window: MainWindow):
    window.content.open_alone(window.content.page.view.selected_ids()[0])
    qtbot.waitUntil(window.content.dialogs.file_windows()[0].isActiveWindow)
    alone = window.content.dialogs.file_windows()[0]
    QTest.keyPress(alone.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    page = locked(qtbot, window)
    assert window.windowTitle() == "CRM Desk"
    shown = every_text(window)
    qtbot.waitUntil(page.form.password.line.hasFocus)
    for person in PEOPLE:
        assert all(value not in shown for value in person.values())
    assert window.frame is None
    assert program_of(window).desk is None


def test_nobody_has_the_file_open_and_the_key_is_gone(qtbot: QtBot, window: MainWindow):
    path, raw = window.ui.desk.path, window.ui.desk.data.key.raw
    lock(qtbot, window)
    qtbot.waitUntil(lambda: not [found for found in _collected() if isinstance(found, Key) and found.raw == raw])
    key = security.unlock(path, PASSWORD)
    assert key is not None
    security.set_password(path, "another one", key=key)  # refused while anybody has it open


def _collected() -> list[object]:
    gc.collect()
    return gc.get_objects()


def test_no_name_is_left_in_what_functions_keep_of_their_answers(qtbot: QtBot, window: MainWindow):
    page = window.content.page
    window.content.search.enter()
    enter(pinyin.syllables(PEOPLE[0]["name"])[0])
    qtbot.waitUntil(lambda: page.list.model.listing.query != "" and page.list.model.rowCount() > 0)
    page.view.grab()
    kept = (customer_matches.find_in_name, pinyin.syllables)
    assert all(each.cache_info().currsize for each in kept)
    lock(qtbot, window)
    qtbot.waitUntil(lambda: not any(each.cache_info().currsize for each in kept))


def test_the_same_place_comes_back(qtbot: QtBot, window: MainWindow):
    page = window.content.page
    window.content.search.enter()
    enter("杭州")
    qtbot.waitUntil(lambda: page.list.count == 2)
    page.view.go_to(1)
    qtbot.waitUntil(lambda: page.pane.customer_id == page.view.current_id())
    window.content.show_tab("notes")
    listing, shown = page.list.listing, page.pane.customer_id
    window.content.open_alone(shown)
    unlock(qtbot, window, lock(qtbot, window))
    page = window.content.page
    assert (page.list.listing, page.pane.customer_id, page.pane.tabs.key()) == (listing, shown, "notes")
    assert page.list.count == 2
    assert window.content.alone_ids() == [shown]
    assert window.windowTitle().endswith("华东客户")


def test_what_is_typed_comes_back(qtbot: QtBot, window: MainWindow):
    pane = window.content.page.pane
    qtbot.waitUntil(lambda: pane.customer_id is not None)
    customer_id = pane.customer_id
    pane.start_editing("main_products")
    enter("龙井，不加糖")
    page = lock(qtbot, window)
    unlock(qtbot, window, page)
    pane = window.content.page.pane
    assert (pane.customer_id, pane.editing) == (customer_id, True)
    assert pane.editing_part.form.text("main_products") == "龙井，不加糖"
    assert pane.save()
    assert customers.file(window.ui.desk, customer_id).values["main_products"] == "龙井，不加糖"
    assert drafts.all_drafts(window.ui.desk) == []


def test_a_dialog_comes_back_with_what_was_typed(qtbot: QtBot, window: MainWindow):
    pane = window.content.page.pane
    qtbot.waitUntil(lambda: pane.customer_id is not None)
    pane.contact_actions.add()
    dialog = window.findChild(ContactDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.form.focus("name")
    enter("周总")
    QTest.keyPress(dialog.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    page = locked(qtbot, window)
    assert "周总" not in every_text(window)
    unlock(qtbot, window, page)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(ContactDialog)))
    dialog = next(each for each in window.findChildren(ContactDialog) if each.isVisible())
    assert dialog.form.text("name") == "周总"
    dialog.accept()


def test_two_forms_of_one_file_do_not_disturb_each_other(qtbot: QtBot, window: MainWindow):
    pane = window.content.page.pane
    qtbot.waitUntil(lambda: pane.customer_id is not None)
    window.content.open_alone(pane.customer_id)
    alone = window.content.dialogs.file_windows()[0]
    qtbot.waitUntil(alone.isActiveWindow)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    pane.start_editing("main_products")
    enter("龙井，不加糖")
    alone.pane.contact_actions.add()
    dialog = alone.findChild(ContactDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.form.focus("name")
    enter("周总")
    QTest.keyPress(dialog.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    page = locked(qtbot, window)
    QTimer.singleShot(2_000, window, end_questions)  # no question is asked; it would wait for ever
    unlock(qtbot, window, page)
    assert window.content.page.pane.editing_part.form.text("main_products") == "龙井，不加糖"
    kept = {draft.form for draft in drafts.all_drafts(window.ui.desk)}
    assert kept == {"customer", "contact"}, "the other text is offered after the edit"


def test_it_waits_until_the_file_is_written_anew(qtbot: QtBot, window: MainWindow):
    program, going_on = program_of(window), threading.Event()
    path, key = window.ui.desk.path, window.ui.desk.data.key

    def work(_progress: object, _cancelled: object) -> tuple[Path, Key | None]:
        assert going_on.wait(20)
        return path, key

    program.work_alone("", work, lambda: None)
    program.beside.locking.watch.session.left.emit()
    QTimer.singleShot(100, window, going_on.set)
    locked(qtbot, window)


def test_a_wrong_password_is_told_and_waited_for(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(unlocking_trying, "SECOND", 150)
    form = lock(qtbot, window).form
    waits = []
    for typed in ("wrong", "wronger", "wrongest"):
        form.password.line.setText(typed)
        form.password.line.textEdited.emit(typed)
        form.unlock.click()
        qtbot.waitUntil(lambda: bool(form.trying.waiting))
        waits.append(form.trying.waiting)
        assert form.mark.text() == "The password is wrong."
        assert form.unlock.text() == f"Wait {form.trying.waiting} s"
        assert not form.unlock.isEnabled()
        form._attempt()
        assert not form.trying.busy
        qtbot.waitUntil(lambda: not form.trying.waiting)
    assert waits == [1, 2, 4]
    assert form.unlock.text() == "Unlock"
    unlock(qtbot, window, window.centralWidget())


def test_the_recovery_sheet_opens_it(qtbot: QtBot, window: MainWindow):
    text = "-".join(recovery.written(window.ui.desk.data.key.raw))
    form = lock(qtbot, window).form
    form.other_way.click()
    form.groups.lines[0].setText(text)
    form.groups.lines[0].textEdited.emit(text)
    assert form.groups.wrong() == []
    form.unlock.click()
    qtbot.waitUntil(lambda: window.frame is not None)


def test_without_a_password_the_way_to_one_is_shown(qtbot: QtBot, shown: OpenWindow, desk: Desk):
    window = shown(desk)
    program = program_of(window)
    program.beside.locking.lock()
    for _turn in range(2):
        QTest.keyClick(window.content.page.view, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    bars = window.findChildren(NoticeBar, "password-notice")
    assert len(bars) == 1
    bars[0].buttons["set"].click()
    dialog = window.findChild(PasswordDialog)
    assert dialog.what == "set"
    dialog.close()
    assert window.frame is not None


def test_it_waits_for_work_that_tells_how_far_it_is(qtbot: QtBot, window: MainWindow):
    going_on = threading.Event()
    done: list[object] = []

    def work(_desk: Desk, _job: object) -> bool:
        return going_on.wait(20)

    window.ui.jobs.run(window, work, done.append, done.append, progress=lambda _done, _total: None)
    program = program_of(window)
    program.beside.locking.lock()
    qtbot.waitUntil(lambda: "locked as soon as" in window.content.status.message())
    assert window.frame is not None
    going_on.set()
    locked(qtbot, window)
    assert done == [True]


def test_a_question_is_closed_before_it(qtbot: QtBot, window: MainWindow):
    QTimer.singleShot(0, program_of(window).beside.locking.lock)
    answer = ask_to_leave(window.ui.words, "张伟", window)
    assert answer == STAY
    locked(qtbot, window)


def test_copies_that_were_opened_are_gone(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch):
    opened: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())) or True)
    pane = window.content.page.pane
    qtbot.waitUntil(lambda: pane.customer_id is not None)
    attachments.add_content(window.ui.desk, pane.customer_id, "合同.txt", b"secret")
    one = attachments.of_customer(window.ui.desk, pane.customer_id)[0]
    pane.attachments.actions_part.open(one)
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].read_bytes() == b"secret"
    lock(qtbot, window)
    assert not opened[0].parent.exists()


def test_closing_while_locked_ends_in_order(qtbot: QtBot, window: MainWindow):
    path = window.ui.desk.path
    page = lock(qtbot, window)
    page.quit_asked.emit()
    assert not window.isVisible()
    assert not path.with_name(path.name + "-wal").exists()


def test_idle_minutes_are_those_of_the_settings(qtbot: QtBot, window: MainWindow):
    watch = program_of(window).beside.locking.watch
    assert watch._least == LOCK_MINUTES.default * 60
    window.ui.wrote(settings.change(window.ui.desk, LOCK_MINUTES.key, "3"))
    assert watch._least == 180
    watch.begin(0.05)
    page = locked(qtbot, window)
    assert watch._least == 0
    unlock(qtbot, window, page)
    assert watch._least == 180


def test_whoever_works_is_not_locked_out(qtbot: QtBot):
    widget = QWidget()
    qtbot.addWidget(widget)
    line = QLineEdit(widget)
    now = [1_000.0]
    watch = LockWatch(widget, lambda: now[0])
    due: list[int] = []
    watch.due.connect(lambda: due.append(1))
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    line.setFocus()
    watch.begin(60)

    def wait(seconds: float, does: Callable[[], object] | None = None) -> int:
        now[0] += seconds
        if does is not None:
            does()
        watch.look()
        return len(due)

    handle = widget.windowHandle()
    assert wait(59) == 0
    assert wait(0.5, lambda: QTest.keyClick(handle, Qt.Key.Key_A)) == 0
    assert wait(59) == 0
    assert wait(0.5, lambda: QTest.mouseMove(handle, widget.rect().center())) == 0
    assert wait(59.5) == 0
    assert wait(0.6) == 1
    assert wait(3_600, lambda: QTest.keyClick(handle, Qt.Key.Key_B)) >= 2, "back from sleep: the first key finds it out"
    watch.close()


def test_other_events_are_no_deeds(qtbot: QtBot):
    widget = QWidget()
    qtbot.addWidget(widget)
    now = [0.0]
    watch = LockWatch(widget, lambda: now[0])
    watch.begin(60)
    now[0] = 50.0
    watch.eventFilter(widget, QEvent(QEvent.Type.UpdateRequest))
    assert watch._away() == 50.0
    watch.close()
