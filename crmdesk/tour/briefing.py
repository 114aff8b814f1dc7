"""Pictures of the briefing, of tasks in a file, their forms and sets, and of the reminder in Settings."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QDialog

from crmdesk.core.changes import Changes
from crmdesk.core.customers import Listing
from crmdesk.core.repeats import MONTHLY
from crmdesk.gui.dialogs.briefing import BriefingDialog
from crmdesk.gui.dialogs.settings import SettingsDialog
from crmdesk.gui.dialogs.task import TaskDialog
from crmdesk.gui.dialogs.task_postponing import TaskPostponingDialog
from crmdesk.gui.dialogs.task_set_edit import TaskSetEditDialog
from crmdesk.gui.dialogs.task_set_start import TaskSetDialog
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers, interactions, tasks
from crmdesk.services.desk import Desk
from crmdesk.tour import sample
from crmdesk.tour.camera import Camera, settle
from crmdesk.tour.undoing import latest, take_back

_TASKS = (("问新版报价看得怎么样", -3, ""), ("寄送样品目录", 0, MONTHLY), ("回访缠绕膜试用情况", 4, ""))
_SET = "after-sale"
_ALSO = "很快再回访一次"


def picture_briefing(camera: Camera, window: MainWindow) -> None:
    """The briefing of somebody with whom much is going on, and everything about tasks; all as before in the end."""
    ui = window.ui
    before = latest(ui.desk)
    first = customers.find(ui.desk, Listing(query=sample.FIRST))[0]
    _plan(ui.desk, first)
    ui.wrote(Changes(everything=True))
    settle(ui.jobs)
    _brief(camera, window, first)
    window.content.page.open(first)
    settle(ui.jobs)
    window.content.page.pane.show_page("timeline")
    camera.take(window, "file-tasks", ui.jobs, showing=_TASKS[0][0])
    _forms(camera, window, first)
    _settings(camera, window)
    window.content.page.pane.show_page("basics")
    take_back(ui, before)
    settle(ui.jobs)


def _plan(desk: Desk, customer: int) -> None:
    today = desk.today()
    for text, days, repeat in _TASKS:
        typed = {"text": text, "due_on": (today + dt.timedelta(days=days)).isoformat(), "repeat": repeat}
        tasks.add(desk, customer, {key: value for key, value in typed.items() if value})
    at = (today - dt.timedelta(days=7)).isoformat()
    made = {"kind": "visit", "at": at, "content": "看了两卷样品，抗拉比原来的好。", "promise": "周五前把新版报价发过去"}
    due = (today - dt.timedelta(days=1)).isoformat()
    interactions.add(desk, customer, {**made, "next_step": "问样品试用情况", "next_date": due})


def _brief(camera: Camera, window: MainWindow, customer: int) -> None:
    ui = window.ui
    among = customers.find(ui.desk, Listing(sort="number"), 300)
    dialog = BriefingDialog(ui, customer, among, window)
    dialog.show()
    camera.take(dialog, "briefing", ui.jobs, showing=_TASKS[0][0])
    hidden = ui.masking.on
    ui.masking.set_on(True)
    camera.take(dialog, "briefing-masked", ui.jobs, showing=_TASKS[0][0])
    ui.masking.set_on(hidden)
    little = customers.find(ui.desk, Listing(query=sample.PERSON))[0]
    dialog.show_customer(little, among)
    camera.take(dialog, "briefing-little", ui.jobs, showing=dialog.page.head.name.text())
    _away(dialog, window)


def _forms(camera: Camera, window: MainWindow, customer: int) -> None:
    ui, words = window.ui, window.ui.words
    dialog = TaskDialog(ui, customer, parent=window)
    dialog.show()
    dialog.form.put("text", _TASKS[1][0])
    dialog.form.put("repeat", ui.shown(ui.desk.fields("task")["repeat"], MONTHLY))
    camera.take(dialog, "task", ui.jobs, showing=dialog.told.text())
    dialog.unfold()
    dialog.form.put("until", words.date(ui.desk.today() - dt.timedelta(days=1)))
    dialog.form.check()
    camera.take(dialog, "task-whole", ui.jobs, showing=_TASKS[1][0])
    dialog.form.forget()
    _away(dialog, window)
    task = tasks.open_tasks(ui.desk, customer_id=customer)[0]
    _shown(camera, window, TaskPostponingDialog(ui, task, window), "task-postponing")
    _shown(camera, window, TaskSetDialog(ui, customer, parent=window), "task-set-start")


def _settings(camera: Camera, window: MainWindow) -> None:
    ui = window.ui
    dialog = SettingsDialog(ui, "task-sets", window)
    dialog.show()
    camera.take(dialog, "settings-task-sets", ui.jobs, showing=ui.words.gettext("Sets of tasks"))
    dialog.show_place("reminder")
    camera.take(dialog, "settings-reminder", ui.jobs, showing=ui.words.gettext("Reminder"))
    _away(dialog, window)
    editing = TaskSetEditDialog(ui, _SET, window)
    editing.show()
    editing.form.put("tasks", f"{editing.form.text('tasks')}\n{_ALSO}")
    editing.form.check()
    camera.take(editing, "task-set-edit", ui.jobs, showing=_ALSO)
    editing.form.forget()
    _away(editing, window)


def _shown(camera: Camera, window: MainWindow, dialog: QDialog, name: str) -> None:
    dialog.show()
    camera.take(dialog, name, window.ui.jobs, showing=dialog.windowTitle())
    _away(dialog, window)


def _away(dialog: QDialog, window: MainWindow) -> None:
    dialog.done(0)
    window.activateWindow()
    settle(window.ui.jobs)
