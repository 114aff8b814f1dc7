"""The tasks of a customer that are still to be done, above the timeline: done, postponed, changed (METHOD.md 11)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from crmdesk.core import days
from crmdesk.core.customers import CustomerFile
from crmdesk.core.tasks import Task
from crmdesk.gui.icons import icon
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.heads import SectionHead
from crmdesk.gui.widgets.inputs import CheckBox
from crmdesk.gui.widgets.tab_order import eye_order
from crmdesk.gui.widgets.told_line import ToldLine
from crmdesk.services import tasks

FEW = 3
"""So many are shown until more are asked for."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
_LATER = (1, 3, 7)


class TaskRow(QWidget):
    """A tick, what is to be done, when. `ticked`, `opened`, `deleted`, `menu_asked` tell what is wanted."""

    ticked = Signal()
    opened = Signal()
    deleted = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, task: Task, ui: Ui) -> None:
        super().__init__()
        self.task = task
        words, today = ui.words, ui.desk.today()
        self.setObjectName(f"task-{task.id}")
        text = " ".join(ui.masking.text(task.text).split())
        late = days.overdue(task.due_on, today, words)
        right = late or days.near(task.due_on, today, words)
        self.box = CheckBox("", name=f"task-{task.id}-done", label=f"{text}, {right}")
        self.box.setToolTip(words.gettext("Done"))
        self.box.clicked.connect(self.ticked)
        told = ToldLine(text, right=right, tone="bad" if late else "text_2", below=self._below(ui))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.BETWEEN)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(told, 1)

    def _below(self, ui: Ui) -> tuple[str, ...]:
        """How often, who, for which order."""
        task, fields = self.task, ui.desk.fields("task")
        repeat = ui.shown(fields["repeat"], task.repeat) if task.repeat else ""
        others = (repeat, ui.masking.text(task.contact or ""), ui.masking.text(task.by or ""), task.order or "")
        told = ("，" if ui.words.chinese else ", ").join(filter(None, others))
        return (told,) if told else ()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.opened.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)


class FileTasks(QWidget):
    """Hidden while nothing is to be done. A file in the trash shows none."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        _ = ui.words.gettext
        self._ui = ui
        self._file: CustomerFile | None = None
        self._shown: list[Task] = []
        self._all = False
        self.menu: QMenu | None = None
        self.rows: list[TaskRow] = []
        self.setObjectName("file-tasks")
        self.setAccessibleName(_("Tasks"))
        self.head = SectionHead(_("Tasks"), link=_("New task..."), link_icon="plus", name="file-tasks-head")
        self.head.acted.connect(self._add)
        self.more = LinkButton("", icon="chevron-down", name="file-tasks-more")
        self.more.clicked.connect(self._show_all)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, tokens.BETWEEN, 0, tokens.BETWEEN)
        self._column.setSpacing(tokens.INSIDE)
        self._column.addWidget(self.head)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_file(self, file: CustomerFile | None) -> None:
        """The open tasks of this customer; another customer's are few again."""
        if self._file is None or file is None or self._file.id != file.id:
            self._all = False
        self._file = file
        found = tasks.open_tasks(self._ui.desk, customer_id=file.id) if file is not None and not file.deleted else []
        if found != self._shown or self._ui.masking.on or not self.rows:
            self._fill(found)

    def _fill(self, found: list[Task]) -> None:
        focused = next((place for place, row in enumerate(self.rows) if row.box.hasFocus()), None)
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self._shown = found
        shown = found if self._all else found[:FEW]
        self.rows = [self._row(task) for task in shown]
        for place, row in enumerate(self.rows):
            self._column.insertWidget(1 + place, row)
        QTimer.singleShot(0, self, lambda: eye_order(self))  # the rows are the last that Tab comes to until then
        hidden = len(found) - len(shown)
        told = self._ui.words.ngettext("{count} more task", "{count} more tasks", hidden)
        self.more.setText(told.format(count=self._ui.words.number(hidden)))
        self.more.setVisible(hidden > 0)
        late = sum(bool(task.late_days) for task in found)
        n = self._ui.words.ngettext
        note = (
            n("{count} task overdue", "{count} tasks overdue", late).format(count=self._ui.words.number(late))
            if late
            else ""
        )
        self.head.set_note(note, "bad" if late else "text_2")
        self.setVisible(bool(found))
        if focused is not None and self.rows:
            self.rows[min(focused, len(self.rows) - 1)].box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, task: Task) -> TaskRow:
        row = TaskRow(task, self._ui)
        row.ticked.connect(lambda: self.finish(task))
        row.opened.connect(lambda: self._ui.bus.open_task.emit(task.id))
        row.deleted.connect(lambda: self.delete(task))
        row.menu_asked.connect(lambda at: self.show_menu(task, at))
        return row

    def _show_all(self) -> None:
        self._all = True
        self._fill(self._shown)

    def _add(self) -> None:
        if self._file is not None:
            self._ui.bus.new_task.emit(self._file.id)

    # What is done to one

    def finish(self, task: Task) -> None:
        """Done today; a repeated one comes round again, which the status line says."""
        from crmdesk.gui.dialogs.task_postponing import done_told

        told = done_told(self._ui, task)
        if not self._allowed() or not self._ui.write(lambda: tasks.finish(self._ui.desk, task.id), told):
            self._fill(self._shown)

    def delete(self, task: Task) -> None:
        """Take it out; Undo brings it back."""
        if self._allowed():
            told = self._ui.words.gettext("{number}: task deleted").format(number=task.customer_number)
            self._ui.write(lambda: tasks.delete(self._ui.desk, task.id), told)

    def postpone(self, task: Task, by: int) -> None:
        """To so many days from today on."""
        from crmdesk.gui.dialogs.task_postponing import postpone

        if self._allowed():
            postpone(self._ui, task, by)

    def _to_a_day(self, task: Task) -> None:
        from crmdesk.gui.dialogs.task_postponing import TaskPostponingDialog

        if self._allowed():
            TaskPostponingDialog(self._ui, task, self.window()).open()

    def _allowed(self) -> bool:
        return self._ui.masking.allows_editing()

    def show_menu(self, task: Task, at: QPoint) -> None:
        """What can be done with one."""
        self.menu = self.make_menu(task)
        self.menu.popup(at)

    def make_menu(self, task: Task) -> QMenu:
        _ = self._ui.words.gettext
        menu = QMenu(self)
        menu.setObjectName("file-tasks-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_ = self._ui.bus.open_task
        menu.addAction(icon("done"), _("Done") + "\t" + _("Space"), lambda: self.finish(task)).setObjectName(
            "task-done"
        )
        later = menu.addMenu(icon("clock"), _("Put off"))
        later.setObjectName("task-later")
        texts = dict(zip(_LATER, (_("Until tomorrow"), _("By three days"), _("By a week")), strict=True))
        for by, text in texts.items():
            later.addAction(text, partial(self.postpone, task, by)).setObjectName(f"task-later-{by}")
        later.addSeparator()
        later.addAction(icon("calendar"), _("To a day..."), lambda: self._to_a_day(task)).setObjectName(
            "task-later-day"
        )
        menu.addAction(icon("pencil"), _("Edit") + "\tEnter", lambda: open_.emit(task.id)).setObjectName("task-edit")
        menu.addSeparator()
        menu.addAction(icon("list"), _("Plan a set of tasks..."), self._plan_set).setObjectName("task-set")
        menu.addSeparator()
        menu.addAction(icon("trash"), _("Delete") + "\tDel", lambda: self.delete(task)).setObjectName("task-delete")
        return menu

    def _plan_set(self) -> None:
        from crmdesk.gui.dialogs.task_set_start import open_start

        if self._file is not None:
            open_start(self._ui, self._file.id, self.window())
