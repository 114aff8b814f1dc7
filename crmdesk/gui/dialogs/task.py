"""A task of care: what is to be done for a customer, on which day, how often (METHOD.md section 11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.tasks import Task
from crmdesk.gui.dialogs.customer_record import CustomerRecordDialog
from crmdesk.gui.dialogs.task_fields import FEW, RECORD, KnownContacts, task_form, told_repeats
from crmdesk.gui.forms.field_form import FieldForm
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.services import tasks

FORM = RECORD
_KEPT = ("due_on", "text", "phase", "by", "contact", "sales_order", "repeat", "until", "done_on", "notes")
_LARGE = QSize(760, 504)
_REPEATED = ("due_on", "repeat", "until")


class _Kept(Struct, frozen=True):
    id: int
    customer_id: int
    values: Mapping[str, Any]


class TaskDialog(CustomerRecordDialog):
    """Plans a new one (`task` None), of a customer or of one to be picked; or changes one. `set_asked`: several at once
    are wanted, of this customer (None: not picked yet)."""

    RECORD, TEXT, FEW = RECORD, "text", FEW
    NEVER_NEW = frozenset({"done_on"})
    NEEDED = ("text", "due_on")
    SMALL = QSize(760, 308)
    set_asked = Signal(object)

    def __init__(
        self,
        ui: Ui,
        customer_id: int | None = None,
        typed: Mapping[str, str] | None = None,
        *,
        task: Task | None = None,
        parent: QWidget | None = None,
    ) -> None:
        _ = ui.words.gettext
        title = _("New task") if task is None else _("Task {number}").format(number=task.number)
        self._task = task
        super().__init__(ui, title, _("Task"), _kept(task) if task is not None else None, parent)
        self.contacts = KnownContacts(ui)
        self.several = Button(_("A whole set..."), icon="list", name="task-set")
        self.several.setToolTip(_("Plan several tasks at once, such as the calls after a sale"))
        self.several.setVisible(task is None)
        self.several.clicked.connect(self._ask_for_set)
        self.add_left(self.several)
        self.told = ElidedLabel("", points=tokens.SMALL, tone="text_2", name="task-told")
        self.told.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.form.rows["repeat"].add_beside(self.told)
        self.begin(customer_id, typed)
        self.form.changed.connect(self._tell)
        self._tell()

    def make_form(self) -> FieldForm:
        return task_form(self._ui, self._check, lambda: self.contacts.names, lambda: self.line.customer_id, self)

    def unfold(self) -> None:
        super().unfold()
        self.resize(_LARGE)

    def usual(self) -> Mapping[str, str]:
        return tasks.defaults(self._ui.desk)

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        _, desk = self._ui.words.gettext, self._ui.desk
        customer = self.line.customer
        number = customer.number if customer is not None else ""
        if self._task is not None:
            return tasks.edit(desk, self._task.id, typed), _("{number}: task saved").format(number=number)
        changes = tasks.add(desk, self.line.customer_id or 0, typed)[1]
        return changes, _("{number}: task planned").format(number=number)

    def _check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        task_id = self._task.id if self._task is not None else None
        # a new one is judged as a whole: what is wrong may rest on another field
        judged = typed if task_id is not None else {**self._texts(), **typed}
        try:
            found = tasks.read(
                self._ui.desk, judged, new=False, customer_id=self.line.customer_id, task_id=task_id
            ).problems
        except UserError:  # it is gone: saving says so
            return {}
        return {key: problem for key, problem in found.items() if key in typed}

    def _texts(self) -> dict[str, str]:
        """What stands in the inputs a repeat rests on, as far as there are any yet."""
        form = getattr(self, "form", None)
        return {key: text for key in _REPEATED if (text := form.text(key))} if form is not None else {}

    def _tell(self) -> None:
        """When it comes round again."""
        fields = self._ui.desk.fields(RECORD)
        due_on, until = (_day(values.parse(fields[key], self.form.text(key)).value) for key in ("due_on", "until"))
        repeat = values.parse(fields["repeat"], self.form.text("repeat")).value
        told = ""
        if due_on is not None and isinstance(repeat, str):
            told = told_repeats(due_on, repeat, until, self._ui.words)
        self.told.set_text(told)

    def _ask_for_set(self) -> None:
        """Instead of this one: what was typed is given up only where nothing was."""
        customer_id = self.line.customer_id
        self.reject()
        if not self.isVisible():
            self.set_asked.emit(customer_id)


def _day(value: object) -> dt.date | None:
    return value if isinstance(value, dt.date) else None


def _kept(task: Task) -> _Kept:
    known = {key: getattr(task, key) for key in _KEPT}
    return _Kept(task.id, task.customer_id, {**known, "sales_order": task.order})
