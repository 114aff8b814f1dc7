"""The form of a complaint: which fields stand where, and what they offer while one types (METHOD.md section 6)."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from crmdesk.core.complaints import AFTERWARDS
from crmdesk.core.fields import Field, Group
from crmdesk.core.words import Label
from crmdesk.gui.dialogs.contact_names import ContactNames
from crmdesk.gui.forms.completing import complete_words
from crmdesk.gui.forms.field_form import Check, FieldForm
from crmdesk.gui.forms.offering import offer_orders, offer_products
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.services import staff

RECORD = "complaint"
FEW = frozenset({"words"})
"""What is asked while the customer is on the phone; all the rest unfolds."""
LATER = frozenset({*AFTERWARDS, "handling"})
"""What is known only once it was handled."""
_ORDER = (
    "words", "subject", "category", "severity", "expects", "contact", "channel", "received_at", "due_on", "responsible",
    "sales_order", "product", "root_cause", "prevention", "handling", "blame", "rude", "dodging", "nonverbal",
    "interrogation",
)  # fmt: skip
_LINES = {"words": 5, "expects": 2, "root_cause": 2, "prevention": 2, "handling": 3}
_WHOLE = ("subject",)


def complaint_form(
    ui: Ui, check: Check, contacts: ContactNames, customer: Callable[[], int | None], over: QWidget
) -> FieldForm:
    """`customer`: whose orders are offered; `over`: the dialog over which lists of what was found lie."""
    fields = ui.desk.fields(RECORD)
    placed = [_placed(fields[key]) for key in _ORDER]
    label = ui.words.gettext("Complaint")
    form = FieldForm(ui, placed, [Group(RECORD, Label(label, label))], check, name="complaint-form", label=label)
    for key, lines in _LINES.items():
        box = form.inputs[key].widget
        if isinstance(box, QPlainTextEdit):
            box.setFixedHeight(lines * tokens.LINE_HEIGHTS[tokens.BODY] + tokens.BETWEEN)
            box.setPlaceholderText(ui.words.gettext("Enter saves, Shift+Enter begins a new line") * (key == "words"))
    lines_ = {key: line for key in form.inputs if isinstance(line := form.inputs[key].widget, QLineEdit)}
    complete_words(lines_["contact"], lambda: contacts.names)
    complete_words(lines_["responsible"], lambda: staff.names(ui.desk))
    offer_orders(ui, lines_["sales_order"], over, customer)
    offer_products(ui, lines_["product"], over)
    return form


def _placed(field: Field) -> Field:
    return replace(field, group=RECORD, width="fill" if field.key in _WHOLE else field.width)
