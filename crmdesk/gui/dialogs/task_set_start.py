"""Starting a set of tasks for a customer or an order: which set, from which day, what is planned (METHOD.md 11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from crmdesk.core import values
from crmdesk.core.changes import Changes
from crmdesk.core.errors import Problem, UserError
from crmdesk.core.fields import Choice, Field, Type
from crmdesk.core.task_sets import TaskSet
from crmdesk.core.words import Label
from crmdesk.gui.dialogs.customer_choice import CustomerChoice
from crmdesk.gui.dialogs.order_choice import KEY as ORDER
from crmdesk.gui.dialogs.order_choice import id_in, order_field, shown
from crmdesk.gui.dialogs.short_form import ShortForm
from crmdesk.gui.forms.drafts import in_words
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.gui.widgets.form import FormRow
from crmdesk.gui.widgets.labels import Label as Text
from crmdesk.services import customers, orders, task_sets

_SIZE = QSize(640, 344)
_SET, _ON = "set", "on"
_MOST = 200
"""Orders to choose from."""


class TaskSetDialog(ShortForm):
    """For a customer, from an order (`order_id`) where there is one."""

    def __init__(self, ui: Ui, customer_id: int, order_id: int | None = None, parent: QWidget | None = None) -> None:
        _ = ui.words.gettext
        self._customer_id = customer_id
        self._sets = task_sets.sets(ui.desk, ui.words)
        self._rows = orders.of_customer(ui.desk, customer_id)[:_MOST]
        self._orders = order_field(ui, "task", self._rows)
        row = ui.masking.row(customers.rows(ui.desk, [customer_id])[0])
        self._number = row.number
        self._ready = False
        title = _("Plan a set of tasks – {customer}").format(customer=row.name)
        super().__init__(
            ui, title, self._fields(), size=_SIZE, label=_("A set of tasks"), name="task-set-start", parent=parent
        )
        self.confirm_button.setText(_("Plan them"))
        self._planned = Text("", wrap=True, name="task-set-planned")
        self.form.column.insertWidget(
            self.form.column.count() - 1,
            FormRow(_("Tasks"), self._planned, label_width=self.form.label_width),
        )
        edit = LinkButton(_("Change the sets..."), name="task-set-edit")
        edit.clicked.connect(self._edit_sets)
        self.add_left(edit)
        self._proposed = ""
        self._ready = True
        first = self._sets[0] if self._sets else None
        known = self._order_text(order_id)
        usual = {_SET: first.name if first else "", ORDER: known, _ON: ui.desk.today().isoformat()}
        self.begin({}, in_words(self.form, {key: text for key, text in usual.items() if text}), first=_SET)
        self.form.edited.connect(self._edited)
        self._propose()
        self._tell()

    def _fields(self) -> list[Field]:
        sets = tuple(Choice(each.key, Label(each.name, each.name)) for each in self._sets)
        found = [
            Field(_SET, Label("Set", "组合"), Type.CHOICE, choices=sets, required=True, width="fill"),
            Field(_ON, Label("Counted from", "起算日期"), Type.DATE, required=True),
        ]
        return [found[0], self._orders, found[1]] if self._rows else found

    def _order_text(self, order_id: int | None) -> str:
        row = next((row for row in self._rows if row.id == order_id), None)
        return shown(row, self.ui) if row is not None else ""

    def _order_id(self) -> int | None:
        return id_in(self._orders, self.form.text(ORDER)) if ORDER in self.form.inputs else None

    def _chosen(self) -> TaskSet | None:
        text = self.form.text(_SET).strip()
        return next((each for each in self._sets if text in (each.name, each.key)), None)

    def _on(self) -> dt.date | None:
        day = values.parse(self._fields()[-1], self.form.text(_ON)).value
        return day if isinstance(day, dt.date) else None

    def _edited(self, key: str) -> None:
        if key in (_SET, ORDER):
            self._propose()
        self._tell()

    def _propose(self) -> None:
        """From the delivery or the date of an order, unless another day was typed."""
        order_id, chosen = self._order_id(), self._chosen()
        if self.form.text(_ON) not in ("", self._proposed, self._texted(self.ui.desk.today())):
            return
        day = self.ui.desk.today()
        if order_id is not None and chosen is not None:
            day = task_sets.begins_on(self.ui.desk, chosen, order_id)
        self.form.put(_ON, self._texted(day))
        self._proposed = self.form.text(_ON)

    def _texted(self, day: dt.date) -> str:
        return str(values.typed(self._fields()[-1], day, self.ui.words))

    def _tell(self) -> None:
        """Every task with its day."""
        chosen, on, words = self._chosen(), self._on(), self.ui.words
        if chosen is None or on is None:
            self._planned.setText("")
            return
        tasks = sorted(chosen.tasks, key=lambda each: each.days)
        lines = (f"{words.date(on + dt.timedelta(days=each.days))}  {each.text}" for each in tasks)
        self._planned.setText("\n".join(lines))

    def check(self, typed: Mapping[str, str]) -> Mapping[str, Problem]:
        """A set and a day are needed."""
        found: dict[str, Problem] = {}
        for field in self._fields():
            if field.key not in typed:
                continue
            parsed = values.parse(field, typed[field.key])
            if field.required and not typed[field.key].strip():
                found[field.key] = Problem("required-missing", {"field": field.label}, hard=True)
            elif parsed.problem is not None:
                found[field.key] = parsed.problem
        return found

    def write(self, typed: Mapping[str, str]) -> tuple[Changes, str]:
        chosen, words = self._chosen(), self.ui.words
        assert chosen is not None
        order_id = self._order_id()
        changes = task_sets.start_set(self.ui.desk, chosen.key, self._customer_id, self._on(), order_id, words)
        count = len(changes.touched("task"))
        told = words.ngettext("{number}: {count} task planned", "{number}: {count} tasks planned", count)
        return changes, told.format(number=self._number, count=words.number(count))

    def _edit_sets(self) -> None:
        self.done(self.DialogCode.Rejected)
        self.ui.bus.open_settings.emit("task-sets")


def open_start(ui: Ui, customer_id: int | None, parent: QWidget, *, order_id: int | None = None) -> None:
    """Ask for it, unless personal data is hidden now; without a customer one is picked first."""
    if not ui.masking.allows_editing():
        return
    if customer_id is None:
        choice = CustomerChoice(ui, ui.words.gettext("Plan a set of tasks"), parent)
        choice.accepted.connect(lambda: open_start(ui, choice.customer_id, parent))
        choice.finished.connect(choice.deleteLater)
        choice.open()
        return
    try:
        TaskSetDialog(ui, customer_id, order_id, parent).open()
    except UserError as error:
        ui.bus.failed.emit(error)
