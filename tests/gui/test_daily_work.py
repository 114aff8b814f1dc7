"""A day at the desk: the fewest keys for a new customer, the file's own window, what others do to the data file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.gui.dialogs.trouble import BugReport
from crmdesk.gui.forms.file_window import FileWindow
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers
from crmdesk.services.desk import Desk, open_desk
from tests.gui.conftest import PEOPLE, enter
from tests.gui.test_window import CTRL, SHIFT, Key, action, names, press, shown_after, shown_name


@pytest.fixture
def second(desk: Desk) -> Iterator[Desk]:
    """Another program at work on the same data file."""
    other = open_desk(desk.path, who="王晓", clock=desk.clock)
    yield other
    other.close()


@pytest.fixture
def answers(qtbot: QtBot) -> Callable[[str], list[str]]:
    """Press this button of the next dialog that asks about unsaved changes; the list tells the questions."""

    def answer(button: str) -> list[str]:
        asked: list[str] = []

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            question = dialog.findChild(QWidget, "leave-question") if dialog else None
            if dialog is None or question is None:
                QTimer.singleShot(5, look)
                return
            asked.append(question.text())
            dialog.findChild(QWidget, button).click()

        QTimer.singleShot(0, look)
        return asked

    return answer


def alone(qtbot: QtBot, window: MainWindow) -> FileWindow:
    """The current customer's file in a window of its own, in the foreground."""
    shown_after(qtbot, window)
    press(qtbot, Key.Key_Return, SHIFT)
    (own,) = window.findChildren(FileWindow)
    qtbot.waitExposed(own)
    own.activateWindow()
    qtbot.waitUntil(own.isActiveWindow)
    return own


def no_bug(window: MainWindow) -> bool:
    return not window.findChildren(BugReport)


@pytest.mark.parametrize(
    ("name", "key", "phone"), [("何青", "mobile", "13900000099"), ("青禾食品有限公司", "phone", "0571-00000099")]
)
def test_name_phone_enter(qtbot: QtBot, window: MainWindow, desk: Desk, name: str, key: str, phone: str):
    press(qtbot, Key.Key_N, CTRL)
    enter(name)
    press(qtbot, Key.Key_Tab)
    if key == "phone":
        press(qtbot, Key.Key_Tab)
    enter(phone)
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: name in names(window) and window.content.page.view.current_id() is not None)
    made = customers.file(desk, window.content.page.pane.customer_id or 0)
    assert (made.name, made.values[key].replace(" ", "")) == (name, phone)
    assert made.kind == ("enterprise" if key == "phone" else "individual")


def test_the_status_line_names_the_file_being_edited(qtbot: QtBot, window: MainWindow):
    shown_after(qtbot, window)
    press(qtbot, Key.Key_E, CTRL)
    left = window.content.status.findChild(QWidget, "status-left")
    number = customers.file(window.ui.desk, window.content.page.pane.customer_id or 0).number
    assert left.accessibleName().endswith(f"Editing {number}")


def test_tab_goes_as_the_eye_goes(qtbot: QtBot, window: MainWindow):
    shown_after(qtbot, window)
    press(qtbot, Key.Key_E, CTRL)
    form = window.content.page.pane.editing_part.form
    form.focus(form.asked()[0])
    met: list[str] = []
    places: list[tuple[int, int]] = []
    for _turn in range(len(form.asked()) * 2):
        focus = QApplication.focusWidget()
        if not form.isAncestorOf(focus):
            break
        key = next(key for key, each in form.inputs.items() if each.widget is focus or each.widget.isAncestorOf(focus))
        if key not in met:
            met.append(key)
            row = form.rows[key]
            places.append((row.mapTo(form.inner, row.rect().topLeft()).y(), row.x()))
        press(qtbot, Key.Key_Tab)
    assert met == form.asked()
    assert places == sorted(places)


# a file in its own window


def test_keys_in_the_files_own_window(qtbot: QtBot, window: MainWindow, desk: Desk):
    own = alone(qtbot, window)
    customer_id = own.pane.customer_id or 0
    before = customers.file(desk, customer_id).name
    press(qtbot, Key.Key_E, CTRL)
    assert own.pane.editing
    QApplication.focusWidget().selectAll()
    enter("改了的名字")
    press(qtbot, Key.Key_S, CTRL)
    assert not own.pane.editing
    assert customers.file(desk, customer_id).name == "改了的名字" == own.windowTitle()
    press(qtbot, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: own.windowTitle() == before)
    press(qtbot, Key.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: own.windowTitle() == "改了的名字")
    own.close()


def test_one_window_for_one_file(qtbot: QtBot, window: MainWindow):
    own = alone(qtbot, window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.content.page.pane.actions_part.open_alone()
    assert window.findChildren(FileWindow) == [own]
    own.close()


def test_a_files_window_speaks_the_other_language_too(qtbot: QtBot, window: MainWindow):
    own = alone(qtbot, window)
    number = own.pane.customer_id
    action(window, "language-zh_CN").trigger()
    (other,) = (each for each in window.findChildren(FileWindow) if each.isVisible())
    assert other is not own
    assert other.pane.customer_id == number
    assert other.pane.head.edit_button.text() == "编辑"
    other.close()


def test_a_files_window_asks_before_it_closes(
    qtbot: QtBot, window: MainWindow, desk: Desk, answers: Callable[[str], list[str]]
):
    own = alone(qtbot, window)
    name = own.windowTitle()
    press(qtbot, Key.Key_E, CTRL)
    enter("改了的名字")
    asked = answers("leave-cancel")
    own.close()
    assert asked == [f"Save the changes to “{name}”?"]
    assert own.isVisible()
    asked = answers("leave-cancel")
    window.close()
    assert len(asked) == 1
    assert window.isVisible()
    asked = answers("leave-discard")
    own.close()
    assert len(asked) == 1
    assert name in [customers.file(desk, number).name for number in range(1, len(PEOPLE) + 1)]


# nothing typed is lost unasked


@pytest.mark.parametrize("leaves", ["close", "language", "other-file", "new", "delete", "import"])
def test_every_way_out_asks(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, answers: Callable[[str], list[str]], leaves: str
):
    other = open_desk(tmp_path / "other.crmdesk", who="陈立")
    other.close()
    shown_after(qtbot, window)
    press(qtbot, Key.Key_E, CTRL)
    enter("改了的名字")
    pane = window.content.page.pane
    ways: dict[str, Callable[[], object]] = {
        "close": window.close,
        "language": action(window, "language-zh_CN").trigger,
        "other-file": lambda: window.file_asked.emit(tmp_path / "other.crmdesk", False),
        "new": action(window, "new-customer").trigger,
        "delete": window.content.page.delete_selected,
        "import": action(window, "import").trigger,
    }
    asked = answers("leave-cancel")
    ways[leaves]()
    assert len(asked) == 1
    assert pane.editing
    assert pane.editing_part.form.text("name") == "改了的名字"
    assert window.isVisible()


def test_searching_while_editing_keeps_what_was_typed(qtbot: QtBot, window: MainWindow):
    shown_after(qtbot, window)
    press(qtbot, Key.Key_E, CTRL)
    enter("改了的名字")
    pane = window.content.page.pane
    number = pane.customer_id
    press(qtbot, Key.Key_F, CTRL)
    enter("没有这个人")
    qtbot.waitUntil(lambda: names(window) == [])
    press(qtbot, Key.Key_Escape)
    qtbot.waitUntil(lambda: len(names(window)) == len(PEOPLE))
    assert pane.editing
    assert pane.customer_id == number
    assert pane.editing_part.form.text("name") == "改了的名字"


# what others do to the data file


def test_what_another_program_wrote_is_seen_with_the_next_action(
    qtbot: QtBot, window: MainWindow, desk: Desk, second: Desk
):
    page = window.content.page
    here = shown_after(qtbot, window)
    other = next(number for number in range(1, len(PEOPLE) + 1) if number != page.pane.customer_id)
    customers.edit(second, other, {"name": "别处改的"})
    customers.add(second, {"name": "别处新建"})
    page.pane.actions_part.verify()
    qtbot.waitUntil(lambda: {"别处改的", "别处新建"} <= set(names(window)))
    assert shown_name(window) == here


def test_a_file_deleted_by_another_program_can_be_saved_nowhere_but_is_not_lost(
    qtbot: QtBot, window: MainWindow, desk: Desk, second: Desk
):
    shown_after(qtbot, window)
    pane = window.content.page.pane
    press(qtbot, Key.Key_E, CTRL)
    enter("改了的名字")
    customers.delete(second, [pane.customer_id or 0])
    press(qtbot, Key.Key_S, CTRL)
    assert no_bug(window)
    assert pane.editing
    assert pane.editing_part.form.text("name") == "改了的名字"
    assert pane.editing_part.trouble.isVisible()
    pane.show_nothing()


def test_going_to_a_customer_another_program_deleted(qtbot: QtBot, window: MainWindow, desk: Desk, second: Desk):
    shown_after(qtbot, window)
    gone = window.content.page.list.model.id_at(1)
    assert gone is not None
    customers.delete(second, [gone])
    press(qtbot, Key.Key_Down)
    press(qtbot, Key.Key_Delete)
    press(qtbot, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: not window.ui.jobs.busy)
    assert no_bug(window)


@pytest.fixture
def locked(window: MainWindow, desk: Desk) -> Iterator[None]:
    """Another program holds the write lock; the person cancels whenever the window waits for it."""
    other = open_desk(desk.path, who="王晓")
    impatient = QTimer(window, interval=20)

    def cancel() -> None:
        waits = "Waiting" in window.content.teller.said()[0]
        names = ("waiting-cancel", "status-action") if waits else ("waiting-cancel",)
        buttons = [each for name in names for each in window.findChildren(QPushButton, name) if each.isVisible()]
        if buttons:
            buttons[0].click()

    impatient.timeout.connect(cancel)
    impatient.start()
    with other.data.write():
        yield
    impatient.stop()
    other.close()


@pytest.mark.usefixtures("locked")
def test_a_busy_data_file_is_a_sentence(qtbot: QtBot, window: MainWindow, desk: Desk):
    before = shown_after(qtbot, window)
    pane = window.content.page.pane
    press(qtbot, Key.Key_E, CTRL)
    enter("改了的名字")
    press(qtbot, Key.Key_S, CTRL)
    assert pane.editing
    assert pane.editing_part.trouble.isVisible()
    pane.show_customer(pane.customer_id or 0)
    window.content.page.view.setFocus()
    qtbot.waitUntil(window.content.page.view.hasFocus)
    press(qtbot, Key.Key_Delete)
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "refused") is not None, timeout=10_000)
    box = window.findChild(QMessageBox, "refused")
    assert "another program" in box.text().lower() or "busy" in box.text().lower()
    box.accept()
    qtbot.waitUntil(lambda: before in names(window))
    qtbot.waitUntil(lambda: shown_name(window) == before)
    assert no_bug(window)


@pytest.mark.parametrize("how", ["deleted", "replaced"])
def test_a_data_file_that_went_away(qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path, how: str):
    shown_after(qtbot, window)
    pane = window.content.page.pane
    for path in list(desk.path.parent.glob(desk.path.name + "*")):
        path.rename(path.with_name(path.name.replace(desk.path.stem, "elsewhere")))
    if how == "replaced":
        open_desk(desk.path, who="x").close()
    press(qtbot, Key.Key_E, CTRL)
    enter("改了的名字")
    press(qtbot, Key.Key_S, CTRL)
    assert pane.editing
    assert pane.editing_part.trouble.isVisible()
    press(qtbot, Key.Key_F, CTRL)
    enter("张")
    qtbot.waitUntil(lambda: not window.content.page.list.finder.jobs.busy)
    assert no_bug(window)
    pane.show_nothing()
    window.close()
    assert no_bug(window)


def test_tab_into_the_list_while_typing_a_new_customer_asks_nothing(window: MainWindow, qtbot: QtBot) -> None:
    page = window.content.page
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = page.pane.editing_part.form
    qtbot.keyClicks(form.inputs["mobile"].widget, "139")
    page.view.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    assert page.pane.editing
    assert page.pane.customer_id is None
    assert page.view.current_id() is None
    assert form.text("mobile") == "139"
