"""Tasks in the window: planned from anywhere, done in the file, whole sets of them, the sets in Settings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.gui.dialogs.settings import SettingsDialog
from crmdesk.gui.dialogs.task import TaskDialog
from crmdesk.gui.dialogs.task_postponing import TaskPostponingDialog
from crmdesk.gui.dialogs.task_set_edit import TaskSetEditDialog
from crmdesk.gui.dialogs.task_set_start import TaskSetDialog
from crmdesk.gui.forms.file_tasks import FileTasks
from crmdesk.gui.ui import Ui
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers, history, orders, products, task_sets, tasks
from crmdesk.services.desk import Desk
from tests.gui.conftest import Hand, PutUp, enter, opened

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def zhang(desk: Desk) -> int:
    return customers.find(desk, Listing(query="张伟"))[0]


@pytest.fixture
def block(qtbot: QtBot, window: MainWindow, zhang: int) -> FileTasks:
    """The tasks above the timeline of 张伟."""
    window.ui.bus.open_customer.emit(zhang)
    qtbot.waitUntil(lambda: window.content.page.pane.customer_id == zhang)
    window.content.page.pane.show_page("timeline")
    qtbot.waitUntil(window.content.page.pane.pages.timeline.isVisible)
    return window.content.page.pane.pages.timeline.tasks


def texts(desk: Desk, customer: int) -> list[tuple[str, str]]:
    return [(task.text, task.due_on.isoformat()) for task in tasks.open_tasks(desk, customer_id=customer)]


def test_planned_by_a_key_done_by_space_taken_back(
    qtbot: QtBot, window: MainWindow, desk: Desk, block: FileTasks, zhang: int, press: Hand
):
    assert block.isHidden()
    press(Qt.Key.Key_D, CONTROL | SHIFT)
    dialog = opened(window, TaskDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    press(Qt.Key.Key_Tab)
    enter("问样品试用情况")
    dialog.form.put("repeat", "Every month")
    assert "21 Dec 2026" in dialog.told.text()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not block.isHidden())
    assert texts(desk, zhang) == [("问样品试用情况", "2026-11-21")]

    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    block.rows[0].box.setFocus()
    press(Qt.Key.Key_Space)
    assert texts(desk, zhang) == [("问样品试用情况", "2026-12-21")]
    assert "next on 21 Dec 2026" in window.content.teller.said()[0]
    window.ui.wrote(history.undo(desk)[1])
    assert texts(desk, zhang) == [("问样品试用情况", "2026-11-21")]
    assert len(block.rows) == 1


def test_put_off_changed_and_deleted_from_the_row(
    qtbot: QtBot, window: MainWindow, desk: Desk, block: FileTasks, zhang: int, press: Hand
):
    for day in ("2026-11-19", "2026-11-24", "2026-11-25", "2026-11-26"):
        window.ui.wrote(tasks.add(desk, zhang, {"text": f"回访 {day}", "due_on": day})[1])
    assert len(block.rows) == 3
    qtbot.mouseClick(block.more, Qt.MouseButton.LeftButton)
    assert len(block.rows) == 4

    late = block.rows[0].task
    menu = block.make_menu(late)
    menu.findChild(QWidget, "task-later").actions()[0].trigger()
    assert texts(desk, zhang)[0] == ("回访 2026-11-19", "2026-11-22")
    menu.findChild(QWidget, "task-later").actions()[-1].trigger()
    dialog = opened(window, TaskPostponingDialog)
    dialog.form.put("due_on", "2026-12-01")
    dialog.accept()
    assert texts(desk, zhang)[-1] == ("回访 2026-11-19", "2026-12-01")

    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    block.rows[0].box.setFocus()
    press(Qt.Key.Key_Delete)
    assert len(texts(desk, zhang)) == 3
    press(Qt.Key.Key_Return)
    assert opened(window, TaskDialog).windowTitle().startswith("Task W")
    opened(window, TaskDialog).done(0)


def test_a_task_of_somebody_deleted_is_told_to_be_gone(
    window: MainWindow, desk: Desk, zhang: int, monkeypatch: pytest.MonkeyPatch
):
    told: list[UserError] = []
    monkeypatch.setattr(window.troubles, "show", told.append)
    task = tasks.add(desk, zhang, {"text": "回访"})[0]
    customers.delete(desk, [zhang])
    window.ui.bus.open_task.emit(task)
    assert [error.code for error in told] == ["task-unknown"]
    assert not [each for each in window.findChildren(TaskDialog) if each.isVisible()]


def test_what_is_wrong_stands_beside_the_field(ui: Ui, zhang: int, put_up: PutUp):
    dialog = put_up(TaskDialog(ui, zhang))
    dialog.unfold()
    dialog.form.put("text", "回访")
    dialog.form.put("due_on", "2026-11-30")
    dialog.form.put("repeat", "Every month")
    dialog.form.put("until", "2026-11-29")
    dialog.accept()
    assert dialog.form.rows["until"].problem()[0] == "bad"
    dialog.form.put("until", "")
    dialog.form.put("due_on", "2026-02-30")
    dialog.accept()
    assert dialog.form.rows["due_on"].problem()[0] == "bad"
    dialog.form.put("due_on", "2028-02-29")
    dialog.form.put("repeat", "Every year")
    dialog.accept()
    assert texts(ui.desk, zhang) == [("回访", "2028-02-29")]


def test_a_set_counts_from_the_orders_delivery(ui: Ui, zhang: int, put_up: PutUp):
    product = products.add(ui.desk, {"name": "缠绕膜", "price": "58"})[0]
    code = products.product(ui.desk, product).code
    line = {"product": code, "quantity": "3"}
    order = orders.add(ui.desk, zhang, {"date": "2026-11-02", "delivered_on": "2026-11-10"}, [line])[0]
    dialog = put_up(TaskSetDialog(ui, zhang, order))
    assert "11 Nov 2026" in dialog.findChild(QWidget, "task-set-planned").text()
    dialog.accept()
    assert [day for _text, day in texts(ui.desk, zhang)] == ["2026-11-11", "2026-11-17", "2026-12-10"]
    assert {task.sales_order for task in tasks.open_tasks(ui.desk, customer_id=zhang)} == {order}

    again = put_up(TaskSetDialog(ui, zhang, order))
    again.accept()
    assert again.notice.isVisible()
    assert len(texts(ui.desk, zhang)) == 3


@pytest.fixture
def settings(ui: Ui, put_up: PutUp) -> SettingsDialog:
    return put_up(SettingsDialog(ui, "task-sets"))


def test_sets_are_changed_in_settings(
    settings: SettingsDialog, desk: Desk, qtbot: QtBot, answer: Callable[[str], list[str]]
):
    box = settings.pane.box
    box.table.set_current("after-sale")
    qtbot.mouseClick(settings.pane.edit_button, Qt.MouseButton.LeftButton)
    dialog = opened(settings, TaskSetEditDialog)
    dialog.form.put("tasks", "2 打电话\n很快回访")
    dialog.accept()
    assert "Line 2" in dialog.form.rows["tasks"].problem()[1]
    dialog.form.put("tasks", "2 打电话\n40：满意度")
    dialog.accept()
    changed = next(each for each in task_sets.sets(desk) if each.key == "after-sale")
    assert [(task.days, task.text, task.phase) for task in changed.tasks] == [
        (2, "打电话", "after"), (40, "满意度", "after"),
    ]  # fmt: skip

    box.add()
    dialog = opened(settings, TaskSetEditDialog)
    dialog.form.put("name", "投诉之后")
    dialog.form.put("tasks", "3: 问是否满意")
    dialog.accept()
    assert task_sets.sets(desk)[-1].name == "投诉之后"
    count = len(task_sets.sets(desk))
    box.delete_asked.emit("offer")
    assert len(task_sets.sets(desk)) == count - 1
    qtbot.mouseClick(settings.pane.reset_link, Qt.MouseButton.LeftButton)
    assert task_sets.sets(desk)[0].key == "after-sale"
    assert settings.pane.reset_link.isHidden()


def test_masked_nothing_is_planned(ui: Ui, window: MainWindow, zhang: int):
    window.ui.masking.set_on(True)
    window.ui.bus.new_task.emit(zhang)
    assert not [each for each in window.findChildren(TaskDialog) if each.isVisible()]
    assert QApplication.activeModalWidget() is None
