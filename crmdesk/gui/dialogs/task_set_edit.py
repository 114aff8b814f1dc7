"""One set of tasks: what it is called, from when its days count, its tasks, one a line (METHOD.md section 11)."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from crmdesk.core import choices, values
from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem
from crmdesk.core.fields import Choice, Field, Type
from crmdesk.core.task_set_lines import read_lines, write_lines
from crmdesk.core.task_sets import DELIVERY, ORDERED, SetTask, TaskSet
from crmdesk.core.words import Label
from crmdesk.gui.dialogs.short_form import ShortForm
from crmdesk.gui.forms.drafts import in_words
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.services import task_sets

_SIZE = QSize(640, 476)
_LINES = 8
_NAME, _BASIS, _PHASE, _TASKS = "name", "basis", "phase", "tasks"
_BASES = (
    Choice(ORDERED, Label("The order's date", "订单日期")),
    Choice(DELIVERY, Label("The delivery, else the order's date", "发货日期，没有则订单日期")),
)
_FIELDS = (
    Field(_NAME, Label("Name", "名称"), required=True, width="fill"),
    Field(_BASIS, Label("Days from", "起算日期"), Type.CHOICE, choices=_BASES, required=True, width="fill"),
    Field(_PHASE, Label("Phase of care", "关怀阶段"), Type.CHOICE, choices=choices.PHASE),
    Field(_TASKS, Label("Tasks", "任务"), Type.LONG, required=True, width="fill"),
)


class TaskSetEditDialog(ShortForm):
    """A new one (`key` None) or one of those there are. `sets`: all of them, as they stand."""

    def __init__(self, ui: Ui, key: str | None, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        self._sets = task_sets.sets(ui.desk, ui.words)
        self._set = next((each for each in self._sets if each.key == key), None)
        title = _("New set of tasks") if self._set is None else _("Set of tasks – {name}").format(name=self._set.name)
        sentence = _("One task a line: the number of days, then what is to be done. Such as: 7: Ask how it is used")
        super().__init__(
            ui, title, _FIELDS, size=_SIZE, label=_("Set of tasks"), name="task-set-edit", sentence=sentence,
            parent=parent,
        )  # fmt: skip
        box = self.form.inputs[_TASKS].widget
        if isinstance(box, QPlainTextEdit):
            box.setFixedHeight(_LINES * tokens.LINE_HEIGHTS[tokens.BODY] + tokens.BETWEEN)
        self.begin(in_words(self.form, self._texts()), first=_TASKS if self._set else _NAME)

    def _texts(self) -> dict[str, str]:
        found = self._set
        if found is None:
            return {_BASIS: ORDERED, _PHASE: "after"}
        phases = {task.phase for task in found.tasks}
        phase = phases.pop() if len(phases) == 1 else None
        texts = {_NAME: found.name, _BASIS: found.basis, _TASKS: write_lines(found.tasks)}
        return {**texts, _PHASE: phase} if phase else texts

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        """A name nobody else has, and lines that can be read."""
        found: dict[str, Problem] = {}
        for field in _FIELDS:
            if field.key not in typed:
                continue
            text = typed[field.key].strip()
            if field.required and not text:
                found[field.key] = Problem("required-missing", {"field": field.label}, hard=True)
            elif field.key == _TASKS:
                problem = read_lines(text)[1]
                found |= {_TASKS: problem} if problem is not None else {}
            elif field.key == _NAME and any(text == each.name for each in self._sets if each is not self._set):
                found[_NAME] = Problem("task-set-exists", {"name": text}, hard=True)
            elif (problem := values.parse(field, text).problem) is not None:
                found[field.key] = problem
        return found

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        known = self._set.tasks if self._set is not None else ()
        phase = values.parse(_FIELDS[2], typed[_PHASE]).value
        tasks = tuple(self._phased(task, phase) for task in read_lines(typed[_TASKS], known)[0])
        basis = values.parse(_FIELDS[1], typed[_BASIS]).value or ORDERED
        key = self._set.key if self._set is not None else task_sets.new_key(self._sets)
        made = TaskSet(key, typed[_NAME].strip(), basis, tasks)
        wanted = [made if each is self._set else each for each in self._sets]
        if self._set is None:
            wanted.append(made)
        told = self.ui.words.gettext("Set of tasks “{name}” saved").format(name=made.name)
        return task_sets.set_sets(self.ui.desk, wanted), told

    def _phased(self, task: SetTask, phase: object) -> SetTask:
        """The phase typed is that of all; one that was not changed leaves each its own."""
        if _PHASE not in self.form.changes() and task.phase is not None:
            return task
        return replace(task, phase=phase if isinstance(phase, str) else None)
