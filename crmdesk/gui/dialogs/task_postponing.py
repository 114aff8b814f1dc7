"""Putting off a task to another day, and what the status line says when one is done (METHOD.md section 11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.tasks import Task
from crmdesk.gui.dialogs.short_form import ShortForm
from crmdesk.gui.ui import Ui
from crmdesk.services import tasks

_SIZE = QSize(480, 160)
_KEY = "due_on"


class TaskPostponingDialog(ShortForm):
    """The new day of a task."""

    def __init__(self, ui: Ui, task: Task, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        self._task = task
        field = replace(ui.desk.fields("task")[_KEY], required=True)
        super().__init__(ui, _("Put off the task"), [field], size=_SIZE, label=_("Task"), name="task-postponing",
                         parent=parent)  # fmt: skip
        tomorrow = ui.desk.today() + dt.timedelta(days=1)
        self.begin({_KEY: values.typed(field, max(task.due_on, tomorrow), ui.words)})

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        """A day is needed."""
        if not typed.get(_KEY, "").strip():
            return {_KEY: Problem("required-missing", {"field": self.ui.desk.fields("task")[_KEY].label}, hard=True)}
        return tasks.read(self.ui.desk, typed, new=False, customer_id=self._task.customer_id).problems

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        day = values.parse(self.ui.desk.fields("task")[_KEY], typed[_KEY]).value
        assert isinstance(day, dt.date)
        return tasks.postpone(self.ui.desk, self._task.id, day), _put_off(self.ui, self._task, day)


def postpone(ui: Ui, task: Task, by: int) -> bool:
    """Put it off to so many days from today on, and say so."""
    day = ui.desk.today() + dt.timedelta(days=by)
    return ui.write(lambda: tasks.postpone(ui.desk, task.id, day), _put_off(ui, task, day))


def done_told(ui: Ui, task: Task) -> str:
    """What is said once a task is done: of a repeated one when it comes round again, and how many times were passed
    over because it was late."""
    words = ui.words
    told = words.gettext("{number}: task done").format(number=task.customer_number)
    if task.repeat is None:
        return told
    try:
        after = tasks.following(ui.desk, task.id)
    except UserError:  # it is gone: doing it says so
        return told
    if after.due_on is None:
        return words.gettext("{number}: task done, for the last time").format(number=task.customer_number)
    told = words.gettext("{number}: task done, next on {day}").format(
        number=task.customer_number, day=words.date(after.due_on)
    )
    if after.passed:
        passed = words.ngettext("{count} time passed over", "{count} times passed over", after.passed)
        told += f" ({passed.format(count=words.number(after.passed))})"
    return told


def _put_off(ui: Ui, task: Task, day: dt.date) -> str:
    told = ui.words.gettext("{number}: task put off to {day}")
    return told.format(number=task.customer_number, day=ui.words.date(day))
