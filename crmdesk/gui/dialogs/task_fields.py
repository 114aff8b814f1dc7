"""The form of a task: which fields stand where, and what they offer while one types (METHOD.md section 11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from crmdesk.core import repeats
from crmdesk.core.fields import Field, Group
from crmdesk.core.words import Label, Words
from crmdesk.gui.dialogs.contact_names import ContactNames
from crmdesk.gui.dialogs.interaction_days import offer_days
from crmdesk.gui.forms.completing import complete_words
from crmdesk.gui.forms.field_form import Check, FieldForm
from crmdesk.gui.forms.offering import offer_orders
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.services import staff

RECORD = "task"
FEW = frozenset({"text", "due_on", "repeat"})
"""What is asked first; all the rest unfolds."""
_ORDER = ("text", "due_on", "repeat", "until", "phase", "by", "contact", "sales_order", "done_on", "notes")
_LINES = {"text": 3, "notes": 3}
_WHOLE = ("due_on", "repeat")
_TOLD = 3


class KnownContacts(ContactNames):
    """A task is of somebody the file knows."""

    def note(self, form: FieldForm) -> None:
        """Nobody becomes a contact by a task; saving refuses an unknown name."""


def task_form(
    ui: Ui, check: Check, contacts: Callable[[], list[str]], customer: Callable[[], int | None], over: QWidget
) -> FieldForm:
    """`contacts` gives the names of the present customer's contacts; `customer`: whose orders are offered; `over`: the
    dialog over which the list of them lies."""
    fields = ui.desk.fields(RECORD)
    label = ui.words.gettext("Task")
    placed = [_placed(fields[key]) for key in _ORDER]
    form = FieldForm(ui, placed, [Group(RECORD, Label(label, label))], check, name="task-form", label=label)
    for key, lines in _LINES.items():
        box = form.inputs[key].widget
        if isinstance(box, QPlainTextEdit):
            box.setFixedHeight(lines * tokens.LINE_HEIGHTS[tokens.BODY] + tokens.BETWEEN)
            box.setPlaceholderText(ui.words.gettext("Enter saves, Shift+Enter begins a new line") * (key == "text"))
    lines_ = {key: line for key in form.inputs if isinstance(line := form.inputs[key].widget, QLineEdit)}
    complete_words(lines_["contact"], contacts)
    complete_words(lines_["by"], lambda: staff.names(ui.desk))
    offer_orders(ui, lines_["sales_order"], over, customer)
    offer_days(form, "due_on")
    form.inputs["repeat"].widget.setMaximumWidth(tokens.NORMAL_INPUT)  # beside it stands when it comes round
    return form


def _placed(field: Field) -> Field:
    width = "fill" if field.key in _WHOLE else field.width
    return replace(field, group=RECORD, width=width)


def told_repeats(due_on: dt.date, repeat: str, until: dt.date | None, words: Words) -> str:
    """The next few times of a repeated task; '' where there is none."""
    days: list[dt.date] = []
    day: dt.date | None = due_on
    while day is not None and len(days) < _TOLD:
        day = repeats.next_due(due_on, repeat, day, until)
        if day is not None:
            days.append(day)
    if not days:
        return ""
    between = "、" if words.chinese else ", "
    told = between.join(words.date(day) for day in days)
    more = " …" if len(days) == _TOLD else ""
    return words.gettext("Then on {days}").format(days=told) + more
