"""The sets of tasks that an order or a customer can start: made, changed, put into order, taken out (METHOD.md 11)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.errors import UserError
from crmdesk.core.settings import TASK_SETS
from crmdesk.core.task_sets import DELIVERY, TaskSet
from crmdesk.gui.dialogs.settings_lines import Head, Line
from crmdesk.gui.dialogs.settings_lines_box import LinesBox
from crmdesk.gui.dialogs.settings_pane import Pane
from crmdesk.gui.dialogs.task_set_edit import TaskSetEditDialog
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button, LinkButton
from crmdesk.gui.widgets.labels import Label
from crmdesk.services import settings, task_sets

_DAYS, _FROM = 168, 120


class TaskSetsPane(Pane):
    """`target` of `go_to` is the key of a set."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(ui, "task-sets", parent)
        _ = ui.words.gettext
        self._sets: Sequence[TaskSet] = ()
        heads = (Head(_("Set")), Head(_("After how many days"), width=_DAYS), Head(_("Counted from"), width=_FROM))
        self.box = LinesBox(
            ui.words, heads, name="task-sets", label=_("Sets of tasks"), add=_("New set..."), typed_add=False,
            empty=_("A set plans several tasks at once, such as the calls after a sale."),
        )  # fmt: skip
        self.edit_button = Button(_("Edit..."), icon="pencil", name="task-sets-edit")
        self.edit_button.clicked.connect(self._edit)
        self.box.insert_button(self.edit_button)
        self.reset_link = LinkButton(_("The supplied sets again"), name="task-sets-reset")
        self.reset_link.clicked.connect(self._reset)
        told = _("Started from a customer's file, from an order, or with a new task.")
        foot = QHBoxLayout()
        foot.addWidget(Label(told, points=tokens.SMALL, tone="text_2", wrap=True), 1)
        foot.addWidget(self.reset_link)
        self.column.addWidget(self.box, 1)
        self.column.addLayout(foot)
        self.box.add_asked.connect(lambda: self._open(None))
        self.box.renamed.connect(self._rename)
        self.box.ordered.connect(self._order)
        self.box.delete_asked.connect(self._delete)
        self._show()

    def sizeHint(self) -> QSize:
        return QSize(tokens.LONG_INPUT, tokens.LONG_INPUT)

    def go_to(self, target: str) -> None:
        self.box.table.set_current(target)
        self.box.table.setFocus()

    def refresh(self, changes: Changes) -> None:
        if changes.everything or changes.touched("setting"):
            self._show()

    def _show(self) -> None:
        """The sets there are; those that cannot be read any more are said to be so, and can be had anew."""
        _, words = self.ui.words.gettext, self.ui.words
        try:
            self._sets = task_sets.sets(self.ui.desk, words)
        except UserError as error:
            self._sets = ()
            self.box.say(self.ui.sentence(error))
        between = "、" if words.chinese else ", "
        bases = {True: _("Delivery date"), False: _("Order date")}
        lines = []
        for each in self._sets:
            days = between.join(words.number(task.days) for task in each.tasks)
            lines.append(Line(each.key, (each.name, days, bases[each.basis == DELIVERY])))
        self.box.show_lines(lines)
        self.edit_button.setVisible(bool(lines))
        self.reset_link.setVisible(not settings.is_default(self.ui.desk, TASK_SETS))

    # What is done

    def _edit(self) -> None:
        if key := self.box.table.current_key():
            self._open(key)

    def _open(self, key: str | None) -> None:
        dialog = TaskSetEditDialog(self.ui, key, self.window())
        dialog.finished.connect(lambda _result: self.box.table.setFocus())
        dialog.open()

    def _rename(self, key: str, text: str) -> None:
        _ = self.ui.words.gettext
        wanted = [replace(each, name=text) if each.key == key else each for each in self._sets]
        error = self.do(
            lambda: task_sets.set_sets(self.ui.desk, wanted), _("The set is called “{name}” now.").format(name=text)
        )
        self._show()
        if error is not None:
            self.box.refuse(self.ui.sentence(error), key, text)

    def _order(self, keys: list[str]) -> None:
        _ = self.ui.words.gettext
        current, by_key = self.box.table.current_key(), {each.key: each for each in self._sets}
        wanted = [by_key[key] for key in keys]
        self.do(lambda: task_sets.set_sets(self.ui.desk, wanted), _("The sets are in another order."))
        self._show()
        self.box.table.set_current(current)

    def _delete(self, key: str) -> None:
        _ = self.ui.words.gettext
        name = next((each.name for each in self._sets if each.key == key), "")
        left = [each for each in self._sets if each.key != key]
        told = _("Set of tasks “{name}” deleted").format(name=name)
        self.do(lambda: task_sets.set_sets(self.ui.desk, left), told)
        self._show()
        self.box.table.setFocus()

    def _reset(self) -> None:
        _ = self.ui.words.gettext
        self.do(lambda: task_sets.set_sets(self.ui.desk, None), _("The supplied sets are there again."))
        self.box.say("")
        self._show()
        self.box.table.setFocus()
