"""The form of a contact made: which fields stand where, and what they offer while one types (METHOD.md section 5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit

from crmdesk.core.fields import Field, Group
from crmdesk.core.words import Label
from crmdesk.gui.dialogs.interaction_days import offer_days
from crmdesk.gui.forms.completing import complete_words
from crmdesk.gui.forms.field_form import Check, FieldForm
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import tip
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.services import staff

FEW = frozenset({"kind", "content", "next_step", "next_date"})
"""What is asked first; all the rest unfolds."""
_ORDER = (
    "kind", "at", "contact", "purpose", "products", "content", "promise", "next_step", "next_date", "next_done_on",
    "by", "role", "phase", "exchanged", "cost", "minutes", "usage", "needs",
)  # fmt: skip
_WHOLE = ("kind", "next_step", "next_date", "next_done_on")
_LINES = {"content": 5, "promise": 2, "usage": 2, "needs": 2}


def interaction_form(ui: Ui, check: Check, contacts: Callable[[], Sequence[str]]) -> FieldForm:
    """`contacts` gives the names of the present customer's contacts."""
    fields = ui.desk.fields("interaction")
    placed = [_placed(fields[key]) for key in _ORDER]
    label = ui.words.gettext("Visit or call")
    group = Group("interaction", Label(label, label))
    form = FieldForm(ui, placed, [group], check, name="interaction-form", label=label)
    for key, lines in _LINES.items():
        box = form.inputs[key].widget
        if isinstance(box, QPlainTextEdit):
            box.setFixedHeight(lines * tokens.LINE_HEIGHTS[tokens.BODY] + tokens.BETWEEN)
            box.setPlaceholderText(ui.words.gettext("Enter saves, Shift+Enter begins a new line") * (key == "content"))
    for key, supply in (("contact", contacts), ("by", lambda: staff.names(ui.desk))):
        line = form.inputs[key].widget
        if isinstance(line, QLineEdit):
            complete_words(line, supply)
    offer_days(form, "next_date")
    _number_kinds(form)
    return form


def _placed(field: Field) -> Field:
    width = "fill" if field.key in _WHOLE else "normal" if field.key in ("purpose", "products") else field.width
    return replace(field, group="interaction", width=width)


def _number_kinds(form: FieldForm) -> None:
    """Alt and a digit choose the kind wherever one types in the form."""
    kinds = form.inputs["kind"].widget
    if not isinstance(kinds, SegmentedChoice):
        return
    for place, segment in enumerate(kinds.findChildren(QAbstractButton), start=1):
        keys = QShortcut(QKeySequence(f"Alt+{place}"), form.window())
        keys.activated.connect(segment.click)
        segment.setToolTip(tip(segment.text(), f"Alt+{place}"))
